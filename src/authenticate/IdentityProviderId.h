#pragma once

#include "authenticate/ProviderSettings.h"
#include "core/Secret.h"

#include <QByteArrayView>
#include <QList>

namespace authenticate {

/// How Pomerium writes the 256 bits of an id.
enum class IdText {
    Base58, ///< Bitcoin's alphabet, most significant digit first: 0.17 to 0.26
    Base62 ///< A-Za-z0-9, least significant digit first, of varying width: from 0.27
};

/// What a release puts into its id besides what all of them do, and how it writes it.
struct IdShape
{
    IdText text = IdText::Base62;
    bool hasServiceAccount = false; ///< 0.17 to 0.19
    bool hasAuthenticateUrl = false; ///< from 0.27
    bool hasAudiences = false; ///< 0.29 to 0.32, where they are set

    friend bool operator==(const IdShape &, const IdShape &) = default;
};

/// Every shape that may fit, the newest first.
[[nodiscard]] QList<IdShape> idShapes();

/// The `pomerium_idp_id` that a Pomerium with these settings shows in its redirects (0.17 and later): SHA-256 over the
/// settings as a protocol buffer (pkg/grpc/identity/identity.proto, Provider: 2 client_id, 3 client_secret, 4 type,
/// 5 scopes, 6 service_account, 7 url, 8 request_params, 9 authenticate service URL, 10 audiences; fields in the order
/// of their numbers, empty ones left out, entries of the map by name).
///
/// With the visible values it is an offline oracle for guessed secrets, so it is kept like one: it is compared, and
/// never shown, logged or reported.
class IdentityProviderId
{
public:
    [[nodiscard]] static IdentityProviderId of(const ProviderSettings &settings, IdShape shape);

    /// Whether this is what was shown. Constant time for texts of equal size.
    [[nodiscard]] bool isShownAs(QByteArrayView text) const;

private:
    explicit IdentityProviderId(Secret text)
        : m_text(std::move(text))
    {
    }

    Secret m_text;
};

/// 256 bits in one of the two texts.
[[nodiscard]] Secret idText(QByteArrayView digest, IdText text);

} // namespace authenticate
