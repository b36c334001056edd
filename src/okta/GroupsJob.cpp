#include "okta/GroupsJob.h"

#include "core/ServerText.h"
#include "http/JsonBody.h"
#include "okta/ApiRequest.h"
#include "okta/NextLink.h"

#include <QCryptographicHash>
#include <QUrlQuery>

namespace okta {

namespace {

constexpr int PageSize = 200; // Okta's advice; Pomerium's directory sync asks the same
constexpr int LongestPatience = 3; // rate-limit waits in a row without a page
constexpr int LongestStandstill = 20; // pages in a row without a group that was not seen: role filters can empty a page
constexpr int MostGroups = 1'000'000; // ten times the largest organisation; a list that goes on is made up
constexpr qsizetype MostText = 32 * 1024 * 1024; // UTF-16 units of names and ids: the same with long names

Group::Kind kindOf(const QString &type)
{
    if (type == QLatin1String("OKTA_GROUP"))
        return Group::Kind::Okta;
    if (type == QLatin1String("BUILT_IN"))
        return Group::Kind::BuiltIn;
    if (type == QLatin1String("APP_GROUP"))
        return Group::Kind::Application;
    return Group::Kind::Other;
}

QByteArray digestOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).first(8);
}

std::optional<Group> groupOf(const QJsonObject &object)
{
    Group group;
    group.id = serverText(object.value(QLatin1String("id")).toString(), 64);
    if (group.id.isEmpty())
        return std::nullopt;
    group.name = serverText(object.value(QLatin1String("profile")).toObject().value(QLatin1String("name")).toString());
    group.kind = kindOf(object.value(QLatin1String("type")).toString());
    const auto count = object.value(QLatin1String("_embedded"))
                           .toObject()
                           .value(QLatin1String("stats"))
                           .toObject()
                           .value(QLatin1String("usersCount"));
    if (count.isDouble())
        group.members = count.toInt();
    return group;
}

} // namespace

GroupsJob::GroupsJob(OrgUrl org, ApiToken token, http::Client &http)
    : m_org(std::move(org))
    , m_token(std::move(token))
    , m_http(http)
{
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, [this] {
        m_waitingUntil.reset();
        ask();
        Q_EMIT waitingChanged();
    });
}

QList<Group> GroupsJob::takePage()
{
    return std::exchange(m_page, {});
}

void GroupsJob::run()
{
    askFirstPage();
}

void GroupsJob::askFirstPage()
{
    m_next = m_org.endpoint(QStringLiteral("/api/v1/groups"));
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("limit"), QString::number(PageSize));
    if (m_asksForMembers)
        query.addQueryItem(QStringLiteral("expand"), QStringLiteral("stats"));
    m_next.setQuery(query);
    ask();
}

void GroupsJob::ask()
{
    m_request = apiRequest(m_next, m_token, m_http);
    connect(m_request.get(), &Job::finished, this, &GroupsJob::answered);
    m_request->start();
}

void GroupsJob::answered()
{
    const auto outcome = takeAnswer(*m_request, m_token);
    if (!outcome) {
        finishWith(Unexpected(ApiError::of(outcome.error())));
        return;
    }
    if (outcome->status == 429 && ++m_waits <= LongestPatience) {
        m_waitingUntil = retryTime(*outcome);
        m_wait.start(
            std::chrono::milliseconds(qMax(qint64(0), QDateTime::currentDateTimeUtc().msecsTo(*m_waitingUntil))));
        Q_EMIT waitingChanged();
        return;
    }
    if (outcome->status == 400 && m_asksForMembers && m_pages == 0) {
        // An organisation that does not know `expand`: the numbers of members are a wish, the groups are not.
        m_asksForMembers = false;
        askFirstPage();
        return;
    }
    if (outcome->status != 200) {
        finishWith(Unexpected(ApiError::of(*outcome)));
        return;
    }
    const auto body = http::jsonArray(*outcome);
    if (!body) {
        finishWith(Unexpected(ApiError::of(*outcome, body.error())));
        return;
    }
    m_waits = 0;
    m_rateLimit = RateLimit::of(*outcome);
    ++m_pages;
    const auto problem = take(*body);
    if (problem) {
        finishWith(Unexpected(ApiError::of(*outcome, *problem)));
    } else {
        turnPage(*outcome);
    }
    Q_EMIT pageArrived();
}

std::optional<JsonError> GroupsJob::take(const QJsonArray &page)
{
    const int before = m_count;
    for (const auto &value : page) {
        auto group = groupOf(value.toObject());
        if (!group)
            return JsonError{JsonError::Reason::WrongType,
                             QStringLiteral("page %1 has a group without \"id\"").arg(m_pages)};
        // A group that moved while the list was read comes twice, and is one group.
        const auto known = m_seenGroups.size();
        m_seenGroups.insert(digestOf(group->id.toUtf8()));
        if (m_seenGroups.size() == known)
            continue;
        group->name.squeeze();
        m_text += group->name.size() + group->id.size();
        m_page.append(std::move(*group));
        ++m_count;
    }
    m_standstill = m_count > before ? 0 : m_standstill + 1;
    return std::nullopt;
}

void GroupsJob::turnPage(const http::Response &response)
{
    QString problem;
    const auto next = nextLink(response, problem);
    if (next && problem.isEmpty()) {
        if (m_standstill >= LongestStandstill)
            problem = QStringLiteral("%1 pages in a row brought no new group").arg(m_standstill);
        else if (m_count >= MostGroups || m_text >= MostText)
            problem = QStringLiteral("there is a next page after %1 groups").arg(m_count);
    }
    if (!problem.isEmpty()) {
        ApiError error;
        error.httpStatus = response.status;
        error.reason = ApiError::Reason::LinkInvalid;
        error.detail = problem;
        finishWith(Unexpected(std::move(error)));
    } else if (next) {
        m_seenLinks.insert(digestOf(next->toEncoded()));
        m_next = *next;
        ask();
    } else {
        finishWith(m_count);
    }
}

std::optional<QUrl> GroupsJob::nextLink(const http::Response &response, QString &problem) const
{
    const QByteArray target = nextLinkTarget(response);
    if (target.isEmpty())
        return std::nullopt;
    const QUrl url = response.url.resolved(QUrl::fromEncoded(target, QUrl::StrictMode));
    // The token goes where the link points: nowhere but to this organisation's groups.
    if (!url.isValid() || url.scheme() != m_org.url().scheme() || url.host() != m_org.url().host()
        || url.port() != m_org.url().port() || url.path() != QLatin1String("/api/v1/groups")
        || !url.userInfo().isEmpty())
        problem = QStringLiteral("the next page is said to be at %1")
                      .arg(serverText(url.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo)));
    else if (url == m_next || m_seenLinks.contains(digestOf(url.toEncoded())))
        problem = QStringLiteral("page %1 points back to a page that was read").arg(m_pages);
    return url;
}

} // namespace okta
