#pragma once

#include "secrets/Keychain.h"
#include "secrets/KeychainIndex.h"

#include <QList>
#include <QStringList>

namespace secrets {

/// What "forget everything" did with each entry.
struct ForgetReport
{
    struct Failure
    {
        KeychainEntry entry;
        KeychainError error;
    };

    QList<KeychainEntry> removed; ///< proved to be gone
    QList<Failure> failed; ///< may still be there; they stay in the list, so that it can be tried again
    QStringList damagedLists; ///< lists that could not be read: what they named may still be there

    /// Whether all that was ever stored is known to be gone.
    [[nodiscard]] bool isComplete() const { return failed.isEmpty() && damagedLists.isEmpty(); }
};

/// Removes every entry that the product ever put into the keychain, and proves each removal.
///
/// Fails only when the list itself cannot be read; then nothing was removed. When the keychain cannot be used (no
/// service, stayed locked, no answer) the rest is not tried: an administrator who dismissed the unlock window is not
/// shown it again for each entry.
class ForgetEverythingJob final : public JobOf<ForgetReport, KeychainIndexError>
{
    Q_OBJECT

public:
    /// `keychain` must exist until the job is destroyed. It may be an IndexedKeychain with the same index.
    ForgetEverythingJob(Keychain &keychain, KeychainIndex index);
    ~ForgetEverythingJob() override;

private:
    void run() override;
    void removeNext();
    void removed();
    void report();

    Keychain &m_keychain;
    const KeychainIndex m_index;
    QList<KeychainEntry> m_waiting;
    ForgetReport m_report;
    std::unique_ptr<RemoveJob> m_remove;
};

} // namespace secrets
