#include "oidc/LoginJob.h"

#include "SignIn.h"
#include "support/RawServer.h"
#include "support/TestCertificates.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpServer>
#include <QTest>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <limits>

namespace {

using namespace std::chrono_literals;
using checks::Status;
using oidc::CheckId;
using oidc::Reason;
using oidc::Stage;
using Endpoint = ScriptedProvider::Endpoint;
using Answer = ScriptedProvider::Answer;
using Fields = ScriptedProvider::Fields;
using Request = ScriptedProvider::Request;
using Options = SignIn::Options;
using Visit = FakeUserAgent::Visit;

/// One misbehaviour and its verdict. The tag says what is done and begins with a letter for where: D discovery, C
/// callback, T token, I ID token, J keys, U UserInfo, F refresh, V revocation.
struct Row
{
    Options options;
    QString check = CheckId::Organization;
    checks::Status status = checks::Status::Passed;
    std::optional<Reason> reason;
    /// Tokens never reached the client, or cannot be taken back: not every one is revoked in the end.
    bool leavesTokens = false;
    std::function<bool(const SignIn &)> also; ///< more that has to hold
};

/// Everything that was logged during a row.
QByteArray &log()
{
    static QByteArray text;
    return text;
}

void writeLog(QtMsgType, const QMessageLogContext &, const QString &message)
{
    log() += message.toUtf8() + '\n';
}

// Ways to misbehave.

Options metadata(std::function<void(QJsonObject &)> change)
{
    Options options;
    options.provider.metadata = std::move(change);
    return options;
}

Options metadata(const char *member, const QJsonValue &value)
{
    return metadata([name = QString::fromLatin1(member), value](QJsonObject &document) {
        if (value.isUndefined())
            document.remove(name);
        else
            document.insert(name, value);
    });
}

const QJsonValue Missing = QJsonValue(QJsonValue::Undefined);

void change(QJsonObject &object, const char *member, const QJsonValue &value)
{
    if (value.isUndefined())
        object.remove(QLatin1String(member));
    else
        object.insert(QLatin1String(member), value);
}

void append(QJsonObject &object, const char *member, const char *text)
{
    object.insert(QLatin1String(member), object.value(QLatin1String(member)).toString() + QLatin1String(text));
}

/// Answers of an endpoint; probes are answered as ever.
Options answers(Endpoint endpoint, std::function<void(const Request &, Answer &)> changeAnswer)
{
    Options options;
    options.provider.answer = [endpoint, changeAnswer](const Request &request, Answer &answer) {
        if (request.endpoint == endpoint && !request.isProbe())
            changeAnswer(request, answer);
    };
    return options;
}

Options answers(Endpoint endpoint, const Answer &instead)
{
    return answers(endpoint, [instead](const Request &, Answer &answer) { answer = instead; });
}

/// Answers to a grant of that type.
Options grantAnswers(const char *grantType, const Answer &instead)
{
    return answers(Endpoint::Token, [type = QByteArray(grantType), instead](const Request &request, Answer &answer) {
        if (request.field("grant_type") == type)
            answer = instead;
    });
}

Answer bytes(int status, const QByteArray &type, const QByteArray &body)
{
    Answer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", type}};
    answer.body = body;
    return answer;
}

Answer redirectTo(int status, const QByteArray &target)
{
    Answer answer;
    answer.status = status;
    answer.headers = {{"Location", target}};
    return answer;
}

Options idToken(std::function<void(QJsonObject &)> changeClaims, int round = 0)
{
    Options options;
    options.provider.idToken = [changeClaims, round](QJsonObject &claims, int now) {
        if (now == round)
            changeClaims(claims);
    };
    return options;
}

Options idToken(const char *claim, const QJsonValue &value, int round = 0)
{
    return idToken([name = QByteArray(claim), value](QJsonObject &claims) { change(claims, name.constData(), value); },
                   round);
}

Options idTokenPlus(const char *claim, const char *text, int round = 0)
{
    return idToken([name = QByteArray(claim), added = QByteArray(text)](
                       QJsonObject &claims) { append(claims, name.constData(), added.constData()); },
                   round);
}

Options signature(std::function<QByteArray(const QJsonObject &)> sign)
{
    Options options;
    options.provider.signature = [sign](const QJsonObject &claims, int) { return sign(claims); };
    return options;
}

Options tokens(std::function<void(QJsonObject &)> changeMembers, int round = 0)
{
    Options options;
    options.provider.tokens = [changeMembers, round](QJsonObject &members, int now) {
        if (now == round)
            changeMembers(members);
    };
    return options;
}

Options tokens(const char *member, const QJsonValue &value, int round = 0)
{
    return tokens(
        [name = QByteArray(member), value](QJsonObject &members) { change(members, name.constData(), value); }, round);
}

Options userInfo(std::function<void(QJsonObject &)> changeClaims, int call = 1)
{
    Options options;
    options.provider.userInfo = [changeClaims, call](QJsonObject &claims, int now) {
        if (now == call)
            changeClaims(claims);
    };
    return options;
}

Options response(std::function<void(Fields &)> changeParameters)
{
    Options options;
    options.provider.authorizationResponse = std::move(changeParameters);
    return options;
}

void set(Fields &fields, const QByteArray &name, const QByteArray &value)
{
    fields.removeIf([&name](const auto &field) { return field.first == name; });
    fields.append(qMakePair(name, value));
}

void drop(Fields &fields, const QByteArray &name)
{
    fields.removeIf([&name](const auto &field) { return field.first == name; });
}

Options visits(std::function<QList<Visit>(const QByteArray &)> sequence)
{
    Options options;
    options.browser.visits = std::move(sequence);
    return options;
}

Visit visit(const QByteArray &url)
{
    Visit visit;
    visit.url = url;
    return visit;
}

QByteArray without(QByteArray url, const QByteArray &parameter)
{
    const qsizetype at = url.indexOf(parameter + '=');
    qsizetype end = url.indexOf('&', at);
    if (end < 0)
        end = url.size() - 1;
    return url.remove(at, end - at + 1);
}

QJsonArray list(std::initializer_list<QString> texts)
{
    QJsonArray array;
    for (const QString &text : texts)
        array.append(text);
    return array;
}

qint64 now()
{
    return QDateTime::currentSecsSinceEpoch();
}

/// Nothing will come back: the wait need not be long.
Options hasty(Options options)
{
    options.request = [](oidc::LoginRequest &request) { request.browserTimeout = 100ms; };
    return options;
}

const QString Client = QStringLiteral("0oaScripted");

/// A key of its own for each type, made once.
const TokenSigner &signerOf(TokenSigner::KeyType type)
{
    static QHash<int, std::shared_ptr<TokenSigner>> signers;
    auto &signer = signers[static_cast<int>(type)];
    if (!signer)
        signer = std::make_shared<TokenSigner>(type, QStringLiteral("other-%1").arg(static_cast<int>(type)));
    return *signer;
}

/// The provider signs with another algorithm, publishes the key and advertises it.
Options signedWith(TokenSigner::KeyType type, const QString &algorithm)
{
    Options options;
    options.provider.metadata = [algorithm](QJsonObject &document) {
        document.insert(QStringLiteral("id_token_signing_alg_values_supported"), QJsonArray{algorithm});
    };
    options.provider.keys = [type](QJsonObject &keySet) {
        keySet.insert(QStringLiteral("keys"), QJsonArray{signerOf(type).publicJwk()});
    };
    options.provider.idToken = [algorithm](QJsonObject &claims, int) { claims.remove(QStringLiteral("at_hash")); };
    options.provider.signature = [type, algorithm](const QJsonObject &claims, int) {
        return signerOf(type).sign(algorithm, claims);
    };
    return options;
}

/// The published set, with `before` in front of the right key.
Options keysBefore(std::initializer_list<QJsonObject> before)
{
    Options options;
    const QList<QJsonObject> others(before);
    options.provider.keys = [others](QJsonObject &keySet) {
        QJsonArray keys;
        for (const QJsonObject &key : others)
            keys.append(key);
        const QJsonArray right = keySet.value(QStringLiteral("keys")).toArray();
        for (const QJsonValue &key : right)
            keys.append(key);
        keySet.insert(QStringLiteral("keys"), keys);
    };
    return options;
}

QJsonObject with(QJsonObject object, const char *member, const QJsonValue &value)
{
    object.insert(QLatin1String(member), value);
    return object;
}

/// What the fetches of the key set bring, one after the other; the last for ever.
Options keySets(const QList<QJsonArray> &sets)
{
    Options options;
    auto fetch = std::make_shared<qsizetype>(0);
    options.provider.keys = [sets, fetch](QJsonObject &keySet) {
        keySet.insert(QStringLiteral("keys"), sets.at(std::min(*fetch, sets.size() - 1)));
        ++*fetch;
    };
    return options;
}

} // namespace

Q_DECLARE_METATYPE(Row)

/// Every rule of a relying party, from end to end: what the provider or the browser does wrong, which check says so,
/// and that nothing was asked afterwards that may not be asked.
class tst_LoginRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qInstallMessageHandler(writeLog); }
    void cleanupTestCase() { qInstallMessageHandler(nullptr); }

    void only_a_sound_discovery_document_is_used_data();
    void only_a_sound_discovery_document_is_used() { judge(); }
    void a_certificate_that_nobody_vouches_for_ends_it();
    void requests_are_what_the_provider_and_pomerium_ask_for_data();
    void requests_are_what_the_provider_and_pomerium_ask_for() { judge(); }
    void only_a_sound_authorization_response_is_used_data();
    void only_a_sound_authorization_response_is_used() { judge(); }
    void only_a_sound_token_response_is_used_data();
    void only_a_sound_token_response_is_used() { judge(); }
    void only_a_signed_id_token_is_believed_data();
    void only_a_signed_id_token_is_believed() { judge(); }
    void only_an_id_token_with_right_claims_is_believed_data();
    void only_an_id_token_with_right_claims_is_believed() { judge(); }
    void only_a_userinfo_answer_about_the_same_person_is_believed_data();
    void only_a_userinfo_answer_about_the_same_person_is_believed() { judge(); }
    void only_sound_refreshed_tokens_are_used_data();
    void only_sound_refreshed_tokens_are_used() { judge(); }
    void tokens_are_revoked_and_proven_dead_data();
    void tokens_are_revoked_and_proven_dead() { judge(); }
    void groups_are_looked_for_where_they_are_needed_data();
    void groups_are_looked_for_where_they_are_needed() { judge(); }

private:
    static void row(const char *tag, const QString &check, checks::Status status, std::optional<Reason> reason,
                    Options options, std::function<bool(const SignIn &)> also = {}, bool leavesTokens = false)
    {
        if (QTest::currentTestFunction() && !m_hasColumn) {
            QTest::addColumn<Row>("row");
            m_hasColumn = true;
        }
        QTest::newRow(tag) << Row{std::move(options), check, status, reason, leavesTokens, std::move(also)};
    }
    static void judge();
    static inline bool m_hasColumn = false;
};

