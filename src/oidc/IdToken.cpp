#include "oidc/IdToken.h"

#include "core/Json.h"
#include "core/ServerText.h"
#include "oidc/JsonWebSignature.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <utility>

namespace oidc {

namespace {

/// A NumericDate: seconds since 1970, with or without a fraction (RFC 7519 section 2). Nothing when it is no number,
/// negative, or beyond the integers that JSON readers agree on (RFC 8259 section 6).
std::optional<double> numericDate(const QJsonValue &value)
{
    constexpr double Largest = 9007199254740992.0; // 2^53
    const double seconds = value.toDouble(-1);
    if (!std::isfinite(seconds) || seconds < 0 || seconds > Largest)
        return std::nullopt;
    return seconds;
}

QDateTime moment(double seconds)
{
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(seconds * 1000), Qt::UTC);
}

/// `aud` as a list: a string is a list of one (RFC 7519 section 4.1.3). Nothing when it is anything else.
std::optional<QStringList> audiences(const QJsonValue &value)
{
    if (value.isString())
        return QStringList{value.toString()};
    if (!value.isArray())
        return std::nullopt;
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const auto &entry : array) {
        if (!entry.isString())
            return std::nullopt;
        list.append(entry.toString());
    }
    return list;
}

QSet<QString> audienceSet(const QJsonObject &claims)
{
    const QStringList list = audiences(claims.value(QLatin1String("aud"))).value_or(QStringList());
    return QSet<QString>(list.begin(), list.end());
}

/// One check of OpenID Connect Core section 3.1.3.7 after the other; each says what is wrong, or nothing.
class ClaimRules
{
public:
    ClaimRules(const QJsonObject &claims, const IdTokenExpectations &expectations)
        : m_claims(claims)
        , m_expected(expectations)
        , m_now(static_cast<double>(expectations.now.toMSecsSinceEpoch()) / 1000)
        , m_leeway(static_cast<double>(expectations.leeway.count()))
        , m_notBeforeLeeway(static_cast<double>(expectations.notBeforeLeeway.count()))
    {
    }

    [[nodiscard]] const std::optional<Error> &leewayUsed() const { return m_leewayUsed; }

    std::optional<Error> issuer() const
    {
        const QJsonValue issuer = claim("iss");
        if (!issuer.isString())
            return because(Reason::IdTokenIssuerMissing);
        if (issuer.toString() != m_expected.issuer)
            return because(Reason::IdTokenIssuerMismatch, serverText(issuer.toString()));
        return std::nullopt;
    }

    std::optional<Error> subject() const
    {
        constexpr qsizetype Longest = 255; // Core section 2
        const QJsonValue subject = claim("sub");
        if (subject.isUndefined())
            return because(Reason::IdTokenSubjectMissing, QStringLiteral("no sub"));
        if (!subject.isString())
            return because(Reason::IdTokenSubjectMissing, QStringLiteral("sub is not a string"));
        if (subject.toString().isEmpty())
            return because(Reason::IdTokenSubjectMissing, QStringLiteral("sub is empty"));
        if (subject.toString().size() > Longest)
            return because(Reason::IdTokenSubjectMissing, QStringLiteral("sub is longer than %1").arg(Longest));
        return std::nullopt;
    }

    std::optional<Error> audience() const
    {
        if (claim("aud").isUndefined())
            return because(Reason::IdTokenAudienceMissing);
        const auto list = audiences(claim("aud"));
        if (!list)
            return because(Reason::IdTokenAudienceInvalid, QStringLiteral("aud is not a string or a list of strings"));
        if (list->isEmpty())
            return because(Reason::IdTokenAudienceMissing, QStringLiteral("aud is an empty list"));
        const QString shown = serverText(list->join(QLatin1String(", ")));
        if (!list->contains(m_expected.clientId))
            return because(Reason::IdTokenAudienceMismatch, shown);
        // No other audience is trusted, whatever azp says (steps 3 and 4).
        if (list->count(m_expected.clientId) != list->size())
            return because(Reason::IdTokenAudienceUntrusted, shown);
        return std::nullopt;
    }

    std::optional<Error> authorizedParty() const
    {
        const QJsonValue party = claim("azp");
        if (!party.isUndefined() && party.toString() != m_expected.clientId)
            return because(Reason::IdTokenAuthorizedPartyMismatch, serverText(party.toString()));
        return std::nullopt;
    }

    std::optional<Error> expiry() const
    {
        const auto expiry = numericDate(claim("exp"));
        if (!expiry)
            return because(Reason::IdTokenExpiryMissing,
                           claim("exp").isUndefined() ? QStringLiteral("no exp")
                                                      : QStringLiteral("exp is not a usable number"));
        if (m_now >= *expiry)
            return because(Reason::IdTokenExpired, compared("exp", *expiry));
        return std::nullopt;
    }

