#include "setup/CheckFileJob.h"

#include "pomerium/Export.h"
#include "pomerium/ImportFile.h"
#include "setup/Requests.h"

#include <QFileInfo>

namespace setup {

namespace {

using oidc::ProbeId;
using okta::TokenCheckId;

/// True of every good file, and nothing to know about.
bool isOfNoInterest(pomerium::ImportNote note)
{
    return note == pomerium::ImportNote::OtherSettingsKept;
}

Configuration configurationFor(const CheckFileRequest &request,
                               const Expected<pomerium::Import, pomerium::ImportError> &import)
{
    if (!import)
        return {};
    Configuration configuration = configurationOf(*import, request.path);
    if (request.apiToken)
        configuration.apiToken = request.apiToken->clone();
    if (request.authenticateUrl)
        configuration.authenticateUrl = request.authenticateUrl;
    if (request.release)
        configuration.release = *request.release;
    return configuration;
}

pomerium::ExportError missing(const char *key)
{
    return {pomerium::ExportError::Reason::MissingValue, QString::fromLatin1(key), {}, {}};
}

const pomerium::ImportRemark *remarkOn(const pomerium::Import &import, pomerium::ImportNote note)
{
    for (const auto &remark : import.notes) {
        if (remark.note == note)
            return &remark;
    }
    return nullptr;
}

} // namespace

bool isFatal(pomerium::ImportNote note)
{
    using Note = pomerium::ImportNote;
    switch (note) {
    case Note::PlaceholderValue:
    case Note::NotOkta:
    case Note::ProviderUrlSchemeMissing:
    case Note::ProviderUrlTrailingSlash:
    case Note::ProviderUrlAdminHost:
    case Note::ProviderUrlPathRemoved:
    case Note::ProviderUrlUnusable:
    case Note::AuthenticateUrlUnusable:
    case Note::ServiceAccountWrong:
    case Note::ClientSecretEncoded:
    case Note::DurationWithoutUnit:
    case Note::SecretWithoutBase64:
    case Note::MisspelledKey:
    case Note::LowerCaseKey:
        return true;
    case Note::BlanksAtEnd:
    case Note::LinesJoined:
    case Note::SecretReference:
    case Note::ShellReadsOtherwise:
    case Note::ByteOrderMark:
    case Note::CarriageReturns:
    case Note::ExportPrefix:
    case Note::SpacesAroundEquals:
    case Note::QuotesKeptByDocker:
    case Note::TrailingNoteOnLine:
    case Note::SubstitutionNotFollowed:
    case Note::DuplicateKey:
    case Note::EmptyValue:
    case Note::UnquotedNumber:
    case Note::ProviderMissing:
    case Note::AuthenticateUrlNormalised:
    case Note::CallbackPathLeftOut:
    case Note::ScopesWithSpaces:
    case Note::ScopesReplaceDefaults:
    case Note::QueriesPerSecondIgnored:
    case Note::SecretFileNotRead:
    case Note::RequestParametersKept:
    case Note::OtherSettingsKept:
        return false;
    }
    Q_UNREACHABLE();
}

QString CheckFileJob::CheckId::setting(const pomerium::ImportRemark &remark)
{
    const QString key = remark.key.isEmpty() ? QStringLiteral("file") : remark.key;
    return remark.line > 0 ? QStringLiteral("setting:%1 (line %2)").arg(key).arg(remark.line)
                           : QStringLiteral("setting:%1").arg(key);
}

CheckFileJob::CheckFileJob(CheckFileRequest request, http::Client &http)
    : m_request(std::move(request))
    , m_http(http)
    , m_import(pomerium::importFile(m_request.path))
    , m_configuration(configurationFor(m_request, m_import))
    , m_recorder(allIds())
{
}

CheckFileJob::~CheckFileJob() = default;

QStringList CheckFileJob::probeIds() const
{
    QStringList ids{ProbeId::ClientKnown, ProbeId::SecretAccepted, ProbeId::RefreshGrant, ProbeId::NoDpop};
    ids.append(m_configuration.authenticateUrl ? ProbeId::redirectUri(m_configuration.pomeriumRedirectUri())
                                               : CheckId::RedirectUri);
    if (!m_configuration.release.usesPkce())
        ids.append(ProbeId::PkceOptional);
    return ids;
}

QStringList CheckFileJob::allIds() const
{
    QStringList ids{CheckId::File};
    if (m_import) {
        for (const auto &remark : m_import->notes) {
            if (!isOfNoInterest(remark.note))
                ids.append(CheckId::setting(remark));
        }
    }
    ids << TokenCheckId::Organization << CheckId::Issuer;
    ids << probeIds();
    ids << CheckId::ServiceAccount << TokenCheckId::TokenAccepted << TokenCheckId::ListGroups
        << TokenCheckId::ListMembers;
    return ids;
}

void CheckFileJob::run()
{
    recordFile();
    if (!m_import || !m_configuration.org) {
        m_recorder.skipOpen();
        finish();
        return;
    }
    recordServiceAccount();

    m_recorder.running(TokenCheckId::Organization);
    if (auto request = tokenCheckRequest(m_configuration)) {
        m_tokenCheck = std::make_unique<okta::CheckApiTokenJob>(request->org, std::move(request->token), m_http);
        connect(&m_tokenCheck->recorder(), &checks::Recorder::changed, this,
                [this](const QString &id) { m_recorder.record(m_tokenCheck->recorder().list().check(id)); });
        connect(m_tokenCheck.get(), &Job::finished, this, &CheckFileJob::tokenChecked);
        m_tokenCheck->start();
    } else {
        for (const QLatin1String id :
             {TokenCheckId::TokenAccepted, TokenCheckId::ListGroups, TokenCheckId::ListMembers})
            m_recorder.doesNotApply(id, QStringLiteral("there is no API token"));
        m_organization = std::make_unique<okta::OrganizationJob>(*m_configuration.org, m_http);
        connect(m_organization.get(), &Job::finished, this, &CheckFileJob::organizationAnswered);
        m_organization->start();
    }
    m_recorder.running(CheckId::Issuer);
    m_discovery = std::make_unique<oidc::DiscoveryJob>(m_configuration.organizationText, m_http);
    connect(m_discovery.get(), &Job::finished, this, &CheckFileJob::discovered);
    m_discovery->start();
}

void CheckFileJob::recordFile()
{
    if (!m_import) {
        m_recorder.fail(CheckId::File, m_import.error());
        return;
    }
    m_recorder.passed(CheckId::File, QFileInfo(m_request.path).fileName());
    for (const auto &remark : m_import->notes) {
        if (isOfNoInterest(remark.note))
            continue;
        if (isFatal(remark.note))
            m_recorder.fail(CheckId::setting(remark), remark);
        else
            m_recorder.warn(CheckId::setting(remark), remark);
    }
    if (m_configuration.organizationText.isEmpty())
        m_recorder.fail(TokenCheckId::Organization, missing("IDP_PROVIDER_URL"));
    else if (const auto org = okta::OrgUrl::parse(m_configuration.organizationText); !org)
        m_recorder.fail(TokenCheckId::Organization, org.error());
}

void CheckFileJob::recordServiceAccount()
{
    using Error = pomerium::ServiceAccountError;
    const auto *wrong = remarkOn(*m_import, pomerium::ImportNote::ServiceAccountWrong);
    if (wrong && wrong->serviceAccountError)
        m_recorder.fail(CheckId::ServiceAccount, *wrong->serviceAccountError);
    else if (!m_import->apiToken)
        m_recorder.doesNotApply(CheckId::ServiceAccount, QStringLiteral("IDP_SERVICE_ACCOUNT is not in the file"));
    else if (!m_configuration.release.usesServiceAccount())
        m_recorder.fail(CheckId::ServiceAccount, Error{Error::Reason::NotReadByRelease, {}});
    else
        m_recorder.passed(CheckId::ServiceAccount);
}

void CheckFileJob::organizationAnswered()
{
    const auto outcome = m_organization->takeOutcome();
    m_organization.reset();
    if (outcome)
        m_recorder.passed(TokenCheckId::Organization, QStringLiteral("org %1").arg(outcome->id));
    else if (m_configuration.org->isOktaDomain())
        m_recorder.fail(TokenCheckId::Organization, outcome.error());
    else
        m_recorder.warn(TokenCheckId::Organization, okta::TokenNote::OrganizationUnconfirmed, outcome.error().detail);
    finishWhenDone();
}

void CheckFileJob::tokenChecked()
{
    // What it recorded last is announced after this: all of it counts.
    for (const checks::Check &check : m_tokenCheck->recorder().list())
        m_recorder.record(check);
    m_tokenCheck.reset();
    finishWhenDone();
}

void CheckFileJob::discovered()
{
    auto outcome = m_discovery->takeOutcome();
    m_discovery.reset();
    if (!outcome) {
        m_recorder.fail(CheckId::Issuer, outcome.error());
        giveUpProbe(outcome.error());
        finishWhenDone();
        return;
    }
    m_recorder.passed(CheckId::Issuer, outcome->metadata.issuer);
    m_configuration.issuer = outcome->metadata.issuer;
    m_configuration.metadata = std::move(outcome->metadata);
    if (m_configuration.clientId.isEmpty()) {
        m_recorder.fail(ProbeId::ClientKnown, missing("IDP_CLIENT_ID"));
        giveUpProbe(std::nullopt);
    } else if (m_configuration.clientSecret.isEmpty()) {
        // Without a secret nothing is sent: each wrong one is logged by Okta.
        // One that the file only points to may be right, and cannot be seen from here.
        const bool isElsewhere = !m_configuration.clientSecretPath.isEmpty()
            || exportSettings(m_configuration).reference(u"IDP_CLIENT_SECRET") != nullptr;
        if (!isElsewhere)
            m_recorder.fail(ProbeId::SecretAccepted, missing("IDP_CLIENT_SECRET"));
        giveUpProbe(std::nullopt);
    } else {
        m_probe = std::make_unique<oidc::ClientProbeJob>(*clientProbeRequest(m_configuration), m_http);
        connect(m_probe.get(), &Job::finished, this, &CheckFileJob::probed);
        for (const QString &id : probeIds())
            m_recorder.running(id);
        m_probe->start();
        return;
    }
    finishWhenDone();
}

void CheckFileJob::probed()
{
    auto outcome = m_probe->takeOutcome();
    m_probe.reset();
    if (!outcome) {
        giveUpProbe(outcome.error());
    } else {
        for (const checks::Check &finding : outcome->findings)
            m_recorder.record(finding);
        if (m_recorder.list().contains(ProbeId::PkceOptional) && !outcome->findings.contains(ProbeId::PkceOptional))
            m_recorder.doesNotApply(ProbeId::PkceOptional);
        giveUpProbe(std::nullopt);
    }
    finishWhenDone();
}

void CheckFileJob::giveUpProbe(const std::optional<checks::Problem> &problem)
{
    const QStringList ids = probeIds();
    for (const QString &id : ids) {
        const auto status = m_recorder.list().status(id);
        if (status != checks::Status::Pending && status != checks::Status::Running)
            continue;
        if (id == CheckId::RedirectUri)
            m_recorder.couldNotCheck(id, missing("AUTHENTICATE_SERVICE_URL"));
        else
            m_recorder.couldNotCheck(id, problem);
    }
}

void CheckFileJob::finishWhenDone()
{
    if (!m_organization && !m_discovery && !m_probe && !m_tokenCheck)
        finish();
}

} // namespace setup
