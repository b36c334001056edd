#include "advice/Diagnosis.h"
#include "advice/Places.h"

namespace advice {

namespace {

QString detailOf(const okta::ApiError &error)
{
    QStringList lines;
    if (!error.detail.isEmpty())
        lines.append(error.detail);
    if (error.httpStatus != 0)
        lines.append(QStringLiteral("HTTP %1").arg(error.httpStatus));
    if (!error.errorCode.isEmpty() || !error.errorSummary.isEmpty())
        lines.append(QStringLiteral("%1: %2").arg(error.errorCode, error.errorSummary));
    lines += error.errorCauses;
    if (!error.errorId.isEmpty())
        lines.append(QStringLiteral("errorId: %1").arg(error.errorId));
    if (!error.requestId.isEmpty())
        lines.append(QStringLiteral("X-Okta-Request-Id: %1").arg(error.requestId));
    return lines.join(QLatin1Char('\n'));
}

QString zoneHint()
{
    return Text::tr("A token can also be limited to network zones. Outside of them, Okta rejects it in the "
                    "same way.");
}

Diagnosis plain(const okta::ApiError &error)
{
    using Reason = okta::ApiError::Reason;
    switch (error.reason) {
    case Reason::Transport:
        break; // handled by the caller
    case Reason::Redirected:
        return {QStringLiteral("OKTA-API-REDIRECTED"), Text::tr("The org redirects to another address."),
                Text::tr("We send a token only to the org itself, so we did not follow the redirect."),
                Text::tr("If the address in the details is your org, enter it as the organization URL.")};
    case Reason::Html:
        return {QStringLiteral("OKTA-API-HTML"), Text::tr("The org answered with a web page."),
                Text::tr("No org has this name, or a proxy or a network's sign-in page answered instead."),
                Text::tr("Open the org's address in your browser. If you do not see Okta's sign-in page, correct "
                         "the address or sign in to the network.")};
    case Reason::Empty:
        return {QStringLiteral("OKTA-API-EMPTY"), Text::tr("The org sent an empty answer."),
                Text::tr("A proxy may have removed the content."), Text::tr("Try again.")};
    case Reason::Malformed:
        return {QStringLiteral("OKTA-API-MALFORMED"), Text::tr("We can't read the org's answer."),
                Text::tr("It is not in the format of Okta's API. Another server may use this address."),
                Text::tr("Check the organization URL.")};
    case Reason::NotAnOktaOrganization:
        return {QStringLiteral("OKTA-NO-ORGANIZATION"), Text::tr("There is no Okta org at this address."),
                Text::tr("Every org answers at /.well-known/okta-organization. This server does not."),
                Text::tr("Enter the organization URL as in the address bar of the Okta Admin Console, without -admin: "
                         "https://acme.okta.com.")};
    case Reason::OrganizationDeactivated:
        return {QStringLiteral("OKTA-ORGANIZATION-DEACTIVATED"), Text::tr("This Okta org has been deactivated."),
                Text::tr("Free developer orgs are deactivated when nobody uses them."),
                Text::tr("Contact the org's administrator or Okta, or create a new org.")};
    case Reason::TokenInvalid:
        return {QStringLiteral("OKTA-TOKEN-INVALID"), Text::tr("Okta does not accept this API token."),
                Text::tr("It was mistyped, revoked, or not used for 30 days. Its owner may have been deactivated "
                         "or suspended. It may also belong to another org. %1")
                    .arg(zoneHint()),
                Text::tr("Create a new token and copy all of it. Okta shows it only once. %1").arg(places::tokens())};
    case Reason::TokenInvalidNow:
        return {QStringLiteral("OKTA-TOKEN-INVALID-NOW"), Text::tr("Okta accepted this token, but now rejects it."),
                Text::tr("It was revoked in the meantime, or it is not allowed to make this call. %1").arg(zoneHint()),
                Text::tr("Check again. If this continues, create a new token as a Read-Only Administrator. %1")
                    .arg(places::tokens())};
    case Reason::TokenNotPresented:
        return {QStringLiteral("OKTA-TOKEN-NOT-PRESENTED"), Text::tr("The token did not reach Okta."),
                Text::tr("Okta saw no SSWS token in the request. A proxy may have removed the Authorization "
                         "header."),
                Text::tr("Try from a network without a proxy that inspects connections.")};
    case Reason::NotPermitted:
        return {QStringLiteral("OKTA-TOKEN-NOT-PERMITTED"), Text::tr("This token does not have permission."),
                Text::tr("A token has the permissions of the administrator who created it. That role does not "
                         "allow this. %1")
                    .arg(zoneHint()),
                Text::tr("Give that administrator the Read-Only Administrator role, or a custom role that can "
                         "view groups and users. Or create the token as an administrator who has such a role. %1")
                    .arg(places::administrators())};
    case Reason::FeatureUnavailable:
        return {QStringLiteral("OKTA-FEATURE-UNAVAILABLE"), Text::tr("Your org does not have this feature."),
                Text::tr("Okta says the feature is not part of your edition, or is not turned on."),
                Text::tr("Contact Okta, or use an org that has the feature.")};
    case Reason::PolicyDenied:
        return {QStringLiteral("OKTA-POLICY-DENIED"), Text::tr("A policy of the org denies this."),
                Text::tr("Access through the API is restricted by a policy."),
                Text::tr("Check the policy that applies to the administrator who created the token. %1")
                    .arg(places::administrators())};
    case Reason::NotFound:
        return {QStringLiteral("OKTA-NOT-FOUND"), Text::tr("Okta could not find what we asked for."),
                Text::tr("It was just deleted, the address is wrong, or the token's role cannot see it."),
                Text::tr("Check again. If this continues, check the organization URL and the role of the token's "
                         "owner. %1")
                    .arg(places::administrators())};
    case Reason::MethodRefused:
        return {QStringLiteral("OKTA-METHOD-REFUSED"), Text::tr("Okta refused this type of request."),
                Text::tr("Okta also answers this way when permissions are missing or the token is invalid."),
                Text::tr("Create a new token as a Read-Only Administrator. %1").arg(places::tokens())};
    case Reason::InvalidRequest:
        return {QStringLiteral("OKTA-INVALID-REQUEST"), Text::tr("Okta did not understand the request."),
                Text::tr("Okta's message is in the details."), Text::tr("Check the organization URL.")};
    case Reason::RateLimited:
        return {QStringLiteral("OKTA-RATE-LIMITED"), Text::tr("Okta received too many requests."),
                error.retryAt
                    ? Text::tr("The rate limit for this part of the API is used up until %1, by this computer's clock.")
                          .arg(error.retryAt->toLocalTime().time().toString(QStringLiteral("hh:mm:ss")))
                    : Text::tr("The org's rate limit for this part of the API is used up. Okta resets its limits every "
                               "minute."),
                Text::tr("Wait a minute, then check again. To see what uses the limit, open Reports > Rate Limits "
                         "in the Okta Admin Console.")};
    case Reason::ReadOnly:
        return {QStringLiteral("OKTA-READ-ONLY"), Text::tr("Okta is in read-only mode."),
                Text::tr("This happens during maintenance or after a failure. Users can still sign in, but "
                         "nothing can be changed."),
                Text::tr("Check status.okta.com, then try again later.")};
    case Reason::ServerTrouble:
        return {QStringLiteral("OKTA-SERVER-ERROR"), Text::tr("Okta had an error with this request."),
                Text::tr("The problem is on Okta's side."),
                Text::tr("Check status.okta.com, then try again. The request ID in the details helps Okta Support.")};
    case Reason::OriginRefused:
        return {QStringLiteral("OKTA-ORIGIN-HEADER"), Text::tr("Okta thinks a web page sent the request."),
                Text::tr("Something between this computer and Okta adds an Origin header."),
                Text::tr("Try from a network without a proxy that inspects connections.")};
    case Reason::LinkInvalid:
        return {QStringLiteral("OKTA-LINK-INVALID"), Text::tr("The list of groups is incomplete."),
                Text::tr("The link to the next page leads outside this org's list, or in a circle. We never send "
                         "a token anywhere else, so reading stopped."),
                Text::tr("Check that this address is Okta's, and that no gateway rewrites its links.")};
    case Reason::Other:
        return {QStringLiteral("OKTA-API-OTHER"), Text::tr("Okta sent an answer we do not recognize."),
                Text::tr("Okta's message is in the details."),
                Text::tr("Try again. If this continues, contact Okta Support.")};
    }
    return {};
}

} // namespace

Diagnosis diagnose(const okta::ApiError &error)
{
    if (error.reason == okta::ApiError::Reason::Transport) {
        Diagnosis d = diagnose(error.transport.value_or(http::TransportError{}));
        if (d.detail.isEmpty())
            d.detail = error.detail;
        return d;
    }
    // A call with the management token needs other rights, and is refused for other reasons.
    Diagnosis d;
    if (error.isAboutManagement)
        d = diagnose(okta::applicationRefusal(error));
    if (d.code.isEmpty())
        d = plain(error);
    d.detail = detailOf(error);
    return d;
}

Diagnosis diagnose(okta::TokenNote note)
{
    switch (note) {
    case okta::TokenNote::OrganizationUnconfirmed:
        return {QStringLiteral("OKTA-ORGANIZATION-UNCONFIRMED"),
                Text::tr("We couldn't confirm this is an Okta org."),
                Text::tr("The server does not answer at /.well-known/okta-organization, as every Okta org does."),
                Text::tr("If you expected Okta here, check the organization URL."),
                {}};
    case okta::TokenNote::OwnerNotActive:
        return {QStringLiteral("OKTA-TOKEN-OWNER"),
                Text::tr("The token's owner is not active."),
                Text::tr("A token stops working when the person who created it is deactivated."),
                Text::tr("Create the token as an administrator who stays, such as your org's service account."),
                {}};
    case okta::TokenNote::NoGroups:
        return {QStringLiteral("OKTA-NO-GROUPS"),
                Text::tr("The list of groups is empty."),
                Text::tr("Every org has the group Everyone. A group administrator's token sees only some groups."),
                Text::tr("Create the token as a Read-Only Administrator if Pomerium should see all groups."),
                {}};
    case okta::TokenNote::NoGroupToAsk:
        return {QStringLiteral("OKTA-NO-GROUP-TO-ASK"),
                Text::tr("There is no group to list members of."),
                Text::tr("The token sees no groups."),
                Text::tr("Create the token as a Read-Only Administrator if Pomerium should see all groups."),
                {}};
    }
    Q_UNREACHABLE();
}

Diagnosis diagnose(const okta::UnlikelyToken &token)
{
    Diagnosis diagnosis = diagnose(token.refusal);
    diagnosis.cause =
        Text::tr("%1 If it is a token after all: %2").arg(sentence(token.hint, Field::ApiToken), diagnosis.cause);
    return diagnosis;
}

} // namespace advice