void tst_LoginRules::judge()
{
    m_hasColumn = false;
    QFETCH(Row, row);
    log().clear();
    SignIn signIn(row.options);
    QVERIFY2(signIn.run(), signIn.summary().constData());
    const QByteArray summary = signIn.summary();
    const char *const seen = summary.constData();

    // The verdict.
    QVERIFY2(signIn.check(row.check).status == row.status, seen);
    QVERIFY2(signIn.reason(row.check) == row.reason, seen);
    if (row.also)
        QVERIFY2(row.also(signIn), seen);

    // What holds for every sign-in check, good or bad.
    const ScriptedProvider &provider = signIn.provider;
    QVERIFY2(provider.violations().isEmpty(), seen);
    QVERIFY2(provider.codeExchanges() <= 1, seen);
    const auto statusOf = [&signIn](const QString &id) { return signIn.check(id).status; };
    const auto isGood = [&statusOf](const QString &id) {
        return statusOf(id) == checks::Status::Passed || statusOf(id) == checks::Status::Warning;
    };
    bool anyFailed = false;
    for (const checks::Check &check : signIn.report().checks) {
        QVERIFY2(check.status != checks::Status::Pending && check.status != checks::Status::Running, seen);
        const bool hasProblem = check.status == checks::Status::Failed || check.status == checks::Status::Warning;
        QVERIFY2(check.problem.has_value() == hasProblem, seen);
        anyFailed = anyFailed || check.status == checks::Status::Failed;
    }
    QCOMPARE(signIn.report().checks.isPassed(), !anyFailed);

    // After a failure nothing that depends on it is asked.
    if (!isGood(CheckId::Organization)) {
        for (const Request &request : provider.requests())
            QVERIFY2(request.endpoint == Endpoint::Discovery, seen);
    }
    if (!isGood(CheckId::SigningKeys)
        || (statusOf(CheckId::ClientCredentials) == checks::Status::Failed
            && statusOf(CheckId::CodeExchange) == checks::Status::Skipped)) {
        QVERIFY2(signIn.browser.opened().isEmpty(), seen);
        QVERIFY2(statusOf(CheckId::Redirect) == checks::Status::Skipped, seen);
    }
    if (!isGood(CheckId::Redirect)) {
        QVERIFY2(provider.codeExchanges() == 0, seen);
        QVERIFY2(statusOf(CheckId::CodeExchange) == checks::Status::Skipped, seen);
    }
    if (!isGood(CheckId::CodeExchange))
        QVERIFY2(statusOf(CheckId::IdToken) == checks::Status::Skipped, seen);
    if (!isGood(CheckId::IdToken)) {
        QVERIFY2(provider.userInfoCalls() == 0, seen);
        QVERIFY2(provider.refreshes() == 0, seen);
        for (const QLatin1String id : {CheckId::UserInfo, CheckId::RefreshToken, CheckId::Groups})
            QVERIFY2(statusOf(id) == checks::Status::Skipped, seen);
        QVERIFY2(statusOf(CheckId::Revocation) != checks::Status::Passed, seen);
    }

    // The browser's page says what happened.
    if (signIn.browser.statuses().contains(303)) {
        QTRY_VERIFY2(!signIn.browser.page().isEmpty(), seen);
        const bool saysGood = signIn.browser.page().contains("<main class=\"good\">");
        const bool saysBad = signIn.browser.page().contains("<main class=\"bad\">");
        QVERIFY2(saysGood != saysBad, signIn.browser.page().constData());
        QVERIFY2(saysGood == isGood(CheckId::IdToken), seen);
    }

    // No token is left behind.
    if (!row.leavesTokens) {
        for (const QByteArray &token : provider.accessTokens())
            QVERIFY2(provider.isRevoked(token), seen);
        QVERIFY2(provider.refreshTokens().isEmpty() || provider.isRevoked(provider.refreshTokens().constLast()), seen);
    }

    // No secret is told (V4).
    QByteArray told = log() + summary + QJsonDocument(signIn.report().idTokenClaims).toJson()
        + QJsonDocument(signIn.report().userInfoClaims).toJson() + signIn.report().redirectUri.toUtf8();
    for (const checks::Check &check : signIn.report().checks) {
        if (check.problem)
            told += signIn.problem(check.id).detail.toUtf8() + signIn.problem(check.id).answer.description.toUtf8();
    }
    QByteArrayList secrets = provider.accessTokens() + provider.refreshTokens() + provider.codes();
    secrets.append(signIn.provider.script().clientSecret);
    for (const Request &request : provider.requests()) {
        if (!request.field("code_verifier").isEmpty())
            secrets.append(request.field("code_verifier"));
    }
    for (const QByteArray &secret : std::as_const(secrets))
        QVERIFY2(!told.contains(secret), "a secret was told");
}

void tst_LoginRules::only_a_sound_discovery_document_is_used_data()
{
    const auto bad = [](const char *tag, Reason reason, Options options) {
        row(tag, CheckId::Organization, checks::Status::Failed, reason, std::move(options));
    };
    const auto good = [](const char *tag, Options options) {
        row(tag, CheckId::Organization, checks::Status::Passed, std::nullopt, std::move(options),
            [](const SignIn &signIn) { return signIn.report().checks.isPassed(); });
    };
    bad("D1 issuer + INVALID", Reason::IssuerMismatch,
        metadata([](QJsonObject &document) { append(document, "issuer", "INVALID"); }));
    bad("D1 issuer missing", Reason::IssuerMissing, metadata("issuer", Missing));
    bad("D2 a final slash more", Reason::IssuerNotExact,
        metadata([](QJsonObject &document) { append(document, "issuer", "/"); }));
    {
        Options options;
        options.provider.issuerPath = QStringLiteral("/oauth2/default");
        options.provider.metadata = [](QJsonObject &document) {
            document.insert(QStringLiteral("issuer"),
                            document.value(QStringLiteral("issuer"))
                                .toString()
                                .replace(QStringLiteral("default"), QStringLiteral("Default")));
        };
        bad("D2 another letter case", Reason::IssuerNotExact, options);
        options.provider.metadata = nullptr;
        good("D3 an issuer with a path", options);
        options.provider.issuerPath = QStringLiteral("/tenant/");
        good("D3 an issuer that ends with a slash", options);
    }
    good("D3 endpoints are new in each run", {});
    bad("D4 404", Reason(Stage::Discovery, oidc::Fault::NotFound), answers(Endpoint::Discovery, Answer{404, {}, "{}"}));
    bad("D4 503", Reason(Stage::Discovery, oidc::Fault::ServerError),
        answers(Endpoint::Discovery, Answer{503, {}, "{}"}));
    bad("D4 429", Reason(Stage::Discovery, oidc::Fault::RateLimited),
        answers(Endpoint::Discovery, Answer{429, {}, "{}"}));
    bad("D4 HTML", Reason(Stage::Discovery, oidc::Fault::Html),
        answers(Endpoint::Discovery, ScriptedProvider::html(200)));
    bad("D4 empty", Reason(Stage::Discovery, oidc::Fault::Empty),
        answers(Endpoint::Discovery, bytes(200, "application/json", "")));
    bad("D4 not JSON", Reason(Stage::Discovery, oidc::Fault::Malformed),
        answers(Endpoint::Discovery, bytes(200, "application/json", "{\"issuer\":")));
    bad("D4 a JSON array", Reason(Stage::Discovery, oidc::Fault::NotObject),
        answers(Endpoint::Discovery, bytes(200, "application/json", "[]")));
    bad("D4 more than 1 MiB", Reason::Transport,
        answers(Endpoint::Discovery, bytes(200, "application/json", QByteArray(1024 * 1024 + 1, ' '))));
    {
        Answer endless = bytes(200, "application/json", QByteArray(2 * 1024 * 1024, ' '));
        endless.isEndless = true;
        bad("D4 never ends", Reason::Transport, answers(Endpoint::Discovery, endless));
        Answer hangUp;
        hangUp.hangsUp = true;
        bad("D4 hangs up", Reason::Transport, answers(Endpoint::Discovery, hangUp));
    }
    row("D5 301", CheckId::Organization, checks::Status::Failed, Reason(Stage::Discovery, oidc::Fault::Redirected),
        answers(Endpoint::Discovery, redirectTo(301, "https://elsewhere.example/.well-known/openid-configuration?x=y")),
        [](const SignIn &signIn) {
            const QString detail = signIn.check(CheckId::Organization).detail;
            return detail.contains(QLatin1String("elsewhere.example")) && !detail.contains(QLatin1String("x=y"));
        });
    bad("D5 302 to another place here", Reason(Stage::Discovery, oidc::Fault::Redirected),
        answers(Endpoint::Discovery, redirectTo(302, "/other")));
    for (const char *member : {"authorization_endpoint", "token_endpoint", "jwks_uri",
                               "id_token_signing_alg_values_supported", "response_types_supported"}) {
        row((QByteArray("D6 without ") + member).constData(), CheckId::Organization, checks::Status::Failed,
            Reason::MetadataMemberMissing, metadata(member, Missing), [member](const SignIn &signIn) {
                return signIn.check(CheckId::Organization).detail.contains(QLatin1String(member));
            });
    }
    bad("D6 no code flow", Reason::CodeFlowUnsupported,
        metadata("response_types_supported", list({QStringLiteral("id_token"), QStringLiteral("code id_token")})));
    row("D7 no userinfo_endpoint", CheckId::UserInfo, checks::Status::Failed, Reason::UserInfoEndpointMissing,
        metadata("userinfo_endpoint", Missing), [](const SignIn &signIn) {
            return signIn.check(CheckId::Organization).status == checks::Status::Passed
                && signIn.check(CheckId::RefreshToken).status == checks::Status::Passed;
        });
    for (const char *member : {"authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"}) {
        bad((QByteArray("D8 http at another host: ") + member).constData(), Reason::InsecureEndpoint,
            metadata(member, QStringLiteral("http://op.example.com/x")));
    }
    row("D9 no code_challenge_methods_supported", CheckId::Organization, checks::Status::Warning,
        Reason::PkceNotAdvertised, metadata("code_challenge_methods_supported", Missing),
        [](const SignIn &signIn) { return signIn.report().checks.isPassed(); });
    row("D9 only plain", CheckId::Organization, checks::Status::Warning, Reason::PkceNotAdvertised,
        metadata("code_challenge_methods_supported", list({QStringLiteral("plain")})));
    row("D10 no authentication methods: Basic", CheckId::CodeExchange, checks::Status::Passed, std::nullopt,
        metadata("token_endpoint_auth_methods_supported", Missing), [](const SignIn &signIn) {
            return std::all_of(
                signIn.provider.requests().cbegin(), signIn.provider.requests().cend(), [](const Request &request) {
                    return request.endpoint != Endpoint::Token || request.header("authorization").startsWith("Basic ");
                });
        });
    bad("D11 only private_key_jwt", Reason::ClientSecretUnsupported,
        metadata("token_endpoint_auth_methods_supported",
                 list({QStringLiteral("private_key_jwt"), QStringLiteral("none")})));
    bad("D12 only none and HS256", Reason::SigningAlgorithmsUnsupported,
        metadata("id_token_signing_alg_values_supported", list({QStringLiteral("none"), QStringLiteral("HS256")})));
    {
        Options options = metadata("id_token_signing_alg_values_supported",
                                   list({QStringLiteral("none"), QStringLiteral("HS256"), QStringLiteral("RS256")}));
        good("D12 none and HS256 beside RS256", options);
        options.provider.signature = [](const QJsonObject &claims, int) { return TokenSigner::unsecured(claims); };
        row("D12 none advertised and used", CheckId::IdToken, checks::Status::Failed, Reason::IdTokenUnsigned, options);
    }
}

