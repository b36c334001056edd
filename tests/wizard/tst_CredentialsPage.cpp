#include "wizard/CredentialsPage.h"
#include "wizard/World.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace {

QStringList words(const QWidget &page)
{
    QStringList all;
    const auto labels = page.findChildren<QLabel *>();
    for (const QLabel *const label : labels) {
        if (label->isVisibleTo(&page))
            all.append(label->text());
    }
    return all;
}

} // namespace

class tst_CredentialsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void right_values_are_found_right_without_a_browser()
    {
        World world;
        world.enterOrganization();
        CredentialsPage page(world.setup.credentials(), nullptr);
        QCOMPARE(missing(world.setup.credentials()), QStringLiteral("Enter the client ID."));
        setTextByAccessibility(*named<QLineEdit>(page, QStringLiteral("Client ID")), world.org.clientId());
        QCOMPARE(missing(world.setup.credentials()), QStringLiteral("Enter the client secret."));
        setTextByAccessibility(*named<QLineEdit>(page, QStringLiteral("Client secret")), world.org.clientSecret());
        QTRY_VERIFY(world.setup.credentials().canProceed());
        QVERIFY(missing(world.setup.credentials()).isEmpty());
        QVERIFY(!page.firstProblem());
        QVERIFY(words(page).join(QLatin1Char('\n')).contains(QLatin1String("passed")));
        QVERIFY(world.browser.opened.isEmpty());
    }

    void a_wrong_secret_is_said_and_stops()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::SecretRotated;
        World world(QString(), settings);
        world.enterOrganization();
        CredentialsPage page(world.setup.credentials(), nullptr);
        named<QLineEdit>(page, QStringLiteral("Client ID"))->setText(world.org.clientId());
        named<QLineEdit>(page, QStringLiteral("Client secret"))->setText(world.org.clientSecret());
        QTRY_COMPARE(missing(world.setup.credentials()), QStringLiteral("Okta does not accept these values."));
        QVERIFY(page.firstProblem());
    }

    void the_secret_is_shown_nowhere()
    {
        World world;
        world.enterOrganization();
        CredentialsPage page(world.setup.credentials(), nullptr);
        named<QLineEdit>(page, QStringLiteral("Client ID"))->setText(world.org.clientId());
        auto *const field = named<QLineEdit>(page, QStringLiteral("Client secret"));
        field->setText(world.org.clientSecret());
        QTRY_VERIFY(world.setup.credentials().canProceed());
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QVERIFY(!words(page).join(QLatin1Char('\n')).contains(world.org.clientSecret()));
    }

    void cut_white_space_is_noticed()
    {
        World world;
        CredentialsPage page(world.setup.credentials(), nullptr);
        named<QLineEdit>(page, QStringLiteral("Client secret"))->setText(QStringLiteral(" abc \t"));
        QVERIFY(words(page).contains(QStringLiteral("Spaces were removed.")));
        QCOMPARE(world.setup.configuration().clientSecret.reveal().toByteArray(), QByteArrayLiteral("abc"));
    }

    void an_api_token_id_in_the_wrong_field_is_named()
    {
        World world;
        CredentialsPage page(world.setup.credentials(), nullptr);
        auto *const field = named<QLineEdit>(page, QStringLiteral("Client ID"));
        field->setText(QStringLiteral("00Tabcdefghijklmnopq"));
        QVERIFY(!field->accessibleDescription().isEmpty());
    }

    void the_secret_is_kept_when_asked_and_that_is_said()
    {
        World world;
        world.enterOrganization();
        world.enterCredentials();
        CredentialsPage page(world.setup.credentials(), nullptr);
        named<QCheckBox>(page, QStringLiteral("Save the client secret in the system keychain"))->click();
        QTRY_COMPARE(world.setup.credentials().keptState(), setup::KeptSecret::State::SessionOnly);
        // What the demo keeps is in memory: "saved" would not be true.
        QVERIFY(words(page).contains(QStringLiteral("Kept in memory until the wizard closes.")));
    }
};

QTEST_MAIN(tst_CredentialsPage)
#include "tst_CredentialsPage.moc"
