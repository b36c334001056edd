#pragma once

#include "secrets/EntryLedger.h"
#include "secrets/Keychain.h"

namespace secrets {

/// Another keychain whose entries are written down in an EntryLedger, so that "forget everything" finds them.
///
/// A secret is not stored when its name cannot be written down: it could not be forgotten. Where there is no keychain
/// at all nothing is written down either. The other keychain must exist until this one is destroyed; jobs may outlive
/// both, as far as the other keychain's jobs may.
class LedgerKeychain final : public Keychain
{
public:
    LedgerKeychain(Keychain &keychain, EntryLedger ledger);

    [[nodiscard]] std::unique_ptr<ProbeJob> probe() override;
    [[nodiscard]] std::unique_ptr<StoreJob> store(const KeychainEntry &entry, Secret secret) override;
    [[nodiscard]] std::unique_ptr<FetchJob> fetch(const KeychainEntry &entry) override;
    [[nodiscard]] std::unique_ptr<RemoveJob> remove(const KeychainEntry &entry) override;

private:
    Keychain &m_keychain;
    const EntryLedger m_ledger;
};

} // namespace secrets
