#pragma once

#include "core/Job.h"
#include "http/Request.h"
#include "http/Response.h"
#include "http/TransportError.h"

#include <QObject>

#include <memory>

class QNetworkAccessManager;

namespace http {

/// A request in flight; destroying it hangs up without a word.
using RequestJob = JobOf<Response, TransportError>;

struct ClientSettings
{
    /// PEM certificates that are trusted besides the system's: a company's own authority. Never instead of them.
    QByteArray additionalAuthorities;
    /// Nothing leaves this computer, not even the question for a name: for a demo, which says so.
    bool isLoopbackOnly = false;
};

/// Sends requests, with the rules that hold for all of them: a limit of time and size on each, redirects never
/// followed, no cookies, no cache, no credentials from anywhere but the request, https except on the loopback
/// interface, the system's proxies for everybody but loopback, each POST, PUT and DELETE sent at most once. Nothing is
/// logged.
class Client final : public QObject
{
    Q_OBJECT

public:
    explicit Client(ClientSettings settings = {}, QObject *parent = nullptr);
    ~Client() override;

    /// A job that is not started yet.
    [[nodiscard]] std::unique_ptr<RequestJob> request(Request request);

    /// Sends without anybody waiting for the answer: revoking tokens when a sign-in is cancelled. Bounded by the
    /// request's own limit; given up when the client is destroyed.
    void dispatch(Request request);
    /// Keeps a job of this client's that nobody waits for any more until it has finished, as dispatch() does.
    void adopt(std::unique_ptr<Job> job);
    /// Whether what was dispatched or adopted is still under way; idle() follows.
    [[nodiscard]] bool hasDispatched() const;

    /// Closes connections that wait for another request: their buffers hold what went over them last, such as tokens.
    void closeIdleConnections();

    /// Takes other authorities than those of ClientSettings, from the next request on. Empty: none but the system's.
    void setAdditionalAuthorities(const QByteArray &pem);
    /// How many of the PEM blocks in ClientSettings::additionalAuthorities were certificates.
    [[nodiscard]] int additionalAuthorityCount() const;

Q_SIGNALS:
    /// The last of what was dispatched or adopted has ended.
    void idle();

private:
    class Private;
    const std::unique_ptr<Private> m_private;
};

/// Whether this host is this computer: 127.0.0.0/8, ::1 or localhost.
[[nodiscard]] bool isLoopback(const QUrl &url);

} // namespace http