void tst_LoginRules::a_certificate_that_nobody_vouches_for_ends_it()
{
    // D13; each kind of certificate has its row in the tests of http.
    RawServer server;
    server.setTls(TestAuthority::selfSigned());
    server.setAnswer(httpAnswer("{}"));
    Options options;
    options.request = [&server](oidc::LoginRequest &request) {
        request.issuer = server.url().toString(QUrl::StripTrailingSlash | QUrl::RemovePath);
    };
    SignIn signIn(options);
    QVERIFY(signIn.run());
    const oidc::Error &problem = signIn.problem(CheckId::Organization);
    QCOMPARE(signIn.check(CheckId::Organization).status, checks::Status::Failed);
    QCOMPARE(problem.reason, Reason::Transport);
    QVERIFY(problem.transport);
    QCOMPARE(problem.transport->reason, http::TransportError::Reason::TlsUnknownAuthority);
    QVERIFY(problem.transport->certificate);
    QCOMPARE(server.requests().size(), 0);
    QVERIFY(signIn.browser.opened().isEmpty());
}

void tst_LoginRules::requests_are_what_the_provider_and_pomerium_ask_for_data()
{
    const auto check = [](const char *tag, Options options, std::function<bool(const SignIn &)> also) {
        row(tag, CheckId::Revocation, checks::Status::Passed, std::nullopt, std::move(options), std::move(also));
    };
    const auto browserRequest = [](const SignIn &signIn) {
        for (const Request &request : signIn.provider.requests()) {
            if (request.endpoint == Endpoint::Authorize && !request.isProbe())
                return request;
        }
        return Request();
    };
    const auto exchange = [](const SignIn &signIn) {
        for (const Request &request : signIn.provider.requests()) {
            if (request.field("grant_type") == "authorization_code")
                return request;
        }
        return Request();
    };
    check("R1 response_type, client_id, redirect_uri, openid", {}, [browserRequest](const SignIn &signIn) {
        const Request request = browserRequest(signIn);
        return request.parameter("response_type") == "code" && request.parameter("client_id") == Client.toLatin1()
            && request.parameter("redirect_uri") == signIn.report().redirectUri.toLatin1()
            && request.parameter("redirect_uri").startsWith("http://127.0.0.1:")
            && request.parameter("redirect_uri").endsWith("/callback");
    });
    check("R2 the scopes of Pomerium", {}, [browserRequest](const SignIn &signIn) {
        return browserRequest(signIn).parameter("scope") == "openid profile email offline_access";
    });
    {
        Options options;
        options.request = [](oidc::LoginRequest &request) { request.scopes.append(QStringLiteral("groups")); };
        check("R2 and groups where asked for", options, [browserRequest](const SignIn &signIn) {
            return browserRequest(signIn).parameter("scope") == "openid profile email offline_access groups";
        });
    }
    check("R3 state of 128 bits or more in Okta's alphabet", {}, [browserRequest](const SignIn &signIn) {
        const QByteArray state = browserRequest(signIn).parameter("state");
        return state.size() >= 22 && std::all_of(state.cbegin(), state.cend(), [](char c) {
                   return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'
                       || c == '_';
               });
    });
    check("R4 a nonce that is not the state", {}, [browserRequest](const SignIn &signIn) {
        const Request request = browserRequest(signIn);
        return request.parameter("nonce").size() >= 22 && request.parameter("nonce") != request.parameter("state");
    });
    check("R5 S256 and a verifier of 43 characters or more", {}, [browserRequest, exchange](const SignIn &signIn) {
        return browserRequest(signIn).parameter("code_challenge_method") == "S256"
            && exchange(signIn).field("code_verifier").size() >= 43
            && browserRequest(signIn).parameter("code_challenge") != exchange(signIn).field("code_verifier");
    });
    check("R6 no secret in any URL", {}, [](const SignIn &signIn) {
        // The provider compares each URL with each secret; here: POST bodies are where they are.
        return std::all_of(signIn.provider.requests().cbegin(), signIn.provider.requests().cend(),
                           [](const Request &request) {
                               return request.endpoint == Endpoint::Authorize || request.endpoint == Endpoint::Discovery
                                   || request.query.isEmpty();
                           });
    });
    check("R7 Basic by default, form-encoded, and nothing in the body", {}, [](const SignIn &signIn) {
        return std::all_of(
            signIn.provider.requests().cbegin(), signIn.provider.requests().cend(), [](const Request &request) {
                const bool needs = request.endpoint == Endpoint::Token || request.endpoint == Endpoint::Revocation;
                return !needs
                    || (request.header("authorization").startsWith("Basic ") && request.field("client_id").isEmpty()
                        && request.field("client_secret").isEmpty());
            });
    });
    check("R7 in the body where Basic is not offered",
          metadata("token_endpoint_auth_methods_supported", list({QStringLiteral("client_secret_post")})),
          [](const SignIn &signIn) {
              return std::all_of(
                  signIn.provider.requests().cbegin(), signIn.provider.requests().cend(), [](const Request &request) {
                      const bool needs =
                          request.endpoint == Endpoint::Token || request.endpoint == Endpoint::Revocation;
                      return !needs
                          || (request.header("authorization").isEmpty() && !request.field("client_secret").isEmpty());
                  });
          });
    check("R8 the same redirect_uri at the token endpoint", {}, [browserRequest, exchange](const SignIn &signIn) {
        return exchange(signIn).field("redirect_uri") == browserRequest(signIn).parameter("redirect_uri");
    });
}

void tst_LoginRules::only_a_sound_authorization_response_is_used_data()
{
    // Turned away, and the wait goes on: the good request comes after each.
    const auto waits = [](const char *tag, int status, std::function<Visit(const QByteArray &)> bad) {
        row(tag, CheckId::Revocation, checks::Status::Passed, std::nullopt, visits([bad](const QByteArray &location) {
                return QList<Visit>{bad(location), visit(location)};
            }),
            [status](const SignIn &signIn) {
                return signIn.browser.statuses() == QList<int>{status, 303} && signIn.report().ignoredRequests == 1;
            });
    };
    const auto bad = [](const char *tag, Reason reason, Options options,
                        std::function<bool(const SignIn &)> also = {}) {
        row(tag, CheckId::Redirect, checks::Status::Failed, reason, std::move(options), std::move(also));
    };
    const auto good = [](const char *tag, Options options, std::function<bool(const SignIn &)> also = {}) {
        row(tag, CheckId::Revocation, checks::Status::Passed, std::nullopt, std::move(options), std::move(also));
    };

    waits("C1 no state", 400, [](const QByteArray &location) { return visit(without(location, "state")); });
    waits("C2 state + 1", 400, [](const QByteArray &location) { return visit(location + '1'); });
    waits("C2 state twice", 400, [](const QByteArray &location) { return visit(location + "&state=x"); });

    Options promised;
    promised.provider.sendsResponseIssuer = true;
    good("C3 iss promised and right", promised);
    promised.provider.authorizationResponse = [](Fields &fields) { fields.last().second += '1'; };
    bad("C3 iss + 1", Reason::ResponseIssuerMismatch, promised);
    promised.provider.authorizationResponse = [](Fields &fields) {
        drop(fields, "code");
        set(fields, "error", "access_denied");
        set(fields, "iss", "https://evil.example");
    };
    bad("C3 iss of another with an error", Reason::ResponseIssuerMismatch, promised);
    promised.provider.authorizationResponse = [](Fields &fields) { drop(fields, "iss"); };
    bad("C4 iss promised and missing", Reason::ResponseIssuerMissing, promised);
    promised.provider.sendsResponseIssuer = false;
    promised.provider.authorizationResponse = [](Fields &fields) { set(fields, "iss", "https://evil.example"); };
    bad("C5 iss not promised and wrong", Reason::ResponseIssuerMismatch, promised);
    {
        // The metadata does not promise it, and it comes all the same.
        Options options = promised;
        options.provider.sendsResponseIssuer = true;
        options.provider.authorizationResponse = nullptr;
        options.provider.metadata = [](QJsonObject &document) {
            document.remove(QStringLiteral("authorization_response_iss_parameter_supported"));
        };
        good("C5 iss not promised and right", options);
    }
    const auto denied = [](const QByteArray &error, const QByteArray &description) {
        return response([error, description](Fields &fields) {
            drop(fields, "code");
            set(fields, "error", error);
            if (!description.isEmpty())
                set(fields, "error_description", description);
        });
    };
    bad("C6 access_denied", Reason::AuthorizationDenied,
        denied("access_denied", "User is not assigned to the client application."), [](const SignIn &signIn) {
            const auto &answer = signIn.problem(CheckId::Redirect).answer;
            return answer.error == QLatin1String("access_denied") && answer.httpStatus == 0
                && answer.description == QLatin1String("User is not assigned to the client application.");
        });
    bad("C6 login_required without a description", Reason::AuthorizationDenied, denied("login_required", {}));
    waits("C7 an error without state", 400, [](const QByteArray &location) {
        return visit(location.left(location.indexOf('?')) + "?error=access_denied");
    });
    waits("C7 an error with another state", 400, [](const QByteArray &location) {
        return visit(location.left(location.indexOf('?')) + "?error=access_denied&state=abc");
    });
    bad("C8 code and error", Reason::ResponseMalformed,
        response([](Fields &fields) { set(fields, "error", "access_denied"); }));
    bad("C8 code twice", Reason::ResponseMalformed,
        response([](Fields &fields) { fields.append(qMakePair(QByteArray("code"), QByteArray("other"))); }));
    bad("C8 iss twice", Reason::ResponseMalformed, response([](Fields &fields) {
            fields.append(qMakePair(QByteArray("iss"), QByteArray("https://a.example")));
            fields.append(qMakePair(QByteArray("iss"), QByteArray("https://b.example")));
        }));
    bad("C8 error twice", Reason::ResponseMalformed, response([](Fields &fields) {
            drop(fields, "code");
            fields.append(qMakePair(QByteArray("error"), QByteArray("access_denied")));
            fields.append(qMakePair(QByteArray("error"), QByteArray("server_error")));
        }));
    bad("C9 no code", Reason::ResponseWithoutCode, response([](Fields &fields) { drop(fields, "code"); }));
    bad("C9 an empty code", Reason::ResponseWithoutCode, response([](Fields &fields) { set(fields, "code", ""); }));
    waits("C10 another path", 404,
          [](QByteArray location) { return visit(location.replace("/callback?", "/callback/?")); });
    waits("C10 POST", 405, [](const QByteArray &location) {
        Visit post = visit(location);
        post.method = "POST";
        return post;
    });
    waits("C10 HEAD", 405, [](const QByteArray &location) {
        Visit head = visit(location);
        head.method = "HEAD";
        return head;
    });
    waits("C10 another Host", 421, [](const QByteArray &location) {
        Visit other = visit(location);
        other.host = "evil.example";
        return other;
    });
    waits("C10 another port in Host", 421, [](const QByteArray &location) {
        Visit other = visit(location);
        other.host = "127.0.0.1:1";
        return other;
    });
    good("C11 the same response twice", visits([](const QByteArray &location) {
             return QList<Visit>{visit(location), visit(location)};
         }),
         [](const SignIn &signIn) { return signIn.provider.codeExchanges() == 1; });
    good("C11 another code with the same state", visits([](QByteArray location) {
             const QByteArray first = location;
             return QList<Visit>{visit(first), visit(location.replace("code=", "code=x"))};
         }),
         [](const SignIn &signIn) { return signIn.provider.codeExchanges() == 1; });
    good("C12 a code with + & = and /", {});
    {
        Options options = visits([](QByteArray location) { return QList<Visit>{visit(location.replace("%20", "+"))}; });
        options.provider.codePrefix = "a b%2B ";
        good("C12 a code with spaces, sent as +", options);
    }
    good("C13 an access token and an ID token in the query", response([](Fields &fields) {
             set(fields, "access_token", "at-stolen");
             set(fields, "id_token", "e30.e30.e30");
         }),
         [](const SignIn &signIn) {
             return std::none_of(
                 signIn.provider.requests().cbegin(), signIn.provider.requests().cend(),
                 [](const Request &request) { return request.header("authorization").contains("at-stolen"); });
         });
    const auto silent = [](Options options) {
        options.browser.neverComesBack = true;
        return hasty(std::move(options));
    };
    const auto timedOut = [](const SignIn &signIn) {
        // The port is free again.
        QTcpServer server;
        const auto port = static_cast<quint16>(QUrl(signIn.report().redirectUri).port());
        return signIn.report().isTimedOut && signIn.browser.opened().size() == 1
            && server.listen(QHostAddress::LocalHost, port);
    };
    bad("C14 nothing comes", Reason::RedirectTimedOut, silent({}), timedOut);
    {
        Options options;
        options.provider.registeredRedirectUris = {"https://authenticate.example.com/oauth2/callback"};
        bad("C14 nothing comes, and the URI is not registered", Reason::RedirectTimedOutUriRefused, hasty(options),
            timedOut);
        Options https = visits([](const QByteArray &location) {
            Visit greeting = visit(location);
            greeting.rawBytes = QByteArray::fromHex("160301020001");
            return QList<Visit>{greeting};
        });
        https.request = [](oidc::LoginRequest &request) { request.browserTimeout = 3s; };
        bad("C14 the browser used https", Reason::RedirectTimedOutAfterHttps, https);
    }
    {
        Options options;
        options.browser.whyItDoesNotStart = QStringLiteral("no browser here");
        bad("C14 the browser does not start, and nobody copies the URL", Reason::BrowserNotStarted, hasty(options),
            [](const SignIn &signIn) { return signIn.report().isTimedOut; });
    }
    good("C15 session_state and others", response([](Fields &fields) {
             set(fields, "session_state", "abc.def");
             set(fields, "x", "");
         }));
}

