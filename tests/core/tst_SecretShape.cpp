#include "core/SecretShape.h"

#include <QTest>

class tst_SecretShape : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_is_secret_is_told_by_its_form_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("shape");
        const auto row = [](const char *name, const char *text, SecretShape shape) {
            QTest::newRow(name) << QString::fromUtf8(text) << static_cast<int>(shape);
        };
        const char *token = "00QCjAl4MlV-WPXM2dFnoVCPVRZ6q7Fa_c9tYxR0sK";
        row("API token", token, SecretShape::ApiToken);
        row("API token as a host", "https://00QCjAl4MlV-WPXM2dFnoVCPVRZ6q7Fa_c9tYxR0sK/x", SecretShape::ApiToken);
        row("API token in a sentence", "my token 00QCjAl4MlV-WPXM2dFnoVCPVRZ6q7Fa_c9tYxR0sK", SecretShape::ApiToken);
        row("client secret, 40", "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_aB", SecretShape::ClientSecret);
        row("client secret, 64", "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_aBAbCdEfGhIjKlMnOpQrStUvWx",
            SecretShape::ClientSecret);
        row("service account", "eyJhcGlfa2V5IjoiMDBRQ2pBbDRNbFYifQ==", SecretShape::ServiceAccount);
        row("ID token", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0xxxx.c2ln", SecretShape::JsonWebToken);
        row("private key", "-----BEGIN RSA PRIVATE KEY-----", SecretShape::PrivateKey);
        row("address with a password", "https://admin:pw@acme.okta.com", SecretShape::Credentials);
        row("cookie secret", "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=", SecretShape::Random);
        row("token of a forge", "ghp_0123456789012345678901234567890123ab", SecretShape::Random);
        row("hexadecimal", "0123456789abcdef0123456789abcdef01234567", SecretShape::Random);
    }
    void what_is_secret_is_told_by_its_form()
    {
        QFETCH(QString, text);
        QFETCH(int, shape);
        const auto found = secretShapeIn(text);
        QVERIFY(found);
        QCOMPARE(static_cast<int>(*found), shape);
    }

    void what_is_none_is_let_alone_data()
    {
        QTest::addColumn<QString>("text");
        const QStringList texts{
            QString(),
            QStringLiteral("Pomerium"),
            QStringLiteral("https://acme.okta.com"),
            QStringLiteral("https://acme-admin.oktapreview.com/admin/app/oidc_client/instance/0oa1b2c3d4E5F6G7H8i9"),
            QStringLiteral("https://acme.okta.com/oauth2/aus1b2c3d4E5F6G7H8i9"),
            QStringLiteral("0oa1b2c3d4E5F6G7H8i9"),
            QStringLiteral("00T1b2c3d4E5F6G7H8i9"),
            QStringLiteral("b1946ac9-2492-4347-8235-b4d2611184ef"),
            QStringLiteral("authenticate.a-very-long-name-of-a-sub-domain-of-a-company.example.com"),
            QStringLiteral("Access for the people of the department of Research and Development 2026"),
            QStringLiteral("robin@example.com"),
            QStringLiteral("/home/robin/configurations/production/europe/pomerium.env")};
        for (const QString &text : texts)
            QTest::newRow(qPrintable(text.left(60))) << text;
    }
    void what_is_none_is_let_alone()
    {
        QFETCH(QString, text);
        QVERIFY(!secretShapeIn(text));
    }
};

QTEST_APPLESS_MAIN(tst_SecretShape)
#include "tst_SecretShape.moc"
