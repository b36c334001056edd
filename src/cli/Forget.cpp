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
    const auto &outcome = m_job.outcome();
    bool isComplete = false;
    if (!outcome) {
        m_console.say(Text::tr("The list of stored entries cannot be read, so nothing was removed: %1")
                          .arg(outcome.error().detail));
    } else {
        isComplete = outcome->isComplete();
        for (const auto &entry : outcome->removed)
            m_console.say(Text::tr("Removed, and seen to be gone: %1").arg(entry.account));
        for (const auto &failure : outcome->failed) {
            const auto diagnosis = advice::diagnose(failure.error, advice::KeychainUse::Remove);
            m_console.say(
                Text::tr("Not removed: %1. %2 %3").arg(failure.entry.account, diagnosis.headline, diagnosis.remedy));
        }
        for (const QString &list : outcome->damagedLists)
            m_console.say(Text::tr("This list is damaged; what it named may still be in the keychain: %1").arg(list));
        if (outcome->removed.isEmpty() && isComplete)
            m_console.say(Text::tr("Nothing was stored."));
    }
    if (const auto removed = setup::Draft::removeAll(); !removed) {
        m_console.say(
            Text::tr("A draft could not be removed: %1 %2").arg(removed.error().path, removed.error().detail));
        isComplete = false;
    }
    Q_EMIT finished(isComplete ? Status::Passed : Status::Failed);
}

} // namespace cli
