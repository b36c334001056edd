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
        check.status = CheckStatus::Failed;
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
        for (const auto status : {CheckStatus::Running, CheckStatus::Passed, CheckStatus::Warning, CheckStatus::Failed,
                                  CheckStatus::Skipped}) {
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
        QCOMPARE(lines.at(0).status, CheckStatus::Passed);
        QCOMPARE(lines.at(1).status, CheckStatus::Skipped);
        QVERIFY(!lines.at(1).remedy.isEmpty());
        QCOMPARE(lines.at(2).status, CheckStatus::Failed);
        QCOMPARE(lines.at(2).code, QStringLiteral("OKTA-REFRESH-GRANT-OFF"));
        QCOMPARE(lines.at(3).status, CheckStatus::Skipped);
        QVERIFY(lines.at(4).title.contains(QStringLiteral("http://127.0.0.1:1/callback")));
    }

    void the_names_of_statuses_are_the_contract()
    {
        QCOMPARE(advice::statusName(CheckStatus::Pending), QStringLiteral("pending"));
        QCOMPARE(advice::statusName(CheckStatus::Running), QStringLiteral("running"));
        QCOMPARE(advice::statusName(CheckStatus::Passed), QStringLiteral("passed"));
        QCOMPARE(advice::statusName(CheckStatus::Warning), QStringLiteral("warning"));
        QCOMPARE(advice::statusName(CheckStatus::Failed), QStringLiteral("failed"));
        QCOMPARE(advice::statusName(CheckStatus::Skipped), QStringLiteral("skipped"));
    }
};

QTEST_GUILESS_MAIN(tst_CheckLine)
#include "tst_CheckLine.moc"
