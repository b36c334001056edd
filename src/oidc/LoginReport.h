#pragma once

#include "checks/Status.h"
#include "oidc/ClientProbeJob.h"
#include "oidc/Error.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace oidc {

/// The lines of the sign-in check, in their order. The ids are a contract of the command line.
enum class CheckId {
    Organization,
    SigningKeys,
    ClientCredentials,
    Redirect,
    CodeExchange,
    IdToken,
    UserInfo,
    RefreshToken,
    Groups,
    Revocation
};

/// "organization", "signing-keys", "client-credentials", "redirect", "code-exchange", "id-token", "userinfo",
/// "refresh-token", "groups", "revocation".
[[nodiscard]] QString checkName(CheckId id);
[[nodiscard]] QList<CheckId> allChecks();

/// One line.
struct Check
{
    CheckId id = CheckId::Organization;
    checks::Status status = checks::Status::Pending;
    std::optional<Error> problem = {}; ///< with Warning and Failed, and with Running what can be mended meanwhile
    QString detail = {}; ///< what was seen, English, for the details pane; never a secret
};

/// What a sign-in check found.
struct LoginReport
{
    QList<Check> checks; ///< all of them, in order
    QDateTime started; ///< UTC
    QString issuer = {};
    QString redirectUri = {}; ///< empty until the listener is bound
    QString subject = {};
    QString email = {};
    QStringList groups = {};
    QJsonObject idTokenClaims;
    QJsonObject userInfoClaims;
    std::optional<qint64> clockOffset = {}; ///< seconds that the server's clock is ahead of ours
    std::optional<ClientProbe> probe = {};
    int ignoredRequests = 0; ///< turned away by the listener
    bool isTimedOut = false; ///< the browser never came back
    bool refreshedWithoutIdToken = false; ///< allowed; Pomerium then keeps the first claims
    bool refreshTokenRotates = false;

    [[nodiscard]] const Check &check(CheckId id) const;
    [[nodiscard]] Check &check(CheckId id);
    /// All passed, with warnings or skipped where nothing was to be checked: none failed, none pending.
    [[nodiscard]] bool isPassed() const;
};

} // namespace oidc
