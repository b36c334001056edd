#include "PracticeOrg.h"

#include "oidc/LoopbackServer.h"

#include <QCoreApplication>
#include <QDesktopServices>

#include <algorithm>

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Application)
};

QString authenticateUrl()
{
    return QStringLiteral("https://authenticate.pomerium.example");
}

demo::Settings settings(demo::Scenario scenario, std::optional<quint64> seed)
{
    demo::Settings settings;
    settings.scenario = scenario;
    settings.seed = seed;
    settings.redirectUris.append(authenticateUrl() + QStringLiteral("/oauth2/callback"));
    const auto ports = oidc::fixedRedirectPorts();
    for (const quint16 port : ports)
        settings.redirectUris.append(oidc::loopbackRedirectUri(port));
    return settings;
}

QList<std::pair<demo::Scenario, QString>> scenarios()
{
    using demo::Scenario;
    return {{Scenario::EverythingWorks, Text::tr("Everything works")},
            {Scenario::EmptyOrg, Text::tr("Empty org")},
            {Scenario::RefreshTokenForgotten, Text::tr("Refresh Token forgotten")},
            {Scenario::PomeriumRedirectUriMissing, Text::tr("Pomerium's redirect URI missing")},
            {Scenario::LoopbackUrisMissing, Text::tr("Loopback URIs missing")},
            {Scenario::SecretRotated, Text::tr("Secret rotated")},
            {Scenario::DpopRequired, Text::tr("DPoP required")},
            {Scenario::RobinNotAssigned, Text::tr("Robin not assigned")},
            {Scenario::TokenWithoutRights, Text::tr("Token without rights")},
            {Scenario::RateLimitUsedUp, Text::tr("Rate limit used up")},
            {Scenario::AppInactive, Text::tr("App inactive")}};
}

} // namespace

PracticeOrg::PracticeOrg(demo::Scenario scenario, std::optional<quint64> seed)
    : m_org(settings(scenario, seed))
{
    m_values.organizationUrl = m_org.url().toString();
    m_values.authenticateUrl = authenticateUrl();
    const auto all = scenarios();
    for (const auto &[each, words] : all)
        m_values.moods.append(words);
    m_values.setMood = [this](int index) { m_org.setScenario(scenarios().at(index).first); };
    m_values.startOver = [this] { m_org.startOver(); };
    m_values.openConsole = [this] { QDesktopServices::openUrl(hint()); };
    m_values.arrange = [this] { Q_EMIT sideBySideWanted(); };
    m_values.repair = [this] { m_org.doLesson(); };
    connect(&m_org, &demo::Org::changed, this, [this] {
        render();
        Q_EMIT begunAnew();
    });
    connect(&m_org, &demo::Org::progressed, this, &PracticeOrg::render);
    render();
}

void PracticeOrg::withholdExercise()
{
    m_values.openConsole = nullptr;
    m_values.startOver = nullptr;
}

QUrl PracticeOrg::hint() const
{
    auto url = m_org.consoleUrl(m_org.pointer().where);
    url.setQuery(url.hasQuery() ? url.query() + QStringLiteral("&hint=1") : QStringLiteral("hint=1"));
    return url;
}

void PracticeOrg::render()
{
    const auto all = scenarios();
    const auto isOn = [this](const auto &each) { return each.first == m_org.scenario(); };
    m_values.mood = static_cast<int>(std::find_if(all.cbegin(), all.cend(), isOn) - all.cbegin());
    m_values.clientId = m_org.clientId();
    m_values.clientSecret = Secret::fromText(m_org.clientSecret());
    m_values.apiToken = Secret::fromText(m_org.apiToken());
    DemoValues::Exercise exercise;
    const auto steps = m_org.progress();
    exercise.count = static_cast<int>(steps.size());
    for (const auto &step : steps) {
        if (step.isDone) {
            ++exercise.done;
        } else if (exercise.next.isEmpty()) {
            exercise.next = step.title;
            exercise.way = step.isInConsole ? demo::consoleWay(m_org.pointer().where) : QString();
        }
    }
    m_values.exercise = exercise;
    Q_EMIT m_values.changed();
}
