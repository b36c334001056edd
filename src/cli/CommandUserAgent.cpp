#include "cli/CommandUserAgent.h"

#include "cli/Console.h"

#include <QProcess>
#include <QStringList>

namespace cli {

CommandUserAgent::CommandUserAgent(QString command)
    : m_command(std::move(command))
{
}

Expected<void, QString> CommandUserAgent::open(const QUrl &authorizationUrl)
{
    const QString url = authorizationUrl.toString(QUrl::FullyEncoded);
    QProcess process;
    if (!m_command.isEmpty()) {
        process.setProgram(m_command);
        process.setArguments({url});
    } else {
#if defined(Q_OS_WIN)
        process.setProgram(QStringLiteral("rundll32"));
        process.setArguments({QStringLiteral("url.dll,FileProtocolHandler"), url});
#elif defined(Q_OS_MACOS)
        process.setProgram(QStringLiteral("open"));
        process.setArguments({url});
#else
        process.setProgram(QStringLiteral("xdg-open"));
        process.setArguments({url});
#endif
    }
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    if (!process.startDetached())
        return Unexpected(Text::tr("%1: %2").arg(process.program(), process.errorString()));
    return {};
}

} // namespace cli
