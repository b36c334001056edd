#include "http/ConnectionPool.h"

#include <QFile>
#include <QSslSocket>

#include <algorithm>

namespace http {

namespace {

/// How long a connection waits for another request: its buffers may still hold the last answer, which may be tokens.
/// And how long for one that is not sent twice: shorter than the five
/// seconds after which common servers close.
constexpr std::chrono::seconds MostIdle{10};
constexpr std::chrono::seconds MostIdleForOne{4};
/// Nobody asks more servers than this in one set-up.
constexpr std::size_t MostWaiting = 8;
constexpr qint64 MostOfAFile = 8 * 1024 * 1024; // bytes; the system's own list is a fortieth of it

/// What SSL_CERT_FILE names, which OpenSSL, Go and curl read: a company's authority is often told that way.
QList<QSslCertificate> authoritiesOfEnvironment()
{
    const QString path = qEnvironmentVariable("SSL_CERT_FILE");
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    return QSslCertificate::fromData(file.read(MostOfAFile), QSsl::Pem);
}

} // namespace

ConnectionPool::ConnectionPool()
{
    m_sweep.setSingleShot(true);
    m_sweep.setInterval(MostIdle);
    m_sweep.callOnTimeout(this, &ConnectionPool::removeOld);
}

void ConnectionPool::setAuthorities(QList<QSslCertificate> authorities)
{
    m_authorities = std::move(authorities);
    m_tls.reset();
    m_waiting.clear();
}

ConnectionPool::~ConnectionPool()
{
    // Nothing may be deleted later, when the application may be gone.
    for (ConnectionPointer &connection : m_waiting)
        delete connection.release();
}

/// Made when it is first needed: the TLS backend and all that it loads would be a tenth of the program's memory before
/// its window is shown.
const QSslConfiguration &ConnectionPool::tls()
{
    if (!m_tls) {
        m_tls = QSslConfiguration::defaultConfiguration();
        m_tls->setProtocol(QSsl::TlsV1_2OrLater);
        m_tls->setPeerVerifyMode(QSslSocket::VerifyPeer);
        // Not addCaCertificates(): measured on 6.4.2, it ends the loading of the system's authorities on demand, so
        // that only the added ones are left.
        const QList<QSslCertificate> added = m_authorities + authoritiesOfEnvironment();
        if (!added.isEmpty())
            m_tls->setCaCertificates(QSslConfiguration::systemCaCertificates() + added);
    }
    return *m_tls;
}

Expected<ConnectionPointer, QString> ConnectionPool::take(const Connection::Target &target, bool isRepeatable)
{
    removeOld();
    for (auto it = m_waiting.rbegin(); it != m_waiting.rend(); ++it) {
        const auto most = isRepeatable ? MostIdle : MostIdleForOne;
        if (!((*it)->target() == target) || (*it)->lastAnswer.hasExpired(std::chrono::milliseconds(most).count()))
            continue;
        ConnectionPointer connection = std::move(*it);
        m_waiting.erase(std::next(it).base());
        connection->disconnect(this);
        return connection;
    }
    QUrl url;
    url.setScheme(target.isEncrypted ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(target.host);
    url.setPort(target.port);
    auto proxy = proxyFor(url);
    if (!proxy)
        return Unexpected(std::move(proxy).error());
    return ConnectionPointer(
        new Connection(target, *std::move(proxy), target.isEncrypted ? tls() : QSslConfiguration()));
}

void ConnectionPool::give(ConnectionPointer connection)
{
    ++connection->answers;
    connection->lastAnswer.start();
    // Whatever happens to it now ends it: an end, or bytes that nobody asked for.
    connect(connection.get(), &Connection::readable, this, [this, gone = connection.get()] { remove(gone); });
    connect(connection.get(), &Connection::ended, this, [this, gone = connection.get()] { remove(gone); });
    m_waiting.push_back(std::move(connection));
    if (m_waiting.size() > MostWaiting)
        m_waiting.erase(m_waiting.begin());
    if (!m_sweep.isActive())
        m_sweep.start();
}

bool ConnectionPool::hasAnswered(const Connection::Target &target, std::chrono::milliseconds within) const
{
    return std::any_of(m_waiting.begin(), m_waiting.end(), [&](const ConnectionPointer &each) {
        return each->target() == target && !each->lastAnswer.hasExpired(within.count());
    });
}

void ConnectionPool::remove(const Connection *connection)
{
    m_waiting.erase(std::remove_if(m_waiting.begin(), m_waiting.end(),
                                   [connection](const auto &each) { return each.get() == connection; }),
                    m_waiting.end());
}

void ConnectionPool::removeOld()
{
    m_waiting.erase(std::remove_if(m_waiting.begin(), m_waiting.end(),
                                   [](const ConnectionPointer &each) {
                                       return each->lastAnswer.hasExpired(std::chrono::milliseconds(MostIdle).count());
                                   }),
                    m_waiting.end());
    if (!m_waiting.empty() && !m_sweep.isActive())
        m_sweep.start();
}

} // namespace http
