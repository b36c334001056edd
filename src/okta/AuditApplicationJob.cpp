#include "okta/AuditApplicationJob.h"

#include "core/ServerText.h"

namespace okta {

namespace {

constexpr int MostPages = 5; // of groups: a thousand

QStringList namesIn(const QJsonArray &list, QLatin1String member)
{
    QStringList names;
    for (const auto &value : list)
        names.append(serverText(value.toObject().value(member).toString(), 100));
    return names;
}

} // namespace

AuditApplicationJob::AuditApplicationJob(FindApplicationJob::Wanted which, WantedApplication wanted, Options options,
                                         ApiSession &session)
    : ApplicationJob(auditRows(), session)
    , m_which(std::move(which))
    , m_wanted(std::move(wanted))
    , m_options(options)
    , m_session(session)
{
}

QString AuditApplicationJob::path(const QString &rest) const
{
    return QStringLiteral("/api/v1/apps/%1/%2").arg((*m_evidence.application)->id(), rest);
}

std::optional<QDateTime> AuditApplicationJob::waitingUntil() const
{
    const auto inFind = m_find ? m_find->waitingUntil() : std::nullopt;
    return inFind ? inFind : ApplicationJob::waitingUntil();
}

void AuditApplicationJob::run()
{
    m_find = std::make_unique<FindApplicationJob>(m_which, m_session);
    connect(m_find.get(), &ApplicationJob::waitingChanged, this, &ApplicationJob::waitingChanged);
    connect(m_find.get(), &Job::finished, this, &AuditApplicationJob::found);
    m_find->start();
}

void AuditApplicationJob::found()
{
    const checks::Check line = m_find->checks().all().first();
    const auto all = m_find->found();
    if (line.status == checks::Status::Passed && all.size() == 1) {
        m_evidence.application = all.first();
        askGroups();
        return;
    }
    // No row can be judged, and the first one says why.
    const QString first = auditRows().first();
    if (line.status != checks::Status::Passed) {
        giveUp(first, *line.problem);
        return;
    }
    QStringList ids;
    for (const Application &application : all)
        ids.append(QStringLiteral("%1 (%2)").arg(application.label(), application.id()));
    giveUp(first,
           ApplicationError{all.isEmpty() ? ApplicationError::Reason::NotFound : ApplicationError::Reason::SeveralFound,
                            all.isEmpty() ? m_which.label : ids.join(QStringLiteral(", "))});
}

void AuditApplicationJob::askGroups()
{
    calls().list(path(QStringLiteral("groups?limit=200&expand=group")), MostPages,
                 [this](Expected<QJsonArray, ApiError> list) {
                     if (list)
                         m_evidence.groups = groupsIn(*list);
                     else
                         m_evidence.groups = Unexpected(std::move(list).error());
                     askUsers();
                 });
}

void AuditApplicationJob::askUsers()
{
    calls().get(path(QStringLiteral("users?limit=1")), [this](ApiCalls::Outcome outcome) {
        if (outcome)
            m_evidence.hasUsers = !outcome->array.isEmpty();
        else
            m_evidence.hasUsers = Unexpected(std::move(outcome).error());
        askOwner();
    });
}

void AuditApplicationJob::askOwner()
{
    calls().get(QStringLiteral("/api/v1/users/me"), [this](ApiCalls::Outcome outcome) {
        const QString id = outcome ? outcome->object.value(QLatin1String("id")).toString() : QString();
        if (!outcome || !isUsableId(id)) {
            if (!outcome)
                m_evidence.isOwnerAssigned = Unexpected(std::move(outcome).error());
            askGrants();
            return;
        }
        m_evidence.ownerId = id;
        calls().get(path(QStringLiteral("users/%1").arg(id)), [this](ApiCalls::Outcome assigned) {
            if (assigned)
                m_evidence.isOwnerAssigned = true;
            else if (assigned.error().reason == ApiError::Reason::NotFound)
                m_evidence.isOwnerAssigned = false; // the app itself was read a moment ago
            else
                m_evidence.isOwnerAssigned = Unexpected(std::move(assigned).error());
            askGrants();
        });
    });
}

void AuditApplicationJob::askGrants()
{
    calls().get(path(QStringLiteral("grants")), [this](ApiCalls::Outcome outcome) {
        if (outcome)
            m_evidence.grants = namesIn(outcome->array, QLatin1String("scopeId"));
        else
            m_evidence.grants = Unexpected(std::move(outcome).error());
        askPolicy();
    });
}

void AuditApplicationJob::askPolicy()
{
    const QString policy = (*m_evidence.application)->accessPolicyId();
    if (policy.isEmpty()) {
        askClaims();
        return;
    }
    calls().get(QStringLiteral("/api/v1/policies/%1/rules").arg(policy), [this](ApiCalls::Outcome outcome) {
        if (outcome)
            m_evidence.policyRules = outcome->array;
        else
            m_evidence.policyRules = Unexpected(std::move(outcome).error());
        askClaims();
    });
}

void AuditApplicationJob::askClaims()
{
    if (!m_wanted.usesGroupsClaim) {
        askSecrets();
        return;
    }
    calls().get(path(QStringLiteral("federated-claims")), [this](ApiCalls::Outcome outcome) {
        if (outcome)
            m_evidence.federatedClaims = namesIn(outcome->array, QLatin1String("name"));
        else
            m_evidence.federatedClaims = Unexpected(std::move(outcome).error());
        askSecrets();
    });
}

void AuditApplicationJob::askSecrets()
{
    if (!m_options.readsSecrets) {
        judge();
        return;
    }
    ApplicationRequest request;
    request.purpose = ApplicationRequest::Purpose::Read;
    request.method = http::Request::Method::Get;
    request.path = path(QStringLiteral("credentials/secrets"));
    request.hasSecretAnswer = true;
    calls().send(request, [this](ApiCalls::Outcome outcome) {
        if (outcome) {
            QList<ClientSecretState> states;
            for (const auto &value : outcome->array) {
                const QJsonObject object = value.toObject();
                states.append({serverText(object.value(QLatin1String("id")).toString(), 100),
                               object.value(QLatin1String("status")).toString() == QLatin1String("ACTIVE"),
                               serverText(object.value(QLatin1String("created")).toString(), 40)});
            }
            m_evidence.secrets = states;
        } else {
            m_evidence.secrets = Unexpected(std::move(outcome).error());
        }
        judge();
    });
}

void AuditApplicationJob::judge()
{
    const auto list = auditApplication(m_evidence, m_wanted);
    for (const checks::Check &check : list)
        lines().record(check);
    end();
}

} // namespace okta
