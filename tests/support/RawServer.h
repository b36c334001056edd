#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>
#include <optional>

/// One HTTP request as it came over the wire.
struct RawRequest
{
    QByteArray head; ///< request line and headers, without the empty line
    QByteArray body;

    /// "GET", "POST", ...; also "CONNECT" where the server plays a proxy.
    [[nodiscard]] QByteArray method() const;
    /// The request target, as sent: "/path?query".
    [[nodiscard]] QByteArray target() const;
    /// The first header of that name, compared without case; null when there is none.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

/// A server on 127.0.0.1 that does with each request what a test says, byte for byte: wrong bytes, half an answer, no
/// answer, a reset. Of HTTP it knows only where a request ends (Content-Length), so that it shares no mistake with the
/// client. It counts what a client should not do twice.
class RawServer final : public QTcpServer
{
    Q_OBJECT

public:
    /// What to do with a request that has arrived whole. The socket belongs to the server.
    using Handler = std::function<void(QTcpSocket &socket, const RawRequest &request)>;
    /// What to do with a connection before a byte has come.
    using Greeting = std::function<void(QTcpSocket &socket)>;

    /// Listens on a free port and never answers, until told how.
    RawServer();
    ~RawServer() override;

    void setHandler(Handler handler);
    void setGreeting(Greeting greeting);
    /// Answers each request with these bytes and keeps the connection open.
    void setAnswer(const QByteArray &bytes);
    /// Speaks TLS from the first byte of connections that are accepted from now on.
    void setTls(const QSslConfiguration &configuration);

    /// http, or https after setTls(), at 127.0.0.1 unless another name is given.
    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/"),
                           const QString &host = QStringLiteral("127.0.0.1")) const;

    /// Connections accepted so far.
    [[nodiscard]] int acceptedConnections() const { return m_accepted; }
    [[nodiscard]] int openConnections() const { return static_cast<int>(m_received.size()); }
    /// Requests of which the head has arrived, whether or not the body did.
    [[nodiscard]] int heads() const { return m_heads; }
    /// Requests that have arrived whole.
    [[nodiscard]] const QList<RawRequest> &requests() const { return m_requests; }

    /// Closes without TCP's courtesies: the client's next read fails with "connection reset".
    static void reset(QTcpSocket &socket);
    /// Says that no more will be written, once what was written is out, and waits for the client to close: from then on
    /// openConnections() tells that the client has seen it.
    static void finishWriting(QTcpSocket &socket);
    /// Writes the same bytes again and again for as long as the client takes them.
    static void writeWithoutEnd(QTcpSocket &socket, const QByteArray &bytes);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    struct Incoming
    {
        QByteArray bytes;
        bool headCounted = false;
    };

    void bytesReceived(QTcpSocket &socket);
    std::optional<RawRequest> takeRequest(Incoming &incoming);

    Handler m_handler;
    Greeting m_greeting;
    std::optional<QSslConfiguration> m_tls;
    QHash<QTcpSocket *, Incoming> m_received;
    QList<RawRequest> m_requests;
    int m_accepted = 0;
    int m_heads = 0;
};

/// An answer with a right Content-Length; more headers as "Name: value\r\n" each.
[[nodiscard]] QByteArray httpAnswer(const QByteArray &body, const QByteArray &status = "200 OK",
                                    const QByteArray &headers = "Content-Type: application/json\r\n");
