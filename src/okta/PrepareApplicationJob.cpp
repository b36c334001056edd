#include "okta/PrepareApplicationJob.h"

#include <QUrl>

namespace okta {

namespace {

const QString Org = QStringLiteral("org-found");
const QString Groups = QStringLiteral("groups-found");
constexpr int MostPages = 5; // a thousand groups that begin alike

} // namespace

PrepareApplicationJob::PrepareApplicationJob(QStringList groupNames, ApiSession &session)
    : ApplicationJob(ids(groupNames), session)
    , m_groupNames(std::move(groupNames))
    , m_org(session.org())
    , m_organization(session.org(), session.http())
{
}

QStringList PrepareApplicationJob::ids(const QStringList &groupNames)
{
    return groupNames.isEmpty() ? QStringList{Org} : QStringList{Org, Groups};
}

void PrepareApplicationJob::run()
{
    lines().running(Org);
    connect(&m_organization, &Job::finished, this, &PrepareApplicationJob::organizationAnswered);
    m_organization.start();
}

void PrepareApplicationJob::organizationAnswered()
{
    const auto &outcome = m_organization.outcome();
    if (outcome) {
        m_found = *outcome;
        lines().passed(Org, outcome->id);
    } else if (isPerhapsAnEmulator(outcome.error(), m_org)) {
        lines().warn(Org, outcome.error());
    } else {
        giveUp(Org, outcome.error());
        return;
    }
    if (m_groupNames.isEmpty()) {
        end();
        return;
    }
    lines().running(Groups);
    findGroup(0);
}

void PrepareApplicationJob::findGroup(qsizetype index)
{
    if (index >= m_groupNames.size()) {
        lines().passed(Groups, m_groupNames.join(QStringLiteral(", ")));
        end();
        return;
    }
    // The search is by prefix; the comparison is ours.
    const QString query = QString::fromLatin1(QUrl::toPercentEncoding(m_groupNames.at(index)));
    calls().list(QStringLiteral("/api/v1/groups?q=") + query + QStringLiteral("&limit=200"), MostPages,
                 [this, index](const Expected<QJsonArray, ApiError> &list) {
                     if (list)
                         groupsAnswered(index, *list);
                     else
                         giveUp(Groups, list.error(), m_groupNames.at(index));
                 });
}

void PrepareApplicationJob::groupsAnswered(qsizetype index, const QJsonArray &list)
{
    using Reason = ApplicationError::Reason;
    const QString &name = m_groupNames.at(index);
    QStringList ids;
    for (const auto &value : list) {
        const QJsonObject group = value.toObject();
        const QString id = group.value(QLatin1String("id")).toString();
        const bool isBuiltIn = group.value(QLatin1String("type")).toString() == QLatin1String("BUILT_IN");
        // A group of one's own may be called Everyone, too.
        const bool isMeant = name != QLatin1String("Everyone") || isBuiltIn;
        if (isMeant && isUsableId(id) && valueAt(group, u"profile.name").toString() == name)
            ids.append(id);
    }
    if (ids.size() != 1) {
        giveUp(Groups, ApplicationError{ids.isEmpty() ? Reason::GroupUnknown : Reason::GroupAmbiguous, name});
        return;
    }
    m_groups.append({ids.first(), name});
    findGroup(index + 1);
}

} // namespace okta