void tst_LoginRules::only_a_sound_token_response_is_used_data()
{
    const auto bad = [](const char *tag, Reason reason, Options options, bool leavesTokens = true,
                        std::function<bool(const SignIn &)> also = {}) {
        row(tag, CheckId::CodeExchange, checks::Status::Failed, reason, std::move(options), std::move(also),
            leavesTokens);
    };
    const auto good = [](const char *tag, Options options, std::function<bool(const SignIn &)> also = {}) {
        row(tag, CheckId::Revocation, checks::Status::Passed, std::nullopt, std::move(options), std::move(also));
    };
    const auto passed = [](const SignIn &signIn) { return signIn.report().checks.isPassed(); };

    good("T1 happy path", {},
         [passed](const SignIn &signIn) { return passed(signIn) && signIn.provider.userInfoCalls() == 2; });
    good("T2 bEARER", tokens("token_type", QStringLiteral("bEARER")), passed);
    good("T2 BEARER", tokens("token_type", QStringLiteral("BEARER")), passed);
    bad("T3 token_type empty", Reason::TokenTypeMissing, tokens("token_type", QString()), false);
    for (const char *type : {"N_A", "DPoP", "mac"}) {
        bad((QByteArray("T3 token_type '") + type + '\'').constData(), Reason::TokenTypeUnsupported,
            tokens("token_type", QString::fromLatin1(type)), false);
    }
    bad("T3 token_type missing", Reason::TokenTypeMissing, tokens("token_type", Missing), false);
    bad("T3 token_type a number", Reason(Stage::Token, oidc::Fault::Malformed), tokens("token_type", 7), false);
    good("T4 no expires_in", tokens("expires_in", Missing), passed);
    good("T4 expires_in as text", tokens("expires_in", QStringLiteral("3600")), passed);
    good("T5 no scope", tokens("scope", Missing), passed);
    row(
        "T6 no refresh_token", CheckId::RefreshToken, checks::Status::Failed, Reason::RefreshTokenMissing,
        tokens("refresh_token", Missing),
        [](const SignIn &signIn) {
            return signIn.check(CheckId::IdToken).status == checks::Status::Passed
                && signIn.check(CheckId::UserInfo).status == checks::Status::Passed
                && signIn.reason(CheckId::Revocation) == Reason::RevocationUnproven;
        },
        true);
    row("T6 scope without offline_access", CheckId::RefreshToken, checks::Status::Failed, Reason::RefreshTokenMissing,
        tokens([](QJsonObject &members) {
            members.remove(QStringLiteral("refresh_token"));
            members.insert(QStringLiteral("scope"), QStringLiteral("openid profile email"));
        }),
        {}, true);
    {
        Options options;
        options.provider.refreshGrantIsOn = false;
        row("T6 the grant is off, as the probe knew", CheckId::RefreshToken, checks::Status::Failed,
            Reason::RefreshGrantOff, options, [](const SignIn &signIn) {
                return signIn.check(CheckId::ClientCredentials).status == checks::Status::Passed
                    && signIn.problem(CheckId::RefreshToken).answer.description.contains(QLatin1String("Configured"));
            });
    }
    row("T7 no id_token", CheckId::IdToken, checks::Status::Failed, Reason::IdTokenMissing,
        tokens("id_token", Missing));
    row("T7 id_token null", CheckId::IdToken, checks::Status::Failed, Reason::IdTokenMissing,
        tokens("id_token", QJsonValue()));

    for (const char *code : {"invalid_grant", "unauthorized_client", "invalid_scope", "access_denied",
                             "invalid_request", "unsupported_grant_type", "something_new"}) {
        for (const int status : {400, 401}) {
            // 401 is for a client that did not authenticate: the status decides.
            const bool isAboutClient = status == 401 && qstrcmp(code, "unauthorized_client") == 0;
            bad((QByteArray("T8 ") + QByteArray::number(status) + ' ' + code).constData(),
                isAboutClient ? Reason::ClientRefused : Reason(Stage::Token, oidc::Fault::Refused),
                grantAnswers("authorization_code",
                             ScriptedProvider::error(status, QString::fromLatin1(code), QStringLiteral("Because."))),
                true, [code, status, isAboutClient](const SignIn &signIn) {
                    const auto &answer = signIn.problem(CheckId::CodeExchange).answer;
                    return answer.error == QLatin1String(code) && answer.httpStatus == status
                        && answer.description == QLatin1String("Because.")
                        && signIn.check(CheckId::ClientCredentials).status
                        == (isAboutClient ? checks::Status::Failed : checks::Status::Passed);
                });
        }
    }
    const auto credentialsFailed = [](const SignIn &signIn) {
        return signIn.reason(CheckId::ClientCredentials) == Reason::ClientRefused;
    };
    bad("T8 invalid_client", Reason::ClientRefused,
        grantAnswers("authorization_code", ScriptedProvider::error(401, QStringLiteral("invalid_client"), {})), true,
        credentialsFailed);
    bad("T8 invalid_client in Okta's other shape", Reason::ClientRefused,
        grantAnswers("authorization_code",
                     ScriptedProvider::json(401,
                                            {{QStringLiteral("errorCode"), QStringLiteral("invalid_client")},
                                             {QStringLiteral("errorSummary"), QStringLiteral("Invalid value.")},
                                             {QStringLiteral("errorId"), QStringLiteral("oae1")}})),
        true, [credentialsFailed](const SignIn &signIn) {
            const auto &answer = signIn.problem(CheckId::CodeExchange).answer;
            return credentialsFailed(signIn) && answer.isManagementShape && answer.errorId == QLatin1String("oae1");
        });
    bad("T8 invalid_dpop_proof", Reason::DpopRequired,
        grantAnswers("authorization_code", ScriptedProvider::error(400, QStringLiteral("invalid_dpop_proof"), {})));
    bad("T8 an OAuth error with 200", Reason(Stage::Token, oidc::Fault::Refused),
        grantAnswers("authorization_code", ScriptedProvider::error(200, QStringLiteral("invalid_grant"), {})));

    for (const int status : {301, 302, 303, 307, 308}) {
        bad((QByteArray("T9 ") + QByteArray::number(status)).constData(), Reason(Stage::Token, oidc::Fault::Redirected),
            grantAnswers("authorization_code", redirectTo(status, "/elsewhere?code=1")), true,
            [](const SignIn &signIn) {
                return signIn.provider.count(Endpoint::Other) == 0
                    && !signIn.check(CheckId::CodeExchange).detail.contains(QLatin1String("code="));
            });
    }
    bad("T9 HTML", Reason(Stage::Token, oidc::Fault::Html),
        grantAnswers("authorization_code", ScriptedProvider::html(200)));
    bad("T9 404 HTML", Reason(Stage::Token, oidc::Fault::Html),
        grantAnswers("authorization_code", ScriptedProvider::html(404)));
    bad("T9 empty", Reason(Stage::Token, oidc::Fault::Empty),
        grantAnswers("authorization_code", bytes(200, "application/json", "")));
    bad("T9 not JSON", Reason(Stage::Token, oidc::Fault::Malformed),
        grantAnswers("authorization_code", bytes(200, "application/json", "{")));
    bad("T9 a JSON array", Reason(Stage::Token, oidc::Fault::Malformed),
        grantAnswers("authorization_code", bytes(200, "application/json", "[1]")));
    bad("T9 form-encoded", Reason(Stage::Token, oidc::Fault::Malformed),
        grantAnswers("authorization_code",
                     bytes(200, "application/x-www-form-urlencoded", "access_token=x&token_type=bearer")));
    bad("T9 JSON that says it is text", Reason(Stage::Token, oidc::Fault::NotJson),
        grantAnswers("authorization_code", bytes(200, "text/plain", R"({"token_type":"Bearer"})")));
    bad("T9 {}", Reason::AccessTokenMissing, grantAnswers("authorization_code", ScriptedProvider::json(200, {})));
    bad("T9 access_token a number", Reason(Stage::Token, oidc::Fault::Malformed), tokens("access_token", 7));
    bad("T9 access_token with a line break", Reason(Stage::Token, oidc::Fault::Malformed),
        tokens("access_token", QStringLiteral("a\r\nX-Evil: 1")));
    bad("T9 500", Reason(Stage::Token, oidc::Fault::ServerError),
        grantAnswers("authorization_code", bytes(500, "text/plain", "oops")));
    bad("T9 503 JSON", Reason(Stage::Token, oidc::Fault::ServerError),
        grantAnswers(
            "authorization_code",
            ScriptedProvider::json(503,
                                   {{QStringLiteral("errorCode"), QStringLiteral("E0000010")},
                                    {QStringLiteral("errorSummary"), QStringLiteral("Service is in read only mode")}})),
        true, [](const SignIn &signIn) {
            return signIn.problem(CheckId::CodeExchange).answer.error == QLatin1String("E0000010");
        });
    {
        Answer limited = ScriptedProvider::error(429, QStringLiteral("invalid_grant"),
                                                 QStringLiteral("API call exceeded rate limit"));
        limited.headers.append(qMakePair(QByteArray("X-Rate-Limit-Reset"), QByteArray::number(now() + 3600 + 42)));
        Options options = grantAnswers("authorization_code", limited);
        options.provider.clockOffset = 3600; // its clock is ahead; the time is told by ours
        bad("T9 429 with X-Rate-Limit-Reset", Reason(Stage::Token, oidc::Fault::RateLimited), options, true,
            [](const SignIn &signIn) {
                const auto retryAt = signIn.problem(CheckId::CodeExchange).answer.retryAt;
                return retryAt && qAbs(QDateTime::currentDateTimeUtc().secsTo(*retryAt) - 42) < 60;
            });
        Answer hangUp;
        hangUp.hangsUp = true;
        bad("T9 hangs up", Reason::Transport, grantAnswers("authorization_code", hangUp), true,
            [](const SignIn &signIn) { return signIn.problem(CheckId::CodeExchange).transport.has_value(); });
    }
    row("T11 a bad ID token: nothing is used, everything is revoked", CheckId::Revocation, checks::Status::Warning,
        Reason::RevocationUnproven, idTokenPlus("nonce", "1"), [](const SignIn &signIn) {
            return signIn.provider.count(Endpoint::Revocation) == 2 && signIn.provider.count(Endpoint::Token) == 2;
        });
}

