#include "cli/ResultTable.h"

#include "advice/Places.h"

#include <algorithm>

namespace cli {

namespace {

constexpr int Gap = 2;
/// Longer titles (with an address in them) get a row of their own.
constexpr int WidestTitle = 24;

/// SGR parameters (ECMA-48 8.3.117): green, yellow, red, faint.
const char *colorOf(checks::Status status)
{
    switch (status) {
    case checks::Status::Passed:
        return "32";
    case checks::Status::Warning:
        return "33";
    case checks::Status::Failed:
        return "31";
    case checks::Status::Pending:
    case checks::Status::Running:
    case checks::Status::Skipped:
        return "2";
    }
    Q_UNREACHABLE();
}

int statusWidth()
{
    qsizetype widest = 0;
    for (const auto status : {checks::Status::Passed, checks::Status::Warning, checks::Status::Failed,
                              checks::Status::Skipped, checks::Status::Running})
        widest = std::max(widest, advice::statusWord(status).size());
    return static_cast<int>(widest);
}

bool explainsItself(const advice::CheckLine &line)
{
    return line.status == checks::Status::Failed || line.status == checks::Status::Warning
        || (line.status == checks::Status::Skipped && line.skip == checks::Skip::CouldNotCheck
            && !line.cause.isEmpty());
}

} // namespace

QString tableRow(const advice::CheckLine &line, int titleWidth, const Terminal &terminal)
{
    QString status = advice::statusWord(line.status).leftJustified(statusWidth());
    if (terminal.hasColors)
        status = QStringLiteral("\x1b[%1m%2\x1b[0m").arg(QLatin1String(colorOf(line.status)), status);
    const int indent = statusWidth() + Gap + titleWidth + Gap;
    QString row = status + QString(Gap, QLatin1Char(' '));
    if (line.title.size() > titleWidth)
        row += line.title + QLatin1Char('\n') + QString(indent, QLatin1Char(' '));
    else
        row += line.title.leftJustified(titleWidth) + QString(Gap, QLatin1Char(' '));
    return row + wrapped(line.headline, terminal.width, indent);
}

QString resultTable(const QList<advice::CheckLine> &lines, const Terminal &terminal)
{
    int titleWidth = 0;
    for (const auto &line : lines) {
        if (line.title.size() <= WidestTitle)
            titleWidth = std::max(titleWidth, static_cast<int>(line.title.size()));
    }
    const int indent = statusWidth() + Gap + titleWidth + Gap;
    QString table;
    bool hasMenu = false;
    for (const auto &line : lines) {
        table += tableRow(line, titleWidth, terminal) + QLatin1Char('\n');
        if (!explainsItself(line))
            continue;
        hasMenu = hasMenu || line.remedy.contains(advice::places::applications());
        QStringList texts{line.cause, line.remedy, line.detail};
        if (!line.code.isEmpty())
            texts.append(QStringLiteral("[%1]").arg(line.code));
        for (const QString &text : std::as_const(texts)) {
            if (!text.isEmpty())
                table += QString(indent, QLatin1Char(' ')) + wrapped(text, terminal.width, indent) + QLatin1Char('\n');
        }
    }
    if (hasMenu)
        table += wrapped(advice::places::menuFootnote(), terminal.width, 0) + QLatin1Char('\n');
    return table;
}

} // namespace cli
