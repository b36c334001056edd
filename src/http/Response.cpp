#include "http/Response.h"

#include <QLatin1String>
#include <QRegularExpression>
#include <QTimeZone>

namespace http {

namespace {

/// 1 to 12, or 0.
int monthNumber(QStringView name)
{
    static constexpr QLatin1String Names("JanFebMarAprMayJunJulAugSepOctNovDec");
    const qsizetype at = Names.indexOf(name);
    return at >= 0 && at % 3 == 0 && name.size() == 3 ? static_cast<int>(at / 3) + 1 : 0;
}

/// RFC 9110 section 5.6.7: a two-digit year that would be more than 50 years ahead is of the past century.
int fullYear(int twoDigits, int now)
{
    int year = now - now % 100 + twoDigits;
    if (year > now + 50)
        year -= 100;
    return year;
}

} // namespace

QByteArray Response::header(QByteArrayView name) const
{
    for (const auto &[headerName, value] : headers) {
        if (headerName.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArray Response::mediaType() const
{
    const QByteArray contentType = header("Content-Type");
    const qsizetype semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.first(semicolon)).trimmed().toLower();
}

QUrl Response::redirectTarget() const
{
    if (status < 300 || status > 399)
        return {};
    const QByteArray location = header("Location");
    if (location.isEmpty())
        return {};
    const QUrl target = QUrl::fromEncoded(location);
    return target.isValid() ? url.resolved(target) : QUrl();
}

std::optional<QDateTime> Response::date() const
{
    // The three forms that a recipient must read (RFC 9110 section 5.6.7). The day of the week says nothing new.
    static const QRegularExpression Fixed(
        QStringLiteral("^[A-Za-z]{3}, (?<day>\\d{2}) (?<month>[A-Za-z]{3}) (?<year>\\d{4}) "
                       "(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2}) GMT$"));
    static const QRegularExpression Rfc850(
        QStringLiteral("^[A-Za-z]{6,9}, (?<day>\\d{2})-(?<month>[A-Za-z]{3})-(?<year>\\d{2}) "
                       "(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2}) GMT$"));
    static const QRegularExpression Asctime(
        QStringLiteral("^[A-Za-z]{3} (?<month>[A-Za-z]{3}) (?<day>[ \\d]\\d) "
                       "(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2}) (?<year>\\d{4})$"));

    const QString text = QString::fromLatin1(header("Date")).trimmed();
    for (const QRegularExpression *form : {&Fixed, &Rfc850, &Asctime}) {
        const QRegularExpressionMatch match = form->match(text);
        if (!match.hasMatch())
            continue;
        const auto number = [&match](QLatin1String name) {
            return match.capturedView(QString(name)).trimmed().toInt();
        };
        int year = number(QLatin1String("year"));
        if (form == &Rfc850)
            year = fullYear(year, QDateTime::currentDateTimeUtc().date().year());
        const QDate day(year, monthNumber(match.capturedView(QStringLiteral("month"))), number(QLatin1String("day")));
        const QTime time(number(QLatin1String("hour")), number(QLatin1String("minute")),
                         number(QLatin1String("second")));
        if (!day.isValid() || !time.isValid())
            return std::nullopt;
        return QDateTime(day, time, Qt::UTC);
    }
    return std::nullopt;
}

std::optional<QDateTime> Response::rateLimitReset() const
{
    constexpr qint64 LongestWait = 3600;
    constexpr qint64 LatestReset = 253'402'300'799; // the end of the year 9999: differences fit a qint64
    bool isNumber = false;
    const qint64 reset = header("X-Rate-Limit-Reset").trimmed().toLongLong(&isNumber);
    if (!isNumber || reset <= 0 || reset > LatestReset || !receivedAt.isValid())
        return std::nullopt;
    const qint64 wait = reset - date().value_or(receivedAt).toSecsSinceEpoch();
    return wait > LongestWait ? std::nullopt : std::optional(receivedAt.addSecs(qMax(qint64(0), wait)));
}

std::optional<qint64> Response::clockOffset() const
{
    const auto server = date();
    if (!server || !receivedAt.isValid())
        return std::nullopt;
    return server->toSecsSinceEpoch() - receivedAt.toSecsSinceEpoch();
}

} // namespace http
