#include "keychain/SystemKeychain.h"

#include "keychain/KeyringSearch.h"
#include "keychain/LibsecretSession.h"
#include "keychain/SecretServiceProbe.h"
#include "keychain/UnlockJob.h"

#include <QPointer>
#include <QTimer>

#include <deque>
#include <functional>
#include <utility>

#include <qt6keychain/keychain.h>

namespace keychain {

using secrets::KeychainEntry;
using secrets::KeychainError;
using secrets::KeychainState;

namespace {

/// What a job of QtKeychain said. Not to be believed before it was judged.
struct Answer
{
    enum class Kind { Done, NotFound, Denied, NoBackend, Other };
    Kind kind = Kind::Other;
    QString detail;
    Secret secret; ///< of a read that was Done
};

Answer answerOf(const QKeychain::Job &job)
{
    Answer answer;
    answer.kind = [&job] {
        switch (job.error()) {
        case QKeychain::NoError:
            return Answer::Kind::Done;
        case QKeychain::EntryNotFound:
            return Answer::Kind::NotFound;
        case QKeychain::AccessDeniedByUser:
        case QKeychain::AccessDenied:
            return Answer::Kind::Denied;
        case QKeychain::NoBackendAvailable:
            return Answer::Kind::NoBackend;
        case QKeychain::CouldNotDeleteEntry:
        case QKeychain::NotImplemented:
        case QKeychain::OtherError:
            break;
        }
        return Answer::Kind::Other;
    }();
    answer.detail = QStringLiteral("QtKeychain error %1: %2").arg(job.error()).arg(job.errorString());
    if (const auto *read = qobject_cast<const QKeychain::ReadPasswordJob *>(&job))
        answer.secret = Secret(read->binaryData());
    return answer;
}

} // namespace

/// Hands jobs to QtKeychain, one at a time, and lets them end alone when nobody waits for them any more.
///
/// A job of QtKeychain is never deleted while it runs: its backends call back with a raw pointer. It deletes itself.
class SystemKeychain::Platform final : public QObject, public std::enable_shared_from_this<SystemKeychain::Platform>
{
public:
    using Make = std::function<QKeychain::Job *()>;
    using Answered = std::function<void(const QKeychain::Job &)>;

    explicit Platform(Options options)
        : m_options(options)
    {
    }

    [[nodiscard]] const Options &options() const { return m_options; }

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
                                                    const QString &application)
    {
        if (auto open = m_openWindow.lock();
            open && open->isRunning() && open->keyring() == keyring && open->objects() == objects)
            return open;
        auto window = std::make_shared<UnlockJob>(keyring, objects, application, m_options.answerWithin);
        m_openWindow = window;
        // An unlock window stays when nobody waits any more, and the next to need it must find it; that for the first
        // keyring goes with the last who waits.
        if (!objects.isEmpty()) {
            m_staying = window;
            connect(window.get(), &Job::finished, this, [this] { m_staying.reset(); });
        }
        window->start();
        return window;
    }

private:
    struct Request
    {
        QPointer<QObject> asker;
        Make make;
        Answered answered;
    };

    void startNext()
    {
        while (!m_isRunning && !m_requests.empty()) {
            Request request = std::move(m_requests.front());
            m_requests.pop_front();
            if (!request.asker)
                continue;
            m_isRunning = true;
            m_asker = request.asker;
            QKeychain::Job *job = request.make();
            // The connection keeps us alive until the job ends.
            connect(job, &QKeychain::Job::finished, this,
                    [self = shared_from_this(), asker = request.asker,
                     answered = std::move(request.answered)](const QKeychain::Job *finished) {
                        self->m_isRunning = false;
                        if (asker)
                            answered(*finished);
                        self->startNext();
                    });
            job->start();
        }
    }

    const Options m_options;
    QString m_owner; // of the keyring that was met last
    std::weak_ptr<UnlockJob> m_openWindow;
    std::shared_ptr<UnlockJob> m_staying;
    std::deque<Request> m_requests;
    QPointer<QObject> m_asker; // of the running job
    bool m_isRunning = false;
};

