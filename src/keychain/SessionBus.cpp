#include "keychain/SessionBus.h"

namespace keychain {

using secrets::KeychainError;

QDBusMessage serviceCall(const QString &method)
{
    return QDBusMessage::createMethodCall(secretservice::Name, secretservice::Path, secretservice::Service, method);
}

KeychainError keychainError(const QDBusError &error)
{
    const auto reason = [&error] {
        switch (error.type()) {
        case QDBusError::Disconnected:
        case QDBusError::NoServer:
        case QDBusError::NoNetwork:
        case QDBusError::BadAddress:
            return KeychainError::Reason::NoBus;
        case QDBusError::ServiceUnknown:
        case QDBusError::UnknownMethod:
        case QDBusError::UnknownInterface:
        case QDBusError::UnknownObject:
            return KeychainError::Reason::NoService;
        case QDBusError::NoReply:
            // The bus says this, too, when the other side left before it answered.
            return error.message().contains(QLatin1String("disconnected")) ? KeychainError::Reason::NoService
                                                                           : KeychainError::Reason::TimedOut;
        case QDBusError::Timeout:
        case QDBusError::TimedOut:
            return KeychainError::Reason::TimedOut;
        case QDBusError::AccessDenied:
            return KeychainError::Reason::AccessDenied;
        default:
            // There is a service file, but what it names does not start.
            return error.name().startsWith(QLatin1String("org.freedesktop.DBus.Error.Spawn."))
                    || error.name() == QLatin1String("org.freedesktop.DBus.Error.NameHasNoOwner")
                ? KeychainError::Reason::NoService
                : KeychainError::Reason::Other;
        }
    }();
    return {reason, QStringLiteral("%1: %2").arg(error.name(), error.message())};
}

} // namespace keychain
