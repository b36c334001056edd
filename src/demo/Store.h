#pragma once

#include "demo/App.h"
#include "demo/Directory.h"
#include "demo/EventLog.h"
#include "demo/RandomText.h"
#include "demo/Settings.h"

#include <QHash>
#include <QList>

namespace demo {

/// What an administrator may do, and with it every API token that they own.
enum class Role { None, HelpDesk, ReadOnly, ApplicationAdmin, SuperAdmin };

/// Okta's words: "Read-only Administrator".
[[nodiscard]] QString roleTitle(Role role);

struct ApiToken
{
    QString id; ///< "00TPRACTICE…"
    QString name;
    QString value; ///< "00PRACTICE…", 42 characters
    QString ownerId; ///< of a person; the token may what they may
    QString created;
    QString lastUsed; ///< empty: never
};

/// Everything that the organization holds. The OpenID endpoints, the management API and the console are doors to it:
/// what one changes is what the others answer by.
///
/// Nothing of it survives the process.
class Store final
{
public:
    /// Begins in the state that the settings name.
    explicit Store(const Settings &settings);

    /// The state of a scenario again, made from the same seed: the same ids, secrets and tokens.
    void startOver(Scenario scenario);

    /// Of the application that is handed out, in this scenario and in those that follow.
    void setRedirectUris(const QStringList &uris);

    [[nodiscard]] Scenario scenario() const { return m_scenario; }
    [[nodiscard]] quint64 seed() const { return m_seed; }

    const Directory directory;
    QList<App> apps;
    QList<ApiToken> apiTokens;
    QHash<QString, Role> roles; ///< by the id of a person
    EventLog events;

    // What the scenario began with and a trainee is told. Empty where it begins with nothing. It is not changed by what
    // is done with the application later.
    QString handedOutClientId;
    QString handedOutSecret;
    QString handedOutToken;

    [[nodiscard]] QString organizationId() const { return m_organizationId; }
    [[nodiscard]] QString policyId() const { return m_policyId; } ///< of the one app sign-in policy, "Any two factors"

    /// Pointers hold until the next change of the list. Null when there is none.
    [[nodiscard]] App *app(const QString &id);
    [[nodiscard]] const App *app(const QString &id) const;
    [[nodiscard]] const App *appOfClient(const QString &clientId) const;
    [[nodiscard]] const ApiToken *tokenOfValue(const QString &value) const;
    [[nodiscard]] const ApiToken *token(const QString &id) const;

    /// Whether a person may use the application: by name, by a group, or because everybody may.
    [[nodiscard]] bool isAssigned(const App &app, int personIndex) const;

    /// An application with an id, a client ID and the times, in the list. Settings are the caller's.
    App &addApp(App app);
    ClientSecret &addSecret(App &app, const QString &value = {}); ///< empty: a new one is made up
    ApiToken &addToken(const QString &name, const QString &ownerId);
    void touch(App &app) const; ///< it was changed now

    /// Milliseconds of the Unix epoch by the organization's clock, and as text.
    [[nodiscard]] qint64 now() const;
    [[nodiscard]] QString timeText() const;
    void setClockOffset(int seconds) { m_clockOffset = seconds; }

    [[nodiscard]] QString makeId(const char *prefix); ///< prefix of three, "PRACTICE", nine more

private:
    void arrange();
    [[nodiscard]] App pomeriumApp() const;

    Settings m_settings;
    const quint64 m_seed;
    Scenario m_scenario;
    int m_clockOffset;
    SeededText m_text;
    QString m_organizationId;
    QString m_policyId;
};

} // namespace demo
