#include "demo/FormFields.h"

#include <QSet>
#include <QUrl>

namespace demo {

std::optional<QString> decodeFormValue(const QByteArray &encoded)
{
    const auto hexDigit = [](char c) {
        if (c >= '0' && c <= '9')
            return c - '0';
        if (c >= 'a' && c <= 'f')
            return c - 'a' + 10;
        if (c >= 'A' && c <= 'F')
            return c - 'A' + 10;
        return -1;
    };

    QByteArray decoded;
    decoded.reserve(encoded.size());
    for (qsizetype i = 0; i < encoded.size(); ++i) {
        const char c = encoded.at(i);
        if (c == '+') {
            decoded += ' ';
        } else if (c == '%') {
            if (i + 2 >= encoded.size())
                return std::nullopt;
            const int high = hexDigit(encoded.at(i + 1));
            const int low = hexDigit(encoded.at(i + 2));
            if (high < 0 || low < 0)
                return std::nullopt;
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            decoded += c;
        }
    }
    return QString::fromUtf8(decoded);
}

QByteArray encodeFormValue(const QString &value)
{
    return QUrl::toPercentEncoding(value);
}

FormFields FormFields::parse(const QByteArray &encoded)
{
    FormFields fields;
    const auto pairs = encoded.split('&');
    for (const auto &pair : pairs) {
        if (pair.isEmpty())
            continue;
        const auto equals = pair.indexOf('=');
        const auto name = equals < 0 ? pair : pair.left(equals);
        const auto value = equals < 0 ? QByteArray() : pair.mid(equals + 1);
        fields.m_fields.append({decodeFormValue(name).value_or(QString::fromUtf8(name)),
                                decodeFormValue(value).value_or(QString::fromUtf8(value))});
    }
    return fields;
}

bool FormFields::contains(QLatin1String name) const
{
    for (const auto &field : m_fields) {
        if (field.first == name)
            return true;
    }
    return false;
}

QString FormFields::value(QLatin1String name) const
{
    for (const auto &field : m_fields) {
        if (field.first == name)
            return field.second;
    }
    return {};
}

QStringList FormFields::values(QLatin1String name) const
{
    QStringList values;
    for (const auto &field : m_fields) {
        if (field.first == name)
            values.append(field.second);
    }
    return values;
}

bool FormFields::hasDuplicates() const
{
    QSet<QString> names;
    for (const auto &field : m_fields)
        names.insert(field.first);
    return names.size() != m_fields.size();
}

QByteArray FormFields::encodedWithout(const QStringList &names) const
{
    QByteArray encoded;
    for (const auto &field : m_fields) {
        if (names.contains(field.first))
            continue;
        if (!encoded.isEmpty())
            encoded += '&';
        encoded += encodeFormValue(field.first) + '=' + encodeFormValue(field.second);
    }
    return encoded;
}

} // namespace demo
