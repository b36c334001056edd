// More than 500 lines: one function for each row of the audit, in the order of their ids.

#include "okta/ApplicationAudit.h"

#include "checks/Recorder.h"
#include "core/ServerText.h"
#include "http/Client.h"

#include <QUrl>

#include <algorithm>

namespace okta {

namespace {

using Fault = ApplicationFault;
using checks::Check;
using checks::Skip;
using checks::Status;

constexpr int ShortestLeeway = 30; // seconds in which an old refresh token still works (Okta's default)

QString text(const char16_t *value)
{
    return QString::fromUtf16(value);
}

bool isTestUri(const QString &uri)
{
    return QUrl(uri).scheme() == QLatin1String("http") && http::isLoopback(QUrl(uri));
}

QStringList without(QStringList all, const QStringList &others)
{
    all.removeIf([&others](const QString &each) { return others.contains(each); });
    return all;
}

QString joined(const QStringList &texts)
{
    QStringList safe;
    for (const QString &each : texts)
        safe.append(serverText(each));
    return safe.isEmpty() ? QStringLiteral("-") : safe.join(QStringLiteral(", "));
}

class Audit
{
public:
    Audit(const ApplicationEvidence &evidence, const WantedApplication &wanted)
        : m_evidence(evidence)
        , m_wanted(wanted)
        , m_list(auditRows())
    {
    }

    [[nodiscard]] checks::List run()
    {
        if (!m_evidence.application)
            return skipAll(std::nullopt);
        if (!*m_evidence.application)
            return skipAll(m_evidence.application->error());
        m_application = &**m_evidence.application;
        if (!m_application->isOpenIdConnect()) {
            skipAll(std::nullopt);
            find(Fault::NotOpenIdConnect, Weight::SignInFails, text(u"OPENID_CONNECT, oidc_client"),
                 joined({m_application->json().value(QLatin1String("signOnMode")).toString(),
                         m_application->json().value(QLatin1String("name")).toString()}));
            return m_list;
        }
        pass(2, text(u"OPENID_CONNECT"));
        kind();
        grants();
        redirects();
        client();
        tokens();
        assignments();
        policy();
        surroundings();
        return m_list;
    }

private:
    // What a row says ---------------------------------------------------------------------------------------------

    static QString idOf(int row) { return QStringLiteral("a%1").arg(row); }
    void put(Check check)
    {
        if (check.status != Status::Skipped)
            check.checkedAt = QDateTime::currentDateTimeUtc();
        m_list.put(std::move(check));
    }
    void pass(int row, const QString &detail = {})
    {
        put({.id = idOf(row), .status = Status::Passed, .detail = detail});
    }
    void find(Fault fault, Weight weight, const QString &wanted, const QString &found)
    {
        put({.id = auditRow(fault),
             .status = weight == Weight::SignInFails ? Status::Failed : Status::Warning,
             .problem = ApplicationFinding{fault, weight, wanted, found},
             .detail = QStringLiteral("wanted: %1; found: %2").arg(wanted, found)});
    }
    void doesNotApply(int row, const QString &detail)
    {
        put({.id = idOf(row), .status = Status::Skipped, .skip = Skip::DoesNotApply, .detail = detail});
    }
    void couldNotCheck(int row, std::optional<checks::Problem> problem, const QString &detail = {})
    {
        put({.id = idOf(row),
             .status = Status::Skipped,
             .skip = Skip::CouldNotCheck,
             .problem = std::move(problem),
             .detail = detail});
    }
    void unseen(Fault fault)
    {
        couldNotCheck(auditRow(fault).mid(1).toInt(), ApplicationFinding{fault, Weight::SignInFails, {}, {}});
    }
    checks::List skipAll(const std::optional<ApiError> &error)
    {
        for (int row = 1; row <= m_list.size(); ++row)
            couldNotCheck(row, error ? std::optional<checks::Problem>(*error) : std::nullopt);
        return m_list;
    }
    /// Whether a question was answered; otherwise the row says why not.
    template <typename T> bool isKnown(int row, const Seen<T> &seen)
    {
        if (seen && *seen)
            return true;
        couldNotCheck(row, seen ? std::optional<checks::Problem>(seen->error()) : std::nullopt);
        return false;
    }
    /// Passed when the setting is one of these; what is not set counts as `otherwise`.
    void oneOf(QStringView path, Fault fault, Weight weight, const QStringList &wanted, const QString &otherwise = {})
    {
        const QJsonValue value = m_application->at(path);
        const bool isSet = !value.isUndefined() && !value.isNull();
        const QString found = isSet ? shown(value) : otherwise;
        if (wanted.contains(found))
            pass(auditRow(fault).mid(1).toInt(), found);
        else
            find(fault, weight, wanted.first().isEmpty() ? QStringLiteral("-") : wanted.first(), shown(value));
    }

