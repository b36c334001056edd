#include "oidc/ClientProbeJob.h"

#include "oidc/DiscoveryJob.h"
#include "support/ScriptedProvider.h"

#include <QSignalSpy>
#include <QTest>

using oidc::ClientProbe;
using oidc::ClientProbeJob;
using oidc::ClientProbeRequest;
using oidc::ProbeId;
using oidc::Reason;
using Endpoint = ScriptedProvider::Endpoint;
using Probed = ScriptedProvider::Request;

namespace {

const QString Loopback = QStringLiteral("http://127.0.0.1:17817/callback");
const QString Production = QStringLiteral("https://authenticate.example.com/oauth2/callback");

/// "known secret grant no-dpop", then the redirects, then PKCE: y (passed), w (warning), n (failed) or ? (skipped).
/// PKCE that was not asked is "-".
QByteArray letters(const ClientProbe &probe)
{
    const auto letter = [](const checks::Check &check) {
        switch (check.status) {
        case checks::Status::Passed:
            return 'y';
        case checks::Status::Warning:
            return 'w';
        case checks::Status::Failed:
            return 'n';
        case checks::Status::Skipped:
            return '?';
        case checks::Status::Pending:
        case checks::Status::Running:
            break;
        }
        return '!';
    };
    QByteArray text;
    QByteArray redirects;
    QByteArray pkce = "-";
    for (const checks::Check &check : probe.findings) {
        if (!ProbeId::uriOf(check.id).isEmpty())
            redirects += letter(check);
        else if (check.id == ProbeId::PkceOptional)
            pkce = QByteArray(1, letter(check));
        else
            text += letter(check);
    }
    return text + ' ' + redirects + ' ' + pkce;
}

/// Why a finding is not simply good; it must have a problem.
const oidc::Error &evidence(const ClientProbe &probe, const QString &id)
{
    return *probe.findings.check(id).problem->as<oidc::Error>();
}

using Hook = std::function<void(const Probed &, ScriptedProvider::Answer &)>;

/// Another answer to the junk refresh token.
ScriptedProvider::Script token(const ScriptedProvider::Answer &instead)
{
    ScriptedProvider::Script script;
    script.answer = [instead](const Probed &request, ScriptedProvider::Answer &answer) {
        if (request.isJunkRefresh)
            answer = instead;
    };
    return script;
}

ScriptedProvider::Script authorize(const Hook &hook)
{
    ScriptedProvider::Script script;
    script.answer = [hook](const Probed &request, ScriptedProvider::Answer &answer) {
        if (request.endpoint == Endpoint::Authorize)
            hook(request, answer);
    };
    return script;
}

ScriptedProvider::Answer redirectTo(const QByteArray &target)
{
    ScriptedProvider::Answer answer;
    answer.status = 302;
    answer.headers = {{"Location", target}};
    return answer;
}

} // namespace

Q_DECLARE_METATYPE(ScriptedProvider::Script)

class tst_ClientProbeJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void each_answer_means_what_the_fact_table_says_data();
    void each_answer_means_what_the_fact_table_says();
    void each_question_is_asked_once();
    void a_secret_that_is_taken_in_the_body_only_is_sent_there();
    void a_state_that_is_refused_is_told_from_a_redirect_uri_data();
    void a_state_that_is_refused_is_told_from_a_redirect_uri();
    void required_pkce_is_judged_by_what_the_relying_party_sends_data();
    void required_pkce_is_judged_by_what_the_relying_party_sends();
    void what_the_server_shows_instead_is_kept();
    void evidence_says_what_the_server_said();
    void silence_ends_after_five_seconds();
    void dropping_it_hangs_up_and_stays_silent();

private:
    [[nodiscard]] static ClientProbeRequest request(const ScriptedProvider &provider, bool askWithoutPkce,
                                                    const QByteArray &clientId, const QByteArray &secret);
    [[nodiscard]] std::optional<ClientProbe> probed(ClientProbeRequest request);

    http::Client m_http;
};

