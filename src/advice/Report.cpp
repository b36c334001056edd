#include "advice/Report.h"

#include "advice/Diagnosis.h"
#include "core/Product.h"
#include "core/ServerText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace advice {

namespace {

QString when(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss 'UTC'")) : QString();
}

/// Text as it is for eyes: what controls the direction or the line is shown and does nothing.
QString shown(const QString &text)
{
    QStringList lines = text.split(QLatin1Char('\n'));
    for (QString &line : lines)
        line = serverText(QStringView(line), line.size()).toHtmlEscaped();
    return lines.join(QLatin1Char('\n'));
}

QString element(const char *name, const QString &text)
{
    const QString tag = QString::fromLatin1(name);
    return QStringLiteral("<%1>%2</%3>").arg(tag, shown(text), tag.section(QLatin1Char(' '), 0, 0));
}

// The colors of src/wizard/Tokens.cpp. Black on white on paper.
constexpr char Style[] =
    ":root{color-scheme:light dark;--bg:#f4f6f8;--surface:#fff;--line:#d3d9e0;--text:#18212b;--text2:#4e5a68;"
    "--good:#1b6e35;--good-tint:#e6f3ea;--warn:#855000;--warn-tint:#fbf0dc;--bad:#b3202a;--bad-tint:#fce9ea}"
    "@media (prefers-color-scheme:dark){:root{--bg:#15191e;--surface:#1d232a;--line:#333c47;--text:#e7ecf1;"
    "--text2:#a9b4c0;--good:#74cc8d;--good-tint:#1a2e24;--warn:#e9b24f;--warn-tint:#332817;--bad:#ff8f87;"
    "--bad-tint:#3a2023}}"
    "body{font:15px/1.5 system-ui,sans-serif;max-width:64em;margin:2em auto;padding:0 1.5em;background:var(--bg);"
    "color:var(--text)}h1{font-size:1.6em;margin:0 0 .2em}h2{font-size:1.12em;margin:1.6em 0 .5em}"
    ".from{color:var(--text2);margin:0 0 1.2em}"
    ".verdict{font-size:1.12em;font-weight:600;border:1px solid;border-radius:8px;padding:.7em 1em;margin:0 0 1em}"
    "table{border-collapse:collapse;width:100%;background:var(--surface);border:1px solid var(--line)}"
    "td,th{text-align:left;font-weight:400;white-space:pre-wrap;overflow-wrap:anywhere;vertical-align:top;"
    "border-bottom:1px solid var(--line);padding:.45em .7em}thead th{font-weight:600;color:var(--text2)}"
    ".checks tbody th{width:27%}.checks td.when{width:21%;color:var(--text2)}"
    ".checks td.status{width:10%;font-weight:600}"
    ".facts th{width:30%;color:var(--text2)}"
    ".passed{color:var(--good)}.warning{color:var(--warn)}.failed{color:var(--bad)}.skipped,.pending{color:var(--text2)"
    "}"
    ".verdict.passed{background:var(--good-tint)}.verdict.warning{background:var(--warn-tint)}"
    ".verdict.failed{background:var(--bad-tint)}pre{white-space:pre-wrap;margin:.3em 0;font-size:.9em}"
    "@page{margin:15mm}@media "
    "print{:root{--bg:#fff;--surface:#fff;--text:#000;--text2:#333}body{margin:0;max-width:none;"
    "padding:0}tr{break-inside:avoid}}";

bool isUnchecked(const CheckLine &line)
{
    return line.status != checks::Status::Passed && line.status != checks::Status::Warning
        && line.status != checks::Status::Failed;
}

/// One line of a table of checks.
QString row(const CheckLine &line, const QDateTime &time)
{
    QString html = QStringLiteral("<tr>") + element("th scope=\"row\"", line.title)
        + QStringLiteral("<td class=\"status %1\">%2</td>")
              .arg(statusName(line.status), statusWord(line.status).toHtmlEscaped())
        + element("td class=\"when\"", when(time)) + QStringLiteral("<td>");
    for (const QString *const part : {&line.headline, &line.cause, &line.remedy}) {
        if (!part->isEmpty())
            html += element("div", *part);
    }
    if (!line.code.isEmpty())
        html += element("code", line.code);
    if (!line.detail.isEmpty())
        html += element("pre", line.detail);
    return html + QStringLiteral("</td></tr>\n");
}

QString checksHead()
{
    return QStringLiteral("<table class=\"checks\"><thead><tr>") + element("th scope=\"col\"", Text::tr("Check"))
        + element("th scope=\"col\"", Text::tr("Result")) + element("th scope=\"col\"", Text::tr("When"))
        + element("th scope=\"col\"", Text::tr("Detail")) + QStringLiteral("</tr></thead><tbody>\n");
}

/// "Passed with 1 warning": all of it in one line.
QString verdict(const QList<Report::Section> &sections)
{
    int passed = 0;
    int warnings = 0;
    int failed = 0;
    int unchecked = 0;
    for (const auto &section : sections) {
        for (const CheckLine &line : section.checks) {
            passed += line.status == checks::Status::Passed ? 1 : 0;
            warnings += line.status == checks::Status::Warning ? 1 : 0;
            failed += line.status == checks::Status::Failed ? 1 : 0;
            unchecked += isUnchecked(line) ? 1 : 0;
        }
    }
    const char *look = "passed";
    QString words;
    if (failed > 0) {
        look = "failed";
        words = Text::tr("Failed: %n problems.", nullptr, failed);
    } else if (passed + warnings == 0) {
        look = "skipped";
        words = Text::tr("Not checked.");
    } else if (warnings > 0) {
        look = "warning";
        words = Text::tr("Passed with %n warnings.", nullptr, warnings);
    } else {
        words = Text::tr("Passed.");
        look = unchecked > 0 ? "warning" : "passed";
    }
    words += QLatin1Char(' ') + Text::tr("%n checks passed.", nullptr, passed);
    if (unchecked > 0)
        words += QLatin1Char(' ') + Text::tr("%n not checked.", nullptr, unchecked);
    return QStringLiteral("<p class=\"verdict %1\">%2</p>\n").arg(QLatin1String(look), words.toHtmlEscaped());
}

} // namespace