    // The rows ----------------------------------------------------------------------------------------------------

    void kind()
    {
        oneOf(u"status", Fault::Inactive, Weight::SignInFails, {text(u"ACTIVE")});
        oneOf(paths::ApplicationType, Fault::NotWeb, Weight::SignInFails, {text(u"web")});
        oneOf(paths::SelfService, Fault::SelfService, Weight::Note, {text(u"false")}, text(u"false"));
    }

    void grants()
    {
        const QString code = text(u"authorization_code");
        const QString refresh = text(u"refresh_token");
        const QStringList grants = m_application->listAt(paths::GrantTypes);
        if (grants.contains(code))
            pass(4, code);
        else
            find(Fault::CodeGrantMissing, Weight::SignInFails, code, joined(grants));
        if (grants.contains(refresh))
            pass(5, refresh);
        else
            find(Fault::RefreshGrantMissing, Weight::SignInFails, refresh, joined(grants));
        if (const QStringList others = without(grants, {code, refresh}); others.isEmpty())
            pass(6);
        else
            find(Fault::OtherGrants, Weight::Weak, QStringLiteral("-"), joined(others));

        const QStringList responses = m_application->listAt(paths::ResponseTypes);
        if (!responses.contains(text(u"code")))
            find(Fault::CodeResponseMissing, Weight::SignInFails, text(u"code"), joined(responses));
        else if (responses.size() > 1)
            find(Fault::TokensInUrl, Weight::Weak, text(u"code"), joined(responses));
        else
            pass(7, text(u"code"));
    }

    void redirects()
    {
        const QStringList uris = m_application->redirectUris();
        if (m_wanted.redirectUri.isEmpty())
            couldNotCheck(8, std::nullopt, QStringLiteral("Pomerium's redirect URI is not known"));
        else if (uris.contains(m_wanted.redirectUri))
            pass(8, m_wanted.redirectUri);
        else
            find(Fault::RedirectUriMissing, Weight::SignInFails, m_wanted.redirectUri, joined(uris));

        QStringList insecure;
        QStringList others;
        for (const QString &uri : without(uris, m_wanted.allRedirectUris())) {
            const bool isInsecure =
                uri.contains(QLatin1Char('*')) || (QUrl(uri).scheme() == QLatin1String("http") && !isTestUri(uri));
            (isInsecure ? insecure : others).append(uri);
        }
        if (m_wanted.redirectUri.isEmpty())
            couldNotCheck(9, std::nullopt, QStringLiteral("Pomerium's redirect URI is not known"));
        else if (others.isEmpty())
            pass(9);
        else
            find(Fault::OtherRedirectUris, Weight::Weak, QStringLiteral("-"), joined(others));
        if (insecure.isEmpty())
            pass(10);
        else
            find(Fault::InsecureRedirectUris, Weight::Weak, QStringLiteral("-"), joined(insecure));
        oneOf(paths::WildcardRedirect, Fault::WildcardRedirect, Weight::Weak, {text(u"DISABLED")}, text(u"DISABLED"));

        const QStringList missing =
            without(m_wanted.signOutRedirectUris, m_application->listAt(paths::SignOutRedirectUris));
        if (!m_wanted.sendsSignOutUri)
            doesNotApply(12, QStringLiteral("this release of Pomerium sends no sign-out redirect URI"));
        else if (m_wanted.signOutRedirectUris.isEmpty())
            couldNotCheck(12, std::nullopt, QStringLiteral("Pomerium's sign-out page is not known"));
        else if (missing.isEmpty())
            pass(12, joined(m_wanted.signOutRedirectUris));
        else
            find(Fault::SignOutUriMissing, Weight::SignInFails, joined(missing),
                 joined(m_application->listAt(paths::SignOutRedirectUris)));
    }

