#pragma once

#include "secrets/ForgetEverythingJob.h"
#include "setup/Draft.h"

#include <optional>

namespace setup {

class Setup;

/// What "forget everything" did.
struct Forgotten
{
    Expected<secrets::ForgetReport, secrets::KeychainIndexError>
        entries; ///< error: nothing was removed from the keychain
    Expected<void, DraftError> drafts;

    /// Whether all that was ever stored is known to be gone.
    [[nodiscard]] bool isComplete() const { return entries && entries->isComplete() && drafts; }
};

/// Removes all that the product ever stored: first the entries of the keychain, each proven; then the wizard that runs
/// learns of it; then drafts and kept configurations, last, because each change of a step is saved in a draft.
/// Destroying it stops in the middle: what was not removed yet is still stored, and stays in the list.
class ForgetJob final : public Job
{
    Q_OBJECT

public:
    /// `keychain`, and `running` where there is one, must exist until the job is destroyed.
    ForgetJob(secrets::Keychain &keychain, secrets::KeychainIndex index, Setup *running = nullptr);
    ~ForgetJob() override;

    /// Only after finished().
    [[nodiscard]] const Forgotten &result() const { return *m_result; }

private:
    void run() override;
    void entriesRemoved();

    secrets::ForgetEverythingJob m_entries;
    Setup *const m_running;
    std::optional<Forgotten> m_result;
};

} // namespace setup
