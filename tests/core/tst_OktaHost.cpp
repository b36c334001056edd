#include "core/OktaHost.h"

#include <QTest>

class tst_OktaHost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hosts_are_told_apart_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("isOkta");
        QTest::addColumn<QString>("plain");
        QTest::addColumn<QString>("admin");
        const auto row = [](const char *host, bool isOkta, const char *plain, const char *admin) {
            QTest::newRow(host) << QString::fromLatin1(host) << isOkta << QString::fromLatin1(plain)
                                << QString::fromLatin1(admin);
        };
        row("acme.okta.com", true, "acme.okta.com", "acme-admin.okta.com");
        row("acme-admin.okta.com", true, "acme.okta.com", "");
        row("acme-admin.trex-govcloud.com", true, "acme.trex-govcloud.com", "");
        row("acme-admin.trexcloud.com", true, "acme.trexcloud.com", "");
        row("acme-admin.okta.mil", true, "acme.okta.mil", "");
        row("acme-admin.okta-miltest.com", true, "acme.okta-miltest.com", "");
        row("dev-108295-admin.oktapreview.com", true, "dev-108295.oktapreview.com", "");
        row("okta.com", false, "okta.com", "");
        row("okta-evil.com", false, "okta-evil.com", "");
        row("acme-admin.okta-evil.com", false, "acme-admin.okta-evil.com", "");
        row("acme-admin.notokta.com", false, "acme-admin.notokta.com", "");
        row("acme-admin.okta.com.evil.net", false, "acme-admin.okta.com.evil.net", "");
        row("sso-admin.example.com", false, "sso-admin.example.com", "");
    }

    void hosts_are_told_apart()
    {
        QFETCH(QString, host);
        QFETCH(bool, isOkta);
        QFETCH(QString, plain);
        QFETCH(QString, admin);
        QCOMPARE(isOktaHost(host), isOkta);
        QCOMPARE(hostWithoutAdmin(host), plain);
        QCOMPARE(hostWithAdmin(host), admin);
    }
};

QTEST_GUILESS_MAIN(tst_OktaHost)
#include "tst_OktaHost.moc"
