#pragma once

#include "core/Expected.h"
#include "http/Connection.h"

#include <QList>
#include <QObject>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTimer>

#include <chrono>
#include <optional>
#include <vector>

namespace http {

/// The connections of one client that wait for another request, and how new ones are made.
class ConnectionPool final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConnectionPool)

public:
    ConnectionPool();
    ~ConnectionPool() override;

    /// Whom to trust besides the system's authorities, from the next connection on; those that wait are closed.
    void setAuthorities(QList<QSslCertificate> authorities);
    [[nodiscard]] int authorityCount() const { return static_cast<int>(m_authorities.size()); }

    /// A connection that waited, or a new one that is not opened yet. One that waited for long is only for a request
    /// that may be repeated: servers close such connections at any time. The error is about the proxy's setting.
    [[nodiscard]] Expected<ConnectionPointer, QString> take(const Connection::Target &target, bool isRepeatable);
    /// Takes back a connection on which an answer has come and nothing is under way.
    void give(ConnectionPointer connection);
    /// Closes those that wait. Their buffers still hold what was sent and received last.
    void closeWaiting() { m_waiting.clear(); }
    /// Whether the connection that take() would give brought an answer within the last moments.
    [[nodiscard]] bool hasAnswered(const Connection::Target &target, std::chrono::milliseconds within) const;

private:
    [[nodiscard]] const QSslConfiguration &tls();
    void remove(const Connection *connection);
    void removeOld();

    QList<QSslCertificate> m_authorities;
    std::optional<QSslConfiguration> m_tls;
    std::vector<ConnectionPointer> m_waiting; ///< the last used at the end
    QTimer m_sweep;
};

} // namespace http
