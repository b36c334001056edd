#include "oidc/LoginJob.h"

#include "SignIn.h"

#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace std::chrono_literals;
using checks::Status;
using oidc::CheckId;
using oidc::ProbeId;
using oidc::Reason;
using Endpoint = ScriptedProvider::Endpoint;
using Request = ScriptedProvider::Request;

Q_DECLARE_METATYPE(SignIn::Options)
Q_DECLARE_METATYPE(std::function<bool(const ScriptedProvider &)>)

/// The flow as a whole; each rule has its row in tst_LoginRules.
class tst_LoginJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_good_provider_passes_every_check();
    void five_round_trips_follow_the_callback();
    void check_names_are_a_contract();
    void the_browser_opens_after_the_probes_have_ended();
    void the_url_can_be_opened_again_while_waiting();
    void L21_that_the_browser_tried_https_is_told_while_waiting();
    void every_attempt_has_its_own_state_nonce_and_challenge();
    void a_refused_client_keeps_the_browser_closed_data();
    void a_refused_client_keeps_the_browser_closed();
    void probes_that_cannot_tell_leave_it_to_the_code_exchange_data();
    void probes_that_cannot_tell_leave_it_to_the_code_exchange();
    void credentials_that_nobody_judged_are_not_called_good();
    void probes_that_contradict_each_other_are_a_warning();
    void a_client_whose_secret_is_taken_in_the_body_only_passes();
    void tokens_for_a_made_up_refresh_token_are_revoked_and_prove_nothing();
    void what_will_stop_the_relying_party_alone_is_a_failure_data();
    void what_will_stop_the_relying_party_alone_is_a_failure();
    void a_probe_that_was_wrong_about_one_uri_says_nothing_about_another();
    void without_probes_nothing_is_asked_before_the_browser();
    void the_code_is_tried_both_ways_as_the_relying_party_does_data();
    void the_code_is_tried_both_ways_as_the_relying_party_does();
    void the_page_that_a_probe_met_is_told_when_the_browser_never_returns();
    void the_refresh_token_is_revoked_before_anything_else();
    void taken_ports_fail_the_redirect_and_nothing_else();
    void the_next_port_is_used_when_one_is_taken();
    void a_browser_that_does_not_come_for_its_page_does_not_keep_it_waiting();
    void dropping_it_leaves_nothing_behind_data();
    void dropping_it_leaves_nothing_behind();
    void tokens_that_come_after_it_was_dropped_are_revoked_data();
    void tokens_that_come_after_it_was_dropped_are_revoked();
    void a_slot_may_drop_it_at_any_signal_data();
    void a_slot_may_drop_it_at_any_signal();
};

void tst_LoginJob::a_good_provider_passes_every_check()
{
    SignIn signIn;
    QSignalSpy changed(&signIn.job->recorder(), &checks::Recorder::changed);
    QVERIFY2(signIn.run(), signIn.summary().constData());
    for (const checks::Check &check : signIn.report().checks) {
        const auto expected = check.id == CheckId::Groups ? checks::Status::Skipped : checks::Status::Passed;
        QVERIFY2(check.status == expected, signIn.summary().constData());
        const auto announced = std::any_of(changed.cbegin(), changed.cend(), [&check](const QVariantList &arguments) {
            return arguments.constFirst().toString() == check.id;
        });
        QVERIFY2(announced, qPrintable(check.id));
    }
    QVERIFY(signIn.report().checks.isPassed());
    QCOMPARE(signIn.provider.violations(), QStringList());
    QCOMPARE(signIn.provider.codeExchanges(), 1);
    QCOMPARE(signIn.provider.refreshes(), 3); // two that work, and the one that proves the revocation
    QCOMPARE(signIn.provider.userInfoCalls(), 2);
    QCOMPARE(signIn.report().issuer, signIn.provider.issuer());
    QCOMPARE(signIn.report().email, QStringLiteral("ada@example.com"));
    QCOMPARE(signIn.report().subject, QStringLiteral("00uScripted"));
    QVERIFY(signIn.report().clockOffset.has_value());
    QVERIFY(signIn.report().checks.finishedAt().isValid());
    QTRY_VERIFY(signIn.browser.page().contains("<main class=\"good\">"));
}

void tst_LoginJob::five_round_trips_follow_the_callback()
{
    // Code; then userinfo and refresh; then both again; then the refresh token's revocation; then the proof and the
    // rest.
    SignIn::Options options;
    options.provider.latency = 50ms;
    SignIn signIn(options);
    QVERIFY(signIn.run());
    QVERIFY2(signIn.report().checks.isPassed(), signIn.summary().constData());
    QCOMPARE(signIn.provider.sequentialRoundTrips(), 5);
}

