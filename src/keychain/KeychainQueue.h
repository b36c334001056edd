#pragma once

#include "keychain/Keyring.h"
#include "keychain/LibsecretSession.h"
#include "keychain/SystemKeychain.h"
#include "keychain/UnlockJob.h"

#include <QPointer>

#include <deque>
#include <functional>
#include <memory>
#include <utility>

namespace QKeychain {
class Job;
}

namespace keychain {

/// What a job of QtKeychain said. Not to be believed before it was judged.
struct Answer
{
    enum class Kind { Done, NotFound, Denied, NoBackend, Other };
    Kind kind = Kind::Other;
    QString detail;
    Secret secret; ///< of a read that was Done
};

[[nodiscard]] Answer answerOf(const QKeychain::Job &job);

/// Hands jobs to QtKeychain, one at a time, and lets them end alone when nobody waits for them any more.
///
/// A job of QtKeychain is never deleted while it runs: its backends call back with a raw pointer. It deletes itself.
class KeychainQueue final : public QObject, public std::enable_shared_from_this<KeychainQueue>
{
public:
    using Make = std::function<QKeychain::Job *()>;
    using Answered = std::function<void(const QKeychain::Job &)>;

    explicit KeychainQueue(SystemKeychain::Options options)
        : m_options(options)
    {
    }

    [[nodiscard]] const SystemKeychain::Options &options() const { return m_options; }

    /// Whether a job was given up that the system has not answered yet.
    [[nodiscard]] bool isBlocked() const { return m_isRunning && !m_asker; }

    /// `make` is called when its turn comes, `answered` when the job is done; neither if `asker` is gone by then.
    void enqueue(QObject *asker, Make make, Answered answered)
    {
        m_requests.push_back({asker, std::move(make), std::move(answered)});
        startNext();
    }

    /// To be told which keyring the next jobs will meet.
    void met(const Keyring &keyring)
    {
        if (keyring.kind == Keyring::Kind::SecretService && keyring.owner != m_owner)
            forgetLibsecretSession();
        m_owner = keyring.owner;
    }

    /// The window in which these objects are unlocked: the one that is open already, or a new one.
    [[nodiscard]] std::shared_ptr<UnlockJob> unlock(const Keyring &keyring, const QStringList &objects,
                                                    const QString &application);

private:
    struct Request
    {
        QPointer<QObject> asker;
        Make make;
        Answered answered;
    };

    void startNext();

    const SystemKeychain::Options m_options;
    QString m_owner; // of the keyring that was met last
    std::weak_ptr<UnlockJob> m_openWindow;
    std::shared_ptr<UnlockJob> m_staying;
    std::deque<Request> m_requests;
    QPointer<QObject> m_asker; // of the running job
    bool m_isRunning = false;
};

} // namespace keychain
