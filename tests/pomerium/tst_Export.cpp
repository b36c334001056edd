#include "pomerium/Export.h"

#include <QtTest>

using namespace pomerium;

class tst_Export : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_documented_page_has_six_variables_in_its_order()
    {
        IdentityProviderSettings settings;
        settings.providerUrl = QStringLiteral("https://acme.okta.com");
        settings.clientId = QStringLiteral("0oa1b2c3d4e5f6g7h8i9");
        settings.clientSecret = Secret(QByteArrayView("s3cr3t"));
        settings.apiToken = Secret(QByteArrayView("00ABCdefGHIjklMNOpqrSTUvwxYZ0123456789_-ab"));
        settings.authenticateUrl = *AuthenticateUrl::parse(u"https://authenticate.acme.com");
        const auto file = exportAs(ExportFormat::Env, settings);
        QVERIFY(file);
        QCOMPARE(file->reveal().toByteArray(),
                 QByteArrayLiteral(
                     "IDP_PROVIDER=okta\n"
                     "IDP_PROVIDER_URL=https://acme.okta.com\n"
                     "IDP_CLIENT_ID=0oa1b2c3d4e5f6g7h8i9\n"
                     "IDP_CLIENT_SECRET=s3cr3t\n"
                     "IDP_SERVICE_ACCOUNT=eyJhcGlfa2V5IjoiMDBBQkNkZWZHSElqa2xNTk9wcXJTVFV2d3hZWjAxMjM0NTY3ODlfLWFiIn0=\n"
                     "AUTHENTICATE_SERVICE_URL=https://authenticate.acme.com\n"));
    }
};

QTEST_GUILESS_MAIN(tst_Export)
#include "tst_Export.moc"