void tst_LoginRules::only_a_signed_id_token_is_believed_data()
{
    using KeyType = TokenSigner::KeyType;
    using Fault = TokenSigner::Fault;
    const auto bad = [](const char *tag, Reason reason, Options options, int fetches = 1) {
        row(tag, CheckId::IdToken, checks::Status::Failed, reason, std::move(options),
            [fetches](const SignIn &signIn) { return signIn.provider.count(Endpoint::Keys) == fetches; });
    };
    const auto good = [](const char *tag, Options options, int fetches = 1) {
        row(tag, CheckId::Revocation, checks::Status::Passed, std::nullopt, std::move(options),
            [fetches](const SignIn &signIn) {
                return signIn.report().checks.isPassed() && signIn.provider.count(Endpoint::Keys) == fetches;
            });
    };
    const auto noKeys = [](const char *tag, Reason reason, Options options) {
        row(tag, CheckId::SigningKeys, checks::Status::Failed, reason, std::move(options));
    };
    const TokenSigner &rsa = ScriptedProvider::signer();

    good("J1 RS256", {});
    bad("J2 every byte XOR 0x5A, RS256", Reason::IdTokenSignatureInvalid,
        signature([&rsa](const QJsonObject &claims) { return rsa.sign(claims, Fault::Xored); }), 2);
    {
        Options options = signedWith(KeyType::P256, QStringLiteral("ES256"));
        options.provider.signature = [](const QJsonObject &claims, int) {
            return signerOf(KeyType::P256).sign(QStringLiteral("ES256"), claims, Fault::Xored);
        };
        bad("J3 every byte XOR 0x5A, ES256", Reason::IdTokenSignatureInvalid, options, 2);
        options.provider.signature = [](const QJsonObject &claims, int) {
            return signerOf(KeyType::P256).sign(QStringLiteral("ES256"), claims, Fault::Der);
        };
        bad("J17 DER signature", Reason::IdTokenSignatureInvalid, options, 2);
    }
    bad("J4 HS256 with a wrong signature", Reason::IdTokenAlgorithmRefused, signature([](const QJsonObject &claims) {
            QByteArray token = TokenSigner::signWithSecret(QStringLiteral("HS256"), claims, "whatever");
            char &first = token[token.lastIndexOf('.') + 1]; // not the last one: some of its bits are padding
            first = first == 'A' ? 'B' : 'A';
            return token;
        }));
    bad("J5 alg none", Reason::IdTokenUnsigned,
        signature([](const QJsonObject &claims) { return TokenSigner::unsecured(claims); }));
    {
        Options options = metadata("id_token_signing_alg_values_supported", list({QStringLiteral("ES256")}));
        bad("J6 RS256 though only ES256 is advertised", Reason::IdTokenAlgorithmNotAdvertised, options);
    }
    bad("J7 HS256 with the client secret", Reason::IdTokenAlgorithmRefused, signature([](const QJsonObject &claims) {
            return TokenSigner::signWithSecret(QStringLiteral("HS256"), claims,
                                               ScriptedProvider::Script().clientSecret);
        }));
    bad("J7 HS256 keyed with the public key", Reason::IdTokenAlgorithmRefused,
        signature([&rsa](const QJsonObject &claims) {
            return TokenSigner::signWithSecret(QStringLiteral("HS256"), claims, rsa.publicKeyPem(), rsa.keyId());
        }));
    for (const char *algorithm : {"RS384", "RS512", "PS256", "PS384", "PS512"}) {
        good((QByteArray("J8 ") + algorithm).constData(), signedWith(KeyType::Rsa3072, QString::fromLatin1(algorithm)));
    }
    good("J8 ES256", signedWith(KeyType::P256, QStringLiteral("ES256")));
    good("J8 ES384", signedWith(KeyType::P384, QStringLiteral("ES384")));
    good("J8 ES512", signedWith(KeyType::P521, QStringLiteral("ES512")));
    good("J8 EdDSA", signedWith(KeyType::Ed25519, QStringLiteral("EdDSA")));
    {
        Options options = keysBefore({signerOf(KeyType::P256).publicJwk(), signerOf(KeyType::Secp256k1).publicJwk()});
        options.provider.signature = [&rsa](const QJsonObject &claims, int) { return rsa.withKeyId({}).sign(claims); };
        good("J9 no kid, one key that fits", options);
        options = keysBefore({with(signerOf(KeyType::Rsa3072).publicJwk(), "use", QStringLiteral("sig"))});
        options.provider.signature = [&rsa](const QJsonObject &claims, int) { return rsa.withKeyId({}).sign(claims); };
        good("J10 no kid, several keys that fit", options);
    }
    const QJsonArray right{rsa.publicJwk()};
    const QJsonArray others{signerOf(KeyType::Rsa3072).publicJwk()};
    good("J11 J12 rotated before signing: fetched once more", keySets({others, right}), 2);
    bad("J13 still unknown after one more fetch", Reason::IdTokenKeyUnknown, keySets({others}), 2);
    bad("J14 another key under the same kid", Reason::IdTokenSignatureInvalid,
        keySets({QJsonArray{signerOf(KeyType::Rsa3072).withKeyId(rsa.keyId()).publicJwk()}}), 2);
    good("J14 another key under the same kid, right after one more fetch",
         keySets({QJsonArray{signerOf(KeyType::Rsa3072).withKeyId(rsa.keyId()).publicJwk()}, right}), 2);
    good("J15 keys that cannot verify beside the right one",
         keysBefore({with(signerOf(KeyType::Rsa3072).publicJwk(), "use", QStringLiteral("enc")),
                     signerOf(KeyType::Secp256k1).publicJwk(),
                     QJsonObject{{QStringLiteral("kty"), QStringLiteral("new")}},
                     with(signerOf(KeyType::P384).publicJwk(), "key_ops", list({QStringLiteral("encrypt")})),
                     signerOf(KeyType::P521).privateJwk()}));
    const auto strict = [](Options options) {
        options.request = [](oidc::LoginRequest &request) { request.relyingParty.readsAllKeysOrNone = true; };
        return options;
    };
    // A reader that refuses the whole set because of one of its keys: whatever the key is for.
    const auto unreadable = [&strict](const char *tag, const QJsonObject &key, const char *told) {
        row(tag, CheckId::SigningKeys, checks::Status::Failed, Reason::KeysUnfamiliar, strict(keysBefore({key})),
            [told = QString::fromLatin1(told)](const SignIn &signIn) {
                return signIn.check(CheckId::SigningKeys).detail == told && signIn.browser.opened().isEmpty();
            });
    };
    const QJsonObject p256 = signerOf(KeyType::P256).withKeyId(QStringLiteral("odd")).publicJwk();
    unreadable("J15 strict: unknown curve",
               with(signerOf(KeyType::Secp256k1).publicJwk(), "kid", QStringLiteral("odd")),
               "odd: crv is \"secp256k1\"");
    unreadable("J15 strict: unknown kty", with(p256, "kty", QStringLiteral("AKP")), "odd: kty is \"AKP\"");
    unreadable("J15 strict: x5t of the wrong size", with(p256, "x5t", QStringLiteral("AAAA")),
               "odd: x5t has 3 bytes, not 20");
    unreadable("J15 strict: x5c that is no certificate", with(p256, "x5c", QJsonArray{QStringLiteral("AAAA")}),
               "odd: x5c is not a list of certificates");
    unreadable("J15 strict: a point off the curve", with(p256, "y", p256.value(QLatin1String("x"))),
               "odd: x and y are not a point of the curve P-256");
    unreadable("J15 strict: kid is a number", with(p256, "kid", 7), "key 1: kid is not a text");
    row("J15 strict: sound keys of other types", CheckId::SigningKeys, checks::Status::Passed, std::nullopt,
        strict(keysBefore({p256, signerOf(KeyType::P384).publicJwk()})),
        [](const SignIn &signIn) { return signIn.report().checks.isPassed(); });
    {
        using Behavior = oidc::RelyingParty::Behavior;
        Options options = signedWith(KeyType::Ed25519, QStringLiteral("EdDSA"));
        options.request = [](oidc::LoginRequest &request) { request.relyingParty.takesEdDsa = Behavior::No; };
        bad("J8 EdDSA, which the relying party refuses", Reason::IdTokenAlgorithmNotTaken, options);
        options.request = [](oidc::LoginRequest &request) { request.relyingParty.takesEdDsa = Behavior::Varies; };
        row("J8 EdDSA, which some releases refuse", CheckId::IdToken, checks::Status::Warning,
            Reason::IdTokenAlgorithmNotTaken, options,
            [](const SignIn &signIn) { return signIn.report().checks.isPassed(); });
    }
    good("J16 the same kid for keys of two types",
         keysBefore({signerOf(KeyType::P256).withKeyId(rsa.keyId()).publicJwk()}));
    {
        Options options = signedWith(KeyType::Rsa3072, QStringLiteral("PS256"));
        options.provider.signature = [](const QJsonObject &claims, int) {
            return signerOf(KeyType::Rsa3072).sign(QStringLiteral("PS256"), claims, Fault::SaltLengthZero);
        };
        bad("J18 PS256 without salt", Reason::IdTokenSignatureInvalid, options, 2);
    }
    noKeys("J19 only a key of 1024 bits", Reason::NoUsableKey,
           keySets({QJsonArray{signerOf(KeyType::Rsa1024).publicJwk()}}));
    bad("J20 two parts", Reason::IdTokenMalformed, signature([&rsa](const QJsonObject &claims) {
            const QByteArray token = rsa.sign(claims);
            return token.left(token.lastIndexOf('.'));
        }));
    bad("J20 padding", Reason::IdTokenMalformed,
        signature([&rsa](const QJsonObject &claims) { return rsa.sign(claims) + "="; }));
    bad("J21 crit", Reason::IdTokenCriticalHeader, signature([&rsa](const QJsonObject &claims) {
            return rsa.sign(QStringLiteral("RS256"),
                            with(rsa.header(QStringLiteral("RS256")), "crit", list({QStringLiteral("exp")})), claims);
        }));
    good("J22 jku and x5u are ignored, and not fetched", signature([&rsa](const QJsonObject &claims) {
             QJsonObject header = rsa.header(QStringLiteral("RS256"));
             header.insert(QStringLiteral("jku"), QStringLiteral("http://127.0.0.1:1/keys"));
             header.insert(QStringLiteral("x5u"), QStringLiteral("http://127.0.0.1:1/cert"));
             header.insert(QStringLiteral("jwk"), rsa.publicJwk());
             return rsa.sign(QStringLiteral("RS256"), header, claims);
         }));
    bad("J23 five parts", Reason::IdTokenEncrypted, signature([](const QJsonObject &) {
            return QByteArray("eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.e30.e30.e30.e30");
        }));
    bad("J24 JSON serialization", Reason::IdTokenMalformed,
        signature([](const QJsonObject &) { return QByteArray(R"({"payload":"e30","signatures":[]})"); }));
    bad("J25 typ at+jwt", Reason::IdTokenWrongType, signature([&rsa](const QJsonObject &claims) {
            return rsa.sign(QStringLiteral("RS256"),
                            with(rsa.header(QStringLiteral("RS256")), "typ", QStringLiteral("at+jwt")), claims);
        }));
    noKeys("J26 404", Reason(Stage::Keys, oidc::Fault::Refused), answers(Endpoint::Keys, Answer{404, {}, "{}"}));
    noKeys("J26 HTML", Reason(Stage::Keys, oidc::Fault::Html), answers(Endpoint::Keys, ScriptedProvider::html(200)));
    noKeys("J26 empty set", Reason(Stage::Keys, oidc::Fault::Empty), keySets({QJsonArray()}));
    noKeys("J26 empty", Reason(Stage::Keys, oidc::Fault::Empty),
           answers(Endpoint::Keys, bytes(200, "application/json", "")));
    noKeys("J26 5 MB", Reason::Transport,
           answers(Endpoint::Keys, bytes(200, "application/json", QByteArray(5'000'000, ' '))));
    noKeys("J26 redirect", Reason(Stage::Keys, oidc::Fault::Redirected),
           answers(Endpoint::Keys, redirectTo(302, "/elsewhere")));
}

