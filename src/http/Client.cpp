#include "http/Client.h"

#include "core/Product.h"
#include "http/PendingReply.h"

#include <QElapsedTimer>
#include <QHash>
#include <QHostAddress>
#include <QIODevice>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QSslSocket>
#include <QStringList>
#include <QTimer>

#include <algorithm>
#include <cstring>
#include <optional>
#include <vector>

namespace http {

namespace {

/// How much of a body may wait inside Qt before we take it: the server is held up instead of our memory filled.
constexpr qint64 ReadAhead = 64 * 1024;

/// How long a POST waits after an answer from the same server. Some close the connection behind an answer without
/// having said so; a request that crosses the close is lost, and a POST is not sent again. By then the close has been
/// seen.
constexpr std::chrono::milliseconds Grace{5};

/// How often a POST is begun anew that Qt has given up before it was sent.
constexpr int MostUnsent = 5;

bool isLoopbackHost(const QString &host)
{
    if (host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0)
        return true;
    const QHostAddress address(host);
    return !address.isNull() && address.isLoopback();
}

/// What the requests of one client know of each other.
struct Connections
{
    /// Which proxy the last request to a host was sent through, as "host:port"; none for a direct connection.
    QHash<QString, QString> proxies;
    /// When the last answer came from a host and port.
    QHash<QString, QElapsedTimer> answers;
};

/// The system's proxies, but never for this computer: a code or a token must not leave it on the way to itself.
/// Qt's own factory sends loopback names through http_proxy (measured, 6.4.2).
class ProxiesExceptForLoopback final : public QNetworkProxyFactory
{
public:
    explicit ProxiesExceptForLoopback(std::shared_ptr<Connections> connections)
        : m_connections(std::move(connections))
    {
    }

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const QString host = query.peerHostName();
        m_connections->proxies.remove(host);
        if (isLoopbackHost(host))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        const QList<QNetworkProxy> proxies = systemProxyForQuery(query);
        if (!proxies.isEmpty() && proxies.first().type() != QNetworkProxy::NoProxy) {
            const QNetworkProxy &first = proxies.first();
            m_connections->proxies.insert(host, QStringLiteral("%1:%2").arg(first.hostName()).arg(first.port()));
        }
        return proxies;
    }

private:
    const std::shared_ptr<Connections> m_connections;
};

/// A request body that can be read once. QNetworkAccessManager sends a request up to three times more, a POST too, when
/// the connection ends without an answer; measured on 6.4.2, it cannot when the body does not rewind: not a byte is
/// sent again, and it says ContentReSendError. A code exchange must not be sent twice: servers revoke what they issued
/// for a code that comes back (RFC 6749 section 4.1.2).
class OneTimeBody final : public QIODevice
{
public:
    explicit OneTimeBody(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override { return m_position == m_bytes.size(); }
    [[nodiscard]] bool isUntouched() const { return m_position == 0 && !m_bytes.isEmpty(); }
    [[nodiscard]] qint64 bytesAvailable() const override
    {
        return m_bytes.size() - m_position + QIODevice::bytesAvailable();
    }
    /// Qt asks for a rewind after a 307 or 308 too, although redirects are left to us, and would end in an error
    /// without the answer. From then on it is told that it worked; there is still nothing to read.
    void pretendToRewind() { m_pretends = true; }
    bool reset() override { return m_pretends; }

protected:
    qint64 readData(char *data, qint64 maximum) override
    {
        const qsizetype size = std::min<qsizetype>(maximum, m_bytes.size() - m_position);
        if (size <= 0)
            return -1;
        std::memcpy(data, m_bytes.constData() + m_position, static_cast<std::size_t>(size));
        m_position += size;
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const QByteArray m_bytes;
    qsizetype m_position = 0;
    bool m_pretends = false;
};

/// "CN=..., O=..., C=...", the parts that a person recognises, in the order of RFC 4514 as far as Qt tells it.
QString distinguishedName(const QSslCertificate &certificate,
                          QStringList (QSslCertificate::*values)(const QByteArray &attribute) const,
                          const QList<QByteArray> &attributes)
{
    static const QList<QByteArray> Known{"CN", "OU", "O", "L", "ST", "C"};
    QList<QByteArray> ordered;
    for (const QByteArray &attribute : Known) {
        if (attributes.contains(attribute))
            ordered.append(attribute);
    }
    for (const QByteArray &attribute : attributes) {
        if (!ordered.contains(attribute))
            ordered.append(attribute);
    }
    QStringList parts;
    for (const QByteArray &attribute : ordered) {
        for (const QString &value : (certificate.*values)(attribute))
            parts.append(QString::fromLatin1(attribute) + QLatin1Char('=') + value);
    }
    return parts.join(QLatin1String(", "));
}

Certificate described(const QSslCertificate &certificate)
{
    return {distinguishedName(certificate, &QSslCertificate::subjectInfo, certificate.subjectInfoAttributes()),
            distinguishedName(certificate, &QSslCertificate::issuerInfo, certificate.issuerInfoAttributes()),
            certificate.effectiveDate().toUTC(), certificate.expiryDate().toUTC()};
}

TransportError::Reason reasonOf(QSslError::SslError error)
{
    using Reason = TransportError::Reason;
    switch (error) {
    case QSslError::CertificateExpired:
        return Reason::TlsExpired;
    case QSslError::CertificateNotYetValid:
        return Reason::TlsNotYetValid;
    case QSslError::HostNameMismatch:
        return Reason::TlsWrongHost;
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return Reason::TlsRevoked;
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::CertificateUntrusted:
    case QSslError::InvalidCaCertificate:
    case QSslError::PathLengthExceeded:
    case QSslError::CertificateRejected:
    case QSslError::SubjectIssuerMismatch:
    case QSslError::AuthorityIssuerSerialNumberMismatch:
        return Reason::TlsUnknownAuthority;
    default:
        return Reason::TlsHandshakeFailed;
    }
}

/// Which of several faults of a certificate is told first: what the certificate says of itself, before what we think of
/// its issuer. TransportError::detail has them all.
int rank(TransportError::Reason reason)
{
    using Reason = TransportError::Reason;
    static const QList<Reason> Order{Reason::TlsRevoked,   Reason::TlsExpired,          Reason::TlsNotYetValid,
                                     Reason::TlsWrongHost, Reason::TlsUnknownAuthority, Reason::TlsHandshakeFailed};
    const qsizetype at = Order.indexOf(reason);
    return static_cast<int>(at < 0 ? Order.size() : at);
}

TransportError::Reason reasonOf(QNetworkReply::NetworkError error)
{
    using Reason = TransportError::Reason;
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return Reason::ConnectionRefused;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError: // hung up on a POST, which is not sent twice
        return Reason::ConnectionClosed;
    case QNetworkReply::HostNotFoundError:
        return Reason::NameNotFound;
    case QNetworkReply::TimeoutError:
        return Reason::TimedOut;
    case QNetworkReply::SslHandshakeFailedError:
        return Reason::TlsHandshakeFailed;
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::BackgroundRequestNotAllowedError:
    case QNetworkReply::UnknownNetworkError: // what Qt makes of ENETUNREACH, EHOSTUNREACH and EACCES
        return Reason::Unreachable;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return Reason::ProxyAuthenticationRequired;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::UnknownProxyError:
        return Reason::ProxyUnreachable;
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::UnknownContentError:
        return Reason::Malformed;
    default:
        return Reason::Other;
    }
}

/// Qt counts statuses from 400 on as errors; for us they are answers.
bool isStatusError(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ContentReSendError:
        return false;
    case QNetworkReply::ProtocolInvalidOperationError: // 400
        return true;
    default:
        return (error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError)
            || (error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError);
    }
}

/// What Content-Length says; nothing when there is none, -1 when it is no number or two different ones (RFC 9112
/// section 6.3: such an answer is not to be trusted).
std::optional<qint64> announcedSize(const QNetworkReply &reply)
{
    if (!reply.hasRawHeader("Content-Length"))
        return std::nullopt;
    std::optional<qint64> size;
    for (const QByteArray &value : reply.rawHeader("Content-Length").split(',')) {
        const QByteArray digits = value.trimmed();
        bool isNumber = false;
        const qint64 number = digits.toLongLong(&isNumber);
        if (!isNumber || number < 0 || digits.startsWith('+') || (size && *size != number))
            return -1;
        size = number;
    }
    return size;
}

/// Whether only the end of the connection tells where the body of an answer ends (RFC 9112 section 6.3).
bool endsWithConnection(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid() && !reply.hasRawHeader("Content-Length")
        && !reply.hasRawHeader("Transfer-Encoding");
}

bool isOneLine(QByteArrayView value)
{
    return std::none_of(value.begin(), value.end(),
                        [](char byte) { return byte == '\r' || byte == '\n' || byte == 0; });
}

/// What is wrong with a request, before anything is sent.
std::optional<TransportError> problemOf(const Request &request)
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
    NetworkRequestJob(Request request, QNetworkAccessManager &network, const QSslConfiguration &tls,
                      std::shared_ptr<Connections> connections)
        : m_request(std::move(request))
        , m_network(&network)
        , m_tls(tls)
        , m_connections(std::move(connections))
    {
        m_deadline.setSingleShot(true);
        m_deadline.callOnTimeout(this, &NetworkRequestJob::timedOut);
        m_grace.setSingleShot(true);
        m_grace.setTimerType(Qt::PreciseTimer);
        m_grace.callOnTimeout(this, &NetworkRequestJob::send);
    }

private:
    void run() override
    {
        if (auto problem = problemOf(m_request)) {
            finishWith(Unexpected(*std::move(problem)));
            return;
        }
        if (!m_network) {
            clientGone();
            return;
        }
        connect(m_network, &QObject::destroyed, this, &NetworkRequestJob::clientGone);
        m_deadline.start(m_request.timeout);

        const auto lastAnswer = m_connections->answers.constFind(m_request.url.authority());
        if (m_request.method != Request::Method::Get && lastAnswer != m_connections->answers.constEnd()
            && !lastAnswer->hasExpired(Grace.count())) {
            m_grace.start(Grace);
        } else {
            send();
        }
    }

