#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QFile>

/// What the listener has to say, byte for byte, written down a second time.

/// A page of resources/pages, as it was compiled in.
inline QByteArray pageResource(const QString &name)
{
    QFile file(QStringLiteral(":/oidc/pages/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// 'sha256-...' of what is between <style> and </style>.
inline QByteArray styleHashOf(const QByteArray &html)
{
    const qsizetype begin = html.indexOf("<style>") + 7;
    const QByteArray style = html.mid(begin, html.indexOf("</style>") - begin);
    return "'sha256-" + QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64() + "'";
}

/// A whole reply with every header of L25. `status` is the code, the reason and any header that belongs to it.
inline QByteArray goldenReply(const QByteArray &status, const QByteArray &body = QByteArray())
{
    const QByteArray hash = styleHashOf(body.isEmpty() ? pageResource(QStringLiteral("returned.html")) : body);
    return "HTTP/1.1 " + status
        + "\r\n"
          "Content-Type: text/html; charset=utf-8\r\n"
          "Content-Length: "
        + QByteArray::number(body.size())
        + "\r\n"
          "Connection: close\r\n"
          "Cache-Control: no-store\r\n"
          "X-Content-Type-Options: nosniff\r\n"
          "Referrer-Policy: no-referrer\r\n"
          "X-Frame-Options: DENY\r\n"
          "Content-Security-Policy: default-src 'none'; style-src "
        + hash
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
          "Cross-Origin-Opener-Policy: same-origin\r\n"
          "Cross-Origin-Resource-Policy: same-origin\r\n"
          "\r\n"
        + body;
}

/// The replies without a page, by status code; empty: there is no such reply.
inline QByteArray goldenReply(int status)
{
    switch (status) {
    case 303:
        return goldenReply("303 See Other\r\nLocation: /done");
    case 400:
        return goldenReply("400 Bad Request");
    case 403:
        return goldenReply("403 Forbidden");
    case 404:
        return goldenReply("404 Not Found");
    case 405:
        return goldenReply("405 Method Not Allowed\r\nAllow: GET");
    case 414:
        return goldenReply("414 URI Too Long");
    case 421:
        return goldenReply("421 Misdirected Request");
    case 431:
        return goldenReply("431 Request Header Fields Too Large");
    case 503:
        return goldenReply("503 Service Unavailable");
    case 505:
        return goldenReply("505 HTTP Version Not Supported");
    default:
        return QByteArray();
    }
}
