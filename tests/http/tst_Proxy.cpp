#include "http/Proxy.h"

#include <QTest>

class tst_Proxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void a_setting_is_read_data();
    void a_setting_is_read();
    void a_setting_that_cannot_be_used_is_told_data();
    void a_setting_that_cannot_be_used_is_told();
    void exemptions_data();
    void exemptions();
    void the_environment_is_read_data();
    void the_environment_is_read();
    void no_password_is_told_of_a_setting_that_is_wrong();
};

namespace {

constexpr const char *Variables[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                                     "http_proxy",  "HTTP_PROXY",  "no_proxy",  "NO_PROXY"};

} // namespace

void tst_Proxy::init()
{
    for (const char *variable : Variables)
        qunsetenv(variable);
}

void tst_Proxy::a_setting_is_read_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isSocks");
    QTest::addColumn<QString>("user");
    const auto row = [](const char *setting, const char *name, bool isSocks = false, const char *user = "") {
        QTest::newRow(setting) << QString::fromLatin1(setting) << QString::fromLatin1(name) << isSocks
                               << QString::fromLatin1(user);
    };
    row("http://proxy.acme.example:3128", "proxy.acme.example:3128");
    row("http://proxy.acme.example:3128/", "proxy.acme.example:3128");
    row("proxy.acme.example:3128", "proxy.acme.example:3128");
    row("10.0.0.1:8080", "10.0.0.1:8080");
    row("proxy.acme.example", "proxy.acme.example:1080");
    row("HTTP://PROXY.ACME.EXAMPLE:80", "proxy.acme.example:80");
    row("socks5://10.0.0.1:1080", "10.0.0.1:1080", true);
    row("socks5h://10.0.0.1", "10.0.0.1:1080", true);
    row("http://us%40er:secret@10.0.0.1:3128", "10.0.0.1:3128", false, "us@er");
    row("user:secret@10.0.0.1:3128", "10.0.0.1:3128", false, "user");
}

void tst_Proxy::a_setting_is_read()
{
    QFETCH(QString, setting);
    QFETCH(QString, name);
    QFETCH(bool, isSocks);
    QFETCH(QString, user);
    const auto proxy = http::proxyFromSetting(setting);
    QVERIFY(proxy);
    QCOMPARE(proxy->name(), name);
    QCOMPARE(proxy->kind == http::Proxy::Kind::Socks5, isSocks);
    QCOMPARE(proxy->user, user);
    QCOMPARE(proxy->password.reveal(), user.isEmpty() ? QByteArrayView() : QByteArrayView("secret"));
}

void tst_Proxy::a_setting_that_cannot_be_used_is_told_data()
{
    QTest::addColumn<QString>("setting");
    for (const char *setting : {"https://proxy.acme.example:3128", "socks4://10.0.0.1:1080", "http://", "http://:3128",
                                "ftp://proxy", "http://proxy:99999", "http://two words:1"})
        QTest::newRow(setting) << QString::fromLatin1(setting);
}

void tst_Proxy::a_setting_that_cannot_be_used_is_told()
{
    QFETCH(QString, setting);
    const auto proxy = http::proxyFromSetting(setting);
    QVERIFY(!proxy);
    QVERIFY(!proxy.error().isEmpty());
}

void tst_Proxy::exemptions_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("noProxy");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *host, const char *noProxy, bool expected) {
        QTest::addRow("%s, %s", host, noProxy) << QString::fromLatin1(host) << QString::fromLatin1(noProxy) << expected;
    };
    row("acme.okta.com", "", false);
    row("acme.okta.com", "*", true);
    row("acme.okta.com", "okta.com", true);
    row("acme.okta.com", ".okta.com", true);
    row("acme.okta.com", "*.okta.com", true);
    row("ACME.okta.com", "example.com, Acme.Okta.Com", true);
    row("acme.okta.com", "kta.com", false);
    row("acme.okta.com", "okta.com:443", true);
    row("acme.okta.com", "okta.com:444", false);
    row("acmeokta.com", "okta.com", false);
    row("10.1.2.3", "10.0.0.0/8", true);
    row("11.1.2.3", "10.0.0.0/8", false);
    row("10.1.2.3", "10.1.2.3", true);
    row("10.1.2.3", "10.1.2", false);
    row("acme.okta.com", "10.0.0.0/8", false);
}

void tst_Proxy::exemptions()
{
    QFETCH(QString, host);
    QFETCH(QString, noProxy);
    QFETCH(bool, expected);
    QCOMPARE(http::isExempt(host, 443, noProxy), expected);
}

void tst_Proxy::the_environment_is_read_data()
{
    QTest::addColumn<QByteArray>("variable");
    for (const char *variable : Variables) {
        if (!QByteArray(variable).toLower().startsWith("no"))
            QTest::newRow(variable) << QByteArray(variable);
    }
}

void tst_Proxy::the_environment_is_read()
{
    QFETCH(QByteArray, variable);
    qputenv(variable.constData(), "10.0.0.1:3128");
    const QUrl okta(QStringLiteral("https://acme.okta.com/"));
    const auto proxy = http::proxyFor(okta);
    QVERIFY(proxy && *proxy);
    QCOMPARE((*proxy)->name(), QStringLiteral("10.0.0.1:3128"));
    for (const char *loopback : {"https://127.0.0.1/", "https://localhost/", "https://[::1]/"})
        QVERIFY(!http::proxyFor(QUrl(QString::fromLatin1(loopback))).value());
    qputenv("NO_PROXY", "okta.com");
    QVERIFY(!http::proxyFor(okta).value());
}

void tst_Proxy::no_password_is_told_of_a_setting_that_is_wrong()
{
    qputenv("HTTPS_PROXY", "https://user:secret@proxy.acme.example:3128");
    const auto proxy = http::proxyFor(QUrl(QStringLiteral("https://acme.okta.com/")));
    QVERIFY(!proxy);
    QVERIFY2(proxy.error().startsWith(QLatin1String("HTTPS_PROXY=")), qPrintable(proxy.error()));
    QVERIFY(proxy.error().contains(QLatin1String("proxy.acme.example")));
    QVERIFY(!proxy.error().contains(QLatin1String("secret")));
}

QTEST_GUILESS_MAIN(tst_Proxy)

#include "tst_Proxy.moc"