void tst_LoginJob::check_names_are_a_contract()
{
    QCOMPARE(CheckId::all().join(QLatin1Char(' ')),
             QStringLiteral("organization signing-keys client-credentials redirect code-exchange id-token userinfo "
                            "refresh-token groups revocation"));
}

void tst_LoginJob::the_browser_opens_after_the_probes_have_ended()
{
    // A provider that remembers the last authorization request has to remember the browser's.
    SignIn::Options options;
    options.provider.latency = 20ms;
    options.request = [](oidc::LoginRequest &request) {
        request.productionRedirectUri = QStringLiteral("https://authenticate.example.com/oauth2/callback");
        request.relyingParty.sendsPkce = oidc::RelyingParty::Behavior::No;
    };
    SignIn signIn(options);
    bool isUrlThere = false;
    connect(signIn.job.get(), &oidc::LoginJob::waitingForBrowser, this,
            [&] { isUrlThere = signIn.job->isWaitingForBrowser() && !signIn.job->authorizationUrl().isEmpty(); });
    QVERIFY(signIn.job->authorizationUrl().isEmpty());
    QVERIFY(!signIn.job->isWaitingForBrowser());
    QVERIFY(signIn.run());
    QVERIFY(isUrlThere);
    QVERIFY2(signIn.report().checks.isPassed(), signIn.summary().constData());

    const auto &requests = signIn.provider.requests();
    const auto theBrowsers = std::find_if(requests.cbegin(), requests.cend(), [](const Request &request) {
        return request.endpoint == Endpoint::Authorize && !request.isProbe();
    });
    QVERIFY(theBrowsers != requests.cend());
    const auto countProbes = [](auto from, auto to) {
        return std::count_if(from, to, [](const Request &request) { return request.isProbe(); });
    };
    QCOMPARE(countProbes(requests.cbegin(), theBrowsers), 5); // metadata, refresh, two URIs, one without PKCE
    QCOMPARE(countProbes(theBrowsers, requests.cend()), 0);
    QVERIFY(!signIn.job->isWaitingForBrowser());
    QCOMPARE(signIn.job->remainingWait(), 0ms);
}

void tst_LoginJob::the_url_can_be_opened_again_while_waiting()
{
    SignIn::Options options;
    options.browser.neverComesBack = true;
    SignIn signIn(options);
    signIn.job->start();
    QTRY_VERIFY(signIn.job->isWaitingForBrowser());
    QVERIFY(signIn.job->remainingWait() > 0ms && signIn.job->remainingWait() <= 60s);
    QCOMPARE(signIn.browser.opened(), QList<QUrl>{signIn.job->authorizationUrl()});
    signIn.job->reopenBrowser();
    QCOMPARE(signIn.browser.opened(), (QList<QUrl>{signIn.job->authorizationUrl(), signIn.job->authorizationUrl()}));
}

void tst_LoginJob::L21_that_the_browser_tried_https_is_told_while_waiting()
{
    SignIn::Options options;
    options.browser.neverComesBack = true;
    SignIn signIn(options);
    QSignalSpy finished(signIn.job.get(), &Job::finished);
    signIn.job->start();
    QTRY_VERIFY_WITH_TIMEOUT(signIn.job->isWaitingForBrowser(), 30'000);
    QVERIFY(!signIn.check(CheckId::Redirect).problem);

    QTcpSocket impatient;
    impatient.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(QUrl(signIn.report().redirectUri).port()));
    impatient.write(QByteArray("\x16\x03\x01\x02\x00\x01", 6));
    QTRY_COMPARE(signIn.reason(CheckId::Redirect), std::optional(Reason::RedirectTimedOutAfterHttps));
    QCOMPARE(signIn.check(CheckId::Redirect).status, checks::Status::Running);

    QNetworkAccessManager allowed;
    const std::unique_ptr<QNetworkReply> reply(allowed.get(QNetworkRequest(signIn.job->authorizationUrl())));
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30'000);
    QVERIFY2(signIn.report().checks.isPassed(), signIn.summary().constData());
    QVERIFY(!signIn.check(CheckId::Redirect).problem);
}

