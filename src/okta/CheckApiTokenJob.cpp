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

/// A plain 404. A page for people is how names answer that no organisation has, and anything else is another server.
bool isPerhapsAnEmulator(const ApiError &error)
{
    return error.reason == ApiError::Reason::NotAnOktaOrganization && error.httpStatus == 404 && !error.isWebPage;
}

QUrl withLimitOne(QUrl url)
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("limit"), QStringLiteral("1"));
    url.setQuery(query);
    return url;
}

} // namespace

QString checkName(TokenCheckId id)
{
    switch (id) {
    case TokenCheckId::Organization:
        return QStringLiteral("organization");
    case TokenCheckId::TokenAccepted:
        return QStringLiteral("token-accepted");
    case TokenCheckId::ListGroups:
        return QStringLiteral("list-groups");
    case TokenCheckId::ListMembers:
        return QStringLiteral("list-members");
    }
    Q_UNREACHABLE();
}

QString TokenOwner::person() const
{
    if (name.isEmpty())
        return login.isEmpty() ? id : login;
    return login.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, login);
}

const TokenCheck &TokenReport::check(TokenCheckId id) const
{
    return checks.at(static_cast<qsizetype>(id));
}

TokenCheck &TokenReport::check(TokenCheckId id)
{
    return checks[static_cast<qsizetype>(id)];
}

bool TokenReport::isPassed() const
{
    return std::all_of(checks.cbegin(), checks.cend(), [](const TokenCheck &check) {
        return check.status == checks::Status::Passed || check.status == checks::Status::Warning
            || (check.status == checks::Status::Skipped && check.note == TokenNote::NoGroupToAsk);
    });
}

CheckApiTokenJob::CheckApiTokenJob(OrgUrl org, ApiToken token, http::Client &http)
    : m_org(std::move(org))
    , m_token(std::move(token))
    , m_http(http)
{
    m_report.tokenHint = m_token.hint();
    for (const auto id :
         {TokenCheckId::Organization, TokenCheckId::TokenAccepted, TokenCheckId::ListGroups, TokenCheckId::ListMembers})
        m_report.checks.append(TokenCheck{id, checks::Status::Pending, TokenNote::None, std::nullopt, QString()});
}

CheckApiTokenJob::~CheckApiTokenJob() = default;

void CheckApiTokenJob::run()
{
    m_organization = std::make_unique<OrganizationJob>(m_org, m_http);
    connect(m_organization.get(), &Job::finished, this, &CheckApiTokenJob::organizationAnswered);
    m_organization->start();
    set(TokenCheckId::Organization, checks::Status::Running);
}

void CheckApiTokenJob::organizationAnswered()
{
    const auto &outcome = m_organization->outcome();
    if (outcome) {
        m_report.organization = *outcome;
        set(TokenCheckId::Organization, checks::Status::Passed, TokenNote::None,
            QStringLiteral("organisation %1").arg(outcome->id));
    } else if (isPerhapsAnEmulator(outcome.error()) && !m_org.isOktaDomain()) {
        // Another server than Okta's may be asked on purpose: an emulator. Say that this is not known to be an
        // organisation, and let its API speak for itself. On Okta's own domains it is a name that does not exist.
        set(TokenCheckId::Organization, checks::Status::Warning, TokenNote::OrganizationUnconfirmed,
            outcome.error().detail);
    } else {
        fail(TokenCheckId::Organization, outcome.error());
        skipFrom(TokenCheckId::TokenAccepted);
        finish();
        return;
    }
    set(TokenCheckId::TokenAccepted, checks::Status::Running);
    ask(m_org.endpoint(QStringLiteral("/api/v1/users/me")), &CheckApiTokenJob::ownerAnswered);
}

