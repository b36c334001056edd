#include "okta/InspectApplicationJob.h"

#include "core/ServerText.h"

namespace okta {

namespace {

const QString Found = QStringLiteral("app-found");
const QString Secrets = QStringLiteral("secrets-read");

} // namespace

InspectApplicationJob::InspectApplicationJob(FindApplicationJob::Wanted which, bool readsSecrets, ApiSession &session)
    : ApplicationJob(ids(readsSecrets), session)
    , m_which(std::move(which))
    , m_readsSecrets(readsSecrets)
    , m_session(session)
{
}

QStringList InspectApplicationJob::ids(bool readsSecrets)
{
    return readsSecrets ? QStringList{Found, Secrets} : QStringList{Found};
}

std::optional<QDateTime> InspectApplicationJob::waitingUntil() const
{
    const auto inFind = m_find ? m_find->waitingUntil() : std::nullopt;
    return inFind ? inFind : ApplicationJob::waitingUntil();
}

void InspectApplicationJob::run()
{
    lines().running(Found);
    m_find = std::make_unique<FindApplicationJob>(m_which, m_session);
    connect(m_find.get(), &ApplicationJob::waitingChanged, this, &ApplicationJob::waitingChanged);
    connect(m_find.get(), &Job::finished, this, &InspectApplicationJob::appAnswered);
    m_find->start();
}

void InspectApplicationJob::appAnswered()
{
    const checks::Check line = m_find->checks().all().first();
    const auto *const error = line.problem ? line.problem->as<ApplicationError>() : nullptr;
    if (line.status != checks::Status::Passed && !(error && error->reason == ApplicationError::Reason::NotFound)) {
        giveUp(Found, *line.problem);
        return;
    }
    m_found = m_find->found();
    if (m_found.isEmpty())
        lines().doesNotApply(Found, QStringLiteral("there is no such app"));
    else
        lines().passed(Found, line.detail);
    if (m_readsSecrets && m_found.size() == 1) {
        askSecrets();
        return;
    }
    if (m_readsSecrets)
        lines().doesNotApply(Secrets, QStringLiteral("there is no such app"));
    end();
}

void InspectApplicationJob::askSecrets()
{
    lines().running(Secrets);
    ApplicationRequest request;
    request.purpose = ApplicationRequest::Purpose::Read;
    request.method = http::Request::Method::Get;
    request.path = QStringLiteral("/api/v1/apps/%1/credentials/secrets").arg(m_found.first().id());
    request.hasSecretAnswer = true;
    calls().send(request, [this](ApiCalls::Outcome outcome) {
        if (!outcome) {
            giveUp(Secrets, outcome.error());
            return;
        }
        QStringList ids;
        for (const auto &value : std::as_const(outcome->array)) {
            const QJsonObject object = value.toObject();
            m_secrets.append({serverText(object.value(QLatin1String("id")).toString(), 100),
                              object.value(QLatin1String("status")).toString() == QLatin1String("ACTIVE"),
                              serverText(object.value(QLatin1String("created")).toString(), 40)});
            ids.append(m_secrets.constLast().id);
        }
        lines().passed(Secrets, ids.join(QStringLiteral(", ")));
        end();
    });
}

} // namespace okta
