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
    QStringList crumbs{QStringLiteral("Applications"), Text::tr("your app"), QLatin1String(tab)};
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
                ConsolePage::AppGeneral};
    if (is("OKTA-AUTHORIZATION-CODE-OFF"))
        return {Place::GrantType,
                application("General", "General Settings"),
                {edit(), Text::tr("Under **Grant type**, select **Authorization Code**."), save()},
                ConsolePage::AppGeneral};
    if (is("OKTA-DPOP-REQUIRED"))
        return {Place::ProofOfPossession,
                application("General", "General Settings"),
                {edit(), Text::tr("Under **Proof of possession**, clear the DPoP check box."), save()},
                ConsolePage::AppGeneral};
    if (is("OKTA-REDIRECT-URI") || is("OKTA-REDIRECT-DIFFERS"))
        return {Place::RedirectUris,
                application("General", "General Settings"),
                {edit(), Text::tr("Add the URI to **Sign-in redirect URIs**."), save()},
                ConsolePage::AppGeneral};
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
                ConsolePage::AppGeneral};
    if (is("OKTA-USER-NOT-ASSIGNED"))
        return {Place::AssignPeople,
                application("Assignments", nullptr),
                {Text::tr("Select **Assign**."), Text::tr("Select **Assign to People** or **Assign to Groups**."),
                 Text::tr("Select **Assign** beside each one, then **Done**.")},
                ConsolePage::AppAssignments};
    if (is("OKTA-GROUPS-CLAIM-MISSING"))
        return {Place::GroupsClaim,
                application("Sign On", "OpenID Connect ID Token"),
                {edit(), Text::tr("Set **Groups claim filter** to `groups`, **Matches regex**, `.*`."), save()},
                ConsolePage::AppSignOn};
    if (is("OKTA-TOKEN-INVALID") || is("OKTA-TOKEN-INVALID-NOW"))
        return {Place::CreateToken,
                {QStringLiteral("Security"), QStringLiteral("API"), QStringLiteral("Tokens")},
                {Text::tr("Select **Create token**."), Text::tr("Enter a name, such as Pomerium."),
                 Text::tr("Select **Create token**, then copy its value.")},
                ConsolePage::Tokens};
    if (is("OKTA-TOKEN-NOT-PERMITTED"))
        return {Place::None,
                {QStringLiteral("Security"), QStringLiteral("Administrators")},
                {Text::tr("Find the administrator who created the token."),
                 Text::tr("Give them the role **Read-Only Administrator**."),
                 Text::tr("Come back here, and check again.")},
                ConsolePage::None};
    return {};
}

QUrl consoleUrl(const okta::OrgUrl &org, ConsolePage page, const QString &clientId)
{
    const auto app = [&](const char *tab) {
        // Okta documents no address of an app's own page; the practice console has one.
        if (!org.isOnThisComputer() || clientId.isEmpty())
            return org.adminUrl(QStringLiteral("/admin/apps/active"));
        QUrl url = org.adminUrl(QStringLiteral("/admin/app/oidc_client/instance/") + clientId);
        url.setQuery(QStringLiteral("tab=") + QLatin1String(tab));
        return url;
    };
    switch (page) {
    case ConsolePage::None:
        return {};
    case ConsolePage::Applications:
        return org.adminUrl(QStringLiteral("/admin/apps/active"));
    case ConsolePage::AppGeneral:
        return app("general");
    case ConsolePage::AppSignOn:
        return app("signon");
    case ConsolePage::AppAssignments:
        return app("assignments");
    case ConsolePage::Tokens:
        return org.adminUrl(QStringLiteral("/admin/access/api/tokens"));
    }
    Q_UNREACHABLE();
}

} // namespace remedies
