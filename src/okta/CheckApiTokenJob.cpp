#include "okta/CheckApiTokenJob.h"

#include "core/ServerText.h"
#include "http/JsonBody.h"
#include "okta/ApiRequest.h"
#include "okta/Application.h"

#include <QUrlQuery>

#include <algorithm>

namespace okta {

namespace {

ApiError malformed(const http::Response &response, const QString &detail)
{
    return ApiError::of(response, JsonError{JsonError::Reason::WrongType, detail});
}

/// Whether each element is an object with an id.
bool isListOfObjects(const QJsonArray &list)
{
    return std::all_of(list.cbegin(), list.cend(), [](const QJsonValue &value) {
        return !value.toObject().value(QLatin1String("id")).toString().isEmpty();
    });
}

/// A refusal of a token that users/me has accepted.
ApiError laterError(const http::Response &response)
{
    ApiError error = ApiError::of(response);
    if (error.reason == ApiError::Reason::TokenInvalid)
        error.reason = ApiError::Reason::TokenInvalidNow;
    return error;
}

QUrl withLimitOne(QUrl url)
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("limit"), QStringLiteral("1"));
    url.setQuery(query);
    return url;
}

} // namespace

QString TokenOwner::person() const
{
    if (name.isEmpty())
        return login.isEmpty() ? id : login;
    return login.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, login);
}

CheckApiTokenJob::CheckApiTokenJob(OrgUrl org, ApiToken token, http::Client &http)
    : m_org(std::move(org))
    , m_token(std::move(token))
    , m_http(http)
    , m_recorder(TokenCheckId::all())
{
}

CheckApiTokenJob::~CheckApiTokenJob() = default;

TokenReport CheckApiTokenJob::report() const
{
    TokenReport report = m_report;
    report.checks = m_recorder.list();
    return report;
}

void CheckApiTokenJob::run()
{
    m_organization = std::make_unique<OrganizationJob>(m_org, m_http);
    connect(m_organization.get(), &Job::finished, this, &CheckApiTokenJob::organizationAnswered);
    m_recorder.running(TokenCheckId::Organization);
    m_organization->start();
}

void CheckApiTokenJob::organizationAnswered()
{
    const auto &outcome = m_organization->outcome();
    if (outcome) {
        m_report.organization = *outcome;
        m_recorder.passed(TokenCheckId::Organization, QStringLiteral("org %1").arg(outcome->id));
    } else if (isPerhapsAnEmulator(outcome.error(), m_org)) {
        // Another server than Okta's may be asked on purpose: an emulator. Say that this is not known to be an
        // organisation, and let its API speak for itself. On Okta's own domains it is a name that does not exist.
        m_recorder.warn(TokenCheckId::Organization, TokenNote::OrganizationUnconfirmed, outcome.error().detail);
    } else {
        refuse(TokenCheckId::Organization, outcome.error());
        return;
    }
    m_recorder.running(TokenCheckId::TokenAccepted);
    ask(m_org.endpoint(QStringLiteral("/api/v1/users/me")), &CheckApiTokenJob::ownerAnswered);
}

void CheckApiTokenJob::ownerAnswered()
{
    const auto outcome = takeAnswer(*m_request, m_token);
    if (!outcome)
        return refuse(TokenCheckId::TokenAccepted, ApiError::of(outcome.error()));
    if (outcome->status != 200)
        return refuse(TokenCheckId::TokenAccepted, ApiError::of(*outcome));
    const auto body = http::jsonObject(*outcome);
    if (!body)
        return refuse(TokenCheckId::TokenAccepted, ApiError::of(*outcome, body.error()));

    TokenOwner owner;
    const auto profile = body->value(QLatin1String("profile")).toObject();
    owner.id = serverText(body->value(QLatin1String("id")).toString(), 64);
    owner.status = serverText(body->value(QLatin1String("status")).toString(), 40);
    owner.login = serverText(profile.value(QLatin1String("login")).toString(), 200);
    owner.name = serverText((profile.value(QLatin1String("firstName")).toString() + QLatin1Char(' ')
                             + profile.value(QLatin1String("lastName")).toString())
                                .trimmed(),
                            200);
    if (owner.id.isEmpty())
        return refuse(TokenCheckId::TokenAccepted, malformed(*outcome, QStringLiteral("users/me has no \"id\"")));
    m_report.owner = owner;
    const bool isActive = owner.status.isEmpty() || owner.status == QLatin1String("ACTIVE");
    const QString seen =
        owner.status.isEmpty() ? owner.person() : QStringLiteral("%1, %2").arg(owner.person(), owner.status);
    if (isActive)
        m_recorder.passed(TokenCheckId::TokenAccepted, seen);
    else
        m_recorder.warn(TokenCheckId::TokenAccepted, TokenNote::OwnerNotActive, seen);

    m_recorder.running(TokenCheckId::ListGroups);
    ask(withLimitOne(m_org.endpoint(QStringLiteral("/api/v1/groups"))), &CheckApiTokenJob::groupsAnswered);
}

