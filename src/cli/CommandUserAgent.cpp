#include "cli/CommandUserAgent.h"

#include "cli/Console.h"

#include <QFileInfo>
#include <QList>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace cli {

namespace {

QStringList systemCommandLine(const QString &url)
{
#if defined(Q_OS_WIN)
    return {QStringLiteral("rundll32"), QStringLiteral("url.dll,FileProtocolHandler"), url};
#elif defined(Q_OS_MACOS)
    return {QStringLiteral("open"), url};
#else
    return {QStringLiteral("xdg-open"), url};
#endif
}

} // namespace

CommandUserAgent::CommandUserAgent(QString command)
    : m_command(std::move(command))
{
}

CommandUserAgent::~CommandUserAgent()
{
    letGo();
}

/// A QProcess that is destroyed kills its program, which may be the person's browser: one that runs is never destroyed.
void CommandUserAgent::letGo()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    QProcess *const process = m_process.release();
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    static auto *const leftRunning = new QList<QProcess *>; // not destroyed at the end either
    leftRunning->append(process);
}

QStringList CommandUserAgent::commandLine(const QString &command, const QString &url)
{
    // A path with blanks is no command with arguments.
    QStringList words = QFileInfo(command).isExecutable() ? QStringList{command} : QProcess::splitCommand(command);
    bool isPlaced = false;
    for (qsizetype i = 1; i < words.size(); ++i) {
        isPlaced = isPlaced || words.at(i).contains(QLatin1String("%s"));
        words[i].replace(QLatin1String("%s"), url);
    }
    if (!isPlaced)
        words.append(url);
    return words;
}

Expected<void, QString> CommandUserAgent::open(const QUrl &authorizationUrl)
{
    m_url = authorizationUrl.toString(QUrl::FullyEncoded);
    m_left.clear();
    m_problems.clear();
    if (!m_command.isEmpty()) {
        m_left.append(commandLine(m_command, m_url));
    } else {
#ifdef Q_OS_UNIX
        const QStringList commands = qEnvironmentVariable("BROWSER").split(QLatin1Char(':'), Qt::SkipEmptyParts);
        for (const QString &command : commands)
            m_left.append(commandLine(command, m_url));
#endif
        m_left.append(systemCommandLine(m_url));
    }
    startNext();
    return {};
}

void CommandUserAgent::startNext()
{
    letGo();
    QStringList words = m_left.takeFirst();
    m_process = std::make_unique<QProcess>();
    m_process->setProgram(words.takeFirst());
    m_process->setArguments(words);
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setStandardOutputFile(QProcess::nullDevice());
    m_process->setStandardErrorFile(QProcess::nullDevice());
#ifdef Q_OS_UNIX
    // Ctrl+C here is not meant for the browser.
    m_process->setChildProcessModifier([] { ::setsid(); });
#endif
    // Queued: what follows may start another process, or destroy this one.
    connect(
        m_process.get(), &QProcess::errorOccurred, this,
        [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                failed(m_process->errorString());
        },
        Qt::QueuedConnection);
    connect(
        m_process.get(), &QProcess::finished, this,
        [this](int status, QProcess::ExitStatus how) {
            if (how == QProcess::CrashExit)
                failed(Text::tr("crashed"));
            else if (status != 0)
                failed(Text::tr("ended with status %1").arg(status));
        },
        Qt::QueuedConnection);
    m_process->start();
}

void CommandUserAgent::failed(const QString &why)
{
    m_problems.append(Text::tr("%1: %2").arg(m_process->program(), why));
    if (!m_left.isEmpty())
        startNext();
    else
        reportFailure(m_problems.join(QLatin1String("; ")));
}

} // namespace cli