    void send()
    {
        if (!m_network)
            return;
        QNetworkReply *const reply =
            m_request.method == Request::Method::Get ? m_network->get(networkRequest()) : upload();
        m_reply.emplace(reply, this);
        reply->setReadBufferSize(ReadAhead);
        connect(reply, &QNetworkReply::encrypted, this, [this] { m_isEncrypted = true; });
        connect(reply, &QNetworkReply::sslErrors, this, &NetworkRequestJob::rejected);
        connect(reply, &QNetworkReply::metaDataChanged, this, &NetworkRequestJob::headersReceived);
        connect(reply, &QNetworkReply::readyRead, this, &NetworkRequestJob::bytesReceived);
        connect(reply, &QNetworkReply::finished, this, &NetworkRequestJob::replied);
    }

    [[nodiscard]] QNetworkRequest networkRequest() const
    {
        QNetworkRequest request(m_request.url);
        request.setSslConfiguration(m_tls);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
        request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
        // One protocol, so that what is known of closing, resending and limits holds for every server.
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setHeader(QNetworkRequest::UserAgentHeader,
                          QStringLiteral("OktaSetupForPomerium/") + product::version());
        request.setRawHeader("Accept", m_request.accept);
        request.setRawHeader("Accept-Language", "en"); // error texts are compared, not only shown
        // Set by us, so that Qt does not decompress: a small answer cannot become a big one behind the limit.
        request.setRawHeader("Accept-Encoding", "identity");
        if (!m_request.authorization.isEmpty())
            request.setRawHeader("Authorization", m_request.authorization.reveal().toByteArray());
        return request;
    }

