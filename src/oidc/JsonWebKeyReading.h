#pragma once

#include <QJsonValue>
#include <QString>

#include <optional>

namespace oidc {

/// Why a strict JOSE library cannot read this entry of a key set, whatever the key is for; nothing when it can. A
/// reader like that refuses the whole set because of one such entry, where RFC 7517 section 5 says that it should be
/// ignored. The text names the member: "x5t has 4 bytes, not 20".
///
/// What it goes by is what Go's JOSE library does with each member: kty, crv, kid, alg and use are texts; RSA has n and
/// e; EC is on P-256, P-384 or P-521, with full-size coordinates of a point of the curve; OKP is Ed25519 with x; oct
/// has k; x5c is a list of certificates, the first of this very key; x5t and x5t#S256 are hashes of the right size, and
/// of the first certificate.
[[nodiscard]] std::optional<QString> unreadability(const QJsonValue &entry);

} // namespace oidc
