#pragma once

#include "okta/ApplicationJob.h"

namespace okta {

/// One half of the rotation of a client secret, or its undoing. Add: Okta makes a second one, and the old one goes on
/// working. Retire: the old one is deactivated and deleted, after Pomerium runs with the new one. Withdraw: the new one
/// is, because Pomerium never ran with it. What Okta holds is asked first, so that each can be begun again after it was
/// cut off, and a lost reply is settled by what Okta holds. Listing the secrets is logged by Okta and returns all of
/// them; they stay in memory and are wiped.
class RotateSecretJob final : public ApplicationJob
{
    Q_OBJECT

public:
    /// What an earlier start has left behind.
    struct Begun
    {
        QStringList before = {}; ///< ids of the secrets that were there before the new one was asked for
        QString added = {}; ///< the new one's id, where Okta's answer came
    };

    /// Adds a second secret. With two there already, an earlier rotation is not finished, and nothing is added.
    RotateSecretJob(QString applicationId, ApiSession &session);
    /// Goes on with one that was cut off: takes the secret that was added, or adds it now.
    RotateSecretJob(QString applicationId, Begun begun, ApiSession &session);
    /// Retires every other secret than this one, with which Pomerium runs now.
    RotateSecretJob(QString applicationId, Secret kept, ApiSession &session);
    /// The same by the id of the one that stays.
    [[nodiscard]] static std::unique_ptr<RotateSecretJob> retireAllBut(QString applicationId, QString keptId,
                                                                       ApiSession &session);
    /// Takes the new secret away again; the old one must be active.
    [[nodiscard]] static std::unique_ptr<RotateSecretJob> withdraw(QString applicationId, Begun begun,
                                                                   ApiSession &session);

    /// "secrets-read", "secret-added"; "secrets-read", "old-secret-deactivated", "old-secret-deleted",
    /// "new-secret-active"; "secrets-read", "new-secret-deactivated", "new-secret-deleted", "old-secret-active".
    [[nodiscard]] static QStringList addIds();
    [[nodiscard]] static QStringList retireIds();
    [[nodiscard]] static QStringList withdrawIds();

    /// The ids of the secrets that were there before one was added; safe to keep in a draft.
    [[nodiscard]] const QStringList &secretsBefore() const { return m_begun.before; }
    /// The id of the secret that was added, or that stays; safe to keep in a draft.
    [[nodiscard]] const QString &secretId() const { return m_secretId; }
    [[nodiscard]] Secret takeNewSecret() { return std::move(m_newSecret); }

Q_SIGNALS:
    /// Known now: secretsBefore(). The addition is sent when whoever listens has returned.
    void beforeAddition();
    /// Okta has the new secret; its id belongs into the draft at once.
    void added();

private:
    enum class Task { Add, Retire, Withdraw };
    struct Held
    {
        QString id;
        bool isActive = false;
        Secret value;
    };

    RotateSecretJob(Task task, const QStringList &ids, QString applicationId, ApiSession &session);

    void run() override;
    void readSecrets(std::function<void()> then);
    void add();
    void post();
    void posted(ApiCalls::Outcome outcome);
    void lookForAdded(const ApiError &lost);
    void take(Held &held);
    void retire();
    void withdraw();
    void deactivate(const Held &unwanted);
    void deactivated(const std::optional<ApiError> &lost);
    void remove();
    void prove(const std::optional<ApiError> &lost);
    [[nodiscard]] Held *find(const QString &id);
    [[nodiscard]] ApplicationRequest request(ApplicationRequest::Purpose purpose, http::Request::Method method,
                                             const QString &rest) const;

    const Task m_task;
    const QString m_id;
    Begun m_begun;
    bool m_isUnderWay = false;
    Secret m_kept;
    QString m_keptId; ///< instead of m_kept
    std::vector<Held> m_secrets;
    QString m_unwantedId; ///< of the secret that goes
    QString m_secretId;
    Secret m_newSecret;
};

} // namespace okta
