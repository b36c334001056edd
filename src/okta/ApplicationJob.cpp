#include "okta/ApplicationJob.h"

#include "core/ServerText.h"

#include <algorithm>

namespace okta {

namespace {

/// Whether a setting that is not there is as if it had this value.
bool isDefault(QStringView path, const QJsonValue &value)
{
    if (value == QJsonValue(false) || (value.isArray() && value.toArray().isEmpty())
        || (value.isObject() && value.toObject().isEmpty()) || value == QJsonValue(QString()))
        return true;
    const std::initializer_list<std::pair<QStringView, QJsonValue>> defaults = {
        {paths::WildcardRedirect, QStringLiteral("DISABLED")}, {paths::ConsentMethod, QStringLiteral("TRUSTED")},
        {paths::IdpInitiatedMode, QStringLiteral("DISABLED")}, {paths::NetworkConnection, QStringLiteral("ANYWHERE")},
        {paths::SubjectType, QStringLiteral("public")},        {paths::AutoKeyRotation, true}};
    return std::any_of(defaults.begin(), defaults.end(),
                       [&](const auto &each) { return each.first == path && each.second == value; });
}

} // namespace

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

bool mayHaveBeenDone(const ApiError &error)
{
    return error.reason == ApiError::Reason::Transport || error.reason == ApiError::Reason::ServerTrouble
        || error.reason == ApiError::Reason::Empty || error.reason == ApiError::Reason::Malformed
        || error.reason == ApiError::Reason::Html;
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
    auto found = missingFrom(held.json(), withValueAt(std::move(sent), paths::ClientSecret, QJsonValue::Undefined));
    found.removeIf([](const JsonDifference &difference) {
        const bool isAbsent = difference.found.isUndefined() || difference.found.isNull();
        return isAbsent && isDefault(difference.path, difference.expected);
    });
    return found;
}

} // namespace okta
