#include "secrets/ForgetEverythingJob.h"

namespace secrets {

namespace {

/// Whether the reason is the keychain's, not the entry's.
bool concernsAll(KeychainError::Reason reason)
{
    switch (reason) {
    case KeychainError::Reason::NoBus:
    case KeychainError::Reason::NoService:
    case KeychainError::Reason::NoCollection:
    case KeychainError::Reason::Locked:
    case KeychainError::Reason::TimedOut:
        return true;
    case KeychainError::Reason::AccessDenied:
    case KeychainError::Reason::NotFound:
    case KeychainError::Reason::EmptySecret:
    case KeychainError::Reason::TooLarge:
    case KeychainError::Reason::ReadBackDiffers:
    case KeychainError::Reason::StillThere:
    case KeychainError::Reason::Other:
        break;
    }
    return false;
}

} // namespace

ForgetEverythingJob::ForgetEverythingJob(Keychain &keychain, KeychainIndex index)
    : m_keychain(keychain)
    , m_index(std::move(index))
{
}

ForgetEverythingJob::~ForgetEverythingJob() = default;

void ForgetEverythingJob::run()
{
    auto entries = m_index.entries();
    if (!entries) {
        finishWith(Unexpected(entries.error()));
        return;
    }
    m_waiting = std::move(entries).value();
    removeNext();
}

void ForgetEverythingJob::removeNext()
{
    if (m_waiting.isEmpty()) {
        report();
        return;
    }
    m_remove = m_keychain.remove(m_waiting.first());
    connect(m_remove.get(), &Job::finished, this, &ForgetEverythingJob::removed);
    m_remove->start();
}

void ForgetEverythingJob::removed()
{
    const KeychainEntry entry = m_waiting.takeFirst();
    const auto outcome = m_remove->takeOutcome();
    if (outcome) {
        m_report.removed.append(entry);
        // Gone is gone; a name too many in the list does no harm.
        static_cast<void>(m_index.remove(entry));
        removeNext();
        return;
    }
    m_report.failed.append({entry, outcome.error()});
    if (concernsAll(outcome.error().reason)) {
        for (const KeychainEntry &untried : std::as_const(m_waiting))
            m_report.failed.append({untried, outcome.error()});
        m_waiting.clear();
    }
    removeNext();
}

void ForgetEverythingJob::report()
{
    m_report.damagedLists = m_index.damagedLists();
    finishWith(std::move(m_report));
}

} // namespace secrets
