#pragma once

#include "core/Secret.h"
#include "oidc/Error.h"

#include <QString>

#include <vector>

namespace oidc {

struct ClientCredentials;
struct TokenResponse;

/// The secrets of one check, to be hidden in whatever a server says: some repeat what they were sent, and error texts
/// are shown, logged and attached to tickets.
class KnownSecrets
{
public:
    void add(const Secret &secret);
    /// Also as it is sent in the Authorization header.
    void add(const ClientCredentials &credentials);
    void add(const TokenResponse &tokens);

    /// The text without them, however they are percent-encoded and also where the text was cut in the middle of one.
    [[nodiscard]] QString hidden(const QString &text) const;
    void hideIn(Error &error) const;

private:
    std::vector<Secret> m_secrets;
};

} // namespace oidc
