#include "keychain/SecretServiceProbe.h"

namespace keychain {

SecretServiceProbe::SecretServiceProbe(std::chrono::milliseconds limit)
    : m_limit(limit)
{
}

SecretServiceProbe::~SecretServiceProbe() = default;

void SecretServiceProbe::run()
{
    finishWith(secrets::KeychainState::Ready);
}

} // namespace keychain
