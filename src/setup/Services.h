#pragma once

#include "oidc/UserAgent.h"
#include "secrets/Keychain.h"

#include <chrono>

namespace http {
class Client;
}

namespace setup {

/// What the steps need from outside. Everything outlives the steps.
struct Services
{
    http::Client &http;
    secrets::Keychain &keychain;
    oidc::UserAgent &browser;
    /// After the last key, before a live check begins.
    std::chrono::milliseconds typingPause = std::chrono::milliseconds(600);
};

} // namespace setup
