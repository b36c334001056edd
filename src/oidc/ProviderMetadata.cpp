#include "oidc/ProviderMetadata.h"

#include "core/Json.h"
#include "core/ServerText.h"
#include "http/Client.h"
#include "oidc/JsonWebSignature.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace oidc {

namespace {

Error because(const JsonError &error)
{
    switch (error.reason) {
    case JsonError::Reason::Empty:
        return because(Reason(Stage::Discovery, Fault::Empty), error.detail);
    case JsonError::Reason::LooksLikeHtml:
        return because(Reason(Stage::Discovery, Fault::Html), error.detail);
    case JsonError::Reason::WrongType:
        return because(Reason(Stage::Discovery, Fault::NotObject), error.detail);
    case JsonError::Reason::Malformed:
    case JsonError::Reason::DuplicateMember:
        break;
    }
    return because(Reason(Stage::Discovery, Fault::Malformed), serverText(error.detail));
}

/// Absent, or null, which is how some servers say absent.
bool isNothing(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

/// Reads members one after the other and keeps the first thing that is wrong.
class Document
{
public:
    Document(QJsonObject members, bool isLoopback)
        : m_members(std::move(members))
        , m_isLoopback(isLoopback)
    {
    }

    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }

    /// Absolute, https (http only where the issuer itself is on loopback), with a host, no user name, no fragment.
    QUrl endpoint(const QString &member, bool isRequired)
    {
        const QJsonValue value = m_members.value(member);
        if (isNothing(value) || value == QJsonValue(QString())) {
            if (isRequired)
                fail(Reason::MetadataMemberMissing, member);
            return {};
        }
        if (!value.isString()) {
            fail(Reason::MetadataMemberInvalid, member + QStringLiteral(": not a string"));
            return {};
        }
        QUrl url(value.toString(), QUrl::StrictMode);
        if (!url.isValid() || url.isRelative() || url.host().isEmpty() || url.port() == 0
            || (url.scheme() != QLatin1String("https") && url.scheme() != QLatin1String("http"))) {
            fail(Reason::MetadataMemberInvalid,
                 QStringLiteral("%1: not an absolute https URL: %2").arg(member, serverText(value.toString())));
            return {};
        }
        if (url.hasFragment() || !url.userInfo().isEmpty()) {
            fail(Reason::MetadataMemberInvalid, member + QStringLiteral(": a URL with a fragment or a user name"));
            return {};
        }
        if (url.scheme() == QLatin1String("http") && !(m_isLoopback && http::isLoopback(url))) {
            fail(Reason::InsecureEndpoint,
                 QStringLiteral("%1: %2").arg(member, serverText(url.toString(QUrl::RemoveQuery))));
            return {};
        }
        return url;
    }

    /// Only has to be a string where it is there.
    void text(const QString &member)
    {
        const QJsonValue value = m_members.value(member);
        if (!isNothing(value) && !value.isString())
            fail(Reason::MetadataMemberInvalid, member + QStringLiteral(": not a string"));
    }

    /// A list of strings, or nothing where there is no such member.
    std::optional<QStringList> list(const QString &member)
    {
        const QJsonValue value = m_members.value(member);
        if (isNothing(value))
            return std::nullopt;
        const QJsonArray array = value.toArray();
        const bool isStrings =
            std::all_of(array.begin(), array.end(), [](const QJsonValue &entry) { return entry.isString(); });
        if (!value.isArray() || !isStrings) {
            fail(Reason::MetadataMemberInvalid, member + QStringLiteral(": not a list of strings"));
            return std::nullopt;
        }
        QStringList strings;
        for (const auto &entry : array)
            strings.append(entry.toString());
        return strings;
    }

    /// A list that has to be there and not empty.
    QStringList requiredList(const QString &member)
    {
        const auto strings = list(member);
        if (!strings || strings->isEmpty())
            fail(Reason::MetadataMemberMissing, member);
        return strings.value_or(QStringList());
    }

    [[nodiscard]] bool isTrue(const QString &member) const { return m_members.value(member).toBool(false); }

    void fail(Reason reason, QString detail)
    {
        if (!m_problem)
            m_problem = because(reason, std::move(detail));
    }

private:
    const QJsonObject m_members;
    const bool m_isLoopback;
    std::optional<Error> m_problem;
};

/// What is left when a final slash and letter case do not count.
QString loosely(QString issuer)
{
    while (issuer.endsWith(QLatin1Char('/')))
        issuer.chop(1);
    return issuer.toCaseFolded();
}

std::optional<Error> issuerProblem(const QJsonObject &members, const QString &expected)
{
    const QJsonValue value = members.value(QLatin1String("issuer"));
    if (!value.isString() || value.toString().isEmpty())
        return because(Reason::IssuerMissing);
    const QString issuer = value.toString();
    if (issuer == expected)
        return std::nullopt;
    const bool isNearly = loosely(issuer) == loosely(expected);
    Error error = because(isNearly ? Reason::IssuerNotExact : Reason::IssuerMismatch, serverText(issuer));
    error.discoveredIssuer = issuer;
    return error;
}

} // namespace

