#include "demo/Html.h"

namespace demo::html {

namespace {

QByteArray classOf(ButtonKind kind, bool isMarked)
{
    QByteArray name = "button";
    if (kind == ButtonKind::Primary)
        name += " primary";
    if (kind == ButtonKind::Danger)
        name += " danger";
    if (isMarked)
        name += " hinted";
    return name;
}

QByteArray attribute(const char *name, const QString &value)
{
    return QByteArray(" ") + name + "=\"" + text(value) + '"';
}

} // namespace

QByteArray text(const QString &text)
{
    return text.toHtmlEscaped().toUtf8();
}

QByteArray card(const QString &heading, const QByteArray &actions, const QByteArray &content)
{
    return "<section class=\"card\">\n<div class=\"head\"><h2>" + text(heading) + "</h2><div class=\"actions\">"
        + actions + "</div></div>\n" + content + "</section>\n";
}

QByteArray row(const QString &label, const QString &id, const QByteArray &content)
{
    const auto name = id.isEmpty() ? "<span class=\"name\">" + text(label) + "</span>"
                                   : "<label class=\"name\"" + attribute("for", id) + ">" + text(label) + "</label>";
    return "<div class=\"row\">" + name + "<div class=\"what\">" + content + "</div></div>\n";
}

QByteArray group(const QString &label, const QByteArray &content, const QString &mark, bool isMarked)
{
    return QByteArray("<fieldset class=\"row\"") + (mark.isEmpty() ? QByteArray() : attribute("id", mark))
        + "><legend class=\"name\">" + text(label) + "</legend><div class=\"what" + (isMarked ? " hinted" : "") + "\">"
        + content + "</div></fieldset>\n";
}

QByteArray input(const QString &id, const QString &name, const QString &value, const QString &label)
{
    return "<input type=\"text\"" + attribute("id", id) + attribute("name", name) + attribute("value", value)
        + (label.isEmpty() ? QByteArray() : attribute("aria-label", label))
        + " autocomplete=\"off\" spellcheck=\"false\">";
}

QByteArray checkBox(const QString &name, const QString &value, const QString &label, bool isOn, bool isMarked)
{
    return QByteArray("<label class=\"choice") + (isMarked ? " hinted" : "") + "\"><input type=\"checkbox\""
        + attribute("name", name) + attribute("value", value) + (isOn ? " checked" : "") + "> " + text(label)
        + "</label>\n";
}

QByteArray radio(const QString &name, const QString &value, const QString &label, bool isOn, const QString &help)
{
    return "<label class=\"choice\"><input type=\"radio\"" + attribute("name", name) + attribute("value", value)
        + (isOn ? " checked" : "") + "> <span>" + text(label)
        + (help.isEmpty() ? QByteArray() : "<small>" + text(help) + "</small>") + "</span></label>\n";
}

QByteArray select(const QString &id, const QString &name, const QStringList &values, const QString &chosen)
{
    QByteArray options;
    for (const auto &value : values)
        options += "<option" + QByteArray(value == chosen ? " selected" : "") + ">" + text(value) + "</option>";
    return "<select" + attribute("id", id) + attribute("name", name) + ">" + options + "</select>";
}

QByteArray hidden(const QString &name, const QString &value)
{
    return "<input type=\"hidden\"" + attribute("name", name) + attribute("value", value) + ">";
}

QByteArray button(const QString &label, ButtonKind kind, const QString &name, const QString &value,
                  const QString &fullLabel)
{
    return "<button type=\"submit\" class=\"" + classOf(kind, false) + "\""
        + (name.isEmpty() ? QByteArray() : attribute("name", name) + attribute("value", value))
        + (fullLabel.isEmpty() ? QByteArray() : attribute("aria-label", fullLabel)) + ">" + text(label) + "</button>";
}

QByteArray linkButton(const QString &label, const QString &target, ButtonKind kind, bool isMarked)
{
    return "<a class=\"" + classOf(kind, isMarked) + "\"" + attribute("href", target) + ">" + text(label) + "</a>";
}

QByteArray link(const QString &label, const QString &target, bool isMarked)
{
    return "<a" + attribute("href", target) + (isMarked ? " class=\"hinted\"" : "") + ">" + text(label) + "</a>";
}

QByteArray marked(const QByteArray &content, const QString &id, bool isMarked)
{
    return "<div" + attribute("id", id) + (isMarked ? " class=\"hinted\">" : ">") + content + "</div>\n";
}

QByteArray value(const QString &label, const QString &value, bool isMasked)
{
    const auto shown = isMasked ? QString(32, QChar(0x2022)) : value;
    return "<output class=\"value\"" + attribute("aria-label", label) + ">" + text(shown)
        + "</output><button type=\"button\" class=\"button copy\" hidden" + attribute("data-copy", value)
        + attribute("aria-label", QStringLiteral("Copy ") + label) + ">Copy</button>";
}

QByteArray badge(const QString &label, bool isGood)
{
    return QByteArray("<span class=\"badge") + (isGood ? "" : " off") + "\">" + text(label) + "</span>";
}

QByteArray table(const QStringList &columns, const QList<QByteArrayList> &rows, const QString &empty)
{
    if (rows.isEmpty())
        return "<p class=\"quiet\">" + text(empty) + "</p>\n";
    QByteArray html = "<div class=\"scroll\"><table><thead><tr>";
    for (const auto &column : columns)
        html += "<th scope=\"col\">" + text(column) + "</th>";
    html += "</tr></thead>\n<tbody>";
    for (const auto &row : rows) {
        html += "<tr>";
        for (const auto &cell : row)
            html += "<td>" + cell + "</td>";
        html += "</tr>\n";
    }
    return html + "</tbody></table></div>\n";
}

} // namespace demo::html