ClientProbeRequest tst_ClientProbeJob::request(const ScriptedProvider &provider, bool askWithoutPkce,
                                               const QByteArray &clientId, const QByteArray &secret)
{
    const auto url = [&provider](Endpoint endpoint) {
        return QUrl(QStringLiteral("http://")
                    + QString::fromLatin1(provider.authority() + provider.endpointPath(endpoint)));
    };
    ClientProbeRequest request;
    request.metadata.issuer = provider.issuer();
    request.metadata.authorizationEndpoint = url(Endpoint::Authorize);
    request.metadata.tokenEndpoint = url(Endpoint::Token);
    request.metadata.revocationEndpoint = url(Endpoint::Revocation);
    request.credentials = {QString::fromLatin1(clientId), Secret(secret), oidc::ClientAuthentication::Basic};
    request.redirectUris = {Loopback, Production};
    request.scopes = {QStringLiteral("openid"), QStringLiteral("offline_access")};
    request.metadata.advertisesPkceS256 = true;
    request.relyingParty.sendsPkce =
        askWithoutPkce ? oidc::RelyingParty::Behavior::Varies : oidc::RelyingParty::Behavior::Yes;
    return request;
}

std::optional<ClientProbe> tst_ClientProbeJob::probed(ClientProbeRequest request)
{
    ClientProbeJob job(std::move(request), m_http);
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    if (!finished.wait(8000) || !job.outcome())
        return std::nullopt;
    return *job.outcome();
}

