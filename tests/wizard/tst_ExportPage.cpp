#include "wizard/ExportPage.h"
#include "wizard/ProblemCard.h"
#include "wizard/World.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTimer>

namespace {

QString words(const QWidget &page)
{
    QStringList all;
    const auto labels = page.findChildren<QLabel *>();
    for (const QLabel *const label : labels) {
        if (label->isVisibleTo(&page))
            all.append(label->text());
    }
    return all.join(QLatin1Char('\n'));
}

} // namespace

class tst_ExportPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_file_is_shown_with_its_secrets_masked_and_nothing_is_written()
    {
        World world;
        world.reachReview();
        ExportPage page(world.setup);
        const QString preview = named<QPlainTextEdit>(page, QStringLiteral("Preview of the file"))->toPlainText();
        QVERIFY(preview.contains(QLatin1String("IDP_PROVIDER=okta")));
        QVERIFY(preview.contains(world.org.clientId()));
        QVERIFY(!preview.contains(world.org.clientSecret()));
        QVERIFY(!words(page).contains(world.org.clientSecret()));
        QVERIFY(!words(page).contains(world.org.apiToken()));
        QVERIFY(!QFile::exists(world.target()));
        QVERIFY(missing(world.setup.exportStep()).isEmpty());
    }

    void secrets_in_the_file_are_shown_when_asked_for_and_hidden_again()
    {
        World world;
        QFile file(world.target());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("IDP_CLIENT_SECRET=the-earlier-one\n");
        file.close();
        world.reachReview();
        ExportPage page(world.setup);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        auto *const button = named<QPushButton>(page, QStringLiteral("Show secrets"));
        auto *const changes = named<QPlainTextEdit>(page, QStringLiteral("Difference to the existing file"));
        auto *const whole = named<QPlainTextEdit>(page, QStringLiteral("Preview of the file"));
        const auto areShown = [&] {
            return changes->toPlainText().contains(world.org.clientSecret())
                && changes->toPlainText().contains(QLatin1String("the-earlier-one"))
                && whole->toPlainText().contains(world.org.clientSecret());
        };
        const auto areHidden = [&] {
            return !(changes->toPlainText() + whole->toPlainText()).contains(world.org.clientSecret())
                && !changes->toPlainText().contains(QLatin1String("the-earlier-one"));
        };
        QVERIFY(areHidden());
        QVERIFY(changes->textInteractionFlags() & Qt::TextSelectableByMouse);
        button->click();
        QVERIFY(areShown());
        QVERIFY(!whole->toPlainText().contains(QLatin1String("the-earlier-one")));
        QCOMPARE(button->text(), QStringLiteral("Hide secrets"));
        // Nothing takes them along.
        QCOMPARE(changes->textInteractionFlags(), Qt::NoTextInteraction);
        QCOMPARE(whole->textInteractionFlags(), Qt::NoTextInteraction);
        button->click();
        QVERIFY(areHidden());

        button->click();
        QVERIFY(areShown());
        QEvent away(QEvent::WindowDeactivate);
        QCoreApplication::sendEvent(&page, &away);
        QVERIFY(areHidden());

        button->click();
        button->setFocus();
        QVERIFY(areShown());
        named<QLineEdit>(page, QStringLiteral("Target file"))->setFocus();
        QVERIFY(areHidden());

        button->click();
        QVERIFY(areShown());
        auto *const timer = page.findChild<QTimer *>(QStringLiteral("hideSecretsTimer"));
        QCOMPARE(timer->intervalAsDuration(), std::chrono::seconds(20));
        timer->start(0);
        QTRY_VERIFY(areHidden());

        button->click();
        QVERIFY(areShown());
        page.hide();
        QVERIFY(areHidden());
    }

    void what_will_change_is_beside_where_it_goes()
    {
        World world;
        QFile file(world.target());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("IDP_PROVIDER=google\nADDRESS=:8443\n");
        file.close();
        world.reachReview();
        ExportPage page(world.setup);
        page.resize(750, 640); // what a window of 1080 leaves it
        page.show();
        const auto *const target = named<QLineEdit>(page, QStringLiteral("Target file"));
        const auto *const changes = named<QPlainTextEdit>(page, QStringLiteral("Difference to the existing file"));
        QVERIFY(named<QRadioButton>(page, QStringLiteral("Replace the whole file"))->isVisible());
        QTRY_VERIFY2(changes->mapTo(&page, QPoint()).x() > target->mapTo(&page, QPoint()).x() + target->width(),
                     qPrintable(QStringLiteral("%1 wide").arg(page.width())));
    }

    void the_file_grows_with_the_text()
    {
        const QFont before = QApplication::font();
        QFont larger = before;
        larger.setPointSizeF(before.pointSizeF() * 2);
        QApplication::setFont(larger);
        World world;
        world.reachReview();
        const ExportPage page(world.setup);
        const auto size = [&page](const char *name) {
            return page.findChild<QPlainTextEdit *>(QLatin1String(name))->font().pointSizeF();
        };
        QCOMPARE(size("previewTextEdit"), larger.pointSizeF() * 0.95);
        QCOMPARE(size("differenceView"), larger.pointSizeF() * 0.95);
        QApplication::setFont(before);
    }

    void everything_collected_and_checked_is_listed()
    {
        World world;
        world.reachReview();
        ExportPage page(world.setup);
        const QString said = words(page);
        for (const QString &value :
             {world.org.issuer(), world.org.clientId(), QStringLiteral("Client ID and client secret"),
              QStringLiteral("Sign-in test"), QStringLiteral("entered, not shown")})
            QVERIFY2(said.contains(value), qPrintable(value));
    }

    void a_problem_is_headed_by_what_was_checked()
    {
        World world;
        world.reachReview();
        world.setup.credentials().setClientSecret(Secret(QByteArrayLiteral("not-the-secret-of-this-application")));
        world.setup.credentials().checkNow();
        QTRY_COMPARE(world.setup.credentials().checkStatus(), checks::Status::Failed);
        ExportPage page(world.setup);
        const auto cards = page.findChildren<ProblemCard *>();
        QVERIFY(!cards.isEmpty());
        QCOMPARE(cards.first()->accessibleName(), QStringLiteral("Client ID and client secret"));
        QVERIFY(words(page).contains(QLatin1String("Checked: ")));
    }

    void a_secret_in_the_box_of_the_client_id_is_shown_nowhere()
    {
        World world;
        world.reachReview();
        world.setup.credentials().setClientId(world.org.clientSecret());
        ExportPage page(world.setup);
        QVERIFY(!words(page).contains(world.org.clientSecret()));
        for (const auto *const text : page.findChildren<QPlainTextEdit *>())
            QVERIFY(!text->toPlainText().contains(world.org.clientSecret()));
    }

    void the_path_of_the_client_secrets_file_is_asked_for_where_pomerium_reads_it()
    {
        World world;
        world.reachReview();
        ExportPage page(world.setup);
        auto *const path =
            named<QLineEdit>(page, QStringLiteral("Path of the client secret's file, where Pomerium runs"));
        auto *const fold = named<QPushButton>(page, QStringLiteral("Client secret in its own file"));
        QCOMPARE(fold->isVisibleTo(&page), world.setup.configuration().release.hasClientSecretFile());
        QVERIFY(!path->isVisibleTo(&page));
        fold->click();
        QVERIFY(path->isVisibleTo(&page));
        path->setText(QStringLiteral("/run/secrets/okta"));
        QVERIFY(named<QPlainTextEdit>(page, QStringLiteral("Preview of the file"))
                    ->toPlainText()
                    .contains(QLatin1String("IDP_CLIENT_SECRET_FILE=/run/secrets/okta")));
        world.setup.exportStep().setFormat(pomerium::ExportFormat::Kubernetes);
        QVERIFY(!path->isVisibleTo(&page));
    }

    void what_was_left_out_is_listed_as_not_checked()
    {
        World world;
        world.enterOrganization();
        world.enterApplication();
        world.enterCredentials();
        world.setup.signIn().skip();
        world.setup.apiToken().skip();
        world.setup.goTo(setup::StepId::Export);
        ExportPage page(world.setup);
        const QString said = words(page);
        QCOMPARE(said.count(QLatin1String("Not checked.")), 2);
    }

    void the_service_account_is_masked_decoded_and_copied()
    {
        World world;
        world.reachReview();
        ExportPage page(world.setup);
        auto *const value = named<QLineEdit>(page, QStringLiteral("Service account"));
        QCOMPARE(value->echoMode(), QLineEdit::Password);
        const QByteArray expected = QByteArray("{\"api_key\":\"" + world.org.apiToken().toUtf8() + "\"}").toBase64();
        named<QPushButton>(page, QStringLiteral("Copy service account"))->click();
        QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), expected);
        auto *const decoded = named<QLineEdit>(page, QStringLiteral("Service account, decoded"));
        QCOMPARE(decoded->echoMode(), QLineEdit::Password);
        QCOMPARE(QByteArray::fromBase64(expected), decoded->text().toUtf8());
        QVERIFY(words(page).contains(QLatin1String("Decoding it gives exactly the API token")));
    }

    void an_existing_file_is_shown_as_a_difference()
    {
        World world;
        QFile file(world.target());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("IDP_PROVIDER=google\n");
        file.close();
        world.reachReview();
        ExportPage page(world.setup);
        const QString difference =
            named<QPlainTextEdit>(page, QStringLiteral("Difference to the existing file"))->toPlainText();
        QVERIFY2(difference.contains(QLatin1String("+ IDP_PROVIDER=okta")), qPrintable(difference));
        QVERIFY(difference.contains(QLatin1String("- IDP_PROVIDER=")));
        QVERIFY(named<QPlainTextEdit>(page, QStringLiteral("Difference to the existing file"))->isVisibleTo(&page));
        auto *const whole = named<QPlainTextEdit>(page, QStringLiteral("Preview of the file"));
        QVERIFY(!whole->isVisibleTo(&page));
        named<QPushButton>(page, QStringLiteral("Whole file"))->click();
        QVERIFY(whole->isVisibleTo(&page));
    }

    void the_other_settings_of_a_file_are_kept_or_replaced()
    {
        World world;
        QFile file(world.target());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("IDP_PROVIDER=google\nCOOKIE_SECRET=abc\nADDRESS=:8443\n");
        file.close();
        world.reachReview();
        ExportPage page(world.setup);
        auto *const keep = named<QRadioButton>(page, QStringLiteral("Keep its other 2 settings"));
        QVERIFY(keep && keep->isVisibleTo(&page));
        QVERIFY(keep->isChecked());
        QVERIFY(words(page).contains(QLatin1String("A file is already there")));
        const auto difference = [&page] {
            return named<QPlainTextEdit>(page, QStringLiteral("Difference to the existing file"))->toPlainText();
        };
        QVERIFY(!difference().contains(QLatin1String("- ADDRESS")));
        named<QRadioButton>(page, QStringLiteral("Replace the whole file"))->click();
        QVERIFY(!world.setup.exportStep().keepsOtherSettings());
        QVERIFY(difference().contains(QLatin1String("- ADDRESS")));
    }

    void where_there_is_nothing_to_keep_nothing_is_asked()
    {
        World world;
        QFile file(world.target());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("IDP_PROVIDER=google\n");
        file.close();
        world.reachReview();
        ExportPage page(world.setup);
        QVERIFY(world.setup.exportStep().targetExists());
        QVERIFY(!words(page).contains(QLatin1String("A file is already there")));
    }

    void a_target_that_cannot_be_written_is_told_at_the_field()
    {
        World world;
        world.reachReview();
        ExportPage page(world.setup);
        auto *const target = named<QLineEdit>(page, QStringLiteral("Target file"));
        setTextByAccessibility(*target, world.folder.path());
        QVERIFY(!target->accessibleDescription().isEmpty());
        QVERIFY(!world.setup.exportStep().canWrite());
        QVERIFY(!missing(world.setup.exportStep()).isEmpty());
    }

    void each_format_is_offered_and_chosen()
    {
        World world;
        world.reachReview();
        ExportPage page(world.setup);
        auto *const format = named<QComboBox>(page, QStringLiteral("Format"));
        QCOMPARE(format->count(), pomerium::exportFormats().size());
        format->setCurrentIndex(format->findData(static_cast<int>(pomerium::ExportFormat::ConfigYaml)));
        QVERIFY(world.setup.configuration().format == pomerium::ExportFormat::ConfigYaml);
        QVERIFY(named<QPlainTextEdit>(page, QStringLiteral("Preview of the file"))
                    ->toPlainText()
                    .contains(QLatin1String("idp_provider:")));
    }

    void generated_secrets_are_offered_where_pomerium_needs_them()
    {
        World world;
        world.reachReview();
        ExportPage page(world.setup);
        auto *const generate = named<QCheckBox>(page, QStringLiteral("Generate COOKIE_SECRET and SHARED_SECRET"));
        QVERIFY(generate->isVisibleTo(&page));
        generate->click();
        QVERIFY(named<QPlainTextEdit>(page, QStringLiteral("Preview of the file"))
                    ->toPlainText()
                    .contains(QLatin1String("COOKIE_SECRET=")));
        world.setup.organization().setRelease(pomerium::Release::current());
        page.render();
        QVERIFY(!generate->isVisibleTo(&page));
    }
};

QTEST_MAIN(tst_ExportPage)
#include "tst_ExportPage.moc"
