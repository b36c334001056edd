#include "wizard/World.h"

#include "oidc/LoopbackServer.h"

#include <QLineEdit>

namespace {

const QString authenticateUrl = QStringLiteral("https://authenticate.pomerium.example");

demo::Settings withRedirectUris(demo::Settings settings)
{
    settings.redirectUris.append(authenticateUrl + QStringLiteral("/oauth2/callback"));
    const auto ports = oidc::fixedRedirectPorts();
    for (const quint16 port : ports)
        settings.redirectUris.append(oidc::loopbackRedirectUri(port));
    return settings;
}

} // namespace

Expected<void, QString> TestBrowser::open(const QUrl &authorizationUrl)
{
    opened.append(authorizationUrl);
    if (comesBack)
        m_visitor.visit(authorizationUrl);
    return {};
}

World::World(const QString &draftPath, demo::Settings settings)
    : org(withRedirectUris(std::move(settings)))
    , setup(setup::Services{http, keychain, browser, std::chrono::milliseconds(1)}, setup::Draft(draftPath))
{
    // Nothing of the person who runs the tests is touched.
    QStandardPaths::setTestModeEnabled(true);
    setup.exportStep().setTargetPath(target());
}

World::~World() = default;

void World::enterOrganization()
{
    setup.organization().setRelease(pomerium::Release::legacy());
    setup.organization().setAuthenticateText(authenticateUrl);
    setup.organization().setOrganizationText(org.url().toString());
    QTRY_VERIFY(setup.organization().canProceed());
}

void World::enterApplication()
{
    setup.application().setRefreshTokenTicked(true);
    QVERIFY(setup.application().canProceed());
    setup.application().confirm();
}

void World::enterCredentials()
{
    setup.credentials().setClientId(org.clientId());
    setup.credentials().setClientSecret(Secret::fromText(org.clientSecret()));
    QTRY_VERIFY(setup.credentials().canProceed());
}

void World::signIn()
{
    setup.signIn().start();
    QTRY_VERIFY_WITH_TIMEOUT(setup.signIn().canProceed(), 20000);
}

void World::enterToken()
{
    setup.apiToken().setToken(Secret::fromText(org.apiToken()));
    QTRY_VERIFY(setup.apiToken().canProceed());
    QTRY_VERIFY(setup.apiToken().directory().isComplete());
}

void World::reachReview()
{
    enterOrganization();
    enterApplication();
    enterCredentials();
    signIn();
    enterToken();
    setup.goTo(setup::StepId::Export);
    QCOMPARE(setup.current(), setup::StepId::Export);
}

void setTextByAccessibility(QWidget &field, const QString &text)
{
    auto *const interface = QAccessible::queryAccessibleInterface(&field);
    QVERIFY(interface && interface->editableTextInterface());
    interface->setText(QAccessible::Value, text);
}
