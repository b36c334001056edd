#pragma once

#include "authenticate/ProviderSettings.h"
#include "checks/Recorder.h"
#include "core/Job.h"
#include "http/Client.h"
#include "oidc/ProviderMetadata.h"
#include "pomerium/AuthenticateUrl.h"
#include "pomerium/Release.h"

#include <QList>
#include <QStringList>
#include <QUrl>

#include <memory>
#include <optional>

namespace authenticate {

/// Which Pomerium, and what it is to run with.
struct CheckRequest
{
    ProviderSettings settings;
    pomerium::AuthenticateUrl authenticateUrl;
    std::optional<pomerium::Release> release = {}; ///< as the administrator knows it
    QList<QUrl> routes = {}; ///< each once, each with a policy; https, or http on loopback
    std::optional<Secret> otherClientSecret = {}; ///< the second of Okta's two secrets of the app
    std::optional<oidc::ProviderMetadata> metadata = {}; ///< when it was discovered before; otherwise it is asked for
    /// AUTHENTICATE_CALLBACK_PATH of the settings, which releases before 0.31 read; empty: not set.
    QString callbackPath = {};

    /// A second copy, with its secrets, asked for in so many words.
    [[nodiscard]] CheckRequest clone() const;
    /// The ids of the checks in their order: `pomerium-found`, `callback`, `sent-to-okta`, `settings-match`,
    /// `okta-accepts`, and `route:URL` for each route.
    [[nodiscard]] QStringList checkIds() const;
    /// Whether a text may be the address of a route.
    [[nodiscard]] static std::optional<QUrl> routeUrl(const QString &text);
};

/// Asks a running Pomerium, from outside and without an account, whether it has these settings. GET only, redirects not
/// followed blindly, nothing stored anywhere. Beside discovery there are two round trips: what Pomerium shows, then
/// where it sends people. The problems of its checks are authenticate::Error, oidc::Error and http::TransportError.
///
/// What releases show, as seen with 0.15.8, 0.17.4, 0.19.2, 0.22.2, 0.25.2, 0.30.8 and 0.33.1:
/// /.well-known/pomerium/ (with the slash in all of them) names the callback; /.pomerium/ without a session and without
/// a signature redirects to the provider, which proves the issuer letter by letter, because discovery comes first;
/// /.pomerium/jwt redirects to the sign-in with `pomerium_idp_id`, a hash of all provider settings, from 0.17 on, but
/// encrypted in 0.21 to 0.24. /.pomerium/user answers 421 up to 0.19, where the service account belongs to the hash.
class CheckPomeriumJob final : public Job
{
    Q_OBJECT

public:
    CheckPomeriumJob(CheckRequest request, http::Client &http);
    ~CheckPomeriumJob() override;

    [[nodiscard]] const checks::List &list() const;
    [[nodiscard]] const checks::Recorder &recorder() const;
    /// What discovery found, for the next check.
    [[nodiscard]] const std::optional<oidc::ProviderMetadata> &metadata() const;

private:
    void run() override;

    class Private;
    const std::unique_ptr<Private> m_private;
};

} // namespace authenticate
