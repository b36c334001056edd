#include "wizard/CheckList.h"
#include "wizard/OrganizationPage.h"
#include "wizard/ProblemCard.h"
#include "wizard/Segments.h"
#include "wizard/World.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTcpServer>
#include <QTranslator>

/// A catalogue of another language, as far as the releases are concerned.
class OtherWords final : public QTranslator
{
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *, const char *source, const char *, int) const override
    {
        if (qstrcmp(source, "0.20 or later") == 0)
            return QStringLiteral("ab Ausgabe null-zwanzig");
        return qstrcmp(source, "0.19 or earlier") == 0 ? QStringLiteral("bis null-neunzehn") : QString();
    }
};

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
        auto *const list = page.findChild<CheckList *>();
        QVERIFY(list->isVisibleTo(&page));
        QVERIFY(list->firstProblem());
        QVERIFY(!page.findChild<QLabel *>(QStringLiteral("foundLabel"))->isVisibleTo(&page));
        QCOMPARE(said.removeDuplicates(), 0);
    }

    void what_is_typed_is_checked_and_the_page_says_what_is_missing()
    {
        World world;
        auto &step = world.setup.organization();
        OrganizationPage page(step, nullptr);
        QCOMPARE(missing(world.setup.organization()), QStringLiteral("Enter your Okta organization URL."));
        QTest::keyClicks(named<QLineEdit>(page, QStringLiteral("Okta organization URL")), world.org.url().toString());
        QTRY_COMPARE(missing(world.setup.organization()), QStringLiteral("Enter your authenticate service URL."));
        QTest::keyClicks(named<QLineEdit>(page, QStringLiteral("Authenticate service URL")),
                         QStringLiteral("https://authenticate.pomerium.example"));
        QTRY_VERIFY(missing(world.setup.organization()).isEmpty()); // the organisation is asked after a pause
        QVERIFY(step.canProceed());
        QCOMPARE(step.configuration().signInRedirectUris().first(),
                 QStringLiteral("https://authenticate.pomerium.example/oauth2/callback"));
    }

    void what_an_item_means_is_not_read_out_of_its_words()
    {
        OtherWords words;
        QVERIFY(QCoreApplication::installTranslator(&words));
        World world;
        OrganizationPage page(world.setup.organization(), nullptr);
        auto *const segments = page.findChild<Segments *>();
        QCOMPARE(segments->button(1).text(), QStringLiteral("bis null-neunzehn"));
        segments->button(1).click();
        QVERIFY(world.setup.configuration().release == pomerium::Release::legacy());
        segments->button(0).click();
        QVERIFY(world.setup.configuration().release == pomerium::Release::current());
        page.render();
        QCOMPARE(segments->current(), 0);
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
        const QString said = field->accessibleDescription();
        QVERIFY2(said.contains(QLatin1String("https://acme.okta.com")), qPrintable(said));
        QVERIFY2(said.contains(QLatin1String("Admin Console")), qPrintable(said));
    }

    void what_becomes_of_a_path_and_of_a_short_name_is_told_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("entered");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("notSaid");
        const auto org = QStringLiteral("Okta organization URL");
        const auto authenticate = QStringLiteral("Authenticate service URL");
        const auto removed = QStringLiteral("removed");
        const auto network = QStringLiteral("Only computers on your network know this name.");
        QTest::newRow("org, path") << org << "https://acme.okta.com/login" << removed << network;
        QTest::newRow("org, slash") << org << "https://acme.okta.com/" << QString() << removed;
        QTest::newRow("org, custom server") << org << "https://acme.okta.com/oauth2/default"
                                            << "names a custom authorization server" << removed;
        QTest::newRow("org, token") << org << "00Tabc"
                                    << "This looks like an API token or an ID"
                                    << "00tabc.okta.com";
        QTest::newRow("org, client id") << org << "0oaabc"
                                        << "This looks like an API token or an ID"
                                        << "okta.com is";
        QTest::newRow("port and slash") << authenticate << "https://authenticate.acme.com:8443/" << QString()
                                        << removed;
        QTest::newRow("port and path") << authenticate << "https://authenticate.acme.com:8443/x" << removed << network;
        QTest::newRow("short name") << authenticate << "https://authenticate" << network << removed;
        QTest::newRow("this computer") << authenticate << "https://localhost" << QString() << network;
        QTest::newRow("address") << authenticate << "https://[::1]" << QString() << network;
    }

    void what_becomes_of_a_path_and_of_a_short_name_is_told()
    {
        QFETCH(QString, name);
        QFETCH(QString, entered);
        QFETCH(QString, said);
        QFETCH(QString, notSaid);
        World world;
        OrganizationPage page(world.setup.organization(), nullptr);
        auto *const field = named<QLineEdit>(page, name);
        field->setText(entered);
        world.setup.organization().cancel(); // nobody is asked
        const QString words = field->accessibleDescription();
        QVERIFY2(words.contains(said), qPrintable(words));
        QVERIFY2(!words.contains(notSaid), qPrintable(words));
        const auto buttons = page.findChildren<QPushButton *>();
        for (const QPushButton *const button : buttons)
            QVERIFY2(!button->text().startsWith(QLatin1String("Use https://00")), qPrintable(button->text()));
    }

    void what_is_wrong_is_told_at_the_field()
    {
        World world;
        OrganizationPage page(world.setup.organization(), nullptr);
        auto *const field = named<QLineEdit>(page, QStringLiteral("Okta organization URL"));
        field->setText(QStringLiteral("ftp://acme.okta.com"));
        QVERIFY(world.setup.organization().organizationProblem());
        const QString wrong = field->accessibleDescription();
        QVERIFY(!wrong.isEmpty());
        QVERIFY(field->property("isWrong").toBool());
        field->setText(QString());
        QVERIFY(field->accessibleDescription() != wrong);
        QVERIFY(!field->property("isWrong").toBool());
    }

    void no_red_comes_while_somebody_types_and_a_repair_is_offered()
    {
        World world;
        OrganizationPage page(world.setup.organization(), nullptr);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        auto *const field = named<QLineEdit>(page, QStringLiteral("Okta organization URL"));
        field->setFocus();
        for (const char key : QByteArrayLiteral("acme")) {
            QTest::keyClick(field, key);
            QVERIFY(!field->property("isWrong").toBool());
        }
        named<QLineEdit>(page, QStringLiteral("Authenticate service URL"))->setFocus();
        QVERIFY(field->property("isWrong").toBool());
        auto *const fix = named<QPushButton>(page, QStringLiteral("Use https://acme.okta.com"));
        QVERIFY(fix && fix->isVisible());
        fix->click();
        world.setup.organization().cancel(); // nobody is asked
        QCOMPARE(field->text(), QStringLiteral("https://acme.okta.com"));
        QVERIFY(!field->property("isWrong").toBool());
    }

    void a_release_is_chosen_or_typed()
    {
        World world;
        auto &step = world.setup.organization();
        OrganizationPage page(step, nullptr);
        auto *const release = page.findChild<Segments *>();
        release->button(1).click();
        QVERIFY(step.configuration().release == pomerium::Release::legacy());
        auto *const exact = named<QLineEdit>(page, QStringLiteral("Pomerium version, exact"));
        QVERIFY(!exact->isVisibleTo(&page));
        named<QPushButton>(page, QStringLiteral("How do I check?"))->click();
        QVERIFY(exact->isVisibleTo(&page));
        exact->setText(QStringLiteral("0.32.1"));
        QCOMPARE(step.configuration().release.toString(), QStringLiteral("0.32.1"));
        QCOMPARE(release->current(), 0); // which of the two it belongs to
        exact->setText(QStringLiteral("newest"));
        QCOMPARE(step.configuration().release.toString(), QStringLiteral("0.32.1"));
        release->button(1).click();
        QVERIFY(step.configuration().release == pomerium::Release::legacy());
        QVERIFY(exact->text().isEmpty());
    }

    void what_was_repaired_is_taken_back_by_undo()
    {
        World world;
        OrganizationPage page(world.setup.organization(), nullptr);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        auto *const field = named<QLineEdit>(page, QStringLiteral("Okta organization URL"));
        named<QLineEdit>(page, QStringLiteral("Authenticate service URL"))->setFocus();
        field->setText(QStringLiteral("https://first.okta.com"));
        field->setFocus();
        field->setText(QStringLiteral("acme-admin.okta.com"));
        world.setup.organization().cancel(); // nobody is asked
        auto *const undo = named<QPushButton>(page, QStringLiteral("Undo"));
        QVERIFY(undo && undo->isVisible());
        undo->click();
        world.setup.organization().cancel();
        QCOMPARE(field->text(), QStringLiteral("https://first.okta.com"));
        QVERIFY(!undo->isVisible());
    }

    void a_server_that_hangs_up_is_never_shown_as_good()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::HangsUp;
        World world(QString(), settings);
        OrganizationPage page(world.setup.organization(), nullptr);
        named<QLineEdit>(page, QStringLiteral("Okta organization URL"))->setText(world.org.url().toString());
        QTRY_COMPARE(missing(world.setup.organization()), QStringLiteral("Your org could not be confirmed."));
        QVERIFY(named<QPushButton>(page, QStringLiteral("Check again"))->isVisibleTo(&page));
        const auto labels = page.findChildren<QLabel *>();
        for (const QLabel *const label : labels)
            QVERIFY2(!label->isVisibleTo(&page) || !label->text().contains(QLatin1String("passed")),
                     qPrintable(label->text()));
    }
};

QTEST_MAIN(tst_OrganizationPage)
#include "tst_OrganizationPage.moc"
