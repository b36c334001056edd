#pragma once

#include "demo/HttpRequestParser.h"
#include "demo/HttpResponse.h"

#include <QObject>
#include <QTimer>

#include <functional>

QT_BEGIN_NAMESPACE
class QTcpSocket;
QT_END_NAMESPACE

namespace demo {

/// What a server does with a request that it has read.
enum class HttpManner { Answer, StaySilent, HangUp };

/// One connection of a client: reads requests, answers them one after the other, keeps the connection.
class HttpConnection final : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<HttpResponse(const HttpRequest &)>;
    using Manner = std::function<HttpManner()>;
    using Latency = std::function<int()>; ///< milliseconds before the answer

    /// Takes the socket over.
    HttpConnection(QTcpSocket *socket, Handler handler, Manner manner, Latency latency, QObject *parent);

Q_SIGNALS:
    /// The client is gone, or was sent away.
    void closed();

private:
    void read();
    void proceed();
    void answer();
    void write(const HttpResponse &response, bool withBody, bool keepAlive);
    void writeMore();
    void finishAnswer();
    void timeOut();

    static constexpr int IdleLimitMs = 60'000;
    static constexpr qint64 ReadBufferSize = 65536;
    static constexpr qint64 WriteBufferSize = 65536;

    QTcpSocket *const m_socket;
    const Handler m_handler;
    const Manner m_manner;
    const Latency m_latency;
    HttpRequestParser m_parser;
    HttpRequest m_request;
    std::function<QByteArray()> m_more;
    QTimer m_idle; ///< a client that says nothing is let go
    QTimer m_delay; ///< the latency; also gives the event loop a turn between two requests that came together
    bool m_busy = false; ///< a request is being answered; the next one waits in the socket
    bool m_chunked = false;
    bool m_closing = false;
};

} // namespace demo
