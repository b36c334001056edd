#include "keychain/UnlockJob.h"

namespace keychain {

UnlockJob::UnlockJob(Keyring keyring, QStringList objects, QString application, std::chrono::milliseconds limit)
    : m_keyring(std::move(keyring))
    , m_objects(std::move(objects))
    , m_application(std::move(application))
    , m_limit(limit)
{
}

UnlockJob::~UnlockJob() = default;

void UnlockJob::run()
{
    finishWith({});
}

void UnlockJob::promptCompleted(bool, const QDBusVariant &)
{
}

} // namespace keychain
