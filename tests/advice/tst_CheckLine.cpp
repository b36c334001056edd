#include "advice/CheckLine.h"
#include "advice/CheckWords.h"
#include "advice/Diagnosis.h"
#include "oidc/LoginReport.h"
#include "okta/CheckApiTokenJob.h"

#include <QTest>

class tst_CheckLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_failed_line_says_why_and_what_to_do()
    {
        oidc::LoginReport report;
        report.checks = checks::List();
        report.checks.put({.id = oidc::CheckId::IdToken,
                           .status = checks::Status::Failed,
                           .problem = oidc::because(oidc::Reason::IdTokenNonceMismatch)});
        const auto lines = advice::checkLines(report.checks);
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
            for (const QString &id : oidc::CheckId::all())
                login.checks.put({.id = id, .status = status});
            checks::List token;
            for (const QString &id : okta::TokenCheckId::all())
                token.put({.id = id, .status = status});
            for (const auto &line : advice::checkLines(login.checks) + advice::checkLines(token)) {
                QVERIFY2(!line.headline.isEmpty(), qPrintable(line.id));
                QVERIFY2(!line.title.isEmpty(), qPrintable(line.id));
            }
        }
    }

    void each_list_has_its_own_words_for_an_id_that_another_has_too()
    {
        const checks::List login({QStringLiteral("organization"), QStringLiteral("signing-keys")});
        const checks::List token({QStringLiteral("organization"), QStringLiteral("token-accepted")});
        const auto passed = [](checks::List list) {
            list.put({.id = QStringLiteral("organization"), .status = checks::Status::Passed});
            return advice::checkLines(list).first().headline;
        };
        QVERIFY(passed(login).contains(QLatin1String("discovery")));
        QVERIFY(!passed(token).contains(QLatin1String("discovery")));
    }

    void an_id_names_its_object_after_a_colon()
    {
        checks::List list;
        list.put({.id = QStringLiteral("redirect-uri:https://a.example/callback"), .status = checks::Status::Passed});
        const auto line = advice::checkLines(list).first();
        QCOMPARE(line.id, QStringLiteral("redirect-uri"));
        QVERIFY(line.title.endsWith(QLatin1String(" https://a.example/callback")));
    }

    void what_was_in_the_way_is_the_cause_and_not_the_result()
    {
        checks::List list;
        http::TransportError silent;
        silent.reason = http::TransportError::Reason::TimedOut;
        list.put({.id = QStringLiteral("secret-accepted"), .status = checks::Status::Skipped, .problem = silent});
        const auto line = advice::checkLines(list).first();
        QCOMPARE(line.headline, QStringLiteral("Couldn't check."));
        QCOMPARE(line.cause, advice::diagnose(silent).headline);
        QVERIFY(!line.remedy.isEmpty());
    }

    void what_does_not_apply_is_not_called_unchecked()
    {
        checks::List list;
        list.put(
            {.id = QStringLiteral("groups"), .status = checks::Status::Skipped, .skip = checks::Skip::DoesNotApply});
        QCOMPARE(advice::checkLines(list).first().headline, QStringLiteral("Does not apply."));
        list.put({.id = QStringLiteral("groups"), .status = checks::Status::Skipped});
        QCOMPARE(advice::checkLines(list).first().headline, QStringLiteral("Not checked."));
    }

    void what_cannot_be_told_is_never_passed()
    {
        using Id = oidc::ProbeId;
        oidc::ClientProbe probe;
        probe.findings.put({.id = Id::ClientKnown, .status = checks::Status::Passed});
        probe.findings.put({.id = Id::SecretAccepted, .status = checks::Status::Skipped});
        probe.findings.put({.id = Id::RefreshGrant,
                            .status = checks::Status::Failed,
                            .problem = oidc::because(oidc::Reason::RefreshGrantOff)});
        probe.findings.put({.id = Id::NoDpop, .status = checks::Status::Skipped});
        probe.findings.put(
            {.id = Id::redirectUri(QStringLiteral("http://127.0.0.1:1/callback")), .status = checks::Status::Passed});
        const auto lines = advice::checkLines(probe.findings);
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
