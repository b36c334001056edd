#pragma once

#include "checks/Recorder.h"
#include "core/Job.h"
#include "core/Secret.h"
#include "http/Client.h"
#include "http/FormEncoding.h"
#include "oidc/LoginReport.h"
#include "oidc/RelyingParty.h"
#include "oidc/UserAgent.h"

#include <QList>
#include <QUrl>

#include <chrono>
#include <memory>

namespace oidc {

struct LoginRequest
{
    QString issuer;
    QString clientId;
    Secret clientSecret;
    QList<quint16> ports; ///< in the order in which they are tried; 0: any
    QStringList scopes; ///< what the relying party will ask for
    std::chrono::milliseconds browserTimeout = std::chrono::minutes(5);
    RelyingParty relyingParty = {}; ///< by whose rules it is judged, beyond the specifications
    bool usesGroups = true; ///< false: nothing goes by groups, so they are not looked at
    /// False: nothing is asked before the browser opens but discovery and keys, for providers that must see one request
    /// of each kind. Client ID and secret are then skipped, as asked for.
    bool probes = true;
    QString productionRedirectUri; ///< the relying party's own, probed too; empty: not
    http::FormFields moreParameters = {}; ///< what the relying party adds to its authorization requests
};

/// The whole sign-in check: authorization code flow with PKCE over a loopback redirect (RFC 6749, 7636, 8252), and
/// everything that the relying party will do with the tokens afterwards.
///
///   discovery -> keys, probes (together) -> browser -> code exchange -> ID token
///     -> userinfo, refresh (together) -> refresh again, userinfo with the new token (together)
///     -> revocation of the refresh token -> a refresh that must fail, revocation of the access tokens (together)
///
/// After a failure what depends on it is skipped, what does not still runs, and tokens that came are revoked: also when
/// the job is destroyed in the middle, by http::Client::dispatch(), and also those that are on their way then.
class LoginJob final : public Job
{
    Q_OBJECT

public:
    LoginJob(LoginRequest request, http::Client &http, UserAgent &browser);
    ~LoginJob() override;

    /// Where its checks stand, in the order of CheckId::all(); tells of each change.
    [[nodiscard]] const checks::Recorder &recorder() const;
    /// As far as it got; complete after finished().
    [[nodiscard]] const LoginReport &report() const;
    /// The URL for the browser, from the moment when the wait begins; empty before.
    [[nodiscard]] QUrl authorizationUrl() const;
    [[nodiscard]] bool isWaitingForBrowser() const;
    /// What is left of the wait for the browser.
    [[nodiscard]] std::chrono::milliseconds remainingWait() const;
    /// Starts the browser once more with the same URL, while waiting.
    void reopenBrowser();
    /// Takes the address at which a browser on another computer ended, pasted by the person, as the listener would take
    /// its request. False: it is not the answer to this sign-in, or nothing is waited for.
    [[nodiscard]] bool takeAddress(const QString &pasted);
    /// Why no browser could be started; empty as far as is known.
    [[nodiscard]] QString browserProblem() const;

Q_SIGNALS:
    /// The wait for the browser began; authorizationUrl() is there.
    void waitingForBrowser();
    /// browserProblem() has a reason; the wait goes on.
    void browserFailed();

private:
    void run() override;

    class Private;
    const std::unique_ptr<Private> m_private;
};

} // namespace oidc