void tst_ClientProbeJob::each_answer_means_what_the_fact_table_says_data()
{
    using Script = ScriptedProvider::Script;
    using Answer = ScriptedProvider::Answer;
    QTest::addColumn<Script>("script");
    QTest::addColumn<QByteArray>("clientId");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray id = Script().clientId;
    const QByteArray secret = Script().clientSecret;
    const auto row = [&](const char *tag, const Script &script, const char *expected) {
        QTest::newRow(tag) << script << id << secret << QByteArray(expected);
    };

    row("P all good", {}, "yyyy yy y");
    QTest::newRow("P wrong secret") << Script() << id << QByteArray("wrong") << QByteArray("yn?? yy y");
    QTest::newRow("P unknown client, generic provider")
        << Script() << QByteArray("0oaOther") << secret << QByteArray("?n?? ?? ?");
    Script okta;
    okta.knowsClientsAtDiscovery = true;
    okta.usesManagementShape = true;
    row("P all good, Okta", okta, "yyyy yy y");
    QTest::newRow("P unknown client, Okta") << okta << QByteArray("0oaOther") << secret << QByteArray("nn?? ?? ?");
    QTest::newRow("P wrong secret, Okta's other shape") << okta << id << QByteArray("wrong") << QByteArray("yn?? yy y");
    Script script;
    script.refreshGrantIsOn = false;
    row("P refresh grant off", script, "yyn? yy y");
    script.usesManagementShape = true;
    row("P refresh grant off, the other shape", script, "yyn? yy y");
    row("P invalid_request: grant type is not allowed",
        token(ScriptedProvider::error(400, QStringLiteral("invalid_request"),
                                      QStringLiteral("requested grant type is not allowed for this client"))),
        "yyn? yy y");
    row("P 400 unauthorized_client alone",
        token(ScriptedProvider::error(400, QStringLiteral("unauthorized_client"), {})), "yyn? yy y");
    row("P 403 unauthorized_client alone: maybe the secret",
        token(ScriptedProvider::error(403, QStringLiteral("unauthorized_client"), {})), "y??? yy y");
    row("P unauthorized_client for another cause",
        token(ScriptedProvider::error(400, QStringLiteral("unauthorized_client"),
                                      QStringLiteral("This client cannot use a custom authorization server."))),
        "y??? yy y");
    row("P unsupported_grant_type", token(ScriptedProvider::error(400, QStringLiteral("unsupported_grant_type"), {})),
        "y?n? yy y");
    row("P invalid_dpop_proof", token(ScriptedProvider::error(400, QStringLiteral("invalid_dpop_proof"), {})),
        "y??n yy y");
    row("P 429 invalid_grant", token(ScriptedProvider::error(429, QStringLiteral("invalid_grant"), {})), "y??? yy y");
    row("P 401 without a word", token(Answer{401, {}, {}}), "y??? yy y");
    row("P 503", token(ScriptedProvider::html(503)), "y??? yy y");
    row("P HTML", token(ScriptedProvider::html(200)), "y??? yy y");
    row("P 302", token(redirectTo("/login")), "y??? yy y");
    row("P tokens for junk",
        token(ScriptedProvider::json(200,
                                     {{QStringLiteral("access_token"), QStringLiteral("at")},
                                      {QStringLiteral("token_type"), QStringLiteral("Bearer")}})),
        "y??? yy y");

    script = {};
    script.answer = [](const Probed &request, Answer &answer) {
        if (request.endpoint == Endpoint::Discovery)
            answer = ScriptedProvider::error(400, QStringLiteral("invalid_client"), QStringLiteral("unknown"));
    };
    row("P the metadata refuses a client that the token endpoint accepts", script, "wyyy yy y");

    script = {};
    script.registeredRedirectUris = {Loopback.toLatin1()};
    row("P Pomerium's redirect URI is missing", script, "yyyy yn y");
    script.registeredRedirectUris = {Production.toLatin1()};
    row("P the loopback redirect URI is missing", script, "yyyy ny ?");
    script.registeredRedirectUris = {"https://other.example/"};
    row("P both are missing", script, "yyyy nn ?");
    row("P prompt is ignored: a sign-in page",
        authorize([](const Probed &, Answer &answer) { answer = ScriptedProvider::html(200, "Sign in"); }),
        "yyyy ?? ?");
    row("P prompt is ignored: to a sign-in page",
        authorize([](const Probed &, Answer &answer) { answer = redirectTo("https://op.example/login"); }),
        "yyyy ?? ?");
    row("P to a URI that only begins like ours", authorize([](const Probed &request, Answer &answer) {
            answer = redirectTo(request.parameter("redirect_uri") + "2?error=login_required");
        }),
        "yyyy ?? ?");
    row("P 400 for another cause",
        authorize([](const Probed &, Answer &answer) { answer = ScriptedProvider::html(400, "invalid_client"); }),
        "yyyy ?? ?");
    row("P 400 without a word, known client",
        authorize([](const Probed &, Answer &answer) { answer = ScriptedProvider::html(400, "Bad request"); }),
        "yyyy nn ?");
    row("P 403 without a word: maybe a firewall", authorize([](const Probed &, Answer &answer) {
            answer = Answer{403, {}, {}};
        }),
        "yyyy ?? ?");
    row("P a firewall's page", authorize([](const Probed &, Answer &answer) {
            answer = ScriptedProvider::html(403, "Access denied by the web application firewall. Incident 4711.");
        }),
        "yyyy ?? ?");
    row("P 403 that names the redirect URI", authorize([](const Probed &, Answer &answer) {
            answer = ScriptedProvider::html(403, "The redirect_uri is not registered.");
        }),
        "yyyy nn ?");
    row("P 401 unauthorized_client: the status decides",
        token(ScriptedProvider::error(401, QStringLiteral("unauthorized_client"),
                                      QStringLiteral("Invalid client or Invalid client credentials"))),
        "yn?? yy y");
    row("P invalid_request that misses a DPoP proof",
        token(ScriptedProvider::error(400, QStringLiteral("invalid_request"), QStringLiteral("DPoP proof is missing"))),
        "y??n yy y");
    {
        Answer compressed{200, {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}}, "\x1f\x8b"};
        row("P compressed although nobody asked", token(compressed), "y??? yy y");
    }
    row("P 400 login_required instead of a redirect", authorize([](const Probed &, Answer &answer) {
            answer = ScriptedProvider::error(400, QStringLiteral("login_required"), {});
        }),
        "yyyy ?? ?");
    row("P 500", authorize([](const Probed &, Answer &answer) { answer = ScriptedProvider::html(500); }), "yyyy ?? ?");
    row("P 429", authorize([](const Probed &, Answer &answer) { answer = ScriptedProvider::html(429); }), "yyyy ?? ?");
    row("P hangs up", authorize([](const Probed &, Answer &answer) { answer.hangsUp = true; }), "yyyy ?? ?");

    script = {};
    script.requiresPkce = true;
    row("P PKCE required, refused on a page", script, "yyyy yy w");
    row("P PKCE required, refused by a redirect", authorize([](const Probed &request, Answer &answer) {
            if (request.parameter("code_challenge").isEmpty())
                answer = redirectTo(request.parameter("redirect_uri")
                                    + "?error=invalid_request&state=" + request.parameter("state"));
        }),
        "yyyy yy w");
    row("P every request is invalid", authorize([](const Probed &request, Answer &answer) {
            answer = redirectTo(request.parameter("redirect_uri")
                                + "?error=invalid_request&state=" + request.parameter("state"));
        }),
        "yyyy yy ?");
}

