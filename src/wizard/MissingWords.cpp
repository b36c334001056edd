#include "wizard/MissingWords.h"

#include <QCoreApplication>

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Missing)
};

} // namespace

QString missingWords(setup::Missing missing)
{
    using setup::Missing;
    switch (missing) {
    case Missing::Answer:
        return Text::tr("Waiting for an answer…");
    case Missing::Check:
        return Text::tr("Not checked yet.");
    case Missing::OrganizationUrl:
        return Text::tr("Enter your Okta organization URL.");
    case Missing::Organization:
        return Text::tr("Your org could not be confirmed.");
    case Missing::AuthenticateUrl:
        return Text::tr("Enter your authenticate service URL.");
    case Missing::Application:
        return Text::tr("Create or check the app integration first.");
    case Missing::RefreshToken:
        return Text::tr("Select Refresh Token in Okta, then mark it as done.");
    case Missing::Group:
        return Text::tr("Enter at least one group.");
    case Missing::Correction:
        return Text::tr("Fix the entry that is marked above.");
    case Missing::ClientId:
        return Text::tr("Enter the client ID.");
    case Missing::ClientSecret:
        return Text::tr("Enter the client secret.");
    case Missing::Acceptance:
        return Text::tr("Okta does not accept these values.");
    case Missing::ClientCredentials:
        return Text::tr("Enter the client ID and client secret first.");
    case Missing::RedirectUris:
        return Text::tr("Add the redirect URIs of this test in Okta first.");
    case Missing::BrowserReturn:
        return Text::tr("Waiting for the browser…");
    case Missing::SignIn:
        return Text::tr("Sign in, or skip this test.");
    case Missing::PassedSignIn:
        return Text::tr("The sign-in test failed.");
    case Missing::RateLimit:
        return Text::tr("Waiting for Okta's rate limit…");
    case Missing::ApiToken:
        return Text::tr("Enter an API token, or continue without one.");
    case Missing::TokenRights:
        return Text::tr("The token does not do what is needed.");
    case Missing::KeychainAnswer:
        return Text::tr("Waiting for the keychain…");
    case Missing::KeptToken:
        return Text::tr("The token is not stored yet: try again, or continue without saving.");
    case Missing::TargetPath:
        return Text::tr("Choose where to write.");
    case Missing::WritableFile:
        return Text::tr("The file cannot be written yet. See the message above.");
    case Missing::File:
        return {};
    }
    Q_UNREACHABLE();
}
