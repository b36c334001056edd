#include "secrets/Keychain.h"

namespace secrets {

Keychain::~Keychain() = default;

} // namespace secrets
