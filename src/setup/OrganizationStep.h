#pragma once

#include "checks/List.h"
#include "checks/Status.h"
#include "http/Authorities.h"
#include "oidc/DiscoveryJob.h"
#include "okta/OrganizationJob.h"
#include "setup/Configuration.h"
#include "setup/Services.h"
#include "setup/Step.h"

#include <QTimer>

#include <QDateTime>

#include <memory>
#include <optional>

namespace setup {

/// Step 1: which organisation, which Pomerium. Repairs what was pasted and says so; asks the organisation once for each
/// value, 600 ms after the last key, within 10 s.
class OrganizationStep final : public Step
{
    Q_OBJECT

public:
    OrganizationStep(Configuration &configuration, const Services &services);
    ~OrganizationStep() override;

    void setOrganizationText(const QString &text);
    void setAuthenticateText(const QString &text);
    void setRelease(const pomerium::Release &release);
    /// The file of a company's certificate authority; empty: none. Read at once, at most 8 MiB, and only a regular
    /// file; then the organization is asked again.
    void setCompanyCaFile(const QString &path);
    /// Why that file is none; nothing while it is, or while there is none.
    [[nodiscard]] const std::optional<http::AuthoritiesError> &companyCaProblem() const { return m_companyCaProblem; }
    /// Asks again, also for the same value: the person pressed "Check again".
    void checkNow();
    /// Whether there is something to check now that is not being checked, or about to be.
    [[nodiscard]] bool canCheckNow() const { return m_configuration.org && !isBusy() && !m_pause.isActive(); }
    /// Takes the issuer that discovery named instead of the one that was expected (a custom domain, a final slash).
    void adoptDiscoveredIssuer();

    [[nodiscard]] const Configuration &configuration() const { return m_configuration; }
    /// What is wrong with the text; none while it is empty and untouched.
    [[nodiscard]] const std::optional<okta::OrgUrlError> &organizationProblem() const { return m_organizationProblem; }
    [[nodiscard]] const std::optional<pomerium::AuthenticateUrlError> &authenticateProblem() const
    {
        return m_authenticateProblem;
    }
    /// Pending: nothing to ask yet, or the typing pause; then Running, Passed, Warning (no okta-organization, but a
    /// good discovery document) or Failed.
    [[nodiscard]] ::checks::Status checkStatus() const;
    /// okta-organization's answer or error; none before.
    [[nodiscard]] const std::optional<okta::Organization> &organization() const { return m_organization; }
    [[nodiscard]] const std::optional<okta::ApiError> &organizationError() const { return m_organizationError; }
    [[nodiscard]] const std::optional<oidc::Error> &discoveryError() const { return m_discoveryError; }
    /// The discovered issuer, when it is another one than expected and adoptDiscoveredIssuer() may take it.
    [[nodiscard]] QString adoptableIssuer() const;
    [[nodiscard]] std::optional<qint64> clockOffset() const { return m_clockOffset; }

    /// "organization" and "issuer", about what is entered: without a result when the answers are about something else.
    [[nodiscard]] ::checks::List checks() const;

    [[nodiscard]] std::optional<Missing> missing() const override;
    [[nodiscard]] bool isVerified() const override;
    [[nodiscard]] bool needsRecheck() const override;
    [[nodiscard]] bool isBusy() const override { return m_status == ::checks::Status::Running; }
    void enter() override;
    void cancel() override;

private:
    void parseTexts();
    void check(const QString &issuer);
    void organizationAnswered();
    void discovered();
    void settle();
    /// The configuration has what was discovered only while it is about the text that is entered.
    void publish();
    [[nodiscard]] QString wantedIssuer() const;

    Configuration &m_configuration;
    const Services &m_services;
    QTimer m_pause;
    std::optional<http::AuthoritiesError> m_companyCaProblem;
    std::optional<okta::OrgUrlError> m_organizationProblem;
    std::optional<pomerium::AuthenticateUrlError> m_authenticateProblem;
    ::checks::Status m_status = ::checks::Status::Pending;
    QString m_adoptedIssuer; ///< instead of what the text says; empty: not
    QString m_askedIssuer; ///< what the results below are about
    std::optional<oidc::ProviderMetadata> m_metadata;
    std::optional<okta::Organization> m_organization;
    std::optional<okta::ApiError> m_organizationError;
    std::optional<oidc::Error> m_discoveryError;
    std::optional<qint64> m_clockOffset;
    QDateTime m_checkedAt; ///< UTC; when both had answered
    std::unique_ptr<okta::OrganizationJob> m_organizationJob;
    std::unique_ptr<oidc::DiscoveryJob> m_discoveryJob;
};

} // namespace setup