void tst_ClientProbeJob::each_answer_means_what_the_fact_table_says()
{
    QFETCH(ScriptedProvider::Script, script);
    QFETCH(QByteArray, clientId);
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, expected);
    ScriptedProvider provider(script);
    const auto probe = probed(request(provider, true, clientId, secret));
    QVERIFY(probe);
    QCOMPARE(letters(*probe), expected);
    auto violations = provider.violations();
    violations.removeAll(
        QStringLiteral("a revocation of something that is no token of the hinted type")); // tokens for junk
    QCOMPARE(violations, QStringList());
    for (const checks::Check &check : probe->findings)
        QVERIFY(check.status != checks::Status::Failed || check.problem);
}

void tst_ClientProbeJob::each_question_is_asked_once()
{
    ScriptedProvider provider({});
    QVERIFY(probed(request(provider, true, provider.script().clientId, provider.script().clientSecret)));
    QCOMPARE(provider.count(Endpoint::Discovery), 1);
    QCOMPARE(provider.count(Endpoint::Token), 1);
    QCOMPARE(provider.count(Endpoint::Authorize), 3);
    QCOMPARE(provider.codeExchanges(), 0); // a made-up code could use up the one exchange
    for (const Probed &each : provider.requests())
        QVERIFY(each.isProbe());
    QCOMPARE(provider.requests().constFirst().parameter("client_id"), provider.script().clientId);

    ScriptedProvider other({});
    QVERIFY(probed(request(other, false, other.script().clientId, other.script().clientSecret)));
    QCOMPARE(other.count(Endpoint::Authorize), 2); // without PKCE only where asked
}

void tst_ClientProbeJob::a_secret_that_is_taken_in_the_body_only_is_sent_there()
{
    ScriptedProvider::Script script;
    script.answer = [](const Probed &request, ScriptedProvider::Answer &answer) {
        if (request.isJunkRefresh && !request.header("authorization").isEmpty())
            answer = ScriptedProvider::error(401, QStringLiteral("invalid_client"),
                                             QStringLiteral("The client secret is missing."));
    };
    ScriptedProvider provider(script);
    ClientProbeRequest asked = request(provider, true, script.clientId, script.clientSecret);
    auto probe = probed(std::move(asked));
    QVERIFY(probe);
    QCOMPARE(letters(*probe), "yyyy yy y");
    QCOMPARE(probe->clientAuthentication, oidc::ClientAuthentication::Post);
    QCOMPARE(provider.count(Endpoint::Token), 2);

    // The first refusal is told where the second way is no better.
    asked = request(provider, true, script.clientId, "wrong");
    probe = probed(std::move(asked));
    QVERIFY(probe);
    QCOMPARE(letters(*probe), "yn?? yy y");
    QCOMPARE(probe->clientAuthentication, oidc::ClientAuthentication::Basic);
    QCOMPARE(evidence(*probe, ProbeId::SecretAccepted).answer.description,
             QStringLiteral("The client secret is missing."));

    // A client that is not known in the header is not known in the body.
    script.answer = [](const Probed &request, ScriptedProvider::Answer &answer) {
        if (request.isJunkRefresh)
            answer = ScriptedProvider::error(401, QStringLiteral("invalid_client"),
                                             QStringLiteral("Invalid value for 'client_id' parameter."));
    };
    ScriptedProvider strict(script);
    probe = probed(request(strict, true, script.clientId, script.clientSecret));
    QVERIFY(probe);
    QCOMPARE(letters(*probe), "yn?? yy y");
    QCOMPARE(strict.count(Endpoint::Token), 1);
    QCOMPARE(evidence(*probe, ProbeId::SecretAccepted).sentSecretSize, std::optional(script.clientSecret.size()));
}

