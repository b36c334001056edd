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
    return Text::tr("A token can also be restricted to network zones; outside of them Okta refuses it in this way.");
}

Diagnosis plain(const okta::ApiError &error)
{
    using Reason = okta::ApiError::Reason;
    switch (error.reason) {
    case Reason::Transport:
        break; // handled by the caller
    case Reason::Redirected:
        return {QStringLiteral("OKTA-API-REDIRECTED"), Text::tr("The org sends us to another address."),
                Text::tr("A token goes nowhere but to the org itself, so the redirect was not followed."),
                Text::tr("If the address in the details is your org, enter it as the organization URL.")};
    case Reason::Html:
        return {QStringLiteral("OKTA-API-HTML"), Text::tr("A web page came instead of an answer."),
                Text::tr("The org does not exist under this name, or a proxy or a network's sign-in page (captive "
                         "portal) answered in its place."),
                Text::tr("Open the org's address in the browser: if it is not Okta's sign-in page, correct the "
                         "address or sign in to the network first.")};
    case Reason::Empty:
        return {QStringLiteral("OKTA-API-EMPTY"), Text::tr("The org answered with nothing."),
                Text::tr("The answer is empty; a proxy may have cut it."), Text::tr("Try again.")};
    case Reason::Malformed:
        return {QStringLiteral("OKTA-API-MALFORMED"), Text::tr("The answer cannot be read."),
                Text::tr("It is not what Okta's API answers; another server stands behind this address."),
                Text::tr("Check the organization URL.")};
    case Reason::NotAnOktaOrganization:
        return {QStringLiteral("OKTA-NO-ORGANIZATION"), Text::tr("There is no Okta org at this address."),
                Text::tr("Every org answers at /.well-known/okta-organization, and this server does not. Names that "
                         "do not exist still answer, with an error page."),
                Text::tr("Enter the organization URL as in the address bar of the Okta Admin Console, without -admin: "
                         "https://acme.okta.com.")};
    case Reason::OrganizationDeactivated:
        return {QStringLiteral("OKTA-ORGANIZATION-DEACTIVATED"), Text::tr("This Okta org has been deactivated."),
                Text::tr("Free developer orgs are deactivated when nobody uses them."),
                Text::tr("Ask the org's administrator or Okta, or make a new org.")};
    case Reason::TokenInvalid:
        return {QStringLiteral("OKTA-TOKEN-INVALID"), Text::tr("Okta does not accept this API token."),
                Text::tr("It has a copying mistake, was revoked, was not used for 30 days, or whoever created it was "
                         "deactivated or suspended. It may also belong to another org. %1")
                    .arg(zoneHint()),
                Text::tr("Create a new token and copy it whole: it is shown once. %1").arg(places::tokens())};
    case Reason::TokenInvalidNow:
        return {QStringLiteral("OKTA-TOKEN-INVALID-NOW"),
                Text::tr("Okta accepted the token a moment ago, and refuses it now."),
                Text::tr("It was revoked in between, or it may not be used for this call. %1").arg(zoneHint()),
                Text::tr("Check again. If it stays, create a new token as a Read-Only Administrator. %1")
                    .arg(places::tokens())};
    case Reason::TokenNotPresented:
        return {QStringLiteral("OKTA-TOKEN-NOT-PRESENTED"), Text::tr("The token did not arrive at Okta."),
                Text::tr("Okta saw no SSWS token in the request: a proxy between removes the Authorization header."),
                Text::tr("Try from a network without a proxy that inspects connections.")};
    case Reason::NotPermitted:
        return {
            QStringLiteral("OKTA-TOKEN-NOT-PERMITTED"), Text::tr("The token may not do this."),
            Text::tr("A token may do what the administrator who created it may do, and that role is too small. %1")
                .arg(zoneHint()),
            Text::tr(
                "Give that administrator the role Read-Only Administrator (or a custom role that may view groups and "
                "users), or create the token as somebody who has it. %1")
                .arg(places::administrators())};
    case Reason::FeatureUnavailable:
        return {QStringLiteral("OKTA-FEATURE-UNAVAILABLE"), Text::tr("The org's edition does not have this."),
                Text::tr("Okta says that the feature is not part of the edition, or not switched on."),
                Text::tr("Ask Okta, or use an org that has it.")};
    case Reason::PolicyDenied:
        return {QStringLiteral("OKTA-POLICY-DENIED"), Text::tr("A policy of the org denies this."),
                Text::tr("Access through the API is restricted by a policy."),
                Text::tr("Look for the policy that applies to the administrator who created the token. %1")
                    .arg(places::administrators())};
    case Reason::NotFound:
        return {
            QStringLiteral("OKTA-NOT-FOUND"), Text::tr("Okta did not find what was asked for."),
            Text::tr(
                "It was deleted a moment ago, or the address is wrong, or the token's role hides it: what a token may "
                "not see does not exist for it."),
            Text::tr(
                "Check again. If it stays, check the organization URL, and the role of the administrator who created "
                "the token. %1")
                .arg(places::administrators())};
    case Reason::MethodRefused:
        return {QStringLiteral("OKTA-METHOD-REFUSED"), Text::tr("Okta refused the kind of request."),
                Text::tr("Okta answers so also when rights are missing or the token is invalid."),
                Text::tr("Create a new token as a Read-Only Administrator. %1").arg(places::tokens())};
    case Reason::InvalidRequest:
        return {QStringLiteral("OKTA-INVALID-REQUEST"), Text::tr("Okta did not understand the request."),
                Text::tr("Its own words are in the details."), Text::tr("Check the organization URL.")};
    case Reason::RateLimited:
        return {
            QStringLiteral("OKTA-RATE-LIMITED"), Text::tr("Okta asks to wait: too many requests."),
            error.retryAt
                ? Text::tr("The org's rate limit for this part of the API is used up until %1, by the clock of "
                           "this computer.")
                      .arg(error.retryAt->toLocalTime().time().toString(QStringLiteral("hh:mm:ss")))
                : Text::tr("The org's rate limit for this part of the API is used up. The answer does not say until "
                           "when; Okta's limits start again each minute."),
            Text::tr("Wait, and check again. Other programs with their own tokens share the limit: Okta Admin "
                     "Console: Reports > Rate Limits.")};
    case Reason::ReadOnly:
        return {QStringLiteral("OKTA-READ-ONLY"), Text::tr("Okta is in read-only mode."),
                Text::tr("Okta does this in maintenance or after a failure; sign-in goes on, changes do not."),
                Text::tr("Look at status.okta.com, and try again later.")};
    case Reason::ServerTrouble:
        return {QStringLiteral("OKTA-SERVER-ERROR"), Text::tr("Okta failed while it handled the request."),
                Text::tr("The mistake is on Okta's side."),
                Text::tr("Look at status.okta.com and try again. The request id in the details helps Okta's support.")};
    case Reason::OriginRefused:
        return {QStringLiteral("OKTA-ORIGIN-HEADER"), Text::tr("Okta took the request for one of a web page."),
                Text::tr("Something between this computer and Okta adds an Origin header."),
                Text::tr("Try from a network without a proxy that inspects connections.")};
    case Reason::LinkInvalid:
        return {QStringLiteral("OKTA-LINK-INVALID"), Text::tr("The list of groups cannot be read to its end."),
                Text::tr("The server says that the next page is at a place that is not this org's list, or that "
                         "was read already, or its list does not end. A token goes nowhere else, so reading stopped."),
                Text::tr("Check that the address is really Okta's, and that no gateway rewrites its links.")};
    case Reason::Other:
        return {QStringLiteral("OKTA-API-OTHER"), Text::tr("Okta gave an answer that is not known here."),
                Text::tr("Its own words are in the details."), Text::tr("Try again. Otherwise ask Okta's support.")};
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
                Text::tr("We couldn't confirm that this is an Okta org."),
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
                Text::tr("Every org has the group Everyone; a group administrator's token sees only some groups."),
                Text::tr("Create the token as a Read-Only Administrator if Pomerium should see all groups."),
                {}};
    case okta::TokenNote::NoGroupToAsk:
        return {QStringLiteral("OKTA-NO-GROUP-TO-ASK"),
                Text::tr("There is no group whose members we could list."),
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
        Text::tr("%1 If it is a token all the same: %2").arg(sentence(token.hint, Field::ApiToken), diagnosis.cause);
    return diagnosis;
}

} // namespace advice
