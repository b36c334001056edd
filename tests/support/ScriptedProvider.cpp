#include "support/ScriptedProvider.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

namespace {

QByteArray randomText()
{
    QByteArray bytes(24, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray decoded(QByteArray text)
{
    return QByteArray::fromPercentEncoding(text.replace('+', ' '));
}

ScriptedProvider::Fields fieldsOf(const QByteArray &encoded)
{
    ScriptedProvider::Fields fields;
    if (encoded.isEmpty())
        return fields;
    for (const QByteArray &part : encoded.split('&')) {
        const qsizetype equals = part.indexOf('=');
        fields.append({decoded(equals < 0 ? part : part.left(equals)),
                       equals < 0 ? QByteArray() : decoded(part.mid(equals + 1))});
    }
    return fields;
}

QByteArray valueOf(const ScriptedProvider::Fields &fields, const QByteArray &name)
{
    for (const auto &[each, value] : fields) {
        if (each == name)
            return value;
    }
    return {};
}

int countOf(const ScriptedProvider::Fields &fields, const QByteArray &name)
{
    return static_cast<int>(
        std::count_if(fields.cbegin(), fields.cend(), [&name](const auto &field) { return field.first == name; }));
}

bool matches(const QByteArray &text, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern)))
        .match(QString::fromLatin1(text))
        .hasMatch();
}

} // namespace

QByteArray ScriptedProvider::Request::header(const QByteArray &name) const
{
    return valueOf(headers, name);
}

QByteArray ScriptedProvider::Request::parameter(const QByteArray &name) const
{
    return valueOf(query, name);
}

QByteArray ScriptedProvider::Request::field(const QByteArray &name) const
{
    return valueOf(form, name);
}

bool ScriptedProvider::Request::isProbe() const
{
    return isJunkRefresh || parameter("prompt") == "none"
        || (endpoint == Endpoint::Discovery && !parameter("client_id").isEmpty());
}

ScriptedProvider::ScriptedProvider(Script script, QObject *parent)
    : QObject(parent)
    , m_script(std::move(script))
    , m_run(randomText().left(8))
{
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptedProvider::accept);
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("the scripted provider cannot listen");
}

ScriptedProvider::~ScriptedProvider()
{
    // Before the members that the sockets' signals speak to.
    for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>())
        disconnect(socket, nullptr, this, nullptr);
}

const TokenSigner &ScriptedProvider::signer()
{
    static const TokenSigner Signer(TokenSigner::KeyType::Rsa2048, QStringLiteral("rsa-1"));
    return Signer;
}

QByteArray ScriptedProvider::authority() const
{
    return "127.0.0.1:" + QByteArray::number(m_server.serverPort());
}

QString ScriptedProvider::issuer() const
{
    return QStringLiteral("http://") + QString::fromLatin1(authority()) + m_script.issuerPath;
}

QByteArray ScriptedProvider::endpointPath(Endpoint endpoint) const
{
    const QByteArray prefix = "/" + m_run;
    switch (endpoint) {
    case Endpoint::Discovery: {
        QByteArray path = m_script.issuerPath.toLatin1();
        if (path.endsWith('/'))
            path.chop(1);
        return path + "/.well-known/openid-configuration";
    }
    case Endpoint::Keys:
        return prefix + "/keys";
    case Endpoint::Authorize:
        return prefix + "/authorize";
    case Endpoint::Token:
        return prefix + "/token";
    case Endpoint::UserInfo:
        return prefix + "/userinfo";
    case Endpoint::Revocation:
        return prefix + "/revoke";
    case Endpoint::Other:
        break;
    }
    return "/";
}

int ScriptedProvider::count(Endpoint endpoint) const
{
    return static_cast<int>(std::count_if(m_requests.cbegin(), m_requests.cend(),
                                          [endpoint](const Request &request) { return request.endpoint == endpoint; }));
}

ScriptedProvider::Answer ScriptedProvider::json(int status, const QJsonObject &object)
{
    Answer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
    answer.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return answer;
}

ScriptedProvider::Answer ScriptedProvider::error(int status, const QString &code, const QString &description)
{
    return json(status, {{QStringLiteral("error"), code}, {QStringLiteral("error_description"), description}});
}