void tst_LoginRules::only_an_id_token_with_right_claims_is_believed_data()
{
    const auto bad = [](const char *tag, Reason reason, Options options) {
        row(tag, CheckId::IdToken, checks::Status::Failed, reason, std::move(options));
    };
    const auto good = [](const char *tag, Options options) {
        row(tag, CheckId::IdToken, checks::Status::Passed, std::nullopt, std::move(options),
            [](const SignIn &signIn) { return signIn.report().checks.isPassed(); });
    };
    // In every round, so that what is accepted once is accepted after a refresh too.
    const auto always = [](const char *claim, const QJsonValue &value) {
        Options options;
        options.provider.idToken = [name = QByteArray(claim), value](QJsonObject &claims, int) {
            change(claims, name.constData(), value);
        };
        return options;
    };
    bad("I1 iss + 1", Reason::IdTokenIssuerMismatch, idTokenPlus("iss", "1"));
    bad("I2 iss missing", Reason::IdTokenIssuerMissing, idToken("iss", Missing));
    bad("I3 sub missing", Reason::IdTokenSubjectMissing, idToken("sub", Missing));
    bad("I3 sub empty", Reason::IdTokenSubjectMissing, idToken("sub", QString()));
    bad("I4 aud + 1", Reason::IdTokenAudienceMismatch, idTokenPlus("aud", "1"));
    bad("I5 aud missing", Reason::IdTokenAudienceMissing, idToken("aud", Missing));
    good("I6 aud a list with our id", always("aud", list({Client})));
    bad("I7 a second audience", Reason::IdTokenAudienceUntrusted,
        idToken("aud", list({Client, Client + QLatin1Char('1')})));
    bad("I8 a second audience, azp ours", Reason::IdTokenAudienceUntrusted, idToken([](QJsonObject &claims) {
            claims.insert(QStringLiteral("aud"), list({Client, Client + QLatin1Char('1')}));
            claims.insert(QStringLiteral("azp"), Client);
        }));
    bad("I9 azp not ours", Reason::IdTokenAuthorizedPartyMismatch, idToken("azp", Client + QLatin1Char('1')));
    good("I10 azp ours", always("azp", Client));
    bad("I11 aud a number", Reason::IdTokenAudienceInvalid, idToken("aud", 7));
    row("I12 exp six minutes ago", CheckId::IdToken, checks::Status::Failed, Reason::IdTokenExpired,
        idToken("exp", now() - 360),
        [](const SignIn &signIn) { return signIn.problem(CheckId::IdToken).clockOffset.has_value(); });
    bad("I13 exp missing", Reason::IdTokenExpiryMissing, idToken("exp", Missing));
    bad("I13 exp text", Reason::IdTokenExpiryMissing, idToken("exp", QStringLiteral("soon")));
    row("I14 exp just over", CheckId::IdToken, checks::Status::Failed, Reason::IdTokenExpired,
        idToken([](QJsonObject &claims) { claims.insert(QStringLiteral("exp"), now() - 1); }),
        [](const SignIn &signIn) { return signIn.problem(CheckId::IdToken).clockOffset.has_value(); });
    {
        Options options;
        options.provider.clockOffset = 60; // tokens that are issued in a minute, by our clock
        row("I14 a server that is a minute ahead", CheckId::IdToken, checks::Status::Warning, Reason::IdTokenLeewayUsed,
            options, [](const SignIn &signIn) {
                return qAbs(signIn.problem(CheckId::IdToken).clockOffset.value_or(0) - 60) < 10;
            });
        options.provider.clockOffset = 600;
        row("I17 a server that is ten minutes ahead", CheckId::IdToken, checks::Status::Failed,
            Reason::IdTokenIssuedInFuture, options, [](const SignIn &signIn) {
                return qAbs(signIn.problem(CheckId::IdToken).clockOffset.value_or(0) - 600) < 10;
            });
    }
    bad("I15 iat missing", Reason::IdTokenIssuedAtMissing, idToken("iat", Missing));
    bad("I16 iat one week ago", Reason::IdTokenIssuedTooLongAgo, idToken("iat", now() - 7 * 24 * 3600));
    bad("I17 iat in the future", Reason::IdTokenIssuedInFuture, idToken("iat", now() + 3600));
    {
        Options options = idToken([](QJsonObject &claims) { claims.insert(QStringLiteral("nbf"), now() + 90); });
        row("I18 nbf within the leeway", CheckId::IdToken, checks::Status::Warning, Reason::IdTokenLeewayUsed, options);
        options.request = [](oidc::LoginRequest &request) { request.relyingParty.notBeforeLeeway = 60s; };
        row("I18 nbf beyond the relying party's leeway", CheckId::IdToken, checks::Status::Failed,
            Reason::IdTokenNotYetValid, options);
    }
    bad("I18 nbf in the future", Reason::IdTokenNotYetValid, idToken("nbf", now() + 3600));
    good("I18 nbf in the past", always("nbf", now() - 3600));
    bad("I18 nbf text", Reason::IdTokenTimeInvalid, idToken("nbf", QStringLiteral("now")));
    bad("I19 nonce + 1", Reason::IdTokenNonceMismatch, idTokenPlus("nonce", "1"));
    bad("I20 nonce missing", Reason::IdTokenNonceMissing, idToken("nonce", Missing));
    bad("I21 nonce of another attempt", Reason::IdTokenNonceMismatch, idToken("nonce", QStringLiteral("n-0S6_WzA2Mj")));
    bad("I22 at_hash + 1", Reason::IdTokenAccessTokenHashMismatch, idTokenPlus("at_hash", "1"));
    good("I23 at_hash absent", always("at_hash", Missing));
    bad("I24 c_hash wrong", Reason::IdTokenCodeHashMismatch,
        idToken("c_hash", QStringLiteral("LDktKdoQak3Pk0cnXxCltA")));
    good("I24 s_hash is ignored", idToken("s_hash", QStringLiteral("LDktKdoQak3Pk0cnXxCltA")));
    good("I25 acr and amr are ignored", always("acr", QStringLiteral("urn:x")));
    good("I26 exp with a fraction", always("exp", static_cast<double>(now()) + 3600.5));
}