void tst_LoginJob::every_attempt_has_its_own_state_nonce_and_challenge()
{
    SignIn signIn;
    QVERIFY(signIn.run());
    QVERIFY(signIn.report().checks.isPassed());
    // Again at the same provider, which remembers what it saw.
    FakeUserAgent browser({});
    oidc::LoginRequest request;
    request.issuer = signIn.provider.issuer();
    request.clientId = QStringLiteral("0oaScripted");
    request.clientSecret = Secret(signIn.provider.script().clientSecret);
    request.ports = {0};
    request.scopes = SignIn::defaultScopes();
    oidc::LoginJob second(std::move(request), signIn.http, browser);
    QSignalSpy waiting(&second, &oidc::LoginJob::waitingForBrowser);
    second.start();
    QVERIFY(waiting.wait());
    QTRY_COMPARE(signIn.provider.codeExchanges(), 2);
    auto violations = signIn.provider.violations();
    violations.removeAll(QStringLiteral("one code exchange too many")); // of another sign-in
    QCOMPARE(violations, QStringList());
}

void tst_LoginJob::a_refused_client_keeps_the_browser_closed_data()
{
    QTest::addColumn<SignIn::Options>("options");
    QTest::addColumn<Reason>("reason");
    const auto secret = [](oidc::LoginRequest &request) { request.clientSecret = Secret("wrong"); };
    const auto client = [](oidc::LoginRequest &request) { request.clientId = QStringLiteral("0oaOther"); };
    const auto probeAnswer = [](const ScriptedProvider::Answer &instead) {
        SignIn::Options options;
        options.provider.answer = [instead](const Request &request, ScriptedProvider::Answer &answer) {
            if (request.isJunkRefresh)
                answer = instead;
        };
        return options;
    };

    SignIn::Options options;
    options.request = secret;
    QTest::newRow("wrong secret") << options << Reason(Reason::ClientRefused);
    options.provider.usesManagementShape = true;
    QTest::newRow("wrong secret, in Okta's other shape") << options << Reason(Reason::ClientRefused);
    options = {};
    options.request = client;
    QTest::newRow("unknown client") << options << Reason(Reason::ClientRefused);
    options.provider.knowsClientsAtDiscovery = true;
    QTest::newRow("unknown client, as discovery says") << options << Reason(Reason::ClientRefused);
    QTest::newRow("400 invalid_client") << probeAnswer(
        ScriptedProvider::error(400, QStringLiteral("invalid_client"), {}))
                                        << Reason(Reason::ClientRefused);
    QTest::newRow("invalid_dpop_proof") << probeAnswer(
        ScriptedProvider::error(400, QStringLiteral("invalid_dpop_proof"), {}))
                                        << Reason(Reason::DpopRequired);
    QTest::newRow("use_dpop_nonce") << probeAnswer(ScriptedProvider::error(400, QStringLiteral("use_dpop_nonce"), {}))
                                    << Reason(Reason::DpopRequired);
}

void tst_LoginJob::a_refused_client_keeps_the_browser_closed()
{
    QFETCH(SignIn::Options, options);
    QFETCH(Reason, reason);
    SignIn signIn(options);
    QVERIFY(signIn.run());
    QVERIFY2(signIn.reason(CheckId::ClientCredentials) == reason, signIn.summary().constData());
    QCOMPARE(signIn.check(CheckId::SigningKeys).status, checks::Status::Passed);
    for (const QLatin1String id : {CheckId::Redirect, CheckId::CodeExchange, CheckId::IdToken, CheckId::UserInfo,
                                   CheckId::RefreshToken, CheckId::Groups, CheckId::Revocation})
        QCOMPARE(signIn.check(id).status, checks::Status::Skipped);
    QVERIFY(signIn.browser.opened().isEmpty());
    // Never looped: wrong secrets are logged by the provider. Shown a second way where the token endpoint refuses.
    QCOMPARE(signIn.provider.count(Endpoint::Token), reason == Reason::ClientRefused ? 2 : 1);
    QVERIFY(!signIn.report().checks.isPassed());
}

void tst_LoginJob::probes_that_cannot_tell_leave_it_to_the_code_exchange_data()
{
    QTest::addColumn<ScriptedProvider::Answer>("answer");
    QTest::newRow("500") << ScriptedProvider::html(500);
    QTest::newRow("429 invalid_grant") << ScriptedProvider::error(429, QStringLiteral("invalid_grant"), {});
    QTest::newRow("403 unauthorized_client without a word")
        << ScriptedProvider::error(403, QStringLiteral("unauthorized_client"), {});
    QTest::newRow("400 something new") << ScriptedProvider::error(400, QStringLiteral("something_new"), {});
    QTest::newRow("302") << ScriptedProvider::Answer{302, {{"Location", "/login"}}, {}};
    QTest::newRow("HTML") << ScriptedProvider::html(200);
    ScriptedProvider::Answer answer;
    answer.hangsUp = true;
    QTest::newRow("hangs up") << answer;
    answer.hangsUp = false;
    answer.isSilent = true;
    QTest::newRow("silence: five seconds at most") << answer;
}

