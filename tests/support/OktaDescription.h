#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

/// Okta's OpenAPI description of its management API, to hold requests against. Where it lies beside the checkout it is
/// used itself; otherwise the part of it that this project restates in tests/data.
class OktaDescription final
{
public:
    enum class Source { BesideTheCheckout, Restated };
    explicit OktaDescription(Source source = Source::BesideTheCheckout);

    [[nodiscard]] bool isLoaded() const { return !m_root.isEmpty(); }
    /// "Okta's description" or "the restated part".
    [[nodiscard]] QString source() const { return m_source; }
    /// What is wrong with a request; empty: nothing. `isStrict`: a member that the description does not know is wrong,
    /// too.
    [[nodiscard]] QStringList problems(const QString &method, const QString &path, const QByteArray &body,
                                       bool isStrict) const;

private:
    void check(const QString &where, const QJsonValue &value, QJsonObject schema, bool isStrict,
               QStringList &problems) const;
    [[nodiscard]] QJsonObject resolved(QJsonObject schema) const;

    QJsonObject m_root;
    QString m_source;
};
