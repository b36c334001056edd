#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace demo {

/// A JSON value that is already written. Okta's answers are imitated down to the order of their members, and
/// QJsonObject sorts them.
class JsonText final
{
public:
    JsonText(const QString &string); // NOLINT(google-explicit-constructor): reads like the document it writes
    JsonText(const QStringList &strings); // NOLINT(google-explicit-constructor)
    JsonText(const QList<JsonText> &values); // NOLINT(google-explicit-constructor)
    JsonText(qint64 number); // NOLINT(google-explicit-constructor)
    JsonText(int number); // NOLINT(google-explicit-constructor)
    JsonText(bool truth); // NOLINT(google-explicit-constructor)

    static JsonText null();

    /// A document that Qt has read; its members come in the order of their names.
    static JsonText of(const QJsonObject &object);

    /// What is JSON already.
    static JsonText written(const QByteArray &json);

    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    friend class JsonObject;
    JsonText() = default;

    QByteArray m_text;
};

/// A JSON object whose members stay in the order in which they were added.
class JsonObject final
{
public:
    JsonObject &add(const char *name, const JsonText &value);

    [[nodiscard]] QByteArray text() const;
    operator JsonText() const; // NOLINT(google-explicit-constructor)

private:
    QByteArray m_members;
};

} // namespace demo
