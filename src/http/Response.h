#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QPair>
#include <QUrl>

#include <optional>

namespace http {

/// An answer, of any status. Redirects are answers too: nothing here follows one (RFC 9700 section 4.12).
struct Response
{
    int status = 0;
    QUrl url; ///< that was asked
    QList<QPair<QByteArray, QByteArray>> headers; ///< names as sent
    QByteArray body; ///< also of 4xx and 5xx; complete
    QDateTime receivedAt; ///< by the clock of this computer, UTC

    /// The first header of that name, compared without case; empty when there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    /// Media type without parameters, lower case: "application/json".
    [[nodiscard]] QByteArray mediaType() const;
    /// 300-399 with a Location, resolved against the URL that was asked; empty otherwise.
    [[nodiscard]] QUrl redirectTarget() const;
    /// The server's clock, from the Date header (RFC 9110 section 6.6.1).
    [[nodiscard]] std::optional<QDateTime> date() const;
    /// When a used-up rate limit starts anew, by the clock of this computer: X-Rate-Limit-Reset counts by the server's
    /// and is corrected by Date (Okta, "Rate limits"). Nothing when it says more than an hour ahead, which cannot be.
    [[nodiscard]] std::optional<QDateTime> rateLimitReset() const;
    /// How far the server's clock is ahead of ours, in seconds; the resolution of Date is one second.
    [[nodiscard]] std::optional<qint64> clockOffset() const;
};

} // namespace http