void tst_LoginJob::probes_that_cannot_tell_leave_it_to_the_code_exchange()
{
    QFETCH(ScriptedProvider::Answer, answer);
    SignIn::Options options;
    options.provider.answer = [answer](const Request &request, ScriptedProvider::Answer &sent) {
        if (request.isJunkRefresh)
            sent = answer;
    };
    {
        SignIn signIn(options);
        bool wasOpen = false;
        connect(signIn.job.get(), &oidc::LoginJob::waitingForBrowser, this,
                [&] { wasOpen = signIn.check(CheckId::ClientCredentials).status == checks::Status::Running; });
        QVERIFY(signIn.run());
        QVERIFY(wasOpen);
        QVERIFY2(signIn.report().checks.isPassed(), signIn.summary().constData());
        QCOMPARE(signIn.check(CheckId::ClientCredentials).status, checks::Status::Passed);
    }
    if (answer.isSilent)
        return; // once is enough
    options.request = [](oidc::LoginRequest &request) { request.clientSecret = Secret("wrong"); };
    SignIn signIn(options);
    QVERIFY(signIn.run());
    QCOMPARE(signIn.reason(CheckId::ClientCredentials), Reason::ClientRefused);
    QCOMPARE(signIn.reason(CheckId::CodeExchange), Reason::ClientRefused);
    QTRY_VERIFY(signIn.browser.page().contains("<main class=\"bad\">"));
}

void tst_LoginJob::credentials_that_nobody_judged_are_not_called_good()
{
    SignIn::Options options;
    options.provider.answer = [](const Request &request, ScriptedProvider::Answer &answer) {
        if (request.isJunkRefresh)
            answer = ScriptedProvider::html(500);
    };
    options.browser.neverComesBack = true;
    options.request = [](oidc::LoginRequest &request) { request.browserTimeout = 50ms; };
    SignIn signIn(options);
    QVERIFY(signIn.run());
    QVERIFY(signIn.report().isTimedOut);
    QCOMPARE(signIn.check(CheckId::ClientCredentials).status, checks::Status::Skipped);
}

void tst_LoginJob::probes_that_contradict_each_other_are_a_warning()
{
    SignIn::Options options;
    options.provider.answer = [](const Request &request, ScriptedProvider::Answer &answer) {
        if (request.endpoint == Endpoint::Discovery && request.isProbe())
            answer = ScriptedProvider::error(400, QStringLiteral("invalid_client"),
                                             QStringLiteral("Invalid value for 'client_id' parameter."));
    };
    SignIn signIn(options);
    QVERIFY(signIn.run());
    QVERIFY2(signIn.report().checks.isPassed(), signIn.summary().constData());
    QCOMPARE(signIn.check(CheckId::ClientCredentials).status, checks::Status::Warning);
    QCOMPARE(signIn.reason(CheckId::ClientCredentials), Reason::ClientContradicted);
    QVERIFY(signIn.check(CheckId::ClientCredentials).detail.contains(QLatin1String("invalid_client")));
}

void tst_LoginJob::a_client_whose_secret_is_taken_in_the_body_only_passes()
{
    SignIn::Options options;
    options.provider.answer = [](const Request &request, ScriptedProvider::Answer &answer) {
        const bool isForClients = request.endpoint == Endpoint::Token || request.endpoint == Endpoint::Revocation;
        if (isForClients && !request.header("authorization").isEmpty())
            answer = ScriptedProvider::error(401, QStringLiteral("invalid_client"),
                                             QStringLiteral("Client authentication failed."));
    };
    SignIn signIn(options);
    QVERIFY(signIn.run());
    QVERIFY2(signIn.report().checks.isPassed(), signIn.summary().constData());
    QCOMPARE(signIn.check(CheckId::ClientCredentials).status, checks::Status::Passed);
    QCOMPARE(signIn.check(CheckId::Revocation).status, checks::Status::Passed);
    QCOMPARE(signIn.provider.codeExchanges(), 1);
    QCOMPARE(signIn.provider.violations(), QStringList());
}

