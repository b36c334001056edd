#include "http/Client.h"

#include "core/Product.h"
#include "http/AnswerReader.h"
#include "http/Connection.h"
#include "http/ConnectionPool.h"
#include "http/Proxy.h"

#include <QPointer>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTimer>

#include <algorithm>
#include <optional>
#include <vector>

namespace http {

namespace {

/// How long a request that is not sent twice waits after an answer on the same connection. Some servers close behind an
/// answer without having said so; a request that crosses the close is lost. By then the close has been seen.
constexpr std::chrono::milliseconds Grace{5};

bool isOneLine(QByteArrayView value)
{
    return std::none_of(value.begin(), value.end(),
                        [](char byte) { return byte == '\r' || byte == '\n' || byte == 0; });
}

/// What is wrong with a request, before anything is sent.
std::optional<TransportError> problemOf(const Request &request, bool isLoopbackOnly)
{
    using Reason = TransportError::Reason;
    const QUrl &url = request.url;
    const auto because = [&url](Reason reason, QString detail) {
        return TransportError{reason, url.host(), std::move(detail), std::nullopt};
    };
    const QString scheme = url.scheme();
    if (!url.isValid() || url.isRelative() || url.host().isEmpty())
        return because(Reason::InvalidUrl, QStringLiteral("not an absolute URL with a host"));
    if (scheme != QLatin1String("https") && scheme != QLatin1String("http"))
        return because(Reason::InvalidUrl, QStringLiteral("neither https nor http"));
    if (!url.userInfo().isEmpty())
        return because(Reason::InvalidUrl, QStringLiteral("a URL with a user name in it"));
    if (url.port() == 0)
        return because(Reason::InvalidUrl, QStringLiteral("port 0"));
    if (isLoopbackOnly && !isLoopback(url))
        return because(Reason::OutsidePractice, QStringLiteral("nothing leaves this computer"));
    if (scheme == QLatin1String("http") && !isLoopback(url))
        return because(Reason::InsecureUrl, QStringLiteral("http to another computer"));
    if (!isOneLine(request.authorization.reveal()) || !isOneLine(request.accept) || !isOneLine(request.contentType))
        return because(Reason::Other, QStringLiteral("a line break in a header value"));
    if (scheme == QLatin1String("https") && !QSslSocket::supportsSsl())
        return because(Reason::TlsUnavailable, QStringLiteral("no TLS backend that can connect"));
    return std::nullopt;
}

class NetworkRequestJob final : public RequestJob
{
public:
    NetworkRequestJob(Request request, ConnectionPool &pool, bool isLoopbackOnly)
        : m_request(std::move(request))
        , m_isLoopbackOnly(isLoopbackOnly)
        , m_pool(&pool)
    {
        m_deadline.setSingleShot(true);
        m_deadline.callOnTimeout(this, &NetworkRequestJob::timedOut);
        m_grace.setSingleShot(true);
        m_grace.setTimerType(Qt::PreciseTimer);
        m_grace.callOnTimeout(this, &NetworkRequestJob::send);
    }
    ~NetworkRequestJob() override { wipe(m_request.body); }

private:
    void run() override
    {
        if (auto problem = problemOf(m_request, m_isLoopbackOnly)) {
            finishWith(Unexpected(*std::move(problem)));
            return;
        }
        if (!m_pool) {
            clientGone();
            return;
        }
        connect(m_pool, &QObject::destroyed, this, &NetworkRequestJob::clientGone);
        m_deadline.start(m_request.timeout);
        if (!isRepeatable() && m_pool->hasAnswered(target(), Grace))
            m_grace.start(Grace);
        else
            send();
    }

    [[nodiscard]] bool isRepeatable() const { return m_request.method == Request::Method::Get; }

    [[nodiscard]] Connection::Target target() const
    {
        const bool isEncrypted = m_request.url.scheme() == QLatin1String("https");
        return {m_request.url.host(), static_cast<quint16>(m_request.url.port(isEncrypted ? 443 : 80)), isEncrypted};
    }

