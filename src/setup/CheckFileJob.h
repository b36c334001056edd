#pragma once

#include "checks/Recorder.h"
#include "core/Expected.h"
#include "core/Job.h"
#include "oidc/ClientProbeJob.h"
#include "oidc/DiscoveryJob.h"
#include "okta/CheckApiTokenJob.h"
#include "okta/OrganizationJob.h"
#include "pomerium/Import.h"
#include "setup/Configuration.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace http {
class Client;
}

namespace setup {

/// What is said about a file that is not in it.
struct CheckFileRequest
{
    QString path;
    std::optional<Secret> apiToken; ///< instead of the file's, or for a release that reads none
    std::optional<pomerium::AuthenticateUrl> authenticateUrl; ///< instead of the file's
    std::optional<pomerium::Release> release; ///< instead of what the file tells
};

/// Whether no sign-in works, or Pomerium does not start, with a file of which this is true. The others are warnings:
/// who reads the file decides.
[[nodiscard]] bool isFatal(pomerium::ImportNote note);

/// Checks an existing file of Pomerium's by everything that needs no browser: the mistakes in it, org and issuer,
/// client ID, secret, refresh grant, DPoP, PKCE, Pomerium's redirect URI, the service account and what its token may
/// do. What is asked follows from the same Configuration as in the wizard.
///
/// The file is read by the constructor; run() asks the servers.
class CheckFileJob final : public Job
{
    Q_OBJECT

public:
    /// Of the list: FileId, one settingId() for each remark about the file, and the ids of the client probe and of the
    /// token check. A contract of the command line.
    struct CheckId
    {
        static constexpr QLatin1String File{"file"};
        static constexpr QLatin1String Issuer{"issuer"};
        static constexpr QLatin1String ServiceAccount{"service-account"};
        static constexpr QLatin1String RedirectUri{"redirect-uri"}; ///< Pomerium's is not known
        /// "setting:KEY" or "setting:KEY (line N)".
        [[nodiscard]] static QString setting(const pomerium::ImportRemark &remark);
    };

    CheckFileJob(CheckFileRequest request, http::Client &http);
    ~CheckFileJob() override;

    [[nodiscard]] const checks::Recorder &recorder() const { return m_recorder; }
    /// What the file says, with what was said about it; empty when it could not be read.
    [[nodiscard]] const Configuration &configuration() const { return m_configuration; }

private:
    void run() override;
    void recordFile();
    void recordServiceAccount();
    void discovered();
    void organizationAnswered();
    void probed();
    void tokenChecked();
    /// What of client ID, secret and redirect URI was not probed could not be checked.
    void giveUpProbe(const std::optional<checks::Problem> &problem);
    void finishWhenDone();
    [[nodiscard]] QStringList probeIds() const;
    [[nodiscard]] QStringList allIds() const;

    const CheckFileRequest m_request;
    http::Client &m_http;
    const Expected<pomerium::Import, pomerium::ImportError> m_import;
    Configuration m_configuration;
    checks::Recorder m_recorder;
    std::unique_ptr<okta::OrganizationJob> m_organization;
    std::unique_ptr<oidc::DiscoveryJob> m_discovery;
    std::unique_ptr<oidc::ClientProbeJob> m_probe;
    std::unique_ptr<okta::CheckApiTokenJob> m_tokenCheck;
};

} // namespace setup
