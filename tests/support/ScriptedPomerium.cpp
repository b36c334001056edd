#include "support/ScriptedPomerium.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <openssl/evp.h>

#include <array>
#include <string>

namespace {

// The id ---------------------------------------------------------------------------------------------------------

/// A field of wire type 2 with a length below 2^14.
std::string field(int number, const std::string &value)
{
    std::string bytes(1, static_cast<char>(number * 8 + 2));
    if (value.size() < 128) {
        bytes += static_cast<char>(value.size());
    } else {
        bytes += static_cast<char>(value.size() % 128 + 128);
        bytes += static_cast<char>(value.size() / 128);
    }
    return bytes + value;
}

std::string optionalField(int number, const QByteArray &value)
{
    return value.isEmpty() ? std::string() : field(number, value.toStdString());
}

QMap<QByteArray, QByteArray> requestParameters(const PomeriumVariables &variables)
{
    QMap<QByteArray, QByteArray> parameters;
    const QJsonObject object = QJsonDocument::fromJson(variables.value("IDP_REQUEST_PARAMS")).object();
    for (const QString &name : object.keys())
        parameters.insert(name.toUtf8(), object.value(name).toString().toUtf8());
    return parameters;
}

QByteArrayList listOf(const QByteArray &text)
{
    return text.isEmpty() ? QByteArrayList() : text.split(',');
}

QByteArray base58(const QByteArray &digest)
{
    // Long division of the whole number by 58, again and again.
    QByteArray number = digest;
    QByteArray text;
    while (number.count('\0') < number.size()) {
        int remainder = 0;
        for (char &digit : number) {
            const int value = remainder * 256 + static_cast<unsigned char>(digit);
            digit = static_cast<char>(value / 58);
            remainder = value % 58;
        }
        text.prepend("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[remainder]);
    }
    for (const char byte : digest) {
        if (byte != '\0')
            break;
        text.prepend('1');
    }
    return text;
}

QByteArray base62(const QByteArray &digest)
{
    // As digits 0 and 1, cut from the end: six, or five where the first four are ones.
    std::string bits;
    for (const char byte : digest) {
        for (int i = 7; i >= 0; --i)
            bits += (static_cast<unsigned char>(byte) >> i & 1) != 0 ? '1' : '0';
    }
    QByteArray text;
    while (!bits.empty()) {
        const std::size_t width = bits.size() < 6 ? bits.size() : 6;
        std::string part = bits.substr(bits.size() - width);
        const std::string middle = part.size() > 4 ? part.substr(part.size() - 5, 4) : std::string();
        // With fewer than seven bits left and nothing but a leading zero to leave over, all are taken.
        if (middle == "1111" && part.size() == 6 && (bits.size() > 6 || part[0] == '1'))
            part.erase(0, 1);
        bits.erase(bits.size() - part.size());
        text += "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"[std::stoi(part, nullptr, 2)];
    }
    return text;
}

// HTTP -----------------------------------------------------------------------------------------------------------

ScriptedPomerium::Answer redirect(const QByteArray &location, const QByteArray &status = "302 Found")
{
    ScriptedPomerium::Answer answer;
    answer.status = status;
    answer.headers = "Location: " + location + "\r\n";
    return answer;
}

ScriptedPomerium::Answer page(const QByteArray &status, const QByteArray &text)
{
    ScriptedPomerium::Answer answer;
    answer.status = status;
    answer.body = "<!DOCTYPE html><html><head><title>" + status + "</title></head><body><p>"
        + text.toPercentEncoding(" \"'/:;,.()=?!&<>{}[]@+-_") + "</p></body></html>";
    return answer;
}

} // namespace

QByteArray pomeriumIdText(int minor, const QByteArray &digest)
{
    return minor < 27 ? base58(digest) : base62(digest);
}

QByteArray pomeriumProviderId(int minor, const PomeriumVariables &variables)
{
    std::string message = optionalField(2, variables.value("IDP_CLIENT_ID"))
        + optionalField(3, variables.value("IDP_CLIENT_SECRET")) + optionalField(4, variables.value("IDP_PROVIDER"));
    for (const QByteArray &scope : listOf(variables.value("IDP_SCOPES")))
        message += field(5, scope.toStdString());
    if (minor <= 19)
        message += optionalField(6, variables.value("IDP_SERVICE_ACCOUNT"));
    message += optionalField(7, variables.value("IDP_PROVIDER_URL"));
    const auto parameters = requestParameters(variables);
    for (auto each = parameters.begin(); each != parameters.end(); ++each)
        message += field(8, field(1, each.key().toStdString()) + field(2, each.value().toStdString()));
    if (minor >= 27) {
        QByteArray url = variables.value("AUTHENTICATE_SERVICE_URL");
        while (url.endsWith('/'))
            url.chop(1);
        message += optionalField(9, url);
    }
    if (minor >= 29 && minor <= 32) {
        std::string audiences;
        for (const QByteArray &audience : listOf(variables.value("IDP_ACCESS_TOKEN_ALLOWED_AUDIENCES")))
            audiences += field(1, audience.toStdString());
        if (!audiences.empty())
            message += field(10, audiences);
    }
    QByteArray digest(32, '\0');
    unsigned size = 0;
    EVP_Digest(message.data(), message.size(), reinterpret_cast<unsigned char *>(digest.data()), &size, EVP_sha256(),
               nullptr);
    return pomeriumIdText(minor, digest);
}

ScriptedPomerium::ScriptedPomerium(Script script)
    : m_script(std::move(script))
{
    m_authenticate.setHandler(
        [this](QTcpSocket &socket, const RawRequest &request) { handle(Place::Authenticate, socket, request); });
    m_route.setHandler(
        [this](QTcpSocket &socket, const RawRequest &request) { handle(Place::Route, socket, request); });
    if (!m_script.variables.contains("AUTHENTICATE_SERVICE_URL"))
        m_script.variables.insert("AUTHENTICATE_SERVICE_URL", authenticateUrl().toUtf8());
}

void ScriptedPomerium::setTls(const QSslConfiguration &configuration)
{
    m_authenticate.setTls(configuration);
    m_route.setTls(configuration);
    m_script.variables.insert("AUTHENTICATE_SERVICE_URL", authenticateUrl().toUtf8());
}

QString ScriptedPomerium::authenticateUrl() const
{
    return m_authenticate.url(QString()).toString();
}

int ScriptedPomerium::requestCount() const
{
    return static_cast<int>(m_authenticate.requests().size() + m_route.requests().size());
}

bool ScriptedPomerium::isHosted(const PomeriumVariables &variables) const
{
    return m_script.minor >= 22 && variables.value("AUTHENTICATE_SERVICE_URL").isEmpty();
}

PomeriumVariables ScriptedPomerium::routeVariables() const
{
    PomeriumVariables variables =
        m_script.authorizeVariables.isEmpty() ? m_script.variables : m_script.authorizeVariables;
    for (auto each = m_script.routeVariables.begin(); each != m_script.routeVariables.end(); ++each)
        variables.insert(each.key(), each.value());
    return variables;
}

void ScriptedPomerium::handle(Place place, QTcpSocket &socket, const RawRequest &request)
{
    if (request.method() != "GET")
        m_violations.append(QStringLiteral("not GET: ") + QString::fromLatin1(request.method()));
    if (!request.header("Accept").contains("text/html"))
        m_violations.append(QStringLiteral("Accept: ") + QString::fromLatin1(request.header("Accept")));
    if (!request.header("Cookie").isEmpty() || !request.header("Authorization").isEmpty())
        m_violations.append(QStringLiteral("a cookie or credentials"));
    Answer answer = answerTo(place, request);
    if (m_script.answer)
        m_script.answer(request, answer);
    if (answer.isSilent)
        return;
    if (answer.isEndless) {
        socket.write("HTTP/1.1 " + answer.status + "\r\n" + answer.headers + "\r\n");
        RawServer::writeWithoutEnd(socket, answer.body.isEmpty() ? QByteArray(4096, 'x') : answer.body);
        return;
    }
    socket.write(httpAnswer(answer.body, answer.status, answer.headers));
}

ScriptedPomerium::Answer ScriptedPomerium::answerTo(Place place, const RawRequest &request) const
{
    const QByteArray target = request.target();
    const QByteArray path = target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
    const QByteArray notHere =
        m_script.minor <= 17 && m_script.minor >= 17 ? "421 Misdirected Request" : "404 Not Found";
    const int minor = m_script.minor;
    if (path == "/ping" || path == "/healthz")
        return page("200 OK", "OK");
    if (path == "/.well-known/pomerium" || path == "/.well-known/pomerium/") {
        if (place == Place::Route && minor <= 17)
            return page(minor <= 16 ? "404 Not Found" : "421 Misdirected Request", "unknown host");
        return document(path.endsWith('/'));
    }
    if (place == Place::Route) {
        if (path != "/")
            return page("404 Not Found", "no such route");
        return toSignIn(routeVariables());
    }
    const auto &variables = m_script.variables;
    if (path == "/.pomerium/" || path == "/.pomerium" || path == "/.pomerium/sign_in") {
        if (isHosted(variables))
            return path == "/.pomerium/sign_in" ? page("404 Not Found", "not found") : page("200 OK", "User info");
        // A route's own client is found by its id.
        const QByteArray own = pomeriumProviderId(minor, routeVariables());
        const bool isOwn =
            minor >= 17 && target.contains("pomerium_idp_id=" + own + "&") && !m_script.routeVariables.isEmpty();
        const bool isOwnEncrypted = target.contains("pomerium_hpke_query=own&");
        return signIn(isOwn || isOwnEncrypted ? routeVariables() : variables);
    }
    if (path == "/.pomerium/jwt") {
        if (!m_script.hasProxy)
            return page(notHere, "not found");
        const auto &authorize = m_script.authorizeVariables.isEmpty() ? variables : m_script.authorizeVariables;
        return toSignIn(authorize);
    }
    if (path == "/.pomerium/user") {
        if (minor >= 27)
            return toSignIn(variables);
        return page(minor >= 17 && minor <= 19 ? "421 Misdirected Request" : "404 Not Found", "not found");
    }
    return page("404 Not Found", "not found");
}

ScriptedPomerium::Answer ScriptedPomerium::document(bool hasSlash) const
{
    const QByteArray base = isHosted(m_script.variables) ? QByteArray("https://authenticate.pomerium.app")
                                                         : m_script.variables.value("AUTHENTICATE_SERVICE_URL");
    if (!hasSlash && m_script.minor <= 17)
        return redirect("/.well-known/pomerium/", "301 Moved Permanently");
    QJsonObject object{
        {QStringLiteral("authentication_callback_endpoint"), QString::fromUtf8(base + "/oauth2/callback")},
        {QStringLiteral("frontchannel_logout_uri"), QString::fromUtf8(base + "/.pomerium/sign_out")},
        {QStringLiteral("jwks_uri"), QString::fromUtf8(base + "/.well-known/pomerium/jwks.json")}};
    if (m_script.minor >= 27)
        object.insert(QStringLiteral("issuer"), QString::fromUtf8(base + "/"));
    Answer answer;
    answer.headers = "Content-Type: application/json\r\n";
    answer.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return answer;
}

ScriptedPomerium::Answer ScriptedPomerium::failure(const QByteArray &reason) const
{
    if (m_script.minor <= 17)
        return page("500 Internal Server Error", reason);
    return page("500 Internal Server Error", "Request ID: 6d1ae1f8");
}

ScriptedPomerium::Answer ScriptedPomerium::signIn(const PomeriumVariables &variables) const
{
    const QByteArray provider = variables.value("IDP_PROVIDER");
    if (provider.isEmpty())
        return failure("failed to sign in: identity: provider is not defined");
    if (provider != "okta")
        return failure("failed to sign in: identity: unknown provider: " + provider);
    if (!m_script.reachesProvider)
        return failure("failed to sign in: could not connect to okta: dial tcp: lookup idp: no such host");
    const QByteArray url = variables.value("IDP_PROVIDER_URL");
    if (url != m_script.issuer)
        return failure(
            "failed to sign in: could not connect to okta: oidc: issuer did not match the issuer returned by "
            "provider, expected \""
            + url + "\" got \"" + m_script.issuer + "\"");

    QByteArrayList scopes = listOf(variables.value("IDP_SCOPES"));
    if (scopes.isEmpty())
        scopes = {"openid", "profile", "email", "offline_access"};
    QByteArray location = m_script.authorizationEndpoint + "?";
    if (m_script.minor <= 16)
        location += "access_type=offline&";
    location += "client_id=" + variables.value("IDP_CLIENT_ID").toPercentEncoding();
    if (m_script.minor >= 33 && m_script.providerListsS256)
        location += "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
    location += "&redirect_uri="
        + QByteArray(variables.value("AUTHENTICATE_SERVICE_URL") + "/oauth2/callback").toPercentEncoding()
        + "&response_type=code&scope=" + scopes.join(' ').toPercentEncoding(" ").replace(' ', '+')
        + "&state=bm90LWEtcmVhbC1zdGF0ZXxvZi1hLXNjcmlwdGVkLW9uZQ%3D%3D";
    const auto parameters = requestParameters(variables);
    for (auto each = parameters.begin(); each != parameters.end(); ++each)
        location += "&" + each.key().toPercentEncoding() + "=" + each.value().toPercentEncoding();
    return redirect(location);
}

ScriptedPomerium::Answer ScriptedPomerium::toSignIn(const PomeriumVariables &variables) const
{
    const int minor = m_script.minor;
    const bool isEncrypted = minor >= 21 && minor <= 24;
    if (isHosted(variables)) // its key is on the Internet, and there is none here
        return page("503 Service Unavailable", "Request ID: 11f2");
    if (isEncrypted && !m_script.reachesItself)
        return page("500 Internal Server Error", "Request ID: 31c7");
    QByteArray location = variables.value("AUTHENTICATE_SERVICE_URL") + "/.pomerium/sign_in?";
    const bool isOwn = !m_script.routeVariables.isEmpty() && variables != m_script.variables;
    if (isEncrypted)
        location +=
            QByteArray("pomerium_hpke_query=") + (isOwn ? "own" : "WkR3aHZk") + "&pomerium_hpke_sender_pub=sQ5HkYxY";
    else if (minor >= 17)
        location += "pomerium_expiry=1790000000&pomerium_idp_id=" + pomeriumProviderId(minor, variables)
            + "&pomerium_issued=1789999700&pomerium_redirect_uri=https%3A%2F%2Fapp.example.com%2F&pomerium_signature="
              "Zm9v";
    else
        location += "pomerium_expiry=1790000000&pomerium_issued=1789999700&pomerium_redirect_uri="
                    "https%3A%2F%2Fapp.example.com%2F&pomerium_signature=Zm9v";
    return redirect(location);
}
