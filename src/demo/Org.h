#pragma once

#include "demo/ConsolePlaces.h"
#include "demo/Lessons.h"
#include "demo/Settings.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <memory>

namespace demo {

/// A pretend Okta organization on 127.0.0.1, for demos and tests: applications, API tokens, one person who signs in,
/// and as many groups as wanted.
///
/// Imitates what Okta's real servers are known to answer, texts included, and shares no code with the client that it
/// is tried with. Nothing is stored: what was made up is gone with the object.
///
/// Differences that are on purpose: it speaks http; it keeps no session, so whoever comes is asked to sign in and
/// `prompt=none` always answers login_required; a token endpoint that offers DPoP never accepts a proof.
class Org final : public QObject
{
    Q_OBJECT

public:
    /// Listens at once, see isListening().
    explicit Org(Settings settings = {});
    ~Org() override;

    [[nodiscard]] bool isListening() const;
    [[nodiscard]] QString errorString() const; ///< why it does not listen, from the system

    [[nodiscard]] QUrl url() const; ///< http://127.0.0.1:PORT
    [[nodiscard]] QString issuer() const; ///< the same, byte for byte as in the discovery document; no trailing slash

    // What a trainee is told when the scenario begins; empty in Scenario::EmptyOrg.
    [[nodiscard]] QString clientId() const;
    [[nodiscard]] QString clientSecret() const; ///< in Scenario::SecretRotated it is not accepted
    [[nodiscard]] QString apiToken() const;

    /// The sign-in redirect URIs of the application that was handed out, as they are now.
    [[nodiscard]] QStringList redirectUris() const;
    void setRedirectUris(const QStringList &uris);

    /// Which state the organization began with. Setting it begins anew: what was done in the console or by the API is
    /// gone, ids, secrets and tokens are the first ones again, rate limit windows are new. People who are signed in
    /// stay so.
    [[nodiscard]] Scenario scenario() const;
    void setScenario(Scenario scenario);

    /// The scenario from its beginning. Nobody is signed in.
    void startOver();

    /// The exercise of the scenario: its steps, and which of them are done by now.
    [[nodiscard]] QList<LessonStep> progress() const;

    /// Where the exercise goes on.
    [[nodiscard]] Pointer pointer() const;

    /// "Do it for me", as in the console.
    bool doLesson();

    /// A page of the practice console; one about an application is about that of the exercise, or the list while there
    /// is none.
    [[nodiscard]] QUrl consoleUrl(ConsolePlace place) const;

    /// Of what is made up; see Settings::seed.
    [[nodiscard]] quint64 seed() const;

    /// By how many seconds the organization's clock is ahead of the computer's. Codes, tokens and rate limit windows
    /// grow older with it, so a test need not wait for them.
    void setClockOffset(int seconds);

    [[nodiscard]] const Settings &settings() const;

    /// A group of the directory, 0 <= index < settings().groupCount.
    [[nodiscard]] Group group(int index) const;

    /// Whether somebody called DELETE /api/v1/api-tokens/current.
    [[nodiscard]] bool isApiTokenRevoked() const;

    /// Connections that are open now.
    [[nodiscard]] int openConnections() const;

    /// How many requests came whose path begins like this, answered or not.
    [[nodiscard]] int requestCount(const QString &pathPrefix) const;

    /// One line of JSON for whoever started it, secrets included: issuer, org_url, client_id, client_secret, api_token,
    /// redirect_uris, port, console_url, scenario, seed. No newline at the end.
    [[nodiscard]] QByteArray ready() const;

Q_SIGNALS:
    /// Scenario, redirect URIs or clock are different now.
    void changed();

    /// A step of the exercise was done, or is not done any more.
    void progressed();

private:
    void applyScenario();
    void noteProgress();

    struct Private;
    const std::unique_ptr<Private> d;
};

} // namespace demo
