#include "wizard/SecretRotationView.h"

#include "wizard/Question.h"
#include "wizard/Visible.h"
#include "wizard/World.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>

namespace {

void accept(const QWidget &view)
{
    auto *const question = view.findChild<Question *>();
    QVERIFY(question);
    question->accept();
}

/// The wizard with everything of an app that works, and a management token.
void enterAll(World &world)
{
    world.enterOrganization();
    world.enterApplication();
    world.enterCredentials();
    world.setup.app().setManagementToken(*world.setup.configuration().org,
                                         *okta::ApiToken::parse(Secret::fromText(world.org.apiToken())));
}

} // namespace

class tst_SecretRotationView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_old_secret_goes_only_after_the_admin_says_that_the_new_one_runs()
    {
        World world;
        enterAll(world);
        const Secret old = world.setup.configuration().clientSecret.clone();
        SecretRotationView view(world.setup);
        view.show();
        QVERIFY(!button(view, QStringLiteral("Delete the old client secret")));
        button(view, QStringLiteral("Add a second client secret"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(!world.setup.app().record().newSecretId.isEmpty(), 20'000);
        QTRY_VERIFY(!world.setup.app().isBusy());
        // It is entered on page 3, unseen, and checked there without a browser.
        QVERIFY(world.setup.isNewSecretEntered());
        QVERIFY(!(world.setup.configuration().clientSecret == old));
        QTRY_COMPARE_WITH_TIMEOUT(world.setup.credentials().checkStatus(), checks::Status::Passed, 20'000);

        auto *const retire = button(view, QStringLiteral("Delete the old client secret"));
        QVERIFY(retire && !retire->isEnabled());
        named<QCheckBox>(view, QStringLiteral("Pomerium runs with the new client secret"))->click();
        QVERIFY(retire->isEnabled());
        retire->click();
        QVERIFY(!world.setup.app().isBusy()); // a question first
        accept(view);
        QTRY_VERIFY_WITH_TIMEOUT(!world.setup.app().record().isRotationOpen(), 20'000);
        QVERIFY(world.setup.app().lines().isPassed());
        QVERIFY(button(view, QStringLiteral("Add a second client secret")));
    }

    void a_rotation_that_is_taken_back_brings_the_old_secret_back()
    {
        World world;
        enterAll(world);
        const Secret old = world.setup.configuration().clientSecret.clone();
        SecretRotationView view(world.setup);
        view.show();
        button(view, QStringLiteral("Add a second client secret"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(world.setup.isNewSecretEntered(), 20'000);
        QTRY_VERIFY(!world.setup.app().isBusy());
        button(view, QStringLiteral("Delete the new client secret"))->click();
        accept(view);
        QTRY_VERIFY_WITH_TIMEOUT(!world.setup.app().record().isRotationOpen(), 20'000);
        QVERIFY(world.setup.configuration().clientSecret == old);
    }
};

QTEST_MAIN(tst_SecretRotationView)
#include "tst_SecretRotationView.moc"
