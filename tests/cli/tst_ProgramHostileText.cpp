// Texts of a peer on their way to a person: whatever a server, a file or a certificate says, terminal, JSON and report
// show it as visible escapes. Each place that a text can come from is a row here; the program runs as a process.

#include "support/RawServer.h"
#include "support/ScriptedOkta.h"
#include "support/ScriptedPomerium.h"
#include "support/ScriptedProvider.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace {

using Endpoint = ScriptedProvider::Endpoint;
using Request = ScriptedProvider::Request;
using Answer = ScriptedProvider::Answer;
using Script = ScriptedProvider::Script;

/// Sets a terminal's title, clears it, forges a line of ours, turns the text around, hides and breaks it, and is HTML.
const QString Hostile =
    QStringLiteral("evil\u202Emoc\x1b]0;pwned\x07\x1b[2J\r\npassed  API token  Okta accepts the token.\n"
                   "Result: passed.\u200B\u2028\u0085<script>alert(1)</script>");
/// The same for a header, where a line cannot end.
const QByteArray HostileLine = "evil\xE2\x80\xAEmoc <script>alert(1)</script>";
const QByteArray Secret = "bsEoFnxFwuv9XHSn1qLa2VvHngWsygnysoMvGHWDzM3EEN3WC2pH1JrLFz7CJIiF";

/// The first character that moves a cursor, turns or hides text; empty: there is none.
QString unsafeIn(const QString &text)
{
    for (const uint character : text.toUcs4()) {
        const auto category = QChar::category(character);
        const bool isUnsafe = category == QChar::Other_Format || category == QChar::Separator_Line
            || category == QChar::Separator_Paragraph || category == QChar::Other_Surrogate
            || (category == QChar::Other_Control && character != '\n');
        if (isUnsafe)
            return QStringLiteral("U+%1").arg(character, 4, 16, QLatin1Char('0'));
    }
    if (text.contains(QLatin1String("\npassed  API token  Okta accepts"))
        || text.contains(QLatin1String("\nResult: passed.\\u")))
        return QStringLiteral("a forged line");
    return {};
}

/// The same of every text in a JSON value.
QString unsafeIn(const QJsonValue &value)
{
    if (value.isString())
        return unsafeIn(value.toString());
    QString found;
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const auto &each : array)
            found += unsafeIn(QJsonValue(each));
    }
    const QJsonObject object = value.toObject();
    for (auto each = object.begin(); each != object.end(); ++each)
        found += unsafeIn(QJsonValue(each.key())) + unsafeIn(each.value());
    return found;
}

/// Everything around one run: what the peers are, and what the program is asked.
struct Peers
{
    std::optional<ScriptedProvider> provider;
    std::optional<ScriptedPomerium> pomerium;
    std::optional<ScriptedOkta> okta;
    std::optional<RawServer> server;
    QTemporaryDir folder;

    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
};

/// Makes the peers; the arguments of the program.
using Arrange = std::function<QStringList(Peers &)>;

Arrange login(std::function<void(Script &)> change, const QStringList &more = {})
{
    return [change, more](Peers &peers) {
        Script script;
        change(script);
        peers.provider.emplace(script);
        return QStringList{QStringLiteral("verify-login"),
                           QStringLiteral("--issuer"),
                           peers.provider->issuer(),
                           QStringLiteral("--client-id"),
                           QString::fromLatin1(script.clientId),
                           QStringLiteral("--client-secret-file"),
                           peers.write(QStringLiteral("secret"), script.clientSecret),
                           QStringLiteral("--redirect-port"),
                           QStringLiteral("0"),
                           QStringLiteral("--no-browser"),
                           QStringLiteral("--pomerium"),
                           QStringLiteral("0.30"),
                           QStringLiteral("--timeout"),
                           QStringLiteral("3")}
        + more;
    };
}

Arrange answered(Endpoint endpoint, const Answer &instead)
{
    return login([=](Script &script) {
        script.answer = [=](const Request &request, Answer &answer) {
            if (request.endpoint == endpoint && !(endpoint == Endpoint::Authorize && !request.isProbe())
                && !(endpoint == Endpoint::Token && request.isJunkRefresh))
                answer = instead;
        };
    });
}

Arrange metadata(const QString &member, const QJsonValue &value)
{
    return login([=](Script &script) { script.metadata = [=](QJsonObject &object) { object.insert(member, value); }; });
}

Arrange key(const QJsonObject &key)
{
    return login([=](Script &script) {
        script.keys = [=](QJsonObject &set) {
            QJsonArray keys = set.value(QLatin1String("keys")).toArray();
            keys.prepend(key);
            set.insert(QStringLiteral("keys"), keys);
        };
    });
}

