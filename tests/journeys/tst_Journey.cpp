#include "demo/Org.h"
#include "http/Client.h"
#include "oidc/LoopbackServer.h"
#include "setup/Setup.h"
#include "support/FakeKeychain.h"
#include "support/VisitingUserAgent.h"

#include <QFile>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using setup::Setup;
using setup::StepId;
using setup::StepState;

/// The whole way, from an empty first page to a written file, without widgets.
class tst_Journey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
#ifdef Q_OS_LINUX
        qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit()); // of its own, also beside other tests
#else
        QStandardPaths::setTestModeEnabled(true);
#endif
    }

    void from_the_first_page_to_a_written_file_data()
    {
        QTest::addColumn<QString>("release");
        QTest::addColumn<bool>("hasServiceAccount");
        QTest::newRow("0.19 or older") << "0.19" << true;
        QTest::newRow("0.20 or newer") << "0.20 or newer" << false;
    }

    void from_the_first_page_to_a_written_file()
    {
        QFETCH(QString, release);
        QFETCH(bool, hasServiceAccount);

        demo::Org org;
        http::Client http;
        FakeKeychain keychain;
        VisitingUserAgent browser;
        const QString draftPath = m_folder.filePath(QStringLiteral("draft.json"));
        const QString target = m_folder.filePath(QStringLiteral("pomerium.env"));
        Setup setup(setup::Services{http, keychain, browser, std::chrono::milliseconds(0)}, setup::Draft(draftPath));

        // 1 Organisation: pasted with a slash too many
        setup.organization().setRelease(pomerium::Release::parse(release).value());
        setup.organization().setAuthenticateText(QStringLiteral("authenticate.corp.example.com/"));
        setup.organization().setOrganizationText(org.issuer() + QLatin1Char('/'));
        QTRY_VERIFY(setup.canGoNext());
        setup.goNext();

        // 2 Application: what the page shows is typed into Okta
        QCOMPARE(setup.current(), StepId::Application);
        const QStringList uris = setup.configuration().signInRedirectUris();
        QCOMPARE(uris.first(), QStringLiteral("https://authenticate.corp.example.com/oauth2/callback"));
        QCOMPARE(uris.size(), 1 + oidc::fixedRedirectPorts().size());
        org.setRedirectUris(uris);
        setup.application().setRefreshTokenTicked(true);
        setup.goNext();

        // 3 Credentials
        QCOMPARE(setup.current(), StepId::Credentials);
        setup.credentials().setClientId(org.clientId());
        setup.credentials().setClientSecret(Secret::fromText(org.clientSecret()));
        QTRY_VERIFY(setup.credentials().isVerified());
        setup.goNext();

        // 4 Sign-in check
        QCOMPARE(setup.current(), StepId::SignIn);
        QVERIFY(!setup.canGoNext());
        setup.signIn().start();
        QTRY_VERIFY_WITH_TIMEOUT(!setup.signIn().isBusy(), 40'000);
        QVERIFY(setup.signIn().report().checks.isPassed());
        QVERIFY(setup.signIn().report().checks.status(oidc::CheckId::RefreshToken) == checks::Status::Passed);
        QCOMPARE(setup.signIn().report().checks.status(oidc::CheckId::Groups) == checks::Status::Skipped,
                 hasServiceAccount);
        setup.goNext();

        // 5 API token
        QCOMPARE(setup.current(), StepId::ApiToken);
        setup.apiToken().setToken(Secret::fromText(org.apiToken()));
        QTRY_COMPARE(setup.apiToken().kept().state(), setup::KeptSecret::State::Kept);
        QCOMPARE(keychain.at(secrets::apiTokenEntry(setup.configuration().org->host())), org.apiToken().toUtf8());
        setup.goNext();

        // 6 Review and export
        QCOMPARE(setup.current(), StepId::Export);
        for (const StepId id :
             {StepId::Organization, StepId::Application, StepId::Credentials, StepId::SignIn, StepId::ApiToken})
            QCOMPARE(setup.state(id), StepState::Done);
        setup.exportStep().setTargetPath(target);
        QVERIFY(setup.exportStep().canWrite());
        QVERIFY(!QFile::exists(target));
        setup.exportStep().write();
        QVERIFY(setup.exportStep().isVerified());

        QFile file(target);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QMap<QByteArray, QByteArray> settings;
        const auto lines = file.readAll().split('\n');
        for (const QByteArray &line : lines) {
            if (!line.isEmpty() && !line.startsWith('#'))
                settings.insert(line.left(line.indexOf('=')), line.mid(line.indexOf('=') + 1));
        }
        QMap<QByteArray, QByteArray> expected{{"IDP_PROVIDER", "okta"},
                                              {"IDP_PROVIDER_URL", org.issuer().toUtf8()},
                                              {"IDP_CLIENT_ID", org.clientId().toUtf8()},
                                              {"IDP_CLIENT_SECRET", org.clientSecret().toUtf8()},
                                              {"AUTHENTICATE_SERVICE_URL", "https://authenticate.corp.example.com"}};
        if (hasServiceAccount)
            expected.insert("IDP_SERVICE_ACCOUNT", ("{\"api_key\":\"" + org.apiToken().toUtf8() + "\"}").toBase64());
        else
            expected.insert("IDP_SCOPES", "openid,profile,email,groups,offline_access");
        QCOMPARE(settings, expected);

        // 7 Done
        setup.goTo(StepId::Done);
        QCOMPARE(setup.current(), StepId::Done);
        QVERIFY(setup.done().isVerified());
        QCOMPARE(setup.done().loopbackRedirectUris(), uris.mid(1));
        setup.forgetDraft();
        QVERIFY(!QFile::exists(draftPath));
        QVERIFY(!org.isApiTokenRevoked());
        file.close();
        setup.exportStep().undo();
        QVERIFY(!QFile::exists(target));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(tst_Journey)
#include "tst_Journey.moc"
