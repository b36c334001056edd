#pragma once

#include <QByteArray>

#include <memory>

namespace demo {

/// An RSA-2048 key and what signs with it: JSON Web Signatures with RS256 (RFC 7515, RFC 7518 section 3.3).
///
/// Shares no code with the verifier of the product, so that the two cannot share a mistake.
class SigningKey final
{
public:
    /// Makes a new key. Takes a tenth of a second.
    SigningKey();
    ~SigningKey();
    SigningKey(const SigningKey &) = delete;
    SigningKey &operator=(const SigningKey &) = delete;

    /// The one key of this process, made when it is first asked for.
    static std::shared_ptr<const SigningKey> ofThisProcess();

    /// RFC 7638 thumbprint.
    [[nodiscard]] QByteArray keyId() const { return m_keyId; }

    /// The public half as a JSON Web Key.
    [[nodiscard]] QByteArray publicJwk() const;

    /// The claims as a JSON Web Token in compact serialization.
    [[nodiscard]] QByteArray sign(const QByteArray &claims) const;

private:
    struct Pair;

    std::unique_ptr<Pair> m_pair;
    QByteArray m_modulus; ///< base64url
    QByteArray m_exponent; ///< base64url
    QByteArray m_keyId;
};

} // namespace demo
