#pragma once

#include "support/RawServer.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

/// An Okta org on the loopback interface, as far as app integrations go: it holds apps, groups, secrets and one token,
/// answers in the shapes and with the defaults of Okta's management API, and does what a test says instead. Shares no
/// code with src/.
class ScriptedOkta final
{
public:
    struct Call
    {
        QByteArray method;
        QString path; ///< without the query
        QString query;
        QByteArray body;
        [[nodiscard]] QString line() const { return QString::fromLatin1(method) + QLatin1Char(' ') + path; }
    };

    struct Answer
    {
        int status = 200;
        QByteArray body = {};
        bool hangsUp = false; ///< after the request was carried out: the reply is lost
    };

    ScriptedOkta();

    [[nodiscard]] QString url() const;
    [[nodiscard]] QString token() const { return m_token; }
    [[nodiscard]] const QList<Call> &calls() const { return m_calls; }
    [[nodiscard]] int count(const QString &line) const;
    QStringList discoveries; ///< the queries with which the discovery document was asked for

    /// An app that is there already; its id when it has none.
    QString add(QJsonObject app);
    [[nodiscard]] QJsonObject app(const QString &id) const { return m_apps.value(id); }
    [[nodiscard]] QStringList appIds() const { return m_apps.keys(); }
    void edit(const QString &id, const std::function<void(QJsonObject &)> &change);
    [[nodiscard]] QString secretOf(const QString &id) const;
    [[nodiscard]] QJsonArray secretsOf(const QString &id) const { return m_secrets.value(id); }

    /// Instead of carrying it out; nothing: as usual.
    std::function<std::optional<Answer>(const Call &)> before;
    /// After it was carried out: the last word about an answer.
    std::function<void(const Call &, Answer &)> after;
    /// What becomes of an app that is stored: an org with other defaults, or one that loses settings.
    std::function<void(QJsonObject &app)> stored;

    QMap<QString, QString> groups{{QStringLiteral("00gA"), QStringLiteral("Engineering")},
                                  {QStringLiteral("00gE"), QStringLiteral("Everyone")}};
    QMap<QString, QStringList> assigned; ///< group ids by app id
    QStringList assignedUsers{QStringLiteral("00uADMIN")};
    int refreshTokens = 3;
    QStringList grants; ///< scopes of Okta's own API
    QString customDomain; ///< of the org; empty: none
    QString issuer; ///< that discovery names for a client; empty: there is no discovery document
    QMap<QString, QJsonArray> federatedClaims; ///< by app id
    /// Custom authorization servers by id: "status", "scopes", "claims", "policies", and "rules" by a policy's id.
    QMap<QString, QJsonObject> authorizationServers;
    QJsonArray policyRules; ///< of the apps' sign-in policy; empty: one rule that asks for two factors
    QByteArray rateHeaders = "X-Rate-Limit-Limit: 600\r\nX-Rate-Limit-Remaining: 590\r\n";
    bool isTokenRevoked = false;
    bool revokesReally = true;

    [[nodiscard]] static Answer error(int status, const QString &code, const QString &summary,
                                      const QStringList &causes = {});

private:
    [[nodiscard]] Answer answerTo(const Call &call);
    [[nodiscard]] Answer apps(const Call &call);
    [[nodiscard]] Answer oneApp(const Call &call, const QString &id, const QStringList &rest);
    [[nodiscard]] Answer server(const QStringList &parts) const;
    [[nodiscard]] Answer claims(const Call &call, const QString &id, const QStringList &rest);
    [[nodiscard]] Answer secrets(const Call &call, const QString &id, const QStringList &rest);
    [[nodiscard]] QJsonObject completed(QJsonObject app) const;
    [[nodiscard]] QByteArray withSecret(const QString &id) const;

    RawServer m_server;
    const QString m_token = QStringLiteral("00") + QString(40, QLatin1Char('m'));
    QList<Call> m_calls;
    QMap<QString, QJsonObject> m_apps;
    QMap<QString, QJsonArray> m_secrets;
    int m_number = 0;
};