void tst_LoginJob::tokens_for_a_made_up_refresh_token_are_revoked_and_prove_nothing()
{
    SignIn::Options options;
    options.provider.answer = [](const Request &request, ScriptedProvider::Answer &answer) {
        if (request.isJunkRefresh) {
            answer = ScriptedProvider::json(200,
                                            {{QStringLiteral("access_token"), QStringLiteral("at-for-nothing")},
                                             {QStringLiteral("refresh_token"), QStringLiteral("rt-for-nothing")},
                                             {QStringLiteral("token_type"), QStringLiteral("Bearer")}});
        }
    };
    SignIn signIn(options);
    QVERIFY(signIn.run());
    QVERIFY(signIn.report().checks.isPassed());
    QCOMPARE(signIn.report().probe->findings.status(ProbeId::SecretAccepted), checks::Status::Skipped);
    QCOMPARE(signIn.report().probe->findings.status(ProbeId::RefreshGrant), checks::Status::Skipped);
    QByteArrayList revoked;
    for (const Request &request : signIn.provider.requests()) {
        QVERIFY(!request.header("authorization").contains("at-for-nothing"));
        if (request.endpoint == Endpoint::Revocation)
            revoked.append(request.field("token"));
    }
    QVERIFY(revoked.contains("at-for-nothing"));
    QVERIFY(revoked.contains("rt-for-nothing"));
}

void tst_LoginJob::what_will_stop_the_relying_party_alone_is_a_failure_data()
{
    QTest::addColumn<SignIn::Options>("options");
    QTest::addColumn<Reason>("reason");
    SignIn::Options options;
    options.provider.requiresPkce = true;
    options.request = [](oidc::LoginRequest &request) {
        request.relyingParty.sendsPkce = oidc::RelyingParty::Behavior::No;
    };
    QTest::newRow("PKCE is required, and the relying party sends none") << options << Reason(Reason::PkceRequired);
    options = {};
    // Its own URI is not registered; the loopback one is: any that begins with http.
    options.provider.answer = [](const Request &request, ScriptedProvider::Answer &answer) {
        if (request.endpoint == Endpoint::Authorize && request.parameter("redirect_uri").startsWith("https:"))
            answer = ScriptedProvider::html(400, "The 'redirect_uri' parameter must be a Login redirect URI");
    };
    options.request = [](oidc::LoginRequest &request) {
        request.productionRedirectUri = QStringLiteral("https://authenticate.example.com/oauth2/callback");
    };
    QTest::newRow("its own redirect URI is not registered") << options << Reason(Reason::RedirectUriRefused);
}

void tst_LoginJob::what_will_stop_the_relying_party_alone_is_a_failure()
{
    QFETCH(SignIn::Options, options);
    QFETCH(Reason, reason);
    SignIn signIn(options);
    QVERIFY(signIn.run());
    QCOMPARE(signIn.check(CheckId::Redirect).status, checks::Status::Failed);
    QCOMPARE(signIn.reason(CheckId::Redirect), reason);
    QVERIFY(!signIn.report().checks.isPassed());
    // What does not depend on it was tried all the same.
    QCOMPARE(signIn.check(CheckId::RefreshToken).status, checks::Status::Passed);
    QCOMPARE(signIn.check(CheckId::Revocation).status, checks::Status::Passed);
}

void tst_LoginJob::a_probe_that_was_wrong_about_one_uri_says_nothing_about_another()
{
    SignIn::Options options;
    options.provider.answer = [](const Request &request, ScriptedProvider::Answer &answer) {
        if (request.endpoint == Endpoint::Authorize && request.isProbe())
            answer = ScriptedProvider::html(400, "prompt is not supported");
    };
    options.request = [](oidc::LoginRequest &request) {
        request.productionRedirectUri = QStringLiteral("https://authenticate.example.com/oauth2/callback");
    };
    SignIn signIn(options);
    QVERIFY(signIn.run());
    const QString &production =
        ProbeId::redirectUri(QStringLiteral("https://authenticate.example.com/oauth2/callback"));
    QCOMPARE(signIn.report().probe->findings.status(production), checks::Status::Failed);
    QCOMPARE(signIn.check(CheckId::Redirect).status, checks::Status::Passed);
    QVERIFY2(signIn.report().checks.isPassed(), signIn.summary().constData());
}

void tst_LoginJob::without_probes_nothing_is_asked_before_the_browser()
{
    SignIn::Options options;
    options.request = [](oidc::LoginRequest &request) { request.probes = false; };
    SignIn signIn(options);
    QVERIFY(signIn.run());
    for (const Request &request : signIn.provider.requests())
        QVERIFY(!request.isProbe());
    QCOMPARE(signIn.check(CheckId::ClientCredentials).status, checks::Status::Skipped);
    QVERIFY(!signIn.check(CheckId::ClientCredentials).detail.isEmpty());
    QVERIFY2(signIn.report().checks.isPassed(), signIn.summary().constData());

    // The exchange still tells.
    options.request = [](oidc::LoginRequest &request) {
        request.probes = false;
        request.clientSecret = Secret("wrong");
    };
    SignIn wrong(options);
    QVERIFY(wrong.run());
    QCOMPARE(wrong.reason(CheckId::ClientCredentials), Reason::ClientRefused);
    QCOMPARE(wrong.problem(CheckId::ClientCredentials).sentSecretSize, std::optional<qsizetype>(5));
}

