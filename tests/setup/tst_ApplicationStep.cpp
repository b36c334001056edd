#include "setup/ApplicationStep.h"

#include <QSignalSpy>
#include <QTest>

using setup::ApplicationStep;
using setup::Configuration;

class tst_ApplicationStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_name_says_what_is_wrong_with_it_data()
    {
        using Problem = ApplicationStep::NameProblem;
        QTest::addColumn<QString>("name");
        QTest::addColumn<Problem>("problem");
        QTest::newRow("good") << "Pomerium" << Problem::None;
        QTest::newRow("100") << QString(100, QLatin1Char('x')) << Problem::None;
        QTest::newRow("101") << QString(101, QLatin1Char('x')) << Problem::TooLong;
        QTest::newRow("empty") << "" << Problem::Empty;
        QTest::newRow("spaces") << "  " << Problem::Empty;
        QTest::newRow("control") << QStringLiteral("Pome\u0007rium") << Problem::UnseenCharacter;
        QTest::newRow("turned around") << QStringLiteral("Pome\u202Erium") << Problem::UnseenCharacter;
        QTest::newRow("without a width") << QStringLiteral("Pome\u200Brium") << Problem::UnseenCharacter;
        QTest::newRow("another script") << QStringLiteral("Помериум 🍎") << Problem::None;
    }

    void a_name_says_what_is_wrong_with_it()
    {
        QFETCH(QString, name);
        QFETCH(ApplicationStep::NameProblem, problem);
        Configuration configuration;
        ApplicationStep step(configuration);
        step.setApplicationName(name);
        step.setRefreshTokenTicked(true);
        QCOMPARE(step.nameProblem(), problem);
        QCOMPARE(step.canProceed(), problem == ApplicationStep::NameProblem::None);
    }

    void the_first_base_uri_that_is_none_is_named_data()
    {
        QTest::addColumn<QString>("lines");
        QTest::addColumn<QString>("bad");
        QTest::newRow("none") << ""
                              << "";
        QTest::newRow("good") << "https://a.example.com\n\n  http://b.example.com:8080/x  \n"
                              << "";
        QTest::newRow("no scheme") << "https://a.example.com\nb.example.com\nc"
                                   << "b.example.com";
        QTest::newRow("script") << "javascript:alert(1)"
                                << "javascript:alert(1)";
        QTest::newRow("no host") << "https://"
                                 << "https://";
        QTest::newRow("fragment") << "https://a.example.com/#x"
                                  << "https://a.example.com/#x";
        const QString turned = QStringLiteral("https://a.example.com/\u202Ex");
        QTest::newRow("turned around") << turned << turned;
        const QString endless = QStringLiteral("https://a.example.com/") + QString(10'000, QLatin1Char('a'));
        QTest::newRow("10,000 characters") << endless << endless;
    }

    void the_first_base_uri_that_is_none_is_named()
    {
        QFETCH(QString, lines);
        QFETCH(QString, bad);
        Configuration configuration;
        ApplicationStep step(configuration);
        step.setRefreshTokenTicked(true);
        step.setBaseUris(lines);
        QCOMPARE(step.invalidBaseUri(), bad);
        QCOMPARE(step.canProceed(), bad.isEmpty());
    }

    void the_refresh_token_has_to_be_ticked_and_named_groups_have_to_be_named()
    {
        Configuration configuration;
        ApplicationStep step(configuration);
        QVERIFY(!step.canProceed());
        step.setRefreshTokenTicked(true);
        QVERIFY(step.canProceed());
        step.setAccess(setup::Access::NamedGroups);
        QVERIFY(!step.canProceed());
        step.setAccessGroups({QStringLiteral("Staff")});
        QVERIFY(step.canProceed());
    }

    void it_is_done_when_it_was_left_by_next_and_stale_when_what_to_type_changed()
    {
        Configuration configuration;
        ApplicationStep step(configuration);
        step.setRefreshTokenTicked(true);
        QVERIFY(!step.isVerified());
        step.confirm();
        QVERIFY(step.isVerified());
        configuration.authenticateUrl =
            pomerium::AuthenticateUrl::parse(QStringLiteral("https://authenticate.example.com")).value();
        QVERIFY(!step.isVerified());
        QVERIFY(step.needsRecheck());
        QVERIFY(step.canProceed()); // the values stay
        step.confirm();
        QVERIFY(step.isVerified());
    }

    void a_group_that_no_group_can_be_is_named_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("good") << "Finance – Europe" << true;
        QTest::newRow("255") << QString(255, QLatin1Char('x')) << true;
        QTest::newRow("256") << QString(256, QLatin1Char('x')) << false;
        QTest::newRow("control") << QStringLiteral("Fin\u0007ance") << false;
        QTest::newRow("turned around") << QStringLiteral("\u202Eecnanif") << false;
    }

    void a_group_that_no_group_can_be_is_named()
    {
        QFETCH(QString, group);
        QFETCH(bool, isGood);
        Configuration configuration;
        ApplicationStep step(configuration);
        step.setRefreshTokenTicked(true);
        step.setAccessGroups({QStringLiteral("Support"), group});
        QVERIFY(step.canProceed()); // everyone may sign in: the list does not matter
        step.setAccess(setup::Access::NamedGroups);
        QCOMPARE(step.invalidGroup(), isGood ? QString() : group);
        QCOMPARE(step.canProceed(), isGood);
    }

    void the_same_value_changes_nothing()
    {
        Configuration configuration;
        ApplicationStep step(configuration);
        QSignalSpy changed(&step, &setup::Step::changed);
        step.setApplicationName(QStringLiteral("Other"));
        step.setApplicationName(QStringLiteral("Other"));
        step.setRefreshTokenTicked(false);
        QCOMPARE(changed.count(), 1);
    }

    void the_admin_console_is_known_for_oktas_own_domains()
    {
        Configuration configuration;
        const ApplicationStep step(configuration);
        QVERIFY(step.adminConsoleUrl().isEmpty());
        configuration.org = okta::OrgUrl::parse(QStringLiteral("https://acme.okta.com")).value();
        QCOMPARE(step.adminConsoleUrl(), QUrl(QStringLiteral("https://acme-admin.okta.com/admin/apps/active")));
        configuration.org = okta::OrgUrl::parse(QStringLiteral("https://login.example.com")).value();
        QVERIFY(step.adminConsoleUrl().isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_ApplicationStep)
#include "tst_ApplicationStep.moc"
