#include "oidc/LoopbackServer.h"

#include "core/Secret.h"
#include "http/FormEncoding.h"
#include "oidc/AuthorizationResponse.h"
#include "oidc/LoopbackConnection.h"

#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

namespace oidc {

namespace {

constexpr int Backlog = 128; // connections that the system keeps for us until the event loop comes round
constexpr auto AcceptAgainAfter = std::chrono::milliseconds(50);

LoopbackReply replyTo(LoopbackRequest::Refusal refusal)
{
    switch (refusal) {
    case LoopbackRequest::Refusal::BadRequest:
        return LoopbackReply::BadRequest;
    case LoopbackRequest::Refusal::UriTooLong:
        return LoopbackReply::UriTooLong;
    case LoopbackRequest::Refusal::HeadersTooLarge:
        return LoopbackReply::HeadersTooLarge;
    case LoopbackRequest::Refusal::VersionNotSupported:
        return LoopbackReply::VersionNotSupported;
    }
    Q_UNREACHABLE();
}

/// Whether every '%' begins an escape, and none of them is NUL.
bool hasSoundEscapes(QByteArrayView target)
{
    const auto isHex = [](char character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f')
            || (character >= 'A' && character <= 'F');
    };
    for (qsizetype i = 0; i < target.size(); ++i) {
        if (target[i] != '%')
            continue;
        if (i + 2 >= target.size() || !isHex(target[i + 1]) || !isHex(target[i + 2]))
            return false;
        if (target[i + 1] == '0' && target[i + 2] == '0')
            return false;
    }
    return true;
}

/// The body is not read, but how its length is given tells a smuggler (RFC 9112 sections 6.1 and 6.3).
bool hasSoundBodyLength(const LoopbackRequest &request)
{
    const QByteArrayList lengths = request.values("content-length");
    if (lengths.isEmpty())
        return true;
    const auto isDigit = [](char character) { return character >= '0' && character <= '9'; };
    return lengths.size() == 1 && !lengths[0].isEmpty() && std::all_of(lengths[0].begin(), lengths[0].end(), isDigit)
        && request.values("transfer-encoding").isEmpty();
}

/// A browser that fetches before anybody asked for it (Sec-Purpose, and its older names).
bool isPrefetch(const LoopbackRequest &request)
{
    for (const char *name : {"sec-purpose", "purpose", "x-purpose", "x-moz"}) {
        for (const QByteArray &value : request.values(name)) {
            const QByteArray purpose = value.toLower();
            if (purpose.contains("prefetch") || purpose.contains("prerender") || purpose.contains("preview"))
                return true;
        }
    }
    return false;
}

/// Not an image, frame or script of some web page. Browsers that do not send the headers are believed; the state is
/// the real protection. Sec-Fetch-Site is cross-site for a good redirect, and Sec-Fetch-User is not sent with one. A
/// WebSocket's greeting has none of these headers, but always its key (RFC 6455 section 4.1).
bool isNavigation(const LoopbackRequest &request)
{
    const auto are = [&request](QByteArrayView name, QByteArrayView wanted) {
        const QByteArrayList values = request.values(name);
        return std::all_of(values.begin(), values.end(), [&](const QByteArray &value) { return value == wanted; });
    };
    return are("sec-fetch-mode", "navigate") && are("sec-fetch-dest", "document")
        && request.values("sec-websocket-key").isEmpty();
}

/// What a request gets that is not one for us at all; nullopt when it may be looked into.
std::optional<LoopbackReply> refusal(const LoopbackRequest &request, const QByteArray &authority)
{
    if (request.state() == LoopbackRequest::State::Refused)
        return replyTo(request.refusal());
    if (request.method() != "GET")
        return LoopbackReply::MethodNotAllowed;
    if (!hasSoundBodyLength(request))
        return LoopbackReply::BadRequest;
    const QByteArrayList hosts = request.values("host");
    if (hosts.size() != 1)
        return LoopbackReply::BadRequest;
    if (hosts[0] != authority)
        return LoopbackReply::MisdirectedRequest;
    if (!request.target().startsWith('/') || request.target().contains('#') || !hasSoundEscapes(request.target()))
        return LoopbackReply::BadRequest;
    if (request.path() != "/callback" && request.target() != "/done")
        return LoopbackReply::NotFound;
    if (isPrefetch(request))
        return LoopbackReply::ServiceUnavailable;
    if (!isNavigation(request))
        return LoopbackReply::Forbidden;
    return std::nullopt;
}

/// The one code of a query; nullopt: none or several.
std::optional<Secret> codeOf(QByteArrayView query)
{
    std::optional<Secret> code;
    const auto fields = http::parseForm(query);
    if (!fields)
        return std::nullopt;
    for (const auto &[name, value] : *fields) {
        if (name != "code")
            continue;
        if (code)
            return std::nullopt;
        code.emplace(value);
    }
    return code;
}

/// Whether a browser brings the same response again: reload, double click, restored session.
bool isSameResponse(QByteArrayView first, QByteArrayView second)
{
    if (first == second)
        return true;
    const std::optional<Secret> firstCode = codeOf(first);
    const std::optional<Secret> secondCode = codeOf(second);
    return firstCode && secondCode && !firstCode->isEmpty() && *firstCode == *secondCode;
}

LoopbackReply pageFor(LoopbackServer::Result result)
{
    switch (result) {
    case LoopbackServer::Result::SignedIn:
        return LoopbackReply::SignedIn;
    case LoopbackServer::Result::Failed:
        return LoopbackReply::Failed;
    }
    Q_UNREACHABLE();
}

/// Whether this is what a browser came to /done for.
bool isPage(LoopbackReply reply)
{
    return reply == LoopbackReply::SignedIn || reply == LoopbackReply::Failed || reply == LoopbackReply::Returned;
}

} // namespace

QList<quint16> fixedRedirectPorts()
{
    // Unassigned at IANA, and far apart: Windows reserves ports for its virtual machines in blocks.
    return {17817, 24817, 28817};
}

QString loopbackRedirectUri(quint16 port)
{
    return QStringLiteral("http://127.0.0.1:%1/callback").arg(port);
}

class LoopbackServer::Private
{
public:
    Private(LoopbackServer *server, QByteArray expectedState, Limits serverLimits)
        : q(server)
        , state(std::move(expectedState))
        , limits(serverLimits)
    {
        // Qt takes the application's proxy for a listener too; that it spares loopback addresses is not documented.
        tcp.setProxy(QNetworkProxy::NoProxy);
        tcp.setListenBacklogSize(Backlog);
        tcp.setMaxPendingConnections(limits.connections);
        QObject::connect(&tcp, &QTcpServer::newConnection, q, [this] { accept(); });
        // A peer that hangs up before it is accepted is an error on some systems, after which Qt accepts no more.
        QObject::connect(&tcp, &QTcpServer::acceptError, q, [this] {
            QTimer::singleShot(AcceptAgainAfter, &tcp, [this] {
                if (tcp.isListening())
                    tcp.resumeAccepting();
            });
        });
        linger.setSingleShot(true);
        QObject::connect(&linger, &QTimer::timeout, q, [this] { closeWhenServed(); });
    }

