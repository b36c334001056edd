#pragma once

#include "core/Expected.h"
#include "oidc/Error.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>

#include <chrono>
#include <memory>

namespace oidc {

/// The ports that are registered in Okta for the sign-in check, in the order in which they are tried. Outside
/// 32768-60999, where systems take ports for outgoing connections, and not 8000, 8080 or 3128.
[[nodiscard]] QList<quint16> fixedRedirectPorts();
/// `http://127.0.0.1:PORT/callback`.
[[nodiscard]] QString loopbackRedirectUri(quint16 port);

/// Receives the authorization response on the loopback interface (RFC 8252 sections 7.3 and 8.3).
///
/// Anybody on this computer and any web page in its browsers can reach it. So: a request either is exactly
/// `GET /callback?...state=<ours>...` for our host and port, or it gets a small fixed answer and changes nothing.
/// The good request is answered with 303 to /done at once, which takes code and state out of the address bar; /done is
/// held until showResult() says what to tell, at most 20 s. Pages are constants; nothing of a request is put into one.
class LoopbackServer final : public QObject
{
    Q_OBJECT

public:
    /// What the browser is told in the end.
    enum class Result { SignedIn, Failed };

    struct Limits
    {
        qsizetype requestBytes = 16384; ///< request line and headers
        int headerLines = 100;
        int connections = 32;
        std::chrono::milliseconds headerDeadline = std::chrono::seconds(10); ///< from accept to the end of the headers
        std::chrono::milliseconds resultDeadline = std::chrono::seconds(20); ///< then /done gets a neutral page
        std::chrono::milliseconds linger = std::chrono::seconds(2); ///< for /done to be fetched, after the good request
    };

    /// Waits for a response with this state.
    explicit LoopbackServer(QByteArray state, QObject *parent = nullptr);
    LoopbackServer(QByteArray state, Limits limits, QObject *parent = nullptr);
    ~LoopbackServer() override;

    /// Binds 127.0.0.1 on the first free port of the list (0: any). The error names the ports, and says whether they
    /// are taken or forbidden.
    [[nodiscard]] Expected<quint16, Error> listen(const QList<quint16> &ports);
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QString redirectUri() const;

    /// The address at which a browser ended that cannot reach us, on another computer: pasted by the person. Judged as
    /// if the browser had asked for it here, by the same rules; redirected() follows a good one. False: it is none, or
    /// a response is in already.
    [[nodiscard]] bool take(const QString &pastedAddress);

    /// The query of the good request; empty before redirected().
    [[nodiscard]] QByteArray query() const;
    /// Lets /done answer. Before it, and before redirected(), /done is not there.
    void showResult(Result result);
    /// After showResult(): the browser has got its page, or had its time. closed() follows.
    [[nodiscard]] bool isClosed() const;

    /// Requests that were turned away, for "3 unexpected requests were ignored".
    [[nodiscard]] int ignoredRequests() const;
    /// Somebody spoke TLS to the port: a browser that insists on https.
    [[nodiscard]] bool sawTls() const;

Q_SIGNALS:
    /// The good request is in; emitted once.
    void redirected();
    /// A request was turned away or a TLS greeting seen.
    void disturbed();
    /// Nothing is listening any more.
    void closed();

private:
    class Private;
    const std::unique_ptr<Private> m_private;
};

} // namespace oidc
