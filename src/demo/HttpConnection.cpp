#include "demo/HttpConnection.h"

#include <QTcpSocket>

namespace demo {

HttpConnection::HttpConnection(QTcpSocket *socket, Handler handler, Manner manner, Latency latency, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_handler(std::move(handler))
    , m_manner(std::move(manner))
    , m_latency(std::move(latency))
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(ReadBufferSize);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &HttpConnection::writeMore);
    connect(m_socket, &QTcpSocket::disconnected, this, &HttpConnection::closed);

    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &HttpConnection::answer);
    m_idle.setSingleShot(true);
    m_idle.setInterval(IdleLimitMs);
    connect(&m_idle, &QTimer::timeout, this, &HttpConnection::timeOut);
    m_idle.start();
}

void HttpConnection::read()
{
    if (m_closing) {
        m_socket->readAll(); // so that closing does not become a reset, which would eat our last words
        return;
    }
    if (m_busy)
        return; // what comes meanwhile waits in the socket, whose buffer is bounded
    m_idle.start();
    m_parser.feed(m_socket->readAll());
    proceed();
}

void HttpConnection::proceed()
{
    if (auto request = m_parser.next()) {
        m_busy = true;
        m_idle.stop();
        m_request = std::move(*request);
        m_delay.start(m_latency());
        return;
    }
    if (const int status = m_parser.errorStatus()) {
        m_busy = true;
        write(HttpResponse::empty(status), true, false);
        return;
    }
    if (m_parser.takeExpectsContinue())
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
}

void HttpConnection::answer()
{
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return; // gone meanwhile
    switch (m_manner()) {
    case HttpManner::Answer:
        break;
    case HttpManner::StaySilent:
        m_handler(m_request); // it was heard
        return;
    case HttpManner::HangUp:
        m_handler(m_request);
        m_socket->abort();
        return;
    }
    const auto response = m_handler(m_request);
    const bool hasEnd = !response.more || m_request.knowsChunks;
    write(response, m_request.method != "HEAD", m_request.keepAlive && hasEnd);
}

void HttpConnection::write(const HttpResponse &response, bool withBody, bool keepAlive)
{
    QByteArray head =
        "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + HttpResponse::reasonPhrase(response.status) + "\r\n";
    for (const auto &[name, value] : response.headers)
        head += name + ": " + value + "\r\n";
    const bool isStreamed = response.more != nullptr;
    m_chunked = isStreamed && m_request.knowsChunks;
    if (m_chunked)
        head += "Transfer-Encoding: chunked\r\n";
    else if (!isStreamed && response.status != 204)
        head += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    head += keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";

    m_closing = !keepAlive;
    m_socket->write(head);
    if (withBody && isStreamed) {
        m_more = response.more;
        writeMore();
        return;
    }
    if (withBody)
        m_socket->write(response.body);
    finishAnswer();
}

void HttpConnection::writeMore()
{
    while (m_more && m_socket->bytesToWrite() < WriteBufferSize) {
        const auto piece = m_more();
        m_socket->write(m_chunked ? QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n" : piece);
        if (piece.isEmpty()) {
            m_more = nullptr;
            finishAnswer();
        }
    }
}

void HttpConnection::finishAnswer()
{
    m_request = HttpRequest();
    m_idle.start();
    if (m_closing) {
        m_socket->disconnectFromHost(); // after everything is written
        return;
    }
    m_busy = false;
    m_parser.feed(m_socket->readAll());
    proceed();
}

void HttpConnection::timeOut()
{
    m_socket->abort();
}

} // namespace demo
