#include "advice/Places.h"

#include "advice/Diagnosis.h"

namespace advice::places {

QString applications()
{
    return Text::tr("Applications > Applications");
}

QString menuFootnote()
{
    return Text::tr("In some orgs this menu is Applications and Resources > Applications.");
}

QString general(const QString &setting)
{
    //: %1: a list of applications in the Admin Console, %2: a setting's name
    return Text::tr("Okta Admin Console: %1 > your app > General > %2").arg(applications(), setting);
}

QString clientCredentials()
{
    return general(QStringLiteral("Client Credentials"));
}

QString redirectUris()
{
    return general(QStringLiteral("Sign-in redirect URIs"));
}

QString grantTypes()
{
    return general(QStringLiteral("Grant type"));
}

QString assignments()
{
    return Text::tr("Okta Admin Console: %1 > your app > Assignments").arg(applications());
}

QString signOn()
{
    return Text::tr("Okta Admin Console: %1 > your app > Sign On").arg(applications());
}

QString tokens()
{
    return Text::tr("Okta Admin Console: Security > API > Tokens");
}

QString administrators()
{
    return Text::tr("Okta Admin Console: Security > Administrators");
}

QString authorizationServers()
{
    return Text::tr("Okta Admin Console: Security > API > Authorization Servers");
}

} // namespace advice::places
