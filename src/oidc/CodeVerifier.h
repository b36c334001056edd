#pragma once

#include "core/Secret.h"

#include <QByteArray>

namespace oidc {

/// Proof Key for Code Exchange, method S256 and no other (RFC 7636).
class CodeVerifier
{
public:
    /// 256 bits from the system generator, 43 characters (section 7.1).
    [[nodiscard]] static CodeVerifier generate();

    /// BASE64URL(SHA256(verifier)), unpadded (section 4.2).
    [[nodiscard]] QByteArray challenge() const;
    /// Goes into the token request and nowhere else.
    [[nodiscard]] const Secret &value() const { return m_value; }

private:
    explicit CodeVerifier(Secret value);
    Secret m_value;
};

} // namespace oidc
