#pragma once

#include "demo/JsonText.h"

#include <QByteArray>
#include <QList>

#include <functional>

namespace demo {

/// An answer: status, headers, and a body that is whole or comes in pieces.
struct HttpResponse
{
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< in order; a name may come twice
    QByteArray body;

    /// When set, called for one piece of the body after another, until it returns an empty one. Each is asked for when
    /// the one before has left, so that a big answer needs little memory.
    std::function<QByteArray()> more;

    HttpResponse &add(const QByteArray &name, const QByteArray &value);
    [[nodiscard]] bool hasHeader(const QByteArray &name) const;

    static HttpResponse json(const QByteArray &text, int status = 200);
    static HttpResponse html(const QByteArray &text, int status = 200);
    static HttpResponse redirect(const QByteArray &location, int status);
    static HttpResponse empty(int status);

    /// "Not Found" for 404, and so on.
    static QByteArray reasonPhrase(int status);
};

} // namespace demo
