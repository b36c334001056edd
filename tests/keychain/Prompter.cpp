#include "keychain/Prompter.h"

#include <QProcess>
#include <QStringList>

namespace prompter {

namespace {

QByteArray xdotool(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral("xdotool"), arguments);
    if (!process.waitForFinished(10'000))
        qFatal("xdotool does not answer");
    return process.readAllStandardOutput();
}

void press(const QString &key)
{
    xdotool({QStringLiteral("key"), key});
}

void type(const QString &text)
{
    xdotool({QStringLiteral("type"), text});
}

} // namespace

bool isShown()
{
    return !xdotool({QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--class"),
                     QStringLiteral("gcr-prompter")})
                .trimmed()
                .isEmpty();
}

void answer(const QString &password)
{
    type(password);
    press(QStringLiteral("Return"));
}

void choose(const QString &password)
{
    type(password);
    press(QStringLiteral("Tab"));
    type(password);
    press(QStringLiteral("Return"));
}

void cancel()
{
    press(QStringLiteral("Escape"));
}

} // namespace prompter
