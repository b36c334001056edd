#include "demo/HttpServer.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>

#include <algorithm>

namespace demo {

HttpServer::HttpServer(HttpConnection::Handler handler)
    : m_handler(std::move(handler))
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    connect(&m_server, &QTcpServer::newConnection, this, &HttpServer::accept);
}

HttpServer::~HttpServer()
{
    m_server.close();
    // While all members are still there: closing a socket says so.
    qDeleteAll(findChildren<HttpConnection *>(QString(), Qt::FindDirectChildrenOnly));
}

bool HttpServer::listen(quint16 port)
{
    return m_server.listen(QHostAddress(QHostAddress::LocalHost), port);
}

void HttpServer::accept()
{
    while (auto *const socket = m_server.nextPendingConnection()) {
        if (m_openConnections >= MaximumConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_openConnections;
        auto *const connection = new HttpConnection(
            socket, m_handler, [this] { return m_manner; }, [this] { return m_latency; }, this);
        connect(connection, &HttpConnection::closed, this, [this, connection] {
            --m_openConnections;
            connection->deleteLater();
        });
    }
}

} // namespace demo
