#pragma once

#include "checks/List.h"
#include "oidc/CheckIds.h"
#include "oidc/ClientProbeJob.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace oidc {

/// What a sign-in test found.
struct LoginReport
{
    ::checks::List checks = ::checks::List(CheckId::all()); ///< each problem is an oidc::Error
    QString issuer = {};
    QString redirectUri = {}; ///< empty until the listener is bound
    QString subject = {}; ///< to be shown, as the next two: through serverText()
    QString email = {};
    QStringList groups = {};
    QJsonObject idTokenClaims;
    QJsonObject userInfoClaims;
    std::optional<qint64> clockOffset = {}; ///< seconds that the server's clock is ahead of ours
    std::optional<ClientProbe> probe = {};
    int ignoredRequests = 0; ///< turned away by the listener
    bool isTimedOut = false; ///< the browser never came back
    bool refreshedWithoutIdToken = false; ///< allowed; the first claims are then kept
    bool refreshTokenRotates = false;
};

} // namespace oidc
