#pragma once

#include "core/Expected.h"
#include "core/Secret.h"
#include "oidc/Error.h"
#include "oidc/JsonWebKeySet.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace oidc {

/// What an ID token has to agree with.
struct IdTokenExpectations
{
    QString issuer;
    QString clientId;
    QByteArray nonce; ///< empty: after a refresh, where it need not be there
    QStringList algorithms; ///< as advertised by the provider
    const Secret *accessToken = nullptr; ///< for at_hash; null: not compared
    const Secret *code = nullptr; ///< for c_hash; null: not compared
    QDateTime now; ///< UTC
    std::chrono::seconds leeway = std::chrono::seconds(120); ///< for iat; none for exp
    std::chrono::seconds notBeforeLeeway = std::chrono::seconds(120); ///< the relying party's own
    std::chrono::seconds oldestIssue = std::chrono::minutes(10); ///< iat not further back
};

/// An ID token that was verified: signature and every claim rule of OpenID Connect Core section 3.1.3.7.
class IdToken
{
public:
    /// The only way to get one.
    [[nodiscard]] static Expected<IdToken, Error> verify(const Secret &compact, const JsonWebKeySet &keys,
                                                         const IdTokenExpectations &expectations);

    [[nodiscard]] QString subject() const;
    [[nodiscard]] QString keyId() const { return m_keyId; }
    [[nodiscard]] QString algorithm() const { return m_algorithm; }
    [[nodiscard]] const QJsonObject &claims() const { return m_claims; }
    [[nodiscard]] QDateTime issuedAt() const;
    /// Which claim was accepted only within the leeway, and by how many seconds ("iat, 30 s"): the clocks differ. Up to
    /// 5 s ahead are not worth telling.
    [[nodiscard]] const std::optional<Error> &leewayUsed() const { return m_leewayUsed; }

    /// OpenID Connect Core section 12.2: whether `refreshed` may stand in the place of this one.
    [[nodiscard]] Expected<void, Error> checkSuccessor(const IdToken &refreshed) const;
    /// Whether the provider gives the time of issue as `auth_time`, in this token and in `refreshed`. Section 12.2
    /// wants the time of the sign-in there; but it is no other sign-in either, and few relying parties look at it.
    [[nodiscard]] bool isRestampedBy(const IdToken &refreshed) const;

private:
    IdToken() = default;
    QString m_keyId;
    QString m_algorithm;
    QJsonObject m_claims;
    std::optional<Error> m_leewayUsed;
};

} // namespace oidc
