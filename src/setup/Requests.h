#pragma once

#include "oidc/ClientProbeJob.h"
#include "oidc/LoginJob.h"
#include "okta/ApiToken.h"
#include "okta/OrgUrl.h"
#include "okta/WantedApplication.h"
#include "pomerium/Import.h"
#include "pomerium/SyncForecast.h"
#include "setup/Configuration.h"

#include <QByteArray>
#include <QString>

#include <optional>

/// What follows from a Configuration, each in one place: the wizard and the command line ask and write nothing else, so
/// what is checked is what is written. A fingerprint is made of the request itself and has a name for each of its
/// members, so that a new member does not compile until it counts.
namespace setup {

/// The sign-in that Pomerium will do with these values.
[[nodiscard]] oidc::LoginRequest loginRequest(const Configuration &configuration);

/// Whether the file that these values lead to has IDP_REQUEST_PARAMS in a form that is not read here: then the sign-in
/// test does not send them.
[[nodiscard]] bool hasUnreadParameters(const Configuration &configuration);

/// What can be asked about the app before a browser opens; none: the issuer was not discovered.
[[nodiscard]] std::optional<oidc::ClientProbeRequest> clientProbeRequest(const Configuration &configuration);

/// Whose token is checked, and which.
struct TokenCheckRequest
{
    okta::OrgUrl org;
    okta::ApiToken token;
};
/// None: no org, or nothing that is a token.
[[nodiscard]] std::optional<TokenCheckRequest> tokenCheckRequest(const Configuration &configuration);

/// What is written. `forecast` is another step's result, used where it was asked for.
[[nodiscard]] pomerium::IdentityProviderSettings
exportSettings(const Configuration &configuration, const std::optional<pomerium::SyncForecast> &forecast = {});

/// The app integration that Okta is to have. Ids of groups are not known here, only names: `groups` stays empty.
[[nodiscard]] okta::WantedApplication wantedApplication(const Configuration &configuration);
/// The names of the groups that may sign in, Okta's own group for everyone included.
[[nodiscard]] QStringList groupNames(const Configuration &configuration);

/// What an existing file says, as Pomerium reads it: to be checked as it is, not to be written anew.
[[nodiscard]] Configuration configurationOf(const pomerium::Import &import, const QString &path);
/// The part of it that no page asks for.
[[nodiscard]] ImportedSettings importedSettingsOf(const pomerium::Import &import, const QString &path);

/// Takes over what an existing file has and `settings` say nothing about: COOKIE_SECRET, SHARED_SECRET, scopes,
/// durations, and settings that are none of ours.
void keepOtherSettings(pomerium::IdentityProviderSettings &settings, const pomerium::Import &before);

[[nodiscard]] QByteArray fingerprint(const oidc::LoginRequest &request);
[[nodiscard]] QByteArray fingerprint(const oidc::ClientProbeRequest &request);
[[nodiscard]] QByteArray fingerprint(const TokenCheckRequest &request);
[[nodiscard]] QByteArray fingerprint(const okta::WantedApplication &application);
/// Of a request that may not be there: empty then.
template <typename Request> [[nodiscard]] QByteArray fingerprint(const std::optional<Request> &request)
{
    return request ? fingerprint(*request) : QByteArray();
}

} // namespace setup
