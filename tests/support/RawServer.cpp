#include "support/RawServer.h"

#include <QHostAddress>
#include <QSslSocket>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

QByteArray RawRequest::method() const
{
    return head.left(head.indexOf(' '));
}

QByteArray RawRequest::target() const
{
    const QByteArray line = head.left(head.indexOf('\r'));
    const qsizetype begin = line.indexOf(' ') + 1;
    return line.mid(begin, line.lastIndexOf(' ') - begin);
}

QByteArray RawRequest::header(const QByteArray &name) const
{
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

RawServer::RawServer()
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("cannot listen on 127.0.0.1");
}

RawServer::~RawServer()
{
    // The sockets are our children and outlive our members: their last signals must not find us.
    for (auto it = m_received.cbegin(); it != m_received.cend(); ++it)
        disconnect(it.key(), nullptr, this, nullptr);
}

void RawServer::setHandler(Handler handler)
{
    m_handler = std::move(handler);
}

void RawServer::setGreeting(Greeting greeting)
{
    m_greeting = std::move(greeting);
}

void RawServer::setAnswer(const QByteArray &bytes)
{
    m_handler = [bytes](QTcpSocket &socket, const RawRequest &) { socket.write(bytes); };
}

void RawServer::setTls(const QSslConfiguration &configuration)
{
    m_tls = configuration;
}

QUrl RawServer::url(const QString &path, const QString &host) const
{
    QUrl url(path);
    url.setScheme(m_tls ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(host);
    url.setPort(serverPort());
    return url;
}

void RawServer::reset(QTcpSocket &socket)
{
    linger hard{};
    hard.l_onoff = 1;
    hard.l_linger = 0;
    setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER,
               reinterpret_cast<const char *>(&hard), sizeof hard);
    socket.abort();
}

void RawServer::finishWriting(QTcpSocket &socket)
{
#ifdef Q_OS_WIN
    constexpr int NoMoreWriting = SD_SEND;
#else
    constexpr int NoMoreWriting = SHUT_WR;
#endif
    while (socket.bytesToWrite() > 0)
        socket.flush();
    ::shutdown(static_cast<int>(socket.socketDescriptor()), NoMoreWriting);
}

void RawServer::writeWithoutEnd(QTcpSocket &socket, const QByteArray &bytes)
{
    // Only when all is out, or this process would fill up instead of the client's.
    auto *const tls = qobject_cast<QSslSocket *>(&socket);
    const auto more = [&socket, tls, bytes] {
        if (socket.bytesToWrite() == 0 && (!tls || tls->encryptedBytesToWrite() == 0))
            socket.write(bytes);
    };
    if (tls)
        connect(tls, &QSslSocket::encryptedBytesWritten, &socket, more);
    else
        connect(&socket, &QTcpSocket::bytesWritten, &socket, more);
    more();
}

void RawServer::incomingConnection(qintptr descriptor)
{
    ++m_accepted;
    QTcpSocket *const socket = m_tls ? new QSslSocket(this) : new QTcpSocket(this);
    socket->setSocketDescriptor(descriptor);
    m_received.insert(socket, {});
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { bytesReceived(*socket); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        m_received.remove(socket);
        socket->deleteLater();
    });
    if (auto *const tlsSocket = qobject_cast<QSslSocket *>(socket)) {
        tlsSocket->setSslConfiguration(*m_tls);
        tlsSocket->startServerEncryption();
    }
    if (m_greeting)
        m_greeting(*socket);
}

void RawServer::bytesReceived(QTcpSocket &socket)
{
    if (!m_received.contains(&socket))
        return;
    m_received[&socket].bytes += socket.readAll();
    while (m_received.contains(&socket)) {
        const auto request = takeRequest(m_received[&socket]);
        if (!request)
            return;
        m_requests.append(*request);
        if (m_handler)
            m_handler(socket, *request);
    }
}

std::optional<RawRequest> RawServer::takeRequest(Incoming &incoming)
{
    const qsizetype end = incoming.bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    if (!incoming.headCounted) {
        incoming.headCounted = true;
        ++m_heads;
    }
    RawRequest request{incoming.bytes.left(end), {}};
    const qsizetype length = request.header("Content-Length").toLongLong();
    if (incoming.bytes.size() < end + 4 + length)
        return std::nullopt;
    request.body = incoming.bytes.mid(end + 4, length);
    incoming.bytes.remove(0, end + 4 + length);
    incoming.headCounted = false;
    return request;
}

QByteArray httpAnswer(const QByteArray &body, const QByteArray &status, const QByteArray &headers)
{
    return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
        + body;
}