void tst_ClientProbeJob::a_state_that_is_refused_is_told_from_a_redirect_uri_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("a page without a word") << 0;
    QTest::newRow("a page about something else") << 1;
    QTest::newRow("back, with an error") << 2;
    QTest::newRow("a page of its own") << 3;
}

void tst_ClientProbeJob::a_state_that_is_refused_is_told_from_a_redirect_uri()
{
    QFETCH(int, how);
    const auto refusesPadding = [how](const Probed &request, ScriptedProvider::Answer &answer) {
        if (request.endpoint != Endpoint::Authorize || !request.parameter("state").endsWith('='))
            return;
        const QByteArray error = "?error=invalid_request&error_description=bad+state";
        if (how == 0)
            answer = ScriptedProvider::html(400, {});
        else if (how == 1)
            answer = ScriptedProvider::html(400, "The state must match [A-Za-z0-9_-]*");
        else
            answer = redirectTo((how == 2 ? request.parameter("redirect_uri") : "/error") + error);
    };
    ScriptedProvider provider(authorize(refusesPadding));
    const auto &script = provider.script();
    auto probe = probed(request(provider, false, script.clientId, script.clientSecret));
    QVERIFY(probe);
    QCOMPARE(letters(*probe), "yyyy yy -"); // a relying party that sends no such state signs in

    ClientProbeRequest asked = request(provider, false, script.clientId, script.clientSecret);
    asked.relyingParty.paddedStateSize = 190;
    const int before = provider.count(Endpoint::Authorize);
    probe = probed(std::move(asked));
    QVERIFY(probe);
    QCOMPARE(letters(*probe), "yyyy nn -");
    QCOMPARE(evidence(*probe, ProbeId::redirectUri(Loopback)).reason, Reason::StateRefused);
    QCOMPARE(evidence(*probe, ProbeId::redirectUri(Production)).reason, Reason::StateRefused);
    QCOMPARE(provider.count(Endpoint::Authorize) - before, 3); // each URI, and one with a plain state

    // Refused whatever the state: the state is not why.
    ScriptedProvider strict(authorize([](const Probed &request, ScriptedProvider::Answer &answer) {
        if (request.endpoint == Endpoint::Authorize)
            answer = ScriptedProvider::html(400, {});
    }));
    asked = request(strict, false, script.clientId, script.clientSecret);
    asked.relyingParty.paddedStateSize = 190;
    probe = probed(std::move(asked));
    QVERIFY(probe);
    QCOMPARE(evidence(*probe, ProbeId::redirectUri(Loopback)).reason, Reason::RedirectUriRefused);
    QCOMPARE(strict.count(Endpoint::Authorize), 3);
}

void tst_ClientProbeJob::required_pkce_is_judged_by_what_the_relying_party_sends_data()
{
    using Behavior = oidc::RelyingParty::Behavior;
    QTest::addColumn<Behavior>("sends");
    QTest::addColumn<bool>("isAdvertised");
    QTest::addColumn<checks::Status>("status");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("never sent") << Behavior::No << true << checks::Status::Failed << Reason(Reason::PkceRequired);
    QTest::newRow("by some releases") << Behavior::Varies << true << checks::Status::Warning
                                      << Reason(Reason::PkceRequired);
    QTest::newRow("sent, but S256 is not listed")
        << Behavior::Yes << false << checks::Status::Failed << Reason(Reason::PkceRequiredUnadvertised);
    QTest::newRow("by some, and S256 is not listed")
        << Behavior::Varies << false << checks::Status::Failed << Reason(Reason::PkceRequiredUnadvertised);
}

void tst_ClientProbeJob::required_pkce_is_judged_by_what_the_relying_party_sends()
{
    QFETCH(oidc::RelyingParty::Behavior, sends);
    QFETCH(bool, isAdvertised);
    QFETCH(checks::Status, status);
    QFETCH(Reason, reason);
    ScriptedProvider::Script script;
    script.requiresPkce = true;
    ScriptedProvider provider(script);
    ClientProbeRequest asked = request(provider, true, script.clientId, script.clientSecret);
    asked.relyingParty.sendsPkce = sends;
    asked.metadata.advertisesPkceS256 = isAdvertised;
    const auto probe = probed(std::move(asked));
    QVERIFY(probe);
    QCOMPARE(probe->findings.status(ProbeId::PkceOptional), status);
    QCOMPARE(evidence(*probe, ProbeId::PkceOptional).reason, reason);
}

