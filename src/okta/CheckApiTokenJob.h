#pragma once

#include "checks/Status.h"
#include "core/Job.h"
#include "http/Client.h"
#include "okta/ApiError.h"
#include "okta/ApiToken.h"
#include "okta/OrgUrl.h"
#include "okta/OrganizationJob.h"
#include "okta/RateLimit.h"

#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace okta {

/// The lines of the token check, in their order. The ids are a contract of the command line.
enum class TokenCheckId { Organization, TokenAccepted, ListGroups, ListMembers };

/// "organization", "token-accepted", "list-groups", "list-members".
[[nodiscard]] QString checkName(TokenCheckId id);

/// Why a line is not simply good, beyond what the server refused.
enum class TokenNote {
    None,
    OrganizationUnconfirmed, ///< a warning: the server knows no okta-organization
    OwnerNotActive, ///< a warning: users/me has another status than ACTIVE
    NoGroups, ///< a warning: the list is empty; the token may only see a part
    NoGroupToAsk ///< skipped: no group whose members could be asked for
};

/// One line.
struct TokenCheck
{
    TokenCheckId id = TokenCheckId::Organization;
    checks::Status status = checks::Status::Pending;
    TokenNote note = TokenNote::None;
    std::optional<ApiError> problem; ///< with Failed
    QString detail; ///< what was seen, English; safe to show; never a secret
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
    QList<TokenCheck> checks; ///< all of them, in order
    std::optional<Organization> organization;
    std::optional<TokenOwner> owner;
    std::optional<ApiToken::Hint> tokenHint; ///< what the token looks like instead of one
    QString firstGroupName;
    RateLimit groupsRate; ///< of the groups and members bucket, as this token sees it

    [[nodiscard]] const TokenCheck &check(TokenCheckId id) const;
    [[nodiscard]] TokenCheck &check(TokenCheckId id);
    [[nodiscard]] bool isPassed() const;
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

    /// As far as it got; complete after finished().
    [[nodiscard]] const TokenReport &report() const { return m_report; }

Q_SIGNALS:
    void checkChanged(okta::TokenCheckId id);

private:
    void run() override;
    void organizationAnswered();
    void ownerAnswered();
    void groupsAnswered();
    void membersAnswered();

    void ask(const QUrl &url, void (CheckApiTokenJob::*answered)());
    void set(TokenCheckId id, checks::Status status, TokenNote note = TokenNote::None, QString detail = {});
    void fail(TokenCheckId id, ApiError error);
    void skipFrom(TokenCheckId id);

    const OrgUrl m_org;
    const ApiToken m_token;
    http::Client &m_http;
    TokenReport m_report;
    std::unique_ptr<OrganizationJob> m_organization;
    std::unique_ptr<http::RequestJob> m_request;
};

} // namespace okta
