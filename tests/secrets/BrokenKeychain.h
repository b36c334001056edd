#pragma once

#include "secrets/MemoryKeychain.h"

#include <QTest>

#include <map>
#include <optional>

/// A job that ends as it was told.
template <typename J> class Told final : public J
{
public:
    explicit Told(typename J::Outcome outcome)
        : m_outcome(std::move(outcome))
    {
    }

private:
    void run() override { this->finishWith(std::move(m_outcome)); }

    typename J::Outcome m_outcome;
};

/// A keychain in memory that fails when told to, and counts.
class BrokenKeychain final : public secrets::Keychain
{
public:
    using Reason = secrets::KeychainError::Reason;

    secrets::KeychainState state = secrets::KeychainState::Ready;
    std::optional<Reason> storeFails = {};
    std::map<QString, Reason> removeFails = {}; ///< by account
    int stores = 0;
    int removes = 0;

    [[nodiscard]] std::unique_ptr<secrets::ProbeJob> probe() override
    {
        return std::make_unique<Told<secrets::ProbeJob>>(state);
    }
    [[nodiscard]] std::unique_ptr<secrets::StoreJob> store(const secrets::KeychainEntry &entry, Secret secret) override
    {
        ++stores;
        if (storeFails)
            return std::make_unique<Told<secrets::StoreJob>>(Unexpected(secrets::KeychainError{*storeFails, {}}));
        return m_memory.store(entry, std::move(secret));
    }
    [[nodiscard]] std::unique_ptr<secrets::FetchJob> fetch(const secrets::KeychainEntry &entry) override
    {
        return m_memory.fetch(entry);
    }
    [[nodiscard]] std::unique_ptr<secrets::RemoveJob> remove(const secrets::KeychainEntry &entry) override
    {
        ++removes;
        const auto fails = removeFails.find(entry.account);
        if (fails != removeFails.end())
            return std::make_unique<Told<secrets::RemoveJob>>(Unexpected(secrets::KeychainError{fails->second, {}}));
        return m_memory.remove(entry);
    }

private:
    secrets::MemoryKeychain m_memory;
};

/// Starts a job, waits for its end and hands over how it ended.
template <typename J> typename J::Outcome outcomeOf(std::unique_ptr<J> job)
{
    job->start();
    if (!QTest::qWaitFor([&job] { return job->isFinished(); }, 20'000))
        qFatal("the job did not finish");
    return job->takeOutcome();
}
