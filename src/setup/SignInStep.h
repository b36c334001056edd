#pragma once

#include "oidc/LoginJob.h"
#include "oidc/LoginReport.h"
#include "setup/Configuration.h"
#include "setup/Services.h"
#include "setup/Step.h"

#include <functional>
#include <memory>
#include <optional>

namespace setup {

/// Step 4: the loopback OIDC login in the system's browser, one line for each check.
class SignInStep final : public Step
{
    Q_OBJECT

public:
    /// `isWayBackClosed` says whether the redirect URIs of this test are known to be missing in Okta.
    SignInStep(Configuration &configuration, const Services &services, std::function<bool()> isWayBackClosed = {});
    ~SignInStep() override;

    /// Begins a new attempt: new listener, state, nonce and verifier.
    void start();
    /// Opens the browser once more in the running attempt.
    void reopenBrowser();
    /// Takes the address at which a browser on another computer ended; false: it is not the answer to this attempt.
    [[nodiscard]] bool takeAddress(const QString &pasted);
    /// Goes on without this check; it is never shown as good.
    void skip();

    [[nodiscard]] const Configuration &configuration() const { return m_configuration; }
    [[nodiscard]] bool canStart() const;
    /// Whether this release takes groups from the sign-in, so that it matters whether policies use them.
    [[nodiscard]] bool readsGroups() const;
    /// Whether policies use groups. Where they do not, groups are neither asked for nor looked at.
    void setUsesGroups(bool uses);
    /// All checks in their order; of the running attempt, else of the last one, else all pending.
    [[nodiscard]] const oidc::LoginReport &report() const;
    [[nodiscard]] bool hasReport() const { return m_job != nullptr || m_hasResult; }
    [[nodiscard]] bool isWaitingForBrowser() const;
    [[nodiscard]] QUrl authorizationUrl() const;
    [[nodiscard]] std::chrono::milliseconds remainingWait() const;
    [[nodiscard]] bool isSkipped() const { return m_isSkipped; }
    [[nodiscard]] bool wasCancelled() const { return m_wasCancelled; }
    /// When the last finished attempt ended, UTC; invalid: none.
    [[nodiscard]] QDateTime finishedAt() const { return m_finishedAt; }

    [[nodiscard]] std::optional<Missing> missing() const override;
    [[nodiscard]] bool isVerified() const override;
    [[nodiscard]] bool needsRecheck() const override;
    [[nodiscard]] bool isBusy() const override { return m_job != nullptr; }
    void cancel() override;
    void expire() override;

private:
    void ended();

    Configuration &m_configuration;
    const Services &m_services;
    const std::function<bool()> m_isWayBackClosed;
    std::unique_ptr<oidc::LoginJob> m_job;
    QByteArray m_runningRequest;
    QByteArray m_checkedRequest;
    oidc::LoginReport m_report;
    bool m_hasResult = false;
    bool m_isSkipped = false;
    bool m_wasCancelled = false;
    QDateTime m_finishedAt;
};

} // namespace setup
