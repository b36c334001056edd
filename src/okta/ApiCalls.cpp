#include "okta/ApiCalls.h"

#include "core/ServerText.h"
#include "http/JsonBody.h"
#include "okta/ApiRequest.h"
#include "okta/ClientSecrets.h"
#include "okta/NextLink.h"

#include <QJsonDocument>

#include <algorithm>

namespace okta {

namespace {

using Method = http::Request::Method;

constexpr auto ReadPatience = std::chrono::seconds(30); // the slowest answer on record is 3 s
constexpr auto ChangePatience = std::chrono::seconds(60); // a PUT took 30 s in 2025 (Okta's OKTA-852488)
constexpr int MostWaits = 3; // rate limits in a row
constexpr auto ShownWait = std::chrono::seconds(1); // shorter ones are not worth a word

/// The calls that share the bucket of apps.
bool isAboutApps(const QString &path)
{
    return path.startsWith(QLatin1String("/api/v1/apps"));
}

} // namespace

ApiCalls::ApiCalls(ApiSession &session)
    : m_session(session)
{
    m_wait.setSingleShot(true);
}

ApiCalls::~ApiCalls() = default;

void ApiCalls::send(const ApplicationRequest &request, std::function<void(Outcome)> answered)
{
    Q_ASSERT(!m_answered);
    m_request = request;
    m_answered = std::move(answered);
    m_waits = 0;
    sendWhenAllowed();
}

void ApiCalls::get(const QString &path, std::function<void(Outcome)> answered)
{
    ApplicationRequest request;
    request.purpose = ApplicationRequest::Purpose::Read;
    request.method = Method::Get;
    request.path = path;
    send(request, std::move(answered));
}

void ApiCalls::list(const QString &path, int pages, std::function<void(Expected<QJsonArray, ApiError>)> answered)
{
    m_list = {};
    m_hasMore = false;
    m_pagesLeft = pages;
    m_listed = std::move(answered);
    turnPage(path);
}

void ApiCalls::turnPage(const QString &target)
{
    get(target, [this](Outcome outcome) {
        const auto listed = m_listed;
        if (!outcome) {
            listed(Unexpected(std::move(outcome).error()));
            return;
        }
        for (const auto &value : outcome->array)
            m_list.append(value);
        const QByteArray next = outcome->next;
        if (next.isEmpty() || --m_pagesLeft <= 0) {
            m_hasMore = !next.isEmpty();
            listed(m_list);
            return;
        }
        // The token goes nowhere but to the same list of the same org.
        const QUrl here = m_session.org().endpoint(QStringLiteral("/"));
        const QUrl url = here.resolved(QUrl::fromEncoded(next, QUrl::StrictMode));
        const QString path = m_request.path.section(QLatin1Char('?'), 0, 0);
        if (url.scheme() != here.scheme() || url.authority() != here.authority() || url.path() != path) {
            ApiError error;
            error.reason = ApiError::Reason::LinkInvalid;
            error.detail = QStringLiteral("the next page is said to be at %1")
                               .arg(serverText(url.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo)));
            listed(Unexpected(std::move(error)));
            return;
        }
        turnPage(path + QLatin1Char('?') + url.query(QUrl::FullyEncoded));
    });
}

void ApiCalls::after(std::chrono::milliseconds pause, std::function<void()> then)
{
    m_wait.disconnect(this);
    connect(&m_wait, &QTimer::timeout, this, [this, then = std::move(then)] {
        if (m_waitingUntil) {
            m_waitingUntil.reset();
            Q_EMIT waitingChanged();
        }
        then();
    });
    m_wait.start(pause);
}

void ApiCalls::wait(std::chrono::milliseconds pause)
{
    if (pause >= ShownWait) {
        m_waitingUntil = QDateTime::currentDateTimeUtc().addMSecs(pause.count());
        Q_EMIT waitingChanged();
    }
    after(pause, [this] { sendWhenAllowed(); });
}

void ApiCalls::sendWhenAllowed()
{
    const auto pause =
        isAboutApps(m_request.path) ? m_session.pace().delayAt(m_session.now()) : std::chrono::milliseconds(0);
    if (pause.count() > 0)
        wait(pause);
    else
        sendNow();
}

void ApiCalls::sendNow()
{
    if (isAboutApps(m_request.path))
        m_session.pace().sent(m_session.now());
    http::Request request;
    request.method = m_request.method;
    const QString path = m_request.path.section(QLatin1Char('?'), 0, 0);
    request.url = m_session.org().endpoint(path);
    if (const QString query = m_request.path.section(QLatin1Char('?'), 1); !query.isEmpty())
        request.url.setQuery(query, QUrl::StrictMode);
    request.authorization = m_session.token().authorization();
    request.maximumBodySize = 8 * 1024 * 1024; // a page of 200 apps stays far below
    if (m_request.method != Method::Get)
        request.timeout = ChangePatience;
    else
        request.timeout = ReadPatience;
    request.hasSecretAnswer = m_request.hasSecretAnswer;
    if (m_request.body) {
        request.contentType = "application/json";
        request.body = QJsonDocument(*m_request.body).toJson(QJsonDocument::Compact);
    }
    if (request.hasSecretAnswer)
        request.maximumBodySize = 256 * 1024; // one app, or two secrets
    m_job = m_session.http().request(std::move(request));
    connect(m_job.get(), &Job::finished, this, &ApiCalls::answered);
    m_job->start();
}

void ApiCalls::answered()
{
    auto outcome = takeAnswer(*m_job, m_session.token());
    if (!outcome) {
        conclude(Unexpected(ApiError::of(outcome.error())));
        return;
    }
    // Whatever was asked: no text that goes on from here has a client secret in it.
    std::vector<Secret> secrets = takeClientSecrets(outcome->body);
    if (isAboutApps(m_request.path))
        m_session.pace().learn(RateLimit::of(*outcome));
    if (outcome->status == 429 && ++m_waits <= MostWaits) {
        // Refused before anything was done, so that any call may be sent again.
        const qint64 pause = QDateTime::currentDateTimeUtc().msecsTo(retryTime(*outcome));
        wait(std::chrono::milliseconds(std::max<qint64>(0, pause)));
        return;
    }
    if (outcome->status < 200 || outcome->status > 299) {
        conclude(Unexpected(ApiError::of(*outcome)));
        return;
    }
    ApiReply reply;
    reply.status = outcome->status;
    reply.secrets = std::move(secrets);
    reply.next = nextLinkTarget(*outcome);
    if (!outcome->body.trimmed().isEmpty()) {
        reply.hasBody = true;
        auto object = http::jsonObject(*outcome);
        if (object) {
            reply.object = *object;
        } else {
            auto array = http::jsonArray(*outcome);
            if (!array) {
                conclude(Unexpected(ApiError::of(*outcome, object.error())));
                return;
            }
            reply.array = *array;
        }
    }
    conclude(std::move(reply));
}

void ApiCalls::conclude(Outcome outcome)
{
    if (!outcome)
        outcome.error().isAboutManagement = true;
    const auto answered = std::exchange(m_answered, nullptr);
    answered(std::move(outcome)); // may have destroyed us
}

} // namespace okta
