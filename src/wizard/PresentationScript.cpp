#include "wizard/PresentationScript.h"

#include "setup/Setup.h"
#include "wizard/DemoValues.h"

#include <QCoreApplication>

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PresentationScript)
};

} // namespace

QList<Scene> presentationScript(setup::Setup &setup, const DemoValues &demo, const QString &target)
{
    using Act = Scene::Act;
    using Id = setup::StepId;
    const auto name = [](const char *latin1) { return QString::fromLatin1(latin1); };
    const auto rests = [&setup](Id id) { return [&setup, id] { return !setup.step(id).isBusy(); }; };
    const auto canProceed = [&setup](Id id) {
        return [&setup, id] { return setup.step(id).canProceed() && !setup.step(id).isBusy(); };
    };
    const auto hasProbed = [&setup] {
        return setup.credentials().probe() && !setup.credentials().needsRecheck() && !setup.credentials().isBusy();
    };
    // Practice values only, so they may be plain text here.
    return {
        {Id::Organization,
         Text::tr("This wizard sets up Okta as the sign-in for Pomerium. All of this is practice."),
         {}},
        {Id::Organization, Text::tr("First the address of the Okta org. The wizard asks it at once who it is."),
         name("organizationLineEdit"), Act::Type, [&demo] { return demo.organizationUrl; }, rests(Id::Organization)},
        {Id::Organization, Text::tr("Then the address at which Pomerium signs people in."),
         name("authenticateLineEdit"), Act::Type, [&demo] { return demo.authenticateUrl; },
         canProceed(Id::Organization)},

        {Id::Application,
         Text::tr("Okta needs an app integration. Each value can be copied, in the order of its form."),
         name("redirectUrisWidget")},
        {Id::Application,
         Text::tr("Refresh Token is off in Okta's form. Without it, people are signed out every hour."),
         name("refreshTokenButton"),
         Act::Press,
         {},
         canProceed(Id::Application)},

        {Id::Credentials, Text::tr("The client ID comes from the app's page in Okta."), name("clientIdLineEdit"),
         Act::Type, [&demo] { return demo.clientId; }, rests(Id::Credentials)},
        {Id::Credentials, Text::tr("The secret stays masked. Both are tried at once, and nobody is signed in for it."),
         name("clientSecretEdit"), Act::Type,
         [&demo] { return QString::fromUtf8(demo.clientSecret.reveal().toByteArray()); }, hasProbed},
        {Id::Credentials, Text::tr("Somebody forgot Refresh Token in Okta. The card says what to do, and where."),
         name("checkList")},
        {Id::Credentials,
         Text::tr("An admin selects Refresh Token in Okta and saves. We check again."),
         name("checkList"),
         Act::Repair,
         {},
         [&setup] { return setup.credentials().isVerified() && !setup.credentials().isBusy(); }},

        {Id::SignIn,
         Text::tr("Now one real sign-in, in the browser, as each of your people will do it."),
         name("checkList"),
         Act::Primary,
         {},
         [&setup] { return setup.signIn().isVerified(); }},
        {Id::SignIn,
         Text::tr("Pomerium keeps people signed in with the refresh token. We used it twice, as Pomerium will."),
         name("checkList")},
        {Id::SignIn, Text::tr("Then the tokens of this test were revoked. Nothing of it is left in Okta."),
         name("checkList")},

        {Id::ApiToken, Text::tr("An API token shows the groups as Pomerium will see them. Its rights are checked."),
         name("tokenEdit"), Act::Type, [&demo] { return QString::fromUtf8(demo.apiToken.reveal().toByteArray()); },
         canProceed(Id::ApiToken)},
        {Id::ApiToken, Text::tr("Names for your policies are copied from this list."), name("groupsView")},

        {Id::Export, Text::tr("Pomerium reads these settings from a file. Say where it goes."), name("targetLineEdit"),
         Act::Type, [target] { return target; }},
        {Id::Export, Text::tr("This is the whole file, with its secrets hidden."), name("previewTextEdit")},
        {Id::Export,
         Text::tr("Nothing is written before this button is pressed."),
         {},
         Act::Primary,
         {},
         [&setup] { return setup.current() == Id::Done; }},

        {Id::Done, Text::tr("The file is written. What is left to do is a list, and each line has its button."), {}},
        {Id::Done, Text::tr("Seven steps, and every value was seen to work. Thank you."), {}},
    };
}
