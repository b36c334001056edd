#include "oidc/LoopbackReply.h"

#include <QCryptographicHash>
#include <QFile>

namespace oidc {

namespace {

QByteArray statusLine(LoopbackReply reply)
{
    switch (reply) {
    case LoopbackReply::SignedIn:
    case LoopbackReply::Failed:
    case LoopbackReply::Returned:
        return QByteArrayLiteral("HTTP/1.1 200 OK\r\n");
    case LoopbackReply::Redirect:
        return QByteArrayLiteral("HTTP/1.1 303 See Other\r\nLocation: /done\r\n");
    case LoopbackReply::BadRequest:
        return QByteArrayLiteral("HTTP/1.1 400 Bad Request\r\n");
    case LoopbackReply::Forbidden:
        return QByteArrayLiteral("HTTP/1.1 403 Forbidden\r\n");
    case LoopbackReply::NotFound:
        return QByteArrayLiteral("HTTP/1.1 404 Not Found\r\n");
    case LoopbackReply::MethodNotAllowed:
        return QByteArrayLiteral("HTTP/1.1 405 Method Not Allowed\r\nAllow: GET\r\n");
    case LoopbackReply::UriTooLong:
        return QByteArrayLiteral("HTTP/1.1 414 URI Too Long\r\n");
    case LoopbackReply::MisdirectedRequest:
        return QByteArrayLiteral("HTTP/1.1 421 Misdirected Request\r\n");
    case LoopbackReply::HeadersTooLarge:
        return QByteArrayLiteral("HTTP/1.1 431 Request Header Fields Too Large\r\n");
    case LoopbackReply::ServiceUnavailable:
        return QByteArrayLiteral("HTTP/1.1 503 Service Unavailable\r\n");
    case LoopbackReply::VersionNotSupported:
        return QByteArrayLiteral("HTTP/1.1 505 HTTP Version Not Supported\r\n");
    }
    Q_UNREACHABLE();
}

/// The Qt resource with a reply's page; empty for the replies without one.
QString pageName(LoopbackReply reply)
{
    switch (reply) {
    case LoopbackReply::SignedIn:
        return QStringLiteral(":/oidc/pages/signed-in.html");
    case LoopbackReply::Failed:
        return QStringLiteral(":/oidc/pages/failed.html");
    case LoopbackReply::Returned:
        return QStringLiteral(":/oidc/pages/returned.html");
    case LoopbackReply::Redirect:
    case LoopbackReply::BadRequest:
    case LoopbackReply::Forbidden:
    case LoopbackReply::NotFound:
    case LoopbackReply::MethodNotAllowed:
    case LoopbackReply::UriTooLong:
    case LoopbackReply::MisdirectedRequest:
    case LoopbackReply::HeadersTooLarge:
    case LoopbackReply::ServiceUnavailable:
    case LoopbackReply::VersionNotSupported:
        return QString();
    }
    Q_UNREACHABLE();
}

QByteArray page(const QString &name)
{
    QFile file(name);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen); // compiled into this library
    return isOpen ? file.readAll() : QByteArray();
}

/// The content of <style>, which is the same in all pages, as a source expression (CSP Level 3 section 2.3.1).
QByteArray styleHash()
{
    const QByteArray html = page(pageName(LoopbackReply::Returned));
    const qsizetype begin = html.indexOf("<style>") + qsizetype(qstrlen("<style>"));
    const qsizetype end = html.indexOf("</style>");
    const QByteArrayView style = QByteArrayView(html).sliced(begin, end - begin);
    return "'sha256-" + QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64() + "'";
}

/// The same on every reply, errors included.
QByteArray safetyHeaders()
{
    return QByteArrayLiteral("Connection: close\r\n"
                             "Cache-Control: no-store\r\n"
                             "X-Content-Type-Options: nosniff\r\n"
                             "Referrer-Policy: no-referrer\r\n"
                             "X-Frame-Options: DENY\r\n"
                             "Content-Security-Policy: default-src 'none'; style-src ")
        + styleHash()
        + QByteArrayLiteral("; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
                            "Cross-Origin-Opener-Policy: same-origin\r\n"
                            "Cross-Origin-Resource-Policy: same-origin\r\n");
}

} // namespace

QByteArray loopbackReplyBytes(LoopbackReply reply)
{
    static const QByteArray safety = safetyHeaders();
    const QString name = pageName(reply);
    const QByteArray body = name.isEmpty() ? QByteArray() : page(name);
    return statusLine(reply) + "Content-Type: text/html; charset=utf-8\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n" + safety + "\r\n" + body;
}

} // namespace oidc
