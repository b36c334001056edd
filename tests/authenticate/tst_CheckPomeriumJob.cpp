// More than 500 lines: it is the table of what Pomeriums of all releases, and what stands before them, answer.

#include "authenticate/CheckPomeriumJob.h"

#include "authenticate/Error.h"
#include "authenticate/Settings.h"
#include "oidc/Error.h"
#include "support/ScriptedPomerium.h"
#include "support/ScriptedProvider.h"
#include "support/TestCertificates.h"

#include <QSignalSpy>
#include <QTest>

#include <functional>

using authenticate::CheckPomeriumJob;
using authenticate::CheckRequest;
using authenticate::Mistake;
using checks::Status;
using Reason = authenticate::Error::Reason;

Q_DECLARE_METATYPE(Reason)

namespace {

const QString Found = QStringLiteral("pomerium-found");
const QString Callback = QStringLiteral("callback");
const QString SentToOkta = QStringLiteral("sent-to-okta");
const QString SettingsMatch = QStringLiteral("settings-match");
const QString OktaAccepts = QStringLiteral("okta-accepts");

/// What a check is expected to come to, and why.
struct Verdict
{
    QString id;
    Status status = Status::Passed;
    std::optional<Reason> reason = {};
    QList<Mistake> mistakes = {};
};

/// The check of the one route.
const checks::Check &routeOf(const checks::List &list)
{
    return *std::find_if(list.begin(), list.end(),
                         [](const checks::Check &check) { return check.id.startsWith(QLatin1String("route:")); });
}

QString described(const checks::Check &check)
{
    QString text = check.id + QLatin1Char(' ') + checks::statusName(check.status);
    if (check.problem) {
        if (const auto *const error = check.problem->as<authenticate::Error>()) {
            text += QStringLiteral(", reason %1, %2").arg(static_cast<int>(error->reason)).arg(error->detail);
            for (const Mistake mistake : error->mistakes)
                text += QStringLiteral(", mistake %1").arg(static_cast<int>(mistake));
        } else if (const auto *const refusal = check.problem->as<oidc::Error>()) {
            text += QStringLiteral(", oidc %1, %2").arg(static_cast<int>(refusal->reason.code)).arg(refusal->detail);
        }
    }
    return text + QStringLiteral(", ") + check.detail;
}

std::optional<Reason> reasonOf(const checks::Check &check)
{
    const auto *const error = check.problem ? check.problem->as<authenticate::Error>() : nullptr;
    return error ? std::optional(error->reason) : std::nullopt;
}

QList<Mistake> mistakesOf(const checks::Check &check)
{
    const auto *const error = check.problem ? check.problem->as<authenticate::Error>() : nullptr;
    return error ? error->mistakes : QList<Mistake>();
}

/// A provider, a Pomerium and the request that finds them.
class World final
{
public:
    explicit World(int minor = 33, const PomeriumVariables &more = {})
        : m_provider({})
        , m_pomerium(scriptOf(minor, more))
    {
    }

    [[nodiscard]] ScriptedProvider &provider() { return m_provider; }
    [[nodiscard]] ScriptedPomerium &pomerium() { return m_pomerium; }
    [[nodiscard]] ScriptedPomerium::Script &script() { return m_pomerium.script(); }
    [[nodiscard]] PomeriumVariables &variables() { return m_pomerium.script().variables; }

    /// What the administrator meant: the right variables, at the address where Pomerium really is.
    [[nodiscard]] CheckRequest request() const
    {
        auto meant = m_meant;
        meant.insert("AUTHENTICATE_SERVICE_URL", m_pomerium.authenticateUrl().toUtf8());
        return {settingsOf(meant), *pomerium::AuthenticateUrl::parse(m_pomerium.authenticateUrl()),
                std::nullopt,      {},
                std::nullopt,      std::nullopt};
    }

    /// Whatever is meant differently.
    PomeriumVariables &meant() { return m_meant; }

private:
    ScriptedPomerium::Script scriptOf(int minor, const PomeriumVariables &more)
    {
        m_meant = rightVariables(m_provider.issuer().toUtf8());
        if (minor <= 19)
            m_meant.remove("IDP_SCOPES");
        for (auto each = more.begin(); each != more.end(); ++each)
            m_meant.insert(each.key(), each.value());
        ScriptedPomerium::Script script;
        script.minor = minor;
        script.variables = m_meant;
        script.issuer = m_provider.issuer().toUtf8();
        script.authorizationEndpoint =
            "http://" + m_provider.authority() + m_provider.endpointPath(ScriptedProvider::Endpoint::Authorize);
        return script;
    }

