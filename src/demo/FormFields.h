#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace demo {

/// Decodes one application/x-www-form-urlencoded value: "+" is a space, "%XX" a byte of UTF-8.
/// Nothing when an escape is broken. RFC 6749 appendix B.
[[nodiscard]] std::optional<QString> decodeFormValue(const QByteArray &encoded);

/// Encodes one value for application/x-www-form-urlencoded, and so that it fits into a query, too:
/// everything but unreserved characters (RFC 3986) is escaped.
[[nodiscard]] QByteArray encodeFormValue(const QString &value);

/// The fields of a query or of a form, in their order, decoded once.
class FormFields final
{
public:
    FormFields() = default;

    /// Broken escapes stay as they came.
    static FormFields parse(const QByteArray &encoded);

    [[nodiscard]] bool contains(QLatin1String name) const;
    [[nodiscard]] QString value(QLatin1String name) const; ///< the first one, or empty
    [[nodiscard]] QStringList values(QLatin1String name) const; ///< all of them
    [[nodiscard]] bool hasDuplicates() const;

    /// Fields in the order in which they came, without those that are named, encoded again.
    [[nodiscard]] QByteArray encodedWithout(const QStringList &names) const;

private:
    QList<std::pair<QString, QString>> m_fields;
};

} // namespace demo
