#include "keychain/UnlockJob.h"

namespace keychain {

UnlockJob::UnlockJob(Keyring keyring, QStringList objects, QString application, std::chrono::milliseconds answerWithin)
    : m_keyring(std::move(keyring))
    , m_objects(std::move(objects))
    , m_application(std::move(application))
    , m_answerWithin(answerWithin)
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
