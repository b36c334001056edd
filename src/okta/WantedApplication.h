#pragma once

#include "okta/OrganizationJob.h"

#include <QDate>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace okta {

/// Which address Okta puts into the `iss` of this app's tokens.
enum class IssuerMode { OrgUrl, CustomUrl };

/// "ORG_URL", "CUSTOM_URL".
[[nodiscard]] QString issuerModeName(IssuerMode mode);

/// The mode that makes Okta name this issuer. `organization` is what the org says of itself, where it was asked: behind
/// a custom domain it knows both of its addresses. Without it, Okta's own domains are told by their names.
[[nodiscard]] IssuerMode issuerModeFor(const QString &issuer, const OrgUrl &org,
                                       const std::optional<Organization> &organization);

/// A group of the org, by id. The name is for people.
struct GroupReference
{
    QString id = {}; ///< 00g…
    QString name = {};

    friend bool operator==(const GroupReference &a, const GroupReference &b) { return a.id == b.id; }
};

/// The app integration that this Pomerium needs. Plain values: whoever makes one knows Pomerium, this library knows
/// Okta.
struct WantedApplication
{
    QString label = QStringLiteral("Pomerium");
    /// What settings.notes.admin shall say: how an app that we made is told from any other. See newMarker().
    QString marker = {};
    QString redirectUri = {}; ///< Pomerium's callback; empty: not known
    QStringList testRedirectUris = {}; ///< of this computer, for the sign-in test; gone after the clean-up
    QStringList signOutRedirectUris = {}; ///< Pomerium's signed-out page, and the redirect after it if there is one
    bool sendsSignOutUri = true; ///< Pomerium sends one at each sign-out: from 0.26
    bool requiresPkce = true; ///< every release in question sends a PKCE challenge: from 0.33
    QString issuer = {}; ///< the provider URL, byte for byte; empty: not known
    IssuerMode issuerMode = IssuerMode::OrgUrl;
    QString authorizationServer = {}; ///< `default` or `aus…`, from the provider URL; empty: the org's own
    QStringList scopes = {}; ///< that Pomerium asks a custom authorization server for; empty: not known
    bool usesGroupsClaim = false; ///< a policy of Pomerium's reads `groups` from the tokens
    QList<GroupReference> groups = {}; ///< who may sign in; empty: not known
    bool isEveryoneChosen = false; ///< the group Everyone was chosen in so many words

    [[nodiscard]] bool isCustomServer() const { return !authorizationServer.isEmpty(); }
    [[nodiscard]] QStringList allRedirectUris() const;
    /// The body of `POST /api/v1/apps`: every setting that matters in so many words, because an org's defaults differ
    /// (a custom domain changes issuer_mode, for one). No secret: Okta makes it.
    [[nodiscard]] QJsonObject body() const;

    /// "Made by Okta Setup for Pomerium 2026-11-28 (K3xQ…)": a name and a random part, so that the app of a lost reply
    /// can be told from the app of an earlier start.
    [[nodiscard]] static QString newMarker(const QDate &today);
    /// Whether a note is one of newMarker()'s, of any start.
    [[nodiscard]] static bool isMarker(QStringView note);
};

} // namespace okta
