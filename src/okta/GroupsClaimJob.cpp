#include "okta/GroupsClaimJob.h"

namespace okta {

namespace {

using Reason = ApplicationError::Reason;

const QString Free = QStringLiteral("claim-free");
const QString Added = QStringLiteral("claim-added");
const QString Removed = QStringLiteral("claim-removed");

} // namespace

GroupsClaimJob::GroupsClaimJob(QString applicationId, ApiSession &session)
    : ApplicationJob(addIds(), session)
    , m_id(std::move(applicationId))
    , m_isRemoval(false)
{
}

GroupsClaimJob::GroupsClaimJob(QString applicationId, QString claimId, ApiSession &session)
    : ApplicationJob(removeIds(), session)
    , m_id(std::move(applicationId))
    , m_isRemoval(true)
    , m_claimId(std::move(claimId))
{
}

QStringList GroupsClaimJob::addIds()
{
    return {Free, Added};
}

QStringList GroupsClaimJob::removeIds()
{
    return {Removed};
}

void GroupsClaimJob::run()
{
    if (m_isRemoval) {
        remove();
        return;
    }
    lines().running(Free);
    look(Free, [this](const QString &id) {
        if (!id.isEmpty()) {
            giveUp(Free, ApplicationError{Reason::ClaimExists, id});
            return;
        }
        lines().passed(Free);
        add();
    });
}

void GroupsClaimJob::look(const QString &line, std::function<void(const QString &)> then)
{
    calls().get(QStringLiteral("/api/v1/apps/%1/federated-claims").arg(m_id),
                [this, line, then = std::move(then)](ApiCalls::Outcome outcome) {
                    if (!outcome) {
                        giveUp(line, outcome.error());
                        return;
                    }
                    for (const auto &value : std::as_const(outcome->array)) {
                        const QJsonObject claim = value.toObject();
                        const QString id = claim.value(QLatin1String("id")).toString();
                        if (claim.value(QLatin1String("name")).toString() == QLatin1String("groups")
                            && isUsableId(id)) {
                            then(id);
                            return;
                        }
                    }
                    then({});
                });
}

void GroupsClaimJob::add()
{
    lines().running(Added);
    calls().send(ApplicationPlan::groupsClaimRequest(m_id), [this](ApiCalls::Outcome outcome) {
        if (!outcome && !mayHaveBeenDone(outcome.error())) {
            giveUp(Added, outcome.error());
            return;
        }
        // What Okta holds tells, whether its answer came or not.
        std::optional<ApiError> lost;
        if (!outcome)
            lost = outcome.error();
        look(Added, [this, lost](const QString &id) {
            if (id.isEmpty()) {
                giveUp(Added,
                       lost ? checks::Problem(*lost) : checks::Problem(ApplicationError{Reason::NotAsAsked, m_id}));
                return;
            }
            m_claimId = id;
            lines().passed(Added, id);
            Q_EMIT added();
            end();
        });
    });
}

void GroupsClaimJob::remove()
{
    lines().running(Removed);
    ApplicationRequest request;
    request.purpose = ApplicationRequest::Purpose::DeleteClaim;
    request.method = http::Request::Method::Delete;
    request.path = QStringLiteral("/api/v1/apps/%1/federated-claims/%2").arg(m_id, m_claimId);
    calls().send(request, [this](ApiCalls::Outcome outcome) {
        if (!outcome && outcome.error().reason != ApiError::Reason::NotFound && !mayHaveBeenDone(outcome.error())) {
            giveUp(Removed, outcome.error());
            return;
        }
        look(Removed, [this](const QString &id) {
            if (id == m_claimId)
                giveUp(Removed, ApplicationError{Reason::StillThere, id});
            else {
                lines().passed(Removed, m_claimId);
                end();
            }
        });
    });
}

} // namespace okta
