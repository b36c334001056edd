#include "demo/JsonText.h"

#include <QJsonDocument>

namespace demo {

namespace {

QByteArray quoted(const QString &string)
{
    QByteArray text;
    const auto utf8 = string.toUtf8();
    text.reserve(utf8.size() + 2);
    text += '"';
    for (const char c : utf8) {
        switch (c) {
        case '"':
            text += "\\\"";
            break;
        case '\\':
            text += "\\\\";
            break;
        case '\n':
            text += "\\n";
            break;
        case '\r':
            text += "\\r";
            break;
        case '\t':
            text += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                text += "\\u00" + QByteArray(1, c).toHex();
            else
                text += c;
        }
    }
    text += '"';
    return text;
}

} // namespace

JsonText::JsonText(const QString &string)
    : m_text(quoted(string))
{
}

JsonText::JsonText(const QStringList &strings)
{
    QByteArrayList texts;
    for (const auto &string : strings)
        texts.append(quoted(string));
    m_text = '[' + texts.join(',') + ']';
}

JsonText::JsonText(const QList<JsonText> &values)
{
    QByteArrayList texts;
    for (const auto &value : values)
        texts.append(value.text());
    m_text = '[' + texts.join(',') + ']';
}

JsonText::JsonText(qint64 number)
    : m_text(QByteArray::number(number))
{
}

JsonText::JsonText(int number)
    : m_text(QByteArray::number(number))
{
}

JsonText::JsonText(bool truth)
    : m_text(truth ? "true" : "false")
{
}

JsonText JsonText::null()
{
    JsonText value;
    value.m_text = "null";
    return value;
}

JsonText JsonText::of(const QJsonObject &object)
{
    JsonText value;
    value.m_text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return value;
}

JsonText JsonText::written(const QByteArray &json)
{
    JsonText value;
    value.m_text = json;
    return value;
}

JsonObject &JsonObject::add(const char *name, const JsonText &value)
{
    if (!m_members.isEmpty())
        m_members += ',';
    m_members += '"';
    m_members += name;
    m_members += "\":";
    m_members += value.text();
    return *this;
}

QByteArray JsonObject::text() const
{
    return '{' + m_members + '}';
}

JsonObject::operator JsonText() const
{
    JsonText value;
    value.m_text = text();
    return value;
}

} // namespace demo
