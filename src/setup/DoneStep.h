#pragma once

#include "setup/Configuration.h"
#include "setup/ExportStep.h"
#include "setup/RunningPomerium.h"
#include "setup/Services.h"
#include "setup/Step.h"

#include <QStringList>

#include <functional>

namespace setup {

/// Step 7: what was written where, whether the running Pomerium has it, and what is left to do.
class DoneStep final : public Step
{
    Q_OBJECT

public:
    /// What is left to the person, in the order in which to do it.
    enum class Task {
        RemoveLoopbackRedirectUris, ///< in Okta
        LoadFile, ///< in Pomerium: an environment file or config.yaml
        ApplyManifest, ///< in the cluster
        EnterServiceAccount, ///< where IDP_SERVICE_ACCOUNT is set
        PlaceClientSecret, ///< where IDP_CLIENT_SECRET_FILE says
        CopyValues, ///< into the console; the sheet has secrets and goes afterwards
        RestartPomerium, ///< a directory sync that failed first is not retried rightly (0.10 to 0.19)
        ConfigureGroupsClaim, ///< in Okta, from 0.20 on, where the sign-in test did not see it; and in the policies
        NameGroups, ///< in Pomerium's policies, from 0.20 on, where the claim was seen
        EnterTokenInConsole ///< Pomerium Enterprise or Zero, from 0.20 on, when there is a token
    };

    /// `hasSeenGroups`: whether the sign-in test saw the groups claim; another step's result. Empty: nobody looked.
    DoneStep(Configuration &configuration, ExportStep &exportStep, const Services &services,
             std::function<bool()> hasSeenGroups = {});

    [[nodiscard]] const Configuration &configuration() const { return m_configuration; }
    [[nodiscard]] ExportStep &exportStep() const { return m_exportStep; }
    [[nodiscard]] RunningPomerium &pomerium() { return m_pomerium; }
    [[nodiscard]] const RunningPomerium &pomerium() const { return m_pomerium; }
    /// Only what was not seen to be done.
    [[nodiscard]] QList<Task> tasks() const;
    [[nodiscard]] QStringList loopbackRedirectUris() const;

    [[nodiscard]] std::optional<Missing> missing() const override;
    [[nodiscard]] bool isVerified() const override;
    [[nodiscard]] bool needsRecheck() const override { return false; }
    [[nodiscard]] bool isBusy() const override { return m_pomerium.isBusy(); }
    void cancel() override { m_pomerium.cancel(); }

private:
    Configuration &m_configuration;
    ExportStep &m_exportStep;
    const std::function<bool()> m_hasSeenGroups;
    RunningPomerium m_pomerium;
};

} // namespace setup
