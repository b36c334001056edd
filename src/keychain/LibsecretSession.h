#pragma once

namespace keychain {

/// Makes libsecret begin a new session with the Secret Service at its next use.
///
/// libsecret 0.20 keeps its session when the service is replaced by another process (gnome-keyring was killed or
/// crashed, and the bus started it again), and then every call of this process fails for ever with "The session does
/// not exist". QtKeychain offers no way to say so.
void forgetLibsecretSession();

} // namespace keychain
