#pragma once

#include "checks/Recorder.h"
#include "core/Job.h"
#include "http/Client.h"
#include "okta/ApiError.h"
#include "okta/ApiToken.h"
#include "okta/OrgUrl.h"
#include "okta/OrganizationJob.h"
#include "okta/RateLimit.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace okta {

/// The checks of a token, in their order. The ids are a contract of the command line.
struct TokenCheckId
{
    static constexpr QLatin1String Organization{"organization"};
    static constexpr QLatin1String TokenAccepted{"token-accepted"};
    static constexpr QLatin1String ListGroups{"list-groups"};
    static constexpr QLatin1String ListMembers{"list-members"};

    [[nodiscard]] static QStringList all() { return {Organization, TokenAccepted, ListGroups, ListMembers}; }
};

/// Why a check is not simply good though nothing was refused.
enum class TokenNote {
    OrganizationUnconfirmed, ///< a warning: the server knows no okta-organization
    OwnerNotActive, ///< a warning: users/me has another status than ACTIVE
    NoGroups, ///< a warning: the list is empty; the token may only see a part
    NoGroupToAsk ///< skipped, does not apply: no group whose members could be asked for
};

/// Okta refused a value as a token that looks like something else.
struct UnlikelyToken
{
    ApiError refusal;
    ApiToken::Hint hint = ApiToken::Hint::TokenId;
};

/// Whose token it is.
struct TokenOwner
{
    QString id; ///< 00u…
    QString login;
    QString name;
    QString status; ///< ACTIVE and so on

    /// "Ada Lovelace (ada@acme.example)", as far as it is known; at least the id.
    [[nodiscard]] QString person() const;
};

struct TokenReport
{
    /// Of TokenCheckId. A problem is an ApiError, an UnlikelyToken or a TokenNote.
    ::checks::List checks = ::checks::List(TokenCheckId::all());
    std::optional<Organization> organization;
    std::optional<TokenOwner> owner;
    QString firstGroupName;
    RateLimit groupsRate; ///< of the groups and members bucket, as this token sees it
};

/// Checks an API token by what Pomerium's directory sync will do with it: okta-organization, then users/me,
/// groups?limit=1 and groups/{id}/users?limit=1, each once. Never /api/v1/api-tokens/current, whose only method revokes
/// the token.
class CheckApiTokenJob final : public Job
{
    Q_OBJECT

public:
    CheckApiTokenJob(OrgUrl org, ApiToken token, http::Client &http);
    ~CheckApiTokenJob() override;

    /// Where its checks stand; tells of each change.
    [[nodiscard]] const checks::Recorder &recorder() const { return m_recorder; }
    /// As far as it got; complete after finished().
    [[nodiscard]] TokenReport report() const;

private:
    void run() override;
    void organizationAnswered();
    void ownerAnswered();
    void groupsAnswered();
    void membersAnswered();

    void ask(const QUrl &url, void (CheckApiTokenJob::*answered)());
    void refuse(const QString &id, const ApiError &error);

    const OrgUrl m_org;
    const ApiToken m_token;
    http::Client &m_http;
    checks::Recorder m_recorder;
    TokenReport m_report; ///< all but the checks
    std::unique_ptr<OrganizationJob> m_organization;
    std::unique_ptr<http::RequestJob> m_request;
};

} // namespace okta