ScriptedProvider::Answer ScriptedProvider::html(int status, const QByteArray &text)
{
    Answer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", "text/html; charset=utf-8"}};
    answer.body = "<!DOCTYPE html><html><body>" + text + "</body></html>";
    return answer;
}

ScriptedProvider::Answer ScriptedProvider::oauthError(int status, const QString &code, const QString &description) const
{
    if (!m_script.usesManagementShape)
        return error(status, code, description);
    return json(status,
                {{QStringLiteral("errorCode"), code},
                 {QStringLiteral("errorSummary"), description},
                 {QStringLiteral("errorLink"), code},
                 {QStringLiteral("errorId"), QStringLiteral("oaeScripted")},
                 {QStringLiteral("errorCauses"), QJsonArray()}});
}

void ScriptedProvider::violate(const QString &what)
{
    m_violations.append(what);
}

qint64 ScriptedProvider::now() const
{
    return QDateTime::currentSecsSinceEpoch() + m_script.clockOffset;
}

void ScriptedProvider::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_openConnections;
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            --m_openConnections;
            m_buffers.remove(socket);
            socket->deleteLater();
        });
    }
}

void ScriptedProvider::read(QTcpSocket *socket)
{
    QByteArray &buffer = m_buffers[socket];
    buffer += socket->readAll();
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QList<QByteArray> lines = buffer.left(end).split('\n');
    Request request;
    const QList<QByteArray> start = lines.constFirst().trimmed().split(' ');
    if (start.size() != 3) {
        socket->abort();
        return;
    }
    request.method = start.at(0);
    request.target = start.at(1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QByteArray line = lines.at(i).trimmed();
        const qsizetype colon = line.indexOf(':');
        request.headers.append({line.left(colon).toLower(), line.mid(colon + 1).trimmed()});
    }
    const qsizetype length = request.header("content-length").toLongLong();
    if (buffer.size() < end + 4 + length)
        return;
    request.body = buffer.mid(end + 4, length);
    buffer.remove(0, end + 4 + length);

    const qsizetype mark = request.target.indexOf('?');
    request.path = mark < 0 ? request.target : request.target.left(mark);
    request.query = mark < 0 ? Fields() : fieldsOf(request.target.mid(mark + 1));
    if (request.header("content-type") == "application/x-www-form-urlencoded")
        request.form = fieldsOf(request.body);
    for (const Endpoint endpoint : {Endpoint::Discovery, Endpoint::Keys, Endpoint::Authorize, Endpoint::Token,
                                    Endpoint::UserInfo, Endpoint::Revocation}) {
        if (request.path == endpointPath(endpoint))
            request.endpoint = endpoint;
    }

    const bool isCodeExchange = request.field("grant_type") == "authorization_code";
    if (isCodeExchange && m_codeExchanges == 0)
        m_answeredTrip = 0;
    request.trip = m_answeredTrip + 1;
    if (m_codeExchanges > 0 || isCodeExchange)
        m_maximumTrip = std::max(m_maximumTrip, request.trip);

    judge(request);
    Answer answer = answerTo(request);
    m_requests.append(request);
    if (m_script.answer)
        m_script.answer(request, answer);
    respond(socket, request, answer);
}

