#pragma once

#include "core/Expected.h"
#include "core/Json.h"
#include "okta/JsonPath.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace okta {

/// Where the settings of an app integration are in Okta's JSON.
namespace paths {
inline constexpr QStringView ApplicationType = u"settings.oauthClient.application_type";
inline constexpr QStringView GrantTypes = u"settings.oauthClient.grant_types";
inline constexpr QStringView ResponseTypes = u"settings.oauthClient.response_types";
inline constexpr QStringView RedirectUris = u"settings.oauthClient.redirect_uris";
inline constexpr QStringView SignOutRedirectUris = u"settings.oauthClient.post_logout_redirect_uris";
inline constexpr QStringView WildcardRedirect = u"settings.oauthClient.wildcard_redirect";
inline constexpr QStringView Dpop = u"settings.oauthClient.dpop_bound_access_tokens";
inline constexpr QStringView IssuerMode = u"settings.oauthClient.issuer_mode";
inline constexpr QStringView Network = u"settings.oauthClient.network";
inline constexpr QStringView NetworkConnection = u"settings.oauthClient.network.connection";
inline constexpr QStringView IdTokenEncryption = u"settings.oauthClient.id_token_encrypted_response_alg";
inline constexpr QStringView SubjectType = u"settings.oauthClient.subject_type";
inline constexpr QStringView ConsentMethod = u"settings.oauthClient.consent_method";
inline constexpr QStringView RefreshToken = u"settings.oauthClient.refresh_token";
inline constexpr QStringView RotationType = u"settings.oauthClient.refresh_token.rotation_type";
inline constexpr QStringView RotationLeeway = u"settings.oauthClient.refresh_token.leeway";
inline constexpr QStringView IdpInitiatedLogin = u"settings.oauthClient.idp_initiated_login";
inline constexpr QStringView IdpInitiatedMode = u"settings.oauthClient.idp_initiated_login.mode";
inline constexpr QStringView InitiateLoginUri = u"settings.oauthClient.initiate_login_uri";
inline constexpr QStringView SingleLogout = u"settings.oauthClient.participate_slo";
inline constexpr QStringView FrontChannelLogout = u"settings.oauthClient.frontchannel_logout_uri";
inline constexpr QStringView ImplicitAssignment = u"settings.implicitAssignment";
inline constexpr QStringView AdminNote = u"settings.notes.admin";
inline constexpr QStringView ClientId = u"credentials.oauthClient.client_id";
inline constexpr QStringView ClientSecret = u"credentials.oauthClient.client_secret";
inline constexpr QStringView AuthenticationMethod = u"credentials.oauthClient.token_endpoint_auth_method";
inline constexpr QStringView PkceRequired = u"credentials.oauthClient.pkce_required";
inline constexpr QStringView AutoKeyRotation = u"credentials.oauthClient.autoKeyRotation";
inline constexpr QStringView SelfService = u"accessibility.selfService";
} // namespace paths

/// An app integration as Okta holds it (`GET /api/v1/apps/{id}`). Every member is kept, known here or not, because a
/// PUT replaces the whole object and what is left out may be lost. It never holds the client secret.
class Application final
{
public:
    /// What Okta answered. An object without an id, or with one that Okta never gives, is none.
    [[nodiscard]] static Expected<Application, JsonError> parse(QJsonObject json);

    /// All of it, without the client secret.
    [[nodiscard]] const QJsonObject &json() const { return m_json; }
    [[nodiscard]] QJsonValue at(QStringView path) const { return valueAt(m_json, path); }
    [[nodiscard]] QStringList listAt(QStringView path) const { return okta::listAt(m_json, path); }

    [[nodiscard]] QString id() const; ///< 0oa…
    [[nodiscard]] QString clientId() const; ///< mostly the id; another one when somebody chose it
    [[nodiscard]] QString label() const; ///< may repeat in one org
    [[nodiscard]] QString status() const; ///< ACTIVE, INACTIVE
    [[nodiscard]] QString lastUpdated() const; ///< as Okta wrote it
    [[nodiscard]] QString adminNote() const;
    [[nodiscard]] QStringList redirectUris() const { return listAt(paths::RedirectUris); }
    [[nodiscard]] bool isOpenIdConnect() const;
    /// The id in `_links.accessPolicy`; empty: Classic Engine has no sign-in policy of the app's own.
    [[nodiscard]] QString accessPolicyId() const;

    /// What goes back in a PUT when nothing is to change: all members but `_links` and `_embedded`.
    [[nodiscard]] QJsonObject body() const;

    friend bool operator==(const Application &, const Application &) = default;

private:
    explicit Application(QJsonObject json);

    QJsonObject m_json;
};

/// Ids of Okta's have letters, digits, - and _ only. What could be anything else in a path is not asked for.
[[nodiscard]] bool isUsableId(QStringView id);

} // namespace okta
