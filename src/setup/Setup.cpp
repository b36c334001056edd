#include "setup/Setup.h"

#include "oidc/LoopbackServer.h"
#include "setup/Requests.h"

#include <QDir>
#include <QFileInfo>

namespace setup {

namespace {

constexpr StepId LastStep = StepId::Done;

StepId following(StepId id)
{
    return static_cast<StepId>(static_cast<int>(id) + 1);
}

StepId preceding(StepId id)
{
    return static_cast<StepId>(static_cast<int>(id) - 1);
}

/// The first step before `end` that lacks something.
std::optional<StepId> firstIncompleteBefore(Setup &setup, StepId end)
{
    for (int before = 0; before < static_cast<int>(end); ++before) {
        const auto id = static_cast<StepId>(before);
        if (!setup.step(id).canProceed())
            return id;
    }
    return std::nullopt;
}

} // namespace

Setup::Setup(Services services, Draft draft)
    : m_services(services)
    , m_draft(std::move(draft))
    , m_organization(m_configuration, m_services)
    , m_application(m_configuration)
    , m_credentials(m_configuration, m_services)
    , m_signIn(m_configuration, m_services, [this] { return !m_credentials.unregisteredLoopbackUris().isEmpty(); })
    , m_apiToken(m_configuration, m_services)
    , m_export(m_configuration, [this] { return m_apiToken.forecast(); })
    , m_done(m_configuration, m_export, m_services,
             [this] {
                 const auto &list = m_signIn.report().checks;
                 return m_signIn.isVerified() && list.contains(oidc::CheckId::Groups)
                     && list.status(oidc::CheckId::Groups) == checks::Status::Passed;
             })
    , m_app(m_services.http, AppRecord())
    , m_draftLock(m_draft.path() + QStringLiteral(".lock"))
{
    m_configuration.redirectPorts = oidc::fixedRedirectPorts();
    m_configuration.targetPath = QDir::homePath() + QLatin1Char('/') + pomerium::usualFileName(m_configuration.format);
    for (int id = 0; id <= static_cast<int>(LastStep); ++id)
        connect(&step(static_cast<StepId>(id)), &Step::changed, this, &Setup::stepChanged);
    connect(&m_organization, &Step::changed, this, &Setup::organizationChanged);
    // At once: the draft has it before the first request leaves.
    connect(&m_app, &AppIntegration::recordChanged, this, [this] {
        m_configuration.app = m_app.record();
        m_isTouched = true;
        saveDraft();
        if (m_export.isVerified() && !hasOpenWork())
            forgetDraft(); // it was kept for what was left in Okta
        Q_EMIT changed();
    });
    connect(&m_app, &AppIntegration::changed, this, &Setup::takeApp);
    connect(&m_app, &AppIntegration::secretWithdrawn, this, &Setup::takeOldSecret);
    // Every change is saved, but not twice for one gesture.
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(0);
    connect(&m_saveSoon, &QTimer::timeout, this, &Setup::saveDraft);

    openDraft();
}

Setup::~Setup() = default;

void Setup::openDraft()
{
    if (!m_draft.isKept())
        return;
    QDir().mkpath(QFileInfo(m_draft.path()).path());
    // However long it is open; the lock of a wizard that was killed is told by its process and does not count.
    m_draftLock.setStaleLockTime(0);
    if (!m_draftLock.tryLock(0) && m_draftLock.error() == QLockFile::LockFailedError) {
        m_draftError = DraftError{DraftError::Reason::InUse, m_draft.path(), QString()};
    } else if (m_draft.exists()) {
        auto content = m_draft.load();
        if (content)
            m_offeredDraft = std::move(*content);
        else
            m_draftError = content.error();
    }
    m_hasForeignDraft = m_draftError.has_value();
}

Step &Setup::step(StepId id)
{
    switch (id) {
    case StepId::Organization:
        return m_organization;
    case StepId::Application:
        return m_application;
    case StepId::Credentials:
        return m_credentials;
    case StepId::SignIn:
        return m_signIn;
    case StepId::ApiToken:
        return m_apiToken;
    case StepId::Export:
        return m_export;
    case StepId::Done:
        return m_done;
    }
    Q_UNREACHABLE();
}

StepState Setup::state(StepId id) const
{
    if (id == m_current)
        return StepState::Current;
    const Step &asked = const_cast<Setup *>(this)->step(id);
    if (asked.isVerified())
        return StepState::Done;
    return asked.needsRecheck() ? StepState::CheckAgain : StepState::NotYet;
}

bool Setup::canGoTo(StepId id) const
{
    if (id == StepId::Done)
        return m_export.canProceed();
    if (id <= m_farthest)
        return true;
    return !firstIncompleteBefore(*const_cast<Setup *>(this), id);
}

void Setup::goTo(StepId id)
{
    if (id == m_current || !canGoTo(id))
        return;
    step(m_current).cancel();
    m_current = id;
    m_farthest = qMax(m_farthest, id);
    step(id).enter();
    if (m_isTouched)
        saveSoon();
    Q_EMIT changed();
}

bool Setup::canGoNext() const
{
    return m_current != LastStep && const_cast<Setup *>(this)->step(m_current).canProceed()
        && canGoTo(following(m_current));
}

std::optional<StepId> Setup::firstIncomplete() const
{
    return firstIncompleteBefore(*const_cast<Setup *>(this), m_current);
}

bool Setup::canGoBack() const
{
    return m_current != StepId::Organization;
}

void Setup::goNext()
{
    if (!canGoNext())
        return;
    if (m_current == StepId::Application)
        m_application.confirm();
    goTo(following(m_current));
}

void Setup::goBack()
{
    if (canGoBack())
        goTo(preceding(m_current));
}

void Setup::stepChanged()
{
    if (m_export.isVerified() && m_export.writtenAt() != m_keptAt && m_configuration.org && m_draft.isKept()) {
        // For the day when the token is replaced: what was written, without its secrets.
        m_keptAt = m_export.writtenAt();
        const Draft kept(Draft::pathForOrganization(m_configuration.org->host()));
        if (const auto saved = kept.save(m_configuration, StepId::Done); !saved)
            m_draftError = saved.error();
    }
    m_isTouched = true;
    saveSoon();
    Q_EMIT changed();
}

void Setup::saveSoon()
{
    // What was offered, or could not be read, is not overwritten before the person has said what to do with it.
    if (!m_offeredDraft && !m_hasForeignDraft)
        m_saveSoon.start();
}

void Setup::organizationChanged()
{
    if (m_current != StepId::Organization && m_organization.isVerified())
        step(m_current).enter();
}

void Setup::takeApp()
{
    if (m_app.isBusy())
        return;
    if (m_app.application() && m_app.application()->id() == m_app.record().workId()) {
        const okta::Application &application = *m_app.application();
        m_application.setRefreshTokenTicked(
            application.listAt(okta::paths::GrantTypes).contains(QStringLiteral("refresh_token")));
        // Once: what the person enters afterwards stays.
        if (application.id() != m_takenAppId) {
            m_takenAppId = application.id();
            m_credentials.setClientId(application.clientId());
        }
    }
    const Secret secret = m_app.takeClientSecret();
    if (secret.isEmpty() || !(m_app.isClientSecretNew() || m_configuration.clientSecret.isEmpty()))
        return;
    if (m_app.record().isRotating) {
        if (!isNewSecretEntered())
            m_oldSecret = m_configuration.clientSecret.clone();
        m_newSecret = secret.clone();
    }
    m_credentials.setClientSecret(secret);
}

void Setup::takeOldSecret()
{
    if (isNewSecretEntered())
        m_credentials.setClientSecret(m_oldSecret);
    m_newSecret = Secret();
    m_oldSecret = Secret();
}

void Setup::saveDraft()
{
    if (m_export.isVerified() && !hasOpenWork())
        return; // forgetDraft() decides
    if (m_hasForeignDraft)
        return;
    const auto saved = m_draft.save(m_configuration, m_current);
    m_draftError.reset();
    if (!saved)
        m_draftError = saved.error();
    else
        m_savedAt = QDateTime::currentDateTimeUtc();
    Q_EMIT changed();
}

void Setup::resumeDraft()
{
    if (!m_offeredDraft)
        return;
    const Draft::Content content = std::exchange(m_offeredDraft, std::nullopt).value();
    const Configuration &kept = content.configuration;
    m_configuration.applicationName = kept.applicationName;
    m_configuration.baseUris = kept.baseUris;
    m_configuration.access = kept.access;
    m_configuration.accessGroups = kept.accessGroups;
    m_configuration.refreshTokenTicked = kept.refreshTokenTicked;
    m_configuration.app = kept.app;
    m_app.restore(kept.app);
    m_configuration.clientId = kept.clientId;
    m_configuration.keepClientSecret = kept.keepClientSecret;
    m_configuration.usesGroups = kept.usesGroups;
    m_configuration.pomeriumRoutes = kept.pomeriumRoutes;
    m_configuration.format = kept.format;
    if (!kept.targetPath.isEmpty())
        m_configuration.targetPath = kept.targetPath;
    m_organization.setCompanyCaFile(kept.companyCaFile);
    m_configuration.generatesSecrets = kept.generatesSecrets;
    m_configuration.generateWantedSecrets();
    m_hasNewGeneratedSecrets = kept.generatesSecrets;
    m_configuration.usesForecast = kept.usesForecast;
    m_configuration.clientSecretPath = kept.clientSecretPath;
    m_configuration.isApiTokenSkipped = kept.isApiTokenSkipped;
    m_configuration.imported.path = kept.imported.path;
    m_configuration.imported.scopes = kept.imported.scopes;
    m_configuration.imported.directoryTimeout = kept.imported.directoryTimeout;
    m_configuration.imported.directoryInterval = kept.imported.directoryInterval;
    m_importToRepeat = content.hadImportedSecrets ? kept.imported.path : QString();
    m_organization.setRelease(kept.release);
    m_organization.setAuthenticateText(kept.authenticateText);
    m_organization.setOrganizationText(kept.organizationText);
    m_organization.enter();
    m_credentials.restore(false);
    m_apiToken.restore(false);
    // The pages that were open may be opened again at once: going on where it was. The review page only with results.
    m_farthest = qMin(content.step, StepId::ApiToken);
    m_current = m_farthest;
    if (m_current > StepId::Application && m_application.canProceed())
        m_application.confirm(); // it was, or nobody would have gone past it
    step(m_current).enter();
    stepChanged();
}

void Setup::discardDraft()
{
    if (m_draftError && m_draftError->reason == DraftError::Reason::InUse)
        return;
    m_offeredDraft.reset();
    m_hasForeignDraft = false;
    forgetDraft();
    if (m_isTouched)
        saveSoon();
    Q_EMIT changed();
}

void Setup::applyImport(const pomerium::Import &import, const QString &path)
{
    if (import.release)
        m_organization.setRelease(*import.release);
    if (import.authenticateUrl)
        m_organization.setAuthenticateText(import.authenticateUrl->toString());
    if (import.providerUrl)
        m_organization.setOrganizationText(*import.providerUrl);
    if (import.clientId)
        m_credentials.setClientId(*import.clientId);
    if (import.clientSecret)
        m_credentials.setClientSecret(*import.clientSecret);
    if (import.apiToken)
        m_apiToken.setToken(*import.apiToken);
    m_importToRepeat.clear();
    m_export.setImported(importedSettingsOf(import, path), import.clientSecretPath.value_or(QString()));
    m_export.offerTarget(path);
    stepChanged();
}

bool Setup::isDraftKept() const
{
    return m_draft.isKept() && !m_offeredDraft && !m_draftError;
}

bool Setup::hasUnsavedWork() const
{
    return m_isTouched && !m_export.isVerified();
}

void Setup::cancelAll()
{
    for (int id = 0; id <= static_cast<int>(LastStep); ++id)
        step(static_cast<StepId>(id)).cancel();
    m_app.cancel();
}

void Setup::expireResults()
{
    for (int id = 0; id <= static_cast<int>(LastStep); ++id)
        step(static_cast<StepId>(id)).expire();
}

void Setup::forgetDraft()
{
    m_saveSoon.stop();
    if (m_hasForeignDraft || m_offeredDraft)
        return;
    const auto removed = m_draft.remove();
    m_draftError.reset();
    if (!removed)
        m_draftError = removed.error();
}

} // namespace setup
