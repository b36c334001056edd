#include "okta/ApplicationFault.h"

#include <QHash>

namespace okta {

namespace {

constexpr int Rows = 34;

int numberOf(ApplicationFault fault)
{
    using Fault = ApplicationFault;
    switch (fault) {
    case Fault::Inactive:
        return 1;
    case Fault::NotOpenIdConnect:
        return 2;
    case Fault::NotWeb:
        return 3;
    case Fault::CodeGrantMissing:
        return 4;
    case Fault::RefreshGrantMissing:
        return 5;
    case Fault::OtherGrants:
        return 6;
    case Fault::CodeResponseMissing:
    case Fault::TokensInUrl:
        return 7;
    case Fault::RedirectUriMissing:
        return 8;
    case Fault::OtherRedirectUris:
        return 9;
    case Fault::InsecureRedirectUris:
        return 10;
    case Fault::WildcardRedirect:
        return 11;
    case Fault::SignOutUriMissing:
        return 12;
    case Fault::AuthenticationMethod:
        return 13;
    case Fault::PkceRequired:
    case Fault::PkceNotRequired:
        return 14;
    case Fault::DpopRequired:
        return 15;
    case Fault::IssuerMode:
        return 16;
    case Fault::NetworkZone:
        return 17;
    case Fault::KeyPinned:
        return 18;
    case Fault::IdTokenEncrypted:
        return 19;
    case Fault::PairwiseSubject:
        return 20;
    case Fault::ConsentRequired:
        return 21;
    case Fault::RefreshRotation:
        return 22;
    case Fault::IdpInitiatedLogin:
        return 23;
    case Fault::SingleLogout:
        return 24;
    case Fault::BrokerMode:
        return 25;
    case Fault::NobodyAssigned:
        return 26;
    case Fault::ChosenGroupMissing:
    case Fault::OtherGroups:
    case Fault::EveryoneAssigned:
        return 27;
    case Fault::OwnerNotAssigned:
        return 28;
    case Fault::PolicyDenies:
    case Fault::PolicyOneFactor:
    case Fault::PolicyUnreadable:
        return 29;
    case Fault::NoActiveSecret:
    case Fault::TwoSecrets:
        return 30;
    case Fault::ApiScopesGranted:
        return 31;
    case Fault::SelfService:
        return 32;
    case Fault::GroupsClaimUnseen:
    case Fault::GroupsClaimFederated:
    case Fault::GroupsClaimMissing:
        return 33;
    case Fault::CustomServerUnseen:
    case Fault::CustomServerInactive:
    case Fault::CustomServerNoPolicy:
    case Fault::CustomServerNoRule:
    case Fault::CustomServerScopeMissing:
        return 34;
    }
    Q_UNREACHABLE();
}

} // namespace

QStringList auditRows()
{
    QStringList rows;
    for (int number = 1; number <= Rows; ++number)
        rows.append(QStringLiteral("a%1").arg(number));
    return rows;
}

QString auditRow(ApplicationFault fault)
{
    return QStringLiteral("a%1").arg(numberOf(fault));
}

Repairable repairable(const QString &row)
{
    static const QHash<QString, Repairable> others{
        {QStringLiteral("a1"), Repairable::ByActivation}, {QStringLiteral("a2"), Repairable::No},
        {QStringLiteral("a3"), Repairable::No},           {QStringLiteral("a26"), Repairable::ByGroups},
        {QStringLiteral("a27"), Repairable::ByGroups},    {QStringLiteral("a28"), Repairable::No},
        {QStringLiteral("a29"), Repairable::No},          {QStringLiteral("a30"), Repairable::No},
        {QStringLiteral("a31"), Repairable::No},          {QStringLiteral("a33"), Repairable::No},
        {QStringLiteral("a34"), Repairable::No}};
    return others.value(row, auditRows().contains(row) ? Repairable::BySettings : Repairable::No);
}

} // namespace okta