    QNetworkReply *upload()
    {
        QNetworkRequest request = networkRequest();
        if (!m_request.contentType.isEmpty())
            request.setRawHeader("Content-Type", m_request.contentType);
        request.setHeader(QNetworkRequest::ContentLengthHeader, m_request.body.size());
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        auto body = std::make_unique<OneTimeBody>(m_request.body);
        m_sentBody = body.get();
        QNetworkReply *const reply =
            m_network->sendCustomRequest(request, methodName(m_request.method).toLatin1(), body.get());
        body.release()->setParent(reply); // read until the reply has ended
        return reply;
    }

    void rejected(const QList<QSslError> &errors)
    {
        QStringList details;
        for (const QSslError &error : errors) {
            const TransportError::Reason reason = reasonOf(error.error());
            QString text = error.errorString();
            // Which authority is missing: of a chain it is not the issuer of the server's own certificate.
            if (reason == TransportError::Reason::TlsUnknownAuthority && !error.certificate().isNull())
                text += QStringLiteral(" (issuer: %1)").arg(described(error.certificate()).issuer);
            if (!details.contains(text))
                details.append(text);
            if (!m_tlsProblem || rank(reason) < rank(m_tlsProblem->reason)) {
                // The certificate at fault: of the dates it may be an intermediate one. Otherwise the server's own.
                const bool isAboutDates =
                    reason == TransportError::Reason::TlsExpired || reason == TransportError::Reason::TlsNotYetValid;
                const QSslCertificate peer = (*m_reply)->sslConfiguration().peerCertificate();
                const QSslCertificate &shown =
                    (isAboutDates && !error.certificate().isNull()) || peer.isNull() ? error.certificate() : peer;
                m_tlsProblem = TransportError{reason, m_request.url.host(), {}, std::nullopt};
                if (!shown.isNull())
                    m_tlsProblem->certificate = described(shown);
            }
        }
        if (m_tlsProblem)
            m_tlsProblem->detail = details.join(QLatin1String("; "));
    }

