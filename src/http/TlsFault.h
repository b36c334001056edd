#pragma once

#include "http/TransportError.h"

#include <QList>
#include <QSslError>

#include <optional>

class QSslCertificate;

namespace http {

/// What is wrong with a server's certificate; nothing when there are no errors. `sent` is the chain as the server sent
/// it, its own certificate first. Names in it come from whoever answered, and are made safe to show here.
[[nodiscard]] std::optional<TransportError> tlsFault(const QString &host, const QList<QSslError> &errors,
                                                     const QList<QSslCertificate> &sent);

} // namespace http
