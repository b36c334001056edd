#include "keychain/LibsecretSession.h"

#include <QLibrary>

namespace keychain {

void forgetLibsecretSession()
{
    // The very library that QtKeychain loads, by the same name; nothing happens when it is not there.
    QLibrary libsecret(QStringLiteral("secret-1"), 0);
    using Disconnect = void (*)();
    if (const auto disconnect = reinterpret_cast<Disconnect>(libsecret.resolve("secret_service_disconnect")))
        disconnect();
}

} // namespace keychain
