#include "advice/Report.h"

#include "advice/Diagnosis.h"
#include "core/Product.h"
#include "core/ServerText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace advice {

namespace {

QString when(const QDateTime &time)
{
    return time.toUTC().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss 'UTC'"));
}

/// Never "not checked" above a result.
QString when(const Report::Section &section)
{
    if (section.finished.isValid())
        return Text::tr("Checked %1").arg(when(section.finished));
    const bool hasResult = std::any_of(section.checks.cbegin(), section.checks.cend(), [](const CheckLine &line) {
        return line.status == checks::Status::Passed || line.status == checks::Status::Warning
            || line.status == checks::Status::Failed;
    });
    return hasResult ? QString() : Text::tr("Not checked");
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

constexpr char Style[] =
    "body{font:15px/1.45 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;white-space:pre-wrap;vertical-align:top;"
    "border-bottom:1px solid #8884;padding:.4em .6em}.passed{color:#17692c}.warning{color:#8a5300}"
    ".failed{color:#b3161b}pre{white-space:pre-wrap;margin:.3em 0;font-size:.9em}"
    "@media (prefers-color-scheme:dark){body{background:#1b1c1e;color:#e8e8e8}.passed{color:#7bd88f}"
    ".warning{color:#f0b35a}.failed{color:#ff8b8b}}";

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
        known.insert(fact.id, fact.value);
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
    html += element("p",
                    Text::tr("Made by %1 %2 on %3. It has no secrets in it.")
                        .arg(product::name(), product::version(), when(created)));
    html += QStringLiteral("\n<table>\n");
    for (const Fact &fact : facts)
        html += QStringLiteral("<tr>") + element("th scope=\"row\"", fact.title) + element("td", fact.value)
            + QStringLiteral("</tr>\n");
    html += QStringLiteral("</table>\n");
    for (const Section &section : sections) {
        html += element("h2", section.title) + element("p", when(section));
        html += QStringLiteral("\n<table>\n");
        for (const CheckLine &line : section.checks) {
            html += QStringLiteral("<tr>") + element("th scope=\"row\"", line.title)
                + QStringLiteral("<td class=\"%1\">%2</td><td>")
                      .arg(statusName(line.status), statusWord(line.status).toHtmlEscaped());
            html += element("div", line.headline);
            if (!line.cause.isEmpty())
                html += element("div", line.cause);
            if (!line.remedy.isEmpty())
                html += element("div", line.remedy);
            if (!line.code.isEmpty())
                html += element("code", line.code);
            if (!line.detail.isEmpty())
                html += element("pre", line.detail);
            html += QStringLiteral("</td></tr>\n");
        }
        html += QStringLiteral("</table>\n");
    }
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
