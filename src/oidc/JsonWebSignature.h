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
    [[nodiscard]] const QByteArray &payload() const { return m_payload; }

    /// Verified by OpenSSL with one of the set's keys. IdTokenKeyUnknown and IdTokenSignatureInvalid are the two answers
    /// after which the keys may be fetched once more.
    [[nodiscard]] Expected<void, Error> verify(const JsonWebKeySet &keys) const;

private:
    JsonWebSignature() = default;
    QString m_algorithm;
    QString m_keyId;
    QByteArray m_payload;
    QByteArray m_signingInput;
    QByteArray m_signature;
};

/// RS256/384/512, PS256/384/512, ES256/384/512, EdDSA.
[[nodiscard]] QStringList supportedSigningAlgorithms();

} // namespace oidc
