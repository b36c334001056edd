#pragma once

#include "checks/Recorder.h"
#include "cli/AppRequest.h"
#include "cli/Console.h"
#include "core/Job.h"
#include "http/Client.h"
#include "oidc/ClientProbeJob.h"
#include "oidc/DiscoveryJob.h"
#include "okta/ApiSession.h"
#include "okta/ApplicationJob.h"

#include <functional>
#include <memory>

namespace cli {

/// Does what one `app` verb asks, job after job, and writes all of their lines into one list.
class AppJob final : public Job
{
    Q_OBJECT

public:
    AppJob(AppRequest request, http::Client &http, const Console &console);
    ~AppJob() override;

    [[nodiscard]] const checks::Recorder &recorder() const { return m_recorder; }

private:
    void run() override;
    void act();

    void createApp();
    void planApp();
    void auditApp(std::function<void()> then = {});
    void changeApp(const okta::Application &application);
    void cleanUp(const okta::Application &application);
    void revokeToken();
    void addSecret(const okta::Application &application);
    void retireSecret(const okta::Application &application);
    void checkSecret(const QString &clientId, const Secret &secret);
    void probe(const QString &clientId, const Secret &secret, const oidc::ProviderMetadata &metadata);
    void deleteApp(const okta::Application &application);

    /// Finds the app that is meant, then goes on.
    void withApp(std::function<void(const okta::Application &)> then);
    /// Runs a job whose lines are ours, too; goes on when all of it is good, or in any case.
    enum class After { Success, Anything };
    template <typename JobType>
    void perform(std::unique_ptr<JobType> job, After after, std::function<void(JobType &)> then);
    void take(const checks::List &list);
    /// Lines for what would be sent.
    void showPlan(const okta::ApplicationPlan &plan);
    [[nodiscard]] bool writeSecret(const Secret &secret);
    void end();

    const AppRequest m_request;
    okta::WantedApplication m_wanted;
    http::Client &m_http;
    const Console &m_console;
    okta::ApiSession m_session;
    checks::Recorder m_recorder;
    std::unique_ptr<okta::ApiCalls> m_calls;
    std::unique_ptr<Job> m_job;
    std::unique_ptr<oidc::DiscoveryJob> m_discovery;
    std::unique_ptr<oidc::ClientProbeJob> m_probe;
};

/// The lines that a verb begins with; more come as they are needed.
[[nodiscard]] QStringList appIds(const AppRequest &request);

} // namespace cli
