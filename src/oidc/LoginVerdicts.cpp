#include "oidc/LoginVerdicts.h"

#include "core/ServerText.h"

#include <QJsonArray>

namespace oidc {

namespace {

using Behavior = RelyingParty::Behavior;

const QLatin1String Groups("groups");

/// Names of claims that somebody may have meant for groups: "Groups", "app_groups", "https://acme.example/groups".
QStringList similarNames(const QJsonObject &claims)
{
    QStringList names;
    for (auto claim = claims.begin(); claim != claims.end(); ++claim) {
        if (claim.key() != Groups && claim.key().endsWith(Groups, Qt::CaseInsensitive))
            names.append(serverText(claim.key(), 60));
    }
    return names;
}

GroupsVerdict objection(Reason reason, const QString &detail)
{
    return {{}, Objection{because(reason, detail)}};
}

} // namespace

QJsonObject mergedClaims(const QJsonObject &idToken, const QJsonObject &userInfo)
{
    QJsonObject claims = idToken;
    for (auto claim = userInfo.begin(); claim != userInfo.end(); ++claim) {
        if (!claim.value().isObject() || !claims.contains(claim.key()))
            claims.insert(claim.key(), claim.value());
    }
    return claims;
}

GroupsVerdict judgeGroups(const QJsonObject &claims)
{
    const QJsonValue claim = claims.value(Groups);
    if (claim.isUndefined()) {
        const QStringList others = similarNames(claims);
        if (!others.isEmpty())
            return objection(Reason::GroupsClaimOtherName, others.join(QLatin1String(", ")));
        return objection(Reason::GroupsClaimMissing, QStringLiteral("neither in the ID token nor in UserInfo"));
    }
    if (claim.isNull())
        return objection(Reason::GroupsClaimMissing, QStringLiteral("the claim is null"));
    if (claim.isString()) {
        const QString text = claim.toString();
        if (text.isEmpty())
            return objection(Reason::GroupsClaimMissing, QStringLiteral("the claim is there, and empty"));
        if (text.contains(QLatin1Char(',')))
            return objection(Reason::GroupsClaimJoined, serverText(text, 200));
        return {{text}, std::nullopt};
    }
    if (!claim.isArray())
        return objection(Reason::GroupsClaimInvalid, QStringLiteral("not a list of texts"));

    GroupsVerdict verdict;
    qsizetype others = 0;
    const QJsonArray list = claim.toArray();
    for (const auto &group : list) {
        if (!group.isString())
            ++others;
        else if (!group.toString().isEmpty())
            verdict.groups.append(group.toString());
    }
    if (others > 0) {
        verdict.objection =
            Objection{because(Reason::GroupsClaimInvalid, QStringLiteral("%1 entries are not texts").arg(others)),
                      verdict.groups.isEmpty()};
    } else if (verdict.groups.isEmpty()) {
        return objection(Reason::GroupsClaimMissing, QStringLiteral("the claim is there, and empty"));
    }
    return verdict;
}

std::optional<Objection> objectionToKeys(const JsonWebKeySet &keys, const RelyingParty &relyingParty)
{
    constexpr qsizetype Longest = 1000;
    if (relyingParty.readsAllKeysOrNone && !keys.unreadable().isEmpty()) {
        return Objection{because(Reason::KeysUnfamiliar, keys.unreadable().join(QLatin1String("; ")).left(Longest))};
    }
    if (relyingParty.readsCertificateUrls != Behavior::Yes && !keys.withCertificateUrl().isEmpty()) {
        return Objection{
            because(Reason::KeysUnfamiliar, keys.withCertificateUrl().join(QLatin1String("; ")).left(Longest)),
            relyingParty.readsCertificateUrls == Behavior::No};
    }
    return std::nullopt;
}

std::optional<Objection> objectionToAlgorithm(const QString &algorithm, const RelyingParty &relyingParty)
{
    if (algorithm != QLatin1String("EdDSA") || relyingParty.takesEdDsa == Behavior::Yes)
        return std::nullopt;
    return Objection{because(Reason::IdTokenAlgorithmNotTaken, algorithm), relyingParty.takesEdDsa == Behavior::No};
}

std::optional<Objection> objectionToRequiredPkce(Error refusal, bool isS256Advertised, const RelyingParty &relyingParty)
{
    if (relyingParty.sendsPkce == Behavior::Yes && isS256Advertised)
        return std::nullopt;
    refusal.reason = isS256Advertised ? Reason::PkceRequired : Reason::PkceRequiredUnadvertised;
    return Objection{std::move(refusal), !isS256Advertised || relyingParty.sendsPkce == Behavior::No};
}

} // namespace oidc
