#pragma once

#include "secrets/Keychain.h"
#include "secrets/KeychainIndex.h"

namespace secrets {

/// Another keychain whose entries are written down in a KeychainIndex, so that "forget everything" finds them.
///
/// A secret is not stored when its name cannot be written down: it could not be forgotten. Where there is no keychain
/// at all nothing is written down either. The other keychain must exist until this one is destroyed; jobs may outlive
/// both, as far as the other keychain's jobs may.
class IndexedKeychain final : public Keychain
{
public:
    IndexedKeychain(Keychain &keychain, KeychainIndex index);

    [[nodiscard]] std::unique_ptr<ProbeJob> probe() override;
    [[nodiscard]] std::unique_ptr<StoreJob> store(const KeychainEntry &entry, Secret secret) override;
    [[nodiscard]] std::unique_ptr<FetchJob> fetch(const KeychainEntry &entry) override;
    [[nodiscard]] std::unique_ptr<RemoveJob> remove(const KeychainEntry &entry) override;

private:
    Keychain &m_keychain;
    const KeychainIndex m_index;
};

} // namespace secrets
