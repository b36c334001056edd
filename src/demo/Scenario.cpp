#include "demo/Scenario.h"

#include <array>

namespace demo {

namespace {

struct Entry
{
    Scenario scenario;
    const char *name;
    const char *oldName; ///< or null
    const char *title;
};

constexpr std::array<Entry, 13> Entries = {{
    {Scenario::EverythingWorks, "everything-works", "helpful", "Everything works"},
    {Scenario::EmptyOrg, "empty-org", nullptr, "Empty org"},
    {Scenario::RefreshTokenForgotten, "refresh-token-forgotten", "refresh-grant-off", "Refresh Token forgotten"},
    {Scenario::PomeriumRedirectUriMissing, "pomerium-redirect-uri-missing", nullptr, "Pomerium's redirect URI missing"},
    {Scenario::LoopbackUrisMissing, "loopback-uris-missing", "redirect-uri-missing", "Loopback URIs missing"},
    {Scenario::SecretRotated, "secret-rotated", "wrong-secret", "Secret rotated"},
    {Scenario::DpopRequired, "dpop-required", nullptr, "DPoP required"},
    {Scenario::RobinNotAssigned, "robin-not-assigned", "user-not-assigned", "Robin not assigned"},
    {Scenario::TokenWithoutRights, "token-without-rights", nullptr, "Token without rights"},
    {Scenario::RateLimitUsedUp, "rate-limit-used-up", "rate-limited", "Rate limit used up"},
    {Scenario::AppInactive, "app-inactive", nullptr, "App inactive"},
    {Scenario::Silent, "silent", nullptr, "Silent"},
    {Scenario::HangsUp, "hangs-up", nullptr, "Hangs up"},
}};

const Entry &entryOf(Scenario scenario)
{
    for (const auto &entry : Entries) {
        if (entry.scenario == scenario)
            return entry;
    }
    Q_UNREACHABLE();
}

} // namespace

const QList<Scenario> &lessonScenarios()
{
    static const auto scenarios = [] {
        QList<Scenario> list;
        for (const auto &entry : Entries) {
            if (entry.scenario != Scenario::Silent && entry.scenario != Scenario::HangsUp)
                list.append(entry.scenario);
        }
        return list;
    }();
    return scenarios;
}

QString scenarioTitle(Scenario scenario)
{
    return QString::fromLatin1(entryOf(scenario).title);
}

QString scenarioName(Scenario scenario)
{
    return QString::fromLatin1(entryOf(scenario).name);
}

std::optional<Scenario> scenarioOfName(const QString &name)
{
    for (const auto &entry : Entries) {
        if (name == QLatin1String(entry.name) || (entry.oldName && name == QLatin1String(entry.oldName)))
            return entry.scenario;
    }
    return std::nullopt;
}

QStringList scenarioNames()
{
    QStringList names;
    for (const auto &entry : Entries)
        names.append(QString::fromLatin1(entry.name));
    return names;
}

} // namespace demo