    PomeriumVariables m_meant;
    ScriptedProvider m_provider;
    ScriptedPomerium m_pomerium;
};

checks::List checked(CheckRequest request, http::ClientSettings client = {})
{
    http::Client http(std::move(client));
    CheckPomeriumJob job(std::move(request), http);
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    if (finished.isEmpty() && !finished.wait(30'000))
        qFatal("the check does not end");
    return job.list();
}

checks::List checked(const World &world)
{
    return checked(world.request());
}

/// What one row of the facts says.
struct Row
{
    const char *name;
    int minor;
    std::function<void(World &world)> arrange;
    QList<Verdict> expected; ///< the checks that are not named have to pass
};

Verdict hidden(Reason reason)
{
    return {SettingsMatch, Status::Skipped, reason};
}

Verdict failed(const QString &id, Reason reason, const QList<Mistake> &mistakes = {})
{
    return {id, Status::Failed, reason, mistakes};
}

Verdict skipped(const QString &id, std::optional<Reason> reason = std::nullopt)
{
    return {id, Status::Skipped, reason};
}

/// All that depends on a Pomerium that was found.
QList<Verdict> notFound(Reason reason)
{
    return {failed(Found, reason), skipped(Callback), skipped(SentToOkta), skipped(SettingsMatch),
            skipped(OktaAccepts)};
}

std::function<void(World &)> running(const QByteArray &name, const QByteArray &value)
{
    return [name, value](World &world) { world.variables().insert(name, value); };
}

std::function<void(World &)> runningWithout(const QByteArray &name)
{
    return [name](World &world) { world.variables().remove(name); };
}

/// Something before Pomerium answers at every path of the authenticate service.
std::function<void(World &)> instead(const QByteArray &status, const QByteArray &headers, const QByteArray &body = {})
{
    return [status, headers, body](World &world) {
        world.script().answer = [=](const RawRequest &, ScriptedPomerium::Answer &answer) {
            answer.status = status;
            answer.headers = headers;
            answer.body = body;
        };
    };
}

/// At one path only.
std::function<void(World &)> at(const QByteArray &path, const QByteArray &status, const QByteArray &headers,
                                const QByteArray &body = {})
{
    return [=](World &world) {
        world.script().answer = [=](const RawRequest &request, ScriptedPomerium::Answer &answer) {
            const QByteArray target = request.target();
            if (target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?')) != path)
                return;
            answer.status = status;
            answer.headers = headers;
            answer.body = body;
        };
    };
}

const auto nothing = [](World &) {};

QList<Row> rows()
{
    const QByteArray html = "Content-Type: text/html\r\n";
    const QByteArray json = "Content-Type: application/json\r\n";
    QList<Row> all;

    // What is observable, by release.
    for (const int minor : {17, 18, 19, 20, 25, 26, 27, 30, 32, 33})
        all.append({"2: right settings", minor, nothing, {}});
    for (const int minor : {15, 16})
        all.append({"2: right settings", minor, nothing, {hidden(Reason::IdAbsent)}});
    for (const int minor : {21, 22, 24})
        all.append({"2: right settings", minor, nothing, {hidden(Reason::IdEncrypted)}});
    all.append({"2: no PKCE where S256 is not listed",
                33,
                [](World &world) {
                    world.script().providerListsS256 = false;
                    world.provider().script().metadata = [](QJsonObject &metadata) {
                        metadata.remove(QStringLiteral("code_challenge_methods_supported"));
                    };
                },
                {}});

    // What a wrong configuration looks like.
    const auto slash = [](World &world) {
        world.variables().insert("IDP_PROVIDER_URL", world.variables().value("IDP_PROVIDER_URL") + "/");
    };
    for (const int minor : {19, 25, 33})
        all.append({"5: issuer with a slash",
                    minor,
                    slash,
                    {failed(SentToOkta, Reason::IssuerNotExact, {Mistake::UrlSlash}),
                     failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::UrlSlash}), skipped(OktaAccepts)}});
    all.append({"5: issuer with a slash, the page says it",
                17,
                slash,
                {failed(SentToOkta, Reason::IssuerNotExact, {Mistake::UrlSlash}),
                 failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::UrlSlash}), skipped(OktaAccepts)}});
    all.append({"5: issuer with a slash, the page alone says it",
                15,
                slash,
                {failed(SentToOkta, Reason::IssuerNotExact), hidden(Reason::IdAbsent), skipped(OktaAccepts)}});
    all.append({"5: issuer with a slash, nothing says it",
                22,
                slash,
                {failed(SentToOkta, Reason::SignInFailed), hidden(Reason::IdEncrypted), skipped(OktaAccepts)}});
    const auto unreachable = [](World &world) { world.script().reachesProvider = false; };
    for (const int minor : {17, 33})
        all.append({"5: issuer not reachable",
                    minor,
                    unreachable,
                    {failed(SentToOkta, Reason::IssuerUnreachable), skipped(OktaAccepts)}});
    for (const int minor : {17, 25, 33})
        all.append({"5: wrong client secret",
                    minor,
                    running("IDP_CLIENT_SECRET", "another-secret-another-secret"),
                    {failed(SettingsMatch, Reason::SettingsDiffer)}});
    all.append({"5: wrong client secret is not seen",
                22,
                running("IDP_CLIENT_SECRET", "another-secret"),
                {hidden(Reason::IdEncrypted)}});
    for (const int minor : {17, 33})
        all.append({"5: client ID missing",
                    minor,
                    runningWithout("IDP_CLIENT_ID"),
                    {failed(SentToOkta, Reason::ClientIdMissing, {Mistake::ClientIdMissing}),
                     failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::ClientIdMissing}), skipped(OktaAccepts)}});
    all.append({"5: client ID missing",
                22,
                runningWithout("IDP_CLIENT_ID"),
                {failed(SentToOkta, Reason::ClientIdMissing), hidden(Reason::IdEncrypted), skipped(OktaAccepts)}});
    for (const int minor : {15, 17, 33})
        all.append({"5: provider missing",
                    minor,
                    runningWithout("IDP_PROVIDER"),
                    {minor > 16 ? failed(SentToOkta, Reason::ProviderMissing, {Mistake::ProviderMissing})
                                : failed(SentToOkta, Reason::ProviderMissing),
                     minor > 16 ? failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::ProviderMissing})
                                : hidden(Reason::IdAbsent),
                     skipped(OktaAccepts)}});
    for (const int minor : {17, 33})
        all.append(
            {"5: provider in quotes",
             minor,
             running("IDP_PROVIDER", "\"okta\""),
             {failed(SentToOkta, Reason::ProviderUnknown, {Mistake::ProviderDoubleQuotes}),
              failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::ProviderDoubleQuotes}), skipped(OktaAccepts)}});
    all.append(
        {"5: every value in quotes",
         33,
         [](World &world) {
             for (auto each = world.variables().begin(); each != world.variables().end(); ++each) {
                 if (each.key().startsWith("IDP_"))
                     *each = '"' + *each + '"';
             }
         },
         {failed(SentToOkta, Reason::ProviderUnknown, {Mistake::EveryValueDoubleQuotes}),
          failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::EveryValueDoubleQuotes}), skipped(OktaAccepts)}});
    all.append({"5: AUTHENTICATE_SERVICE_URL missing",
                33,
                runningWithout("AUTHENTICATE_SERVICE_URL"),
                {failed(Callback, Reason::HostedService), failed(SentToOkta, Reason::HostedService),
                 skipped(SettingsMatch, Reason::HostedService), skipped(OktaAccepts)}});
    all.append({"5: the URL names another host",
                33,
                running("AUTHENTICATE_SERVICE_URL", "https://login.example.org"),
                {failed(Callback, Reason::AnotherPomerium), failed(SentToOkta, Reason::RedirectUriDiffers),
                 failed(SettingsMatch, Reason::SignInElsewhere)}});
    all.append({"5: Pomerium cannot resolve itself",
                22,
                [](World &world) { world.script().reachesItself = false; },
                {failed(SettingsMatch, Reason::KeyUnreachable)}});

    // The mistakes that a running Pomerium was seen to name, and what goes with them.
    for (const int minor : {17, 20, 25, 33})
        all.append({"3: a line feed behind the secret",
                    minor,
                    [](World &world) { world.variables()["IDP_CLIENT_SECRET"] += '\n'; },
                    {failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::SecretLineFeed})}});
    all.append({"3: the secret in quotes",
                33,
                [](World &world) {
                    auto &secret = world.variables()["IDP_CLIENT_SECRET"];
                    secret = '"' + secret + '"';
                },
                {failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::SecretDoubleQuotes})}});
    all.append({"3: scopes missing",
                33,
                runningWithout("IDP_SCOPES"),
                {failed(SentToOkta, Reason::ScopesDiffer, {Mistake::ScopesMissing}),
                 failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::ScopesMissing})}});
    all.append({"3: scopes with spaces",
                33,
                running("IDP_SCOPES", "openid, profile, email, groups, offline_access"),
                {failed(SentToOkta, Reason::ScopesDiffer, {Mistake::ScopesSpaced}),
                 failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::ScopesSpaced})}});
    all.append({"3: scopes missing, where the id is hidden",
                22,
                runningWithout("IDP_SCOPES"),
                {failed(SentToOkta, Reason::ScopesDiffer), hidden(Reason::IdEncrypted)}});
    all.append({"3: line feed behind the secret, and scopes missing",
                33,
                [](World &world) {
                    world.variables()["IDP_CLIENT_SECRET"] += '\n';
                    world.variables().remove("IDP_SCOPES");
                },
                {failed(SentToOkta, Reason::ScopesDiffer, {Mistake::ScopesMissing}),
                 failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::SecretLineFeed, Mistake::ScopesMissing})}});
    const QByteArray parameters = R"({"acr_values":"urn:mfa"})";
    for (const int minor : {22, 33})
        all.append({"other request parameters",
                    minor,
                    running("IDP_REQUEST_PARAMS", parameters),
                    {failed(SentToOkta, Reason::RequestParametersDiffer),
                     minor == 22 ? hidden(Reason::IdEncrypted)
                                 : failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::RequestParametersOther})}});
    all.append({"another client of the same org",
                33,
                running("IDP_CLIENT_ID", "0oaAnother"),
                {failed(SentToOkta, Reason::ClientIdDiffers, {Mistake::ClientIdOther}),
                 failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::ClientIdOther}),
                 {OktaAccepts, Status::Failed}}});

    // Traps.
    all.append({"6: split: authorize has another secret",
                33,
                [](World &world) {
                    world.script().authorizeVariables = world.variables();
                    world.script().authorizeVariables["IDP_CLIENT_SECRET"] += '\n';
                },
                {failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::SecretLineFeed})}});
    all.append({"6: split: authorize lacks the scopes",
                33,
                [](World &world) {
                    world.script().authorizeVariables = world.variables();
                    world.script().authorizeVariables.remove("IDP_SCOPES");
                },
                {failed(SettingsMatch, Reason::ServicesDiffer, {Mistake::ScopesMissing})}});
    all.append({"6: split: authenticate has another client",
                33,
                [](World &world) {
                    world.script().authorizeVariables = world.variables();
                    world.variables().insert("IDP_CLIENT_ID", "0oaAnother");
                },
                {failed(SentToOkta, Reason::ServicesDiffer), {OktaAccepts, Status::Failed}}});
    all.append({"6: split: no proxy at this host",
                33,
                [](World &world) { world.script().hasProxy = false; },
                {hidden(Reason::IdOutOfReach)}});
    all.append({"6: split: no proxy at this host",
                17,
                [](World &world) { world.script().hasProxy = false; },
                {hidden(Reason::IdOutOfReach)}});

    // What stands before a Pomerium, or in its place.
    all.append({"a load balancer's login page", 33,
                instead("200 OK", html, "<html><title>Sign in</title><form></form></html>"),
                notFound(Reason::WebPage)});
    all.append({"a login page that says it were JSON", 33, instead("200 OK", json, "<!doctype html><html></html>"),
                notFound(Reason::WebPage)});
    all.append({"a single sign-on before it", 33,
                instead("302 Found", "Location: https://sso.example.com/login?next=secret\r\n"),
                notFound(Reason::RedirectedElsewhere)});
    all.append({"401", 33, instead("401 Unauthorized", html), notFound(Reason::AccessRefused)});
    all.append({"403", 33, instead("403 Forbidden", html), notFound(Reason::AccessRefused)});
    all.append({"404", 33, instead("404 Not Found", html), notFound(Reason::NotPomerium)});
    all.append({"421", 17, instead("421 Misdirected Request", html), notFound(Reason::WrongHost)});
    all.append({"500", 33, instead("500 Internal Server Error", html), notFound(Reason::ServerError)});
    all.append({"502", 33, instead("502 Bad Gateway", html), notFound(Reason::Unavailable)});
    all.append(
        {"503", 33, instead("503 Service Unavailable", html, "no healthy upstream"), notFound(Reason::Unavailable)});
    all.append({"418", 33, instead("418 I'm a teapot", html), notFound(Reason::UnexpectedStatus)});
    all.append({"a redirect without a target", 33, instead("302 Found", html), notFound(Reason::RedirectedElsewhere)});
    all.append({"JSON of somebody else's", 33, instead("200 OK", json, "{\"status\":\"ok\"}"),
                notFound(Reason::NotPomeriumDocument)});
    all.append({"a callback that is no text", 33,
                instead("200 OK", json, "{\"authentication_callback_endpoint\":[\"https://a\"]}"),
                notFound(Reason::NotPomeriumDocument)});
    all.append({"a list", 33, instead("200 OK", json, "[]"), notFound(Reason::NotPomeriumDocument)});
    all.append({"no bytes", 33, instead("200 OK", json), notFound(Reason::NotPomeriumDocument)});
    all.append({"plain HTTP at a TLS port", 33,
                instead("400 Bad Request", "Content-Type: text/plain\r\n",
                        "Client sent an HTTP request to an HTTPS server.\n"),
                notFound(Reason::RedirectedToHttps)});
    all.append({"plain text that is the document",
                33,
                [](World &world) {
                    world.script().answer = [](const RawRequest &request, ScriptedPomerium::Answer &answer) {
                        if (request.target() == "/.well-known/pomerium/")
                            answer.headers = "Content-Type: text/plain\r\n";
                    };
                },
                {}});

    // What its document says.
    const auto callback = [json](const QByteArray &url) {
        return at("/.well-known/pomerium/", "200 OK", json, "{\"authentication_callback_endpoint\":\"" + url + "\"}");
    };
    all.append({"another Pomerium",
                33,
                callback("https://authenticate.example.org/oauth2/callback"),
                {failed(Callback, Reason::AnotherPomerium)}});
    all.append({"the hosted service",
                33,
                callback("https://authenticate.pomerium.app/oauth2/callback"),
                {failed(Callback, Reason::HostedService)}});
    all.append({"another port",
                33,
                callback("http://127.0.0.1:1/oauth2/callback"),
                {failed(Callback, Reason::CallbackPortDiffers)}});
    all.append({"another callback path",
                20,
                [json](World &world) {
                    at("/.well-known/pomerium/", "200 OK", json,
                       "{\"authentication_callback_endpoint\":\"" + world.pomerium().authenticateUrl().toUtf8()
                           + "/callback\"}")(world);
                },
                {failed(Callback, Reason::CallbackPathDiffers)}});
    all.append({"a callback in a hostile text",
                33,
                callback("\\u202Ehttps://x\\n<b>"),
                {failed(Callback, Reason::AnotherPomerium)}});

    // Where people are sent.
    all.append({"another provider",
                33,
                at("/.pomerium/", "302 Found",
                   "Location: https://other.okta.com/oauth2/v1/authorize?client_id=0oaScripted\r\n"),
                {failed(SentToOkta, Reason::ProviderElsewhere), skipped(OktaAccepts)}});
    all.append({"a page at /.pomerium/",
                33,
                at("/.pomerium/", "200 OK", html, "<html>hello</html>"),
                {failed(SentToOkta, Reason::NotRedirected), skipped(OktaAccepts)}});
    all.append({"404 at /.pomerium/",
                33,
                at("/.pomerium/", "404 Not Found", html),
                {failed(SentToOkta, Reason::NotRedirected), skipped(OktaAccepts)}});
    all.append({"502 at /.pomerium/",
                33,
                at("/.pomerium/", "502 Bad Gateway", html),
                {failed(SentToOkta, Reason::Unavailable), skipped(OktaAccepts)}});
    all.append({"the hosted service at /.pomerium/",
                33,
                at("/.pomerium/", "302 Found", "Location: https://authenticate.pomerium.app/.pomerium/sign_in?x\r\n"),
                {failed(SentToOkta, Reason::HostedService), skipped(OktaAccepts)}});
    all.append({"the hosted service at /.pomerium/jwt",
                33,
                at("/.pomerium/jwt", "302 Found",
                   "Location: https://authenticate.pomerium.app/.pomerium/sign_in?pomerium_idp_id=x\r\n"),
                {hidden(Reason::HostedService)}});
    all.append({"500 at /.pomerium/jwt",
                33,
                at("/.pomerium/jwt", "500 Internal Server Error", html),
                {failed(SettingsMatch, Reason::KeyUnreachable)}});
    all.append(
        {"a login page at /.pomerium/jwt", 33, at("/.pomerium/jwt", "200 OK", html), {hidden(Reason::NotRedirected)}});
    all.append({"an id that is none",
                33,
                [](World &world) {
                    at("/.pomerium/jwt", "302 Found",
                       "Location: " + world.pomerium().authenticateUrl().toUtf8()
                           + "/.pomerium/sign_in?pomerium_idp_id=%00%FF\r\n")(world);
                },
                {failed(SettingsMatch, Reason::SettingsDiffer)}});

    // Okta's answer to that request.
    all.append({"redirect URI not registered",
                33,
                [](World &world) {
                    world.provider().script().registeredRedirectUris = {"https://other.example.com/oauth2/callback"};
                },
                {{OktaAccepts, Status::Failed}}});
    all.append({"PKCE required",
                25,
                [](World &world) { world.provider().script().requiresPkce = true; },
                {{OktaAccepts, Status::Failed}}});
    all.append({"PKCE required and sent", 33, [](World &world) { world.provider().script().requiresPkce = true; }, {}});
    all.append({"the provider's authorization endpoint is down",
                33,
                [](World &world) {
                    world.provider().script().answer = [](const ScriptedProvider::Request &request,
                                                          ScriptedProvider::Answer &answer) {
                        if (request.endpoint == ScriptedProvider::Endpoint::Authorize)
                            answer = ScriptedProvider::html(503);
                    };
                },
                {skipped(OktaAccepts, Reason::ProviderSilent)}});
    return all;
}

} // namespace

