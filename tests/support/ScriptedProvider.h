#pragma once

#include "support/TokenSigner.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QObject>
#include <QPair>
#include <QPointer>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QTcpServer>

#include <chrono>
#include <functional>
#include <vector>

class QTcpSocket;

/// An OpenID provider on the loopback interface that behaves well unless it is told not to, and that judges the client:
/// what a client must not do is written down in violations(). Shares no code with src/.
class ScriptedProvider final : public QObject
{
    Q_OBJECT

public:
    enum class Endpoint { Discovery, Keys, Authorize, Token, UserInfo, Revocation, Other };
    enum class Grant { Code, Refresh };

    using Fields = QList<QPair<QByteArray, QByteArray>>; ///< names and values, decoded, in order

    struct Request
    {
        Endpoint endpoint = Endpoint::Other;
        QByteArray method;
        QByteArray target; ///< as sent
        QByteArray path;
        Fields query;
        Fields headers; ///< names in lower case
        Fields form; ///< of a body of application/x-www-form-urlencoded
        QByteArray body;
        int trip = 0; ///< see sequentialRoundTrips()

        [[nodiscard]] QByteArray header(const QByteArray &name) const;
        [[nodiscard]] QByteArray parameter(const QByteArray &name) const; ///< of the query
        [[nodiscard]] QByteArray field(const QByteArray &name) const; ///< of the form
        [[nodiscard]] bool isProbe() const; ///< prompt=none, client_id= at discovery, a refresh token that never was
        bool isJunkRefresh = false;
    };

    struct Answer
    {
        int status = 200;
        Fields headers; ///< Content-Length and Date are added
        QByteArray body;
        bool isSilent = false; ///< never sent
        bool hangsUp = false; ///< the connection is closed instead
        bool isEndless = false; ///< a Content-Length is missing, and the body never ends
    };

    /// What it does. Hooks change what would be sent; those that are empty change nothing.
    struct Script
    {
        QByteArray clientId = "0oaScripted";
        QByteArray clientSecret = "s3cr+t/% &:=\xC3\xA4"; ///< every character that somebody encodes wrongly
        QByteArray codePrefix = "c+d/e=f&"; ///< of authorization codes: what somebody decodes wrongly (case C12)
        QString issuerPath; ///< behind the authority: "/oauth2/default"
        QByteArrayList registeredRedirectUris; ///< empty: any
        bool requiresPkce = false;
        bool takesBasic = true; ///< false: the client's secret in the body only
        bool spendsCodeOnRefusal = false; ///< a code that came with a refused client is never taken again
        bool refreshGrantIsOn = true;
        bool rotatesRefreshTokens = false;
        bool sendsIdTokenOnRefresh = true;
        bool sendsResponseIssuer = false; ///< `iss` of RFC 9207, and says so in the metadata
        bool knowsClientsAtDiscovery = false; ///< as Okta: ?client_id= of an unknown client is refused
        bool revokesReally = true; ///< false: says 200 and does nothing
        bool usesManagementShape = false; ///< errors of the token endpoint in the other of Okta's shapes
        qint64 clockOffset = 0; ///< seconds that its clock is ahead
        std::chrono::milliseconds latency{0}; ///< before each answer

        std::function<void(QJsonObject &metadata)> metadata;
        std::function<void(QJsonObject &keySet)> keys; ///< called for each fetch
        std::function<void(Fields &parameters)> authorizationResponse;
        std::function<void(QJsonObject &claims, int round)> idToken; ///< round 0: with the code; 1, 2: refreshed
        std::function<QByteArray(const QJsonObject &claims, int round)> signature; ///< instead of the default signer
        std::function<void(QJsonObject &members, int round)> tokens;
        std::function<void(QJsonObject &claims, int call)> userInfo; ///< call 1, 2
        /// Last word about any answer.
        std::function<void(const Request &request, Answer &answer)> answer;
    };

