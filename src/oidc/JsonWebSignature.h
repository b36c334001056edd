#pragma once

#include "core/Expected.h"
#include "oidc/Error.h"
#include "oidc/JsonWebKeySet.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace oidc {

/// A JWS in compact serialization (RFC 7515), taken apart but not yet believed.
class JsonWebSignature
{
public:
    /// Strict: three parts of canonical base64url, a header that is an object without duplicate members and without
    /// crit, b64 or zip; `none`, HS* and unknown algorithms are refused here. jku, x5u, jwk and x5c are ignored.
    [[nodiscard]] static Expected<JsonWebSignature, Error> parse(QByteArrayView compact);

    [[nodiscard]] const QString &algorithm() const { return m_algorithm; }
    [[nodiscard]] const QString &keyId() const { return m_keyId; }
    /// `typ`, as it stands; may be empty.
    [[nodiscard]] const QString &type() const { return m_type; }
    [[nodiscard]] const QByteArray &payload() const { return m_payload; }

    /// Verified by OpenSSL with one of the set's keys. IdTokenKeyUnknown and IdTokenSignatureInvalid are the two
    /// answers after which the keys may be fetched once more.
    [[nodiscard]] Expected<void, Error> verify(const JsonWebKeySet &keys) const;

    /// The left half of the hash of `text` by this signature's algorithm, for `at_hash` and `c_hash` (OpenID Connect
    /// Core section 3.1.3.6). With EdDSA SHA-512 for Ed25519 and 114 bytes of SHAKE256 for Ed448 (RFC 8032 section 5).
    [[nodiscard]] QByteArray halfHash(QByteArrayView text) const;

private:
    JsonWebSignature() = default;
    QString m_algorithm;
    QString m_keyId;
    QString m_type;
    QByteArray m_payload;
    QByteArray m_signingInput;
    QByteArray m_signature;
};

/// RS256/384/512, PS256/384/512, ES256/384/512, EdDSA.
[[nodiscard]] QStringList supportedSigningAlgorithms();

} // namespace oidc