void tst_ClientProbeJob::what_the_server_shows_instead_is_kept()
{
    const auto seen = [this](const Hook &hook) {
        ScriptedProvider provider(authorize(hook));
        const auto probe = probed(request(provider, false, provider.script().clientId, provider.script().clientSecret));
        return evidence(*probe, ProbeId::redirectUri(Loopback));
    };
    const auto page = seen([](const Probed &, ScriptedProvider::Answer &answer) {
        answer = ScriptedProvider::html(403, "<style>p{}</style><p>Blocked&nbsp;by <b>the</b> firewall</p>");
    });
    QCOMPARE(page.reason, Reason::RedirectUriUnclear);
    QCOMPARE(page.answer.httpStatus, 403);
    QCOMPARE(page.answer.description, QStringLiteral("Blocked by the firewall"));
    const auto redirect = seen([](const Probed &, ScriptedProvider::Answer &answer) {
        answer = redirectTo("https://op.example/error?error=invalid_request&error_description=PAR+is+required");
    });
    QCOMPARE(redirect.reason, Reason::RedirectUriUnclear);
    QCOMPARE(redirect.answer.error, QStringLiteral("invalid_request"));
    QCOMPARE(redirect.answer.description, QStringLiteral("PAR is required"));
}

void tst_ClientProbeJob::evidence_says_what_the_server_said()
{
    ScriptedProvider::Script script;
    script.refreshGrantIsOn = false;
    script.registeredRedirectUris = {"https://other.example/"};
    ScriptedProvider provider(script);
    const auto probe = probed(request(provider, false, script.clientId, script.clientSecret));
    QVERIFY(probe);
    QVERIFY(probe->findings.check(ProbeId::RefreshGrant).problem);
    QCOMPARE(evidence(*probe, ProbeId::RefreshGrant).reason, Reason::RefreshGrantOff);
    QCOMPARE(evidence(*probe, ProbeId::RefreshGrant).answer.error, QStringLiteral("unauthorized_client"));
    QVERIFY(evidence(*probe, ProbeId::RefreshGrant).answer.description.contains(QLatin1String("[authorization_code]")));
    QCOMPARE(evidence(*probe, ProbeId::redirectUri(Production)).reason, Reason::RedirectUriRefused);
    QCOMPARE(evidence(*probe, ProbeId::redirectUri(Production)).detail, Production);
    QCOMPARE(evidence(*probe, ProbeId::redirectUri(Production)).answer.httpStatus, 400);
}

void tst_ClientProbeJob::silence_ends_after_five_seconds()
{
    ScriptedProvider::Script script;
    script.answer = [](const Probed &, ScriptedProvider::Answer &answer) { answer.isSilent = true; };
    ScriptedProvider provider(script);
    const auto probe = probed(request(provider, true, script.clientId, script.clientSecret));
    QVERIFY(probe);
    QCOMPARE(letters(*probe), "???? ?? ?");
    QVERIFY(probe->findings.check(ProbeId::SecretAccepted).problem);
    QVERIFY(evidence(*probe, ProbeId::SecretAccepted).transport);
    QCOMPARE(evidence(*probe, ProbeId::SecretAccepted).transport->reason, http::TransportError::Reason::TimedOut);
}

void tst_ClientProbeJob::dropping_it_hangs_up_and_stays_silent()
{
    ScriptedProvider::Script script;
    script.answer = [](const Probed &, ScriptedProvider::Answer &answer) { answer.isSilent = true; };
    ScriptedProvider provider(script);
    auto job = std::make_unique<ClientProbeJob>(request(provider, true, script.clientId, script.clientSecret), m_http);
    int finished = 0;
    connect(job.get(), &Job::finished, this, [&finished] { ++finished; });
    job->start();
    QTRY_VERIFY(provider.requests().size() >= 5);
    job.reset();
    QTRY_COMPARE(provider.openConnections(), 0);
    QCOMPARE(finished, 0);
}

QTEST_GUILESS_MAIN(tst_ClientProbeJob)
#include "tst_ClientProbeJob.moc"