class tst_CheckPomeriumJob final : public QObject
{
    Q_OBJECT

private:
    static void compare(const checks::List &list, const QList<Verdict> &expected)
    {
        for (const checks::Check &check : list) {
            const auto row = std::find_if(expected.begin(), expected.end(),
                                          [&check](const Verdict &each) { return each.id == check.id; });
            const Verdict wanted = row == expected.end() ? Verdict{check.id} : *row;
            const QByteArray seen = described(check).toUtf8();
            QVERIFY2(check.status == wanted.status, seen.constData());
            if (wanted.reason)
                QVERIFY2(reasonOf(check) == wanted.reason, seen.constData());
            if (!wanted.mistakes.isEmpty())
                QVERIFY2(mistakesOf(check) == wanted.mistakes, seen.constData());
            // What failed says why, always.
            QVERIFY2(check.status != Status::Failed || check.problem.has_value(), seen.constData());
        }
    }

private Q_SLOTS:
    void every_answer_has_its_verdict_data()
    {
        QTest::addColumn<int>("index");
        const auto all = rows();
        for (int i = 0; i < all.size(); ++i)
            QTest::addRow("%s, 0.%d", all.at(i).name, all.at(i).minor) << i;
    }

    void every_answer_has_its_verdict()
    {
        QFETCH(int, index);
        const Row row = rows().at(index);
        World world(row.minor);
        row.arrange(world);
        const auto list = checked(world);
        compare(list, row.expected);
        QVERIFY2(world.pomerium().violations().isEmpty(), qPrintable(world.pomerium().violations().join(u' ')));
        // Nothing that is shown has the secret or the id in it.
        const QString secret = QString::fromLatin1(world.meant().value("IDP_CLIENT_SECRET"));
        const QString id = QString::fromLatin1(pomeriumProviderId(row.minor, world.variables()));
        for (const checks::Check &check : list) {
            QVERIFY(!described(check).contains(secret));
            QVERIFY(!described(check).contains(id));
            QVERIFY(!described(check).contains(QLatin1String("next=secret")));
            QVERIFY(!described(check).contains(QChar(0x202E)));
        }
    }

