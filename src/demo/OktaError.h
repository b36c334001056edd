#pragma once

#include "demo/HttpResponse.h"

#include <QString>

namespace demo {

/// {"error":…,"error_description":…}: how the OAuth endpoints answer (RFC 6749 section 5.2).
[[nodiscard]] HttpResponse oauthError(int status, const QString &error, const QString &description);

/// {"errorCode":…,"errorSummary":…,"errorLink":…,"errorId":…,"errorCauses":[…]}: how the management API answers, and
/// the token endpoint when it does not know the client.
[[nodiscard]] HttpResponse managementError(int status, const QString &code, const QString &summary,
                                           const QStringList &causes = {});

/// The one error that discovery, the token endpoint and others give in the shape of the management API.
[[nodiscard]] HttpResponse unknownClient(int status);

/// The path is there, the method is not.
[[nodiscard]] HttpResponse methodNotAllowed();

} // namespace demo
