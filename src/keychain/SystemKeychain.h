#pragma once

#include "secrets/Keychain.h"

#include <chrono>
#include <optional>

namespace keychain {

class KeychainQueue;

/// The operating system's keychain, by QtKeychain, with every answer proved.
///
/// What it adds, because QtKeychain 0.13.2 says "not found" and "done" of a locked keyring:
/// - before each operation the keychain is asked what it can do (SecretServiceProbe), and a locked one is unlocked by a
///   window of our own (UnlockJob), so that QtKeychain never waits for a person;
/// - every write is read back and compared, every removal is proved by a read, and a "not found" is believed only from
///   a keychain that is Ready and has no locked entry of that name;
/// - every operation has a deadline. QtKeychain runs its jobs one after another and none can be cancelled, so at most
/// one
///   is handed to it at a time: what waits behind an unanswered one is given up without a trace when its time is over.
///
/// Text is stored as text, so that the system's own tools show it; anything with a NUL or that is not UTF-8 as binary.
///
/// Jobs may outlive the keychain. When one is destroyed or has timed out, an unlock window that it opened stays on the
/// screen (UnlockJob says why) and serves the next operation; a request that was already handed to the system ends
/// alone, unheard.
class SystemKeychain final : public secrets::Keychain
{
public:
    struct Options
    {
        /// For the question what the keychain can do.
        std::chrono::milliseconds probeWithin = std::chrono::seconds(3);
        /// For an answer that needs no person.
        std::chrono::milliseconds answerWithin = std::chrono::seconds(10);
        /// For an answer that may need a person: unlock windows, macOS' question for permission.
        std::chrono::milliseconds personWithin = std::chrono::seconds(60);
        /// The largest secret that the system stores, in bytes. Windows: 2,560 (CRED_MAX_CREDENTIAL_BLOB_SIZE), refused
        /// there with an error that does not say so.
        std::optional<qsizetype> largestSecret = systemLimit();
    };

    SystemKeychain();
    explicit SystemKeychain(Options options);
    ~SystemKeychain() override;

    [[nodiscard]] std::unique_ptr<secrets::ProbeJob> probe() override;
    [[nodiscard]] std::unique_ptr<secrets::StoreJob> store(const secrets::KeychainEntry &entry, Secret secret) override;
    [[nodiscard]] std::unique_ptr<secrets::FetchJob> fetch(const secrets::KeychainEntry &entry) override;
    [[nodiscard]] std::unique_ptr<secrets::RemoveJob> remove(const secrets::KeychainEntry &entry) override;

    /// What `largestSecret` is on this system; nothing where no limit is known.
    [[nodiscard]] static std::optional<qsizetype> systemLimit();

private:
    const std::shared_ptr<KeychainQueue> m_queue;
};

} // namespace keychain