    void client()
    {
        // Go's OAuth library tries the header first and the body next, so either works.
        oneOf(paths::AuthenticationMethod, Fault::AuthenticationMethod, Weight::SignInFails,
              {text(u"client_secret_basic"), text(u"client_secret_post")}, text(u"client_secret_basic"));
        const bool isRequired = m_application->at(paths::PkceRequired).toBool();
        if (isRequired == m_wanted.requiresPkce)
            pass(14, shown(isRequired));
        else if (isRequired)
            find(Fault::PkceRequired, Weight::SignInFails, shown(false), shown(true));
        else
            find(Fault::PkceNotRequired, Weight::Weak, shown(true), shown(m_application->at(paths::PkceRequired)));
        oneOf(paths::Dpop, Fault::DpopRequired, Weight::SignInFails, {text(u"false")}, text(u"false"));
        oneOf(paths::AutoKeyRotation, Fault::KeyPinned, Weight::SignInFails, {text(u"true")}, text(u"true"));

        if (m_evidence.secrets && *m_evidence.secrets) {
            const auto &secrets = **m_evidence.secrets;
            const auto active =
                std::count_if(secrets.cbegin(), secrets.cend(), [](const auto &s) { return s.isActive; });
            const QString found = QStringLiteral("%1 of %2").arg(active).arg(secrets.size());
            if (active == 0)
                find(Fault::NoActiveSecret, Weight::SignInFails, QStringLiteral("1"), found);
            else if (secrets.size() > 1)
                find(Fault::TwoSecrets, Weight::Note, QStringLiteral("1"), found);
            else
                pass(30, found);
        } else if (m_evidence.secrets) {
            couldNotCheck(30, m_evidence.secrets->error());
        } else {
            doesNotApply(30, QStringLiteral("not asked: the call returns every secret in clear, and is logged"));
        }
    }

    void tokens()
    {
        issuer();
        oneOf(paths::NetworkConnection, Fault::NetworkZone, Weight::SignInFails, {text(u"ANYWHERE")},
              text(u"ANYWHERE"));
        oneOf(paths::IdTokenEncryption, Fault::IdTokenEncrypted, Weight::SignInFails, {QString()});
        oneOf(paths::SubjectType, Fault::PairwiseSubject, Weight::SignInFails, {text(u"public")}, text(u"public"));
        oneOf(paths::ConsentMethod, Fault::ConsentRequired, Weight::Weak, {text(u"TRUSTED")}, text(u"TRUSTED"));

        const QString rotation = m_application->at(paths::RotationType).toString();
        const int leeway = m_application->at(paths::RotationLeeway).toInt(ShortestLeeway);
        if (!m_application->listAt(paths::GrantTypes).contains(text(u"refresh_token")))
            doesNotApply(22, QStringLiteral("there are no refresh tokens: see a5"));
        else if (rotation == text(u"ROTATE") && leeway < ShortestLeeway)
            find(Fault::RefreshRotation, Weight::Weak, text(u"STATIC"), QStringLiteral("ROTATE, %1 s").arg(leeway));
        else
            pass(22, rotation.isEmpty() ? QStringLiteral("-") : serverText(rotation, 40));

        const QString mode = m_application->at(paths::IdpInitiatedMode).toString();
        const QUrl start(m_application->at(paths::InitiateLoginUri).toString());
        const bool isGoodStart = mode == QLatin1String("SPEC") && start.scheme() == QLatin1String("https");
        if (mode.isEmpty() || mode == QLatin1String("DISABLED") || isGoodStart)
            pass(23, mode.isEmpty() ? text(u"DISABLED") : serverText(mode, 40));
        else
            find(Fault::IdpInitiatedLogin, Weight::Note, text(u"DISABLED"), serverText(mode, 40));

        const bool takesPart = m_application->at(paths::SingleLogout).toBool();
        const QString page = m_application->at(paths::FrontChannelLogout).toString();
        if (takesPart || !page.isEmpty())
            find(Fault::SingleLogout, Weight::Note, shown(false), page.isEmpty() ? shown(true) : serverText(page));
        else
            pass(24);
    }