Report::Section Report::Section::of(const QString &id, const QString &title, const checks::List &list)
{
    return {id, title, list.finishedAt(), checkLines(list)};
}

void Report::mask(const std::vector<Secret> &secrets)
{
    const QString hidden = QString(8, QChar(0x2022));
    static const QRegularExpression credentials(QStringLiteral("(?<=://)[^/?#\\s@]+(?=@)"));
    const auto hide = [&](QString &text) {
        text.replace(credentials, hidden);
        QByteArray bytes = text.toUtf8();
        for (const Secret &secret : secrets) {
            // One of a few letters may be a part of any word.
            if (secret.reveal().size() > 4)
                bytes.replace(secret.reveal(), hidden.toUtf8());
        }
        text = QString::fromUtf8(bytes);
    };
    for (Fact &fact : facts)
        hide(fact.value);
    for (Section &section : sections) {
        for (CheckLine &line : section.checks) {
            for (QString *const text : {&line.title, &line.headline, &line.cause, &line.remedy, &line.detail})
                hide(*text);
        }
    }
}

QJsonObject Report::toJson() const
{
    QJsonObject known;
    for (const Fact &fact : facts)
        known.insert(fact.id, serverText(QStringView(fact.value), fact.value.size()));
    QJsonArray parts;
    for (const Section &section : sections) {
        QJsonArray lines;
        for (const CheckLine &line : section.checks)
            lines.append(line.toJson());
        parts.append(QJsonObject{
            {QStringLiteral("id"), section.id},
            {QStringLiteral("finished"),
             section.finished.isValid() ? QJsonValue(section.finished.toUTC().toString(Qt::ISODate)) : QJsonValue()},
            {QStringLiteral("checks"), lines}});
    }
    return {{QStringLiteral("title"), title},
            {QStringLiteral("created"), created.toUTC().toString(Qt::ISODate)},
            {QStringLiteral("product"), product::name()},
            {QStringLiteral("version"), product::version()},
            {QStringLiteral("facts"), known},
            {QStringLiteral("sections"), parts}};
}

QString Report::toHtml() const
{
    QString html = QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                                  "<meta name=\"viewport\" content=\"width=device-width\">");
    html += element("title", title);
    html += QStringLiteral("<style>%1</style></head><body>\n").arg(QLatin1String(Style));
    html += element("h1", title) + QLatin1Char('\n');
    html += element("p class=\"from\"",
                    Text::tr("Made by %1 %2 on %3. It has no secrets in it.")
                        .arg(product::name(), product::version(), when(created)));
    html += QLatin1Char('\n') + verdict(sections);
    QString unchecked;
    for (const Section &section : sections) {
        QString rows;
        for (const CheckLine &line : section.checks) {
            if (isUnchecked(line))
                unchecked += row(line, {});
            else
                rows += row(line, section.finished);
        }
        if (!rows.isEmpty())
            html += element("h2", section.title) + QLatin1Char('\n') + checksHead() + rows
                + QStringLiteral("</tbody></table>\n");
    }
    if (!unchecked.isEmpty())
        html += element("h2", Text::tr("What was not checked")) + QLatin1Char('\n') + checksHead() + unchecked
            + QStringLiteral("</tbody></table>\n");
    html += element("h2", Text::tr("Values")) + QStringLiteral("\n<table class=\"facts\"><tbody>\n");
    for (const Fact &fact : facts)
        html += QStringLiteral("<tr>") + element("th scope=\"row\"", fact.title) + element("td", fact.value)
            + QStringLiteral("</tr>\n");
    html += QStringLiteral("</tbody></table>\n");
    return html + QStringLiteral("</body></html>\n");
}

Expected<void, files::WriteError> writeReport(const Report &report, const QString &path, bool replaces)
{
    const bool isHtml = path.endsWith(QLatin1String(".html"), Qt::CaseInsensitive)
        || path.endsWith(QLatin1String(".htm"), Qt::CaseInsensitive);
    const Secret bytes(QByteArrayView(isHtml ? report.toHtml().toUtf8() : QJsonDocument(report.toJson()).toJson()));
    auto written = replaces ? files::replaceWhole(path, bytes, files::Access::Usual)
                            : files::writeWhole(path, bytes, std::nullopt, files::Access::Usual);
    if (!written)
        return Unexpected(std::move(written).error());
    return {};
}

} // namespace advice
