#include "cli/Console.h"

#include "cli/ResultTable.h"
#include "core/ServerText.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

namespace cli {

namespace {

/// For the ids, which progress shows because scripts and people search for them.
constexpr int IdWidth = 18;

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

QString sentence(Result result)
{
    switch (result) {
    case Result::Passed:
        return Text::tr("Result: passed.");
    case Result::Failed:
        return Text::tr("Result: failed.");
    case Result::Cancelled:
        return Text::tr("Result: canceled.");
    }
    Q_UNREACHABLE();
}

bool isNotable(const advice::CheckLine &line)
{
    return line.status != checks::Status::Passed
        && !(line.status == checks::Status::Skipped && line.skip == checks::Skip::DoesNotApply);
}

/// The last door before a terminal: nothing but line breaks of ours moves its cursor, whoever wrote the text.
QString withoutControls(const QString &text)
{
    QStringList lines = text.split(QLatin1Char('\n'));
    for (QString &line : lines)
        line = serverText(QStringView(line), line.size());
    return lines.join(QLatin1Char('\n'));
}

advice::CheckLine withoutControls(advice::CheckLine line)
{
    for (QString *text : {&line.title, &line.headline, &line.cause, &line.remedy, &line.detail})
        *text = withoutControls(*text);
    return line;
}

} // namespace

Console::Console(Style style)
    : m_style(style)
    , m_out(Terminal::of(stdout))
    , m_error(Terminal::of(stderr))
{
}

Console::~Console()
{
    clearTransient();
}

void Console::writeError(const QByteArray &bytes) const
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
    std::fflush(stderr);
}

void Console::clearTransient() const
{
    if (!m_hasTransient)
        return;
    m_hasTransient = false;
    writeError("\r\x1b[K"); // erase in line, ECMA-48 8.3.41
}

void Console::say(const QString &line) const
{
    sayAsItIs(wrapped(line, m_error.width, 0));
}

void Console::remark(const QString &line) const
{
    if (m_style != Style::Quiet)
        say(line);
}

void Console::sayAsItIs(const QString &line) const
{
    clearTransient();
    writeError(withoutControls(line).toLocal8Bit() + '\n');
}

void Console::progress(const advice::CheckLine &line) const
{
    if (m_style == Style::Quiet)
        return;
    const bool isOpen = line.status == checks::Status::Pending || line.status == checks::Status::Running;
    if (m_style == Style::Text && m_out.isTerminal && m_error.isTerminal) {
        if (isOpen && !line.code.isEmpty()) { // something to do meanwhile
            say(line.headline);
        } else if (m_error.hasColors) { // a terminal that knows how to erase
            clearTransient();
            m_hasTransient = true;
            writeError(Text::tr("Checking: %1").arg(withoutControls(line.title)).left(m_error.width - 1).toLocal8Bit());
        }
        return;
    }
    if (!isOpen || !line.code.isEmpty())
        sayAsItIs(
            QStringLiteral("%1  %2  %3")
                .arg(advice::statusWord(line.status).leftJustified(11), line.id.leftJustified(IdWidth), line.headline));
}

void Console::result(Result result, const QList<advice::CheckLine> &lines) const
{
    clearTransient();
    if (m_style == Style::Json) {
        QJsonArray checks;
        for (const auto &line : lines)
            checks.append(line.toJson());
        const QJsonObject object{{QStringLiteral("result"), resultName(result)}, {QStringLiteral("checks"), checks}};
        (void)write(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
        return;
    }
    QList<advice::CheckLine> shown;
    for (const advice::CheckLine &line : lines)
        shown.append(withoutControls(line));
    if (m_style == Style::Quiet)
        shown.removeIf([](const advice::CheckLine &line) { return !isNotable(line); });
    const bool isWhole = std::none_of(lines.cbegin(), lines.cend(), [](const advice::CheckLine &line) {
        return line.status == checks::Status::Skipped && line.skip == checks::Skip::CouldNotCheck;
    });
    const QString end = result == Result::Passed && !isWhole
        ? Text::tr("Result: passed, as far as it could be checked.")
        : sentence(result);
    (void)write((resultTable(shown, m_out) + end).toLocal8Bit() + '\n');
}

bool Console::write(QByteArrayView bytes) const
{
    clearTransient();
    const auto size = static_cast<std::size_t>(bytes.size());
    if (std::fwrite(bytes.data(), 1, size, stdout) == size && std::fflush(stdout) == 0)
        return true;
    m_hasLostOutput = true;
    say(Text::tr("Standard output could not be written."));
    return false;
}

} // namespace cli
