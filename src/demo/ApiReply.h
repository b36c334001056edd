#pragma once

#include "demo/HttpResponse.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace demo {

class FormFields;
struct HttpRequest;

/// E0000001: "Api validation failed: WHAT", with a cause "WHAT: CAUSE".
[[nodiscard]] HttpResponse validationFailed(const QString &what, const QString &cause);

/// E0000007: "Not found: Resource not found: ID (TYPE)".
[[nodiscard]] HttpResponse resourceNotFound(const QString &id, const char *type);

/// E0000008.
[[nodiscard]] HttpResponse pathNotFound();

/// E0000006: the role is too small.
[[nodiscard]] HttpResponse accessDenied();

/// E0000003.
[[nodiscard]] HttpResponse notWellFormed();

/// The "limit" of a query, cut to what Okta gives at most. Nothing when it is no positive number.
[[nodiscard]] std::optional<int> pageLimit(const FormFields &fields, int otherwise, int maximum);

/// Lists, page by page, with links that only the organization can make.
class Pager final
{
public:
    Pager();

    /// The rows of a list of `total` that the request asks for by "limit" and "after", written one piece after the
    /// other.
    [[nodiscard]] HttpResponse page(const QString &issuer, const HttpRequest &request, int total, int otherwise,
                                    int maximum, const std::function<QByteArray(int)> &row) const;

    /// The opaque "after". Nobody else can make one, so a client that builds its own is found out.
    [[nodiscard]] QString cursor(const QByteArray &path, qint64 next) const;
    [[nodiscard]] std::optional<qint64> cursorPosition(const QByteArray &path, const QString &cursor) const;

private:
    const QByteArray m_salt;
};

/// A "Link" header's value.
[[nodiscard]] QByteArray linkTo(const QString &issuer, const HttpRequest &request, const QByteArray &query,
                                const char *relation);

} // namespace demo
