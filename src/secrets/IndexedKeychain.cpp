#include "secrets/IndexedKeychain.h"

namespace secrets {

namespace {

/// Probe, write the name down, store.
class IndexedStoreJob final : public StoreJob
{
public:
    IndexedStoreJob(KeychainIndex index, KeychainEntry entry, std::unique_ptr<ProbeJob> probe,
                    std::unique_ptr<StoreJob> store)
        : m_index(std::move(index))
        , m_entry(std::move(entry))
        , m_probe(std::move(probe))
        , m_store(std::move(store))
    {
    }

private:
    void run() override
    {
        connect(m_probe.get(), &Job::finished, this, [this] { probed(m_probe->takeOutcome()); });
        m_probe->start();
    }

    void probed(const ProbeJob::Outcome &state)
    {
        if (!state) {
            finishWith(Unexpected(state.error()));
            return;
        }
        if (state.value() == KeychainState::NoBus || state.value() == KeychainState::NoService) {
            finishWith(Unexpected(KeychainError{
                state.value() == KeychainState::NoBus ? KeychainError::Reason::NoBus : KeychainError::Reason::NoService,
                QString()}));
            return;
        }
        const auto before = m_index.entries();
        m_isNew = before && !before.value().contains(m_entry);
        if (const auto added = m_index.add(m_entry); !added) {
            finishWith(
                Unexpected(KeychainError{KeychainError::Reason::Other,
                                         QStringLiteral("not stored, because its name could not be written to %1: %2")
                                             .arg(m_index.filePath(), added.error().detail)}));
            return;
        }
        connect(m_store.get(), &Job::finished, this, [this] { stored(m_store->takeOutcome()); });
        m_store->start();
    }

    void stored(StoreJob::Outcome outcome)
    {
        // Only these two say for certain that nothing was handed over.
        if (!outcome && m_isNew
            && (outcome.error().reason == KeychainError::Reason::EmptySecret
                || outcome.error().reason == KeychainError::Reason::TooLarge))
            // A name too many in the list does no harm.
            static_cast<void>(m_index.remove(m_entry));
        finishWith(std::move(outcome));
    }

    const KeychainIndex m_index;
    const KeychainEntry m_entry;
    const std::unique_ptr<ProbeJob> m_probe;
    const std::unique_ptr<StoreJob> m_store;
    bool m_isNew = false;
};

/// Remove, and only then strike the name out.
class IndexedRemoveJob final : public RemoveJob
{
public:
    IndexedRemoveJob(KeychainIndex index, KeychainEntry entry, std::unique_ptr<RemoveJob> remove)
        : m_index(std::move(index))
        , m_entry(std::move(entry))
        , m_remove(std::move(remove))
    {
    }

private:
    void run() override
    {
        connect(m_remove.get(), &Job::finished, this, [this] { removed(m_remove->takeOutcome()); });
        m_remove->start();
    }

    void removed(RemoveJob::Outcome outcome)
    {
        // The secret is gone, whatever becomes of the list: a name too many in it does no harm.
        if (outcome)
            static_cast<void>(m_index.remove(m_entry));
        finishWith(std::move(outcome));
    }

    const KeychainIndex m_index;
    const KeychainEntry m_entry;
    const std::unique_ptr<RemoveJob> m_remove;
};

} // namespace

IndexedKeychain::IndexedKeychain(Keychain &keychain, KeychainIndex index)
    : m_keychain(keychain)
    , m_index(std::move(index))
{
}

std::unique_ptr<ProbeJob> IndexedKeychain::probe()
{
    return m_keychain.probe();
}

std::unique_ptr<StoreJob> IndexedKeychain::store(const KeychainEntry &entry, Secret secret)
{
    return std::make_unique<IndexedStoreJob>(m_index, entry, m_keychain.probe(),
                                             m_keychain.store(entry, std::move(secret)));
}

std::unique_ptr<FetchJob> IndexedKeychain::fetch(const KeychainEntry &entry)
{
    return m_keychain.fetch(entry);
}

std::unique_ptr<RemoveJob> IndexedKeychain::remove(const KeychainEntry &entry)
{
    return std::make_unique<IndexedRemoveJob>(m_index, entry, m_keychain.remove(entry));
}

} // namespace secrets
