#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <memory>

/// A provider's key pair for tests: describes itself as a JSON Web Key (RFC 7517) and signs tokens (RFC 7515), rightly
/// and in every wrong way that the fact table asks for. Written on OpenSSL alone, so that no mistake is shared with
/// the verifier that is tested with it. Copies share the key.
class TokenSigner
{
public:
    enum class KeyType { Rsa1024, Rsa2048, Rsa3072, P256, P384, P521, Secp256k1, Ed25519, Ed448 };

    /// What is wrong with a signature. None of these leaves a valid one.
    enum class Fault {
        None,
        Xored, ///< every byte XOR 0x5A, as the OpenID conformance suite does
        Empty,
        Truncated, ///< the last byte is missing
        Extended, ///< a zero byte too many
        Der, ///< ES*: ASN.1 as OpenSSL makes it, not r || s (RFC 7518 section 3.4)
        ZeroR, ///< ES*: r is zero
        ZeroS, ///< ES*: s is zero
        SaltLengthZero, ///< PS*: no salt instead of one as long as the hash (RFC 7518 section 3.5)
        SaltLengthMaximum, ///< PS*: as long as the key allows
        OtherMgfHash, ///< PS*: MGF1 with another hash than the signature's
        OtherHash ///< the other one of SHA-256 and SHA-384, under the same `alg`
    };

    /// Makes a new key. RSA takes some tenths of a second: share signers between rows.
    explicit TokenSigner(KeyType type, QString keyId = {});

    [[nodiscard]] KeyType keyType() const { return m_type; }
    [[nodiscard]] const QString &keyId() const { return m_keyId; }
    /// The same key under another `kid`; empty: none.
    [[nodiscard]] TokenSigner withKeyId(QString keyId) const;

    /// The algorithm that this key would be used with: RS256, ES256, ES384, ES512, ES256K or EdDSA.
    [[nodiscard]] QString algorithm() const;

    /// `kty`, `kid` (if any), and `n`, `e` or `crv`, `x`, `y`. No `use`, no `alg`: a test adds what it needs.
    [[nodiscard]] QJsonObject publicJwk() const;
    /// With `d`: what a provider must never publish.
    [[nodiscard]] QJsonObject privateJwk() const;
    /// What an attacker would use as an HMAC key ("algorithm confusion").
    [[nodiscard]] QByteArray publicKeyPem() const;

    /// {"alg": algorithm, "typ": "JWT"} with the `kid`, if there is one.
    [[nodiscard]] QJsonObject header(const QString &algorithm) const;
    /// A token in compact serialization with algorithm() and header(algorithm()).
    [[nodiscard]] QByteArray sign(const QJsonObject &claims, Fault fault = Fault::None) const;
    /// The same with this `alg`: RS*, PS*, ES*, EdDSA; it has to fit the key's type.
    [[nodiscard]] QByteArray sign(const QString &algorithm, const QJsonObject &claims, Fault fault = Fault::None) const;
    /// With a header as it stands, signed by `algorithm` whatever the header says.
    [[nodiscard]] QByteArray sign(const QString &algorithm, const QJsonObject &header, const QJsonObject &claims,
                                  Fault fault = Fault::None) const;
    /// From exact bytes: for headers and claims that are no proper JSON.
    [[nodiscard]] QByteArray signBytes(const QString &algorithm, QByteArrayView header, QByteArrayView payload,
                                       Fault fault = Fault::None) const;
    /// Only the signature of `input`, as it goes into a token before base64url.
    [[nodiscard]] QByteArray signature(const QString &algorithm, QByteArrayView input, Fault fault = Fault::None) const;

    /// A token with HS256, HS384 or HS512.
    [[nodiscard]] static QByteArray signWithSecret(const QString &algorithm, const QJsonObject &claims,
                                                   QByteArrayView secret, const QString &keyId = {});
    /// A token with `alg` none and an empty signature.
    [[nodiscard]] static QByteArray unsecured(const QJsonObject &claims);
    /// Unpadded base64url.
    [[nodiscard]] static QByteArray encoded(QByteArrayView bytes);
    /// Left half of the algorithm's hash of a token or code, for `at_hash` and `c_hash` (OpenID Connect Core section
    /// 3.1.3.6). EdDSA: SHA-512, which is right for Ed25519.
    [[nodiscard]] static QString halfHash(const QString &algorithm, QByteArrayView text);

private:
    KeyType m_type;
    QString m_keyId;
    std::shared_ptr<void> m_key; ///< EVP_PKEY; OpenSSL stays out of the headers
};
