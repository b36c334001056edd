#pragma once

#include "support/RawServer.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QMap>
#include <QStringList>
#include <QUrl>

#include <functional>

/// The environment variables of a Pomerium, byte for byte as it reads them.
using PomeriumVariables = QMap<QByteArray, QByteArray>;

/// The id of an identity provider as release 0.`minor` shows it. Written from the format alone and in another way than
/// the product's: it shares no code with src/.
[[nodiscard]] QByteArray pomeriumProviderId(int minor, const PomeriumVariables &variables);
/// 32 bytes as those releases write them.
[[nodiscard]] QByteArray pomeriumIdText(int minor, const QByteArray &digest);

/// A Pomerium on the loopback interface that answers a stranger as releases 0.15 to 0.33 were seen to: authenticate
/// service at one port, a route at another. Shares no code with src/.
class ScriptedPomerium final
{
public:
    struct Answer
    {
        QByteArray status = "200 OK";
        QByteArray headers = "Content-Type: text/html; charset=UTF-8\r\n";
        QByteArray body;
        bool isSilent = false;
        bool isEndless = false;
    };

    struct Script
    {
        int minor = 33; ///< release 0.`minor`
        PomeriumVariables variables; ///< AUTHENTICATE_SERVICE_URL is set by setUp() unless it is there
        PomeriumVariables authorizeVariables; ///< a split deployment: what the proxy runs with; empty: the same
        PomeriumVariables routeVariables; ///< what a route with its own client changes; empty: nothing
        QByteArray issuer; ///< what the provider calls itself
        QByteArray authorizationEndpoint; ///< in the provider's discovery document
        bool providerListsS256 = true;
        bool reachesProvider = true; ///< from where Pomerium runs
        bool reachesItself = true; ///< its own public key, which 0.21 to 0.24 fetch from the public URL
        bool hasProxy = true; ///< false: the authenticate service runs apart, and /.pomerium/jwt is not there
        /// Last word about any answer.
        std::function<void(const RawRequest &request, Answer &answer)> answer;
    };

    explicit ScriptedPomerium(Script script);

    [[nodiscard]] Script &script() { return m_script; }
    /// Speaks TLS from now on.
    void setTls(const QSslConfiguration &configuration);

    /// Of the authenticate service, without a slash at the end.
    [[nodiscard]] QString authenticateUrl() const;
    /// Of a route.
    [[nodiscard]] QUrl routeUrl() const { return m_route.url(QStringLiteral("/")); }

    [[nodiscard]] RawServer &authenticateServer() { return m_authenticate; }
    [[nodiscard]] RawServer &routeServer() { return m_route; }
    /// What a checker must not do; empty for a good one.
    [[nodiscard]] const QStringList &violations() const { return m_violations; }
    /// How many requests came one after another: one that arrives after another was answered begins the next trip.
    [[nodiscard]] int requestCount() const;

private:
    enum class Place { Authenticate, Route };

    void handle(Place place, QTcpSocket &socket, const RawRequest &request);
    [[nodiscard]] Answer answerTo(Place place, const RawRequest &request) const;
    [[nodiscard]] Answer document(bool hasSlash) const;
    [[nodiscard]] Answer signIn(const PomeriumVariables &variables) const;
    [[nodiscard]] Answer toSignIn(const PomeriumVariables &variables) const;
    [[nodiscard]] Answer failure(const QByteArray &reason) const;
    [[nodiscard]] PomeriumVariables routeVariables() const;
    [[nodiscard]] bool isHosted(const PomeriumVariables &variables) const;

    Script m_script;
    RawServer m_authenticate;
    RawServer m_route;
    QStringList m_violations;
};
