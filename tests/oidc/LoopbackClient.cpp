#include "oidc/LoopbackClient.h"

#include "support/RawServer.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QNetworkProxy>

LoopbackClient::LoopbackClient(quint16 port, const QHostAddress &address)
{
    connect(&m_socket, &QTcpSocket::readyRead, this, [this] { m_received += m_socket.readAll(); });
    connect(&m_nextTurn, &QTimer::timeout, this, &LoopbackClient::sendNext);
    connect(&m_socket, &QTcpSocket::disconnected, &m_nextTurn, &QTimer::stop);
    connect(&m_socket, &QTcpSocket::connected, this, [this] { m_wasConnected = true; });
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.connectToHost(address, port);
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

LoopbackClient::LoopbackClient(quint16 port, const QByteArrayList &pieces)
    : LoopbackClient(port)
{
    send(pieces);
}

void LoopbackClient::send(const QByteArrayList &pieces)
{
    m_pieces += pieces;
    m_nextTurn.start(0);
}

void LoopbackClient::trickle(char byte)
{
    m_trickle = QByteArray(1, byte);
    m_nextTurn.start(0);
}

void LoopbackClient::reset()
{
    m_nextTurn.stop();
    RawServer::reset(m_socket);
}

int LoopbackClient::status() const
{
    return m_received.startsWith("HTTP/1.1 ") ? m_received.mid(9, 3).toInt() : 0;
}

QByteArray LoopbackClient::body() const
{
    const qsizetype end = m_received.indexOf("\r\n\r\n");
    return end < 0 ? QByteArray() : m_received.mid(end + 4);
}

void LoopbackClient::sendNext()
{
    if (!isConnected())
        return;
    if (m_pieces.isEmpty() && m_trickle.isEmpty()) {
        m_nextTurn.stop();
        return;
    }
    m_socket.write(m_pieces.isEmpty() ? m_trickle : m_pieces.takeFirst());
    m_socket.flush();
}

QByteArrayList whole(const QByteArray &bytes)
{
    return {bytes};
}

QByteArrayList byteByByte(const QByteArray &bytes)
{
    return piecesOf(1, bytes);
}

QByteArrayList lineEndsApart(const QByteArray &bytes)
{
    QByteArrayList pieces;
    QByteArray piece;
    for (const char byte : bytes) {
        piece += byte;
        if (byte == '\r' || byte == '\n') {
            pieces.append(piece);
            piece.clear();
        }
    }
    if (!piece.isEmpty())
        pieces.append(piece);
    return pieces;
}

QByteArrayList piecesOf(qsizetype size, const QByteArray &bytes)
{
    QByteArrayList pieces;
    for (qsizetype at = 0; at < bytes.size(); at += size)
        pieces.append(bytes.mid(at, size));
    return pieces;
}

bool isTrueSoon(const std::function<bool()> &condition)
{
    const QDeadlineTimer deadline(10000);
    QTimer wake; // so that the deadline is seen when nothing else happens
    wake.start(100);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}