namespace {

/// What the three operations share: getting the keychain ready, talking to it within the time, judging its answers.
template <typename Platform> class Access final : public QObject
{
public:
    using Failed = std::function<void(KeychainError)>;
    using Opened = std::function<void()>;
    using Answered = std::function<void(Answer)>;
    enum class WithoutKeyring { Fail, MakeOne };
    enum class Search { No, Yes };

    Access(std::shared_ptr<Platform> platform, KeychainEntry entry, Failed failed)
        : m_platform(std::move(platform))
        , m_entry(std::move(entry))
        , m_failed(std::move(failed))
    {
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, [this] {
            fail({KeychainError::Reason::TimedOut,
                  m_platform->isBlocked() && !m_isAsking
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
        m_deadline.start(m_platform->options().answerWithin);
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
        auto job = std::make_unique<KeyringSearch>(m_keyring, m_entry, m_platform->options().probeWithin);
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
        auto job = std::make_unique<SecretServiceProbe>(m_platform->options().probeWithin);
        connect(job.get(), &Job::finished, this, [this, raw = job.get(), probed = std::move(probed)] {
            m_keyring = raw->keyring();
            m_platform->met(m_keyring);
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
        m_deadline.start(m_platform->options().personWithin);
        m_window = m_platform->unlock(m_keyring, objects, m_entry.service);
        m_asker = std::make_unique<QObject>();
        connect(m_window.get(), &Job::finished, m_asker.get(), [this] {
            const auto window = std::exchange(m_window, nullptr);
            const UnlockJob::Outcome &outcome = window->outcome();
            if (!outcome) {
                fail(outcome.error());
                return;
            }
            m_deadline.start(m_platform->options().answerWithin);
            probe([this](KeychainState state) { probed(state); });
        });
    }

    void ask(std::function<QKeychain::Job *()> make, Answered answered)
    {
        const auto &options = m_platform->options();
        m_deadline.start(m_keyring.kind == Keyring::Kind::SecretService ? options.answerWithin : options.personWithin);
        m_isAsking = false;
        m_asker = std::make_unique<QObject>();
        m_platform->enqueue(
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

    const std::shared_ptr<Platform> m_platform;
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
template <typename Platform> class StoreOperation final : public secrets::StoreJob
{
public:
    StoreOperation(std::shared_ptr<Platform> platform, KeychainEntry entry, Secret secret)
        : m_largest(platform->options().largestSecret)
        , m_secret(std::move(secret))
        , m_access(std::move(platform), std::move(entry),
                   [this](KeychainError error) { finishWith(Unexpected(std::move(error))); })
    {
    }

private:
    using KeychainAccess = Access<Platform>;

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
        m_access.open(KeychainAccess::WithoutKeyring::MakeOne, KeychainAccess::Search::No, [this] { write(); });
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
    KeychainAccess m_access;
};

/// Read; believe "not found" only when it is proved.
template <typename Platform> class FetchOperation final : public secrets::FetchJob
{
public:
    FetchOperation(std::shared_ptr<Platform> platform, KeychainEntry entry)
        : m_access(std::move(platform), std::move(entry),
                   [this](KeychainError error) { finishWith(Unexpected(std::move(error))); })
    {
    }

private:
    using KeychainAccess = Access<Platform>;

    void run() override
    {
        m_access.open(KeychainAccess::WithoutKeyring::Fail, KeychainAccess::Search::Yes,
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

    KeychainAccess m_access;
};

/// Remove; prove it by a read.
template <typename Platform> class RemoveOperation final : public secrets::RemoveJob
{
public:
    RemoveOperation(std::shared_ptr<Platform> platform, KeychainEntry entry)
        : m_access(std::move(platform), std::move(entry),
                   [this](KeychainError error) { finishWith(Unexpected(std::move(error))); })
    {
    }

private:
    using KeychainAccess = Access<Platform>;

    void run() override
    {
        m_access.open(KeychainAccess::WithoutKeyring::Fail, KeychainAccess::Search::Yes, [this] {
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

    KeychainAccess m_access;
};

} // namespace

SystemKeychain::SystemKeychain()
    : SystemKeychain(Options())
{
}

SystemKeychain::SystemKeychain(Options options)
    : m_platform(std::make_shared<Platform>(options))
{
}

SystemKeychain::~SystemKeychain() = default;

std::unique_ptr<secrets::ProbeJob> SystemKeychain::probe()
{
    return std::make_unique<SecretServiceProbe>(m_platform->options().probeWithin);
}

std::unique_ptr<secrets::StoreJob> SystemKeychain::store(const KeychainEntry &entry, Secret secret)
{
    return std::make_unique<StoreOperation<Platform>>(m_platform, entry, std::move(secret));
}

std::unique_ptr<secrets::FetchJob> SystemKeychain::fetch(const KeychainEntry &entry)
{
    return std::make_unique<FetchOperation<Platform>>(m_platform, entry);
}

std::unique_ptr<secrets::RemoveJob> SystemKeychain::remove(const KeychainEntry &entry)
{
    return std::make_unique<RemoveOperation<Platform>>(m_platform, entry);
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
