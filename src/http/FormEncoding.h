#pragma once

#include "core/Secret.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>

#include <optional>

/// application/x-www-form-urlencoded as RFC 6749 appendix B wants it. QUrlQuery is not it: measured on Qt 6.4.2, it
/// leaves '+' as '+', which a server reads as a space, and never decodes '+'.
namespace http {

/// Percent-encodes UTF-8 bytes; a space becomes '+'; [A-Za-z0-9*-._] stay.
[[nodiscard]] QByteArray formEncoded(QByteArrayView utf8);
/// Decodes one name or value, once; nullopt on a bad escape.
[[nodiscard]] std::optional<QByteArray> formDecoded(QByteArrayView encoded);

using FormFields = QList<QPair<QByteArray, QByteArray>>;

/// name=value&... in the given order, both encoded.
[[nodiscard]] QByteArray formBody(const FormFields &fields);
/// Splits first, then decodes each part once; nullopt when a part has a bad escape. Keeps order and duplicates.
[[nodiscard]] std::optional<FormFields> parseForm(QByteArrayView encoded);

/// `Basic ` + base64(form(id) ":" form(secret)) (RFC 6749 section 2.3.1: both are form-encoded first).
[[nodiscard]] Secret basicAuthorization(const QString &clientId, const Secret &clientSecret);

} // namespace http
