#pragma once

#include "core/Expected.h"
#include "core/Secret.h"

#include <QString>

#include <optional>

namespace okta {

/// Why something cannot be sent as an API token at all.
struct ApiTokenError
{
    enum class Reason {
        Empty,
        TooLong, ///< more than 1,000 characters
        CharacterInvalid ///< a space, line break or character that cannot be in a header; detail: which, by number
    };
    Reason reason = Reason::Empty;
    QString detail = {};
};

/// A token of Okta's management API, sent as `Authorization: SSWS TOKEN`. Okta promises no format, so a strange looking
/// one is hinted at and never refused.
class ApiToken
{
public:
    /// What the text looks like instead of a token.
    enum class Hint {
        TokenId, ///< 00T…, 20 characters: the name of a token in lists, not the token
        UserId, ///< 00u…
        OrganizationId, ///< 00o…
        GroupId, ///< 00g…
        ClientId, ///< 0oa…
        ClientSecret, ///< 64 or 40 characters that do not begin with 00
        ApiToken, ///< a token, where something else belongs
        OtherSecret, ///< a key or token of another kind (SecretShape), where an id belongs
        ServiceAccount, ///< the base64 of {"api_key": …}: encoded already
        AuthorizationHeader, ///< begins with "SSWS "
        PracticeValue, ///< made up by the practice console, and given for a real organization
        Unusual ///< not 00 and 40 more characters
    };

    /// Trims white space around it; `SSWS ` in front is cut.
    [[nodiscard]] static Expected<ApiToken, ApiTokenError> parse(QStringView input);
    [[nodiscard]] static Expected<ApiToken, ApiTokenError> parse(const Secret &input);

    [[nodiscard]] const Secret &value() const { return m_value; }
    /// `SSWS TOKEN`.
    [[nodiscard]] Secret authorization() const;
    [[nodiscard]] const std::optional<Hint> &hint() const { return m_hint; }
    /// White space or a prefix was cut.
    [[nodiscard]] bool wasTrimmed() const { return m_wasTrimmed; }
    [[nodiscard]] ApiToken clone() const;

private:
    ApiToken() = default;
    Secret m_value;
    std::optional<Hint> m_hint;
    bool m_wasTrimmed = false;
};

/// Whether the text is a client ID, client secret or API token of the practice console, which marks each with PRACTICE.
/// No real organization has it.
[[nodiscard]] bool isPracticeValue(QByteArrayView text);

/// What a text that was pasted into the client secret's field looks like instead; nullopt: nothing known.
[[nodiscard]] std::optional<ApiToken::Hint> clientSecretConfusion(const Secret &secret);
/// The same for the client ID's field: a secret where an id belongs.
[[nodiscard]] std::optional<ApiToken::Hint> clientIdConfusion(QStringView clientId);

} // namespace okta
