#pragma once

#include <QList>
#include <QString>

#include <chrono>

namespace oidc {

/// What the relying party that will use this client does, beyond the specifications: a sign-in test judges by both.
/// What the relying party refuses is a failure, whatever the specifications say; what it takes although a specification
/// forbids it stays a failure, too.
struct RelyingParty
{
    /// Varies: it is not known which release will run, and the releases differ.
    enum class Behavior { No, Yes, Varies };

    /// A member that it reads with a type, and refuses the whole answer when it has another one. The name is looked up
    /// without regard to letter case.
    struct TypedMember
    {
        enum class Type {
            Text, ///< null counts as absent
            Truth ///< true or false, or the text "true" or "false"; nothing else, null included
        };
        QString name;
        Type type = Type::Text;
    };

    Behavior sendsPkce = Behavior::Yes; ///< Yes: where the discovery document lists S256, and nowhere else
    Behavior takesEdDsa = Behavior::Yes; ///< ID tokens that are signed so
    bool readsAllKeysOrNone = false; ///< one entry that it cannot read spoils the whole key set
    Behavior readsCertificateUrls = Behavior::Yes; ///< whether a key with `x5u` can be read
    bool sendsBasicFirst = false; ///< the code with client_secret_basic first, then again in the body
    std::chrono::seconds notBeforeLeeway = std::chrono::seconds(120); ///< for `nbf`
    bool readsGroups = false; ///< from the claim `groups`, after UserInfo's claims have replaced the ID token's
    QList<TypedMember> userInfoMembers = {};
    /// Bytes behind its `state`, which is base64url with padding, as not every provider takes it; 0: it is not known
    /// to send such a one.
    qsizetype paddedStateSize = 0;
};

} // namespace oidc
