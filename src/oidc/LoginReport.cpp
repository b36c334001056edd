#include "oidc/LoginReport.h"

#include <algorithm>

namespace oidc {

QString checkName(CheckId id)
{
    switch (id) {
    case CheckId::Organization:
        return QStringLiteral("organization");
    case CheckId::SigningKeys:
        return QStringLiteral("signing-keys");
    case CheckId::ClientCredentials:
        return QStringLiteral("client-credentials");
    case CheckId::Redirect:
        return QStringLiteral("redirect");
    case CheckId::CodeExchange:
        return QStringLiteral("code-exchange");
    case CheckId::IdToken:
        return QStringLiteral("id-token");
    case CheckId::UserInfo:
        return QStringLiteral("userinfo");
    case CheckId::RefreshToken:
        return QStringLiteral("refresh-token");
    case CheckId::Groups:
        return QStringLiteral("groups");
    case CheckId::Revocation:
        return QStringLiteral("revocation");
    }
    Q_UNREACHABLE();
}

QList<CheckId> allChecks()
{
    return {CheckId::Organization, CheckId::SigningKeys, CheckId::ClientCredentials, CheckId::Redirect,
            CheckId::CodeExchange, CheckId::IdToken,     CheckId::UserInfo,          CheckId::RefreshToken,
            CheckId::Groups,       CheckId::Revocation};
}

const Check &LoginReport::check(CheckId id) const
{
    const auto found = std::find_if(checks.cbegin(), checks.cend(), [id](const Check &each) { return each.id == id; });
    Q_ASSERT(found != checks.cend());
    return *found;
}

Check &LoginReport::check(CheckId id)
{
    const auto found = std::find_if(checks.begin(), checks.end(), [id](const Check &each) { return each.id == id; });
    Q_ASSERT(found != checks.end());
    return *found;
}

bool LoginReport::isPassed() const
{
    return !checks.isEmpty() && std::all_of(checks.cbegin(), checks.cend(), [](const Check &check) {
        switch (check.status) {
        case checks::Status::Passed:
        case checks::Status::Warning:
            return true;
        case checks::Status::Skipped:
            // Only groups may have nothing to look at; anything else that was skipped was not seen to be good.
            return check.id == CheckId::Groups;
        case checks::Status::Pending:
        case checks::Status::Running:
        case checks::Status::Failed:
            return false;
        }
        Q_UNREACHABLE();
    });
}

} // namespace oidc
