#include "okta/FindApplicationJob.h"

#include "okta/ApplicationRefusal.h"

namespace okta {

namespace {

const QString Found = QStringLiteral("app-found");
constexpr int MostPages = 20; // 4,000 OpenID Connect apps

} // namespace

FindApplicationJob::FindApplicationJob(Wanted wanted, ApiSession &session)
    : ApplicationJob(ids(), session)
    , m_wanted(std::move(wanted))
{
}

QStringList FindApplicationJob::ids()
{
    return {Found};
}

void FindApplicationJob::run()
{
    lines().running(Found);
    if (isUsableId(m_wanted.clientId))
        askById();
    else
        askForAll();
}

void FindApplicationJob::askById()
{
    // The id of an app is its client ID, unless somebody chose another one.
    calls().get(QStringLiteral("/api/v1/apps/%1").arg(m_wanted.clientId), [this](ApiCalls::Outcome outcome) {
        if (!outcome && outcome.error().reason == ApiError::Reason::NotFound) {
            askForAll();
            return;
        }
        if (!outcome) {
            giveUp(Found, outcome.error());
            return;
        }
        auto application = applicationIn(*outcome);
        if (!application) {
            giveUp(Found, application.error());
            return;
        }
        m_found.append(*application);
        lines().passed(Found, application->id());
        end();
    });
}

void FindApplicationJob::askForAll()
{
    calls().list(QStringLiteral("/api/v1/apps?filter=name%20eq%20%22oidc_client%22&includeNonDeleted=true&limit=200"),
                 MostPages, [this](const Expected<QJsonArray, ApiError> &list) {
                     if (!list) {
                         giveUp(Found, list.error());
                         return;
                     }
                     for (const auto &value : *list) {
                         const auto application = Application::parse(value.toObject());
                         if (application && fits(*application))
                             m_found.append(*application);
                     }
                     const bool isOne = !m_wanted.clientId.isEmpty();
                     if (isOne && m_found.isEmpty()) {
                         giveUp(Found, ApplicationError{ApplicationError::Reason::NotFound, m_wanted.clientId});
                     } else if (m_found.isEmpty() && calls().hasMore()) {
                         ApiError error;
                         error.reason = ApiError::Reason::LinkInvalid;
                         error.detail = QStringLiteral("there are more apps than could be read");
                         giveUp(Found, error);
                     } else {
                         QStringList ids;
                         for (const auto &application : m_found)
                             ids.append(application.id());
                         lines().passed(Found, ids.join(QStringLiteral(", ")));
                         end();
                     }
                 });
}

bool FindApplicationJob::fits(const Application &application) const
{
    if (!m_wanted.clientId.isEmpty())
        return application.clientId() == m_wanted.clientId;
    if (!m_wanted.marker.isEmpty()) // whatever somebody has called it since
        return application.adminNote() == m_wanted.marker;
    return application.json().value(QLatin1String("label")).toString() == m_wanted.label
        || (!m_wanted.redirectUri.isEmpty() && application.redirectUris().contains(m_wanted.redirectUri));
}

} // namespace okta
