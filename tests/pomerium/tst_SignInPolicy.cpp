#include "pomerium/SignInPolicy.h"

#include <QTest>

#include <algorithm>

using Behavior = oidc::RelyingParty::Behavior;

class tst_SignInPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_default_scopes_are_those_of_pomeriums_source()
    {
        QCOMPARE(pomerium::defaultScopes().join(QLatin1Char(' ')),
                 QStringLiteral("openid profile email offline_access"));
    }

    void each_release_is_judged_as_it_was_seen_data()
    {
        QTest::addColumn<QString>("release"); // empty: none was given
        QTest::addColumn<Behavior>("sendsPkce");
        QTest::addColumn<Behavior>("takesEdDsa");
        QTest::addColumn<int>("notBeforeLeeway");
        QTest::addColumn<bool>("readsGroups");
        const auto row = [](const char *release, Behavior sendsPkce, Behavior takesEdDsa, int leeway,
                            bool readsGroups) {
            QTest::newRow(release) << QString::fromLatin1(release) << sendsPkce << takesEdDsa << leeway << readsGroups;
        };
        row("", Behavior::Varies, Behavior::Varies, 300, false);
        row("0.15.8", Behavior::No, Behavior::No, 60, false);
        row("0.17.4", Behavior::No, Behavior::No, 60, false);
        row("0.18", Behavior::No, Behavior::No, 300, false);
        row("0.19.2", Behavior::No, Behavior::No, 300, false);
        row("0.20.0", Behavior::No, Behavior::No, 300, true);
        row("0.22.2", Behavior::No, Behavior::No, 300, true);
        row("0.23.0", Behavior::No, Behavior::Varies, 300, true);
        row("0.25.2", Behavior::No, Behavior::Yes, 300, true);
        row("0.30.8", Behavior::No, Behavior::Yes, 300, true);
        row("0.33.1", Behavior::Yes, Behavior::Yes, 300, true);
        row("1.0", Behavior::Yes, Behavior::Yes, 300, true);
        row("0.20 or newer", Behavior::Varies, Behavior::Varies, 300, true);
        row("0.19 or older", Behavior::No, Behavior::No, 300, false);
    }

    void each_release_is_judged_as_it_was_seen()
    {
        QFETCH(QString, release);
        std::optional<pomerium::Release> given;
        if (!release.isEmpty()) {
            const auto parsed = pomerium::Release::parse(release);
            QVERIFY(parsed);
            given = *parsed;
        }
        const oidc::RelyingParty policy = pomerium::signInPolicy(given);
        QTEST(policy.sendsPkce, "sendsPkce");
        QTEST(policy.takesEdDsa, "takesEdDsa");
        QTEST(static_cast<int>(policy.notBeforeLeeway.count()), "notBeforeLeeway");
        QTEST(policy.readsGroups, "readsGroups");
        QVERIFY(policy.readsAllKeysOrNone);
        QVERIFY(policy.sendsBasicFirst);
        QCOMPARE(policy.userInfoMembers.size(), 4);
    }
};

QTEST_GUILESS_MAIN(tst_SignInPolicy)
#include "tst_SignInPolicy.moc"