    void issuer()
    {
        if (m_wanted.isCustomServer()) {
            // The authorization server has an issuer setting of its own; the app's is about the org's server.
            doesNotApply(16, QStringLiteral("the custom authorization server decides"));
            return;
        }
        oneOf(paths::IssuerMode, Fault::IssuerMode, Weight::SignInFails,
              {issuerModeName(m_wanted.issuerMode), text(u"DYNAMIC")});
        // What Okta tells this client, where it could be asked, is the proof of the setting.
        const bool isTold = m_evidence.issuer && *m_evidence.issuer && !m_wanted.issuer.isEmpty();
        if (m_list.status(idOf(16)) != Status::Passed || !isTold)
            return;
        const QString told = **m_evidence.issuer;
        if (told == m_wanted.issuer)
            pass(16, told);
        else
            find(Fault::IssuerMode, Weight::SignInFails, m_wanted.issuer, told);
    }

    void assignments()
    {
        const bool isOpen = m_application->at(paths::ImplicitAssignment).toBool();
        if (isOpen) {
            find(Fault::BrokerMode, Weight::Weak, shown(false), shown(true));
            for (const int row : {26, 27, 28})
                doesNotApply(row, QStringLiteral("Federation Broker Mode: there are no assignments, see a25"));
            return;
        }
        pass(25, shown(false));

        const bool hasGroups = m_evidence.groups && *m_evidence.groups && !(*m_evidence.groups)->isEmpty();
        const bool hasUsers = m_evidence.hasUsers && *m_evidence.hasUsers && **m_evidence.hasUsers;
        bool isNobody = false;
        if (hasGroups || hasUsers) {
            pass(26);
        } else if (isKnown(26, m_evidence.groups) && isKnown(26, m_evidence.hasUsers)) {
            isNobody = true;
            find(Fault::NobodyAssigned, Weight::SignInFails, names(m_wanted.groups), QStringLiteral("-"));
        }
        if (isNobody) {
            doesNotApply(27, QStringLiteral("nobody is assigned: see a26"));
            doesNotApply(28, QStringLiteral("nobody is assigned: see a26"));
            return;
        }
        if (isKnown(27, m_evidence.groups))
            groups(**m_evidence.groups);
        if (m_evidence.ownerId.isEmpty() && !m_evidence.isOwnerAssigned)
            couldNotCheck(28, std::nullopt, QStringLiteral("it is not known who will sign in"));
        else if (!isKnown(28, m_evidence.isOwnerAssigned))
            return;
        else if (**m_evidence.isOwnerAssigned)
            pass(28, m_evidence.ownerId);
        else
            find(Fault::OwnerNotAssigned, Weight::Note, m_evidence.ownerId, QStringLiteral("-"));
    }

    static QString names(const QList<GroupReference> &groups)
    {
        QStringList names;
        for (const auto &group : groups)
            names.append(group.name.isEmpty() ? group.id : group.name);
        return joined(names);
    }

    void groups(const QList<GroupReference> &assigned)
    {
        QList<GroupReference> missing;
        for (const auto &group : m_wanted.groups) {
            if (!assigned.contains(group))
                missing.append(group);
        }
        QList<GroupReference> others;
        bool hasEveryone = false;
        for (const auto &group : assigned) {
            const bool isEveryone = group.name == QLatin1String("Everyone");
            if (m_wanted.groups.contains(group) || (isEveryone && m_wanted.isEveryoneChosen))
                continue;
            if (isEveryone)
                hasEveryone = true;
            else if (!m_wanted.groups.isEmpty() && !m_wanted.isEveryoneChosen)
                others.append(group);
        }
        if (!missing.isEmpty())
            find(Fault::ChosenGroupMissing, Weight::SignInFails, names(missing), names(assigned));
        else if (hasEveryone)
            find(Fault::EveryoneAssigned, Weight::Weak, names(m_wanted.groups), names(assigned));
        else if (!others.isEmpty())
            find(Fault::OtherGroups, Weight::Weak, names(m_wanted.groups), names(others));
        else
            pass(27, names(assigned));
    }