void tst_LoginJob::the_code_is_tried_both_ways_as_the_relying_party_does_data()
{
    QTest::addColumn<bool>("isSpent");
    QTest::newRow("a refused header leaves the code alone") << false;
    QTest::newRow("a refused header spends the code") << true;
}

void tst_LoginJob::the_code_is_tried_both_ways_as_the_relying_party_does()
{
    QFETCH(bool, isSpent);
    SignIn::Options options;
    options.provider.metadata = [](QJsonObject &document) {
        document.insert(QStringLiteral("token_endpoint_auth_methods_supported"),
                        QJsonArray{QStringLiteral("client_secret_post")});
    };
    options.provider.takesBasic = false;
    options.provider.spendsCodeOnRefusal = isSpent;
    options.request = [](oidc::LoginRequest &request) { request.relyingParty.sendsBasicFirst = true; };
    SignIn signIn(options);
    QVERIFY(signIn.run());
    QCOMPARE(signIn.provider.codeExchanges(), 2);
    if (isSpent) {
        QCOMPARE(signIn.check(CheckId::CodeExchange).status, checks::Status::Failed);
        QCOMPARE(signIn.reason(CheckId::CodeExchange), Reason::CodeSpentByFirstAttempt);
    } else {
        QVERIFY2(signIn.report().checks.isPassed(), signIn.summary().constData());
    }
}

void tst_LoginJob::the_page_that_a_probe_met_is_told_when_the_browser_never_returns()
{
    SignIn::Options options;
    options.provider.answer = [](const Request &request, ScriptedProvider::Answer &answer) {
        if (request.endpoint == Endpoint::Authorize)
            answer = ScriptedProvider::html(403, "Blocked by the firewall, incident 4711");
    };
    options.request = [](oidc::LoginRequest &request) { request.browserTimeout = 200ms; };
    SignIn signIn(options);
    QVERIFY(signIn.run());
    QCOMPARE(signIn.reason(CheckId::Redirect), Reason::RedirectTimedOutPage);
    QCOMPARE(signIn.problem(CheckId::Redirect).answer.httpStatus, 403);
    QCOMPARE(signIn.problem(CheckId::Redirect).answer.description,
             QStringLiteral("Blocked by the firewall, incident 4711"));
    QVERIFY(signIn.report().isTimedOut);
}

void tst_LoginJob::the_refresh_token_is_revoked_before_anything_else()
{
    SignIn signIn;
    QVERIFY(signIn.run());
    QByteArrayList hints;
    for (const Request &request : signIn.provider.requests()) {
        if (request.endpoint == Endpoint::Revocation)
            hints.append(request.field("token_type_hint"));
    }
    QCOMPARE(hints, (QByteArrayList{"refresh_token", "access_token", "access_token", "access_token"}));
}

void tst_LoginJob::taken_ports_fail_the_redirect_and_nothing_else()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    SignIn::Options options;
    options.request = [&taken](oidc::LoginRequest &request) { request.ports = {taken.serverPort()}; };
    SignIn signIn(options);
    QVERIFY(signIn.run());
    QCOMPARE(signIn.reason(CheckId::Redirect), Reason::PortsTaken);
    QVERIFY(signIn.check(CheckId::Redirect).detail.contains(QString::number(taken.serverPort())));
    QCOMPARE(signIn.check(CheckId::SigningKeys).status, checks::Status::Passed);
    QCOMPARE(signIn.check(CheckId::ClientCredentials).status, checks::Status::Passed);
    QVERIFY(signIn.browser.opened().isEmpty());
    QVERIFY(!signIn.report().isTimedOut);
}

void tst_LoginJob::the_next_port_is_used_when_one_is_taken()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    SignIn::Options options;
    options.request = [&taken](oidc::LoginRequest &request) { request.ports = {taken.serverPort(), 0}; };
    SignIn signIn(options);
    QVERIFY(signIn.run());
    QVERIFY2(signIn.report().checks.isPassed(), signIn.summary().constData());
    // The probe asked about the port that was really bound.
    QCOMPARE(signIn.report().probe->findings.all().constLast().id, ProbeId::redirectUri(signIn.report().redirectUri));
    QCOMPARE(signIn.report().probe->findings.all().constLast().status, checks::Status::Passed);
}