void CheckApiTokenJob::groupsAnswered()
{
    const auto outcome = takeAnswer(*m_request, m_token);
    if (!outcome)
        return refuse(TokenCheckId::ListGroups, ApiError::of(outcome.error()));
    if (outcome->status != 200)
        return refuse(TokenCheckId::ListGroups, laterError(*outcome));
    const auto body = http::jsonArray(*outcome);
    if (!body)
        return refuse(TokenCheckId::ListGroups, ApiError::of(*outcome, body.error()));
    m_report.groupsRate = RateLimit::of(*outcome);

    if (body->isEmpty()) {
        m_recorder.warn(TokenCheckId::ListGroups, TokenNote::NoGroups);
        m_recorder.record({.id = TokenCheckId::ListMembers,
                           .status = checks::Status::Skipped,
                           .skip = checks::Skip::DoesNotApply,
                           .problem = TokenNote::NoGroupToAsk});
        finish();
        return;
    }
    const auto group = body->first().toObject();
    const QString id = group.value(QLatin1String("id")).toString();
    if (!isUsableId(id) || !isListOfObjects(*body))
        return refuse(TokenCheckId::ListGroups,
                      malformed(*outcome, QStringLiteral("a group has no \"id\", or one that Okta never gives")));
    m_report.firstGroupName =
        serverText(group.value(QLatin1String("profile")).toObject().value(QLatin1String("name")).toString());
    m_recorder.passed(TokenCheckId::ListGroups, m_report.firstGroupName);

    m_recorder.running(TokenCheckId::ListMembers);
    ask(withLimitOne(m_org.endpoint(QStringLiteral("/api/v1/groups/%1/users").arg(id))),
        &CheckApiTokenJob::membersAnswered);
}

void CheckApiTokenJob::membersAnswered()
{
    const auto outcome = takeAnswer(*m_request, m_token);
    if (!outcome)
        return refuse(TokenCheckId::ListMembers, ApiError::of(outcome.error()));
    if (outcome->status != 200)
        return refuse(TokenCheckId::ListMembers, laterError(*outcome));
    const auto body = http::jsonArray(*outcome);
    if (!body)
        return refuse(TokenCheckId::ListMembers, ApiError::of(*outcome, body.error()));
    if (!isListOfObjects(*body))
        return refuse(TokenCheckId::ListMembers, malformed(*outcome, QStringLiteral("a member has no \"id\"")));
    m_recorder.passed(TokenCheckId::ListMembers, m_report.firstGroupName);
    finish();
}

void CheckApiTokenJob::ask(const QUrl &url, void (CheckApiTokenJob::*answered)())
{
    m_request = apiRequest(url, m_token, m_http);
    connect(m_request.get(), &Job::finished, this, answered);
    m_request->start();
}

void CheckApiTokenJob::refuse(const QString &id, const ApiError &error)
{
    if (error.reason == ApiError::Reason::TokenInvalid && m_token.hint())
        m_recorder.fail(id, UnlikelyToken{error, *m_token.hint()});
    else
        m_recorder.fail(id, error);
    m_recorder.skipOpen();
    finish();
}

} // namespace okta