    /// How many factors a rule asks for; 0: it denies; nothing: not told.
    static std::optional<int> factorsOf(const QJsonObject &rule)
    {
        const QJsonObject signOn = valueAt(rule, u"actions.appSignOn").toObject();
        const QString access = signOn.value(QLatin1String("access")).toString();
        if (access == QLatin1String("DENY"))
            return 0;
        if (access != QLatin1String("ALLOW"))
            return std::nullopt;
        const QJsonObject method = signOn.value(QLatin1String("verificationMethod")).toObject();
        const QString mode = method.value(QLatin1String("factorMode")).toString();
        if (mode == QLatin1String("2FA"))
            return 2;
        if (mode == QLatin1String("1FA"))
            return 1;
        // Chains of authentication methods: each step but the first has a `next`.
        const auto chains = method.value(QLatin1String("chains")).toArray();
        if (chains.isEmpty())
            return std::nullopt;
        int fewest = 2;
        for (const auto &chain : chains)
            fewest = std::min(fewest, chain.toObject().value(QLatin1String("next")).toArray().isEmpty() ? 1 : 2);
        return fewest;
    }

    void policy()
    {
        if (m_application->accessPolicyId().isEmpty()) {
            doesNotApply(29, QStringLiteral("the app has no sign-in policy of its own (Classic Engine)"));
            return;
        }
        if (!isKnown(29, m_evidence.policyRules))
            return;
        int fewest = 3;
        bool isAnyUnknown = false;
        QStringList rules;
        for (const auto &value : **m_evidence.policyRules) {
            const QJsonObject rule = value.toObject();
            if (rule.value(QLatin1String("status")).toString() == QLatin1String("INACTIVE"))
                continue;
            const auto factors = factorsOf(rule);
            const QString name = serverText(rule.value(QLatin1String("name")).toString(), 100);
            isAnyUnknown = isAnyUnknown || !factors;
            if (factors && *factors > 0)
                fewest = std::min(fewest, *factors);
            rules.append(!factors            ? QStringLiteral("%1: ?").arg(name)
                             : *factors == 0 ? QStringLiteral("%1: DENY").arg(name)
                                             : QStringLiteral("%1: %2FA").arg(name).arg(*factors));
        }
        const QString found = rules.isEmpty() ? QStringLiteral("-") : rules.join(QStringLiteral(", "));
        if (fewest == 1)
            find(Fault::PolicyOneFactor, Weight::Weak, text(u"2FA"), found);
        else if (isAnyUnknown)
            couldNotCheck(29, ApplicationFinding{Fault::PolicyUnreadable, Weight::Weak, text(u"2FA"), found}, found);
        else if (fewest > 2)
            find(Fault::PolicyDenies, Weight::SignInFails, text(u"ALLOW"), found);
        else
            pass(29, found);
    }

    void surroundings()
    {
        if (isKnown(31, m_evidence.grants)) {
            const QStringList scopes = **m_evidence.grants;
            if (scopes.isEmpty())
                pass(31);
            else
                find(Fault::ApiScopesGranted, Weight::Weak, QStringLiteral("-"), joined(scopes));
        }
        claim();
        server();
    }

    void claim()
    {
        if (!m_wanted.usesGroupsClaim) {
            doesNotApply(33, QStringLiteral("no policy of this Pomerium reads the groups claim"));
            return;
        }
        if (m_wanted.isCustomServer() && m_evidence.server && *m_evidence.server) {
            serverClaim((*m_evidence.server)->claims);
            return;
        }
        if (m_wanted.isCustomServer() && m_evidence.server) {
            couldNotCheck(33, m_evidence.server->error());
            return;
        }
        if (m_evidence.federatedClaims && *m_evidence.federatedClaims
            && (*m_evidence.federatedClaims)->contains(QStringLiteral("groups"))) {
            find(Fault::GroupsClaimFederated, Weight::Note, text(u"groups"), joined(**m_evidence.federatedClaims));
            return;
        }
        // Nothing that was refused or failed: no public call has the answer, whoever asks. The sign-in test has it.
        put({.id = idOf(33),
             .status = Status::Skipped,
             .skip = Skip::DoesNotApply,
             .problem = ApplicationFinding{Fault::GroupsClaimUnseen, Weight::SignInFails, {}, {}}});
    }

