#pragma once

#include "http/AnswerReader.h"
#include "http/Proxy.h"
#include "http/TransportError.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QObject>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace http {

/// A connection to a server: directly or through a proxy, encrypted or not.
///
/// Everything that comes from outside is read in bounded pieces from a socket with a bounded buffer, in this thread,
/// and between two pieces the event loop turns: whatever a peer does, limits and the end are seen. It has no limit of
/// time of its own. Several addresses are tried as in RFC 8305, so that a broken IPv6 costs a quarter of a second.
class Connection final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Connection)

public:
    struct Target
    {
        QString host;
        quint16 port = 0;
        bool isEncrypted = false;

        friend bool operator==(const Target &a, const Target &b)
        {
            return a.host == b.host && a.port == b.port && a.isEncrypted == b.isEncrypted;
        }
    };
    /// Closes at once and deletes later: it may be called from a signal of the connection.
    struct Drop
    {
        void operator()(Connection *connection) const;
    };

    Connection(Target target, std::optional<Proxy> proxy, const QSslConfiguration &tls);
    ~Connection() override;

    void open();
    /// Hangs up; no signal follows.
    void close();

    [[nodiscard]] const Target &target() const { return m_target; }
    /// "host:port" of the proxy; empty without one.
    [[nodiscard]] QString proxyName() const { return m_proxy ? m_proxy->name() : QString(); }
    /// Whether requests can be written.
    [[nodiscard]] bool isReady() const { return m_stage == Stage::Ready; }

    /// Only once ready() was emitted.
    void write(QByteArrayView bytes);
    /// At most one piece of what has come; empty when there is nothing.
    [[nodiscard]] QByteArray read();

    /// Answers on this connection, counted by whoever uses it.
    int answers = 0;
    QElapsedTimer lastAnswer;

Q_SIGNALS:
    /// Requests can be written.
    void ready();
    /// Bytes can be read. Comes again, from the event loop, for as long as there are any.
    void readable();
    /// The peer has closed; all that came was reported by readable() before.
    void ended(const http::TransportError &error);

private:
    void resolve();
    void tryNext();
    void attemptFailed(QTcpSocket *socket);
    void attemptSucceeded(QTcpSocket *socket);
    [[nodiscard]] std::unique_ptr<QTcpSocket> newSocket() const;
    void listenTo(QTcpSocket *socket);
    void connectThroughSocks();
    void askForTunnel();
    void readTunnelAnswer();
    void judgeTunnel();
    void alertCame(QSsl::AlertType type);
    void encrypt();
    void becameReady();
    void queueRead();
    void bytesCame();
    void socketEnded();
    void fail(TransportError::Reason reason, const QString &detail);
    [[nodiscard]] TransportError error(TransportError::Reason reason, const QString &detail) const;
    [[nodiscard]] TransportError::Reason reasonOf(const QTcpSocket &socket) const;

    enum class Stage { Idle, Reaching, Tunnel, Handshake, Ready, Ended };

    const Target m_target;
    const std::optional<Proxy> m_proxy;
    const QSslConfiguration m_tls;
    Stage m_stage = Stage::Idle;
    bool m_isTunnelled = false;
    bool m_isReadQueued = false;
    int m_lookup = -1;
    QList<QHostAddress> m_addresses;
    QTimer m_nextAddress;
    std::vector<std::unique_ptr<QTcpSocket>> m_attempts;
    std::optional<TransportError> m_failedAttempt;
    std::unique_ptr<QTcpSocket> m_socket;
    std::optional<TransportError> m_tlsFault;
    std::optional<AnswerReader> m_tunnel;
};

using ConnectionPointer = std::unique_ptr<Connection, Connection::Drop>;

} // namespace http
