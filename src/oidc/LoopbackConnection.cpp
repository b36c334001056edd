#include "oidc/LoopbackConnection.h"

#include <QTcpSocket>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace oidc {

namespace {

/// Says that no more will be written. Qt can only close both directions, and closing with unread bytes makes systems
/// send a reset, which may overtake the reply (RFC 9112 section 9.6).
void shutdownWriting(qintptr descriptor)
{
    if (descriptor < 0)
        return;
#ifdef Q_OS_WIN
    ::shutdown(static_cast<SOCKET>(descriptor), SD_SEND);
#else
    ::shutdown(static_cast<int>(descriptor), SHUT_WR);
#endif
}

} // namespace

LoopbackConnection::LoopbackConnection(QTcpSocket *socket, const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_limits(limits)
    , m_request(limits.requestBytes, limits.headerLines)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(limits.requestBytes);
    connect(m_socket, &QTcpSocket::readyRead, this, &LoopbackConnection::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &LoopbackConnection::written);
    connect(m_socket, &QTcpSocket::disconnected, this, &LoopbackConnection::drop);

    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &LoopbackConnection::expired);
    m_deadline.start(limits.reading);
}

void LoopbackConnection::readWhatIsThere()
{
    m_socket->waitForReadyRead(0);
}

void LoopbackConnection::reply(LoopbackReply reply)
{
    Q_ASSERT(m_state == State::Received || m_state == State::Held);
    m_state = State::Replying;
    m_answer = reply;
    m_deadline.start(m_limits.replying);
    m_socket->write(loopbackReplyBytes(reply));
    m_socket->flush(); // so that the redirect is out before anything is done with its code
}

void LoopbackConnection::hold(std::chrono::milliseconds deadline)
{
    Q_ASSERT(m_state == State::Received);
    m_state = State::Held;
    m_deadline.start(deadline);
}

void LoopbackConnection::drop()
{
    if (m_state == State::Ended)
        return;
    m_state = State::Ended;
    m_deadline.stop();
    m_socket->abort();
    Q_EMIT ended();
}

void LoopbackConnection::read()
{
    if (m_state == State::Reading) {
        m_request.read(m_socket->readAll());
        if (m_request.state() == LoopbackRequest::State::Reading)
            return;
        m_state = State::Received;
        Q_EMIT received();
        return;
    }
    if (m_state == State::Draining)
        m_socket->readAll();
    // Otherwise the read buffer is the limit; the rest waits in the system.
}

void LoopbackConnection::written()
{
    if (m_state != State::Replying || m_socket->bytesToWrite() > 0)
        return;
    m_state = State::Draining;
    m_deadline.start(m_limits.replying);
    m_socket->readAll();
    shutdownWriting(m_socket->socketDescriptor());
    Q_EMIT replied();
}

void LoopbackConnection::expired()
{
    if (m_state == State::Held)
        Q_EMIT heldTooLong();
    else
        drop();
}

} // namespace oidc
