#pragma once

#include "demo/HttpConnection.h"

#include <QObject>
#include <QTcpServer>

namespace demo {

/// A small HTTP/1.1 server on 127.0.0.1, and on nothing else.
class HttpServer final : public QObject
{
    Q_OBJECT

public:
    explicit HttpServer(HttpConnection::Handler handler);
    ~HttpServer() override;

    /// 0: any free port. False when the port cannot be had, see errorString().
    bool listen(quint16 port);

    [[nodiscard]] bool isListening() const { return m_server.isListening(); }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] QString errorString() const { return m_server.errorString(); }
    [[nodiscard]] int openConnections() const { return m_openConnections; }

    /// What happens to the requests that come from now on.
    void setManner(HttpManner manner) { m_manner = manner; }

    /// Before each answer from now on, milliseconds.
    void setLatency(int milliseconds) { m_latency = milliseconds; }

private:
    void accept();

    static constexpr int MaximumConnections = 256;

    const HttpConnection::Handler m_handler;
    HttpManner m_manner = HttpManner::Answer;
    int m_latency = 0;
    int m_openConnections = 0;
    QTcpServer m_server;
};

} // namespace demo
