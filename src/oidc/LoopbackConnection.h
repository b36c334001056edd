#pragma once

#include "oidc/LoopbackReply.h"
#include "oidc/LoopbackRequest.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

class QTcpSocket;

namespace oidc {

/// One accepted socket of the loopback listener: one request in, one reply out, then closed.
///
/// Never silent for longer than its deadlines. The signals come out of the socket's own, so a receiver may not delete
/// the connection in them, but deleteLater() it.
class LoopbackConnection final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LoopbackConnection)

public:
    enum class State {
        Reading, ///< until the head of the request is in
        Received, ///< it is: reply() or hold() or drop() has to follow
        Held, ///< waits for its reply
        Replying, ///< being written
        Draining, ///< written; what the peer still sends is thrown away, so that no reset destroys the reply
        Ended
    };
    struct Limits
    {
        qsizetype requestBytes = 0;
        int headerLines = 0;
        std::chrono::milliseconds reading{}; ///< in all, not prolonged by bytes
        std::chrono::milliseconds replying{}; ///< and as much again for draining
    };

    /// Takes the socket and begins to read.
    LoopbackConnection(QTcpSocket *socket, const Limits &limits, QObject *parent);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const LoopbackRequest &request() const { return m_request; }
    /// What it was told; nullopt before reply().
    [[nodiscard]] std::optional<LoopbackReply> answer() const { return m_answer; }

    /// Reads what has arrived and was not reported by the event loop yet, with the signals that follow from it.
    void readWhatIsThere();
    /// Writes the one reply and closes.
    void reply(LoopbackReply reply);
    /// Waits; heldTooLong() when no reply came by then.
    void hold(std::chrono::milliseconds deadline);
    /// Closes without another word.
    void drop();

Q_SIGNALS:
    /// request() is complete, or is known not to be one.
    void received();
    void heldTooLong();
    /// The whole reply was given to the system.
    void replied();
    /// Closed by either side.
    void ended();

private:
    void read();
    void written();
    void expired();

    QTcpSocket *const m_socket;
    const Limits m_limits;
    LoopbackRequest m_request;
    State m_state = State::Reading;
    std::optional<LoopbackReply> m_answer;
    QTimer m_deadline;
};

} // namespace oidc
