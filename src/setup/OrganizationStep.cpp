#include "setup/OrganizationStep.h"

#include "http/Client.h"

#include <QFileInfo>

namespace setup {

OrganizationStep::OrganizationStep(Configuration &configuration, const Services &services)
    : m_configuration(configuration)
    , m_services(services)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(services.typingPause);
    connect(&m_pause, &QTimer::timeout, this, [this] { check(wantedIssuer()); });
    parseTexts();
}

OrganizationStep::~OrganizationStep() = default;

void OrganizationStep::setOrganizationText(const QString &text)
{
    if (text == m_configuration.organizationText)
        return;
    m_configuration.organizationText = text;
    m_adoptedIssuer.clear();
    parseTexts();
    publish();
    if (wantedIssuer() != m_askedIssuer) {
        cancel();
        if (m_configuration.org)
            m_pause.start();
    }
    Q_EMIT changed();
}

void OrganizationStep::setAuthenticateText(const QString &text)
{
    if (text == m_configuration.authenticateText)
        return;
    m_configuration.authenticateText = text;
    parseTexts();
    Q_EMIT changed();
}

void OrganizationStep::setRelease(const pomerium::Release &release)
{
    if (release == m_configuration.release)
        return;
    m_configuration.release = release;
    Q_EMIT changed();
}

void OrganizationStep::setCompanyCaFile(const QString &path)
{
    if (path == m_configuration.companyCaFile)
        return;
    m_configuration.companyCaFile = path;
    m_companyCaProblem.reset();
    QByteArray pem;
    if (!path.isEmpty()) {
        // A pipe would keep the window waiting.
        auto read = QFileInfo(path).isFile()
            ? http::readAuthorities(path)
            : Expected<QByteArray, http::AuthoritiesError>(Unexpected(
                http::AuthoritiesError{http::AuthoritiesError::Reason::NotReadable, QStringLiteral("not a file")}));
        if (read)
            pem = *std::move(read);
        else
            m_companyCaProblem = std::move(read).error();
    }
    m_services.http.setAdditionalAuthorities(pem);
    if (!m_companyCaProblem && m_configuration.org) {
        cancel();
        m_askedIssuer.clear();
        publish();
        m_pause.start();
    }
    Q_EMIT changed();
}

void OrganizationStep::parseTexts()
{
    const auto org = okta::OrgUrl::parse(m_configuration.organizationText);
    m_configuration.org.reset();
    m_organizationProblem.reset();
    if (org)
        m_configuration.org = *org;
    else if (!m_configuration.organizationText.isEmpty())
        m_organizationProblem = org.error();

    const auto authenticate = pomerium::AuthenticateUrl::parse(m_configuration.authenticateText);
    m_configuration.authenticateUrl.reset();
    m_authenticateProblem.reset();
    const auto asOrg = okta::OrgUrl::parse(m_configuration.authenticateText);
    if (asOrg && asOrg->isOktaDomain()) // the wrong one of two addresses on one page
        m_authenticateProblem =
            pomerium::AuthenticateUrlError{pomerium::AuthenticateUrlError::Reason::OktaAddress, asOrg->host()};
    else if (authenticate)
        m_configuration.authenticateUrl = *authenticate;
    else if (!m_configuration.authenticateText.isEmpty())
        m_authenticateProblem = authenticate.error();
}

QString OrganizationStep::wantedIssuer() const
{
    if (!m_configuration.org)
        return {};
    return m_adoptedIssuer.isEmpty() ? m_configuration.org->issuer() : m_adoptedIssuer;
}

void OrganizationStep::publish()
{
    const bool isCurrent = m_metadata && m_askedIssuer == wantedIssuer();
    m_configuration.issuer = isCurrent ? m_metadata->issuer : QString();
    m_configuration.metadata = isCurrent ? m_metadata : std::nullopt;
}

::checks::Status OrganizationStep::checkStatus() const
{
    return m_askedIssuer == wantedIssuer() ? m_status : ::checks::Status::Pending;
}

::checks::List OrganizationStep::checks() const
{
    const QString organizationId = QStringLiteral("organization");
    const QString issuerId = QStringLiteral("issuer");
    ::checks::List list({organizationId, issuerId});
    const auto status = checkStatus();
    if (status == ::checks::Status::Pending || status == ::checks::Status::Running) {
        list.skipOpen();
        return list;
    }
    ::checks::Check organization{.id = organizationId, .status = ::checks::Status::Passed, .checkedAt = m_checkedAt};
    if (m_organizationError) {
        // An issuer can be right without being known to be Okta's.
        organization.status = m_discoveryError ? ::checks::Status::Failed : ::checks::Status::Warning;
        organization.problem = *m_organizationError;
    }
    ::checks::Check issuer{.id = issuerId, .status = ::checks::Status::Passed, .checkedAt = m_checkedAt};
    if (m_discoveryError) {
        issuer.status = ::checks::Status::Failed;
        issuer.problem = *m_discoveryError;
    } else {
        issuer.detail = m_configuration.issuer;
    }
    list.put(std::move(organization));
    list.put(std::move(issuer));
    return list;
}