    void headersReceived()
    {
        const int status = (*m_reply)->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (m_sentBody && (status == 307 || status == 308))
            m_sentBody->pretendToRewind();
        const auto announced = announcedSize(**m_reply);
        if (announced && *announced < 0)
            fail(TransportError::Reason::Malformed, QStringLiteral("Content-Length is no number"));
        else if (announced && *announced > m_request.maximumBodySize)
            fail(TransportError::Reason::TooLarge, QStringLiteral("%1 bytes announced").arg(*announced));
        else if (m_request.hasSecretAnswer)
            m_body.reserve(announced ? *announced : m_request.maximumBodySize); // no copies left behind while it grows
    }

    void bytesReceived()
    {
        if (m_body.size() + (*m_reply)->bytesAvailable() > m_request.maximumBodySize) {
            fail(TransportError::Reason::TooLarge, QStringLiteral("more than %1 bytes").arg(m_request.maximumBodySize));
            return;
        }
        m_body += (*m_reply)->readAll();
    }

    void replied()
    {
        bytesReceived();
        if (!m_reply)
            return;
        const int status = (*m_reply)->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const QNetworkReply::NetworkError error = (*m_reply)->error();
        if (m_tlsProblem) {
            finishWith(Unexpected(*m_tlsProblem));
            hangUp();
            return;
        }
        // Measured on 6.4.2: when an answer to a POST ends with the connection, Qt has read all of it and then still
        // tries to send the request again. OneTimeBody has stopped that.
        const bool isWhole = error == QNetworkReply::NoError || (status >= 400 && isStatusError(error))
            || (error == QNetworkReply::ContentReSendError && endsWithConnection(**m_reply));
        if (!isWhole && wasNeverSent(error) && m_unsent < MostUnsent) {
            ++m_unsent;
            m_body.clear();
            m_reply.reset();
            m_grace.start(Grace);
            return;
        }
        if (!isWhole) {
            failBecauseOf(error);
            return;
        }
        if (status < 200 || status > 599) {
            fail(TransportError::Reason::Malformed, QStringLiteral("status %1").arg(status));
            return;
        }
        const auto announced = announcedSize(**m_reply);
        if (announced && m_body.size() < *announced && status != 304) {
            fail(TransportError::Reason::ConnectionClosed,
                 QStringLiteral("%1 of %2 bytes").arg(m_body.size()).arg(*announced));
            return;
        }
        Response response;
        response.status = status;
        response.url = m_request.url;
        response.headers = (*m_reply)->rawHeaderPairs();
        response.body = std::move(m_body);
        response.receivedAt = QDateTime::currentDateTimeUtc();
        m_connections->answers[m_request.url.authority()].start();
        finishWith(std::move(response));
        hangUp();
    }

    /// Whether nobody can have acted upon this POST: Qt has read nothing of its body. It gives a connection to the next
    /// request as soon as an answer is in, and may take the end of that answer for the end of the next one.
    [[nodiscard]] bool wasNeverSent(QNetworkReply::NetworkError error) const
    {
        return error == QNetworkReply::ContentReSendError && m_sentBody && m_sentBody->isUntouched();
    }

