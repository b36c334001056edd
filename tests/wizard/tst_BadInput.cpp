// What people paste into fields, and what servers answer: the page says so, keeps what was typed, and does not go on.

#include "support/RawServer.h"
#include "wizard/CheckList.h"
#include "wizard/Page.h"
#include "wizard/ProblemCard.h"
#include "wizard/World.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>

using setup::StepId;

namespace {

QString words(const QWidget &page)
{
    QStringList all;
    const auto labels = page.findChildren<QLabel *>();
    for (const QLabel *const label : labels) {
        if (label->isVisible())
            all.append(label->text());
    }
    return all.join(QLatin1Char('\n'));
}

/// No message makes the window wider than it is.
bool fits(const SetupWizard &window)
{
    return window.findChild<QScrollArea *>()->horizontalScrollBar()->maximum() == 0;
}

} // namespace

class tst_BadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_bad_text_is_told_at_its_field_and_kept_data()
    {
        QTest::addColumn<StepId>("step");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        const QString organization = QStringLiteral("Okta organization URL");
        const QString authenticate = QStringLiteral("Authenticate service URL");
        const QString name = QStringLiteral("App integration name");
        const QString clientId = QStringLiteral("Client ID");
        const QString secret = QStringLiteral("Client secret");
        const QString token = QStringLiteral("API token");
        const QString endless(10'000, QLatin1Char('a'));
        const QString turned = QStringLiteral("\u202Emoc.atko.emca");
        const QString bell = QStringLiteral("ac\u0007me");
        const auto row = [](const char *kind, StepId step, const QString &field, const QString &text) {
            QTest::newRow(qPrintable(QStringLiteral("%1: %2").arg(field, QLatin1String(kind))))
                << step << field << text;
        };
        for (const QString &field : {organization, authenticate}) {
            row("spaces", StepId::Organization, field, QStringLiteral("   "));
            row("words", StepId::Organization, field, QStringLiteral("not an address"));
            row("another scheme", StepId::Organization, field, QStringLiteral("ftp://acme.okta.com"));
            row("a script", StepId::Organization, field, QStringLiteral("javascript:alert(1)"));
            row("a scheme alone", StepId::Organization, field, QStringLiteral("https://"));
            row("a user name", StepId::Organization, field, QStringLiteral("https://okta.com@evil.example"));
            row("10,000 characters", StepId::Organization, field, QStringLiteral("https://") + endless);
            row("a control character", StepId::Organization, field,
                QStringLiteral("https://") + bell + QStringLiteral(".okta.com"));
            row("turned around", StepId::Organization, field, QStringLiteral("https://") + turned);
            row("markup", StepId::Organization, field, QStringLiteral("<img src=x><b>acme"));
        }
        row("empty", StepId::Application, name, QString());
        row("spaces", StepId::Application, name, QStringLiteral("   "));
        row("10,000 characters", StepId::Application, name, endless);
        row("a control character", StepId::Application, name, bell);
        row("turned around", StepId::Application, name, turned);
        row("nothing to see", StepId::Application, name, QStringLiteral("Pome\u200Brium"));
        for (const QString &field : {clientId, secret}) {
            row("a space inside", StepId::Credentials, field, QStringLiteral("0oa 123"));
            row("10,000 characters", StepId::Credentials, field, endless);
            row("a control character", StepId::Credentials, field, bell);
            row("turned around", StepId::Credentials, field, turned);
            row("letters of other scripts", StepId::Credentials, field, QStringLiteral("0oа1")); // a Cyrillic letter
        }
        row("a space inside", StepId::ApiToken, token, QStringLiteral("00abc def"));
        row("10,000 characters", StepId::ApiToken, token, endless);
        row("a control character", StepId::ApiToken, token, bell);
        row("turned around", StepId::ApiToken, token, turned);
    }

    void a_bad_text_is_told_at_its_field_and_kept()
    {
        QFETCH(StepId, step);
        QFETCH(QString, field);
        QFETCH(QString, text);
        World world;
        SetupWizard window(world.setup, {}, nullptr);
        window.resize(720, 420);
        window.show();
        world.reachReview();
        if (QTest::currentTestFailed())
            return;
        world.setup.goTo(step);
        const int asked = world.org.requestCount(QStringLiteral("/"));
        auto *const edit = named<QLineEdit>(window.page(), field);
        QVERIFY(edit);
        edit->setText(text);
        QVERIFY(!window.primaryButton().isEnabled());
        QVERIFY(!edit->accessibleDescription().isEmpty());
        QVERIFY(!missing(world.setup.step(world.setup.current())).isEmpty());
        QCOMPARE(edit->text(), text);
        QCoreApplication::sendPostedEvents();
        QVERIFY(fits(window));
        // Nothing of it is put on the page as it is: not its direction, not its length.
        const QString said = words(window.page());
        QVERIFY(!said.contains(QChar(0x202E)));
        QVERIFY(!said.contains(QChar(0x0007)));
        QVERIFY(said.size() < 6000);
        // And nobody was asked about it.
        world.setup.step(step).enter();
        QCOMPARE(world.org.requestCount(QStringLiteral("/")), asked);
        world.setup.goTo(StepId::Organization);
        world.setup.goTo(step);
        QCOMPARE(named<QLineEdit>(window.page(), field)->text(), text);
    }

    void bad_lines_are_told_too_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::newRow("base URIs: a path alone") << "Base URIs"
                                                 << "/app";
        QTest::newRow("base URIs: one of two") << "Base URIs"
                                               << "https://a.example\nftp://b.example";
        QTest::newRow("base URIs: a fragment") << "Base URIs"
                                               << "https://a.example/#x";
        QTest::newRow("base URIs: 10,000 characters") << "Base URIs" << QString(10'000, QLatin1Char('a'));
        QTest::newRow("base URIs: turned around") << "Base URIs" << QStringLiteral("https://a.example/\u202Ex");
        QTest::newRow("groups: none") << "Groups that may sign in"
                                      << "\n  \n";
        QTest::newRow("groups: 10,000 characters") << "Groups that may sign in" << QString(10'000, QLatin1Char('a'));
        QTest::newRow("groups: a control character") << "Groups that may sign in" << QStringLiteral("Fin\u0007ance");
        QTest::newRow("groups: turned around") << "Groups that may sign in" << QStringLiteral("Good\n\u202Eecnanif");
    }

    void bad_lines_are_told_too()
    {
        QFETCH(QString, field);
        QFETCH(QString, text);
        World world;
        SetupWizard window(world.setup, {}, nullptr);
        window.resize(720, 420);
        window.show();
        world.setup.application().setAccess(setup::Access::NamedGroups);
        world.setup.application().setAccessGroups({QStringLiteral("Finance")});
        world.reachReview();
        if (QTest::currentTestFailed())
            return;
        world.setup.goTo(StepId::Application);
        auto *const edit = named<QPlainTextEdit>(window.page(), field);
        QVERIFY(edit);
        QVERIFY(window.primaryButton().isEnabled());
        edit->setPlainText(text);
        QVERIFY(!window.primaryButton().isEnabled());
        QVERIFY(!missing(world.setup.step(world.setup.current())).isEmpty());
        QVERIFY(!edit->accessibleDescription().isEmpty());
        QCOMPARE(edit->toPlainText(), text);
        QCoreApplication::sendPostedEvents();
        QVERIFY(fits(window));
        const QString said = words(window.page());
        QVERIFY(!said.contains(QChar(0x202E)));
        QVERIFY(said.size() < 6000);
    }

    void what_can_be_repaired_is_repaired_and_said_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("behind");
        QTest::newRow("spaces around") << "  "
                                       << "  ";
        QTest::newRow("a slash") << ""
                                 << "/";
        QTest::newRow("a path") << ""
                                << "/oauth2/v1/authorize";
        QTest::newRow("a fragment") << ""
                                    << "/#top";
        QTest::newRow("a query") << ""
                                 << "/?x=y";
        QTest::newRow("a page of the Admin Console") << ""
                                                     << "/admin/apps/active";
    }

    void what_can_be_repaired_is_repaired_and_said()
    {
        QFETCH(QString, before);
        QFETCH(QString, behind);
        World world;
        SetupWizard window(world.setup, {}, nullptr);
        window.show();
        auto *const edit = named<QLineEdit>(window.page(), QStringLiteral("Okta organization URL"));
        const QString url = world.org.url().toString();
        edit->setText(before + url + behind);
        QTRY_COMPARE(world.setup.organization().checkStatus(), checks::Status::Passed);
        QCOMPARE(world.setup.configuration().issuer, url);
        QCOMPARE(edit->text(), before + url + behind); // not under the fingers of somebody who types
        if (!behind.isEmpty() && behind != QLatin1String("/"))
            QVERIFY(words(window.page()).contains(QStringLiteral("Using %1").arg(url)));
    }

    void a_pasted_line_break_does_no_harm()
    {
        World world;
        SetupWizard window(world.setup, {}, nullptr);
        window.show();
        auto *const edit = named<QLineEdit>(window.page(), QStringLiteral("Okta organization URL"));
        QGuiApplication::clipboard()->setText(world.org.url().toString() + QStringLiteral("\r\n"));
        edit->paste();
        QTRY_COMPARE(world.setup.organization().checkStatus(), checks::Status::Passed);
        world.reachReview();
        if (QTest::currentTestFailed())
            return;
        world.setup.goTo(StepId::Credentials);
        auto *const secret = named<QLineEdit>(window.page(), QStringLiteral("Client secret"));
        QGuiApplication::clipboard()->setText(world.org.clientSecret() + QStringLiteral("\n"));
        secret->paste();
        QVERIFY(world.setup.configuration().clientSecret == Secret::fromText(world.org.clientSecret()));
    }

    void a_server_that_is_no_organisation_says_why_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("a web page") << QByteArray(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 21\r\n\r\n<h1>Welcome back</h1>");
        QTest::newRow("an empty answer") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("not found") << QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("a list") << QByteArray(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]");
        QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n");
        QTest::newRow("a redirect") << QByteArray(
            "HTTP/1.1 302 Found\r\nLocation: https://login.example/\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("an error with markup")
            << QByteArray("HTTP/1.1 500 Oops\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n"
                          "{\"errorCode\":\"E\",\"errorSummary\":\"<b>\\u202E</b>    \"}");
    }

    void a_server_that_is_no_organisation_says_why()
    {
        QFETCH(QByteArray, answer);
        World world;
        SetupWizard window(world.setup, {}, nullptr);
        window.show();
        RawServer server;
        server.setAnswer(answer);
        auto *const edit = named<QLineEdit>(window.page(), QStringLiteral("Okta organization URL"));
        edit->setText(server.url().toString());
        QTRY_COMPARE_WITH_TIMEOUT(world.setup.organization().checkStatus(), checks::Status::Failed, 15'000);
        const QString said = words(window.page());
        QVERIFY(window.page().findChild<CheckList *>()->firstProblem());
        QVERIFY(!said.contains(QChar(0x202E)));
        QVERIFY(!window.primaryButton().isEnabled());
        QVERIFY(!missing(world.setup.step(world.setup.current())).isEmpty());
        QVERIFY(named<QPushButton>(window.page(), QStringLiteral("Check again"))->isVisible());
    }

    void an_address_that_nobody_has_says_so()
    {
        World world;
        SetupWizard window(world.setup, {}, nullptr);
        window.show();
        named<QLineEdit>(window.page(), QStringLiteral("Okta organization URL"))
            ->setText(QStringLiteral("https://no-such-organisation.invalid"));
        QTRY_COMPARE_WITH_TIMEOUT(world.setup.organization().checkStatus(), checks::Status::Failed, 15'000);
        QVERIFY(words(window.page()).contains(QLatin1String("no-such-organisation.invalid")));
        QVERIFY(!window.primaryButton().isEnabled());
    }

    void a_server_that_never_answers_is_given_up_by_itself()
    {
        World world;
        SetupWizard window(world.setup, {}, nullptr);
        window.show();
        const RawServer silent;
        named<QLineEdit>(window.page(), QStringLiteral("Okta organization URL"))->setText(silent.url().toString());
        QTRY_VERIFY(window.findChild<QPushButton *>(QStringLiteral("cancelButton"))->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(world.setup.organization().checkStatus(), checks::Status::Failed, 15'000);
        QVERIFY(!window.findChild<QPushButton *>(QStringLiteral("cancelButton"))->isVisible());
    }
};

QTEST_MAIN(tst_BadInput)
#include "tst_BadInput.moc"