Arrange idToken(const QString &claim, const QJsonValue &value)
{
    return login(
        [=](Script &script) { script.idToken = [=](QJsonObject &claims, int) { claims.insert(claim, value); }; });
}

Arrange userInfo(const QString &claim, const QJsonValue &value)
{
    return login(
        [=](Script &script) { script.userInfo = [=](QJsonObject &claims, int) { claims.insert(claim, value); }; });
}

Arrange tokens(const QString &member, const QJsonValue &value)
{
    return login(
        [=](Script &script) { script.tokens = [=](QJsonObject &members, int) { members.insert(member, value); }; });
}

Arrange running(std::function<void(Peers &)> change, int minor = 33)
{
    return [=](Peers &peers) {
        peers.provider.emplace(Script{});
        ScriptedPomerium::Script script;
        script.minor = minor;
        script.variables = {{"IDP_PROVIDER", "okta"},
                            {"IDP_PROVIDER_URL", peers.provider->issuer().toUtf8()},
                            {"IDP_CLIENT_ID", "0oaScripted"},
                            {"IDP_CLIENT_SECRET", Secret}};
        script.issuer = peers.provider->issuer().toUtf8();
        script.authorizationEndpoint =
            "http://" + peers.provider->authority() + peers.provider->endpointPath(Endpoint::Authorize);
        peers.pomerium.emplace(std::move(script));
        QByteArray file;
        const auto &variables = peers.pomerium->script().variables;
        for (auto each = variables.begin(); each != variables.end(); ++each)
            file += each.key() + '=' + each.value() + '\n';
        change(peers);
        return QStringList{QStringLiteral("verify-pomerium"), QStringLiteral("--file"),
                           peers.write(QStringLiteral("pomerium.env"), file)};
    };
}

Arrange pomeriumSays(const QByteArray &path, const QByteArray &status, const QByteArray &headers,
                     const QByteArray &body)
{
    return running([=](Peers &peers) {
        peers.pomerium->script().answer = [=](const RawRequest &request, ScriptedPomerium::Answer &answer) {
            if (request.target() != path)
                return;
            answer.status = status;
            answer.headers = headers;
            answer.body = body;
        };
    });
}

