#pragma once

#include "core/Job.h"
#include "core/Secret.h"
#include "http/Client.h"
#include "oidc/Error.h"
#include "oidc/JsonWebKeySet.h"
#include "oidc/RelyingParty.h"

#include <QJsonObject>

#include <memory>

namespace oidc {

/// The UserInfo answer (OpenID Connect Core section 5.3), whose `sub` was compared.
struct UserInfo
{
    QJsonObject claims;
};

/// Asks UserInfo with the access token in the Authorization header, never in the URL.
class UserInfoJob final : public JobOf<UserInfo, Error>
{
    Q_OBJECT

public:
    /// `typedMembers`: of which members the type is judged. `keys`: for an answer that is signed.
    UserInfoJob(const QUrl &userinfoEndpoint, const Secret &accessToken, QString expectedSubject,
                QList<RelyingParty::TypedMember> typedMembers, JsonWebKeySet keys, http::Client &http);

private:
    void run() override;
    void answered();

    const QString m_expectedSubject;
    const QList<RelyingParty::TypedMember> m_typedMembers;
    const JsonWebKeySet m_keys;
    const std::unique_ptr<http::RequestJob> m_request;
};

} // namespace oidc
