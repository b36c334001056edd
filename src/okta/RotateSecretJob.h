#pragma once

#include "okta/ApplicationJob.h"

namespace okta {

/// One half of the rotation of a client secret. Add: Okta makes a second one, and the old one goes on working. Retire:
/// the old one is deactivated and deleted, after Pomerium runs with the new one. What Okta holds is asked first, so
/// that either half can be begun again after it was cut off. Listing the secrets is logged by Okta and returns all of
/// them; they stay in memory and are wiped.
class RotateSecretJob final : public ApplicationJob
{
    Q_OBJECT

public:
    /// Adds a second secret. With two there already, an earlier rotation is not finished, and nothing is added.
    RotateSecretJob(QString applicationId, ApiSession &session);
    /// Retires every other secret than this one, with which Pomerium runs now.
    RotateSecretJob(QString applicationId, Secret kept, ApiSession &session);

    /// "secrets-read", "secret-added" or "secrets-read", "old-secret-deactivated", "old-secret-deleted",
    /// "new-secret-active".
    [[nodiscard]] static QStringList addIds();
    [[nodiscard]] static QStringList retireIds();

    /// The new secret's id; safe to keep in a draft.
    [[nodiscard]] const QString &secretId() const { return m_secretId; }
    [[nodiscard]] Secret takeNewSecret() { return std::move(m_newSecret); }

private:
    struct Held
    {
        QString id;
        bool isActive = false;
        Secret value;
    };

    void run() override;
    void readSecrets(std::function<void()> then);
    void add();
    void added(ApiCalls::Outcome outcome);
    void lookForAdded(const ApiError &lost);
    void retire();
    void remove();
    void proveKept();
    [[nodiscard]] ApplicationRequest request(ApplicationRequest::Purpose purpose, http::Request::Method method,
                                             const QString &rest) const;

    const QString m_id;
    const bool m_isRetiring;
    const Secret m_kept;
    std::vector<Held> m_secrets;
    QStringList m_before;
    QString m_oldId;
    QString m_secretId;
    Secret m_newSecret;
};

} // namespace okta