    std::optional<Error> notBefore()
    {
        if (claim("nbf").isUndefined())
            return std::nullopt;
        const auto notBefore = numericDate(claim("nbf"));
        if (!notBefore)
            return because(Reason::IdTokenTimeInvalid, QStringLiteral("nbf is not a usable number"));
        if (*notBefore > m_now + m_notBeforeLeeway)
            return because(Reason::IdTokenNotYetValid, compared("nbf", *notBefore));
        if (*notBefore > m_now + Unremarkable)
            useLeeway("nbf", *notBefore - m_now);
        return std::nullopt;
    }

    std::optional<Error> issuedAt()
    {
        if (claim("iat").isUndefined())
            return because(Reason::IdTokenIssuedAtMissing);
        const auto issuedAt = numericDate(claim("iat"));
        if (!issuedAt)
            return because(Reason::IdTokenTimeInvalid, QStringLiteral("iat is not a usable number"));
        if (*issuedAt > m_now + m_leeway)
            return because(Reason::IdTokenIssuedInFuture, compared("iat", *issuedAt));
        if (m_now - *issuedAt > static_cast<double>(m_expected.oldestIssue.count()))
            return because(Reason::IdTokenIssuedTooLongAgo, compared("iat", *issuedAt));
        if (*issuedAt > m_now + Unremarkable)
            useLeeway("iat", *issuedAt - m_now);
        return std::nullopt;
    }

    std::optional<Error> nonce() const
    {
        if (m_expected.nonce.isEmpty())
            return std::nullopt;
        if (!claim("nonce").isString())
            return because(Reason::IdTokenNonceMissing);
        if (!equalInConstantTime(claim("nonce").toString().toUtf8(), m_expected.nonce))
            return because(Reason::IdTokenNonceMismatch);
        return std::nullopt;
    }

    /// Claims that are to be fetched elsewhere (Core section 5.6.2). Not fetched; but a strict reader refuses the whole
    /// token when they are not in form.
    std::optional<Error> distributedClaims() const
    {
        const auto malformed = [](const char *claim) {
            return because(Reason::IdTokenMalformed, QStringLiteral("%1 is not in form").arg(QLatin1String(claim)));
        };
        const QJsonObject sources = claim("_claim_sources").toObject();
        const auto isTextOrNothing = [](const QJsonValue &value) {
            return value.isString() || value.isUndefined() || value.isNull();
        };
        const auto isSound = [&isTextOrNothing](const QJsonValue &source) {
            return source.isObject() && isTextOrNothing(source.toObject().value(QLatin1String("endpoint")))
                && isTextOrNothing(source.toObject().value(QLatin1String("access_token")));
        };
        if (!isObjectOrNothing("_claim_sources") || !std::all_of(sources.begin(), sources.end(), isSound))
            return malformed("_claim_sources");
        const QJsonObject names = claim("_claim_names").toObject();
        if (!isObjectOrNothing("_claim_names")
            || std::any_of(names.begin(), names.end(),
                           [&sources](const QJsonValue &source) { return !sources.contains(source.toString()); }))
            return malformed("_claim_names");
        return std::nullopt;
    }

    /// `at_hash` or `c_hash`: need not be there, but has to be right.
    std::optional<Error> hash(const char *name, const Secret *of, const JsonWebSignature &signature,
                              Reason reason) const
    {
        if (claim(name).isUndefined() || !of)
            return std::nullopt;
        const QByteArray expected =
            signature.halfHash(of->reveal()).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        if (expected.isEmpty() || !equalInConstantTime(claim(name).toString().toUtf8(), expected))
            return because(reason, QLatin1String(name));
        return std::nullopt;
    }

private:
    /// Seconds that two clocks in good order differ by. A token is new when it is read, so its iat is ahead of us as
    /// soon as the provider's clock is.
    static constexpr double Unremarkable = 5;

    [[nodiscard]] QJsonValue claim(const char *name) const { return m_claims.value(QLatin1String(name)); }

    [[nodiscard]] bool isObjectOrNothing(const char *name) const
    {
        const QJsonValue value = claim(name);
        return value.isObject() || value.isUndefined() || value.isNull();
    }

    [[nodiscard]] QString compared(const char *name, double seconds) const
    {
        return QStringLiteral("%1 is %2, now is %3")
            .arg(QLatin1String(name), moment(seconds).toString(Qt::ISODate), moment(m_now).toString(Qt::ISODate));
    }

    void useLeeway(const char *name, double seconds)
    {
        if (!m_leewayUsed) {
            m_leewayUsed = because(
                Reason::IdTokenLeewayUsed,
                QStringLiteral("%1, %2 s").arg(QLatin1String(name)).arg(static_cast<qint64>(std::ceil(seconds))));
        }
    }

    const QJsonObject &m_claims;
    const IdTokenExpectations &m_expected;
    const double m_now;
    const double m_leeway;
    const double m_notBeforeLeeway;
    std::optional<Error> m_leewayUsed;
};

