#pragma once

#include "authenticate/Error.h"
#include "checks/Problem.h"
#include "core/SecretText.h"
#include "files/AtomicFile.h"
#include "http/Authorities.h"
#include "http/TransportError.h"
#include "oidc/Error.h"
#include "okta/ApiError.h"
#include "okta/ApiToken.h"
#include "okta/ApplicationError.h"
#include "okta/ApplicationFault.h"
#include "okta/ApplicationPlan.h"
#include "okta/ApplicationRefusal.h"
#include "okta/CheckApiTokenJob.h"
#include "okta/OAuthProblem.h"
#include "okta/OrgUrl.h"
#include "pomerium/AuthenticateUrl.h"
#include "pomerium/Export.h"
#include "pomerium/Import.h"
#include "pomerium/Merge.h"
#include "pomerium/Release.h"
#include "pomerium/ServiceAccount.h"
#include "secrets/Keychain.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <concepts>

/// Typed errors become sentences here and nowhere else, so that the wizard and the command line say the same.
namespace advice {

/// The context of every translated sentence of this folder.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(advice)
};

/// What went wrong, for the person who can mend it. Plain text.
struct Diagnosis
{
    QString code = {}; ///< stable, for searching and for scripts: "OKTA-REFRESH-GRANT-OFF"
    QString headline = {}; ///< what happened
    QString cause = {}; ///< why
    QString remedy = {}; ///< what to do, and where
    QString detail = {}; ///< the server's or system's own words and ids; may be empty
};

[[nodiscard]] Diagnosis diagnose(const oidc::Error &error);
[[nodiscard]] Diagnosis diagnose(const okta::ApiError &error);
[[nodiscard]] Diagnosis diagnose(const http::TransportError &error);
[[nodiscard]] Diagnosis diagnose(const authenticate::Error &error);
[[nodiscard]] Diagnosis diagnose(const okta::OrgUrlError &error);
[[nodiscard]] Diagnosis diagnose(const okta::ApiTokenError &error);
[[nodiscard]] Diagnosis diagnose(const pomerium::AuthenticateUrlError &error);
[[nodiscard]] Diagnosis diagnose(const pomerium::ReleaseError &error);
[[nodiscard]] Diagnosis diagnose(const pomerium::ExportError &error);
[[nodiscard]] Diagnosis diagnose(const files::WriteError &error);
[[nodiscard]] Diagnosis diagnose(const pomerium::MergeError &error);
[[nodiscard]] Diagnosis diagnose(const pomerium::ServiceAccountError &error);
[[nodiscard]] Diagnosis diagnose(const pomerium::ImportError &error);
[[nodiscard]] Diagnosis diagnose(const pomerium::ImportRemark &remark);
/// `use` is what the keychain was asked to do.
enum class KeychainUse { Store, Fetch, Remove };
[[nodiscard]] Diagnosis diagnose(const secrets::KeychainError &error, KeychainUse use = KeychainUse::Store);

/// What an audit found in an app integration; the values are in the detail.
[[nodiscard]] Diagnosis diagnose(const okta::ApplicationFinding &finding);
/// What a request would do, before it is sent; no code. The request itself is in the detail.
[[nodiscard]] Diagnosis diagnose(const okta::ApplicationRequest &request);
/// Why work on an app integration did not go as asked.
[[nodiscard]] Diagnosis diagnose(const okta::ApplicationError &error);
/// What Okta means when it refuses a call about an app integration; empty code for ApplicationRefusal::None.
[[nodiscard]] Diagnosis diagnose(okta::ApplicationRefusal refusal);

/// Why an API token is not simply good though nothing was refused.
[[nodiscard]] Diagnosis diagnose(okta::TokenNote note);
[[nodiscard]] Diagnosis diagnose(const okta::UnlikelyToken &token);

/// The sentences for whatever a check gave as its problem: one line in Diagnosis.cpp for each error type. Empty for a
/// type that is not in that list, which is our own mistake.
[[nodiscard]] Diagnosis diagnoseProblem(const checks::Problem &problem);
/// Only for a Problem itself: nothing that could become one is taken for one.
template <std::same_as<checks::Problem> Problem> [[nodiscard]] Diagnosis diagnose(const Problem &problem)
{
    return diagnoseProblem(problem);
}

/// What the keychain can do now, in words, with the way on; empty headline when it is ready.
[[nodiscard]] Diagnosis describe(secrets::KeychainState state);

/// An OAuth error's meaning for Okta's settings; empty code for OAuthProblem::Unknown.
[[nodiscard]] Diagnosis diagnose(okta::OAuthProblem problem);

/// What no check here can see: whether the way from Pomerium's server is the same.
[[nodiscard]] QString otherNetworkRemark();
/// One sentence: why a file cannot be the certificates of a company.
[[nodiscard]] QString sentence(const http::AuthoritiesError &error, const QString &path);
/// One sentence for what was repaired in an address.
[[nodiscard]] QString sentence(okta::OrgUrl::Repair repair, const okta::OrgUrl &result);
/// One sentence for each change.
[[nodiscard]] QStringList sentences(pomerium::AuthenticateUrl::Normalisations changes);
/// One sentence: what was pasted instead of a token, a client ID or a client secret.
enum class Field { ApiToken, ClientId, ClientSecret };
[[nodiscard]] QString sentence(okta::ApiToken::Hint hint, Field field);
[[nodiscard]] QString sentence(pomerium::ExportNote note);
/// One sentence: what is wrong with a secret's file, which character and where. Never the text.
[[nodiscard]] QString sentence(const SecretFlaw &flaw);
/// One sentence: what replacing a file changes in who may read it.
[[nodiscard]] QString sentence(const files::AccessChange &change);

} // namespace advice
