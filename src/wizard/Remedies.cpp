#include "wizard/Remedies.h"

#include <QCoreApplication>

namespace remedies {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(remedies)
};

QStringList application(const char *tab, const char *part)
{
    QStringList crumbs{QStringLiteral("Applications"), QStringLiteral("Applications"), Text::tr("your app"),
                       QLatin1String(tab)};
    if (part)
        crumbs.append(QLatin1String(part));
    return crumbs;
}

QString edit()
{
    return Text::tr("Select **Edit**.");
}

QString save()
{
    return Text::tr("Select **Save**, then come back here.");
}

} // namespace

Remedy forCode(const QString &code)
{
    using sketches::Place;
    const auto is = [&code](const char *known) { return code == QLatin1String(known); };
    if (is("OKTA-REFRESH-GRANT-OFF") || is("OKTA-REFRESH-TOKEN-MISSING"))
        return {Place::GrantType,
                application("General", "General Settings"),
                {edit(), Text::tr("Under **Grant type**, select **Refresh Token**."), save()},
                ConsolePage::Applications};
    if (is("OKTA-AUTHORIZATION-CODE-OFF"))
        return {Place::GrantType,
                application("General", "General Settings"),
                {edit(), Text::tr("Under **Grant type**, select **Authorization Code**."), save()},
                ConsolePage::Applications};
    if (is("OKTA-DPOP-REQUIRED"))
        return {Place::ProofOfPossession,
                application("General", "General Settings"),
                {edit(), Text::tr("Under **Proof of possession**, clear the DPoP check box."), save()},
                ConsolePage::Applications};
    if (is("OKTA-REDIRECT-URI") || is("OKTA-REDIRECT-DIFFERS"))
        return {Place::RedirectUris,
                application("General", "General Settings"),
                {edit(), Text::tr("Add the URI to **Sign-in redirect URIs**."), save()},
                ConsolePage::Applications};
    if (is("OKTA-UNKNOWN-CLIENT"))
        return {
            Place::ClientCredentials,
            application("General", "Client Credentials"),
            {Text::tr("If the app is **Inactive**, select **Activate**."), Text::tr("Copy the **Client ID** again.")},
            ConsolePage::Applications};
    if (is("OKTA-WRONG-SECRET"))
        return {Place::ClientCredentials,
                application("General", "Client Credentials"),
                {Text::tr("Copy the **Client ID** again."), Text::tr("Copy the secret that is **Active**.")},
                ConsolePage::Applications};
    if (is("OKTA-USER-NOT-ASSIGNED"))
        return {Place::AssignPeople,
                application("Assignments", nullptr),
                {Text::tr("Select **Assign**."), Text::tr("Select **Assign to People** or **Assign to Groups**."),
                 Text::tr("Select **Assign** beside each one, then **Done**.")},
                ConsolePage::Applications};
    if (is("OKTA-GROUPS-CLAIM-MISSING"))
        return {Place::GroupsClaim,
                application("Sign On", "OpenID Connect ID Token"),
                {edit(), Text::tr("Set **Groups claim filter** to `groups`, **Matches regex**, `.*`."), save()},
                ConsolePage::Applications};
    if (is("OKTA-TOKEN-INVALID") || is("OKTA-TOKEN-INVALID-NOW"))
        return {Place::CreateToken,
                {QStringLiteral("Security"), QStringLiteral("API"), QStringLiteral("Tokens")},
                {Text::tr("Select **Create token**."), Text::tr("Enter a name, such as Pomerium."),
                 Text::tr("Select **Create token**, then copy its value.")},
                ConsolePage::Tokens};
    return {};
}

} // namespace remedies
