#include "demo/ApiReply.h"

#include "demo/FormFields.h"
#include "demo/HttpRequest.h"
#include "demo/OktaError.h"
#include "demo/RandomText.h"

#include <QCryptographicHash>

#include <algorithm>

namespace demo {

namespace {

constexpr qsizetype PieceSize = 32768;

} // namespace

HttpResponse validationFailed(const QString &what, const QString &cause)
{
    return managementError(400, QStringLiteral("E0000001"), QStringLiteral("Api validation failed: ") + what,
                           {what + QStringLiteral(": ") + cause});
}

HttpResponse resourceNotFound(const QString &id, const char *type)
{
    return managementError(404, QStringLiteral("E0000007"),
                           QStringLiteral("Not found: Resource not found: %1 (%2)").arg(id, QString::fromLatin1(type)));
}

HttpResponse pathNotFound()
{
    return managementError(404, QStringLiteral("E0000008"), QStringLiteral("The requested path was not found"));
}

HttpResponse accessDenied()
{
    return managementError(403, QStringLiteral("E0000006"),
                           QStringLiteral("You do not have permission to perform the requested action"));
}

HttpResponse notWellFormed()
{
    return managementError(400, QStringLiteral("E0000003"), QStringLiteral("The request body was not well-formed."));
}

std::optional<int> pageLimit(const FormFields &fields, int otherwise, int maximum)
{
    if (!fields.contains(QLatin1String("limit")))
        return otherwise;
    bool isNumber = false;
    const int limit = fields.value(QLatin1String("limit")).toInt(&isNumber);
    if (!isNumber || limit < 1)
        return std::nullopt;
    return std::min(limit, maximum);
}

QByteArray linkTo(const QString &issuer, const HttpRequest &request, const QByteArray &query, const char *relation)
{
    return '<' + issuer.toLatin1() + request.path + (query.isEmpty() ? QByteArray() : '?' + query) + ">; rel=\""
        + relation + '"';
}

Pager::Pager()
    : m_salt(randomText(32).toLatin1())
{
}

HttpResponse Pager::page(const QString &issuer, const HttpRequest &request, int total, int otherwise, int maximum,
                         const std::function<QByteArray(int)> &row) const
{
    const auto fields = FormFields::parse(request.query);
    const auto limit = pageLimit(fields, otherwise, maximum);
    if (!limit)
        return validationFailed(QStringLiteral("limit"), QStringLiteral("The limit must be a positive number."));
    int begin = 0;
    if (fields.contains(QLatin1String("after"))) {
        const auto position = cursorPosition(request.path, fields.value(QLatin1String("after")));
        if (!position)
            return validationFailed(QStringLiteral("after"), QStringLiteral("The after parameter is invalid."));
        begin = std::min(static_cast<int>(*position), total);
    }
    const int end = std::min(begin + *limit, total);

    HttpResponse response;
    response.add("Content-Type", "application/json");
    response.add("Link", linkTo(issuer, request, fields.encodedWithout({}), "self"));
    if (end < total) {
        const auto rest = fields.encodedWithout({QStringLiteral("after")});
        const auto after = "after=" + encodeFormValue(cursor(request.path, end));
        response.add("Link", linkTo(issuer, request, rest.isEmpty() ? after : after + '&' + rest, "next"));
    }

    response.more = [row, next = begin, begin, end, isOpen = true]() mutable {
        QByteArray piece;
        if (!isOpen)
            return piece;
        if (next == begin)
            piece += '[';
        for (; next < end && piece.size() < PieceSize; ++next) {
            if (next != begin)
                piece += ',';
            piece += row(next);
        }
        if (next >= end) {
            piece += ']';
            isOpen = false;
        }
        return piece;
    };
    return response;
}

QString Pager::cursor(const QByteArray &path, qint64 next) const
{
    const auto number = QByteArray::number(next);
    const auto seal = QCryptographicHash::hash(m_salt + path + '\n' + number, QCryptographicHash::Sha256).left(12);
    return QString::fromLatin1(
        (seal + number).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

std::optional<qint64> Pager::cursorPosition(const QByteArray &path, const QString &text) const
{
    const auto bytes = QByteArray::fromBase64(text.toLatin1(), QByteArray::Base64UrlEncoding);
    bool isNumber = false;
    const auto position = bytes.mid(12).toLongLong(&isNumber);
    if (!isNumber || position < 0 || cursor(path, position) != text)
        return std::nullopt;
    return position;
}

} // namespace demo
