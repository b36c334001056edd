#pragma once

#include <QNetworkReply>
#include <QPointer>

namespace http {

/// A reply in flight. Destroying it hangs up without a word.
///
/// Only the connections to `receiver` are cut: a bare reply->disconnect() would also cut Qt's own, and abort() would no
/// longer reach the socket. The reply itself belongs to its QNetworkAccessManager, which may go first.
class PendingReply
{
    Q_DISABLE_COPY_MOVE(PendingReply)

public:
    /// `receiver` is the object that listens to the reply's signals, and outlives this.
    PendingReply(QNetworkReply *reply, const QObject *receiver);
    ~PendingReply();

    /// Whether the reply is still there: it goes with its manager.
    explicit operator bool() const { return !m_reply.isNull(); }
    QNetworkReply *operator->() const { return m_reply; }
    QNetworkReply &operator*() const { return *m_reply; }

private:
    const QPointer<QNetworkReply> m_reply;
    const QObject *const m_receiver;
};

} // namespace http
