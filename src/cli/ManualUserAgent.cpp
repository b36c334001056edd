#include "cli/ManualUserAgent.h"

#include <QHostAddress>
#include <QList>

namespace cli {

QString tunnelCommand(const QByteArray &connection, const QString &user, quint16 port)
{
    const QList<QByteArray> parts = connection.simplified().split(' ');
    if (parts.size() != 4)
        return {};
    const QHostAddress server(QString::fromLatin1(parts.at(2)));
    bool isNumber = false;
    const int serverPort = parts.at(3).toInt(&isNumber);
    if (server.isNull() || !isNumber || serverPort < 1 || serverPort > 65535)
        return {};
    QString command = QStringLiteral("ssh -N -L %1:127.0.0.1:%1 ").arg(port);
    if (serverPort != 22)
        command += QStringLiteral("-p %1 ").arg(serverPort);
    return command + (user.isEmpty() ? QString() : user + QLatin1Char('@')) + server.toString();
}

} // namespace cli