    void failBecauseOf(QNetworkReply::NetworkError error)
    {
        using Reason = TransportError::Reason;
        Reason reason = reasonOf(error);
        QString detail = error == QNetworkReply::ContentReSendError
            ? QStringLiteral("no complete answer, and not sent a second time")
            : (*m_reply)->errorString();
        // This computer is never out of reach: what Qt cannot name there is a reset before the first byte.
        if (reason == Reason::Unreachable && isLoopback(m_request.url))
            reason = Reason::ConnectionClosed;
        // Up to the tunnel, whatever did not work is between us and the proxy: Qt says "host not found" of a proxy's
        // name, "connection refused" when the proxy answers 503, and has no name for the rest.
        if (const QString proxy = proxyInUse(); !proxy.isEmpty()) {
            const bool isAboutWay =
                reason == Reason::NameNotFound || reason == Reason::ConnectionRefused || reason == Reason::Unreachable;
            if (isAboutWay && !m_isEncrypted)
                reason = Reason::ProxyUnreachable;
            detail += QStringLiteral(" (proxy %1)").arg(proxy);
        }
        fail(reason, std::move(detail));
    }

    [[nodiscard]] QString proxyInUse() const { return m_connections->proxies.value(m_request.url.host()); }

    void timedOut()
    {
        QString detail = QStringLiteral("no complete answer within %1 ms").arg(m_request.timeout.count());
        if (const QString proxy = proxyInUse(); !proxy.isEmpty())
            detail += QStringLiteral(" (proxy %1)").arg(proxy);
        fail(TransportError::Reason::TimedOut, std::move(detail));
    }

    void clientGone() { fail(TransportError::Reason::Other, QStringLiteral("the client is gone")); }

    void fail(TransportError::Reason reason, QString detail)
    {
        finishWith(Unexpected(TransportError{reason, m_request.url.host(), std::move(detail), std::nullopt}));
        hangUp();
    }

    void hangUp()
    {
        m_deadline.stop();
        m_grace.stop();
        m_reply.reset();
    }

    const Request m_request;
    const QPointer<QNetworkAccessManager> m_network;
    const QSslConfiguration m_tls;
    const std::shared_ptr<Connections> m_connections;
    std::optional<PendingReply> m_reply;
    std::optional<TransportError> m_tlsProblem;
    QByteArray m_body;
    bool m_isEncrypted = false;
    QPointer<OneTimeBody> m_sentBody;
    int m_unsent = 0; ///< how often the request ended before its body was begun
    QTimer m_grace;
    QTimer m_deadline;
};

} // namespace

class Client::Private
{
public:
    explicit Private(const ClientSettings &settings)
    {
        if (!settings.additionalAuthorities.isEmpty())
            authorities = QSslCertificate::fromData(settings.additionalAuthorities, QSsl::Pem);
    }

    /// Made when it is first needed, as the manager is: the TLS backend and all that it loads would be a tenth of the
    /// program's memory before its window is shown.
    [[nodiscard]] const QSslConfiguration &tlsFor(const QUrl &url)
    {
        static const QSslConfiguration None;
        if (url.scheme() != QLatin1String("https"))
            return None;
        if (!tls) {
            tls = QSslConfiguration::defaultConfiguration();
            tls->setProtocol(QSsl::TlsV1_2OrLater);
            tls->setPeerVerifyMode(QSslSocket::VerifyPeer);
            // Not addCaCertificates(): measured on 6.4.2, it ends the loading of the system's authorities on demand, so
            // that only the added ones are left.
            if (!authorities.isEmpty())
                tls->setCaCertificates(QSslConfiguration::systemCaCertificates() + authorities);
        }
        return *tls;
    }

    [[nodiscard]] QNetworkAccessManager &manager()
    {
        if (!network) {
            network.emplace();
            network->setProxyFactory(new ProxiesExceptForLoopback(connections)); // owned by the manager from here on
        }
        return *network;
    }

    QList<QSslCertificate> authorities;
    std::optional<QSslConfiguration> tls;
    const std::shared_ptr<Connections> connections = std::make_shared<Connections>();
    std::optional<QNetworkAccessManager> network;
    std::vector<std::unique_ptr<Job>> dispatched; // first to go
};

Client::Client(ClientSettings settings, QObject *parent)
    : QObject(parent)
    , m_private(std::make_unique<Private>(settings))
{
}

Client::~Client() = default;

std::unique_ptr<RequestJob> Client::request(Request request)
{
    const QSslConfiguration &tls = m_private->tlsFor(request.url);
    return std::make_unique<NetworkRequestJob>(std::move(request), m_private->manager(), tls, m_private->connections);
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

int Client::additionalAuthorityCount() const
{
    return static_cast<int>(m_private->authorities.size());
}

bool isLoopback(const QUrl &url)
{
    return isLoopbackHost(url.host());
}

} // namespace http
