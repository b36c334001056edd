#include "cli/Console.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

namespace cli {

namespace {

QString mark(checks::Status status)
{
    switch (status) {
    case checks::Status::Pending:
    case checks::Status::Running:
        return QStringLiteral("....");
    case checks::Status::Passed:
        return QStringLiteral("ok  ");
    case checks::Status::Warning:
        return QStringLiteral("warn");
    case checks::Status::Failed:
        return QStringLiteral("FAIL");
    case checks::Status::Skipped:
        return QStringLiteral("skip");
    }
    Q_UNREACHABLE();
}

QString resultName(Result result)
{
    switch (result) {
    case Result::Passed:
        return QStringLiteral("passed");
    case Result::Failed:
        return QStringLiteral("failed");
    case Result::Cancelled:
        return QStringLiteral("cancelled");
    }
    Q_UNREACHABLE();
}

QString indented(const QString &text)
{
    return QStringLiteral("       ") + QString(text).replace(QLatin1Char('\n'), QStringLiteral("\n       "));
}

} // namespace

Console::Console(bool json)
    : m_json(json)
{
}

void Console::say(const QString &line) const
{
    const QByteArray bytes = line.toLocal8Bit() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
    std::fflush(stderr);
}

void Console::progress(const advice::CheckLine &line) const
{
    say(QStringLiteral("%1  %2  %3").arg(mark(line.status), line.id.leftJustified(18), line.headline));
}

void Console::result(Result result, const QList<advice::CheckLine> &lines) const
{
    if (m_json) {
        QJsonArray checks;
        for (const auto &line : lines)
            checks.append(line.toJson());
        const QJsonObject object{{QStringLiteral("result"), resultName(result)}, {QStringLiteral("checks"), checks}};
        (void)write(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
        return;
    }
    QString text;
    for (const auto &line : lines) {
        text += QStringLiteral("%1  %2: %3\n").arg(mark(line.status), line.title, line.headline);
        if (line.status != checks::Status::Failed && line.status != checks::Status::Warning)
            continue;
        text += indented(line.cause) + QLatin1Char('\n') + indented(line.remedy) + QLatin1Char('\n');
        text += indented(QStringLiteral("[%1]").arg(line.code)) + QLatin1Char('\n');
        if (!line.detail.isEmpty())
            text += indented(line.detail) + QLatin1Char('\n');
    }
    switch (result) {
    case Result::Passed:
        text += Text::tr("Result: passed.");
        break;
    case Result::Failed:
        text += Text::tr("Result: failed.");
        break;
    case Result::Cancelled:
        text += Text::tr("Result: cancelled.");
        break;
    }
    (void)write(text.toLocal8Bit() + '\n');
}

bool Console::write(QByteArrayView bytes) const
{
    const auto size = static_cast<std::size_t>(bytes.size());
    if (std::fwrite(bytes.data(), 1, size, stdout) == size && std::fflush(stdout) == 0)
        return true;
    m_hasLostOutput = true;
    say(Text::tr("Standard output could not be written."));
    return false;
}

} // namespace cli
