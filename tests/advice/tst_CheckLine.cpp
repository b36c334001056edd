#include "advice/CheckLine.h"

#include <QTest>

class tst_CheckLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_failed_line_says_why_and_what_to_do()
    {
        oidc::LoginReport report;
        oidc::Check check;
        check.id = oidc::CheckId::IdToken;
        check.status = checks::Status::Failed;
        check.problem = oidc::Error{};
        check.problem->reason = oidc::Error::Reason::IdTokenNonceMismatch;
        report.checks.append(check);
        const auto lines = advice::checkLines(report);
        QCOMPARE(lines.size(), 1);
        const QJsonObject json = lines.first().toJson();
        QCOMPARE(json.value(QLatin1String("id")).toString(), QStringLiteral("id-token"));
        QCOMPARE(json.value(QLatin1String("status")).toString(), QStringLiteral("failed"));
        QCOMPARE(json.value(QLatin1String("code")).toString(), QStringLiteral("OIDC-NONCE-MISMATCH"));
        for (const auto *key : {"headline", "cause", "remedy"})
            QVERIFY2(!json.value(QLatin1String(key)).toString().isEmpty(), key);
        QCOMPARE(json.size(), 7);
    }

    void every_check_has_words_in_every_status()
    {
        for (const auto status : {checks::Status::Running, checks::Status::Passed, checks::Status::Warning,
                                  checks::Status::Failed, checks::Status::Skipped}) {
            oidc::LoginReport login;
            for (const auto id : oidc::allChecks())
                login.checks.append(oidc::Check{id, status, {}, {}});
            okta::TokenReport token;
            for (const auto id : {okta::TokenCheckId::Organization, okta::TokenCheckId::TokenAccepted,
                                  okta::TokenCheckId::ListGroups, okta::TokenCheckId::ListMembers})
                token.checks.append(okta::TokenCheck{id, status, okta::TokenNote::None, {}, {}});
            for (const auto &line : advice::checkLines(login) + advice::checkLines(token)) {
                QVERIFY2(!line.headline.isEmpty(), qPrintable(line.id));
                QVERIFY2(!line.title.isEmpty(), qPrintable(line.id));
            }
        }
    }

    void what_cannot_be_told_is_never_passed()
    {
        oidc::ClientProbe probe;
        probe.clientKnown = {oidc::Answer::Yes, {}};
        probe.secretAccepted = {oidc::Answer::CannotTell, {}};
        oidc::Error refused;
        refused.reason = oidc::Error::Reason::RefreshGrantOff;
        probe.refreshGrant = {oidc::Answer::No, refused};
        probe.redirects.append({QStringLiteral("http://127.0.0.1:1/callback"), {oidc::Answer::Yes, {}}});
        const auto lines = advice::checkLines(probe);
        QCOMPARE(lines.size(), 5);
        QCOMPARE(lines.at(0).status, checks::Status::Passed);
        QCOMPARE(lines.at(1).status, checks::Status::Skipped);
        QVERIFY(!lines.at(1).remedy.isEmpty());
        QCOMPARE(lines.at(2).status, checks::Status::Failed);
        QCOMPARE(lines.at(2).code, QStringLiteral("OKTA-REFRESH-GRANT-OFF"));
        QCOMPARE(lines.at(3).status, checks::Status::Skipped);
        QVERIFY(lines.at(4).title.contains(QStringLiteral("http://127.0.0.1:1/callback")));
    }

    void the_names_of_statuses_are_the_contract()
    {
        QCOMPARE(checks::statusName(checks::Status::Pending), QStringLiteral("pending"));
        QCOMPARE(checks::statusName(checks::Status::Running), QStringLiteral("running"));
        QCOMPARE(checks::statusName(checks::Status::Passed), QStringLiteral("passed"));
        QCOMPARE(checks::statusName(checks::Status::Warning), QStringLiteral("warning"));
        QCOMPARE(checks::statusName(checks::Status::Failed), QStringLiteral("failed"));
        QCOMPARE(checks::statusName(checks::Status::Skipped), QStringLiteral("skipped"));
    }
};

QTEST_GUILESS_MAIN(tst_CheckLine)
#include "tst_CheckLine.moc"
