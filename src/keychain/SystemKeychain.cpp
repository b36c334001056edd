#include "keychain/SystemKeychain.h"

#include "keychain/KeychainQueue.h"
#include "keychain/KeyringSearch.h"
#include "keychain/SecretServiceProbe.h"

#include <QTimer>

#include <functional>
#include <utility>

#include <qt6keychain/keychain.h>

namespace keychain {

using secrets::KeychainEntry;
using secrets::KeychainError;
using secrets::KeychainState;

namespace {

/// What the three operations share: getting the keychain ready, talking to it within the time, judging its answers.
class Access final : public QObject
{
public:
    using Failed = std::function<void(KeychainError)>;
    using Opened = std::function<void()>;
    using Answered = std::function<void(Answer)>;
    enum class WithoutKeyring { Fail, MakeOne };
    enum class Search { No, Yes };

    Access(std::shared_ptr<KeychainQueue> queue, KeychainEntry entry, Failed failed)
        : m_queue(std::move(queue))
        , m_entry(std::move(entry))
        , m_failed(std::move(failed))
    {
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, [this] {
            fail({KeychainError::Reason::TimedOut,
                  m_queue->isBlocked() && !m_isAsking
                      ? QStringLiteral("an earlier request to the keychain has still not been answered")
                      : QStringLiteral("no answer within %1 ms").arg(m_deadline.interval())});
        });
    }

    /// Calls `opened` once the keychain is ready, or fails.
    void open(WithoutKeyring withoutKeyring, Search search, Opened opened)
    {
        // A NUL would cut the name: another entry would be meant.
        if (m_entry.service.isEmpty() || m_entry.account.isEmpty() || m_entry.service.contains(QChar::Null)
            || m_entry.account.contains(QChar::Null)) {
            fail({KeychainError::Reason::Other, QStringLiteral("not a name of an entry")});
            return;
        }
        m_withoutKeyring = withoutKeyring;
        m_search = search;
        m_opened = std::move(opened);
        m_deadline.start(m_queue->options().answerWithin);
        probe([this](KeychainState state) { probed(state); });
    }

    void write(const Secret &secret, Answered answered)
    {
        ask(
            [this, &secret] {
                auto *job = new QKeychain::WritePasswordJob(m_entry.service);
                // QtKeychain cuts text at a NUL; fromUtf8() drops a byte order mark and replaces what is not UTF-8.
                const QByteArray bytes = secret.reveal().toByteArray();
                const QString text = QString::fromUtf8(bytes);
                if (!bytes.contains('\0') && text.toUtf8() == bytes)
                    job->setTextData(text);
                else
                    job->setBinaryData(bytes);
                return job;
            },
            std::move(answered));
    }

    void read(Answered answered)
    {
        ask([this] { return new QKeychain::ReadPasswordJob(m_entry.service); }, std::move(answered));
    }

    void erase(Answered answered)
    {
        ask([this] { return new QKeychain::DeletePasswordJob(m_entry.service); }, std::move(answered));
    }

    /// Asks the keychain again before an answer other than Done is passed on: `absent` is called when there is no entry
    /// and that can be believed; everything else fails.
    void judge(const Answer &answer, Opened absent)
    {
        probe([this, kind = answer.kind, detail = answer.detail, absent = std::move(absent)](KeychainState state) {
            if (state != KeychainState::Ready) {
                failNotReady(state, detail);
                return;
            }
            switch (kind) {
            case Answer::Kind::NotFound:
                find([this, absent](const FoundItems &found) {
                    if (!found.locked.isEmpty())
                        fail({KeychainError::Reason::Locked,
                              QStringLiteral("the entry is in a collection that is locked: %1")
                                  .arg(found.locked.first())});
                    else
                        absent();
                });
                return;
            case Answer::Kind::Denied:
                fail({KeychainError::Reason::AccessDenied, detail});
                return;
            case Answer::Kind::NoBackend:
                fail({KeychainError::Reason::NoService, detail});
                return;
            case Answer::Kind::Done:
            case Answer::Kind::Other:
                fail({KeychainError::Reason::Other, detail});
                return;
            }
        });
    }

    /// Looks for items of this name in all collections.
    void find(std::function<void(const FoundItems &)> found)
    {
        auto job = std::make_unique<KeyringSearch>(m_keyring, m_entry, m_queue->options().probeWithin);
        connect(job.get(), &Job::finished, this, [this, raw = job.get(), found = std::move(found)] {
            const auto outcome = raw->takeOutcome();
            if (outcome)
                found(outcome.value());
            else
                fail(outcome.error());
        });
        begin(std::move(job));
    }

    /// Ends the operation; nothing of it is heard any more.
    void fail(KeychainError error)
    {
        stop();
        m_failed(std::move(error));
    }

