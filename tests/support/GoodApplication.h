#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

/// An app integration with nothing wrong, in the shape of Okta's replies (Identity Engine, 2026), as `GET
/// /api/v1/apps/{id}` gives it: without its secret.
inline QJsonObject goodApplication()
{
    static constexpr auto Json = R"json({
        "id": "0oaGOOD00000000001d7", "orn": "orn:okta:idp:00o1:apps:oidc_client:0oaGOOD00000000001d7",
        "name": "oidc_client", "label": "Pomerium", "status": "ACTIVE",
        "created": "2026-11-28T10:00:00.000Z", "lastUpdated": "2026-11-28T10:00:02.000Z",
        "features": [], "signOnMode": "OPENID_CONNECT",
        "accessibility": {"selfService": false, "errorRedirectUrl": null, "loginRedirectUrl": null},
        "visibility": {"autoLaunch": false, "autoSubmitToolbar": false, "hide": {"iOS": true, "web": true},
                       "appLinks": {"oidc_client_link": true}},
        "credentials": {"userNameTemplate": {"template": "${source.login}", "type": "BUILT_IN"},
                        "signing": {"kid": "kid-1"},
                        "oauthClient": {"autoKeyRotation": true, "client_id": "0oaGOOD00000000001d7",
                                        "token_endpoint_auth_method": "client_secret_basic",
                                        "pkce_required": false}},
        "universalLogout": {"status": "DISABLED", "supportType": "FULL", "identityStack": "NOT_SHARED",
                            "protocol": "GLOBAL_TOKEN_REVOCATION"},
        "settings": {"app": {}, "notifications": {"vpn": {"network": {"connection": "DISABLED"}, "message": null,
                                                          "helpUrl": null}},
                     "manualProvisioning": false, "implicitAssignment": false, "emOptInStatus": "NONE",
                     "notes": {"admin": "Made by Okta Setup for Pomerium 2026-11-28 (abcdefgh)", "enduser": null},
                     "oauthClient": {"client_uri": null, "logo_uri": null,
                                     "redirect_uris": ["https://authenticate.example.com/oauth2/callback"],
                                     "post_logout_redirect_uris":
                                         ["https://authenticate.example.com/.pomerium/signed_out"],
                                     "response_types": ["code"],
                                     "grant_types": ["authorization_code", "refresh_token"],
                                     "application_type": "web", "consent_method": "TRUSTED",
                                     "issuer_mode": "ORG_URL", "refresh_token": {"rotation_type": "STATIC"},
                                     "idp_initiated_login": {"mode": "DISABLED", "default_scope": []},
                                     "wildcard_redirect": "DISABLED", "dpop_bound_access_tokens": false}},
        "profile": {"groups": {"whitelist": ["00gX"]}}, "somethingNew": {"kept": [1, 2]},
        "_links": {"accessPolicy": {"href": "https://acme.okta.com/api/v1/policies/rstGOOD1"},
                   "groups": {"href": "https://acme.okta.com/api/v1/apps/0oaGOOD00000000001d7/groups"}}
    })json";
    return QJsonDocument::fromJson(Json).object();
}
