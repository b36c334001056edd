#pragma once

#include "secrets/Keychain.h"

#include <map>

namespace secrets {

/// Keeps secrets until the program ends and no longer: for the demo, which touches nothing of the system's, and for
/// an administrator who goes on without a keychain.
class MemoryKeychain final : public Keychain
{
public:
    /// `state`: what it says of itself. A practice says Ready, to show what a real keychain would.
    explicit MemoryKeychain(KeychainState state = KeychainState::SessionOnly)
        : m_state(state)
    {
    }

    [[nodiscard]] std::unique_ptr<ProbeJob> probe() override;
    [[nodiscard]] std::unique_ptr<StoreJob> store(const KeychainEntry &entry, Secret secret) override;
    [[nodiscard]] std::unique_ptr<FetchJob> fetch(const KeychainEntry &entry) override;
    [[nodiscard]] std::unique_ptr<RemoveJob> remove(const KeychainEntry &entry) override;

private:
    // Shared with the jobs, which may outlive the keychain.
    using Entries = std::map<QString, Secret>;
    const KeychainState m_state;
    std::shared_ptr<Entries> m_entries = std::make_shared<Entries>();
};

} // namespace secrets
