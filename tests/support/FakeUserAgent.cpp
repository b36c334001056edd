#include "support/FakeUserAgent.h"

#include <QNetworkProxy>
#include <QTcpSocket>

FakeUserAgent::FakeUserAgent(Script script, QObject *parent)
    : QObject(parent)
    , m_script(std::move(script))
{
}

Expected<void, QString> FakeUserAgent::open(const QUrl &authorizationUrl)
{
    if (!m_script.whyItDoesNotStart.isEmpty())
        return Unexpected(m_script.whyItDoesNotStart);
    m_opened.append(authorizationUrl);
    if (m_script.neverComesBack)
        return {};
    Visit visit;
    visit.url = authorizationUrl.toEncoded();
    fetch(visit, [this](const Reply &reply) {
        m_providerStatus = reply.status;
        if (reply.location.isEmpty()) { // an error page: nothing more happens
            m_isDone = true;
            Q_EMIT visited();
            return;
        }
        if (m_script.visits) {
            m_visits = m_script.visits(reply.location);
        } else {
            Visit back;
            back.url = reply.location;
            m_visits = {back};
        }
        visitNext();
    });
    return {};
}

void FakeUserAgent::visitNext()
{
    if (m_visits.isEmpty()) {
        m_isDone = true;
        Q_EMIT visited();
        return;
    }
    const Visit visit = m_visits.takeFirst();
    fetch(visit, [this, visit](const Reply &reply) {
        m_statuses.append(reply.status);
        if (reply.status == 303 && m_script.fetchesThePage) {
            Visit done;
            done.url = QUrl::fromEncoded(visit.url).resolved(QUrl::fromEncoded(reply.location)).toEncoded();
            fetch(done, [this](const Reply &page) {
                if (page.status == 200)
                    m_page = page.body;
            });
        }
        visitNext();
    });
}

void FakeUserAgent::fetch(const Visit &visit, std::function<void(Reply)> then)
{
    const QUrl url = QUrl::fromEncoded(visit.url);
    auto *socket = new QTcpSocket(this);
    socket->setProxy(QNetworkProxy::NoProxy);
    // Split by hand: a QUrl would tidy up what a test sends on purpose.
    const qsizetype authorityStart = visit.url.indexOf("://") + 3;
    qsizetype pathStart = authorityStart;
    while (pathStart < visit.url.size() && visit.url.at(pathStart) != '/' && visit.url.at(pathStart) != '?')
        ++pathStart;
    const QByteArray authority = visit.url.mid(authorityStart, pathStart - authorityStart);
    const QByteArray target = visit.url.mid(pathStart);
    QByteArray bytes = visit.rawBytes;
    if (bytes.isEmpty()) {
        bytes = visit.method + ' ' + target + " HTTP/1.1\r\nHost: " + (visit.host.isEmpty() ? authority : visit.host)
            + "\r\nConnection: close\r\n\r\n";
    }
    connect(socket, &QTcpSocket::connected, socket, [socket, bytes] { socket->write(bytes); });
    const auto ended = [socket, then = std::move(then)] {
        const QByteArray all = socket->property("received").toByteArray() + socket->readAll();
        socket->deleteLater();
        Reply reply;
        const qsizetype end = all.indexOf("\r\n\r\n");
        if (all.startsWith("HTTP/1.1 ") && end > 0) {
            reply.status = all.mid(9, 3).toInt();
            reply.body = all.mid(end + 4);
            for (const QByteArray &line : all.left(end).split('\n')) {
                if (line.toLower().startsWith("location:"))
                    reply.location = line.mid(9).trimmed();
            }
        }
        then(reply);
    };
    connect(socket, &QTcpSocket::readyRead, socket, [socket] {
        socket->setProperty("received", socket->property("received").toByteArray() + socket->readAll());
    });
    connect(socket, &QTcpSocket::disconnected, this, ended);
    connect(socket, &QTcpSocket::errorOccurred, this, [socket, ended](QAbstractSocket::SocketError error) {
        if (error != QAbstractSocket::RemoteHostClosedError && socket->state() == QAbstractSocket::UnconnectedState)
            ended();
    });
    socket->connectToHost(url.host(), static_cast<quint16>(url.port(80)));
}
