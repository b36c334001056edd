#include "wizard/OrganizationPage.h"
#include "wizard/World.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTcpServer>

class tst_OrganizationPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_server_that_cannot_be_reached_is_explained_once()
    {
        World world;
        quint16 port = 0;
        {
            QTcpServer gone;
            QVERIFY(gone.listen(QHostAddress::LocalHost));
            port = gone.serverPort();
        }
        OrganizationPage page(world.setup.organization(), nullptr);
        named<QLineEdit>(page, QStringLiteral("Okta organization URL"))
            ->setText(QStringLiteral("http://127.0.0.1:%1").arg(port));
        QTRY_COMPARE(world.setup.organization().checkStatus(), checks::Status::Failed);
        QStringList said;
        const auto labels = page.findChildren<QLabel *>();
        for (const QLabel *const label : labels) {
            if (label->isVisibleTo(&page) && !label->text().isEmpty())
                said.append(label->text());
        }
        QVERIFY(said.contains(QStringLiteral("Okta organisation: failed")));
        QVERIFY(!said.contains(QStringLiteral("Discovery document: passed")));
        QCOMPARE(said.removeDuplicates(), 0);
    }

    void what_is_typed_is_checked_and_the_page_says_what_is_missing()
    {
        World world;
        auto &step = world.setup.organization();
        OrganizationPage page(step, nullptr);
        QCOMPARE(page.missing(), QStringLiteral("The organisation URL is needed first."));
        QTest::keyClicks(named<QLineEdit>(page, QStringLiteral("Okta organization URL")), world.org.url().toString());
        QTRY_COMPARE(page.missing(), QStringLiteral("Pomerium's authenticate service URL is needed first."));
        QTest::keyClicks(named<QLineEdit>(page, QStringLiteral("Authenticate service URL")),
                         QStringLiteral("https://authenticate.pomerium.example"));
        QTRY_VERIFY(page.missing().isEmpty()); // the organisation is asked after a pause
        QVERIFY(step.canProceed());
        QCOMPARE(named<QLineEdit>(page, QStringLiteral("Sign-in redirect URI of Pomerium"))->text(),
                 QStringLiteral("https://authenticate.pomerium.example/oauth2/callback"));
    }

    void assistive_technology_fills_it_like_a_keyboard()
    {
        World world;
        OrganizationPage page(world.setup.organization(), nullptr);
        setTextByAccessibility(*named<QLineEdit>(page, QStringLiteral("Okta organization URL")),
                               world.org.url().toString());
        setTextByAccessibility(*named<QLineEdit>(page, QStringLiteral("Authenticate service URL")),
                               QStringLiteral("https://authenticate.pomerium.example"));
        QTRY_VERIFY(world.setup.organization().canProceed());
    }

    void a_repair_is_said_and_the_text_stays_as_typed()
    {
        World world;
        OrganizationPage page(world.setup.organization(), nullptr);
        auto *const field = named<QLineEdit>(page, QStringLiteral("Okta organization URL"));
        field->setText(QStringLiteral("acme-admin.okta.com/admin/apps"));
        world.setup.organization().cancel(); // nobody is asked
        QCOMPARE(field->text(), QStringLiteral("acme-admin.okta.com/admin/apps"));
        const QString said = page.findChild<QLabel *>(QStringLiteral("organizationHintLabel"))->text();
        QVERIFY2(said.contains(QLatin1String("https://acme.okta.com")), qPrintable(said));
        QVERIFY2(said.contains(QLatin1String("Admin Console")), qPrintable(said));
    }

    void what_is_wrong_is_told_at_the_field()
    {
        World world;
        OrganizationPage page(world.setup.organization(), nullptr);
        auto *const field = named<QLineEdit>(page, QStringLiteral("Okta organization URL"));
        field->setText(QStringLiteral("ftp://acme.okta.com"));
        QVERIFY(world.setup.organization().organizationProblem());
        QVERIFY(!field->accessibleDescription().isEmpty());
        field->setText(QString());
        QVERIFY(field->accessibleDescription().isEmpty());
    }

    void a_release_is_chosen_or_typed()
    {
        World world;
        auto &step = world.setup.organization();
        OrganizationPage page(step, nullptr);
        auto *const release = named<QComboBox>(page, QStringLiteral("Pomerium version"));
        release->setCurrentIndex(1);
        QVERIFY(step.configuration().release == pomerium::Release::legacy());
        QCOMPARE(release->currentText(), QStringLiteral("0.19 or older"));
        release->setEditText(QStringLiteral("0.32.1"));
        QCOMPARE(step.configuration().release.toString(), QStringLiteral("0.32.1"));
        release->setEditText(QStringLiteral("newest"));
        QCOMPARE(step.configuration().release.toString(), QStringLiteral("0.32.1"));
    }

    void a_server_that_hangs_up_is_never_shown_as_good()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::HangsUp;
        World world(QString(), settings);
        OrganizationPage page(world.setup.organization(), nullptr);
        named<QLineEdit>(page, QStringLiteral("Okta organization URL"))->setText(world.org.url().toString());
        QTRY_COMPARE(page.missing(), QStringLiteral("The organisation could not be confirmed."));
        QVERIFY(named<QPushButton>(page, QStringLiteral("Check again"))->isVisibleTo(&page));
        const auto labels = page.findChildren<QLabel *>();
        for (const QLabel *const label : labels)
            QVERIFY2(!label->text().contains(QLatin1String(": passed")), qPrintable(label->text()));
    }
};

QTEST_MAIN(tst_OrganizationPage)
#include "tst_OrganizationPage.moc"
