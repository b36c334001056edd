#pragma once

#include <QString>
#include <QStringList>

namespace okta {

/// What is wrong with an app integration, for a Pomerium. One for each sentence that there is to say.
enum class ApplicationFault {
    Inactive,
    NotOpenIdConnect,
    NotWeb,
    CodeGrantMissing,
    RefreshGrantMissing,
    OtherGrants,
    CodeResponseMissing,
    TokensInUrl,
    RedirectUriMissing,
    OtherRedirectUris,
    InsecureRedirectUris,
    WildcardRedirect,
    SignOutUriMissing,
    AuthenticationMethod,
    PkceRequired,
    PkceNotRequired,
    DpopRequired,
    IssuerMode,
    NetworkZone,
    KeyPinned,
    IdTokenEncrypted,
    PairwiseSubject,
    ConsentRequired,
    RefreshRotation,
    IdpInitiatedLogin,
    SingleLogout,
    BrokerMode,
    NobodyAssigned,
    ChosenGroupMissing,
    OtherGroups,
    EveryoneAssigned,
    OwnerNotAssigned,
    PolicyDenies,
    PolicyOneFactor,
    PolicyUnreadable, ///< no rule whose meaning is known
    NoActiveSecret,
    TwoSecrets,
    ApiScopesGranted,
    SelfService,
    GroupsClaimUnseen, ///< no public call shows the setting
    GroupsClaimFederated, ///< a federated claim of that name; only a sign-in proves it
    GroupsClaimMissing, ///< of a custom authorization server, whose claims can be read
    CustomServerUnseen, ///< the authorization server's own policies decide
    CustomServerInactive,
    CustomServerNoPolicy, ///< none that is active covers the app
    CustomServerNoRule, ///< none that allows the code flow with all scopes
    CustomServerScopeMissing
};

/// How much a fault matters.
enum class Weight {
    SignInFails, ///< sign-in, session or sign-out fails
    Weak, ///< works, and is weaker than needed
    Note ///< good to know
};

/// One finding of an audit.
struct ApplicationFinding
{
    ApplicationFault fault = ApplicationFault::Inactive;
    Weight weight = Weight::SignInFails;
    QString wanted = {}; ///< safe to show
    QString found = {}; ///< safe to show
};

/// The rows of an audit in their order: "a1" to "a34". A contract of the command line.
[[nodiscard]] QStringList auditRows();
/// The row that a fault belongs to.
[[nodiscard]] QString auditRow(ApplicationFault fault);

/// How a row can be repaired by us.
enum class Repairable {
    No, ///< in the Admin Console, or with a new app
    BySettings, ///< a changed object in a PUT
    ByGroups, ///< assignments
    ByActivation
};
[[nodiscard]] Repairable repairable(const QString &row);

} // namespace okta
