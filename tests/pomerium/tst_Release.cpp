#include "pomerium/Release.h"

#include <QtTest>

using pomerium::Release;
using Reason = pomerium::ReleaseError::Reason;

class tst_Release : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_administrators_write_is_read_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("read");
        QTest::newRow("plain") << QStringLiteral("0.19") << QStringLiteral("0.19");
        QTest::newRow("with v") << QStringLiteral("v0.32.1") << QStringLiteral("0.32.1");
        QTest::newRow("with V") << QStringLiteral("V0.32.1") << QStringLiteral("0.32.1");
        QTest::newRow("blanks") << QStringLiteral("  0.15.8\n") << QStringLiteral("0.15.8");
        QTest::newRow("image tag") << QStringLiteral("pomerium:v0.30.0") << QStringLiteral("0.30.0");
        QTest::newRow("pomerium --version")
            << QStringLiteral("Pomerium 0.22.1-1690000000+abc123") << QStringLiteral("0.22.1");
        QTest::newRow("release candidate") << QStringLiteral("v0.33.0-rc.1") << QStringLiteral("0.33.0");
        QTest::newRow("any patch") << QStringLiteral("0.15.x") << QStringLiteral("0.15");
        QTest::newRow("answer 1 of the wizard") << QStringLiteral("0.19 or older") << QStringLiteral("0.19");
        QTest::newRow("answer 2 of the wizard") << QStringLiteral("0.20 or newer") << QStringLiteral("0.20 or later");
        QTest::newRow("plus") << QStringLiteral("0.20+") << QStringLiteral("0.20 or later");
        QTest::newRow("major") << QStringLiteral("1.0") << QStringLiteral("1.0");
    }
    void what_administrators_write_is_read()
    {
        QFETCH(QString, text);
        QFETCH(QString, read);
        const auto release = Release::parse(text);
        QVERIFY(release);
        QCOMPARE(release->toString(), read);
        QVERIFY(*Release::parse(release->toString()) == *release);
    }

    void anything_else_is_refused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("reason");
        const auto row = [](const char *name, const QString &text, Reason reason) {
            QTest::newRow(name) << text << static_cast<int>(reason);
        };
        row("empty", {}, Reason::Empty);
        row("blanks", QStringLiteral(" \t"), Reason::Empty);
        row("words", QStringLiteral("latest"), Reason::NotANumber);
        row("one number", QStringLiteral("19"), Reason::NotANumber);
        row("negative", QStringLiteral("-0.19"), Reason::NotANumber);
        row("something behind", QStringLiteral("0.19 and so on"), Reason::NotANumber);
        row("other digits", QStringLiteral("\u0660.\u0661"), Reason::NotANumber);
        row("10,000 characters", QString(10000, QLatin1Char('1')), Reason::NotANumber);
        row("new line inside", QStringLiteral("0.1\n9"), Reason::NotANumber);
        row("huge", QStringLiteral("0.99999999999"), Reason::OutOfRange);
    }
    void anything_else_is_refused()
    {
        QFETCH(QString, text);
        QFETCH(int, reason);
        const auto release = Release::parse(text);
        QVERIFY(!release);
        QCOMPARE(static_cast<int>(release.error().reason), reason);
        QVERIFY(release.error().detail.size() <= 61);
    }

    void each_release_has_its_traits_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("traits"); // raw service account, Service account, Cookie, secret File, Hosted, Pkce,
                                             // request parameters as JSON
        QTest::newRow("1.3 0.9") << QStringLiteral("0.9.6") << QStringLiteral("rSC....");
        QTest::newRow("1.3 0.10") << QStringLiteral("0.10.0") << QStringLiteral(".SC....");
        QTest::newRow("1.2 0.17") << QStringLiteral("0.17.4") << QStringLiteral(".SC....");
        QTest::newRow("1.2 0.18") << QStringLiteral("0.18.0") << QStringLiteral(".SCF...");
        QTest::newRow("1.2 0.19") << QStringLiteral("0.19.2") << QStringLiteral(".SCF...");
        QTest::newRow("1.2 0.20") << QStringLiteral("0.20.0") << QStringLiteral("...F...");
        QTest::newRow("1.4 0.21") << QStringLiteral("0.21.4") << QStringLiteral("...F...");
        QTest::newRow("1.4 0.22") << QStringLiteral("0.22.0") << QStringLiteral("...FH..");
        QTest::newRow("1.1 0.23") << QStringLiteral("0.23.2") << QStringLiteral("...FH..");
        QTest::newRow("1.1 0.24") << QStringLiteral("0.24.0") << QStringLiteral("...FH.J");
        QTest::newRow("1.5 0.32") << QStringLiteral("0.32.7") << QStringLiteral("...FH.J");
        QTest::newRow("1.5 0.33") << QStringLiteral("0.33.0") << QStringLiteral("...FHPJ");
        QTest::newRow("1.0") << QStringLiteral("1.0") << QStringLiteral("...FHPJ");
        // The trap is there for some of them, PKCE surely not for all.
        QTest::newRow("0.20 or newer") << QStringLiteral("0.20 or newer") << QStringLiteral("...FH.J");
        QTest::newRow("0.19 or older") << QStringLiteral("0.19 or older") << QStringLiteral(".SCF...");
    }
    void each_release_has_its_traits()
    {
        QFETCH(QString, text);
        QFETCH(QString, traits);
        const auto release = *Release::parse(text);
        QString actual;
        const auto add = [&actual](bool has, char letter) { actual += QLatin1Char(has ? letter : '.'); };
        add(release.usesRawServiceAccount(), 'r');
        add(release.usesServiceAccount(), 'S');
        add(release.needsCookieSecret(), 'C');
        add(release.hasClientSecretFile(), 'F');
        add(release.hasHostedAuthenticate(), 'H');
        add(release.usesPkce(), 'P');
        add(release.readsRequestParametersVariable(), 'J');
        QCOMPARE(actual, traits);
    }

    void the_two_answers_are_what_they_are_called()
    {
        QVERIFY(Release::legacy() == *Release::parse(u"0.19 or older"));
        QVERIFY(Release::legacy() == *Release::parse(u"0.19"));
        QVERIFY(Release::current() == *Release::parse(u"0.20 or newer"));
        QVERIFY(!(Release::current() == *Release::parse(u"0.20")));
    }

    void releases_are_compared_by_number()
    {
        QVERIFY(Release::parse(u"0.10.3")->isAtLeast(0, 10, 3));
        QVERIFY(!Release::parse(u"0.10.2")->isAtLeast(0, 10, 3));
        QVERIFY(!Release::parse(u"0.9.9")->isAtLeast(0, 10));
        QVERIFY(Release::parse(u"1.0")->isAtLeast(0, 99));
        QVERIFY(!Release::parse(u"0.99")->isAtLeast(1, 0));
    }
};

QTEST_GUILESS_MAIN(tst_Release)
#include "tst_Release.moc"