Expected<ProviderMetadata, Error> ProviderMetadata::parse(QByteArrayView document, const QString &expectedIssuer)
{
    // Two issuers or two endpoints of one name: each reader would believe another one.
    auto members = parseJsonObject(document, DuplicateMembers::Reject);
    if (!members)
        return Unexpected(because(members.error()));
    // First of all: the document of somebody else is not worth reading (Discovery section 4.3).
    if (auto problem = issuerProblem(*members, expectedIssuer))
        return Unexpected(*std::move(problem));

    Document reader(*members, http::isLoopback(QUrl(expectedIssuer, QUrl::StrictMode)));
    ProviderMetadata metadata;
    metadata.issuer = expectedIssuer;
    metadata.authorizationEndpoint = reader.endpoint(QStringLiteral("authorization_endpoint"), true);
    metadata.tokenEndpoint = reader.endpoint(QStringLiteral("token_endpoint"), true);
    metadata.jwksUri = reader.endpoint(QStringLiteral("jwks_uri"), true);
    metadata.userinfoEndpoint = reader.endpoint(QStringLiteral("userinfo_endpoint"), false);
    metadata.revocationEndpoint = reader.endpoint(QStringLiteral("revocation_endpoint"), false);
    // Not used here; strict readers refuse the whole document when they are no texts.
    reader.text(QStringLiteral("device_authorization_endpoint"));
    reader.text(QStringLiteral("end_session_endpoint"));

    const QStringList responseTypes = reader.requiredList(QStringLiteral("response_types_supported"));
    if (!responseTypes.contains(QLatin1String("code")))
        reader.fail(Reason::CodeFlowUnsupported, serverText(responseTypes.join(QLatin1String(", "))));

    metadata.idTokenSigningAlgorithms = reader.requiredList(QStringLiteral("id_token_signing_alg_values_supported"));
    const QStringList verifiable = supportedSigningAlgorithms();
    const bool anyVerifiable = std::any_of(verifiable.begin(), verifiable.end(), [&metadata](const QString &algorithm) {
        return metadata.idTokenSigningAlgorithms.contains(algorithm);
    });
    if (!anyVerifiable) {
        reader.fail(Reason::SigningAlgorithmsUnsupported,
                    serverText(metadata.idTokenSigningAlgorithms.join(QLatin1String(", "))));
    }

    // Absent means client_secret_basic (Discovery section 3).
    const auto methods = reader.list(QStringLiteral("token_endpoint_auth_methods_supported"));
    if (!methods || methods->contains(QLatin1String("client_secret_basic")))
        metadata.clientAuthentication = ClientAuthentication::Basic;
    else if (methods->contains(QLatin1String("client_secret_post")))
        metadata.clientAuthentication = ClientAuthentication::Post;
    else
        reader.fail(Reason::ClientSecretUnsupported, serverText(methods->join(QLatin1String(", "))));

    metadata.advertisesPkceS256 = reader.list(QStringLiteral("code_challenge_methods_supported"))
                                      .value_or(QStringList())
                                      .contains(QLatin1String("S256"));
    metadata.advertisesResponseIssuer = reader.isTrue(QStringLiteral("authorization_response_iss_parameter_supported"));

    if (reader.problem())
        return Unexpected(*reader.problem());
    return metadata;
}

Expected<QUrl, Error> discoveryUrl(const QString &issuer)
{
    const auto invalid = [&issuer](QLatin1String why) {
        return Unexpected(because(Reason::IssuerInvalid, QStringLiteral("%1: %2").arg(serverText(issuer), why)));
    };

    const QUrl url(issuer, QUrl::StrictMode);
    if (!url.isValid() || url.isRelative() || url.host().isEmpty())
        return invalid(QLatin1String("not an absolute URL"));
    if (!url.userInfo().isEmpty())
        return Unexpected(because(Reason::IssuerInvalid, QStringLiteral("a URL with a user name")));
    if (url.hasQuery() || url.hasFragment())
        return invalid(QLatin1String("a URL with a query or a fragment"));
    if (url.scheme() != QLatin1String("https") && !(url.scheme() == QLatin1String("http") && http::isLoopback(url)))
        return invalid(QLatin1String("not https"));

    // "any terminating / MUST be removed before appending" (Discovery section 4.1): one.
    const QString base = issuer.endsWith(QLatin1Char('/')) ? issuer.chopped(1) : issuer;
    return QUrl(base + QStringLiteral("/.well-known/openid-configuration"), QUrl::StrictMode);
}

} // namespace oidc