    /// Lets go of everything in flight.
    void stop()
    {
        m_deadline.stop();
        m_stage.reset();
        m_asker.reset();
        m_window.reset();
    }

private:
    void probe(std::function<void(KeychainState)> probed)
    {
        auto job = std::make_unique<SecretServiceProbe>(m_queue->options().probeWithin);
        connect(job.get(), &Job::finished, this, [this, raw = job.get(), probed = std::move(probed)] {
            m_keyring = raw->keyring();
            m_queue->met(m_keyring);
            const auto outcome = raw->takeOutcome();
            if (outcome)
                probed(outcome.value());
            else
                fail(outcome.error());
        });
        begin(std::move(job));
    }

    void probed(KeychainState state)
    {
        switch (state) {
        case KeychainState::Ready:
            if (m_search == Search::Yes)
                find([this](const FoundItems &found) { this->found(found); });
            else
                m_opened();
            return;
        case KeychainState::Locked:
            if (!m_unlockedKeyring) {
                m_unlockedKeyring = true;
                unlock({m_keyring.collection});
                return;
            }
            break;
        case KeychainState::NoCollection:
            if (!m_unlockedKeyring && m_withoutKeyring == WithoutKeyring::MakeOne) {
                m_unlockedKeyring = true;
                unlock({});
                return;
            }
            break;
        case KeychainState::NoService:
        case KeychainState::NoBus:
        case KeychainState::SessionOnly:
            break;
        }
        failNotReady(state, QString());
    }

    void found(const FoundItems &items)
    {
        if (items.locked.isEmpty()) {
            m_opened();
        } else if (!m_unlockedItems) {
            // In a collection that is not the default one.
            m_unlockedItems = true;
            unlock(items.locked);
        } else {
            fail({KeychainError::Reason::Locked, QStringLiteral("stayed locked: %1").arg(items.locked.first())});
        }
    }

    void unlock(const QStringList &objects)
    {
        m_stage.reset();
        m_deadline.start(m_queue->options().personWithin);
        m_window = m_queue->unlock(m_keyring, objects, m_entry.service);
        m_asker = std::make_unique<QObject>();
        connect(m_window.get(), &Job::finished, m_asker.get(), [this] {
            const auto window = std::exchange(m_window, nullptr);
            const UnlockJob::Outcome &outcome = window->outcome();
            if (!outcome) {
                fail(outcome.error());
                return;
            }
            m_deadline.start(m_queue->options().answerWithin);
            probe([this](KeychainState state) { probed(state); });
        });
    }

    void ask(std::function<QKeychain::Job *()> make, Answered answered)
    {
        const auto &options = m_queue->options();
        m_deadline.start(m_keyring.kind == Keyring::Kind::SecretService ? options.answerWithin : options.personWithin);
        m_isAsking = false;
        m_asker = std::make_unique<QObject>();
        m_queue->enqueue(
            m_asker.get(),
            [this, make = std::move(make)] {
                m_isAsking = true;
                QKeychain::Job *job = make();
                job->setKey(m_entry.account);
                return job;
            },
            [this, answered = std::move(answered)](const QKeychain::Job &job) {
                m_asker.reset();
                answered(answerOf(job));
            });
    }

    void failNotReady(KeychainState state, const QString &detail)
    {
        const auto reason = [state] {
            switch (state) {
            case KeychainState::NoBus:
                return KeychainError::Reason::NoBus;
            case KeychainState::NoService:
                return KeychainError::Reason::NoService;
            case KeychainState::NoCollection:
                return KeychainError::Reason::NoCollection;
            case KeychainState::Locked:
                return KeychainError::Reason::Locked;
            case KeychainState::Ready:
            case KeychainState::SessionOnly:
                break;
            }
            return KeychainError::Reason::Other;
        }();
        fail({reason, detail});
    }

    void begin(std::unique_ptr<Job> job)
    {
        m_stage = std::move(job);
        m_stage->start();
    }

    const std::shared_ptr<KeychainQueue> m_queue;
    const KeychainEntry m_entry;
    const Failed m_failed;
    Opened m_opened;
    WithoutKeyring m_withoutKeyring = WithoutKeyring::Fail;
    Search m_search = Search::No;
    bool m_unlockedKeyring = false; // the window was opened already
    bool m_unlockedItems = false;
    bool m_isAsking = false; // our job is with QtKeychain, not waiting for its turn
    Keyring m_keyring;
    QTimer m_deadline;
    std::unique_ptr<Job> m_stage;
    std::shared_ptr<UnlockJob> m_window; // that we wait for
    std::unique_ptr<QObject> m_asker; // gone: nobody waits for the answer
};

/// Write, read back, compare.
class StoreOperation final : public secrets::StoreJob
{
public:
    StoreOperation(std::shared_ptr<KeychainQueue> queue, KeychainEntry entry, Secret secret)
        : m_largest(queue->options().largestSecret)
        , m_secret(std::move(secret))
        , m_access(std::move(queue), std::move(entry),
                   [this](KeychainError error) { finishWith(Unexpected(std::move(error))); })
    {
    }

private:
    void run() override
    {
        if (m_secret.isEmpty()) {
            m_access.fail({KeychainError::Reason::EmptySecret, QString()});
            return;
        }
        if (m_largest && m_secret.size() > *m_largest) {
            m_access.fail({KeychainError::Reason::TooLarge,
                           QStringLiteral("%1 bytes; the limit is %2").arg(m_secret.size()).arg(*m_largest)});
            return;
        }
        m_access.open(Access::WithoutKeyring::MakeOne, Access::Search::No, [this] { write(); });
    }

