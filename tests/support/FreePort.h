#pragma once

#include <QHostAddress>
#include <QTcpServer>

/// A port of the loopback interface that nobody listens on just now.
inline quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}
