#include "keychain/KeyringSearch.h"

namespace keychain {

KeyringSearch::KeyringSearch(Keyring keyring, secrets::KeychainEntry entry, std::chrono::milliseconds limit)
    : m_keyring(std::move(keyring))
    , m_entry(std::move(entry))
    , m_limit(limit)
{
}

void KeyringSearch::run()
{
    finishWith(FoundItems{});
}

} // namespace keychain