    void write()
    {
        m_access.write(m_secret, [this](const Answer &answer) {
            if (answer.kind == Answer::Kind::Done)
                m_access.read([this](const Answer &readBack) { compare(readBack); });
            else
                m_access.judge(answer, [this, detail = answer.detail] {
                    m_access.fail({KeychainError::Reason::Other, detail});
                });
        });
    }

    void compare(const Answer &readBack)
    {
        if (readBack.kind == Answer::Kind::Done && readBack.secret == m_secret) {
            m_access.stop();
            finishWith({});
        } else if (readBack.kind == Answer::Kind::Done && !m_isSecondTry) {
            m_isSecondTry = true;
            m_access.find([this](const FoundItems &found) {
                if (found.unlocked.size() + found.locked.size() < 2) {
                    differs(); // and the older secret, if that is what came back, is still there
                    return;
                }
                // An older entry of this name hides ours: the Secret Service keeps text and binary side by side, and
                // other collections too. Removing takes all of them.
                m_access.erase([this](const Answer &) { write(); });
            });
        } else if (readBack.kind == Answer::Kind::Done) {
            differs();
        } else {
            m_access.judge(readBack, [this] { differs(); });
        }
    }

    void differs() { m_access.fail({KeychainError::Reason::ReadBackDiffers, QString()}); }

    const std::optional<qsizetype> m_largest;
    const Secret m_secret;
    bool m_isSecondTry = false;
    Access m_access;
};

/// Read; believe "not found" only when it is proved.
class FetchOperation final : public secrets::FetchJob
{
public:
    FetchOperation(std::shared_ptr<KeychainQueue> queue, KeychainEntry entry)
        : m_access(std::move(queue), std::move(entry),
                   [this](KeychainError error) { finishWith(Unexpected(std::move(error))); })
    {
    }

private:
    void run() override
    {
        m_access.open(Access::WithoutKeyring::Fail, Access::Search::Yes,
                      [this] { m_access.read([this](Answer answer) { wasRead(std::move(answer)); }); });
    }

    void wasRead(Answer answer)
    {
        if (answer.kind != Answer::Kind::Done) {
            m_access.judge(answer, [this] { m_access.fail({KeychainError::Reason::NotFound, QString()}); });
        } else if (answer.secret.isEmpty()) {
            // Never stored by us. KWallet's errors come through as this (QtKeychain drops them).
            m_access.fail({KeychainError::Reason::Other, QStringLiteral("the keychain answered with an empty secret")});
        } else {
            m_access.stop();
            finishWith(std::move(answer.secret));
        }
    }

    Access m_access;
};

/// Remove; prove it by a read.
class RemoveOperation final : public secrets::RemoveJob
{
public:
    RemoveOperation(std::shared_ptr<KeychainQueue> queue, KeychainEntry entry)
        : m_access(std::move(queue), std::move(entry),
                   [this](KeychainError error) { finishWith(Unexpected(std::move(error))); })
    {
    }

private:
    void run() override
    {
        m_access.open(Access::WithoutKeyring::Fail, Access::Search::Yes, [this] {
            m_access.erase([this](const Answer &answer) {
                if (answer.kind == Answer::Kind::Done || answer.kind == Answer::Kind::NotFound)
                    m_access.read([this](const Answer &proof) { wasRead(proof); });
                else
                    m_access.judge(answer, [] {});
            });
        });
    }

    void wasRead(const Answer &proof)
    {
        if (proof.kind == Answer::Kind::Done)
            m_access.fail({KeychainError::Reason::StillThere, QString()});
        else
            m_access.judge(proof, [this] {
                m_access.stop();
                finishWith({});
            });
    }

    Access m_access;
};

} // namespace

SystemKeychain::SystemKeychain()
    : SystemKeychain(Options())
{
}

SystemKeychain::SystemKeychain(Options options)
    : m_queue(std::make_shared<KeychainQueue>(options))
{
}

SystemKeychain::~SystemKeychain() = default;

std::unique_ptr<secrets::ProbeJob> SystemKeychain::probe()
{
    return std::make_unique<SecretServiceProbe>(m_queue->options().probeWithin);
}

std::unique_ptr<secrets::StoreJob> SystemKeychain::store(const KeychainEntry &entry, Secret secret)
{
    return std::make_unique<StoreOperation>(m_queue, entry, std::move(secret));
}

std::unique_ptr<secrets::FetchJob> SystemKeychain::fetch(const KeychainEntry &entry)
{
    return std::make_unique<FetchOperation>(m_queue, entry);
}

std::unique_ptr<secrets::RemoveJob> SystemKeychain::remove(const KeychainEntry &entry)
{
    return std::make_unique<RemoveOperation>(m_queue, entry);
}

std::optional<qsizetype> SystemKeychain::systemLimit()
{
#ifdef Q_OS_WIN
    return 2560;
#else
    return std::nullopt;
#endif
}

} // namespace keychain
