#pragma once

#include "demo/Settings.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <memory>

namespace demo {

/// A pretend Okta organisation on 127.0.0.1, for demos and tests: one application, one person who signs in, one API
/// token, and as many groups as wanted.
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
    [[nodiscard]] QString clientId() const;
    [[nodiscard]] QString clientSecret() const; ///< as handed out; in Mood::WrongSecret it is not accepted
    [[nodiscard]] QString apiToken() const;

    /// The registered sign-in redirect URIs.
    [[nodiscard]] QStringList redirectUris() const;
    void setRedirectUris(const QStringList &uris);

    /// Which mistake is shown, from now on. Also starts new rate limit windows.
    [[nodiscard]] Mood mood() const;
    void setMood(Mood mood);

    /// By how many seconds the organisation's clock is ahead of the computer's. Codes, tokens and rate limit windows
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
    /// redirect_uris, port. No newline at the end.
    [[nodiscard]] QByteArray ready() const;

Q_SIGNALS:
    /// Mood, redirect URIs or clock are different now.
    void changed();

private:
    void applyMood();

    struct Private;
    const std::unique_ptr<Private> d;
};

} // namespace demo
