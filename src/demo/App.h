#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace demo {

/// One of at most two secrets of an application.
struct ClientSecret
{
    QString id; ///< "ocsPRACTICE…"
    QString value;
    bool isActive = true;
    QString created; ///< "2026-11-28T10:00:00.000Z", like every time of the store
    QString lastUpdated;
};

/// A group or a person that may use an application.
struct Assignment
{
    QString id; ///< of the group or of the person
    int priority = 0; ///< of groups only
    QString created;
    QString lastUpdated;
};

/// "Groups claim filter" on the Sign On tab. It has no public call.
struct GroupsClaim
{
    QString name; ///< of the claim, "groups"
    QString filter; ///< "Starts with", "Equals", "Contains" or "Matches regex"
    QString value;
};

/// A claim that an expression makes, added by the API. That Okta's own server puts such a claim about groups into ID
/// tokens is documented, and not proven; here it does.
struct FederatedClaim
{
    QString id; ///< "ofcPRACTICE…"
    QString name;
    QString expression;
    QString created;
    QString lastUpdated;
};

/// An OpenID Connect application, with all of its settings that a GET shows. Names follow Okta's members.
struct App
{
    QString id; ///< "0oaPRACTICE…"
    QString label;
    bool isActive = true;
    QString created;
    QString lastUpdated;

    // settings.oauthClient
    QString applicationType = QStringLiteral("web"); ///< web, browser, native or service
    QStringList grantTypes;
    QStringList responseTypes;
    QStringList redirectUris; ///< sign-in, compared byte for byte
    QStringList signOutUris; ///< post_logout_redirect_uris
    QString initiateLoginUri; ///< empty: not set
    QString loginMode = QStringLiteral("DISABLED"); ///< idp_initiated_login.mode
    QStringList loginScopes; ///< idp_initiated_login.default_scope
    QString consentMethod = QStringLiteral("TRUSTED");
    QString issuerMode = QStringLiteral("ORG_URL");
    QString rotationType = QStringLiteral("STATIC");
    int rotationLeeway = 30; ///< seconds, used with ROTATE
    QString wildcardRedirect = QStringLiteral("DISABLED");
    bool isDpopRequired = false;
    std::optional<QJsonObject> network;

    // credentials.oauthClient
    QString clientId; ///< the same as id unless somebody chose one
    QString authMethod = QStringLiteral("client_secret_basic");
    bool rotatesKeys = true; ///< autoKeyRotation
    bool isPkceRequired = false;

    // settings, visibility, accessibility, profile
    bool isFederationBroker = false; ///< settings.implicitAssignment: everybody may sign in, nobody is assigned
    QString adminNote; ///< settings.notes.admin; empty: null
    QString userNote; ///< settings.notes.enduser; empty: null
    bool isHiddenOnMobile = false;
    bool isHiddenOnWeb = false;
    bool launchesItself = false; ///< visibility.autoLaunch
    bool submitsToolbar = false; ///< visibility.autoSubmitToolbar
    bool isSelfService = false;
    std::optional<QJsonObject> profile;

    std::optional<GroupsClaim> groupsClaim;
    QList<FederatedClaim> federatedClaims;
    QList<ClientSecret> secrets;
    QList<Assignment> groups;
    QList<Assignment> users;

    [[nodiscard]] bool hasSecretMethod() const { return authMethod.startsWith(QLatin1String("client_secret_")); }
    [[nodiscard]] bool hasActiveSecret(const QString &value) const;
    [[nodiscard]] const ClientSecret *firstActiveSecret() const; ///< or null
};

/// How many secrets an application can have at a time.
constexpr qsizetype MaximumSecrets = 2;

} // namespace demo
