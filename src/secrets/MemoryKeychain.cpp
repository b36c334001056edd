#include "secrets/MemoryKeychain.h"

#include <functional>

namespace secrets {

namespace {

QString keyOf(const KeychainEntry &entry)
{
    return entry.service + QLatin1Char('\n') + entry.account;
}

/// A job whose work is one function.
template <typename J> class Immediate final : public J
{
public:
    explicit Immediate(std::function<typename J::Outcome()> work)
        : m_work(std::move(work))
    {
    }

private:
    void run() override { this->finishWith(m_work()); }

    const std::function<typename J::Outcome()> m_work;
};

} // namespace

std::unique_ptr<ProbeJob> MemoryKeychain::probe()
{
    return std::make_unique<Immediate<ProbeJob>>([state = m_state] { return state; });
}

std::unique_ptr<StoreJob> MemoryKeychain::store(const KeychainEntry &entry, Secret secret)
{
    // std::function wants a copyable closure; a Secret is not.
    auto shared = std::make_shared<Secret>(std::move(secret));
    return std::make_unique<Immediate<StoreJob>>(
        [entries = m_entries, key = keyOf(entry), shared]() -> StoreJob::Outcome {
            if (shared->isEmpty())
                return Unexpected(KeychainError{KeychainError::Reason::EmptySecret, QString()});
            entries->insert_or_assign(key, std::move(*shared));
            return {};
        });
}

std::unique_ptr<FetchJob> MemoryKeychain::fetch(const KeychainEntry &entry)
{
    return std::make_unique<Immediate<FetchJob>>([entries = m_entries, key = keyOf(entry)]() -> FetchJob::Outcome {
        const auto found = entries->find(key);
        if (found == entries->end())
            return Unexpected(KeychainError{KeychainError::Reason::NotFound, QString()});
        return found->second.clone();
    });
}

std::unique_ptr<RemoveJob> MemoryKeychain::remove(const KeychainEntry &entry)
{
    return std::make_unique<Immediate<RemoveJob>>([entries = m_entries, key = keyOf(entry)]() -> RemoveJob::Outcome {
        entries->erase(key);
        return {};
    });
}

} // namespace secrets