    void send()
    {
        if (!m_pool)
            return;
        auto connection = m_pool->take(target(), isRepeatable());
        if (!connection) {
            fail(TransportError::Reason::ProxyInvalid, std::move(connection).error());
            return;
        }
        m_connection = *std::move(connection);
        m_reader.emplace(AnswerReader::Limits{.bodyBytes = m_request.maximumBodySize});
        if (m_request.hasSecretAnswer)
            m_reader->keepBodyTogether();
        connect(m_connection.get(), &Connection::ready, this, &NetworkRequestJob::write);
        connect(m_connection.get(), &Connection::readable, this, &NetworkRequestJob::bytesReceived);
        connect(m_connection.get(), &Connection::ended, this, &NetworkRequestJob::connectionEnded);
        if (m_connection->isReady())
            write();
        else
            m_connection->open();
    }

    void write()
    {
        QByteArray head;
        constexpr qsizetype FixedPart = 512;
        head.reserve(FixedPart + m_request.url.toEncoded().size() + m_request.accept.size()
                     + m_request.authorization.size()); // no copies of the authorization are left behind
        head += methodName(m_request.method).toLatin1() + ' '
            + m_request.url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
        if (head.endsWith(' '))
            head += '/';
        else if (const qsizetype target = head.indexOf(' ') + 1; head.at(target) != '/')
            head.insert(target, '/'); // a query without a path
        head += " HTTP/1.1\r\nHost: " + hostHeader();
        const auto add = [&head](QByteArrayView name, QByteArrayView value) {
            head.append("\r\n").append(name).append(": ").append(value);
        };
        add("User-Agent", "OktaSetupForPomerium/" + product::version().toLatin1());
        add("Accept", m_request.accept);
        add("Accept-Language", "en"); // error texts are compared, not only shown
        add("Accept-Encoding", "identity"); // a small answer cannot become a big one behind the limit
        if (!m_request.authorization.isEmpty())
            add("Authorization", m_request.authorization.reveal());
        if (!isRepeatable()) {
            if (!m_request.contentType.isEmpty())
                add("Content-Type", m_request.contentType);
            add("Content-Length", QByteArray::number(m_request.body.size()));
        }
        head += "\r\n\r\n";
        m_connection->write(head);
        wipe(head);
        if (!isRepeatable())
            m_connection->write(m_request.body);
    }

    [[nodiscard]] QByteArray hostHeader() const
    {
        const QByteArray host = m_request.url.host(QUrl::FullyEncoded).toLatin1();
        const QByteArray name = host.contains(':') ? '[' + host + ']' : host;
        const int port = m_request.url.port();
        return port < 0 ? name : name + ':' + QByteArray::number(port);
    }

    void bytesReceived()
    {
        QByteArray bytes = m_connection->read();
        const qsizetype taken = m_reader->read(bytes);
        const bool hasMore = taken < bytes.size();
        wipe(bytes);
        judge(hasMore);
    }

    void judge(bool hasMore)
    {
        switch (m_reader->state()) {
        case AnswerReader::State::Head:
        case AnswerReader::State::Body:
            return;
        case AnswerReader::State::Complete:
            break;
        case AnswerReader::State::TooLarge:
            fail(TransportError::Reason::TooLarge, m_reader->detail());
            return;
        case AnswerReader::State::Malformed:
            fail(TransportError::Reason::Malformed, m_reader->detail());
            return;
        }
        Response response;
        response.status = m_reader->status();
        response.url = m_request.url;
        response.headers = m_reader->headers();
        response.body = m_reader->takeBody();
        response.receivedAt = QDateTime::currentDateTimeUtc();
        // Bytes that nobody asked for would be taken for the next answer.
        if (m_reader->keepsConnection() && !hasMore && m_pool) {
            m_connection->disconnect(this);
            m_pool->give(std::move(m_connection));
        }
        finishWith(std::move(response));
        hangUp();
    }

