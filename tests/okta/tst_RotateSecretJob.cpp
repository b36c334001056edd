#include "okta/RotateSecretJob.h"

#include "okta/ApplicationJobBench.h"

using okta::ApplicationError;
using Reason = okta::ApplicationError::Reason;
using Bench = ApplicationJobBench;

namespace {

const QString Id = QStringLiteral("0oaGOOD00000000001d7");
const QString Secrets = QStringLiteral("/api/v1/apps/%1/credentials/secrets").arg(Id);

QString text(const Secret &secret)
{
    return QString::fromUtf8(secret.reveal());
}

} // namespace

class tst_RotateSecretJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_second_secret_is_added_and_the_first_goes_on_working()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        okta::RotateSecretJob job(Id, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pp"));
        const Secret added = job.takeNewSecret();
        QCOMPARE(bench.okta.secretsOf(Id).size(), 2);
        QCOMPARE(text(added),
                 bench.okta.secretsOf(Id).at(1).toObject().value(QStringLiteral("client_secret")).toString());
        QCOMPARE(job.secretId(), bench.okta.secretsOf(Id).at(1).toObject().value(QStringLiteral("id")).toString());
        QCOMPARE(bench.undescribed(), QStringList());
    }

    void a_rotation_that_is_not_finished_adds_no_third()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        okta::RotateSecretJob first(Id, bench.session);
        QVERIFY(Bench::run(first));
        okta::RotateSecretJob second(Id, bench.session);
        QVERIFY(Bench::run(second));
        QCOMPARE(Bench::problem<ApplicationError>(second, "secrets-read")->reason, Reason::RotationUnderWay);
        QCOMPARE(bench.okta.count(QStringLiteral("POST ") + Secrets), 1);
    }

    void a_lost_reply_finds_the_secret_that_was_added()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        bench.okta.after = [](const ScriptedOkta::Call &call, ScriptedOkta::Answer &answer) {
            answer.hangsUp = call.line() == QStringLiteral("POST ") + Secrets;
        };
        okta::RotateSecretJob job(Id, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pp"));
        QCOMPARE(text(job.takeNewSecret()),
                 bench.okta.secretsOf(Id).at(1).toObject().value(QStringLiteral("client_secret")).toString());
        QCOMPARE(bench.okta.secretsOf(Id).size(), 2);
    }

    void the_old_secret_is_retired_and_the_given_one_stays()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        okta::RotateSecretJob add(Id, bench.session);
        QVERIFY(Bench::run(add));
        const QString kept = add.secretId();
        okta::RotateSecretJob retire(Id, add.takeNewSecret(), bench.session);
        QVERIFY(Bench::run(retire));
        QCOMPARE(Bench::statuses(retire), QStringLiteral("pppp"));
        QCOMPARE(bench.okta.secretsOf(Id).size(), 1);
        QCOMPARE(bench.okta.secretsOf(Id).first().toObject().value(QStringLiteral("id")).toString(), kept);
        QCOMPARE(bench.undescribed(), QStringList());
    }

    void a_secret_of_another_app_retires_nothing()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        okta::RotateSecretJob add(Id, bench.session);
        QVERIFY(Bench::run(add));
        okta::RotateSecretJob retire(Id, Secret::fromText(u"some other secret"), bench.session);
        QVERIFY(Bench::run(retire));
        QCOMPARE(Bench::problem<ApplicationError>(retire, "secrets-read")->reason, Reason::SecretNotOfThisApp);
        QCOMPARE(bench.okta.secretsOf(Id).size(), 2);
    }

    void the_new_secret_is_withdrawn_and_the_old_one_stays()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        const QString old = bench.okta.secretOf(Id);
        okta::RotateSecretJob add(Id, bench.session);
        QVERIFY(Bench::run(add));
        const auto withdraw = okta::RotateSecretJob::withdraw(Id, {add.secretsBefore(), add.secretId()}, bench.session);
        QVERIFY(Bench::run(*withdraw));
        QCOMPARE(Bench::statuses(*withdraw), QStringLiteral("pppp"));
        QCOMPARE(bench.okta.secretsOf(Id).size(), 1);
        QCOMPARE(bench.okta.secretOf(Id), old);
        QCOMPARE(bench.undescribed(), QStringList());
    }

    void the_only_secret_is_never_withdrawn()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        const QString id = bench.okta.secretsOf(Id).first().toObject().value(QStringLiteral("id")).toString();
        const auto withdraw = okta::RotateSecretJob::withdraw(Id, {{QStringLiteral("ocsGONE")}, id}, bench.session);
        QVERIFY(Bench::run(*withdraw));
        QCOMPARE(Bench::statuses(*withdraw), QStringLiteral("fsss"));
        QCOMPARE(bench.okta.secretsOf(Id).size(), 1);
    }

    void lost_replies_while_retiring_are_settled_by_what_okta_holds_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::newRow("deactivation") << QByteArray("POST");
        QTest::newRow("deletion") << QByteArray("DELETE");
    }
    void lost_replies_while_retiring_are_settled_by_what_okta_holds()
    {
        QFETCH(QByteArray, method);
        Bench bench;
        bench.okta.add(goodApplication());
        okta::RotateSecretJob add(Id, bench.session);
        QVERIFY(Bench::run(add));
        bench.okta.after = [&method](const ScriptedOkta::Call &call, ScriptedOkta::Answer &answer) {
            answer.hangsUp = call.method == method;
        };
        const auto retire = okta::RotateSecretJob::retireAllBut(Id, add.secretId(), bench.session);
        QVERIFY(Bench::run(*retire));
        QCOMPARE(Bench::statuses(*retire), QStringLiteral("pppp"));
        QCOMPARE(bench.okta.secretsOf(Id).size(), 1);
    }

    void a_retirement_that_was_cut_off_goes_on()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        okta::RotateSecretJob add(Id, bench.session);
        QVERIFY(Bench::run(add));
        const Secret kept = add.takeNewSecret();
        // Killed between the two calls: the deletion never arrives.
        bench.okta.before = [](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            return call.method == "DELETE" ? std::optional(ScriptedOkta::Answer{0, {}, true}) : std::nullopt;
        };
        okta::RotateSecretJob cut(Id, kept.clone(), bench.session);
        QVERIFY(Bench::run(cut));
        QCOMPARE(Bench::statuses(cut), QStringLiteral("ppfs"));
        bench.okta.before = nullptr;
        okta::RotateSecretJob again(Id, kept.clone(), bench.session);
        QVERIFY(Bench::run(again));
        QCOMPARE(Bench::statuses(again), QStringLiteral("pppp"));
        QCOMPARE(bench.okta.secretsOf(Id).size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_RotateSecretJob)
#include "tst_RotateSecretJob.moc"
