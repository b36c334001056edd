#include "http/Connection.h"

#include "core/ServerText.h"
#include "http/TlsFault.h"

#include <QHostInfo>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslSocket>

#include <algorithm>

namespace http {

namespace {

using Reason = TransportError::Reason;

/// How much may wait inside Qt before we take it: the server is held up instead of our memory filled.
constexpr qint64 ReadAhead = 64 * 1024;
/// How much is looked at before the event loop turns.
constexpr qint64 Piece = 32 * 1024;
/// RFC 8305 section 5: how long one address may take before the next is tried beside it.
constexpr std::chrono::milliseconds NextAddressAfter{250};

/// The two families in turn, beginning with what the system put first (RFC 8305 section 4).
QList<QHostAddress> interleaved(const QList<QHostAddress> &addresses)
{
    if (addresses.isEmpty())
        return {};
    QList<QHostAddress> first;
    QList<QHostAddress> second;
    for (const QHostAddress &address : addresses)
        (address.protocol() == addresses.first().protocol() ? first : second).append(address);
    QList<QHostAddress> mixed;
    for (qsizetype i = 0; i < std::max(first.size(), second.size()); ++i) {
        if (i < first.size())
            mixed.append(first.at(i));
        if (i < second.size())
            mixed.append(second.at(i));
    }
    return mixed;
}

/// "Negotiate", "NTLM", "Basic": what begins each challenge (RFC 9110 section 11.3), its parameters left out.
QStringList schemesOf(const QList<QPair<QByteArray, QByteArray>> &headers)
{
    constexpr qsizetype Most = 8;
    QStringList schemes;
    for (const auto &[name, value] : headers) {
        if (name.compare("Proxy-Authenticate", Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &part : value.split(',')) {
            const QByteArray word = part.trimmed().split(' ').first();
            const QString scheme = serverText(QByteArrayView(word), 40);
            if (!word.isEmpty() && !word.contains('=') && !schemes.contains(scheme) && schemes.size() < Most)
                schemes.append(scheme);
        }
    }
    return schemes;
}

/// IPv6 addresses stand in brackets where a port follows (RFC 3986 section 3.2.2).
QByteArray authority(const QString &host, quint16 port)
{
    const QByteArray name = host.contains(QLatin1Char(':')) ? '[' + host.toLatin1() + ']' : QUrl::toAce(host);
    return name + ':' + QByteArray::number(port);
}

} // namespace

void Connection::Drop::operator()(Connection *connection) const
{
    connection->close();
    connection->deleteLater();
}

Connection::Connection(Target target, std::optional<Proxy> proxy, const QSslConfiguration &tls)
    : m_target(std::move(target))
    , m_proxy(std::move(proxy))
    , m_tls(tls)
{
    m_nextAddress.setSingleShot(true);
    m_nextAddress.setInterval(NextAddressAfter);
    m_nextAddress.callOnTimeout(this, &Connection::tryNext);
}

Connection::~Connection()
{
    close();
}

void Connection::open()
{
    m_stage = Stage::Reaching;
    if (m_proxy && m_proxy->kind == Proxy::Kind::Socks5)
        connectThroughSocks();
    else
        resolve();
}

void Connection::close()
{
    m_stage = Stage::Ended;
    m_nextAddress.stop();
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
    m_lookup = -1;
    // May be in the middle of a signal of theirs.
    if (m_socket)
        m_attempts.push_back(std::move(m_socket));
    for (auto &attempt : m_attempts) {
        attempt->disconnect(this);
        attempt->abort();
        attempt.release()->deleteLater();
    }
    m_attempts.clear();
}

void Connection::resolve()
{
    const QString host = m_proxy ? m_proxy->host : m_target.host;
    if (const QHostAddress address(host); !address.isNull()) {
        m_addresses = {address};
        tryNext();
        return;
    }
    m_lookup = QHostInfo::lookupHost(host, this, [this](const QHostInfo &info) {
        m_lookup = -1;
        if (m_stage != Stage::Reaching)
            return;
        m_addresses = interleaved(info.addresses());
        if (m_addresses.isEmpty())
            fail(Reason::NameNotFound, info.errorString());
        else
            tryNext();
    });
}

std::unique_ptr<QTcpSocket> Connection::newSocket() const
{
    std::unique_ptr<QTcpSocket> socket;
    if (m_target.isEncrypted) {
        auto tlsSocket = std::make_unique<QSslSocket>();
        tlsSocket->setSslConfiguration(m_tls);
        tlsSocket->setPeerVerifyName(m_target.host);
        socket = std::move(tlsSocket);
    } else {
        socket = std::make_unique<QTcpSocket>();
    }
    socket->setProxy(QNetworkProxy::NoProxy);
    socket->setReadBufferSize(ReadAhead);
    return socket;
}

void Connection::tryNext()
{
    if (m_stage != Stage::Reaching || m_addresses.isEmpty())
        return;
    const QHostAddress address = m_addresses.takeFirst();
    QTcpSocket *const socket = m_attempts.emplace_back(newSocket()).get();
    connect(
        socket, &QTcpSocket::connected, this, [this, socket] { attemptSucceeded(socket); }, Qt::QueuedConnection);
    connect(
        socket, &QTcpSocket::errorOccurred, this, [this, socket] { attemptFailed(socket); }, Qt::QueuedConnection);
    socket->connectToHost(address, m_proxy ? m_proxy->port : m_target.port);
    if (!m_addresses.isEmpty())
        m_nextAddress.start();
}

void Connection::attemptFailed(QTcpSocket *socket)
{
    const auto at =
        std::find_if(m_attempts.begin(), m_attempts.end(), [socket](const auto &each) { return each.get() == socket; });
    if (m_stage != Stage::Reaching || at == m_attempts.end())
        return;
    // A host that refused says more than a way that is not there.
    const Reason reason = reasonOf(*socket);
    if (!m_failedAttempt || reason == Reason::ConnectionRefused)
        m_failedAttempt = error(reason, socket->errorString());
    at->release()->deleteLater();
    m_attempts.erase(at);
    m_nextAddress.stop();
    if (!m_addresses.isEmpty())
        tryNext();
    else if (m_attempts.empty())
        fail(m_failedAttempt->reason, m_failedAttempt->detail);
}

void Connection::attemptSucceeded(QTcpSocket *socket)
{
    const auto at =
        std::find_if(m_attempts.begin(), m_attempts.end(), [socket](const auto &each) { return each.get() == socket; });
    if (m_stage != Stage::Reaching || at == m_attempts.end())
        return;
    m_nextAddress.stop();
    m_addresses.clear();
    m_socket = std::move(*at);
    m_attempts.erase(at);
    for (auto &other : m_attempts) {
        other->disconnect(this);
        other->abort();
        other.release()->deleteLater();
    }
    m_attempts.clear();
    m_socket->disconnect(this);
    listenTo(m_socket.get());
    if (m_proxy)
        askForTunnel();
    else
        encrypt();
    // What happened while connected() was on its way.
    if (m_socket && m_socket->state() != QAbstractSocket::ConnectedState)
        QMetaObject::invokeMethod(this, &Connection::socketEnded, Qt::QueuedConnection);
}

void Connection::listenTo(QTcpSocket *socket)
{
    // Queued: whoever hears of it may close, and a socket does not like to be closed in the middle of its work.
    connect(socket, &QTcpSocket::readyRead, this, &Connection::queueRead);
    connect(socket, &QTcpSocket::errorOccurred, this, &Connection::socketEnded, Qt::QueuedConnection);
    connect(socket, &QTcpSocket::disconnected, this, &Connection::socketEnded, Qt::QueuedConnection);
    if (auto *const tlsSocket = qobject_cast<QSslSocket *>(socket)) {
        connect(tlsSocket, &QSslSocket::sslErrors, this, [this, tlsSocket](const QList<QSslError> &errors) {
            m_tlsFault = tlsFault(m_target.host, errors, tlsSocket->peerCertificateChain());
        });
        connect(tlsSocket, &QSslSocket::alertReceived, this,
                [this](QSsl::AlertLevel, QSsl::AlertType type) { alertCame(type); });
        connect(tlsSocket, &QSslSocket::encrypted, this, &Connection::becameReady, Qt::QueuedConnection);
    }
}

/// We show no certificate, so what a server says about one is about that. Up to TLS 1.2 some say no more than
/// "handshake failure", which may mean anything.
void Connection::alertCame(QSsl::AlertType type)
{
    const bool isAboutOurs = type == QSsl::AlertType::CertificateRequired || type == QSsl::AlertType::BadCertificate
        || type == QSsl::AlertType::NoCertificate;
    if (isAboutOurs && !m_tlsFault)
        m_tlsFault =
            error(Reason::TlsClientCertificateWanted, QStringLiteral("TLS alert %1").arg(static_cast<int>(type)));
}

void Connection::connectThroughSocks()
{
    m_socket = newSocket();
    m_socket->setProxy(QNetworkProxy(QNetworkProxy::Socks5Proxy, m_proxy->host, m_proxy->port, m_proxy->user,
                                     QString::fromUtf8(m_proxy->password.reveal())));
    listenTo(m_socket.get());
    connect(
        m_socket.get(), &QTcpSocket::connected, this,
        [this] {
            if (m_stage != Stage::Reaching)
                return;
            m_isTunnelled = true;
            encrypt();
        },
        Qt::QueuedConnection);
    m_socket->connectToHost(m_target.host, m_target.port);
}

void Connection::askForTunnel()
{
    m_stage = Stage::Tunnel;
    m_tunnel.emplace(AnswerReader::Limits{16 * 1024, 100, 0, 0});
    const QByteArray name = authority(m_target.host, m_target.port);
    QByteArray head = "CONNECT " + name + " HTTP/1.1\r\nHost: " + name + "\r\n";
    if (!m_proxy->user.isEmpty()) {
        QByteArray pair = m_proxy->user.toUtf8() + ':';
        pair.append(m_proxy->password.reveal());
        head += "Proxy-Authorization: Basic " + pair.toBase64() + "\r\n";
        wipe(pair);
    }
    head += "\r\n";
    m_socket->write(head);
    wipe(head);
}

/// Byte by byte, so that nothing behind the answer is taken for a part of it.
void Connection::readTunnelAnswer()
{
    const QByteArray bytes = m_socket->read(Piece);
    for (qsizetype i = 0; i < bytes.size() && m_tunnel->state() == AnswerReader::State::Head; ++i) {
        m_tunnel->read(QByteArrayView(bytes).sliced(i, 1));
        if (m_tunnel->state() != AnswerReader::State::Head && i + 1 < bytes.size() && m_tunnel->status() / 100 == 2) {
            fail(Reason::ProxyInvalid, QStringLiteral("more than an answer to CONNECT"));
            return;
        }
    }
    if (m_tunnel->state() != AnswerReader::State::Head)
        judgeTunnel();
}

void Connection::judgeTunnel()
{
    if (m_tunnel->state() == AnswerReader::State::Malformed
        || (m_tunnel->state() == AnswerReader::State::TooLarge && !m_tunnel->hasHead())) {
        fail(Reason::ProxyInvalid, m_tunnel->detail());
        return;
    }
    const int status = m_tunnel->status();
    if (status / 100 == 2) { // whatever it says about a body: there is none (RFC 9110 section 9.3.6)
        m_isTunnelled = true;
        encrypt();
        return;
    }
    TransportError answer = error(status == 407 ? Reason::ProxyAuthenticationRequired : Reason::ProxyRefused,
                                  QStringLiteral("the proxy answered %1 to CONNECT").arg(status));
    answer.proxyStatus = status;
    answer.proxySchemes = schemesOf(m_tunnel->headers());
    close();
    Q_EMIT ended(answer);
}

void Connection::encrypt()
{
    if (!m_target.isEncrypted) {
        becameReady();
        return;
    }
    m_stage = Stage::Handshake;
    static_cast<QSslSocket *>(m_socket.get())->startClientEncryption();
}

void Connection::becameReady()
{
    if (m_stage == Stage::Ended)
        return;
    m_stage = Stage::Ready;
    Q_EMIT ready();
}

void Connection::write(QByteArrayView bytes)
{
    Q_ASSERT(m_stage == Stage::Ready);
    m_socket->write(bytes.data(), bytes.size());
}

QByteArray Connection::read()
{
    if (m_stage != Stage::Ready)
        return {};
    QByteArray bytes = m_socket->read(Piece);
    if (m_socket->bytesAvailable() > 0)
        queueRead();
    return bytes;
}

void Connection::queueRead()
{
    if (m_isReadQueued)
        return;
    m_isReadQueued = true;
    QMetaObject::invokeMethod(this, &Connection::bytesCame, Qt::QueuedConnection);
}

void Connection::bytesCame()
{
    m_isReadQueued = false;
    if (m_stage == Stage::Tunnel)
        readTunnelAnswer();
    else if (m_stage == Stage::Ready && m_socket->bytesAvailable() > 0)
        Q_EMIT readable();
}

void Connection::socketEnded()
{
    if (m_stage == Stage::Ended || !m_socket)
        return;
    // What came before the end is read first; readable() comes again for as long as there is any.
    if (m_stage == Stage::Ready && m_socket->bytesAvailable() > 0) {
        Q_EMIT readable();
        if (m_stage == Stage::Ready)
            QMetaObject::invokeMethod(this, &Connection::socketEnded, Qt::QueuedConnection);
        return;
    }
    if (m_stage == Stage::Tunnel && m_socket->bytesAvailable() > 0) {
        readTunnelAnswer();
        if (m_stage != Stage::Tunnel)
            return;
    }
    if (m_tlsFault) {
        TransportError fault = *m_tlsFault;
        fault.proxy = proxyName();
        close();
        Q_EMIT ended(fault);
        return;
    }
    fail(reasonOf(*m_socket), m_socket->errorString());
}

void Connection::fail(Reason reason, const QString &detail)
{
    const TransportError failure = error(reason, detail);
    close();
    Q_EMIT ended(failure);
}

TransportError Connection::error(Reason reason, const QString &detail) const
{
    TransportError error{reason, m_target.host, serverText(detail), std::nullopt};
    error.proxy = proxyName();
    if (error.proxy.isEmpty())
        return error;
    error.detail += QStringLiteral(" (proxy %1)").arg(error.proxy);
    // Up to the tunnel, whatever did not work is between us and the proxy.
    const bool isAboutWay = reason == Reason::NameNotFound || reason == Reason::ConnectionRefused
        || reason == Reason::Unreachable || reason == Reason::ConnectionClosed || reason == Reason::TimedOut;
    if (!m_isTunnelled && isAboutWay) {
        // A SOCKS proxy tells in these words what it found behind it.
        error.reason = m_proxy->kind == Proxy::Kind::Socks5 ? Reason::ProxyRefused : Reason::ProxyUnreachable;
    }
    return error;
}

Reason Connection::reasonOf(const QTcpSocket &socket) const
{
    switch (socket.error()) {
    case QAbstractSocket::ConnectionRefusedError:
        return Reason::ConnectionRefused;
    case QAbstractSocket::RemoteHostClosedError:
        return Reason::ConnectionClosed;
    case QAbstractSocket::HostNotFoundError:
        return Reason::NameNotFound;
    case QAbstractSocket::SocketTimeoutError:
        return Reason::TimedOut;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return m_stage == Stage::Ready ? Reason::ConnectionClosed : Reason::TlsHandshakeFailed;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return Reason::ProxyAuthenticationRequired;
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return Reason::ProxyUnreachable;
    case QAbstractSocket::NetworkError:
    case QAbstractSocket::SocketAccessError:
    case QAbstractSocket::UnknownSocketError:
        return m_stage == Stage::Reaching ? Reason::Unreachable : Reason::ConnectionClosed;
    default:
        return Reason::Other;
    }
}

} // namespace http