void CheckApiTokenJob::ownerAnswered()
{
    const auto outcome = takeAnswer(*m_request, m_token);
    const auto refuse = [this](ApiError error) {
        fail(TokenCheckId::TokenAccepted, std::move(error));
        skipFrom(TokenCheckId::ListGroups);
        finish();
    };
    if (!outcome)
        return refuse(ApiError::of(outcome.error()));
    if (outcome->status != 200)
        return refuse(ApiError::of(*outcome));
    const auto body = http::jsonObject(*outcome);
    if (!body)
        return refuse(ApiError::of(*outcome, body.error()));

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
        return refuse(malformed(*outcome, QStringLiteral("users/me has no \"id\"")));
    m_report.owner = owner;
    const bool isActive = owner.status.isEmpty() || owner.status == QLatin1String("ACTIVE");
    set(TokenCheckId::TokenAccepted, isActive ? checks::Status::Passed : checks::Status::Warning,
        isActive ? TokenNote::None : TokenNote::OwnerNotActive,
        owner.status.isEmpty() ? owner.person() : QStringLiteral("%1, %2").arg(owner.person(), owner.status));

    set(TokenCheckId::ListGroups, checks::Status::Running);
    ask(withLimitOne(m_org.endpoint(QStringLiteral("/api/v1/groups"))), &CheckApiTokenJob::groupsAnswered);
}

void CheckApiTokenJob::groupsAnswered()
{
    const auto outcome = takeAnswer(*m_request, m_token);
    const auto refuse = [this](ApiError error) {
        fail(TokenCheckId::ListGroups, std::move(error));
        skipFrom(TokenCheckId::ListMembers);
        finish();
    };
    if (!outcome)
        return refuse(ApiError::of(outcome.error()));
    if (outcome->status != 200)
        return refuse(laterError(*outcome));
    const auto body = http::jsonArray(*outcome);
    if (!body)
        return refuse(ApiError::of(*outcome, body.error()));
    m_report.groupsRate = RateLimit::of(*outcome);

    if (body->isEmpty()) {
        set(TokenCheckId::ListGroups, checks::Status::Warning, TokenNote::NoGroups);
        set(TokenCheckId::ListMembers, checks::Status::Skipped, TokenNote::NoGroupToAsk);
        finish();
        return;
    }
    const auto group = body->first().toObject();
    const QString id = group.value(QLatin1String("id")).toString();
    if (!isUsableId(id) || !isListOfObjects(*body))
        return refuse(malformed(*outcome, QStringLiteral("a group has no \"id\", or one that Okta never gives")));
    m_report.firstGroupName =
        serverText(group.value(QLatin1String("profile")).toObject().value(QLatin1String("name")).toString());
    set(TokenCheckId::ListGroups, checks::Status::Passed, TokenNote::None, m_report.firstGroupName);

    set(TokenCheckId::ListMembers, checks::Status::Running);
    ask(withLimitOne(m_org.endpoint(QStringLiteral("/api/v1/groups/%1/users").arg(id))),
        &CheckApiTokenJob::membersAnswered);
}

void CheckApiTokenJob::membersAnswered()
{
    const auto outcome = takeAnswer(*m_request, m_token);
    if (!outcome) {
        fail(TokenCheckId::ListMembers, ApiError::of(outcome.error()));
    } else if (outcome->status != 200) {
        fail(TokenCheckId::ListMembers, laterError(*outcome));
    } else if (const auto body = http::jsonArray(*outcome); !body) {
        fail(TokenCheckId::ListMembers, ApiError::of(*outcome, body.error()));
    } else if (!isListOfObjects(*body)) {
        fail(TokenCheckId::ListMembers, malformed(*outcome, QStringLiteral("a member has no \"id\"")));
    } else {
        set(TokenCheckId::ListMembers, checks::Status::Passed, TokenNote::None, m_report.firstGroupName);
    }
    finish();
}

void CheckApiTokenJob::ask(const QUrl &url, void (CheckApiTokenJob::*answered)())
{
    m_request = apiRequest(url, m_token, m_http);
    connect(m_request.get(), &Job::finished, this, answered);
    m_request->start();
}

void CheckApiTokenJob::set(TokenCheckId id, checks::Status status, TokenNote note, QString detail)
{
    TokenCheck &check = m_report.check(id);
    check.status = status;
    check.note = note;
    check.detail = std::move(detail);
    Q_EMIT checkChanged(id);
}

void CheckApiTokenJob::fail(TokenCheckId id, ApiError error)
{
    m_report.check(id).problem = std::move(error);
    set(id, checks::Status::Failed);
}

void CheckApiTokenJob::skipFrom(TokenCheckId id)
{
    for (int skipped = static_cast<int>(id); skipped <= static_cast<int>(TokenCheckId::ListMembers); ++skipped)
        set(static_cast<TokenCheckId>(skipped), checks::Status::Skipped);
}

} // namespace okta