void OrganizationStep::checkNow()
{
    m_askedIssuer.clear();
    check(wantedIssuer());
}

void OrganizationStep::adoptDiscoveredIssuer()
{
    const QString issuer = adoptableIssuer();
    if (issuer.isEmpty())
        return;
    m_configuration.organizationText = issuer;
    m_adoptedIssuer = issuer; // byte for byte: the text alone would lose a final slash
    parseTexts();
    check(issuer);
}

QString OrganizationStep::adoptableIssuer() const
{
    using Reason = oidc::Reason;
    if (!m_discoveryError
        || (m_discoveryError->reason != Reason::IssuerMismatch && m_discoveryError->reason != Reason::IssuerNotExact))
        return {};
    const QString &issuer = m_discoveryError->discoveredIssuer;
    return oidc::discoveryUrl(issuer) ? issuer : QString();
}

void OrganizationStep::check(const QString &issuer)
{
    m_pause.stop();
    if (issuer.isEmpty() || issuer == m_askedIssuer || !m_configuration.org)
        return;
    m_askedIssuer = issuer;
    m_organization.reset();
    m_organizationError.reset();
    m_discoveryError.reset();
    m_clockOffset.reset();
    m_metadata.reset();
    publish();
    m_status = ::checks::Status::Running;

    m_organizationJob = std::make_unique<okta::OrganizationJob>(*m_configuration.org, m_services.http);
    connect(m_organizationJob.get(), &Job::finished, this, &OrganizationStep::organizationAnswered);
    m_discoveryJob = std::make_unique<oidc::DiscoveryJob>(issuer, m_services.http);
    connect(m_discoveryJob.get(), &Job::finished, this, &OrganizationStep::discovered);
    m_organizationJob->start();
    m_discoveryJob->start();
    Q_EMIT changed();
}

void OrganizationStep::organizationAnswered()
{
    auto outcome = m_organizationJob->takeOutcome();
    m_organizationJob.reset();
    if (outcome) {
        m_clockOffset = outcome->clockOffset;
        m_organization = std::move(*outcome);
    } else {
        m_organizationError = std::move(outcome).error();
    }
    settle();
}

void OrganizationStep::discovered()
{
    auto outcome = m_discoveryJob->takeOutcome();
    m_discoveryJob.reset();
    if (outcome) {
        m_clockOffset = outcome->clockOffset;
        m_metadata = std::move(outcome->metadata);
        publish();
    } else {
        m_discoveryError = std::move(outcome).error();
    }
    settle();
}

void OrganizationStep::settle()
{
    if (m_organizationJob || m_discoveryJob)
        return;
    m_checkedAt = QDateTime::currentDateTimeUtc();
    if (m_discoveryError)
        m_status = ::checks::Status::Failed;
    else if (m_organizationError)
        m_status = ::checks::Status::Warning; // an issuer, but not known to be Okta's
    else
        m_status = ::checks::Status::Passed;
    Q_EMIT changed();
}

std::optional<Missing> OrganizationStep::missing() const
{
    if (isBusy())
        return Missing::Answer;
    if (!m_configuration.org)
        return Missing::OrganizationUrl;
    if (checkStatus() == ::checks::Status::Failed)
        return Missing::Organization;
    if (!m_configuration.authenticateUrl)
        return Missing::AuthenticateUrl;
    return isVerified() ? std::nullopt : std::optional(Missing::Check);
}

bool OrganizationStep::isVerified() const
{
    return !m_configuration.issuer.isEmpty() && m_askedIssuer == wantedIssuer()
        && (m_status == ::checks::Status::Passed || m_status == ::checks::Status::Warning);
}

bool OrganizationStep::needsRecheck() const
{
    return (m_status == ::checks::Status::Passed || m_status == ::checks::Status::Warning)
        && m_askedIssuer != wantedIssuer();
}

void OrganizationStep::enter()
{
    check(wantedIssuer()); // not again for what was asked already
}

void OrganizationStep::cancel()
{
    m_pause.stop();
    if (m_status != ::checks::Status::Running)
        return;
    m_organizationJob.reset();
    m_discoveryJob.reset();
    m_askedIssuer.clear();
    m_metadata.reset();
    publish();
    m_status = ::checks::Status::Pending;
    Q_EMIT changed();
}

} // namespace setup
