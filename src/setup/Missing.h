#pragma once

namespace setup {

/// Why a step does not let the person go on: the first thing that is missing, in the order of its page.
enum class Missing {
    Answer, ///< something was asked, and the answer is on its way
    Check, ///< what is entered was not checked yet
    OrganizationUrl,
    Organization, ///< the org could not be confirmed
    AuthenticateUrl,
    Application, ///< not made or checked yet, in one of the ways that the wizard does itself
    RefreshToken, ///< the person has not said that it is selected
    Group, ///< access is for named groups, and none is named
    Correction, ///< an entry is marked as wrong
    ClientId,
    ClientSecret,
    Acceptance, ///< Okta does not take client ID and secret
    ClientCredentials, ///< either or both, for the sign-in
    RedirectUris, ///< those of the test are known to be missing in Okta: the browser could not come back
    BrowserReturn, ///< the browser is open
    SignIn, ///< not made, or made with other values
    PassedSignIn, ///< made, and failed
    RateLimit, ///< it starts anew by itself
    ApiToken,
    TokenRights, ///< the token does not do what is needed
    KeychainAnswer, ///< the keychain is being asked
    KeptToken, ///< neither stored nor kept for this session
    TargetPath,
    WritableFile, ///< the page says why the file cannot be written
    File ///< nothing is in the way but the verb
};

} // namespace setup
