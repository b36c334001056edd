#include "wizard/Sketches.h"

#include <QCoreApplication>
#include <QStringList>

namespace sketches {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(sketches)
};

QString described(const Part &part)
{
    QString label = QString::fromUtf8(part.label);
    const QString value = QString::fromUtf8(part.value ? part.value : "");
    switch (part.kind) {
    case Kind::CheckBox:
        return Text::tr("the check box %1, not selected").arg(label);
    case Kind::CheckBoxOn:
        return Text::tr("the check box %1, selected").arg(label);
    case Kind::Radio:
        return Text::tr("the option %1, not selected").arg(label);
    case Kind::RadioOn:
        return Text::tr("the option %1, selected").arg(label);
    case Kind::Field:
        return value.isEmpty() ? Text::tr("the field %1").arg(label) : Text::tr("the field %1, %2").arg(label, value);
    case Kind::Title:
        return value.isEmpty() ? label : value; // the button at the end of a title
    case Kind::TableRow:
        return value.isEmpty() ? label : Text::tr("%1, %2").arg(label, value);
    case Kind::Breadcrumb:
    case Kind::Button:
    case Kind::MenuItem:
    case Kind::Tabs:
    case Kind::Filler:
        return label;
    }
    Q_UNREACHABLE();
}

} // namespace

QList<Part> parts(Place place)
{
    switch (place) {
    case Place::None:
        return {};
    case Place::OrgUrl:
        return {{Kind::Title, "Okta Admin Console", "Your name"},
                {Kind::Filler, "name@example.com"},
                {Kind::MenuItem, "acme.okta.com", nullptr, 1},
                {Kind::MenuItem, "My settings"},
                {Kind::MenuItem, "Sign out"}};
    case Place::CreateAppIntegration:
        return {{Kind::Title, "Create a new app integration"},
                {Kind::Filler, "Sign-in method"},
                {Kind::RadioOn, "OIDC - OpenID Connect", nullptr, 1},
                {Kind::Radio, "SAML 2.0"},
                {Kind::Filler, "Application type"},
                {Kind::RadioOn, "Web Application", nullptr, 2},
                {Kind::Radio, "Single-Page Application"},
                {Kind::Button, "Next", nullptr, 3}};
    case Place::NewWebAppIntegration:
        return {{Kind::Title, "New Web App Integration"},
                {Kind::Field, "App integration name", "Pomerium", 2},
                {Kind::Filler, "Grant type"},
                {Kind::CheckBoxOn, "Authorization Code"},
                {Kind::CheckBoxOn, "Refresh Token", nullptr, 3},
                {Kind::CheckBox, "Implicit (hybrid)"},
                {Kind::Field, "Sign-in redirect URIs", "https://…/oauth2/callback", 4}};
    case Place::Assignments:
        return {{Kind::Title, "Assignments"},
                {Kind::Filler, "Controlled access"},
                {Kind::RadioOn, "Allow everyone in your organization to access", nullptr, 1},
                {Kind::Radio, "Limit access to selected groups"},
                {Kind::Radio, "Skip group assignment for now"},
                {Kind::Button, "Save", nullptr, 2}};
    case Place::ClientCredentials:
        return {{Kind::Tabs, "General | Sign On | Assignments"},
                {Kind::Title, "Client Credentials"},
                {Kind::Field, "Client ID", "0oa…", 1},
                {Kind::Filler, "CLIENT SECRETS"},
                {Kind::TableRow, "••••••••••", "Active", 2}};
    case Place::GrantType:
        return {{Kind::Title, "General Settings", "Edit", 1},
                {Kind::Filler, "Grant type"},
                {Kind::CheckBoxOn, "Authorization Code"},
                {Kind::CheckBox, "Refresh Token", nullptr, 2},
                {Kind::Button, "Save", nullptr, 3}};
    case Place::ProofOfPossession:
        return {
            {Kind::Title, "General Settings", "Edit", 1},
            {Kind::Filler, "Proof of possession"},
            {Kind::CheckBoxOn, "Require Demonstrating Proof of Possession (DPoP) header in token requests", nullptr, 2},
            {Kind::Button, "Save", nullptr, 3}};
    case Place::RedirectUris:
        return {{Kind::Title, "General Settings", "Edit", 1},
                {Kind::Filler, "LOGIN"},
                {Kind::Field, "Sign-in redirect URIs", "https://…/oauth2/callback", 2},
                {Kind::Button, "+ Add URI"},
                {Kind::Button, "Save", nullptr, 3}};
    case Place::AssignPeople:
        return {{Kind::Tabs, "General | Sign On | Assignments"},
                {Kind::Button, "Assign", nullptr, 1},
                {Kind::MenuItem, "Assign to People", nullptr, 2},
                {Kind::MenuItem, "Assign to Groups"},
                {Kind::TableRow, "Robin Example", "Assign", 3}};
    case Place::GroupsClaim:
        return {{Kind::Tabs, "General | Sign On | Assignments"},
                {Kind::Title, "OpenID Connect ID Token", "Edit", 1},
                {Kind::Field, "Groups claim type", "Filter"},
                {Kind::Field, "Groups claim filter", "groups  Matches regex  .*", 2},
                {Kind::Button, "Save", nullptr, 3}};
    case Place::CreateToken:
        return {{Kind::Breadcrumb, "Security › API"},
                {Kind::Tabs, "Authorization Servers | Tokens"},
                {Kind::Button, "Create token", nullptr, 1},
                {Kind::Field, "Name", "Pomerium", 2},
                {Kind::Button, "Create token", nullptr, 3}};
    case Place::TokenValue:
        return {{Kind::Title, "Token created successfully!"},
                {Kind::Field, "Token Value", "00…", 1},
                {Kind::Button, "OK, got it", nullptr, 2}};
    }
    Q_UNREACHABLE();
}

QString description(const QList<Part> &parts)
{
    QString title;
    QStringList highlighted;
    for (const Part &part : parts) {
        if (title.isEmpty() && (part.kind == Kind::Title || part.kind == Kind::Breadcrumb || part.kind == Kind::Tabs))
            title = QString::fromUtf8(part.label);
        if (part.badge > 0)
            highlighted.append(Text::tr("%1 %2").arg(part.badge).arg(described(part)));
    }
    //: %1: a place in Okta, %2: a list of numbered controls
    return Text::tr("Drawing of %1: %2.").arg(title, highlighted.join(QStringLiteral(", ")));
}

} // namespace sketches
