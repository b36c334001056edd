#include "okta/ApplicationJob.h"

#include "core/ServerText.h"

namespace okta {

ApplicationJob::ApplicationJob(const QStringList &ids, ApiSession &session)
    : m_recorder(ids)
    , m_calls(session)
{
    connect(&m_calls, &ApiCalls::waitingChanged, this, &ApplicationJob::waitingChanged);
}

ApplicationJob::~ApplicationJob() = default;

void ApplicationJob::giveUp(const QString &id, const checks::Problem &problem, const QString &detail)
{
    m_recorder.fail(id, problem, detail);
    end();
}

void ApplicationJob::end()
{
    m_recorder.skipOpen();
    finish();
}

Expected<Application, ApiError> applicationIn(const ApiReply &reply)
{
    auto application = Application::parse(reply.object);
    if (application)
        return std::move(*application);
    ApiError error;
    error.reason = ApiError::Reason::Malformed;
    error.httpStatus = reply.status;
    error.detail = application.error().detail;
    return Unexpected(std::move(error));
}

QList<GroupReference> groupsIn(const QJsonArray &list)
{
    QList<GroupReference> groups;
    for (const auto &value : list) {
        const QJsonObject object = value.toObject();
        const QString name = valueAt(object, u"_embedded.group.profile.name").toString();
        groups.append({serverText(object.value(QLatin1String("id")).toString(), 100), serverText(name, 255)});
    }
    return groups;
}

QList<JsonDifference> differences(const Application &held, QJsonObject sent)
{
    for (const auto *const own : {"id", "orn", "status", "created", "lastUpdated", "_links", "_embedded"})
        sent.remove(QLatin1String(own));
    return missingFrom(held.json(), withValueAt(std::move(sent), paths::ClientSecret, QJsonValue::Undefined));
}

} // namespace okta