void tst_LoginJob::a_browser_that_does_not_come_for_its_page_does_not_keep_it_waiting()
{
    SignIn::Options options;
    options.browser.fetchesThePage = false;
    SignIn signIn(options);
    QVERIFY(signIn.run());
    QVERIFY(signIn.report().checks.isPassed());
    // Nothing listens any more.
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost, static_cast<quint16>(QUrl(signIn.report().redirectUri).port())));
}

void tst_LoginJob::dropping_it_leaves_nothing_behind_data()
{
    // The moment when it is dropped: the endpoint that has been asked for the n-th time, and is silent.
    QTest::addColumn<std::function<bool(const ScriptedProvider &)>>("isMoment");
    using Predicate = std::function<bool(const ScriptedProvider &)>;
    const auto row = [](const char *tag, Predicate isMoment) { QTest::newRow(tag) << isMoment; };
    row("T10 discovery", [](const ScriptedProvider &provider) { return provider.count(Endpoint::Discovery) >= 1; });
    row("T10 keys", [](const ScriptedProvider &provider) { return provider.count(Endpoint::Keys) >= 1; });
    row("T10 probes", [](const ScriptedProvider &provider) {
        return std::any_of(provider.requests().cbegin(), provider.requests().cend(),
                           [](const Request &request) { return request.isJunkRefresh; });
    });
    row("T10 the browser at the provider", [](const ScriptedProvider &provider) {
        return std::any_of(provider.requests().cbegin(), provider.requests().cend(), [](const Request &request) {
            return request.endpoint == Endpoint::Authorize && !request.isProbe();
        });
    });
    row("T10 code exchange", [](const ScriptedProvider &provider) { return provider.codeExchanges() == 1; });
    row("T10 V1 userinfo", [](const ScriptedProvider &provider) { return provider.userInfoCalls() == 1; });
    row("T10 V1 refresh", [](const ScriptedProvider &provider) { return provider.refreshes() == 1; });
    row("T10 V1 second userinfo", [](const ScriptedProvider &provider) { return provider.userInfoCalls() == 2; });
    row("T10 V1 second refresh", [](const ScriptedProvider &provider) { return provider.refreshes() == 2; });
}

void tst_LoginJob::dropping_it_leaves_nothing_behind()
{
    using Predicate = std::function<bool(const ScriptedProvider &)>;
    QFETCH(Predicate, isMoment);
    SignIn::Options options;
    options.provider.rotatesRefreshTokens = true;
    const ScriptedProvider *provider = nullptr;
    bool isDropped = false;
    QByteArrayList withheld; // what a token call that is under way would bring: it is given the time that it has anyway
    const auto isTokenCall = [](const Request &request) {
        return request.endpoint == Endpoint::Token && !request.isJunkRefresh;
    };
    options.provider.answer = [&](const Request &request, ScriptedProvider::Answer &answer) {
        if (isDropped) { // what was on its way already
            answer.isSilent = !isTokenCall(request) && request.endpoint != Endpoint::Revocation;
            return;
        }
        answer.isSilent = isMoment(*provider);
        if (answer.isSilent && isTokenCall(request))
            withheld << provider->accessTokens().constLast() << provider->refreshTokens().constLast();
    };
    SignIn signIn(options);
    provider = &signIn.provider;
    int finished = 0;
    connect(signIn.job.get(), &Job::finished, this, [&finished] { ++finished; });
    signIn.job->start();
    QTRY_VERIFY(isMoment(signIn.provider));
    const QUrl redirectUri(signIn.report().redirectUri);
    auto accessTokens = signIn.provider.accessTokens();
    auto refreshTokens = signIn.provider.refreshTokens();
    for (const QByteArray &token : std::as_const(withheld)) {
        accessTokens.removeAll(token);
        refreshTokens.removeAll(token);
    }
    isDropped = true;
    const auto asked = signIn.provider.requests().size();
    const int trip = signIn.provider.requests().constLast().trip;
    // UserInfo and a refresh are asked for together: the one that arrives later may do so after this.
    const auto round = std::max(signIn.provider.userInfoCalls(), signIn.provider.refreshes());
    signIn.job.reset();

    // Those that came are revoked, by requests that nobody waits for; nothing else is asked.
    if (!accessTokens.isEmpty())
        QTRY_VERIFY(signIn.provider.isRevoked(accessTokens.constLast()));
    if (!refreshTokens.isEmpty())
        QTRY_VERIFY(signIn.provider.isRevoked(refreshTokens.constLast()));
    if (!withheld.isEmpty())
        QVERIFY(signIn.http.hasDispatched());
    else
        QTRY_VERIFY(!signIn.http.hasDispatched());
    QVERIFY(signIn.provider.userInfoCalls() <= round);
    QVERIFY(signIn.provider.refreshes() <= round);
    for (qsizetype i = asked; i < signIn.provider.requests().size(); ++i) {
        const Request &request = signIn.provider.requests().at(i);
        const bool isCounted =
            request.endpoint == Endpoint::UserInfo || isTokenCall(request) || request.endpoint == Endpoint::Revocation;
        QVERIFY(isCounted || request.trip <= trip);
    }
    QVERIFY(signIn.provider.codeExchanges() <= 1);
    if (redirectUri.port() > 0) {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost, static_cast<quint16>(redirectUri.port())));
    }
    QCOMPARE(finished, 0);
}