    void serverClaim(const QJsonArray &claims)
    {
        QStringList found;
        for (const auto &value : claims) {
            const QJsonObject claim = value.toObject();
            if (claim.value(QLatin1String("name")).toString() != QLatin1String("groups"))
                continue;
            const bool isActive = claim.value(QLatin1String("status")).toString() != QLatin1String("INACTIVE");
            const QString token = claim.value(QLatin1String("claimType")).toString();
            const bool isAlways = claim.value(QLatin1String("alwaysIncludeInToken")).toBool(true);
            const auto scopes = listAt(claim, u"conditions.scopes");
            const bool isAsked = scopes.isEmpty()
                || std::any_of(scopes.cbegin(), scopes.cend(),
                               [this](const QString &scope) { return m_wanted.scopes.contains(scope); });
            if (isActive && token == QLatin1String("IDENTITY") && isAlways && isAsked) {
                pass(33, QStringLiteral("groups, %1").arg(serverText(token, 40)));
                return;
            }
            found.append(
                QStringLiteral("%1 %2%3").arg(token, claim.value(QLatin1String("status")).toString(),
                                              isAlways ? QString() : QStringLiteral(", not always in the token")));
        }
        find(Fault::GroupsClaimMissing, Weight::SignInFails, text(u"groups"), joined(found));
    }

    void server()
    {
        if (!m_wanted.isCustomServer()) {
            doesNotApply(34, QStringLiteral("the org's own authorization server has no policies"));
            return;
        }
        if (!m_evidence.server) {
            unseen(Fault::CustomServerUnseen);
            return;
        }
        if (!isKnown(34, m_evidence.server))
            return;
        const AuthorizationServerState &server = **m_evidence.server;
        if (!server.isActive) {
            find(Fault::CustomServerInactive, Weight::SignInFails, text(u"ACTIVE"), text(u"INACTIVE"));
            return;
        }
        if (const QStringList missing = without(m_wanted.scopes, server.scopes); !missing.isEmpty()) {
            find(Fault::CustomServerScopeMissing, Weight::SignInFails, joined(missing), joined(server.scopes));
            return;
        }
        QStringList names;
        QStringList seen;
        bool isAnyUnread = false;
        for (const auto &value : server.policies) {
            const QJsonObject policy = value.toObject();
            const QString name = serverText(policy.value(QLatin1String("name")).toString(), 100);
            seen.append(name);
            if (!coversClient(policy, m_application->clientId()))
                continue;
            names.append(name);
            const QString id = policy.value(QLatin1String("id")).toString();
            isAnyUnread = isAnyUnread || !server.rules.contains(id);
            for (const auto &rule : server.rules.value(id)) {
                if (!letsIn(rule.toObject()))
                    continue;
                pass(34,
                     QStringLiteral("%1: %2").arg(
                         name, serverText(rule.toObject().value(QLatin1String("name")).toString(), 100)));
                return;
            }
        }
        if (names.isEmpty())
            find(Fault::CustomServerNoPolicy, Weight::SignInFails, m_application->clientId(), joined(seen));
        else if (isAnyUnread)
            unseen(Fault::CustomServerUnseen);
        else
            find(Fault::CustomServerNoRule, Weight::SignInFails,
                 joined(QStringList{QStringLiteral("authorization_code")} + m_wanted.scopes), joined(names));
    }

    /// Whether a rule allows Pomerium's sign-in, for some people at least.
    [[nodiscard]] bool letsIn(const QJsonObject &rule) const
    {
        const auto scopes = listAt(rule, u"conditions.scopes.include");
        return rule.value(QLatin1String("status")).toString() != QLatin1String("INACTIVE")
            && listAt(rule, u"conditions.grantTypes.include").contains(QStringLiteral("authorization_code"))
            && (scopes.contains(QStringLiteral("*")) || without(m_wanted.scopes, scopes).isEmpty());
    }

    const ApplicationEvidence &m_evidence;
    const WantedApplication &m_wanted;
    checks::List m_list;
    const Application *m_application = nullptr;
};

} // namespace

bool coversClient(const QJsonObject &policy, const QString &clientId)
{
    const auto clients = listAt(policy, u"conditions.clients.include");
    return policy.value(QLatin1String("status")).toString() != QLatin1String("INACTIVE")
        && (clients.contains(QStringLiteral("ALL_CLIENTS")) || clients.contains(clientId));
}

checks::List auditApplication(const ApplicationEvidence &evidence, const WantedApplication &wanted)
{
    return Audit(evidence, wanted).run();
}

} // namespace okta
