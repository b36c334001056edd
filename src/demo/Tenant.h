#pragma once

#include "demo/Directory.h"
#include "demo/Settings.h"
#include "demo/SigningKey.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace demo {

/// What the organisation is, without what it does: its settings, its one application, its people, its clock.
class Tenant final
{
public:
    explicit Tenant(Settings settings);

    Settings settings; ///< as given; mood, redirect URIs and clock may change later
    QString issuer; ///< no trailing slash; empty until the server listens

    const QString organisationId; ///< "00o…"
    const QString clientId;
    const QString clientSecret; ///< as handed out
    const QString apiToken;
    bool isApiTokenRevoked = false;

    const Directory directory;
    const std::shared_ptr<const SigningKey> signingKey;

    /// Seconds of the Unix epoch by the organisation's clock.
    [[nodiscard]] qint64 now() const;

    /// What the application is allowed to do. Okta lists it in the text of an error.
    [[nodiscard]] QStringList grantTypes() const;

    [[nodiscard]] bool isRedirectUriRegistered(const QString &uri) const;
    [[nodiscard]] bool isClientSecret(const QString &secret) const;
    [[nodiscard]] bool isUserAssigned() const;

    /// The person who signs in and who owns the API token.
    [[nodiscard]] Person user() const { return directory.person(0); }
};

} // namespace demo
