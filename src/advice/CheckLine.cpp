#include "advice/CheckLine.h"

#include "advice/Diagnosis.h"

namespace advice {

namespace {

QString titleOf(oidc::CheckId id)
{
    using Id = oidc::CheckId;
    switch (id) {
    case Id::Organization:
        return Text::tr("Organisation");
    case Id::SigningKeys:
        return Text::tr("Signing keys");
    case Id::ClientCredentials:
        return Text::tr("Client ID and secret");
    case Id::Redirect:
        return Text::tr("Sign-in in the browser");
    case Id::CodeExchange:
        return Text::tr("Tokens for the code");
    case Id::IdToken:
        return Text::tr("ID token");
    case Id::UserInfo:
        return Text::tr("UserInfo");
    case Id::RefreshToken:
        return Text::tr("Refresh token");
    case Id::Groups:
        return Text::tr("Groups");
    case Id::Revocation:
        return Text::tr("Revocation");
    }
    Q_UNREACHABLE();
}

QString passedHeadline(oidc::CheckId id)
{
    using Id = oidc::CheckId;
    switch (id) {
    case Id::Organization:
        return Text::tr("The provider describes itself completely, and its issuer is exact.");
    case Id::SigningKeys:
        return Text::tr("The provider's signing keys were fetched.");
    case Id::ClientCredentials:
        return Text::tr("The token endpoint accepted client ID and secret.");
    case Id::Redirect:
        return Text::tr("The browser came back with the right state.");
    case Id::CodeExchange:
        return Text::tr("Tokens came for the authorization code.");
    case Id::IdToken:
        return Text::tr("Signature and claims of the ID token are right.");
    case Id::UserInfo:
        return Text::tr("UserInfo answered for the same person.");
    case Id::RefreshToken:
        return Text::tr("The refresh token worked twice.");
    case Id::Groups:
        return Text::tr("The groups of the person came with the token.");
    case Id::Revocation:
        return Text::tr("The tokens of this check were revoked, and the refresh token is dead.");
    }
    Q_UNREACHABLE();
}

QString titleOf(okta::TokenCheckId id)
{
    using Id = okta::TokenCheckId;
    switch (id) {
    case Id::Organization:
        return Text::tr("Organisation");
    case Id::TokenAccepted:
        return Text::tr("API token");
    case Id::ListGroups:
        return Text::tr("List groups");
    case Id::ListMembers:
        return Text::tr("List members");
    }
    Q_UNREACHABLE();
}

QString passedHeadline(okta::TokenCheckId id)
{
    using Id = okta::TokenCheckId;
    switch (id) {
    case Id::Organization:
        return Text::tr("There is an Okta organisation at this address.");
    case Id::TokenAccepted:
        return Text::tr("Okta accepts the token.");
    case Id::ListGroups:
        return Text::tr("The token may list groups.");
    case Id::ListMembers:
        return Text::tr("The token may list the members of a group.");
    }
    Q_UNREACHABLE();
}

void take(CheckLine &line, Diagnosis diagnosis)
{
    line.code = std::move(diagnosis.code);
    line.headline = std::move(diagnosis.headline);
    line.cause = std::move(diagnosis.cause);
    line.remedy = std::move(diagnosis.remedy);
    line.detail = std::move(diagnosis.detail);
}

/// The words for a line that nobody diagnosed.
QString plainHeadline(checks::Status status, const QString &passed)
{
    switch (status) {
    case checks::Status::Pending:
        return {};
    case checks::Status::Running:
        return Text::tr("Checking…");
    case checks::Status::Passed:
    case checks::Status::Warning:
        return passed;
    case checks::Status::Failed:
        return Text::tr("This check failed.");
    case checks::Status::Skipped:
        return Text::tr("Not checked.");
    }
    Q_UNREACHABLE();
}

CheckLine probeLine(const QString &id, const QString &title, const QString &passed, const oidc::Finding &finding)
{
    CheckLine line;
    line.id = id;
    line.title = title;
    if (finding.answer != oidc::Answer::Yes && finding.evidence)
        take(line, diagnose(*finding.evidence));
    switch (finding.answer) {
    case oidc::Answer::Yes:
        line.status = checks::Status::Passed;
        line.headline = passed;
        break;
    case oidc::Answer::No:
        line.status = checks::Status::Failed;
        break;
    case oidc::Answer::CannotTell:
        line.status = checks::Status::Skipped;
        line.cause = line.headline;
        line.headline = Text::tr("Cannot tell.");
        line.remedy = Text::tr("The sign-in check on the next page will show it.");
        break;
    }
    return line;
}

void note(CheckLine &line, const okta::TokenCheck &check)
{
    switch (check.note) {
    case okta::TokenNote::None:
        break;
    case okta::TokenNote::OrganizationUnconfirmed:
        line.code = QStringLiteral("OKTA-ORGANIZATION-UNCONFIRMED");
        line.headline = Text::tr("Whether this is an Okta organisation cannot be told.");
        line.cause =
            Text::tr("The server does not answer at /.well-known/okta-organization, as every Okta organisation does.");
        line.remedy = Text::tr("If you expected Okta here, check the organisation URL.");
        break;
    case okta::TokenNote::OwnerNotActive:
        line.code = QStringLiteral("OKTA-TOKEN-OWNER");
        line.headline = Text::tr("The token belongs to somebody who is not active.");
        line.cause = Text::tr("A token stops working when whoever created it is deactivated.");
        line.remedy = Text::tr("Create the token as an administrator who stays, for example a service account of your "
                               "organisation.");
        break;
    case okta::TokenNote::NoGroups:
        line.code = QStringLiteral("OKTA-NO-GROUPS");
        line.headline = Text::tr("The list of groups is empty.");
        line.cause =
            Text::tr("Every organisation has at least the group Everyone; a token of a group administrator sees only a "
                     "part of them.");
        line.remedy = Text::tr("Create the token as a Read-Only Administrator if Pomerium should see all groups.");
        break;
    case okta::TokenNote::NoGroupToAsk:
        line.code = QStringLiteral("OKTA-NO-GROUP-TO-ASK");
        line.headline = Text::tr("Cannot tell: there is no group whose members could be listed.");
        break;
    }
}

} // namespace

QJsonObject CheckLine::toJson() const
{
    return {{QStringLiteral("id"), id},        {QStringLiteral("status"), statusName(status)},
            {QStringLiteral("code"), code},    {QStringLiteral("headline"), headline},
            {QStringLiteral("cause"), cause},  {QStringLiteral("remedy"), remedy},
            {QStringLiteral("detail"), detail}};
}

QString statusWord(checks::Status status)
{
    switch (status) {
    case checks::Status::Pending:
        return Text::tr("waiting");
    case checks::Status::Running:
        return Text::tr("checking");
    case checks::Status::Passed:
        return Text::tr("passed");
    case checks::Status::Warning:
        return Text::tr("passed, with a warning");
    case checks::Status::Failed:
        return Text::tr("failed");
    case checks::Status::Skipped:
        return Text::tr("not checked");
    }
    Q_UNREACHABLE();
}

QList<CheckLine> checkLines(const oidc::LoginReport &report)
{
    QList<CheckLine> lines;
    for (const oidc::Check &check : report.checks) {
        CheckLine line;
        line.id = oidc::checkName(check.id);
        line.title = titleOf(check.id);
        line.status = check.status;
        if (check.problem)
            take(line, diagnose(*check.problem));
        if (line.headline.isEmpty())
            line.headline = plainHeadline(check.status, passedHeadline(check.id));
        if (!check.detail.isEmpty() && !line.detail.contains(check.detail))
            line.detail = line.detail.isEmpty() ? check.detail : line.detail + QLatin1Char('\n') + check.detail;
        lines.append(std::move(line));
    }
    return lines;
}

QList<CheckLine> checkLines(const okta::TokenReport &report)
{
    QList<CheckLine> lines;
    for (const okta::TokenCheck &check : report.checks) {
        CheckLine line;
        line.id = okta::checkName(check.id);
        line.title = titleOf(check.id);
        line.status = check.status;
        if (check.problem)
            take(line, diagnose(*check.problem));
        if (check.problem && check.problem->reason == okta::ApiError::Reason::TokenInvalid && report.tokenHint)
            line.cause = Text::tr("%1 If it is a token all the same: %2")
                             .arg(sentence(*report.tokenHint, Field::ApiToken), line.cause);
        note(line, check);
        if (line.headline.isEmpty())
            line.headline = plainHeadline(check.status, passedHeadline(check.id));
        if (!check.detail.isEmpty() && !line.detail.contains(check.detail))
            line.detail = line.detail.isEmpty() ? check.detail : line.detail + QLatin1Char('\n') + check.detail;
        lines.append(std::move(line));
    }
    return lines;
}

QList<CheckLine> checkLines(const oidc::ClientProbe &probe)
{
    QList<CheckLine> lines{probeLine(QStringLiteral("client-known"), Text::tr("Client ID"),
                                     Text::tr("The server knows this client ID."), probe.clientKnown),
                           probeLine(QStringLiteral("secret-accepted"), Text::tr("Client secret"),
                                     Text::tr("The server accepts the client secret."), probe.secretAccepted),
                           probeLine(QStringLiteral("refresh-grant"), Text::tr("Refresh Token grant"),
                                     Text::tr("The application may use refresh tokens."), probe.refreshGrant),
                           probeLine(QStringLiteral("no-dpop"), Text::tr("DPoP"),
                                     Text::tr("The application does not require DPoP."), probe.withoutDpop)};
    for (const auto &redirect : probe.redirects) {
        CheckLine line = probeLine(QStringLiteral("redirect-uri"), Text::tr("Redirect URI %1").arg(redirect.uri),
                                   Text::tr("The redirect URI is registered."), redirect.registered);
        lines.append(std::move(line));
    }
    if (probe.withoutPkce.answer == oidc::Answer::No) {
        CheckLine line = probeLine(QStringLiteral("pkce-optional"), Text::tr("PKCE"), QString(), probe.withoutPkce);
        line.status = checks::Status::Warning;
        lines.append(std::move(line));
    }
    return lines;
}

} // namespace advice
