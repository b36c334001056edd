#include "okta/CreateApplicationJob.h"

#include "okta/ApplicationRefusal.h"

namespace okta {

namespace {

using Reason = ApplicationError::Reason;

const QString Free = QStringLiteral("app-free");
const QString Created = QStringLiteral("app-created");
const QString Groups = QStringLiteral("groups-assigned");
const QString ReadBack = QStringLiteral("read-back");

constexpr auto Appearance = std::chrono::seconds(3); // until a list has what was created a moment ago
constexpr auto OtherEditor = std::chrono::seconds(2); // until another change of the app is through

/// An app that was asked for as active is not as asked while it is inactive.
QList<JsonDifference> differencesOf(const Application &held, const WantedApplication &wanted)
{
    auto found = differences(held, wanted.body());
    if (held.status() != QLatin1String("ACTIVE"))
        found.append({QStringLiteral("status"), QStringLiteral("ACTIVE"), held.status()});
    return found;
}

} // namespace

CreateApplicationJob::CreateApplicationJob(WantedApplication wanted, ApiSession &session, bool isUnderWay)
    : ApplicationJob(ids(), session)
    , m_wanted(std::move(wanted))
    , m_isUnderWay(isUnderWay)
    , m_session(session)
{
}

QStringList CreateApplicationJob::ids()
{
    return {Free, Created, Groups, ReadBack};
}

std::optional<QDateTime> CreateApplicationJob::waitingUntil() const
{
    const auto inFind = m_find ? m_find->waitingUntil() : std::nullopt;
    return inFind ? inFind : ApplicationJob::waitingUntil();
}

void CreateApplicationJob::run()
{
    lookForOthers();
}

void CreateApplicationJob::lookForOthers()
{
    lines().running(Free);
    m_find = std::make_unique<FindApplicationJob>(
        FindApplicationJob::Wanted{{}, m_wanted.label, m_wanted.redirectUri, {}}, m_session);
    connect(m_find.get(), &ApplicationJob::waitingChanged, this, &ApplicationJob::waitingChanged);
    connect(m_find.get(), &Job::finished, this, [this] {
        const auto found = m_find->found();
        const checks::Check line = m_find->checks().all().first();
        if (line.status != checks::Status::Passed) {
            giveUp(Free, *line.problem);
            return;
        }
        for (const Application &application : found) {
            if (m_isUnderWay && application.adminNote() == m_wanted.marker) {
                lines().passed(Free, application.id());
                lines().running(Created);
                adopt(application, {});
                return;
            }
        }
        if (!found.isEmpty()) {
            m_existing = found;
            QStringList ids;
            for (const Application &application : found)
                ids.append(QStringLiteral("%1 (%2)").arg(application.label(), application.id()));
            giveUp(Free, ApplicationError{Reason::ExistsAlready, ids.join(QStringLiteral(", "))});
            return;
        }
        lines().passed(Free);
        create();
    });
    m_find->start();
}

void CreateApplicationJob::create()
{
    lines().running(Created);
    calls().send(ApplicationPlan::creation(m_wanted).requests.first(), [this](ApiCalls::Outcome outcome) {
        if (!outcome && mayHaveBeenDone(outcome.error())) {
            lookForOurs(outcome.error(), false);
            return;
        }
        if (!outcome) {
            giveUp(Created, outcome.error());
            return;
        }
        auto application = applicationIn(*outcome);
        if (!application) {
            lookForOurs(application.error(), false);
            return;
        }
        adopt(std::move(*application), std::move(*outcome));
    });
}

void CreateApplicationJob::lookForOurs(const std::optional<ApiError> &lost, bool isSecondTry)
{
    m_find = std::make_unique<FindApplicationJob>(
        FindApplicationJob::Wanted{{}, m_wanted.label, m_wanted.redirectUri, m_wanted.marker}, m_session);
    connect(m_find.get(), &ApplicationJob::waitingChanged, this, &ApplicationJob::waitingChanged);
    connect(m_find.get(), &Job::finished, this, [this, lost, isSecondTry] {
        const auto found = m_find->found();
        if (found.isEmpty() && !isSecondTry) {
            calls().after(Appearance, [this, lost] { lookForOurs(lost, true); });
            return;
        }
        if (found.size() == 1) {
            adopt(found.first(), {});
            return;
        }
        giveUp(Created,
               ApplicationError{
                   found.isEmpty() ? Reason::CreationUnknown : Reason::SeveralFound, m_wanted.marker, {}, lost});
    });
    m_find->start();
}

void CreateApplicationJob::adopt(Application application, ApiReply reply)
{
    m_application = std::move(application);
    const QString id = m_application->id();
    if (const auto found = differencesOf(*m_application, m_wanted); !found.isEmpty())
        lines().warn(Created, ApplicationError{Reason::NotAsAsked, id, found}, id);
    else
        lines().passed(Created, id);
    if (!reply.secrets.empty())
        m_secret = std::move(reply.secrets.front());
    Q_EMIT created();
    if (m_secret.isEmpty())
        showSecret(false);
    else
        assign(0);
}

void CreateApplicationJob::showSecret(bool isSecondTry)
{
    // A PUT of what is there changes nothing, and its reply has the secret. Reading the secrets would be logged.
    ApplicationRequest request;
    request.purpose = ApplicationRequest::Purpose::Replace;
    request.method = http::Request::Method::Put;
    request.path = QStringLiteral("/api/v1/apps/%1").arg(m_application->id());
    request.body = m_application->body();
    request.hasSecretAnswer = true;
    calls().send(request, [this, isSecondTry](ApiCalls::Outcome outcome) {
        // It changes nothing, so that it may be sent again.
        const bool isBusy = !outcome
            && (mayHaveBeenDone(outcome.error())
                || applicationRefusal(outcome.error()) == ApplicationRefusal::EditedAtTheSameTime);
        if (isBusy && !isSecondTry) {
            calls().after(OtherEditor, [this] { showSecret(true); });
            return;
        }
        if (outcome && !outcome->secrets.empty()) {
            m_secret = std::move(outcome->secrets.front());
            assign(0);
            return;
        }
        std::optional<ApiError> api;
        if (!outcome)
            api = outcome.error();
        giveUp(Created, ApplicationError{Reason::SecretNotShown, m_application->id(), {}, api});
    });
}

void CreateApplicationJob::assign(qsizetype index, bool isSecondTry)
{
    if (m_wanted.groups.isEmpty()) {
        lines().doesNotApply(Groups, QStringLiteral("no group was chosen"));
        readBack();
        return;
    }
    lines().running(Groups);
    if (index >= m_wanted.groups.size()) {
        QStringList names;
        for (const auto &group : m_wanted.groups)
            names.append(group.name.isEmpty() ? group.id : group.name);
        lines().passed(Groups, names.join(QStringLiteral(", ")));
        readBack();
        return;
    }
    calls().send(assignGroupRequest(m_application->id(), m_wanted.groups.at(index)),
                 [this, index, isSecondTry](ApiCalls::Outcome outcome) {
                     if (outcome) {
                         assign(index + 1);
                         return;
                     }
                     // Okta answers 500 here under load. The same assignment twice is one.
                     if (mayHaveBeenDone(outcome.error()) && !isSecondTry) {
                         assign(index, true);
                         return;
                     }
                     const auto &group = m_wanted.groups.at(index);
                     lines().fail(Groups, outcome.error(), group.name.isEmpty() ? group.id : group.name);
                     readBack();
                 });
}

void CreateApplicationJob::readBack()
{
    lines().running(ReadBack);
    calls().get(QStringLiteral("/api/v1/apps/%1").arg(m_application->id()), [this](ApiCalls::Outcome outcome) {
        if (!outcome) {
            giveUp(ReadBack, outcome.error());
            return;
        }
        auto held = applicationIn(*outcome);
        if (!held) {
            giveUp(ReadBack, held.error());
            return;
        }
        m_application = *held;
        if (const auto found = differencesOf(*held, m_wanted); !found.isEmpty()) {
            giveUp(ReadBack, ApplicationError{Reason::NotAsAsked, held->id(), found});
            return;
        }
        calls().list(QStringLiteral("/api/v1/apps/%1/groups?limit=200").arg(held->id()), 5,
                     [this](const Expected<QJsonArray, ApiError> &list) {
                         if (!list) {
                             giveUp(ReadBack, list.error());
                             return;
                         }
                         const auto assigned = groupsIn(*list);
                         QStringList missing;
                         for (const auto &group : m_wanted.groups) {
                             if (!assigned.contains(group))
                                 missing.append(group.name.isEmpty() ? group.id : group.name);
                         }
                         if (missing.isEmpty()) {
                             lines().passed(ReadBack, m_application->lastUpdated());
                             end();
                         } else {
                             giveUp(ReadBack, ApplicationError{Reason::NotAsAsked, missing.join(QStringLiteral(", "))});
                         }
                     });
    });
}

} // namespace okta