Arrange token(const QByteArray &status, const QByteArray &headers, const QByteArray &body)
{
    return [=](Peers &peers) {
        peers.server.emplace();
        peers.server->setAnswer("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + headers
                                + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        return QStringList{QStringLiteral("verify-token"), QStringLiteral("--org"),
                           peers.server->url(QString()).toString(), QStringLiteral("--token-file"),
                           peers.write(QStringLiteral("token"), "00abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN")};
    };
}

Arrange audit(std::function<void(ScriptedOkta &, const QString &id)> change)
{
    return [=](Peers &peers) {
        peers.okta.emplace();
        const QString id = peers.okta->add(
            {{QStringLiteral("label"), QStringLiteral("Pomerium")},
             {QStringLiteral("settings"),
              QJsonObject{
                  {QStringLiteral("oauthClient"),
                   QJsonObject{{QStringLiteral("redirect_uris"),
                                QJsonArray{QStringLiteral("https://authenticate.example.com/oauth2/callback")}}}}}}});
        change(*peers.okta, id);
        return QStringList{QStringLiteral("app"),
                           QStringLiteral("audit"),
                           QStringLiteral("--org"),
                           peers.okta->url(),
                           QStringLiteral("--management-token-file"),
                           peers.write(QStringLiteral("token"), peers.okta->token().toLatin1()),
                           QStringLiteral("--client-id"),
                           id,
                           QStringLiteral("--authenticate-url"),
                           QStringLiteral("https://authenticate.example.com")};
    };
}

Arrange file(const QByteArray &lines, const QString &name = QStringLiteral("pomerium.env"))
{
    return [=](Peers &peers) {
        return QStringList{QStringLiteral("check"), QStringLiteral("--file"), peers.write(name, lines)};
    };
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

class tst_ProgramHostileText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatever_a_peer_says_is_shown_as_visible_characters_data()
    {
        QTest::addColumn<Arrange>("arrange");
        const auto row = [](const char *name, Arrange arrange) { QTest::newRow(name) << std::move(arrange); };
        const QByteArray hostile = Hostile.toUtf8();
        const QByteArray inQuery = hostile.toPercentEncoding();

        row("discovery: a page", answered(Endpoint::Discovery, ScriptedProvider::html(403, hostile)));
        row("discovery: an error", answered(Endpoint::Discovery, ScriptedProvider::error(400, Hostile, Hostile)));
        row("discovery: a redirect",
            answered(Endpoint::Discovery, {302, {{"Location", "https://x.example/" + HostileLine}}, {}}));
        row("discovery: an encoding", answered(Endpoint::Discovery, {200, {{"Content-Encoding", HostileLine}}, "{}"}));
        row("discovery: not JSON", answered(Endpoint::Discovery, {200, {}, hostile}));
        for (const char *const member : {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri",
                                         "userinfo_endpoint", "revocation_endpoint"})
            row((QByteArray("discovery: ") + member).constData(), metadata(QLatin1String(member), Hostile));
        for (const char *const member : {"response_types_supported", "id_token_signing_alg_values_supported",
                                         "token_endpoint_auth_methods_supported", "code_challenge_methods_supported"})
            row((QByteArray("discovery: ") + member).constData(), metadata(QLatin1String(member), QJsonArray{Hostile}));
        row("discovery: a member twice",
            answered(Endpoint::Discovery, {200, {}, "{\"issuer\":\"a\",\"x\x1b\":1,\"x\x1b\":2}"}));

        row("keys: a page", answered(Endpoint::Keys, ScriptedProvider::html(403, hostile)));
        row("keys: a redirect", answered(Endpoint::Keys, {302, {{"Location", "/" + HostileLine}}, {}}));
        for (const char *const member : {"kid", "kty", "use", "alg", "crv", "x5t", "x5u"})
            row((QByteArray("keys: ") + member).constData(),
                key({{QStringLiteral("kty"), QStringLiteral("EC")}, {QLatin1String(member), Hostile}}));

        row("probe: a page", answered(Endpoint::Authorize, ScriptedProvider::html(400, hostile)));
        row("probe: a redirect with a reason",
            answered(Endpoint::Authorize,
                     {302, {{"Location", "/error?error=" + inQuery + "&error_description=" + inQuery}}, {}}));
        row("callback: an error", login([=](Script &script) {
                script.authorizationResponse = [=](ScriptedProvider::Fields &parameters) {
                    parameters.removeIf([](const auto &field) { return field.first == "code"; });
                    parameters.append({"error", hostile});
                    parameters.append({"error_description", hostile});
                };
            }));
        row("callback: another issuer", login([=](Script &script) {
                script.sendsResponseIssuer = true;
                script.authorizationResponse = [=](ScriptedProvider::Fields &parameters) {
                    for (auto &[name, value] : parameters) {
                        if (name == "iss")
                            value = hostile;
                    }
                };
            }));

        row("token: an error", answered(Endpoint::Token, ScriptedProvider::error(400, Hostile, Hostile)));
        row("token: the other shape",
            answered(Endpoint::Token,
                     ScriptedProvider::json(400,
                                            {{QStringLiteral("errorCode"), Hostile},
                                             {QStringLiteral("errorSummary"), Hostile},
                                             {QStringLiteral("errorId"), Hostile}})));
        row("token: a request id", answered(Endpoint::Token, {500, {{"X-Okta-Request-Id", HostileLine}}, {}}));
        row("token: a page", answered(Endpoint::Token, ScriptedProvider::html(200, hostile)));
        row("token: a media type", answered(Endpoint::Token, {200, {{"Content-Type", HostileLine}}, hostile}));
        for (const char *const member :
             {"token_type", "scope", "access_token", "refresh_token", "id_token", "expires_in"})
            row((QByteArray("token: ") + member).constData(), tokens(QLatin1String(member), Hostile));

        for (const char *const claim :
             {"iss", "sub", "aud", "azp", "nonce", "exp", "iat", "nbf", "at_hash", "email", "name"})
            row((QByteArray("ID token: ") + claim).constData(), idToken(QLatin1String(claim), Hostile));
        row("ID token: groups", idToken(QStringLiteral("groups"), QJsonArray{Hostile, Hostile}));
        row("ID token: groups in one text", idToken(QStringLiteral("groups"), Hostile + QLatin1Char(',') + Hostile));
        row("ID token: the name of a claim", idToken(Hostile + QStringLiteral("groups"), QJsonArray{Hostile}));

        row("UserInfo: a page", answered(Endpoint::UserInfo, ScriptedProvider::html(403, hostile)));
        row("UserInfo: a challenge",
            answered(Endpoint::UserInfo,
                     {401,
                      {{"WWW-Authenticate",
                        "Bearer error=\"" + HostileLine + "\", error_description=\"" + HostileLine + "\""}},
                      {}}));
        for (const char *const claim : {"sub", "email", "name", "groups"})
            row((QByteArray("UserInfo: ") + claim).constData(), userInfo(QLatin1String(claim), Hostile));
        row("UserInfo: a verified address", userInfo(QStringLiteral("email_verified"), Hostile));
        row("revocation: an error", answered(Endpoint::Revocation, ScriptedProvider::error(400, Hostile, Hostile)));

        const QByteArray jsonType = "Content-Type: application/json\r\n";
        row("Pomerium: its callback",
            pomeriumSays("/.well-known/pomerium/", "200 OK", jsonType,
                         json({{QStringLiteral("authentication_callback_endpoint"), Hostile}})));
        row("Pomerium: a page",
            pomeriumSays("/.well-known/pomerium/", "403 Forbidden", "Content-Type: text/html\r\n", hostile));
        row("Pomerium: a redirect",
            pomeriumSays("/.well-known/pomerium/", "302 Found", "Location: https://x.example/" + HostileLine + "\r\n",
                         {}));
        row("Pomerium: where people are sent",
            pomeriumSays("/.pomerium/", "302 Found",
                         "Location: https://x.example/" + HostileLine + "?client_id=" + inQuery + "\r\n", {}));
        for (const char *const variable : {"IDP_CLIENT_ID", "IDP_SCOPES"})
            row((QByteArray("Pomerium: ") + variable).constData(),
                running([=](Peers &peers) { peers.pomerium->script().variables.insert(variable, hostile); }));
        row("Pomerium: a parameter", running([=](Peers &peers) {
                peers.pomerium->script().variables.insert("IDP_REQUEST_PARAMS", json({{Hostile, Hostile}}));
            }));
        row("Pomerium: its reason",
            running(
                [](Peers &peers) {
                    peers.pomerium->script().answer = [](const RawRequest &request, ScriptedPomerium::Answer &answer) {
                        if (request.target() != "/.pomerium/")
                            return;
                        answer.status = "500 Internal Server Error";
                        answer.body = "could not connect to " + Hostile.toUtf8().replace('\n', ' ');
                    };
                },
                15));
        row("Pomerium: the provider's words", running([=](Peers &peers) {
                peers.provider->script().answer = [=](const Request &request, Answer &answer) {
                    if (request.endpoint == Endpoint::Authorize)
                        answer = ScriptedProvider::html(403, hostile);
                };
            }));

        row("Okta's API: an error",
            token("401 Unauthorized", {},
                  json({{QStringLiteral("errorCode"), Hostile},
                        {QStringLiteral("errorSummary"), Hostile},
                        {QStringLiteral("errorId"), Hostile},
                        {QStringLiteral("errorCauses"),
                         QJsonArray{QJsonObject{{QStringLiteral("errorSummary"), Hostile}}}}})));
        row("Okta's API: an org",
            token("200 OK", "X-Okta-Request-Id: " + HostileLine + "\r\n",
                  json({{QStringLiteral("id"), Hostile}, {QStringLiteral("pipeline"), Hostile}})));
        row("Okta's API: a reason phrase", token("500 " + HostileLine, {}, {}));
        row("app: its name", audit([](ScriptedOkta &okta, const QString &id) {
                okta.edit(id, [](QJsonObject &app) { app.insert(QStringLiteral("label"), Hostile); });
            }));
        row("app: its redirect URIs and grant types", audit([](ScriptedOkta &okta, const QString &id) {
                okta.edit(id, [](QJsonObject &app) {
                    QJsonObject settings = app.value(QLatin1String("settings")).toObject();
                    QJsonObject client = settings.value(QLatin1String("oauthClient")).toObject();
                    for (const char *const member :
                         {"redirect_uris", "grant_types", "response_types", "post_logout_redirect_uris"})
                        client.insert(QLatin1String(member), QJsonArray{Hostile});
                    for (const char *const member : {"application_type", "issuer_mode", "wildcard_redirect"})
                        client.insert(QLatin1String(member), Hostile);
                    settings.insert(QStringLiteral("oauthClient"), client);
                    app.insert(QStringLiteral("settings"), settings);
                    for (const char *const member : {"status", "signOnMode"})
                        app.insert(QLatin1String(member), Hostile);
                });
            }));
        row("app: a group", audit([](ScriptedOkta &okta, const QString &id) {
                okta.groups.insert(QStringLiteral("00gH"), Hostile);
                okta.assigned.insert(id, {QStringLiteral("00gH")});
            }));

        const QByteArray good = "IDP_PROVIDER=okta\nIDP_PROVIDER_URL=https://127.0.0.1:1\n";
        const QByteArray line = QString(Hostile).remove(QLatin1Char('\n')).remove(QLatin1Char('\r')).toUtf8();
        row("file: a value", file(good + "IDP_CLIENT_ID=" + line + "\nIDP_SCOPES=" + line + "\n"));
        row("file: a key", file(good + line + "=1\nIDP_CLIENT_ID=a\n"));
        row("file: no setting", file(good + line + "\n"));
        row("file: another provider", file("IDP_PROVIDER=" + line + "\nIDP_CLIENT_ID=a\n"));
        row("file: its addresses",
            file("IDP_PROVIDER=okta\nIDP_PROVIDER_URL=" + line + "\nAUTHENTICATE_SERVICE_URL=" + line + "\n"));
        row("file: YAML", file("idp_provider: okta\n" + line + ": 1\n", QStringLiteral("config.yaml")));
        row("file: a block", file("idp_client_id: |\n  " + line + "\n", QStringLiteral("config.yaml")));
        row("file: its name", [](Peers &peers) {
            return QStringList{QStringLiteral("check"), QStringLiteral("--file"),
                               peers.folder.filePath(QStringLiteral("a\x1b[2J\u202Eb"))};
        });
        row("arguments", [](Peers &) {
            return QStringList{QStringLiteral("check"), QStringLiteral("--file=") + Hostile,
                               QStringLiteral("--authenticate-url"), Hostile};
        });
    }

    void whatever_a_peer_says_is_shown_as_visible_characters()
    {
        QFETCH(Arrange, arrange);
        Peers peers;
        const QStringList arguments = arrange(peers);
        const QString html = peers.folder.filePath(QStringLiteral("report.html"));
        run(arguments + QStringList{QStringLiteral("--report"), html});
        const auto safe = [](const char *where, const QByteArray &bytes) {
            const QString found = unsafeIn(QString::fromUtf8(bytes));
            return found.isEmpty() ? QByteArray()
                                   : where + QByteArray(": ") + found.toUtf8() + '\n' + bytes.toPercentEncoding(" \n");
        };
        QByteArray problem =
            safe("standard output", m_out) + safe("standard error", m_error) + safe("report", read(html));
        QVERIFY2(problem.isEmpty(), problem.constData());
        QVERIFY(!read(html).contains("<script>alert"));
        QVERIFY(!m_out.isEmpty() || !m_error.isEmpty());

        Peers again;
        const QString jsonFile = again.folder.filePath(QStringLiteral("report.json"));
        run(arrange(again) + QStringList{QStringLiteral("--json"), QStringLiteral("--report"), jsonFile});
        problem = safe("standard error", m_error);
        for (const QByteArray &bytes : {m_out, read(jsonFile)}) {
            const QString found = unsafeIn(QJsonValue(QJsonDocument::fromJson(bytes).object()));
            if (!found.isEmpty())
                problem += "JSON: " + found.toUtf8() + '\n' + bytes;
        }
        QVERIFY2(problem.isEmpty(), problem.constData());
    }

private:
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// Runs the program to its end. Where it prints an address to sign in at, somebody goes there who is signed in.
    void run(const QStringList &arguments)
    {
        QProcess process;
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        environment.insert(QStringLiteral("HOME"), m_home.path());
        process.setProcessEnvironment(environment);
        m_error.clear();
        QNetworkAccessManager browser;
        bool hasVisited = false;
        connect(&process, &QProcess::readyReadStandardError, this, [&] {
            m_error += process.readAllStandardError();
            static const QRegularExpression address(QStringLiteral("\n(http://\\S+response_type=code\\S*)\n"));
            const auto match = address.match(QString::fromUtf8(m_error));
            if (match.hasMatch() && !hasVisited) {
                hasVisited = true;
                browser.get(QNetworkRequest(QUrl(match.captured(1))));
            }
        });
        process.start(QStringLiteral(PROGRAM), arguments);
        QVERIFY(process.waitForStarted());
        process.closeWriteChannel();
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000))
            process.kill();
        QVERIFY(process.waitForFinished() || process.state() == QProcess::NotRunning);
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        m_out = process.readAllStandardOutput();
        m_error += process.readAllStandardError();
    }

    QTemporaryDir m_home;
    QByteArray m_out;
    QByteArray m_error;
};

QTEST_GUILESS_MAIN(tst_ProgramHostileText)
#include "tst_ProgramHostileText.moc"
