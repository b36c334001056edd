#pragma once

#include "okta/FindApplicationJob.h"

namespace okta {

/// Makes an app integration and assigns its groups. The POST is sent once: Okta takes the same one twice and then there
/// are two apps. When the reply is lost, the app is looked for by label and marker; a PUT that changes nothing then
/// makes Okta show its secret. Every reply is compared field by field with what was asked.
class CreateApplicationJob final : public ApplicationJob
{
    Q_OBJECT

public:
    /// `isUnderWay`: an earlier start has sent the POST perhaps, so look for the marker first.
    CreateApplicationJob(WantedApplication wanted, ApiSession &session, bool isUnderWay = false);

    /// "app-free", "app-created", "groups-assigned", "read-back".
    [[nodiscard]] static QStringList ids();
    /// The app, as soon as Okta has it.
    [[nodiscard]] const std::optional<Application> &application() const { return m_application; }
    /// What was there already, with app-free failed.
    [[nodiscard]] const QList<Application> &existing() const { return m_existing; }
    [[nodiscard]] Secret takeClientSecret() { return std::move(m_secret); }

    [[nodiscard]] std::optional<QDateTime> waitingUntil() const override;

Q_SIGNALS:
    /// Okta has the app now; its id belongs into the draft at once.
    void created();

private:
    void run() override;
    void lookForOthers();
    void create();
    void lookForOurs(const std::optional<ApiError> &lost, bool isSecondTry);
    void adopt(Application application, ApiReply reply);
    void showSecret(bool isSecondTry);
    void assign(qsizetype index, bool isSecondTry = false);
    void readBack();

    const WantedApplication m_wanted;
    const bool m_isUnderWay;
    std::optional<Application> m_application;
    QList<Application> m_existing;
    Secret m_secret;
    std::unique_ptr<FindApplicationJob> m_find;
    ApiSession &m_session;
};

} // namespace okta
