#pragma once

#include "secrets/Keychain.h"

#include <QList>
#include <QPointer>
#include <QString>

#include <functional>
#include <map>
#include <optional>
#include <utility>

/// A keychain in memory whose moods are those of real ones, and that counts what is asked of it.
class FakeKeychain final : public secrets::Keychain
{
public:
    using Reason = secrets::KeychainError::Reason;

    secrets::KeychainState state = secrets::KeychainState::Ready;
    std::optional<Reason> probeFails = {};
    std::optional<Reason> storeFails = {}; ///< refused, or a read-back that differs
    std::optional<Reason> removeFails = {};
    bool isSlow = false; ///< nothing is answered before answer()

    int probes = 0;
    int stores = 0;
    int fetches = 0;
    int removes = 0;

    /// Secrets by account.
    [[nodiscard]] std::map<QString, QByteArray> &entries() { return *m_entries; }
    [[nodiscard]] QByteArray at(const secrets::KeychainEntry &entry) const
    {
        const auto found = m_entries->find(entry.account);
        return found == m_entries->end() ? QByteArray() : found->second;
    }
    void put(const secrets::KeychainEntry &entry, const QByteArray &secret) { (*m_entries)[entry.account] = secret; }

    /// Answers what a slow keychain was asked and nobody gave up.
    void answer()
    {
        const auto waiting = std::exchange(*m_waiting, {});
        for (const auto &job : waiting)
            job();
    }

    [[nodiscard]] std::unique_ptr<secrets::ProbeJob> probe() override
    {
        ++probes;
        return make<secrets::ProbeJob>([this]() -> secrets::ProbeJob::Outcome {
            if (probeFails)
                return Unexpected(secrets::KeychainError{*probeFails, {}});
            return state;
        });
    }
    [[nodiscard]] std::unique_ptr<secrets::StoreJob> store(const secrets::KeychainEntry &entry, Secret secret) override
    {
        ++stores;
        return make<secrets::StoreJob>(
            [this, entry, bytes = secret.reveal().toByteArray()]() -> secrets::StoreJob::Outcome {
                if (storeFails)
                    return Unexpected(secrets::KeychainError{*storeFails, {}});
                put(entry, bytes);
                return {};
            });
    }
    [[nodiscard]] std::unique_ptr<secrets::FetchJob> fetch(const secrets::KeychainEntry &entry) override
    {
        ++fetches;
        return make<secrets::FetchJob>([this, entry]() -> secrets::FetchJob::Outcome {
            if (!m_entries->contains(entry.account))
                return Unexpected(secrets::KeychainError{Reason::NotFound, {}});
            return Secret(at(entry));
        });
    }
    [[nodiscard]] std::unique_ptr<secrets::RemoveJob> remove(const secrets::KeychainEntry &entry) override
    {
        ++removes;
        return make<secrets::RemoveJob>([this, entry]() -> secrets::RemoveJob::Outcome {
            if (removeFails)
                return Unexpected(secrets::KeychainError{*removeFails, {}});
            m_entries->erase(entry.account);
            return {};
        });
    }

private:
    using Waiting = QList<std::function<void()>>;

    /// Ends at once, or when answer() comes and it is still there.
    template <typename J> class Told final : public J
    {
    public:
        Told(std::function<typename J::Outcome()> work, std::shared_ptr<Waiting> waiting)
            : m_work(std::move(work))
            , m_waiting(std::move(waiting))
        {
        }

    private:
        void run() override
        {
            if (!m_waiting) {
                this->finishWith(m_work());
                return;
            }
            m_waiting->append([self = QPointer<Told>(this)] {
                if (self)
                    self->finishWith(self->m_work());
            });
        }

        const std::function<typename J::Outcome()> m_work;
        const std::shared_ptr<Waiting> m_waiting;
    };

    template <typename J> std::unique_ptr<J> make(std::function<typename J::Outcome()> work)
    {
        return std::make_unique<Told<J>>(std::move(work), isSlow ? m_waiting : nullptr);
    }

    std::shared_ptr<std::map<QString, QByteArray>> m_entries = std::make_shared<std::map<QString, QByteArray>>();
    std::shared_ptr<Waiting> m_waiting = std::make_shared<Waiting>();
};