void tst_LoginRules::only_a_userinfo_answer_about_the_same_person_is_believed_data()
{
    const auto bad = [](const char *tag, Reason reason, Options options,
                        std::function<bool(const SignIn &)> also = {}) {
        row(tag, CheckId::UserInfo, checks::Status::Failed, reason, std::move(options), [also](const SignIn &signIn) {
            // It does not stop the rest.
            return signIn.check(CheckId::RefreshToken).status == checks::Status::Passed
                && signIn.check(CheckId::Revocation).status == checks::Status::Passed && (!also || also(signIn));
        });
    };
    const auto good = [](const char *tag, Options options) {
        row(tag, CheckId::UserInfo, checks::Status::Passed, std::nullopt, std::move(options),
            [](const SignIn &signIn) { return signIn.report().checks.isPassed(); });
    };
    row("U1 the access token in the header, and in no URL", CheckId::UserInfo, checks::Status::Passed, std::nullopt, {},
        [](const SignIn &signIn) {
            return std::all_of(signIn.provider.requests().cbegin(), signIn.provider.requests().cend(),
                               [](const Request &request) {
                                   return request.endpoint != Endpoint::UserInfo
                                       || (request.method == "GET" && request.query.isEmpty()
                                           && request.header("authorization").startsWith("Bearer at-"));
                               });
        });
    bad("U2 sub + invalid", Reason::UserInfoSubjectMismatch,
        userInfo([](QJsonObject &claims) { append(claims, "sub", "invalid"); }));
    bad("U2 sub + invalid after the refresh", Reason::UserInfoSubjectMismatch,
        userInfo([](QJsonObject &claims) { append(claims, "sub", "invalid"); }, 2));
    bad("U3 sub missing", Reason::UserInfoSubjectMissing,
        userInfo([](QJsonObject &claims) { claims.remove(QStringLiteral("sub")); }));
    bad("U3 sub a number", Reason::UserInfoSubjectMissing,
        userInfo([](QJsonObject &claims) { claims.insert(QStringLiteral("sub"), 7); }));
    {
        Options options;
        options.provider.userInfo = [](QJsonObject &claims, int) { claims.remove(QStringLiteral("email")); };
        good("U4 email in the ID token alone", options); // Pomerium takes it from either
        Options hostile;
        hostile.provider.userInfo = [](QJsonObject &claims, int) {
            claims.insert(QStringLiteral("email"), QStringLiteral("\u202Eada\r\n\x1b[2J\x1b]0;x\x07@example.com"));
        };
        row("U4 an email that moves the cursor", CheckId::UserInfo, checks::Status::Passed, std::nullopt, hostile,
            [](const SignIn &signIn) {
                const QString &email = signIn.report().email;
                const QString &detail = signIn.report().checks.check(CheckId::UserInfo).detail;
                return email.startsWith(QLatin1String("\\u202Eada\\u000D\\u000A\\u001B[2J")) && detail.contains(email);
            });
        options.provider.idToken = options.provider.userInfo;
        row("U4 no email", CheckId::UserInfo, checks::Status::Warning, Reason::EmailMissing, options,
            [](const SignIn &signIn) { return signIn.report().checks.isPassed(); });
    }
    bad("U5 application/jwt", Reason::UserInfoSigned, answers(Endpoint::UserInfo, [](const Request &, Answer &answer) {
            answer = bytes(200, "application/jwt; charset=utf-8", answer.body);
        }));
    good("U5 application/jwt, signed with a key of the set",
         answers(Endpoint::UserInfo, [](const Request &, Answer &answer) {
             const QJsonObject claims = QJsonDocument::fromJson(answer.body).object();
             answer = bytes(200, "application/jwt", ScriptedProvider::signer().sign(claims));
         }));
    bad("U5 application/jwt, signed with another key", Reason::UserInfoSigned,
        answers(Endpoint::UserInfo, [](const Request &, Answer &answer) {
            const QJsonObject claims = QJsonDocument::fromJson(answer.body).object();
            answer = bytes(200, "application/jwt", signerOf(TokenSigner::KeyType::Rsa3072).sign(claims));
        }));
    {
        Answer unauthorized = bytes(401, "text/plain", "");
        unauthorized.headers.append(
            qMakePair(QByteArray("WWW-Authenticate"), QByteArray("Bearer realm=\"x\", error=\"invalid_token\"")));
        bad("U6 401", Reason(Stage::UserInfo, oidc::Fault::Refused), answers(Endpoint::UserInfo, unauthorized),
            [](const SignIn &signIn) {
                const auto &answer = signIn.problem(CheckId::UserInfo).answer;
                return answer.httpStatus == 401 && answer.error == QLatin1String("invalid_token");
            });
    }
    for (const int status : {403, 404, 429, 500}) {
        bad((QByteArray("U6 ") + QByteArray::number(status)).constData(), Reason(Stage::UserInfo, oidc::Fault::Refused),
            answers(Endpoint::UserInfo, ScriptedProvider::html(status)),
            [status](const SignIn &signIn) { return signIn.problem(CheckId::UserInfo).answer.httpStatus == status; });
    }
    bad("U6 HTML", Reason(Stage::UserInfo, oidc::Fault::Html),
        answers(Endpoint::UserInfo, ScriptedProvider::html(200)));
    bad("U6 empty", Reason(Stage::UserInfo, oidc::Fault::Empty),
        answers(Endpoint::UserInfo, bytes(200, "application/json", " ")));
    bad("U6 not JSON", Reason(Stage::UserInfo, oidc::Fault::Malformed),
        answers(Endpoint::UserInfo, bytes(200, "application/json", "{")));
    bad("U6 a JSON array", Reason(Stage::UserInfo, oidc::Fault::Malformed),
        answers(Endpoint::UserInfo, bytes(200, "application/json", "[]")));
    bad("U6 redirect", Reason(Stage::UserInfo, oidc::Fault::Redirected),
        answers(Endpoint::UserInfo, redirectTo(302, "/elsewhere")),
        [](const SignIn &signIn) { return signIn.provider.count(Endpoint::Other) == 0; });
    {
        Answer hangUp;
        hangUp.hangsUp = true;
        bad("U6 hangs up", Reason::Transport, answers(Endpoint::UserInfo, hangUp),
            [](const SignIn &signIn) { return signIn.problem(CheckId::UserInfo).transport.has_value(); });
    }
    const auto typed = [&bad](const char *tag, const char *member, const QJsonValue &value, const char *told) {
        bad(tag, Reason::UserInfoMemberInvalid,
            userInfo([name = QString::fromLatin1(member), value](QJsonObject &claims) { claims.insert(name, value); }),
            [told = QString::fromLatin1(told)](const SignIn &signIn) {
                return signIn.check(CheckId::UserInfo).detail == told;
            });
    };
    typed("U6 email a number", "email", 7, "email is the number 7");
    typed("U6 email in capitals a list", "EMAIL", QJsonArray(), "EMAIL is a list");
    typed("U6 profile an object", "profile", QJsonObject(), "profile is an object");
    typed("U6 email_verified 1", "email_verified", 1, "email_verified is the number 1");
    typed("U6 email_verified True", "email_verified", QStringLiteral("True"), "email_verified is the text \"True\"");
    typed("U6 email_verified null", "email_verified", QJsonValue(), "email_verified is null");
    for (const QJsonValue &value : {QJsonValue(true), QJsonValue(QStringLiteral("false"))}) {
        good(value.isBool() ? "U6 email_verified true" : "U6 email_verified as text",
             userInfo([value](QJsonObject &claims) { claims.insert(QStringLiteral("email_verified"), value); }));
    }
    {
        Options options = userInfo([](QJsonObject &claims) { claims.insert(QStringLiteral("email_verified"), 1); });
        options.request = [](oidc::LoginRequest &request) { request.relyingParty.userInfoMembers.clear(); };
        good("U6 email_verified 1, and the relying party does not read it", options);
    }
    bad("U6 compressed although nobody asked", Reason::AnswerCompressed,
        answers(Endpoint::UserInfo, [](const Request &, Answer &answer) {
            answer.headers.append(qMakePair(QByteArray("Content-Encoding"), QByteArray("gzip")));
        }));
    good("U7 aggregated and distributed claims are not fetched", userInfo([](QJsonObject &claims) {
             claims.insert(QStringLiteral("_claim_names"), QJsonObject{{QStringLiteral("a"), QStringLiteral("s")}});
             claims.insert(
                 QStringLiteral("_claim_sources"),
                 QJsonObject{{QStringLiteral("s"),
                              QJsonObject{{QStringLiteral("endpoint"), QStringLiteral("http://127.0.0.1:1/")}}}});
         }));
}

void tst_LoginRules::only_sound_refreshed_tokens_are_used_data()
{
    const auto good = [](const char *tag, Options options, std::function<bool(const SignIn &)> also = {}) {
        row(tag, CheckId::RefreshToken, checks::Status::Passed, std::nullopt, std::move(options),
            [also](const SignIn &signIn) {
                return signIn.report().checks.isPassed() && signIn.provider.refreshes() == 3
                    && signIn.provider.userInfoCalls() == 2 && (!also || also(signIn));
            });
    };
    // A refreshed ID token that is not right: nothing more is asked but to revoke.
    const auto bad = [](const char *tag, Reason reason, Options options, int refreshes = 1) {
        row(tag, CheckId::RefreshToken, checks::Status::Failed, reason, std::move(options),
            [refreshes](const SignIn &signIn) {
                return signIn.provider.refreshes() == refreshes && signIn.provider.userInfoCalls() == refreshes
                    && signIn.check(CheckId::UserInfo).status == checks::Status::Passed
                    && signIn.reason(CheckId::Revocation) == Reason::RevocationUnproven;
            });
    };
    good("F1 two refreshes, and UserInfo with the new token", {}, [](const SignIn &signIn) {
        QSet<QByteArray> used;
        for (const Request &request : signIn.provider.requests()) {
            if (request.endpoint == Endpoint::UserInfo)
                used.insert(request.header("authorization"));
        }
        return used.size() == 2 && !signIn.report().refreshTokenRotates;
    });
    good("F1 no scope is asked for", {}, [](const SignIn &signIn) {
        return std::all_of(signIn.provider.requests().cbegin(), signIn.provider.requests().cend(),
                           [](const Request &request) { return request.field("scope").isEmpty(); });
    });
    bad("F2 iss + 1", Reason::IdTokenIssuerMismatch, idTokenPlus("iss", "1", 1));
    bad("F2 iss + 1, the second time", Reason::IdTokenIssuerMismatch, idTokenPlus("iss", "1", 2), 2);
    bad("F3 sub + 1", Reason::RefreshedSubjectMismatch, idTokenPlus("sub", "1", 1));
    bad("F3 sub + 1, the second time", Reason::RefreshedSubjectMismatch, idTokenPlus("sub", "1", 2), 2);
    bad("F4 aud + 1", Reason::IdTokenAudienceMismatch, idTokenPlus("aud", "1", 1));
    bad("F4 iat older than the first", Reason::RefreshedTimesInvalid, idToken("iat", now() - 300, 1));
    bad("F4 another auth_time", Reason::RefreshedTimesInvalid, idToken("auth_time", now() + 1, 1));
    bad("F4 azp that was not there", Reason::RefreshedAuthorizedPartyMismatch, idToken("azp", Client, 1));
    bad("F4 another nonce", Reason::IdTokenNonceMismatch, idToken("nonce", QStringLiteral("another"), 1));
    {
        Options options;
        auto nonce = std::make_shared<QJsonValue>();
        options.provider.idToken = [nonce](QJsonObject &claims, int round) {
            if (round == 0)
                *nonce = claims.value(QStringLiteral("nonce"));
            else
                claims.insert(QStringLiteral("nonce"), *nonce);
        };
        good("F4 the same nonce", options);
        options.provider.idToken = [first = std::make_shared<QJsonValue>()](QJsonObject &claims, int round) {
            if (round == 0)
                *first = claims.value(QStringLiteral("iat"));
            claims.insert(QStringLiteral("iat"), *first);
        };
        good("F4 the same iat", options);
    }
    {
        Options options;
        options.provider.signature = [](const QJsonObject &claims, int round) {
            return ScriptedProvider::signer().sign(claims,
                                                   round == 0 ? TokenSigner::Fault::None : TokenSigner::Fault::Xored);
        };
        bad("F2 a bad signature", Reason::IdTokenSignatureInvalid, options);
        bad("F2 at_hash of another token", Reason::IdTokenAccessTokenHashMismatch, idTokenPlus("at_hash", "1", 1));
    }
    {
        Options options;
        options.provider.sendsIdTokenOnRefresh = false;
        good("F5 no ID token", options, [](const SignIn &signIn) {
            return signIn.report().refreshedWithoutIdToken
                && signIn.check(CheckId::RefreshToken).detail.contains(QLatin1String("no ID token"));
        });
        options = {};
        options.provider.rotatesRefreshTokens = true;
        good("F6 F8 a new refresh token each time: only the newest is used", options, [](const SignIn &signIn) {
            return signIn.report().refreshTokenRotates && signIn.provider.refreshTokens().size() == 3;
        });
        options.provider.answer = [](const Request &request, Answer &answer) {
            // The reply with the new token is lost.
            if (request.field("grant_type") == "refresh_token" && !request.isProbe())
                answer = Answer{200, {}, {}, false, true};
        };
        row(
            "F8 a lost reply: the old token is not used again", CheckId::RefreshToken, checks::Status::Failed,
            Reason::Transport, options,
            [](const SignIn &signIn) {
                return signIn.provider.refreshes() == 1
                    && signIn.reason(CheckId::Revocation) == Reason::RevocationUnproven;
            },
            true);
    }
    good("F7 no new refresh token: the old one is kept", tokens("refresh_token", Missing, 1));
    const auto refused = [](const char *tag, Reason reason, const Answer &answer) {
        Options options = grantAnswers("refresh_token", answer);
        row(
            tag, CheckId::RefreshToken, checks::Status::Failed, reason, options,
            [](const SignIn &signIn) {
                return signIn.provider.refreshes() == 1
                    && signIn.check(CheckId::UserInfo).status == checks::Status::Passed;
            },
            true);
    };
    refused("F9 unauthorized_client", Reason::RefreshGrantOff,
            ScriptedProvider::error(400, QStringLiteral("unauthorized_client"),
                                    QStringLiteral("The client is not authorized to use the provided grant type. "
                                                   "Configured grant types: [authorization_code].")));
    refused("F9 invalid_request", Reason::RefreshGrantOff,
            ScriptedProvider::error(400, QStringLiteral("invalid_request"),
                                    QStringLiteral("requested grant type is not allowed for this client")));
    refused("F9 invalid_grant", Reason::RefreshRefused,
            ScriptedProvider::error(400, QStringLiteral("invalid_grant"), QString()));
    refused("F9 503", Reason(Stage::Token, oidc::Fault::ServerError), bytes(503, "text/plain", ""));
    refused("F9 429", Reason(Stage::Token, oidc::Fault::RateLimited), bytes(429, "text/plain", ""));
    refused("F9 HTML", Reason(Stage::Token, oidc::Fault::Html), ScriptedProvider::html(200));
    refused("F9 302", Reason(Stage::Token, oidc::Fault::Redirected), redirectTo(302, "/elsewhere"));
    {
        Options options;
        const qint64 signedIn = now();
        options.provider.idToken = [signedIn](QJsonObject &claims, int round) {
            claims.insert(QStringLiteral("iat"), signedIn + round);
            claims.insert(QStringLiteral("auth_time"), signedIn + round);
        };
        row("F4 auth_time is each time the time of issue", CheckId::RefreshToken, checks::Status::Warning,
            Reason::AuthTimeRestamped, std::move(options),
            [](const SignIn &signIn) { return signIn.report().checks.isPassed(); });
    }
    row("F10 fewer scopes", CheckId::RefreshToken, checks::Status::Warning, Reason::RefreshScopeReduced,
        tokens("scope", QStringLiteral("openid offline_access"), 1), [](const SignIn &signIn) {
            return signIn.report().checks.isPassed()
                && signIn.problem(CheckId::RefreshToken).detail == QLatin1String("profile email");
        });
}

