#pragma once

#include "core/Expected.h"
#include "core/Job.h"
#include "http/Client.h"
#include "oidc/Error.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>

namespace oidc {

/// One public key that can verify signatures (RFC 7517).
class JsonWebKey
{
public:
    enum class Type { Rsa, EllipticCurve, OctetKeyPair };

    Type type = Type::Rsa;
    QString keyId; ///< `kid`; may be empty
    QString algorithm; ///< `alg`; may be empty: any that fits the type
    QString curve; ///< `crv`: P-256, P-384, P-521, Ed25519, Ed448
    QByteArray subjectPublicKeyInfo; ///< DER, checked: what OpenSSL reads
};

/// A provider's keys. Keys that cannot verify (enc, private, weak, unknown type or curve) are left out, each with a
/// reason; one bad key does not spoil the set.
class JsonWebKeySet
{
public:
    /// An error only when nothing usable remains or the document is no key set.
    [[nodiscard]] static Expected<JsonWebKeySet, Error> parse(QByteArrayView document);

    [[nodiscard]] const QList<JsonWebKey> &keys() const { return m_keys; }
    /// "kid: reason" for each key that was left out; safe to show.
    [[nodiscard]] const QStringList &leftOut() const { return m_leftOut; }
    /// "kid: reason" for each entry that a strict reader cannot read; see unreadability(). And what is twice in one.
    [[nodiscard]] const QStringList &unreadable() const { return m_unreadable; }
    /// "kid: x5u" for each entry that names the URL of its certificates, which some readers cannot read.
    [[nodiscard]] const QStringList &withCertificateUrl() const { return m_withCertificateUrl; }
    /// The keys that may have made a signature with this header: all of the kid if there is one, else all that fit.
    [[nodiscard]] QList<JsonWebKey> candidates(const QString &keyId, const QString &algorithm) const;

private:
    QList<JsonWebKey> m_keys;
    QStringList m_leftOut;
    QStringList m_unreadable;
    QStringList m_withCertificateUrl;
};

/// Fetches the key set. Redirects are not followed.
class JsonWebKeySetJob final : public JobOf<JsonWebKeySet, Error>
{
    Q_OBJECT

public:
    JsonWebKeySetJob(QUrl jwksUri, http::Client &http);

private:
    void run() override;
    void answered();

    const QUrl m_jwksUri;
    http::Client &m_http;
    std::unique_ptr<http::RequestJob> m_request;
};

} // namespace oidc
