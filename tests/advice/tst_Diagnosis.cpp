#include "advice/Diagnosis.h"
#include "advice/Places.h"

#include <QRegularExpression>
#include <QTest>

namespace {

/// Every enumerator from the first to the last.
template <typename E> QList<E> allUpTo(E last)
{
    QList<E> all;
    for (int value = 0; value <= static_cast<int>(last); ++value)
        all.append(static_cast<E>(value));
    return all;
}

/// Every reason of a sign-in: those of one word, and each fault of each stage's answer.
QList<oidc::Reason> everyLoginReason()
{
    QList<oidc::Reason> all;
    for (const auto code : allUpTo(oidc::Reason::RefreshTokenStillAlive)) {
        if (code != oidc::Reason::Answer)
            all.append(code);
    }
    for (const auto stage : allUpTo(oidc::Stage::UserInfo)) {
        for (const auto fault : allUpTo(oidc::Fault::NotJson))
            all.append(oidc::Reason(stage, fault));
    }
    return all;
}

} // namespace

class tst_Diagnosis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_reason_of_a_login_has_its_sentences()
    {
        for (const oidc::Reason &reason : everyLoginReason()) {
            oidc::Error error;
            error.reason = reason;
            check(advice::diagnose(error), static_cast<int>(reason.code));
        }
    }

    void no_clock_is_blamed_that_agrees_with_the_servers()
    {
        for (const oidc::Reason reason :
             {oidc::Reason::IdTokenExpired, oidc::Reason::IdTokenIssuedTooLongAgo, oidc::Reason::IdTokenIssuedInFuture,
              oidc::Reason::IdTokenNotYetValid, oidc::Reason::IdTokenLeewayUsed}) {
            oidc::Error error;
            error.reason = reason;
            error.detail = QStringLiteral("nbf, 110 s");
            error.clockOffset = 110;
            QVERIFY(advice::diagnose(error).cause.contains(QLatin1String("110 seconds behind")));
            QVERIFY(advice::diagnose(error).remedy.contains(QLatin1String("Synchronize")));
            error.clockOffset = 0;
            QVERIFY(!advice::diagnose(error).headline.contains(QLatin1String("this computer")));
            QVERIFY(advice::diagnose(error).cause.contains(QLatin1String("agree")));
            QVERIFY(!advice::diagnose(error).remedy.contains(QLatin1String("Synchronize")));
            error.clockOffset.reset();
            QVERIFY(!advice::diagnose(error).cause.contains(QLatin1String("agree")));
            QVERIFY(advice::diagnose(error).remedy.contains(QLatin1String("Synchronize")));
        }
    }

    void what_a_login_says_is_short()
    {
        const auto words = [](const QString &text) { return text.split(QLatin1Char(' '), Qt::SkipEmptyParts).size(); };
        for (const oidc::Reason &reason : everyLoginReason()) {
            const auto diagnosis = advice::diagnose(oidc::because(reason));
            if (reason == oidc::Reason::Transport)
                continue;
            QVERIFY2(words(diagnosis.headline) <= 8, qPrintable(diagnosis.headline));
            for (const QString &sentence : diagnosis.cause.split(QStringLiteral(". ")))
                QVERIFY2(words(sentence) <= 20, qPrintable(sentence));
        }
    }

    void every_reason_of_a_connection_has_its_sentences()
    {
        for (const auto reason : allUpTo(http::TransportError::Reason::Other)) {
            http::TransportError error;
            error.reason = reason;
            error.host = QStringLiteral("acme.okta.com");
            check(advice::diagnose(error), static_cast<int>(reason));
        }
    }

    void every_reason_of_the_API_has_its_sentences()
    {
        for (const auto reason : allUpTo(okta::ApiError::Reason::Other)) {
            okta::ApiError error;
            error.reason = reason;
            check(advice::diagnose(error), static_cast<int>(reason));
        }
        for (const auto note : allUpTo(okta::TokenNote::NoGroupToAsk)) {
            check(advice::diagnose(note), static_cast<int>(note));
        }
    }

    void every_problem_of_okta_has_its_sentences()
    {
        for (const auto problem : allUpTo(okta::OAuthProblem::ServerError)) {
            if (problem != okta::OAuthProblem::Unknown)
                check(advice::diagnose(problem), static_cast<int>(problem));
        }
        QVERIFY(advice::diagnose(okta::OAuthProblem::Unknown).code.isEmpty());
    }

    void every_reason_of_what_is_typed_and_written_has_its_sentences()
    {
        for (const auto reason : allUpTo(okta::OrgUrlError::Reason::PomeriumCallback))
            check(advice::diagnose(okta::OrgUrlError{reason, {}}), static_cast<int>(reason));
        for (const auto reason : allUpTo(okta::ApiTokenError::Reason::CharacterInvalid))
            check(advice::diagnose(okta::ApiTokenError{reason, {}}), static_cast<int>(reason));
        for (const auto reason : allUpTo(pomerium::AuthenticateUrlError::Reason::OktaAddress))
            check(advice::diagnose(pomerium::AuthenticateUrlError{reason, {}}), static_cast<int>(reason));
        for (const auto reason : allUpTo(pomerium::ExportError::Reason::NotReadByRelease)) {
            pomerium::ExportError error;
            error.reason = reason;
            error.key = QStringLiteral("IDP_CLIENT_SECRET");
            check(advice::diagnose(error), static_cast<int>(reason));
        }
        for (const auto reason : allUpTo(files::WriteError::Reason::Io)) {
            files::WriteError error;
            error.reason = reason;
            check(advice::diagnose(error), static_cast<int>(reason));
        }
        for (const auto reason : allUpTo(pomerium::ServiceAccountError::Reason::NotRaw)) {
            pomerium::ServiceAccountError error;
            error.reason = reason;
            check(advice::diagnose(error), static_cast<int>(reason));
        }
        for (const auto reason : allUpTo(pomerium::ImportError::Reason::DifferentFormat)) {
            pomerium::ImportError error;
            error.reason = reason;
            check(advice::diagnose(error), static_cast<int>(reason));
        }
        for (const auto note : allUpTo(pomerium::ImportNote::OtherSettingsKept)) {
            pomerium::ImportRemark remark;
            remark.note = note;
            check(advice::diagnose(remark), static_cast<int>(note));
        }
        for (const auto reason : allUpTo(secrets::KeychainError::Reason::Other)) {
            for (const auto use : allUpTo(advice::KeychainUse::Remove))
                check(advice::diagnose(secrets::KeychainError{reason, {}}, use), static_cast<int>(reason));
        }
    }

    void a_problem_has_the_sentences_of_the_error_that_it_is()
    {
        check(advice::diagnose(checks::Problem(oidc::Error{})), 0);
        check(advice::diagnose(checks::Problem(okta::ApiError{})), 1);
        check(advice::diagnose(checks::Problem(okta::ApiTokenError{})), 2);
        check(advice::diagnose(checks::Problem(okta::OrgUrlError{})), 3);
        check(advice::diagnose(checks::Problem(okta::TokenNote::NoGroups)), 4);
        check(advice::diagnose(checks::Problem(http::TransportError{})), 5);
        check(advice::diagnose(checks::Problem(pomerium::AuthenticateUrlError{})), 6);
        check(advice::diagnose(checks::Problem(pomerium::ImportError{})), 7);
        check(advice::diagnose(checks::Problem(pomerium::ImportRemark{})), 8);
        check(advice::diagnose(checks::Problem(pomerium::ReleaseError{})), 9);
        check(advice::diagnose(checks::Problem(pomerium::ServiceAccountError{})), 10);
        check(advice::diagnose(checks::Problem(files::WriteError{})), 11);
        check(advice::diagnose(checks::Problem(secrets::KeychainError{})), 12);
        check(advice::diagnose(checks::Problem(okta::UnlikelyToken{})), 13);
        check(advice::diagnose(checks::Problem(pomerium::ExportError{})), 14);
    }

    void the_keychain_is_described_unless_it_is_ready()
    {
        QVERIFY(advice::describe(secrets::KeychainState::Ready).headline.isEmpty());
        for (const auto state :
             {secrets::KeychainState::Locked, secrets::KeychainState::NoCollection, secrets::KeychainState::NoService,
              secrets::KeychainState::NoBus, secrets::KeychainState::SessionOnly})
            check(advice::describe(state), static_cast<int>(state));
    }

    void the_servers_own_error_decides_what_is_said_data()
    {
        QTest::addColumn<oidc::Reason>("reason");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("description");
        QTest::addColumn<QString>("code");
        using oidc::Reason;
        const auto row = [](const char *name, Reason reason, int status, const char *error, const char *description,
                            const char *code) {
            QTest::newRow(name) << reason << status << QString::fromLatin1(error) << QString::fromLatin1(description)
                                << QString::fromLatin1(code);
        };
        row("wrong secret", Reason::ClientRefused, 401, "invalid_client",
            "The client secret supplied for a confidential client is invalid.", "OKTA-WRONG-SECRET");
        row("unknown client", Reason::ClientRefused, 401, "invalid_client", "Invalid value for 'client_id' parameter.",
            "OKTA-UNKNOWN-CLIENT");
        row("not assigned", Reason::AuthorizationDenied, 0, "access_denied",
            "User is not assigned to the client application.", "OKTA-USER-NOT-ASSIGNED");
        row("code used", Reason(oidc::Stage::Token, oidc::Fault::Refused), 400, "invalid_grant",
            "The authorization code is invalid or has expired.", "OKTA-CODE-INVALID");
        row("a code nobody knows", Reason(oidc::Stage::Token, oidc::Fault::Refused), 400, "quantum_error", "?",
            "OIDC-TOKEN-REFUSED");
        row("a wrong secret, told by the status", Reason::ClientRefused, 401, "unauthorized_client",
            "Invalid client or Invalid client credentials", "OKTA-CLIENT-REFUSED");
        row("refresh is off, told by the scope", Reason::AuthorizationDenied, 0, "invalid_scope",
            "The OAuth 2.0 Client is not allowed to request scope 'offline_access'.", "OKTA-SCOPE-REFUSED");
        row("a request of a web page", Reason(oidc::Stage::Token, oidc::Fault::Refused), 400, "invalid_scope",
            "Browser requests to the token endpoint may not include the offline_access scope.", "OKTA-ORIGIN-HEADER");
        row("PAR is required", Reason::AuthorizationDenied, 0, "invalid_request",
            "Pushed Authorization Request is only allowed.", "OKTA-PAR-REQUIRED");
        row("PAR is required, abbreviated", Reason::AuthorizationDenied, 0, "invalid_request", "PAR is required",
            "OKTA-PAR-REQUIRED");
        row("the PKCE method does not match", Reason::AuthorizationDenied, 0, "invalid_request",
            "Invalid parameter: code challenge method is not matching the configured one", "OKTA-PKCE-METHOD");
        row("another invalid request", Reason::AuthorizationDenied, 0, "invalid_request",
            "Missing parameter: login_hint", "OKTA-REQUEST-INVALID");
        row("no DPoP proof", Reason::DpopRequired, 400, "invalid_request", "DPoP proof is missing",
            "OKTA-DPOP-REQUIRED");
        row("UserInfo denies, and nobody pressed Cancel", Reason(oidc::Stage::UserInfo, oidc::Fault::Refused), 403,
            "access_denied", "Missing openid scope", "OIDC-USERINFO-REFUSED");
        row("a refresh, without a word", Reason::RefreshRefused, 400, "invalid_grant", "",
            "OKTA-REFRESH-TOKEN-INVALID");
        row("an unknown authorization server", Reason::AuthorizationDenied, 0, "invalid_request",
            "The authorization server 'aus1' was not found.", "OKTA-AUTHORIZATION-SERVER-UNKNOWN");
        row("a claim that cannot be computed", Reason::AuthorizationDenied, 0, "server_error",
            "The claim 'department' could not be evaluated.", "OKTA-CLAIM-NOT-EVALUATED");
        row("the probe's page, when the browser never returns", Reason::RedirectTimedOutPage, 0, "invalid_request",
            "PKCE code challenge is required by the application.", "OKTA-PKCE-REQUIRED");
        row("the probe's page of a firewall", Reason::RedirectTimedOutPage, 403, "", "Blocked",
            "OIDC-REDIRECT-TIMEOUT");
        row("our own judgement stays", Reason::IdTokenNonceMismatch, 401, "invalid_client", "?", "OIDC-NONCE-MISMATCH");
    }
    void the_servers_own_error_decides_what_is_said()
    {
        QFETCH(oidc::Reason, reason);
        QFETCH(int, status);
        QFETCH(QString, error);
        QFETCH(QString, description);
        QFETCH(QString, code);
        oidc::Error given;
        given.reason = reason;
        given.answer.httpStatus = status;
        given.answer.error = error;
        given.answer.description = description;
        given.answer.requestId = QStringLiteral("reqABC");
        const auto diagnosis = advice::diagnose(given);
        QCOMPARE(diagnosis.code, code);
        QVERIFY(diagnosis.detail.contains(description));
        QVERIFY(diagnosis.detail.contains(QStringLiteral("reqABC")));
    }

    void what_is_not_there_is_not_pointed_to()
    {
        oidc::Error error = oidc::because(oidc::Reason(oidc::Stage::Token, oidc::Fault::ServerError));
        error.answer.httpStatus = 500;
        QVERIFY(!advice::diagnose(error).remedy.contains(QLatin1String("request ID")));
        error.answer.requestId = QStringLiteral("reqABC");
        QVERIFY(advice::diagnose(error).remedy.contains(QLatin1String("request ID")));

        error = oidc::because(oidc::Reason(oidc::Stage::Token, oidc::Fault::Refused));
        error.answer = {.httpStatus = 400, .error = QStringLiteral("unauthorized_client")};
        QVERIFY(!advice::diagnose(error).cause.contains(QLatin1String("list")));
        error.answer.description = QStringLiteral("Configured grant types: [authorization_code].");
        QVERIFY(advice::diagnose(error).cause.contains(QLatin1String("list")));
    }

    void a_refused_secret_is_told_by_its_length()
    {
        oidc::Error error = oidc::because(oidc::Reason::ClientRefused);
        QVERIFY(!advice::diagnose(error).cause.contains(QLatin1String("characters")));
        error.sentSecretSize = 41;
        QVERIFY(advice::diagnose(error).cause.contains(QLatin1String("41 characters")));
    }

    void what_has_to_be_ticked_is_named_in_both_wordings()
    {
        oidc::Error error;
        error.reason = oidc::Reason::RefreshGrantOff;
        const auto diagnosis = advice::diagnose(error);
        QCOMPARE(diagnosis.code, QStringLiteral("OKTA-REFRESH-GRANT-OFF"));
        QVERIFY(diagnosis.remedy.contains(QStringLiteral("Refresh Token")));
        QVERIFY(diagnosis.remedy.contains(QStringLiteral("Applications > Applications")));
        // The new name of the menu is a footnote, once, and not in every sentence.
        QVERIFY(!diagnosis.remedy.contains(QStringLiteral("Applications and Resources")));
        QVERIFY(advice::places::menuFootnote().contains(QStringLiteral("Applications and Resources > Applications")));
    }

    void a_certificate_is_shown_with_its_dates()
    {
        http::TransportError error;
        error.reason = http::TransportError::Reason::TlsExpired;
        error.host = QStringLiteral("acme.okta.com");
        error.certificate =
            http::Certificate{QStringLiteral("CN=acme"), QStringLiteral("CN=authority"),
                              QDateTime::fromString(QStringLiteral("2020-01-02T03:04:05Z"), Qt::ISODate),
                              QDateTime::fromString(QStringLiteral("2021-01-02T03:04:05Z"), Qt::ISODate)};
        const QString detail = advice::diagnose(error).detail;
        for (const auto *part : {"CN=acme", "CN=authority", "2020-01-02", "2021-01-02"})
            QVERIFY2(detail.contains(QLatin1String(part)), part);
    }

    void a_missing_intermediate_certificate_is_not_blamed_on_the_company()
    {
        http::TransportError error;
        error.reason = http::TransportError::Reason::TlsIncompleteChain;
        error.host = QStringLiteral("login.acme.example");
        error.certificate = http::Certificate{QStringLiteral("CN=login.acme.example"), QStringLiteral("CN=R11"),
                                              QDateTime(), QDateTime(), QStringLiteral("CN=R11")};
        auto diagnosis = advice::diagnose(error);
        QCOMPARE(diagnosis.code, QStringLiteral("TLS-INCOMPLETE-CHAIN"));
        QVERIFY(diagnosis.cause.contains(QLatin1String("CN=R11")));
        QVERIFY(diagnosis.remedy.contains(QLatin1String("certificate chain")));
        QVERIFY(!diagnosis.remedy.contains(QLatin1String("--ca-file")));

        // Nobody can tell: both are said, the chain first; of Okta's own domains only one can be.
        error.reason = http::TransportError::Reason::TlsUnknownAuthority;
        diagnosis = advice::diagnose(error);
        QVERIFY(diagnosis.remedy.indexOf(QLatin1String("certificate chain"))
                < diagnosis.remedy.indexOf(QLatin1String("--ca-file")));
        QVERIFY(diagnosis.remedy.contains(QLatin1String("certificate chain")));
        error.host = QStringLiteral("acme.okta.com");
        diagnosis = advice::diagnose(error);
        QVERIFY(!diagnosis.remedy.contains(QLatin1String("certificate chain")));
        QVERIFY(diagnosis.remedy.contains(QLatin1String("--ca-file")));
    }

    void a_proxy_is_quoted_with_what_it_said()
    {
        http::TransportError error;
        error.host = QStringLiteral("acme.okta.com");
        error.proxy = QStringLiteral("proxy.acme.example:3128");
        error.reason = http::TransportError::Reason::ProxyRefused;
        for (const int status : {403, 404, 502, 503, 504}) {
            error.proxyStatus = status;
            const auto diagnosis = advice::diagnose(error);
            QCOMPARE(diagnosis.code, QStringLiteral("PROXY-REFUSED"));
            QVERIFY(diagnosis.headline.contains(error.proxy));
            QVERIFY(diagnosis.cause.contains(QString::number(status)));
        }
        error.reason = http::TransportError::Reason::ProxyAuthenticationRequired;
        error.proxySchemes = {QStringLiteral("Negotiate"), QStringLiteral("NTLM")};
        auto diagnosis = advice::diagnose(error);
        QCOMPARE(diagnosis.code, QStringLiteral("PROXY-PASSWORD"));
        QVERIFY(diagnosis.cause.contains(QLatin1String("Negotiate, NTLM")));
        QVERIFY(!diagnosis.remedy.contains(QLatin1String("PASSWORD@")));
        error.proxySchemes = {QStringLiteral("Basic")};
        QVERIFY(advice::diagnose(error).remedy.contains(QLatin1String("USER:PASSWORD@proxy.acme.example:3128")));
    }

    void who_reads_or_removes_a_secret_is_not_told_about_saving()
    {
        for (const auto reason : allUpTo(secrets::KeychainError::Reason::Other)) {
            for (const auto use : {advice::KeychainUse::Fetch, advice::KeychainUse::Remove}) {
                const auto words = advice::diagnose(secrets::KeychainError{reason, QStringLiteral("x")}, use);
                QVERIFY2(!words.headline.contains(QLatin1String("not saved")), qPrintable(words.headline));
                QVERIFY2(!words.remedy.contains(QLatin1String("without saving")), qPrintable(words.remedy));
                QCOMPARE(words.detail, QStringLiteral("x"));
            }
        }
    }

private:
    static void check(const advice::Diagnosis &diagnosis, int number)
    {
        static const QRegularExpression code(QStringLiteral("^[A-Z]+(-[A-Z0-9]+)+$"));
        const QByteArray where = QByteArray::number(number) + ' ' + diagnosis.code.toLatin1();
        QVERIFY2(code.match(diagnosis.code).hasMatch(), where.constData());
        for (const QString &sentence : {diagnosis.headline, diagnosis.cause, diagnosis.remedy}) {
            QVERIFY2(!sentence.trimmed().isEmpty(), where.constData());
            QVERIFY2(!sentence.contains(QLatin1String("%1")) && !sentence.contains(QLatin1String("%2")),
                     where.constData());
        }
        QVERIFY2(diagnosis.headline.endsWith(QLatin1Char('.')), where.constData());
    }
};

QTEST_GUILESS_MAIN(tst_Diagnosis)
#include "tst_Diagnosis.moc"