void tst_LoginRules::tokens_are_revoked_and_proven_dead_data()
{
    const auto is = [](const char *tag, checks::Status status, std::optional<Reason> reason, Options options,
                       bool leavesTokens, std::function<bool(const SignIn &)> also = {}) {
        row(tag, CheckId::Revocation, status, reason, std::move(options), std::move(also), leavesTokens);
    };
    is("V1 the refresh token and each access token, with client authentication", checks::Status::Passed, std::nullopt,
       {}, false, [](const SignIn &signIn) {
           QStringList hints;
           for (const Request &request : signIn.provider.requests()) {
               if (request.endpoint == Endpoint::Revocation)
                   hints.append(QString::fromLatin1(request.field("token_type_hint")));
           }
           return hints.count(QStringLiteral("refresh_token")) == 1 && hints.count(QStringLiteral("access_token")) == 3;
       });
    is("V1 also when userinfo failed", checks::Status::Passed, std::nullopt,
       userInfo([](QJsonObject &claims) { claims.remove(QStringLiteral("sub")); }), false);
    is("V1 also when the ID token is bad", checks::Status::Warning, Reason::RevocationUnproven, idTokenPlus("aud", "1"),
       false);
    is("V1 also tokens of a type that is not ours", checks::Status::Warning, Reason::RevocationUnproven,
       tokens("token_type", QStringLiteral("DPoP")), false);
    is("V2 one refresh that has to fail", checks::Status::Passed, std::nullopt, {}, false,
       [](const SignIn &signIn) { return signIn.provider.refreshes() == 3; });
    {
        Options options;
        options.provider.revokesReally = false;
        is("V2 200, and nothing was revoked", checks::Status::Failed, Reason::RefreshTokenStillAlive, options, true);
        options = answers(Endpoint::Token, [](const Request &request, Answer &answer) {
            if (request.field("grant_type") == "refresh_token" && answer.status != 200)
                answer = bytes(503, "text/plain", "");
        });
        is("V2 an answer that proves nothing", checks::Status::Warning, Reason::RevocationUnproven, options, false);
    }
    is("V3 no endpoint", checks::Status::Warning, Reason::RevocationEndpointMissing,
       metadata("revocation_endpoint", Missing), true,
       [](const SignIn &signIn) { return signIn.report().checks.isPassed() && signIn.provider.refreshes() == 2; });
    is("V3 503", checks::Status::Warning, Reason::RevocationRefused,
       answers(Endpoint::Revocation, bytes(503, "text/plain", "")), true, [](const SignIn &signIn) {
           return signIn.report().checks.isPassed() && signIn.problem(CheckId::Revocation).answer.httpStatus == 503;
       });
    is("V3 unsupported_token_type for access tokens", checks::Status::Warning, Reason::AccessTokenNotRevoked,
       answers(Endpoint::Revocation,
               [](const Request &request, Answer &answer) {
                   if (request.field("token_type_hint") == "access_token")
                       answer = ScriptedProvider::error(400, QStringLiteral("unsupported_token_type"), {});
               }),
       true, [](const SignIn &signIn) {
           return signIn.report().checks.isPassed() && signIn.provider.refreshes() == 3
               && signIn.problem(CheckId::Revocation).answer.error == QLatin1String("unsupported_token_type");
       });
    {
        Answer hangUp;
        hangUp.hangsUp = true;
        is("V3 hangs up", checks::Status::Warning, Reason::Transport, answers(Endpoint::Revocation, hangUp), true);
    }
    is("V4 no secret is told, whatever the server says", checks::Status::Warning, Reason::RevocationRefused,
       answers(Endpoint::Revocation,
               ScriptedProvider::error(400, QStringLiteral("invalid_request"), QStringLiteral("no."))),
       true);
}

void tst_LoginRules::groups_are_looked_for_where_they_are_needed_data()
{
    const auto groupsIn = [](const QJsonValue &inIdToken, const QJsonValue &inUserInfo) {
        Options options;
        options.request = [](oidc::LoginRequest &request) {
            request.relyingParty.readsGroups = true;
            request.scopes.append(QStringLiteral("groups"));
        };
        options.provider.idToken = [inIdToken](QJsonObject &claims, int) { change(claims, "groups", inIdToken); };
        options.provider.userInfo = [inUserInfo](QJsonObject &claims, int) { change(claims, "groups", inUserInfo); };
        return options;
    };
    const QStringList both{QStringLiteral("Everyone"), QStringLiteral("Admins")};
    const auto good = [](const char *tag, const QStringList &expected, Options given) {
        row(tag, CheckId::Groups, checks::Status::Passed, std::nullopt, std::move(given),
            [expected](const SignIn &signIn) { return signIn.report().groups == expected; });
    };
    const auto bad = [](const char *tag, Reason reason, Options given) {
        row(tag, CheckId::Groups, checks::Status::Failed, reason, std::move(given));
    };
    good("G in the ID token", both, groupsIn(list({both.at(0), both.at(1)}), Missing));
    good("G in UserInfo only", both, groupsIn(Missing, list({both.at(0), both.at(1)})));
    good("G one text", {QStringLiteral("Everyone")}, groupsIn(QStringLiteral("Everyone"), Missing));
    const QJsonArray list2 = list({both.at(0), both.at(1)});
    good("G UserInfo replaces what the ID token has", {both.at(1)}, groupsIn(list({both.at(0)}), list({both.at(1)})));
    good("G numbers in the ID token, texts in UserInfo", both, groupsIn(QJsonArray{1, 2}, list2));
    good("G objects in the ID token, texts in UserInfo", both, groupsIn(QJsonArray{QJsonObject()}, list2));
    good("G an object in UserInfo replaces nothing", both, groupsIn(list2, QJsonObject{{QStringLiteral("a"), 1}}));
    bad("G emptied by UserInfo", Reason::GroupsClaimMissing, groupsIn(list2, QJsonArray()));
    bad("G null in UserInfo", Reason::GroupsClaimMissing, groupsIn(list2, QJsonValue()));
    bad("G one text with commas", Reason::GroupsClaimJoined, groupsIn(QStringLiteral("Everyone,Admins"), Missing));
    row("G some entries are no texts", CheckId::Groups, checks::Status::Warning, Reason::GroupsClaimInvalid,
        groupsIn(QJsonArray{QStringLiteral("Everyone"), 7}, Missing),
        [](const SignIn &signIn) { return signIn.report().groups == QStringList{QStringLiteral("Everyone")}; });
    {
        Options given = groupsIn(Missing, Missing);
        given.provider.idToken = [](QJsonObject &claims, int) {
            claims.insert(QStringLiteral("Groups"), QJsonArray{QStringLiteral("Everyone")});
            claims.insert(QStringLiteral("app_groups"), QJsonArray{QStringLiteral("Everyone")});
        };
        row("G under other names", CheckId::Groups, checks::Status::Failed, Reason::GroupsClaimOtherName, given,
            [](const SignIn &signIn) {
                return signIn.check(CheckId::Groups).detail == QLatin1String("Groups, app_groups");
            });
        given = groupsIn(Missing, Missing);
        const auto asks = given.request;
        given.request = [asks](oidc::LoginRequest &request) {
            asks(request);
            request.usesGroups = false;
        };
        row("G no policy uses groups", CheckId::Groups, checks::Status::Skipped, std::nullopt, given,
            [](const SignIn &signIn) {
                return signIn.report().checks.isPassed() && !signIn.check(CheckId::Groups).detail.isEmpty();
            });
    }
    bad("G missing", Reason::GroupsClaimMissing, groupsIn(Missing, Missing));
    bad("G empty", Reason::GroupsClaimMissing, groupsIn(QJsonArray(), Missing));
    bad("G null", Reason::GroupsClaimMissing, groupsIn(QJsonValue(), Missing));
    bad("G objects", Reason::GroupsClaimInvalid, groupsIn(QJsonArray{QJsonObject()}, Missing));
    bad("G a number", Reason::GroupsClaimInvalid, groupsIn(7, Missing));
    {
        Options given = groupsIn(Missing, Missing);
        given.provider.userInfo = [](QJsonObject &claims, int) { claims.remove(QStringLiteral("sub")); };
        row("G could not be looked at", CheckId::Groups, checks::Status::Skipped, std::nullopt, given);
    }
}

QTEST_GUILESS_MAIN(tst_LoginRules)
#include "tst_LoginRules.moc"
