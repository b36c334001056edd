#pragma once

#include "core/Job.h"
#include "core/Secret.h"
#include "secrets/KeychainEntry.h"

#include <QString>

#include <memory>

namespace secrets {

/// What the keychain can do right now, asked before it is used: the backends' own error codes do not tell these apart
/// (a locked Secret Service answers "not found" to a read and "done" to a delete).
enum class KeychainState {
    Ready, ///< entries can be read and written
    Locked, ///< using it opens the system's unlock window
    NoCollection, ///< first use ever: the system asks for a new keyring password
    NoService, ///< a session bus, but nothing that keeps secrets
    NoBus, ///< no session bus at all: SSH, cron, a container
    SessionOnly ///< secrets live in memory until the program ends (MemoryKeychain; the demo)
};

/// Why the keychain did not do what it was asked.
struct KeychainError
{
    enum class Reason {
        NoBus,
        NoService,
        NoCollection, ///< the new keyring was not made: the window was closed, or there was no display for it
        Locked, ///< stayed locked: the unlock window was cancelled, or there was no display for it
        AccessDenied, ///< the system or the person refused
        NotFound, ///< no such entry, and the keychain was ready: this answer can be believed
        EmptySecret, ///< nothing to store; some backends would delete the entry instead
        TooLarge, ///< more than the system can store (Windows: 2,560 bytes)
        ReadBackDiffers, ///< written, but what came back is not what was written
        StillThere, ///< removed, but it can still be read
        TimedOut, ///< no answer in time, for example an unlock window that nobody sees
        Other
    };
    Reason reason = Reason::Other;
    QString detail = {}; ///< from the platform, untranslated
};

using ProbeJob = JobOf<KeychainState, KeychainError>;
using StoreJob = JobOf<void, KeychainError>;
using FetchJob = JobOf<Secret, KeychainError>;
using RemoveJob = JobOf<void, KeychainError>;

/// The operating system's store of secrets.
///
/// Every write is read back and compared, every removal is proven by a read; a job that succeeded has seen it.
class Keychain
{
public:
    Keychain() = default;
    Keychain(const Keychain &) = delete;
    Keychain &operator=(const Keychain &) = delete;
    virtual ~Keychain();

    /// Asks what can be done, without opening any window.
    [[nodiscard]] virtual std::unique_ptr<ProbeJob> probe() = 0;
    [[nodiscard]] virtual std::unique_ptr<StoreJob> store(const KeychainEntry &entry, Secret secret) = 0;
    [[nodiscard]] virtual std::unique_ptr<FetchJob> fetch(const KeychainEntry &entry) = 0;
    /// Succeeds when the entry is gone, also when it was never there.
    [[nodiscard]] virtual std::unique_ptr<RemoveJob> remove(const KeychainEntry &entry) = 0;
};

} // namespace secrets
