#include "demo/Store.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QUrl>

#include <algorithm>

namespace demo {

namespace {

bool isLoopback(const QString &uri)
{
    const auto host = QUrl(uri).host();
    return host == QLatin1String("127.0.0.1") || host == QLatin1String("::1") || host == QLatin1String("localhost");
}

template <typename List, typename Predicate> auto *firstWhere(List &list, Predicate predicate)
{
    const auto found = std::find_if(list.begin(), list.end(), predicate);
    return found == list.end() ? nullptr : &*found;
}

constexpr int Engineering = 1; // a group of Robin's
constexpr int Finance = 4; // a group that Robin is not in, unless the settings say so

} // namespace

QString roleTitle(Role role)
{
    switch (role) {
    case Role::None:
        return QStringLiteral("No administrator role");
    case Role::HelpDesk:
        return QStringLiteral("Help Desk Administrator");
    case Role::ReadOnly:
        return QStringLiteral("Read-only Administrator");
    case Role::ApplicationAdmin:
        return QStringLiteral("Application Administrator");
    case Role::SuperAdmin:
        return QStringLiteral("Super Administrator");
    }
    Q_UNREACHABLE();
}

Store::Store(const Settings &settings)
    : directory(settings)
    , m_settings(settings)
    , m_seed(settings.seed.value_or(QRandomGenerator::system()->generate()))
    , m_scenario(settings.scenario)
    , m_clockOffset(settings.clockOffset)
    , m_text(m_seed)
{
    arrange();
}

void Store::startOver(Scenario scenario)
{
    m_scenario = scenario;
    arrange();
}

void Store::setRedirectUris(const QStringList &uris)
{
    m_settings.redirectUris = uris;
    for (auto &app : apps) {
        if (app.clientId == handedOutClientId)
            app.redirectUris = uris;
    }
}

void Store::arrange()
{
    m_text = SeededText(m_seed);
    m_organizationId = makeId("00o");
    m_policyId = makeId("rst");
    apps.clear();
    apiTokens.clear();
    roles.clear();
    events = EventLog();
    handedOutClientId.clear();
    handedOutSecret.clear();
    handedOutToken.clear();
    roles.insert(directory.person(0).id, Role::SuperAdmin);

    const auto given = [](const QString &value, const QString &made) { return value.isEmpty() ? made : value; };
    // Made in every scenario, so that each has the same ones for one seed.
    const auto clientId = given(m_settings.clientId, makeId("0oa"));
    const auto secret = given(m_settings.clientSecret, QStringLiteral("PRACTICE") + m_text.next(56));
    const auto token = given(m_settings.apiToken, QStringLiteral("00PRACTICE") + m_text.next(32));
    if (m_scenario == Scenario::EmptyOrg)
        return;

    auto pomerium = pomeriumApp();
    pomerium.id = clientId;
    pomerium.clientId = clientId;
    auto &app = addApp(std::move(pomerium));
    addSecret(app, secret);
    if (m_scenario == Scenario::SecretRotated) {
        app.secrets.first().isActive = false;
        addSecret(app);
    }
    auto owner = directory.person(0);
    if (m_scenario == Scenario::TokenWithoutRights && directory.userCount() > 1) {
        owner = directory.person(1);
        roles.insert(owner.id, Role::HelpDesk);
    } else if (m_scenario == Scenario::TokenWithoutRights) {
        roles.insert(owner.id, Role::HelpDesk);
    }
    addToken(QStringLiteral("Pomerium"), owner.id).value = token;

    handedOutClientId = clientId;
    handedOutSecret = secret;
    handedOutToken = token;
}

App Store::pomeriumApp() const
{
    App app;
    app.label = QStringLiteral("Pomerium");
    app.grantTypes = QStringList{QStringLiteral("authorization_code"), QStringLiteral("refresh_token")};
    app.responseTypes = QStringList{QStringLiteral("code")};
    app.redirectUris = m_settings.redirectUris;
    app.rotationType = m_settings.rotateRefreshTokens ? QStringLiteral("ROTATE") : QStringLiteral("STATIC");
    app.rotationLeeway = m_settings.rotationLeeway;
    app.isDpopRequired = m_settings.dpop || m_scenario == Scenario::DpopRequired;
    app.isPkceRequired = m_settings.requirePkce;
    app.isHiddenOnMobile = true;
    app.isHiddenOnWeb = true;
    app.isActive = m_scenario != Scenario::AppInactive;
    for (const auto &uri : m_settings.redirectUris) {
        const QUrl url(uri);
        if (!isLoopback(uri) && url.path() == QLatin1String("/oauth2/callback"))
            app.signOutUris.append(url.resolved(QUrl(QStringLiteral("/.pomerium/signed_out"))).toString());
    }
    if (m_settings.groupsClaim)
        app.groupsClaim = GroupsClaim{QStringLiteral("groups"), QStringLiteral("Matches regex"), QStringLiteral(".*")};

    if (m_scenario == Scenario::RefreshTokenForgotten)
        app.grantTypes.removeLast();
    if (m_scenario == Scenario::LoopbackUrisMissing || m_scenario == Scenario::PomeriumRedirectUriMissing) {
        const bool loopback = m_scenario == Scenario::LoopbackUrisMissing;
        app.redirectUris.removeIf([loopback](const QString &uri) { return isLoopback(uri) == loopback; });
        if (app.redirectUris.isEmpty()) // Okta wants one, and this is what it fills in by itself
            app.redirectUris.append(QStringLiteral("http://localhost:8080/authorization-code/callback"));
    }

    const auto now = timeText();
    const bool isAssigned = m_settings.userAssigned && m_scenario != Scenario::RobinNotAssigned;
    const int group = isAssigned ? Engineering : Finance;
    const bool hasRobin = group < m_settings.groupsOfUser;
    if (group < directory.groupCount() && hasRobin == isAssigned)
        app.groups.append({directory.group(group).id, 0, now, now});
    else if (isAssigned)
        app.users.append({directory.person(0).id, 0, now, now});
    return app;
}

App *Store::app(const QString &id)
{
    return firstWhere(apps, [&id](const App &app) { return app.id == id; });
}

const App *Store::app(const QString &id) const
{
    return firstWhere(apps, [&id](const App &app) { return app.id == id; });
}

const App *Store::appOfClient(const QString &clientId) const
{
    return firstWhere(apps, [&clientId](const App &app) { return app.clientId == clientId; });
}

const ApiToken *Store::tokenOfValue(const QString &value) const
{
    return firstWhere(apiTokens, [&value](const ApiToken &token) { return token.value == value; });
}

const ApiToken *Store::token(const QString &id) const
{
    return firstWhere(apiTokens, [&id](const ApiToken &token) { return token.id == id; });
}

bool Store::isAssigned(const App &app, int personIndex) const
{
    if (app.isFederationBroker)
        return true;
    const auto person = directory.person(personIndex).id;
    return std::any_of(app.users.cbegin(), app.users.cend(),
                       [&person](const Assignment &each) { return each.id == person; })
        || std::any_of(app.groups.cbegin(), app.groups.cend(), [this, personIndex](const Assignment &each) {
               const auto group = directory.groupIndex(each.id);
               return group && directory.isMember(*group, personIndex);
           });
}

App &Store::addApp(App app)
{
    if (app.id.isEmpty())
        app.id = makeId("0oa");
    if (app.clientId.isEmpty())
        app.clientId = app.id;
    app.created = timeText();
    app.lastUpdated = app.created;
    apps.append(std::move(app));
    return apps.last();
}

ClientSecret &Store::addSecret(App &app, const QString &value)
{
    ClientSecret secret;
    secret.id = makeId("ocs");
    secret.value = value.isEmpty() ? QStringLiteral("PRACTICE") + m_text.next(56) : value;
    secret.created = timeText();
    secret.lastUpdated = secret.created;
    app.secrets.append(secret);
    return app.secrets.last();
}

ApiToken &Store::addToken(const QString &name, const QString &ownerId)
{
    ApiToken token;
    token.id = makeId("00T");
    token.name = name;
    token.value = QStringLiteral("00PRACTICE") + m_text.next(32);
    token.ownerId = ownerId;
    token.created = timeText();
    apiTokens.append(token);
    return apiTokens.last();
}

void Store::touch(App &app) const
{
    app.lastUpdated = timeText();
}

qint64 Store::now() const
{
    return QDateTime::currentMSecsSinceEpoch() + qint64(m_clockOffset) * 1000;
}

QString Store::timeText() const
{
    return QDateTime::fromMSecsSinceEpoch(now(), Qt::UTC).toString(Qt::ISODateWithMs);
}

QString Store::makeId(const char *prefix)
{
    return QString::fromLatin1(prefix) + QStringLiteral("PRACTICE") + m_text.next(9);
}

} // namespace demo
