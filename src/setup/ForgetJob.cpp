#include "setup/ForgetJob.h"

#include "setup/Setup.h"

namespace setup {

ForgetJob::ForgetJob(secrets::Keychain &keychain, secrets::KeychainIndex index, Setup *running)
    : m_entries(keychain, std::move(index))
    , m_running(running)
{
    connect(&m_entries, &Job::finished, this, &ForgetJob::entriesRemoved);
}

ForgetJob::~ForgetJob() = default;

void ForgetJob::run()
{
    m_entries.start();
}

void ForgetJob::entriesRemoved()
{
    auto entries = m_entries.takeOutcome();
    if (m_running) {
        if (entries && entries->isComplete()) {
            m_running->credentials().keychainEmptied();
            m_running->apiToken().keychainEmptied();
        }
        m_running->discardDraft();
        m_running->forgetDraft();
    }
    m_result = Forgotten{std::move(entries), Draft::removeAll()};
    finish();
}

} // namespace setup