    explicit ScriptedProvider(Script script, QObject *parent = nullptr);
    ~ScriptedProvider() override;

    [[nodiscard]] Script &script() { return m_script; }
    [[nodiscard]] QString issuer() const;
    [[nodiscard]] QByteArray authority() const;
    [[nodiscard]] QByteArray endpointPath(Endpoint endpoint) const;

    /// The key that signs by default: RS256, `kid` "rsa-1". Made once for all tests.
    [[nodiscard]] static const TokenSigner &signer();

    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }
    [[nodiscard]] int count(Endpoint endpoint) const;
    [[nodiscard]] int codeExchanges() const { return m_codeExchanges; }
    /// Refresh grants with a token that was issued here: the probe's junk does not count.
    [[nodiscard]] int refreshes() const { return m_refreshes; }
    [[nodiscard]] int userInfoCalls() const { return m_userInfoCalls; }
    [[nodiscard]] bool isRevoked(const QByteArray &token) const { return m_revoked.contains(token); }
    [[nodiscard]] const QByteArrayList &refreshTokens() const { return m_refreshTokens; }
    [[nodiscard]] const QByteArrayList &accessTokens() const { return m_accessTokens; }
    [[nodiscard]] const QByteArrayList &codes() const { return m_codes; }
    /// What the client did and must not do; empty for a good client.
    [[nodiscard]] const QStringList &violations() const { return m_violations; }
    [[nodiscard]] int openConnections() const { return m_openConnections; }

    /// How many trips one after the other the client made from the code exchange on: a request that arrives when
    /// another of that trip was answered already begins the next one.
    [[nodiscard]] int sequentialRoundTrips() const { return m_maximumTrip; }

    /// A JSON answer.
    [[nodiscard]] static Answer json(int status, const QJsonObject &object);
    /// An OAuth error (RFC 6749 section 5.2).
    [[nodiscard]] static Answer error(int status, const QString &code, const QString &description);
    [[nodiscard]] static Answer html(int status, const QByteArray &text = "An error page");

private:
    struct Grantee
    {
        QByteArray redirectUri;
        QByteArray challenge;
        QByteArray nonce;
        QByteArray scope;
    };

    void accept();
    void read(QTcpSocket *socket);
    void respond(QTcpSocket *socket, const Request &request, const Answer &answer);
    void judge(const Request &request);
    [[nodiscard]] Answer answerTo(Request &request);
    [[nodiscard]] Answer discovery(const Request &request);
    [[nodiscard]] Answer keys();
    [[nodiscard]] Answer authorize(const Request &request);
    [[nodiscard]] Answer token(Request &request);
    [[nodiscard]] Answer tokens(const Grantee &grantee, int round);
    [[nodiscard]] Answer userInfo(const Request &request);
    [[nodiscard]] Answer revocation(const Request &request);
    [[nodiscard]] bool authenticates(const Request &request);
    [[nodiscard]] Answer oauthError(int status, const QString &code, const QString &description) const;
    void violate(const QString &what);
    [[nodiscard]] qint64 now() const;

    Script m_script;
    QTcpServer m_server;
    const QByteArray m_run; ///< in every path: nothing can be hard-coded
    QHash<QTcpSocket *, QByteArray> m_buffers;
    QList<Request> m_requests;
    QHash<QByteArray, Grantee> m_grants; ///< by code; taken when used
    Grantee m_session; ///< of the last code that was exchanged
    QByteArrayList m_codes;
    QByteArrayList m_refreshTokens; ///< all that were issued, newest last
    QByteArrayList m_accessTokens;
    QSet<QByteArray> m_revoked;
    QSet<QByteArray> m_verifiers;
    QStringList m_violations;
    int m_codeExchanges = 0;
    int m_refreshes = 0;
    int m_userInfoCalls = 0;
    int m_openConnections = 0;
    int m_answeredTrip = 0;
    int m_maximumTrip = 0;
};

Q_DECLARE_METATYPE(ScriptedProvider::Answer)
