#include "cli/Forget.h"

#include "advice/Diagnosis.h"

namespace cli {

QList<Option> Forget::options()
{
    return {{QStringLiteral("all"), QString(), Text::tr("Every org, every secret, every draft."), true}};
}

Forget::Forget(secrets::Keychain &keychain, secrets::KeychainIndex index, const Console &console)
    : m_console(console)
    , m_job(keychain, std::move(index))
{
    connect(&m_job, &Job::finished, this, &Forget::ended);
}

Forget::~Forget() = default;

void Forget::start()
{
    m_job.start();
}

void Forget::ended()
{
    const setup::Forgotten &result = m_job.result();
    if (!result.entries) {
        m_console.say(Text::tr("The list of stored entries cannot be read, so nothing was removed: %1")
                          .arg(result.entries.error().detail));
    } else {
        const secrets::ForgetReport &entries = *result.entries;
        for (const auto &entry : entries.removed)
            m_console.say(Text::tr("Removed, and seen to be gone: %1").arg(entry.account));
        for (const auto &failure : entries.failed) {
            const auto diagnosis = advice::diagnose(failure.error, advice::KeychainUse::Remove);
            m_console.say(
                Text::tr("Not removed: %1. %2 %3").arg(failure.entry.account, diagnosis.headline, diagnosis.remedy));
        }
        for (const QString &list : entries.damagedLists)
            m_console.say(Text::tr("This list is damaged; what it named may still be in the keychain: %1").arg(list));
        if (entries.removed.isEmpty() && entries.isComplete())
            m_console.say(Text::tr("Nothing was stored."));
    }
    if (!result.drafts) {
        m_console.say(Text::tr("A draft could not be removed: %1 %2")
                          .arg(result.drafts.error().path, result.drafts.error().detail));
    }
    Q_EMIT finished(result.isComplete() ? Status::Passed : Status::Failed);
}

} // namespace cli