    void accept();
    void makeRoom();
    void judge(LoopbackConnection &connection);
    void judgeCallback(LoopbackConnection &connection);
    [[nodiscard]] LoopbackReply answerTo(const LoopbackRequest &request);
    [[nodiscard]] bool take(const QString &pastedAddress);
    void judgeDone(LoopbackConnection &connection);
    void turnAway(LoopbackConnection &connection, LoopbackReply reply);
    void disturb();
    void closeWhenServed();

    LoopbackServer *const q;
    const QByteArray state;
    const Limits limits;
    QTcpServer tcp;
    quint16 port = 0; // outlives the listening: the token request repeats the redirect URI
    QByteArray authority;
    QList<LoopbackConnection *> connections; // oldest first; children of q
    QByteArray query;
    bool isRedirected = false;
    std::optional<Result> result;
    bool isServed = false;
    bool isPageContested = false; // /done was asked for by somebody who was not redirected there
    bool isClosed = false;
    QTimer linger;
    int ignoredRequests = 0;
    bool sawTls = false;
    bool isDisturbedQueued = false;
};

void LoopbackServer::Private::accept()
{
    while (QTcpSocket *const socket = tcp.nextPendingConnection()) {
        makeRoom();
        if (connections.size() >= limits.connections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        const LoopbackConnection::Limits connectionLimits{
            .requestBytes = limits.requestBytes,
            .headerLines = limits.headerLines,
            .reading = limits.headerDeadline,
            .replying = limits.linger,
        };
        auto *const connection = new LoopbackConnection(socket, connectionLimits, q);
        connections.append(connection);
        QObject::connect(connection, &LoopbackConnection::received, q, [this, connection] { judge(*connection); });
        QObject::connect(connection, &LoopbackConnection::heldTooLong, q,
                         [connection] { connection->reply(LoopbackReply::Returned); });
        QObject::connect(connection, &LoopbackConnection::replied, q, [this, connection] {
            isServed = isServed || isPage(*connection->answer());
            closeWhenServed();
        });
        QObject::connect(connection, &LoopbackConnection::ended, q, [this, connection] {
            connections.removeOne(connection);
            connection->deleteLater();
            closeWhenServed();
        });
    }
}

void LoopbackServer::Private::makeRoom()
{
    if (connections.size() < limits.connections)
        return;
    // The sockets of a flood are accepted together. Whose request has arrived meanwhile has it read before it may have
    // to go, and who has hung up goes first.
    using State = LoopbackConnection::State;
    const auto open = connections;
    for (LoopbackConnection *const connection : open) {
        if (connection->state() == State::Reading)
            connection->readWhatIsThere();
    }
    if (connections.size() < limits.connections)
        return;
    // A reply that is being written, and a browser that waits for /done, are never the ones to go.
    for (const State idle : {State::Draining, State::Reading}) {
        const auto oldest = std::find_if(connections.cbegin(), connections.cend(),
                                         [idle](const auto *connection) { return connection->state() == idle; });
        if (oldest != connections.cend()) {
            (*oldest)->drop();
            return;
        }
    }
}

void LoopbackServer::Private::judge(LoopbackConnection &connection)
{
    if (connection.request().state() == LoopbackRequest::State::Tls) {
        sawTls = true;
        disturb();
        connection.drop();
        return;
    }
    if (const auto reply = refusal(connection.request(), authority)) {
        turnAway(connection, *reply);
        return;
    }
    if (connection.request().target() == "/done")
        judgeDone(connection);
    else
        judgeCallback(connection);
}

void LoopbackServer::Private::judgeCallback(LoopbackConnection &connection)
{
    const LoopbackReply reply = answerTo(connection.request());
    if (reply == LoopbackReply::Redirect)
        connection.reply(reply);
    else
        turnAway(connection, reply);
}

/// What a request for the callback gets, whichever way it came; the first good one is the response.
LoopbackReply LoopbackServer::Private::answerTo(const LoopbackRequest &request)
{
    const QByteArrayView candidate = request.query().value_or(QByteArrayView());
    if (!hasState(candidate, state))
        return LoopbackReply::BadRequest;
    // The state is used up: the same response may come again for the page, another one is nobody's.
    if (isRedirected)
        return isSameResponse(query, candidate) ? LoopbackReply::Redirect : LoopbackReply::BadRequest;
    isRedirected = true;
    query = candidate.toByteArray();
    linger.start(limits.linger);
    // Queued: the slot may destroy us, and this is deep inside a socket.
    QMetaObject::invokeMethod(q, &LoopbackServer::redirected, Qt::QueuedConnection);
    return LoopbackReply::Redirect;
}

/// Made into the request that the browser would have sent, so that there is one judge.
bool LoopbackServer::Private::take(const QString &pastedAddress)
{
    const QByteArray prefix = "http://" + authority;
    QByteArray address = pastedAddress.trimmed().toUtf8();
    // What a browser sends as one target; anything else would be read as more of the request.
    const bool isTarget =
        std::all_of(address.cbegin(), address.cend(), [](char byte) { return byte > ' ' && byte < '\x7f'; });
    if (isRedirected || !tcp.isListening() || !isTarget || !address.startsWith(prefix + '/'))
        return false;
    LoopbackRequest request(limits.requestBytes, limits.headerLines);
    request.read("GET " + address.sliced(prefix.size()) + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n");
    wipe(address);
    return request.state() == LoopbackRequest::State::Complete && !refusal(request, authority)
        && request.path() == "/callback" && answerTo(request) == LoopbackReply::Redirect;
}

void LoopbackServer::Private::judgeDone(LoopbackConnection &connection)
{
    if (!isRedirected) {
        isPageContested = true;
        turnAway(connection, LoopbackReply::NotFound);
        return;
    }
    if (result) {
        connection.reply(pageFor(*result));
        return;
    }
    // Anybody may wait here; who fills half of the room keeps nobody from the other half.
    const auto waiting = std::count_if(connections.cbegin(), connections.cend(), [](const auto *other) {
        return other->state() == LoopbackConnection::State::Held;
    });
    if (waiting < limits.connections / 2)
        connection.hold(limits.resultDeadline);
    else
        connection.reply(LoopbackReply::Returned);
}

void LoopbackServer::Private::turnAway(LoopbackConnection &connection, LoopbackReply reply)
{
    ++ignoredRequests;
    disturb();
    connection.reply(reply);
}

void LoopbackServer::Private::disturb()
{
    // One signal for a flood, not a queue of them.
    if (isDisturbedQueued)
        return;
    isDisturbedQueued = true;
    QMetaObject::invokeMethod(
        q,
        [this] {
            isDisturbedQueued = false;
            Q_EMIT q->disturbed();
        },
        Qt::QueuedConnection);
}

void LoopbackServer::Private::closeWhenServed()
{
    // Somebody who asked for the page before its time may have been the one who was served.
    const bool isBrowserServed = isServed && !isPageContested;
    if (isClosed || !result || (!isBrowserServed && linger.isActive()))
        return;
    tcp.close();
    linger.stop();

    using State = LoopbackConnection::State;
    const auto open = connections;
    for (LoopbackConnection *const connection : open) {
        if (connection->state() == State::Reading)
            connection->drop(); // comes back here, with one connection less
    }
    const bool isWriting = std::any_of(connections.cbegin(), connections.cend(), [](const auto *connection) {
        return connection->state() == State::Replying || connection->state() == State::Held;
    });
    if (isWriting || isClosed)
        return;
    isClosed = true;
    QMetaObject::invokeMethod(q, &LoopbackServer::closed, Qt::QueuedConnection);
}

LoopbackServer::LoopbackServer(QByteArray state, QObject *parent)
    : LoopbackServer(std::move(state), Limits(), parent)
{
}

LoopbackServer::LoopbackServer(QByteArray state, Limits limits, QObject *parent)
    : QObject(parent)
    , m_private(std::make_unique<Private>(this, std::move(state), limits))
{
}

/// Connections are children, which are deleted when nobody listens to their signals any more.
LoopbackServer::~LoopbackServer()
{
    wipe(m_private->query); // it has the code
}

Expected<quint16, Error> LoopbackServer::listen(const QList<quint16> &ports)
{
    Q_ASSERT(!m_private->tcp.isListening() && !m_private->isClosed);
    QStringList tried;
    bool isTaken = false;
    for (const quint16 port : ports) {
        if (m_private->tcp.listen(QHostAddress::LocalHost, port)) {
            m_private->port = m_private->tcp.serverPort();
            m_private->authority = "127.0.0.1:" + QByteArray::number(m_private->port);
            return m_private->port;
        }
        // Reserved by Windows, or forbidden by a policy: nobody needs to be there.
        const bool isForbidden = m_private->tcp.serverError() == QAbstractSocket::SocketAccessError;
        isTaken = isTaken || !isForbidden;
        tried.append(isForbidden ? QStringLiteral("%1 (not allowed)").arg(port) : QString::number(port));
    }
    Error error;
    error.reason = isTaken || ports.isEmpty() ? Reason::PortsTaken : Reason::PortsForbidden;
    error.detail = tried.join(QStringLiteral(", "));
    return Unexpected(std::move(error));
}

bool LoopbackServer::take(const QString &pastedAddress)
{
    return m_private->take(pastedAddress);
}

quint16 LoopbackServer::port() const
{
    return m_private->port;
}

QString LoopbackServer::redirectUri() const
{
    return loopbackRedirectUri(m_private->port);
}

QByteArray LoopbackServer::query() const
{
    return m_private->query;
}

void LoopbackServer::showResult(Result result)
{
    if (!m_private->isRedirected || m_private->result)
        return;
    m_private->result = result;
    const auto open = m_private->connections;
    for (LoopbackConnection *const connection : open) {
        if (connection->state() == LoopbackConnection::State::Held)
            connection->reply(pageFor(result));
    }
    m_private->closeWhenServed();
}

bool LoopbackServer::isClosed() const
{
    return m_private->isClosed;
}

int LoopbackServer::ignoredRequests() const
{
    return m_private->ignoredRequests;
}

bool LoopbackServer::sawTls() const
{
    return m_private->sawTls;
}

} // namespace oidc
