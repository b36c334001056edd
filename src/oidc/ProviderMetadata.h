#pragma once

#include "core/Expected.h"
#include "oidc/Error.h"

#include <QByteArrayView>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace oidc {

/// How a client proves that it is the client (OpenID Connect Core section 9).
enum class ClientAuthentication { Basic, Post };

/// A provider's own description (OpenID Connect Discovery section 3), checked: whoever holds one may use its endpoints.
struct ProviderMetadata
{
    QString issuer; ///< byte for byte as discovered
    QUrl authorizationEndpoint;
    QUrl tokenEndpoint;
    QUrl jwksUri;
    QUrl userinfoEndpoint; ///< may be empty: RECOMMENDED only
    QUrl revocationEndpoint; ///< may be empty (RFC 8414)
    QStringList idTokenSigningAlgorithms; ///< as advertised
    bool advertisesPkceS256 = false;
    bool advertisesResponseIssuer = false; ///< authorization_response_iss_parameter_supported (RFC 9207)
    /// client_secret_basic by default; post only where basic is not offered.
    ClientAuthentication clientAuthentication = ClientAuthentication::Basic;

    /// Reads and checks a discovery document for `expectedIssuer`, which has to match
    /// exactly (Discovery section 4.3): relying parties compare bytes.
    [[nodiscard]] static Expected<ProviderMetadata, Error> parse(QByteArrayView document,
                                                                 const QString &expectedIssuer);
};

/// `issuer` + "/.well-known/openid-configuration", one slash between (Discovery section 4.1); an error when `issuer`
/// is not an issuer URL: https (http on loopback), no query, no fragment, no user name.
[[nodiscard]] Expected<QUrl, Error> discoveryUrl(const QString &issuer);

} // namespace oidc
