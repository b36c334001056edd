#include "okta/GroupsJob.h"

#include "core/ServerText.h"
#include "http/JsonBody.h"
#include "okta/ApiRequest.h"

#include <QCryptographicHash>
#include <QUrlQuery>

namespace okta {

namespace {

constexpr int PageSize = 200; // Okta's advice; Pomerium's directory sync asks the same
constexpr int LongestPatience = 3; // rate-limit waits in a row without a page

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

std::optional<Group> groupOf(const QJsonObject &object)
{
    Group group;
    group.id = serverText(object.value(QLatin1String("id")).toString(), 64);
    if (group.id.isEmpty())
        return std::nullopt;
    group.name = serverText(object.value(QLatin1String("profile")).toObject().value(QLatin1String("name")).toString());
    group.kind = kindOf(object.value(QLatin1String("type")).toString());
    const auto count = object.value(QLatin1String("_embedded")).toObject().value(QLatin1String("stats")).toObject()
                           .value(QLatin1String("usersCount"));
    if (count.isDouble())
        group.members = count.toInt();
    return group;
}

} // namespace

QByteArray nextLinkTarget(const http::Response &response)
{
    for (const auto &header : response.headers) {
        if (header.first.compare("Link", Qt::CaseInsensitive) != 0)
            continue;
        // One header may carry several links: <target>; rel="next", <target>; rel="self". A target may hold commas.
        QByteArrayView rest(header.second);
        while (true) {
            const qsizetype open = rest.indexOf('<');
            const qsizetype close = open < 0 ? -1 : rest.indexOf('>', open);
            if (close < 0)
                break;
            const QByteArrayView target = rest.sliced(open + 1, close - open - 1);
            rest = rest.sliced(close + 1);
            const qsizetype following = rest.indexOf('<');
            const QByteArray parameters = (following < 0 ? rest : rest.first(following)).toByteArray().toLower();
            for (const QByteArray &parameter : parameters.split(';')) {
                QByteArray value = parameter.trimmed();
                while (value.endsWith(',') || value.endsWith(' '))
                    value.chop(1);
                if (value == "rel=\"next\"" || value == "rel=next")
                    return target.toByteArray();
            }
        }
    }
    return {};
}

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
    m_next = m_org.endpoint(QStringLiteral("/api/v1/groups"));
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("limit"), QString::number(PageSize));
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
    const auto outcome = m_request->takeOutcome();
    if (!outcome) {
        finishWith(Unexpected(ApiError::of(outcome.error())));
        return;
    }
    if (outcome->status == 429 && ++m_waits <= LongestPatience) {
        m_waitingUntil = retryTime(*outcome);
        m_wait.start(std::chrono::milliseconds(
            qMax(qint64(0), QDateTime::currentDateTimeUtc().msecsTo(*m_waitingUntil))));
        Q_EMIT waitingChanged();
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
    for (const auto &value : *body) {
        if (auto group = groupOf(value.toObject()))
            m_page.append(std::move(*group));
    }
    m_count += static_cast<int>(body->size());
    ++m_pages;

    QString problem;
    const auto next = nextLink(*outcome, problem);
    if (!problem.isEmpty()) {
        ApiError error;
        error.httpStatus = outcome->status;
        error.reason = ApiError::Reason::LinkInvalid;
        error.detail = problem;
        finishWith(Unexpected(std::move(error)));
    } else if (next) {
        m_seen.insert(QCryptographicHash::hash(next->toEncoded(), QCryptographicHash::Sha256).first(16));
        m_next = *next;
        ask();
    } else {
        finishWith(m_count);
    }
    Q_EMIT pageArrived();
}

std::optional<QUrl> GroupsJob::nextLink(const http::Response &response, QString &problem) const
{
    const QByteArray target = nextLinkTarget(response);
    if (target.isEmpty())
        return std::nullopt;
    const QUrl url = response.url.resolved(QUrl::fromEncoded(target, QUrl::StrictMode));
    // The token goes where the link points: nowhere but to this organisation's groups.
    if (!url.isValid() || url.scheme() != m_org.url().scheme() || url.host() != m_org.url().host()
        || url.port() != m_org.url().port() || url.path() != QLatin1String("/api/v1/groups") || !url.userInfo().isEmpty())
        problem = QStringLiteral("the next page is said to be at %1")
                      .arg(serverText(url.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo)));
    else if (url == m_next
             || m_seen.contains(QCryptographicHash::hash(url.toEncoded(), QCryptographicHash::Sha256).first(16)))
        problem = QStringLiteral("page %1 points back to a page that was read").arg(m_pages);
    return url;
}

} // namespace okta