void ScriptedProvider::respond(QTcpSocket *socket, const Request &request, const Answer &answer)
{
    if (answer.isSilent)
        return;
    const auto send = [this, socket = QPointer<QTcpSocket>(socket), trip = request.trip,
                       isLast = request.header("connection").toLower() == "close", answer] {
        if (!socket)
            return;
        m_answeredTrip = std::max(m_answeredTrip, trip);
        if (answer.hangsUp) {
            socket->abort();
            return;
        }
        QByteArray bytes = "HTTP/1.1 " + QByteArray::number(answer.status) + " Scripted\r\n";
        bytes += "Date: "
            + QLocale::c()
                  .toString(QDateTime::fromSecsSinceEpoch(now(), Qt::UTC), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss"))
                  .toLatin1()
            + " GMT\r\n";
        for (const auto &[name, value] : answer.headers)
            bytes += name + ": " + value + "\r\n";
        if (!answer.isEndless)
            bytes += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
        bytes += "\r\n" + answer.body;
        socket->write(bytes);
        if (isLast)
            socket->disconnectFromHost();
    };
    if (m_script.latency.count() > 0)
        QTimer::singleShot(m_script.latency, Qt::PreciseTimer, this, send);
    else
        send();
}

/// What holds for every request of a client.
void ScriptedProvider::judge(const Request &request)
{
    if (countOf(request.headers, "origin") > 0)
        violate(QStringLiteral("an Origin header"));
    QByteArrayList secrets = m_refreshTokens + m_accessTokens + m_codes;
    secrets += QByteArrayList(m_verifiers.cbegin(), m_verifiers.cend());
    secrets.append(m_script.clientSecret);
    const QByteArray url = QByteArray::fromPercentEncoding(request.target);
    for (const QByteArray &secret : std::as_const(secrets)) {
        if (url.contains(secret))
            violate(QStringLiteral("a secret in a URL"));
    }
    if (!request.header("cookie").isEmpty())
        violate(QStringLiteral("a cookie"));
}

ScriptedProvider::Answer ScriptedProvider::answerTo(Request &request)
{
    switch (request.endpoint) {
    case Endpoint::Discovery:
        return discovery(request);
    case Endpoint::Keys:
        return keys();
    case Endpoint::Authorize:
        return authorize(request);
    case Endpoint::Token:
        return token(request);
    case Endpoint::UserInfo:
        return userInfo(request);
    case Endpoint::Revocation:
        return revocation(request);
    case Endpoint::Other:
        break;
    }
    return html(404, "Not found");
}

ScriptedProvider::Answer ScriptedProvider::discovery(const Request &request)
{
    if (m_script.knowsClientsAtDiscovery && countOf(request.query, "client_id") > 0
        && request.parameter("client_id") != m_script.clientId) {
        return json(400,
                    {{QStringLiteral("errorCode"), QStringLiteral("invalid_client")},
                     {QStringLiteral("errorSummary"), QStringLiteral("Invalid value for 'client_id' parameter.")},
                     {QStringLiteral("errorLink"), QStringLiteral("invalid_client")},
                     {QStringLiteral("errorId"), QStringLiteral("oaeScripted")},
                     {QStringLiteral("errorCauses"), QJsonArray()}});
    }
    const auto url = [this](Endpoint endpoint) {
        return QString::fromLatin1("http://" + authority() + endpointPath(endpoint));
    };
    QJsonObject metadata{
        {QStringLiteral("issuer"), issuer()},
        {QStringLiteral("authorization_endpoint"), url(Endpoint::Authorize)},
        {QStringLiteral("token_endpoint"), url(Endpoint::Token)},
        {QStringLiteral("userinfo_endpoint"), url(Endpoint::UserInfo)},
        {QStringLiteral("jwks_uri"), url(Endpoint::Keys)},
        {QStringLiteral("revocation_endpoint"), url(Endpoint::Revocation)},
        {QStringLiteral("response_types_supported"), QJsonArray{QStringLiteral("code")}},
        {QStringLiteral("subject_types_supported"), QJsonArray{QStringLiteral("public")}},
        {QStringLiteral("scopes_supported"),
         QJsonArray{QStringLiteral("openid"), QStringLiteral("profile"), QStringLiteral("email"),
                    QStringLiteral("offline_access"), QStringLiteral("groups")}},
        {QStringLiteral("id_token_signing_alg_values_supported"), QJsonArray{QStringLiteral("RS256")}},
        {QStringLiteral("code_challenge_methods_supported"), QJsonArray{QStringLiteral("S256")}},
        {QStringLiteral("token_endpoint_auth_methods_supported"),
         QJsonArray{QStringLiteral("client_secret_basic"), QStringLiteral("client_secret_post")}},
    };
    if (m_script.sendsResponseIssuer)
        metadata.insert(QStringLiteral("authorization_response_iss_parameter_supported"), true);
    if (m_script.metadata)
        m_script.metadata(metadata);
    return json(200, metadata);
}

ScriptedProvider::Answer ScriptedProvider::keys()
{
    QJsonObject key = signer().publicJwk();
    key.insert(QStringLiteral("use"), QStringLiteral("sig"));
    key.insert(QStringLiteral("alg"), QStringLiteral("RS256"));
    QJsonObject keySet{{QStringLiteral("keys"), QJsonArray{key}}};
    if (m_script.keys)
        m_script.keys(keySet);
    return json(200, keySet);
}

ScriptedProvider::Answer ScriptedProvider::authorize(const Request &request)
{
    const bool isProbe = request.parameter("prompt") == "none";
    const QByteArray redirectUri = request.parameter("redirect_uri");
    for (const auto &[name, value] : request.query) {
        if (countOf(request.query, name) != 1)
            violate(QStringLiteral("the parameter %1 twice").arg(QString::fromLatin1(name)));
    }
    if (request.parameter("client_id") != m_script.clientId)
        return html(400, "invalid_client: Invalid value for 'client_id' parameter.");
    if (redirectUri.isEmpty()
        || (!m_script.registeredRedirectUris.isEmpty() && !m_script.registeredRedirectUris.contains(redirectUri))) {
        return html(400, "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings.");
    }
    if (request.parameter("response_type") != "code")
        violate(QStringLiteral("response_type is not code"));
    if (!request.parameter("scope").split(' ').contains("openid"))
        violate(QStringLiteral("no openid scope"));
    if (!matches(request.parameter("state"), "[A-Za-z0-9,._-]{22,}={0,2}"))
        violate(QStringLiteral("state is too short or has characters that Okta refuses"));
    if (request.parameter("nonce").size() < 22)
        violate(QStringLiteral("nonce is too short"));
    const QByteArray challenge = request.parameter("code_challenge");
    if (challenge.isEmpty()) {
        if (!isProbe)
            violate(QStringLiteral("no code_challenge"));
        if (m_script.requiresPkce)
            return html(400, "PKCE code challenge is required by the application.");
    } else {
        if (request.parameter("code_challenge_method") != "S256")
            violate(QStringLiteral("code_challenge_method is not S256"));
        if (!matches(challenge, "[A-Za-z0-9_-]{43}"))
            violate(QStringLiteral("code_challenge is not a SHA-256 in unpadded base64url"));
    }
    for (const Request &earlier : std::as_const(m_requests)) {
        if (earlier.endpoint != Endpoint::Authorize || earlier.target == request.target)
            continue; // the same URL again: the browser was opened twice
        for (const QByteArray &name : {QByteArray("state"), QByteArray("nonce"), QByteArray("code_challenge")}) {
            if (!request.parameter(name).isEmpty() && earlier.parameter(name) == request.parameter(name))
                violate(QStringLiteral("%1 used twice").arg(QString::fromLatin1(name)));
        }
    }

    Fields parameters;
    if (isProbe) {
        parameters = {{"error", "login_required"}, {"error_description", "The client specified not to prompt"}};
    } else {
        const QByteArray code = m_script.codePrefix + randomText();
        m_codes.append(code);
        m_grants.insert(code, {redirectUri, challenge, request.parameter("nonce"), request.parameter("scope")});
        parameters = {{"code", code}};
    }
    parameters.append({"state", request.parameter("state")});
    if (m_script.sendsResponseIssuer)
        parameters.append({"iss", issuer().toUtf8()});
    if (!isProbe && m_script.authorizationResponse)
        m_script.authorizationResponse(parameters);
    QByteArray location = redirectUri;
    for (qsizetype i = 0; i < parameters.size(); ++i) {
        location += (i == 0 ? (redirectUri.contains('?') ? '&' : '?') : '&');
        location += parameters.at(i).first.toPercentEncoding() + '=' + parameters.at(i).second.toPercentEncoding();
    }
    Answer answer;
    answer.status = 302;
    answer.headers = {{"Location", location}};
    return answer;
}

bool ScriptedProvider::authenticates(const Request &request)
{
    const QByteArray authorization = request.header("authorization");
    const bool hasHeader = !authorization.isEmpty();
    const bool hasBody = countOf(request.form, "client_secret") > 0 || countOf(request.form, "client_assertion") > 0;
    if (hasHeader && (hasBody || countOf(request.form, "client_id") > 0)) {
        violate(QStringLiteral("two sets of client credentials"));
        return false;
    }
    if (hasHeader) {
        if (!authorization.startsWith("Basic ")) {
            violate(QStringLiteral("Authorization is not Basic"));
            return false;
        }
        if (!m_script.takesBasic)
            return false;
        const QByteArray pair = QByteArray::fromBase64(authorization.mid(6));
        const qsizetype colon = pair.indexOf(':');
        return decoded(pair.left(colon)) == m_script.clientId && decoded(pair.mid(colon + 1)) == m_script.clientSecret;
    }
    return request.field("client_id") == m_script.clientId && request.field("client_secret") == m_script.clientSecret;
}

ScriptedProvider::Answer ScriptedProvider::token(Request &request)
{
    if (request.method != "POST" || request.header("content-type") != "application/x-www-form-urlencoded")
        violate(QStringLiteral("a token request that is no form POST"));
    if (!request.query.isEmpty())
        violate(QStringLiteral("a token request with a query"));
    const QByteArray grantType = request.field("grant_type");
    const bool isRefresh = grantType == "refresh_token";
    const QByteArray refreshToken = request.field("refresh_token");
    request.isJunkRefresh = isRefresh && !m_refreshTokens.contains(refreshToken);
    if (grantType == "authorization_code") {
        if (++m_codeExchanges > (m_script.takesBasic ? 1 : 2))
            violate(QStringLiteral("one code exchange too many"));
    } else if (isRefresh && !request.isJunkRefresh) {
        ++m_refreshes;
    }

    if (!authenticates(request)) {
        if (m_script.spendsCodeOnRefusal)
            m_grants.remove(request.field("code"));
        return oauthError(401, QStringLiteral("invalid_client"),
                          QStringLiteral("The client secret supplied for a confidential client is invalid."));
    }
    if (grantType == "authorization_code") {
        const QByteArray code = request.field("code");
        if (!m_grants.contains(code)) {
            return oauthError(400, QStringLiteral("invalid_grant"),
                              QStringLiteral("The authorization code is invalid or has expired."));
        }
        const Grantee grantee = m_grants.take(code);
        if (request.field("redirect_uri") != grantee.redirectUri)
            violate(QStringLiteral("another redirect_uri at the token endpoint"));
        const QByteArray verifier = request.field("code_verifier");
        if (!matches(verifier, "[A-Za-z0-9._~-]{43,128}"))
            violate(QStringLiteral("code_verifier is not what RFC 7636 asks for"));
        if (m_verifiers.contains(verifier))
            violate(QStringLiteral("code_verifier used twice"));
        m_verifiers.insert(verifier);
        const QByteArray challenge = QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
                                         .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        if (challenge != grantee.challenge) {
            violate(QStringLiteral("code_verifier does not fit the challenge"));
            return oauthError(400, QStringLiteral("invalid_grant"), QStringLiteral("PKCE verification failed."));
        }
        m_session = grantee;
        return tokens(grantee, 0);
    }
    if (isRefresh) {
        if (!m_script.refreshGrantIsOn) {
            return oauthError(400, QStringLiteral("unauthorized_client"),
                              QStringLiteral("The client is not authorized to use the provided grant type. Configured "
                                             "grant types: [authorization_code]."));
        }
        for (const QByteArray &scope : request.field("scope").split(' ')) {
            if (!scope.isEmpty() && !m_session.scope.split(' ').contains(scope))
                violate(QStringLiteral("a refresh with more scopes than were granted"));
        }
        const bool isOld = !request.isJunkRefresh && refreshToken != m_refreshTokens.constLast();
        if (isOld)
            violate(QStringLiteral("an old refresh token was used again"));
        if (request.isJunkRefresh || isOld || m_revoked.contains(refreshToken)) {
            return oauthError(400, QStringLiteral("invalid_grant"),
                              QStringLiteral("The refresh token is invalid or expired."));
        }
        return tokens(m_session, m_refreshes);
    }
    violate(QStringLiteral("an unexpected grant type"));
    return oauthError(400, QStringLiteral("unsupported_grant_type"), QString());
}

ScriptedProvider::Answer ScriptedProvider::tokens(const Grantee &grantee, int round)
{
    const QByteArray accessToken = "at-" + randomText();
    m_accessTokens.append(accessToken);
    QJsonObject members{
        {QStringLiteral("access_token"), QString::fromLatin1(accessToken)},
        {QStringLiteral("token_type"), QStringLiteral("Bearer")},
        {QStringLiteral("expires_in"), 3600},
        {QStringLiteral("scope"), QString::fromLatin1(grantee.scope)},
    };
    const bool isOffline = grantee.scope.split(' ').contains("offline_access") && m_script.refreshGrantIsOn;
    if (isOffline && (round == 0 || m_script.rotatesRefreshTokens))
        m_refreshTokens.append("rt+/=" + randomText());
    if (isOffline)
        members.insert(QStringLiteral("refresh_token"), QString::fromLatin1(m_refreshTokens.constLast()));
    if (round == 0 || m_script.sendsIdTokenOnRefresh) {
        QJsonObject claims{
            {QStringLiteral("iss"), issuer()},
            {QStringLiteral("sub"), QStringLiteral("00uScripted")},
            {QStringLiteral("aud"), QString::fromLatin1(m_script.clientId)},
            {QStringLiteral("iat"), now()},
            {QStringLiteral("exp"), now() + 3600},
            {QStringLiteral("email"), QStringLiteral("ada@example.com")},
            {QStringLiteral("at_hash"), TokenSigner::halfHash(QStringLiteral("RS256"), accessToken)},
        };
        // Of the sign-in, also when a slow test lets the second hand move on.
        static const qint64 SignedIn = QDateTime::currentSecsSinceEpoch() - 5;
        claims.insert(QStringLiteral("auth_time"), SignedIn);
        if (round == 0)
            claims.insert(QStringLiteral("nonce"), QString::fromLatin1(grantee.nonce));
        if (m_script.idToken)
            m_script.idToken(claims, round);
        const QByteArray signedToken = m_script.signature ? m_script.signature(claims, round) : signer().sign(claims);
        members.insert(QStringLiteral("id_token"), QString::fromLatin1(signedToken));
    }
    if (m_script.tokens)
        m_script.tokens(members, round);
    return json(200, members);
}

ScriptedProvider::Answer ScriptedProvider::userInfo(const Request &request)
{
    ++m_userInfoCalls;
    const QByteArray authorization = request.header("authorization");
    const QByteArray accessToken = authorization.mid(7);
    if (!authorization.startsWith("Bearer "))
        violate(QStringLiteral("UserInfo without a Bearer token"));
    if (!request.query.isEmpty())
        violate(QStringLiteral("UserInfo with a query"));
    if (!m_accessTokens.contains(accessToken) || m_revoked.contains(accessToken)) {
        Answer answer = html(401, "");
        answer.headers.append(qMakePair(QByteArray("WWW-Authenticate"),
                                        QByteArray("Bearer error=\"invalid_token\", error_description=\"expired\"")));
        return answer;
    }
    QJsonObject claims{
        {QStringLiteral("sub"), QStringLiteral("00uScripted")},
        {QStringLiteral("email"), QStringLiteral("ada@example.com")},
        {QStringLiteral("name"), QStringLiteral("Ada Lovelace")},
    };
    if (m_script.userInfo)
        m_script.userInfo(claims, m_userInfoCalls);
    return json(200, claims);
}

ScriptedProvider::Answer ScriptedProvider::revocation(const Request &request)
{
    if (request.method != "POST" || !request.query.isEmpty())
        violate(QStringLiteral("a revocation that is no form POST"));
    if (!authenticates(request))
        return oauthError(401, QStringLiteral("invalid_client"), QStringLiteral("who are you?"));
    const QByteArray hint = request.field("token_type_hint");
    const QByteArray token = request.field("token");
    if (hint == "refresh_token" ? !m_refreshTokens.contains(token) : !m_accessTokens.contains(token))
        violate(QStringLiteral("a revocation of something that is no token of the hinted type"));
    if (m_script.revokesReally)
        m_revoked.insert(token);
    return json(200, {});
}