    void connectionEnded(const TransportError &error)
    {
        const bool wasReused = m_connection->answers > 0;
        m_reader->connectionEnded();
        if (m_reader->state() == AnswerReader::State::Complete) {
            judge(false);
            return;
        }
        // An old connection may have been closed before the request came (RFC 9110 section 9.2.2). A new one was not.
        if (wasReused && isRepeatable() && !m_reader->hasBegun()) {
            m_connection.reset();
            send();
            return;
        }
        TransportError failure = error;
        if (m_reader->announcedSize() >= 0)
            failure.detail +=
                QStringLiteral(" (%1 of %2 bytes)").arg(m_reader->bodySize()).arg(m_reader->announcedSize());
        finishWith(Unexpected(std::move(failure)));
        hangUp();
    }

    void timedOut()
    {
        QString detail = QStringLiteral("no complete answer within %1 ms").arg(m_request.timeout.count());
        const QString proxy = m_connection ? m_connection->proxyName() : QString();
        if (!proxy.isEmpty())
            detail += QStringLiteral(" (proxy %1)").arg(proxy);
        fail(TransportError::Reason::TimedOut, std::move(detail));
    }

    void clientGone() { fail(TransportError::Reason::Other, QStringLiteral("the client is gone")); }

    void fail(TransportError::Reason reason, QString detail)
    {
        TransportError error{reason, m_request.url.host(), std::move(detail), std::nullopt};
        if (m_connection)
            error.proxy = m_connection->proxyName();
        finishWith(Unexpected(std::move(error)));
        hangUp();
    }

    void hangUp()
    {
        m_deadline.stop();
        m_grace.stop();
        if (m_connection)
            m_connection->disconnect(this);
        m_connection.reset();
    }

    Request m_request;
    const bool m_isLoopbackOnly;
    const QPointer<ConnectionPool> m_pool;
    ConnectionPointer m_connection;
    std::optional<AnswerReader> m_reader;
    QTimer m_grace;
    QTimer m_deadline;
};

} // namespace

class Client::Private
{
public:
    ConnectionPool pool;
    bool isLoopbackOnly = false;
    std::vector<std::unique_ptr<Job>> dispatched; // first to go
};

// NOLINTNEXTLINE(performance-unnecessary-value-param): made once in a program, from a temporary
Client::Client(ClientSettings settings, QObject *parent)
    : QObject(parent)
    , m_private(std::make_unique<Private>())
{
    m_private->isLoopbackOnly = settings.isLoopbackOnly;
    setAdditionalAuthorities(settings.additionalAuthorities);
}

Client::~Client() = default;

std::unique_ptr<RequestJob> Client::request(Request request)
{
    return std::make_unique<NetworkRequestJob>(std::move(request), m_private->pool, m_private->isLoopbackOnly);
}

void Client::dispatch(Request request)
{
    std::unique_ptr<RequestJob> job = this->request(std::move(request));
    RequestJob &started = *job;
    adopt(std::move(job));
    started.start();
}

void Client::adopt(std::unique_ptr<Job> job)
{
    connect(job.get(), &Job::finished, this, [this, ended = job.get()] {
        auto &jobs = m_private->dispatched;
        jobs.erase(std::find_if(jobs.begin(), jobs.end(), [ended](const auto &each) { return each.get() == ended; }));
        if (jobs.empty())
            Q_EMIT idle();
    });
    m_private->dispatched.push_back(std::move(job));
}

bool Client::hasDispatched() const
{
    return !m_private->dispatched.empty();
}

void Client::closeIdleConnections()
{
    m_private->pool.closeWaiting();
}

void Client::setAdditionalAuthorities(const QByteArray &pem)
{
    // Not for an empty one: it would load the TLS backend.
    m_private->pool.setAuthorities(pem.isEmpty() ? QList<QSslCertificate>()
                                                 : QSslCertificate::fromData(pem, QSsl::Pem));
}

int Client::additionalAuthorityCount() const
{
    return m_private->pool.authorityCount();
}

bool isLoopback(const QUrl &url)
{
    return isLoopbackHost(url.host());
}

} // namespace http