    void the_service_account_is_compared_up_to_0_19()
    {
        for (const int minor : {17, 19}) {
            World world(minor, {{"IDP_SERVICE_ACCOUNT", "eyJhcGlfa2V5IjoiMDBLRm9tYWttSlQwZTI5In0="}});
            compare(checked(world), {});
            world.variables().remove("IDP_SERVICE_ACCOUNT");
            compare(checked(world), {failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::ServiceAccountMissing})});
        }
        // Later ones do not read it: what the file says of it does not matter.
        World world(33, {{"IDP_SERVICE_ACCOUNT", "eyJhcGlfa2V5IjoiMDBLRm9tYWttSlQwZTI5In0="}});
        world.variables().remove("IDP_SERVICE_ACCOUNT");
        compare(checked(world), {});
    }

    void a_release_that_it_cannot_be_is_said_data()
    {
        QTest::addColumn<int>("minor");
        QTest::addColumn<QString>("given");
        QTest::addColumn<bool>("isContradicted");
        const auto row = [](int minor, const char *given, bool isContradicted) {
            QTest::addRow("0.%d, given %s", minor, given) << minor << QString::fromLatin1(given) << isContradicted;
        };
        row(33, "0.33.1", false);
        row(33, "0.30", true);
        row(33, "0.20 or newer", false);
        row(33, "0.19 or older", true);
        row(30, "0.33", true);
        row(30, "0.30.8", false);
        row(25, "0.25.2", false);
        row(25, "0.33.1", true);
        row(22, "0.25", true);
        row(22, "0.20 or newer", false);
        row(17, "0.17.4", false);
        row(17, "0.20 or newer", false); // nothing tells 0.17 without a service account from 0.20
        row(17, "0.30", true);
        row(15, "0.19 or older", false);
        row(15, "0.33", true);
    }

    void a_release_that_it_cannot_be_is_said()
    {
        QFETCH(int, minor);
        QFETCH(QString, given);
        QFETCH(bool, isContradicted);
        const World world(minor);
        auto request = world.request();
        request.release = *pomerium::Release::parse(given);
        const auto list = checked(std::move(request));
        const auto &found = list.check(Found);
        QCOMPARE(found.status, isContradicted ? Status::Warning : Status::Passed);
        if (isContradicted)
            QCOMPARE(reasonOf(found), std::optional(Reason::ReleaseContradicted));
    }

    void a_route_is_followed_to_its_sign_in_data()
    {
        QTest::addColumn<int>("minor");
        QTest::addColumn<Status>("status");
        for (const int minor : {17, 19, 20, 25, 27, 33})
            QTest::addRow("0.%d", minor) << minor << Status::Passed;
        for (const int minor : {15, 22})
            QTest::addRow("0.%d", minor) << minor << Status::Skipped;
    }

    void a_route_is_followed_to_its_sign_in()
    {
        QFETCH(int, minor);
        QFETCH(Status, status);
        World world(minor);
        auto request = world.request();
        request.routes = {world.pomerium().routeUrl()};
        const auto list = checked(std::move(request));
        QVERIFY2(routeOf(list).status == status, qPrintable(described(routeOf(list))));
        if (status == Status::Skipped)
            QVERIFY(reasonOf(routeOf(list)) == Reason::IdAbsent || reasonOf(routeOf(list)) == Reason::IdEncrypted);
    }

    void a_route_that_is_not_as_it_should_be_is_named_data()
    {
        QTest::addColumn<int>("minor");
        QTest::addColumn<PomeriumVariables>("own");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<Reason>("reason");
        const auto client = [](int minor, const char *name, const PomeriumVariables &own, Reason reason) {
            QTest::addRow("%s, 0.%d", name, minor) << minor << own << QByteArray() << QByteArray() << reason;
        };
        client(33, "its own client", {{"IDP_CLIENT_ID", "0oaOwn"}, {"IDP_CLIENT_SECRET", "own"}},
               Reason::RouteHasOwnClient);
        client(25, "its own client", {{"IDP_CLIENT_ID", "0oaOwn"}, {"IDP_CLIENT_SECRET", "own"}},
               Reason::RouteHasOwnClient);
        client(22, "its own client", {{"IDP_CLIENT_ID", "0oaOwn"}, {"IDP_CLIENT_SECRET", "own"}},
               Reason::RouteHasOwnClient);
        client(33, "its own secret", {{"IDP_CLIENT_SECRET", "own"}}, Reason::RouteSettingsDiffer);
        const auto answer = [](const char *status, const char *location, Reason reason) {
            QTest::addRow("%s %s", status, location)
                << 33 << PomeriumVariables() << QByteArray(status) << QByteArray(location) << reason;
        };
        answer("200 OK", "", Reason::RouteOpen);
        answer("401 Unauthorized", "", Reason::RouteRefused);
        answer("403 Forbidden", "", Reason::RouteRefused);
        answer("404 Not Found", "", Reason::RouteNotFound);
        answer("421 Misdirected Request", "", Reason::RouteNotFound);
        answer("500 Internal Server Error", "", Reason::KeyUnreachable);
        answer("502 Bad Gateway", "", Reason::Unavailable);
        answer("302 Found", "https://authenticate.pomerium.app/.pomerium/sign_in?x=y", Reason::HostedService);
        answer("302 Found", "https://login.example.org/.pomerium/sign_in?x=y", Reason::SignInElsewhere);
        answer("302 Found", "@/login", Reason::RedirectedElsewhere);
    }

    void a_route_that_is_not_as_it_should_be_is_named()
    {
        QFETCH(int, minor);
        QFETCH(PomeriumVariables, own);
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, location);
        QFETCH(Reason, reason);
        World world(minor);
        world.script().routeVariables = own;
        if (!status.isEmpty()) {
            const QByteArray route = "127.0.0.1:" + QByteArray::number(world.pomerium().routeServer().serverPort());
            location.replace("@", world.pomerium().authenticateUrl().toUtf8());
            world.script().answer = [=](const RawRequest &request, ScriptedPomerium::Answer &answer) {
                if (request.header("Host") != route)
                    return;
                answer.status = status;
                answer.headers =
                    location.isEmpty() ? QByteArray("Content-Type: text/html\r\n") : "Location: " + location + "\r\n";
            };
        }
        auto request = world.request();
        request.routes = {world.pomerium().routeUrl()};
        const auto list = checked(std::move(request));
        QVERIFY2(routeOf(list).status == Status::Failed, qPrintable(described(routeOf(list))));
        QVERIFY2(reasonOf(routeOf(list)) == reason, qPrintable(described(routeOf(list))));
        for (const QString &id : {Found, Callback, SentToOkta, OktaAccepts})
            QVERIFY2(list.status(id) == Status::Passed, qPrintable(described(list.check(id))));
    }

    void a_route_is_kept_from_signing_in_by_what_keeps_everybody()
    {
        World world;
        world.variables().insert("IDP_PROVIDER_URL", world.variables().value("IDP_PROVIDER_URL") + "/");
        auto request = world.request();
        request.routes = {world.pomerium().routeUrl()};
        const auto list = checked(std::move(request));
        QCOMPARE(reasonOf(routeOf(list)), std::optional(Reason::IssuerNotExact));
        QCOMPARE(mistakesOf(routeOf(list)), QList<Mistake>{Mistake::UrlSlash});
    }

    void where_authenticate_runs_apart_a_route_shows_the_settings()
    {
        World world;
        world.script().hasProxy = false;
        auto request = world.request();
        request.routes = {world.pomerium().routeUrl()};
        compare(checked(std::move(request)), {});

        world.variables()["IDP_CLIENT_SECRET"] += '\n';
        request = world.request();
        request.routes = {world.pomerium().routeUrl()};
        compare(checked(std::move(request)),
                {failed(SettingsMatch, Reason::SettingsDiffer, {Mistake::SecretLineFeed}),
                 failed(QStringLiteral("route:") + world.pomerium().routeUrl().toString(), Reason::RouteSettingsDiffer,
                        {Mistake::SecretLineFeed})});
    }

    void each_route_has_a_check_of_its_own()
    {
        World world;
        auto request = world.request();
        const QUrl none = world.pomerium().routeServer().url(QStringLiteral("/none"));
        request.routes = {world.pomerium().routeUrl(), none};
        const QString good = QStringLiteral("route:") + request.routes.at(0).toString();
        const QString bad = QStringLiteral("route:") + none.toString();
        QCOMPARE(request.checkIds().mid(5), (QStringList{good, bad}));
        const auto list = checked(std::move(request));
        QCOMPARE(list.status(good), Status::Passed);
        QCOMPARE(list.status(bad), Status::Failed);
        QCOMPARE(reasonOf(list.check(bad)), std::optional(Reason::RouteNotFound));
    }

    void the_second_secret_of_the_app_is_recognised()
    {
        World world;
        world.variables().insert("IDP_CLIENT_SECRET", "the-other-of-two-secrets");
        compare(checked(world), {failed(SettingsMatch, Reason::SettingsDiffer)});
        auto request = world.request();
        request.otherClientSecret = Secret("the-other-of-two-secrets");
        const auto list = checked(std::move(request));
        QCOMPARE(mistakesOf(list.check(SettingsMatch)), QList<Mistake>{Mistake::SecretIsOtherSecret});
    }

    void without_the_secret_nothing_is_compared()
    {
        World world;
        auto request = world.request();
        request.settings.clientSecret = Secret();
        compare(checked(std::move(request)), {hidden(Reason::SecretUnknown)});
        request = world.request();
        request.settings.areRequestParametersKnown = false;
        compare(checked(std::move(request)), {hidden(Reason::RequestParametersUnread)});
    }

    void scopes_that_nobody_named_are_taken_as_they_are()
    {
        for (const QByteArray scopes : {"", "openid,profile,email,groups,offline_access"}) {
            World world;
            if (scopes.isEmpty())
                world.variables().remove("IDP_SCOPES");
            else
                world.variables().insert("IDP_SCOPES", scopes);
            auto request = world.request();
            request.settings.scopes.clear();
            request.settings.areScopesKnown = false;
            compare(checked(std::move(request)), {});
        }
    }

    void a_provider_that_does_not_answer_leaves_open_what_depends_on_it()
    {
        World world;
        world.provider().script().answer = [](const ScriptedProvider::Request &, ScriptedProvider::Answer &answer) {
            answer = ScriptedProvider::html(503);
        };
        const auto list = checked(world);
        QCOMPARE(list.status(Found), Status::Passed);
        QCOMPARE(list.status(SentToOkta), Status::Skipped);
        QVERIFY(list.check(SentToOkta).problem->as<oidc::Error>());
        QCOMPARE(list.status(SettingsMatch), Status::Passed);
        QCOMPARE(list.status(OktaAccepts), Status::Skipped);
    }

    void request_parameters_of_pomeriums_are_sent_on()
    {
        World world(33, {{"IDP_REQUEST_PARAMS", R"({"prompt":"login","acr_values":"urn:x"})"}});
        compare(checked(world), {});
        QByteArray prompt;
        QByteArray acr;
        for (const auto &request : world.provider().requests()) {
            if (request.endpoint != ScriptedProvider::Endpoint::Authorize)
                continue;
            prompt = request.parameter("prompt");
            acr = request.parameter("acr_values");
            QCOMPARE(request.parameter("state"), QByteArray("bm90LWEtcmVhbC1zdGF0ZXxvZi1hLXNjcmlwdGVkLW9uZQ=="));
        }
        QCOMPARE(prompt, QByteArray("none"));
        QCOMPARE(acr, QByteArray("urn:x"));
    }

    void the_first_round_trip_asks_everything_at_once()
    {
        World world;
        auto request = world.request();
        request.routes = {world.pomerium().routeUrl()};
        http::Client http;
        CheckPomeriumJob job(std::move(request), http);
        QSignalSpy finished(&job, &Job::finished);
        // Nothing of the first trip waits for anything else of it: all of it is asked before any of it is answered.
        world.script().answer = [](const RawRequest &, ScriptedPomerium::Answer &answer) { answer.isSilent = true; };
        job.start();
        QTRY_COMPARE(world.pomerium().authenticateServer().heads(), 3);
        QTRY_COMPARE(world.pomerium().routeServer().heads(), 1);
        QTRY_COMPARE(world.provider().count(ScriptedProvider::Endpoint::Discovery), 1);
        QCOMPARE(finished.size(), 0);
    }

    void no_more_is_asked_than_is_needed()
    {
        World world;
        auto request = world.request();
        request.routes = {world.pomerium().routeUrl()};
        http::Client http;
        CheckPomeriumJob job(std::move(request), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QTRY_COMPARE(finished.size(), 1);
        // The document, /.pomerium/, jwt; then the route's sign-in.
        QCOMPARE(world.pomerium().authenticateServer().requests().size(), 4);
        QCOMPARE(world.pomerium().routeServer().requests().size(), 1);
        QCOMPARE(world.provider().count(ScriptedProvider::Endpoint::Discovery), 1);
        QCOMPARE(world.provider().count(ScriptedProvider::Endpoint::Authorize), 1);
        QVERIFY(job.list().isPassed());
    }

    void what_was_discovered_before_is_not_asked_again()
    {
        World world;
        http::Client http;
        CheckPomeriumJob first(world.request(), http);
        QSignalSpy finished(&first, &Job::finished);
        first.start();
        QTRY_COMPARE(finished.size(), 1);
        auto request = world.request();
        request.metadata = first.metadata();
        QVERIFY(checked(std::move(request)).isPassed());
        QCOMPARE(world.provider().count(ScriptedProvider::Endpoint::Discovery), 1);
    }

    void dropping_it_hangs_up()
    {
        World world;
        world.script().answer = [](const RawRequest &, ScriptedPomerium::Answer &answer) { answer.isSilent = true; };
        http::Client http;
        auto job = std::make_unique<CheckPomeriumJob>(world.request(), http);
        int finished = 0;
        connect(job.get(), &Job::finished, this, [&finished] { ++finished; });
        job->start();
        QTRY_COMPARE(world.pomerium().authenticateServer().heads(), 3);
        job.reset();
        QTRY_COMPARE(world.pomerium().authenticateServer().openConnections(), 0);
        QCOMPARE(finished, 0);
    }

    void a_body_without_end_is_cut()
    {
        World world;
        world.script().answer = [](const RawRequest &, ScriptedPomerium::Answer &answer) {
            answer.headers = "Content-Type: application/json\r\n";
            answer.isEndless = true;
        };
        const auto list = checked(world);
        QCOMPARE(reasonOf(list.check(Found)), std::optional(Reason::Transport));
        const auto *const error = list.check(Found).problem->as<authenticate::Error>();
        QCOMPARE(error->transport->reason, http::TransportError::Reason::TooLarge);
    }

    void certificates_are_looked_at()
    {
        const TestAuthority authority;
        World world;
        world.pomerium().setTls(authority.issue());
        auto list = checked(world);
        QCOMPARE(reasonOf(list.check(Found)), std::optional(Reason::Transport));
        QCOMPARE(list.check(Found).problem->as<authenticate::Error>()->transport->reason,
                 http::TransportError::Reason::TlsUnknownAuthority);
        QCOMPARE(list.status(SettingsMatch), Status::Skipped);

        compare(checked(world.request(), {authority.pem()}), {});

        CertificateRequest other;
        other.commonName = QStringLiteral("other.example.com");
        other.dnsNames = {other.commonName};
        other.addresses.clear();
        world.pomerium().setTls(authority.issue(other));
        list = checked(world.request(), {authority.pem()});
        QCOMPARE(list.check(Found).problem->as<authenticate::Error>()->transport->reason,
                 http::TransportError::Reason::TlsWrongHost);
    }

    void plain_http_where_https_should_be_is_named()
    {
        World world;
        auto request = world.request();
        QString url = world.pomerium().authenticateUrl();
        url.replace(QLatin1String("http://"), QLatin1String("https://"));
        request.authenticateUrl = *pomerium::AuthenticateUrl::parse(url);
        // The server waits for more of what it takes for a request; a real one answers "400 Bad Request".
        world.pomerium().authenticateServer().setGreeting(
            [](QTcpSocket &socket) { socket.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"); });
        const auto list = checked(std::move(request));
        QVERIFY2(reasonOf(list.check(Found)) == Reason::NoTls, qPrintable(described(list.check(Found))));
    }

    void https_that_sends_people_to_http_is_named()
    {
        const TestAuthority authority;
        World world;
        world.pomerium().setTls(authority.issue());
        const QString url = world.pomerium().authenticateUrl();
        const QByteArray plain = "http" + url.mid(5).toUtf8();
        world.variables().insert("AUTHENTICATE_SERVICE_URL", plain);
        const auto list = checked(world.request(), {authority.pem()});
        QCOMPARE(reasonOf(list.check(Callback)), std::optional(Reason::CallbackInsecure));
        QCOMPARE(reasonOf(list.check(SentToOkta)), std::optional(Reason::RedirectUriDiffers));
        QCOMPARE(reasonOf(list.check(SettingsMatch)), std::optional(Reason::RedirectedToHttp));
    }

    void a_secret_in_a_visible_place_is_not_repeated()
    {
        World world;
        const QByteArray secret = world.meant().value("IDP_CLIENT_SECRET");
        world.variables().insert("IDP_CLIENT_ID", secret); // entered in the wrong box
        const auto list = checked(world);
        QCOMPARE(list.status(SentToOkta), Status::Failed);
        for (const checks::Check &check : list)
            QVERIFY(!described(check).contains(QString::fromLatin1(secret)));
    }

    void addresses_of_routes_are_judged_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("url"); ///< empty: refused
        const auto row = [](const char *text, const char *url) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(url);
        };
        row("https://app.example.com", "https://app.example.com/");
        row("app.example.com/path", "https://app.example.com/path");
        row(" https://app.example.com/x?y=1#z ", "https://app.example.com/x?y=1");
        row("http://127.0.0.1:8080", "http://127.0.0.1:8080/");
        row("http://app.example.com", "");
        row("https://user:password@app.example.com", "");
        row("ftp://app.example.com", "");
        row("https://", "");
        row("", "");
    }

    void addresses_of_routes_are_judged()
    {
        QFETCH(QString, text);
        QFETCH(QString, url);
        const auto judged = CheckRequest::routeUrl(text);
        QCOMPARE(judged ? judged->toString() : QString(), url);
    }
};

QTEST_GUILESS_MAIN(tst_CheckPomeriumJob)
#include "tst_CheckPomeriumJob.moc"