void tst_LoginJob::tokens_that_come_after_it_was_dropped_are_revoked_data()
{
    QTest::addColumn<int>("tokenCall"); // the one that is under way when it is dropped
    QTest::addColumn<bool>("rotates");
    QTest::addColumn<bool>("isMalformed"); // the tokens come in an answer that would be refused
    QTest::newRow("V1 code exchange") << 1 << false << false;
    QTest::newRow("V1 code exchange, malformed") << 1 << false << true;
    QTest::newRow("V1 refresh") << 2 << false << false;
    QTest::newRow("V1 refresh that rotates") << 2 << true << false;
    QTest::newRow("V1 second refresh") << 3 << true << false;
}

void tst_LoginJob::tokens_that_come_after_it_was_dropped_are_revoked()
{
    QFETCH(int, tokenCall);
    QFETCH(bool, rotates);
    QFETCH(bool, isMalformed);
    SignIn::Options options;
    options.provider.rotatesRefreshTokens = rotates;
    options.provider.latency = std::chrono::milliseconds(50);
    if (isMalformed)
        options.provider.tokens = [](QJsonObject &members, int) { members.insert(QStringLiteral("token_type"), 7); };
    SignIn *running = nullptr;
    int tokenCalls = 0;
    options.provider.answer = [&](const Request &request, ScriptedProvider::Answer &) {
        if (request.endpoint != Endpoint::Token || request.isJunkRefresh || ++tokenCalls != tokenCall)
            return;
        // The tokens are issued, and their answer has not been sent yet.
        QMetaObject::invokeMethod(
            this, [&running] { running->job.reset(); }, Qt::QueuedConnection);
    };
    SignIn signIn(options);
    running = &signIn;
    signIn.job->start();
    QTRY_VERIFY_WITH_TIMEOUT(!signIn.job, 30'000);

    QTRY_VERIFY(!signIn.http.hasDispatched());
    QCOMPARE(tokenCalls, tokenCall);
    QCOMPARE(signIn.provider.codeExchanges(), 1);
    QVERIFY(!signIn.provider.accessTokens().isEmpty());
    for (const QByteArray &token : signIn.provider.accessTokens())
        QVERIFY(signIn.provider.isRevoked(token));
    QVERIFY(signIn.provider.isRevoked(signIn.provider.refreshTokens().constLast()));
}

void tst_LoginJob::a_slot_may_drop_it_at_any_signal_data()
{
    QTest::addColumn<int>("signal"); // the n-th change of a check; -1: waitingForBrowser; -2: finished
    QTest::newRow("finished") << -2;
    QTest::newRow("waiting for the browser") << -1;
    for (int i = 1; i <= 16; ++i)
        QTest::addRow("change %d", i) << i;
}

void tst_LoginJob::a_slot_may_drop_it_at_any_signal()
{
    QFETCH(int, signal);
    SignIn signIn;
    int changes = 0;
    const auto drop = [&signIn] { signIn.job.reset(); };
    connect(&signIn.job->recorder(), &checks::Recorder::changed, this, [&] {
        if (++changes == signal)
            drop();
    });
    connect(signIn.job.get(), &oidc::LoginJob::waitingForBrowser, this, [&] {
        if (signal == -1)
            drop();
    });
    connect(signIn.job.get(), &Job::finished, this, [&] {
        if (signal == -2)
            drop();
    });
    signIn.job->start();
    QTRY_VERIFY(!signIn.job);
    QTRY_VERIFY(!signIn.http.hasDispatched());
}

QTEST_GUILESS_MAIN(tst_LoginJob)
#include "tst_LoginJob.moc"
