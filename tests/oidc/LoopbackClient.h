#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QObject>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <functional>

/// Somebody who connects to the loopback listener: a browser, an attacker, noise. Sends bytes as they are, one piece in
/// each turn of the event loop, so that the listener reads the pieces apart, and collects what comes back.
class LoopbackClient : public QObject
{
public:
    /// Connects and sends nothing yet.
    explicit LoopbackClient(quint16 port, const QHostAddress &address = QHostAddress(QHostAddress::LocalHost));
    /// Connects and sends these pieces.
    LoopbackClient(quint16 port, const QByteArrayList &pieces);

    void send(const QByteArrayList &pieces);
    /// Goes on with this byte for as long as the listener listens.
    void trickle(char byte);
    /// Hangs up rudely: the listener's next read fails with "connection reset".
    void reset();

    [[nodiscard]] const QByteArray &received() const { return m_received; }
    /// The status code of the reply; 0: there was none.
    [[nodiscard]] int status() const;
    /// What is behind the empty line.
    [[nodiscard]] QByteArray body() const;
    /// Everything that was to be sent is with the system.
    [[nodiscard]] bool hasSent() const { return m_pieces.isEmpty() && m_socket.bytesToWrite() == 0; }
    [[nodiscard]] bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    /// Somebody accepted, whether or not the connection is still there.
    [[nodiscard]] bool wasConnected() const { return m_wasConnected; }
    /// The listener closed, or never accepted.
    [[nodiscard]] bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    [[nodiscard]] QAbstractSocket::SocketError error() const { return m_socket.error(); }

private:
    void sendNext();

    QTcpSocket m_socket;
    QByteArrayList m_pieces;
    QByteArray m_trickle;
    QByteArray m_received;
    bool m_wasConnected = false;
    QTimer m_nextTurn;
};

/// One piece.
[[nodiscard]] QByteArrayList whole(const QByteArray &bytes);
/// A piece for each byte.
[[nodiscard]] QByteArrayList byteByByte(const QByteArray &bytes);
/// Pieces that end behind each CR and behind each LF.
[[nodiscard]] QByteArrayList lineEndsApart(const QByteArray &bytes);
/// Pieces of this size.
[[nodiscard]] QByteArrayList piecesOf(qsizetype size, const QByteArray &bytes);

/// Runs the event loop until this is true, at most 10 s; false when it never was.
[[nodiscard]] bool isTrueSoon(const std::function<bool()> &condition);

// QTRY_VERIFY and QTRY_COMPARE look every 50 ms; these look after every turn of the event loop, because the tests of
// the listener wait some thousand times.
#define SOON_VERIFY(condition) QVERIFY2(isTrueSoon([&] { return bool(condition); }), #condition)
#define SOON_COMPARE(actual, expected)                                                                                 \
    do {                                                                                                               \
        static_cast<void>(isTrueSoon([&] { return (actual) == (expected); }));                                         \
        QCOMPARE(actual, expected);                                                                                    \
    } while (false)
