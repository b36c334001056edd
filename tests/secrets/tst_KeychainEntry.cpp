#include "secrets/KeychainEntry.h"

#include <QTest>

using secrets::KeychainEntry;

class tst_KeychainEntry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_are_what_they_will_be_for_ever();
    void every_name_begins_with_the_application_id();
    void a_name_says_whose_it_is();
    void a_foreign_name_is_nobodys_data();
    void a_foreign_name_is_nobodys();
};

void tst_KeychainEntry::names_are_what_they_will_be_for_ever()
{
    // Changing one loses what is stored under it.
    const KeychainEntry token = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
    QCOMPARE(token.service, QStringLiteral("io.github.okta_setup_for_pomerium"));
    QCOMPARE(token.account, QStringLiteral("io.github.okta_setup_for_pomerium/acme.okta.com/api-token"));
    const KeychainEntry client = secrets::clientSecretEntry(QStringLiteral("acme.okta.com"), QStringLiteral("0oa1"));
    QCOMPARE(client.service, QStringLiteral("io.github.okta_setup_for_pomerium"));
    QCOMPARE(client.account, QStringLiteral("io.github.okta_setup_for_pomerium/acme.okta.com/0oa1/client-secret"));
}

void tst_KeychainEntry::every_name_begins_with_the_application_id()
{
    // Windows knows the account only.
    const KeychainEntry token = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
    const KeychainEntry client = secrets::clientSecretEntry(QStringLiteral("acme.okta.com"), QStringLiteral("0oa1"));
    QVERIFY(token.account.startsWith(token.service));
    QVERIFY(client.account.startsWith(client.service));
}

void tst_KeychainEntry::a_name_says_whose_it_is()
{
    const KeychainEntry token = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
    QCOMPARE(secrets::orgHostOf(token), QStringLiteral("acme.okta.com"));
    QCOMPARE(secrets::clientIdOf(token), QString());
    const KeychainEntry client = secrets::clientSecretEntry(QStringLiteral("acme.okta.com"), QStringLiteral("0oa1"));
    QCOMPARE(secrets::orgHostOf(client), QStringLiteral("acme.okta.com"));
    QCOMPARE(secrets::clientIdOf(client), QStringLiteral("0oa1"));
    const KeychainEntry port = secrets::apiTokenEntry(QStringLiteral("localhost:8443"));
    QCOMPARE(secrets::orgHostOf(port), QStringLiteral("localhost:8443"));
}

void tst_KeychainEntry::a_foreign_name_is_nobodys_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("account");
    const QString id = QStringLiteral("io.github.okta_setup_for_pomerium");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("another program") << QStringLiteral("other") << id + QStringLiteral("/acme.okta.com/api-token");
    QTest::newRow("another account") << id << QStringLiteral("other/acme.okta.com/api-token");
    QTest::newRow("another kind") << id << id + QStringLiteral("/acme.okta.com/password");
    QTest::newRow("more behind it") << id << id + QStringLiteral("/acme.okta.com/api-token/x");
}

void tst_KeychainEntry::a_foreign_name_is_nobodys()
{
    QFETCH(const QString, service);
    QFETCH(const QString, account);
    QCOMPARE(secrets::orgHostOf({service, account}), QString());
    QCOMPARE(secrets::clientIdOf({service, account}), QString());
}

QTEST_GUILESS_MAIN(tst_KeychainEntry)

#include "tst_KeychainEntry.moc"