/// Whether `typ` says that this is a token of another kind (RFC 8725 section 3.11): at+jwt (RFC 9068),
/// okta-internal-at+jwt, logout+jwt and so on. An ID token has none, or plain JWT.
bool isOtherKind(const QString &type)
{
    return type.endsWith(QLatin1String("+jwt"), Qt::CaseInsensitive);
}

} // namespace

Expected<IdToken, Error> IdToken::verify(const Secret &compact, const JsonWebKeySet &keys,
                                         const IdTokenExpectations &expectations)
{
    const auto signature = JsonWebSignature::parse(compact.reveal());
    if (!signature)
        return Unexpected(signature.error());
    if (isOtherKind(signature->type()))
        return Unexpected(because(Reason::IdTokenWrongType, serverText(signature->type(), 60)));
    // RS256 is what a client is registered for when nothing else was said (Core section 3.1.3.7, step 7).
    const QStringList advertised =
        expectations.algorithms.isEmpty() ? QStringList{QStringLiteral("RS256")} : expectations.algorithms;
    if (!advertised.contains(signature->algorithm()))
        return Unexpected(because(Reason::IdTokenAlgorithmNotAdvertised, signature->algorithm()));
    if (auto verified = signature->verify(keys); !verified)
        return Unexpected(std::move(verified).error());

    IdToken token;
    token.m_keyId = signature->keyId();
    token.m_algorithm = signature->algorithm();
    auto claims = parseJsonObject(signature->payload(), DuplicateMembers::Reject);
    if (!claims) {
        return Unexpected(
            because(Reason::IdTokenMalformed, QStringLiteral("the claims: %1").arg(serverText(claims.error().detail))));
    }
    token.m_claims = *std::move(claims);

    ClaimRules rules(token.m_claims, expectations);
    std::optional<Error> problem = rules.issuer();
    if (!problem)
        problem = rules.subject();
    if (!problem)
        problem = rules.audience();
    if (!problem)
        problem = rules.authorizedParty();
    if (!problem)
        problem = rules.expiry();
    if (!problem)
        problem = rules.notBefore();
    if (!problem)
        problem = rules.issuedAt();
    if (!problem)
        problem = rules.nonce();
    if (!problem)
        problem = rules.hash("at_hash", expectations.accessToken, *signature, Reason::IdTokenAccessTokenHashMismatch);
    if (!problem)
        problem = rules.hash("c_hash", expectations.code, *signature, Reason::IdTokenCodeHashMismatch);
    if (!problem)
        problem = rules.distributedClaims();
    if (problem)
        return Unexpected(*std::move(problem));
    token.m_leewayUsed = rules.leewayUsed();
    return token;
}

QString IdToken::subject() const
{
    return m_claims.value(QLatin1String("sub")).toString();
}

QDateTime IdToken::issuedAt() const
{
    return moment(m_claims.value(QLatin1String("iat")).toDouble());
}

Expected<void, Error> IdToken::checkSuccessor(const IdToken &refreshed) const
{
    const auto before = [this](const char *name) { return m_claims.value(QLatin1String(name)); };
    const auto after = [&refreshed](const char *name) { return refreshed.m_claims.value(QLatin1String(name)); };

    if (after("iss") != before("iss"))
        return Unexpected(because(Reason::IdTokenIssuerMismatch, serverText(after("iss").toString())));
    if (after("sub") != before("sub"))
        return Unexpected(because(Reason::RefreshedSubjectMismatch, serverText(after("sub").toString())));
    if (audienceSet(refreshed.m_claims) != audienceSet(m_claims))
        return Unexpected(because(Reason::RefreshedAudienceMismatch));
    if (after("azp") != before("azp"))
        return Unexpected(because(Reason::RefreshedAuthorizedPartyMismatch, serverText(after("azp").toString())));
    if (after("iat").toDouble() < before("iat").toDouble())
        return Unexpected(because(Reason::RefreshedTimesInvalid, QStringLiteral("iat is older than the first one's")));
    if (!after("auth_time").isUndefined() && !before("auth_time").isUndefined()
        && after("auth_time") != before("auth_time") && !isRestampedBy(refreshed))
        return Unexpected(because(Reason::RefreshedTimesInvalid, QStringLiteral("auth_time is another one")));
    // "SHOULD NOT have a nonce", but if it has one, the first one's.
    if (!after("nonce").isUndefined() && after("nonce") != before("nonce"))
        return Unexpected(because(Reason::IdTokenNonceMismatch));
    return {};
}

bool IdToken::isRestampedBy(const IdToken &refreshed) const
{
    const auto isTimeOfIssue = [](const QJsonObject &claims) {
        return claims.value(QLatin1String("auth_time")).isDouble()
            && claims.value(QLatin1String("auth_time")) == claims.value(QLatin1String("iat"));
    };
    return isTimeOfIssue(m_claims) && isTimeOfIssue(refreshed.m_claims) && refreshed.issuedAt() > issuedAt();
}

} // namespace oidc
