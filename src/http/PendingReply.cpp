#include "http/PendingReply.h"

namespace http {

PendingReply::PendingReply(QNetworkReply *reply, const QObject *receiver)
    : m_reply(reply)
    , m_receiver(receiver)
{
}

PendingReply::~PendingReply()
{
    if (!m_reply)
        return;
    QObject::disconnect(m_reply, nullptr, m_receiver, nullptr);
    m_reply->abort();
    m_reply->deleteLater();
}

} // namespace http
