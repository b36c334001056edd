#include "pomerium/SignInPolicy.h"

namespace pomerium {

namespace {

using Behavior = oidc::RelyingParty::Behavior;

} // namespace

QStringList defaultScopes()
{
    return {QStringLiteral("openid"), QStringLiteral("profile"), QStringLiteral("email"),
            QStringLiteral("offline_access")};
}

oidc::RelyingParty signInPolicy(const std::optional<Release> &release)
{
    const auto isSurelyBefore = [&release](int major, int minor) { return release && release->isBefore(major, minor); };
    const auto isSurely = [&release](int major, int minor) { return release && release->isAtLeast(major, minor); };
    // Releases between the last that was seen to do one thing and the first that was seen to do the other: not known.
    const auto since = [&](int lastWithout, int firstWith) {
        if (isSurely(0, firstWith))
            return Behavior::Yes;
        return isSurelyBefore(0, lastWithout + 1) ? Behavior::No : Behavior::Varies;
    };

    oidc::RelyingParty policy;
    policy.sendsPkce = since(32, 33);
    policy.takesEdDsa = since(22, 25);
    // Releases with the older JOSE library read x5u into a structure, and fail; which is the first without it was not
    // seen.
    policy.readsCertificateUrls = isSurely(0, 25) ? Behavior::Yes : Behavior::Varies;
    policy.readsAllKeysOrNone = true;
    policy.sendsBasicFirst = true;
    policy.notBeforeLeeway = isSurelyBefore(0, 18) ? std::chrono::minutes(1) : std::chrono::minutes(5);
    policy.readsGroups = isSurely(0, 20);
    // Base64url of a nonce, the time, and the encrypted address to return to (authenticate/handlers.go): from 185 bytes
    // on, of which two in three lengths end in "=".
    policy.paddedStateSize = 190;
    using Type = oidc::RelyingParty::TypedMember::Type;
    policy.userInfoMembers = {{QStringLiteral("sub"), Type::Text},
                              {QStringLiteral("profile"), Type::Text},
                              {QStringLiteral("email"), Type::Text},
                              {QStringLiteral("email_verified"), Type::Truth}};
    return policy;
}

} // namespace pomerium
