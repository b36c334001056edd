#include "setup/ApplicationStep.h"

#include "core/SecretShape.h"
#include "setup/Requests.h"

#include <algorithm>

namespace setup {

namespace {

constexpr qsizetype LongestName = 100; // Okta's limits for an application's label, a group's name,
constexpr qsizetype LongestGroup = 255;
constexpr qsizetype LongestUri = 1024; // and what any server takes

/// A control character, one that turns the direction, one without a width: it came with a copied text.
bool hasUnseenCharacter(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) {
        const auto category = c.category();
        return category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Separator_Line
            || category == QChar::Separator_Paragraph;
    });
}

} // namespace

ApplicationStep::ApplicationStep(Configuration &configuration)
    : m_configuration(configuration)
{
}

void ApplicationStep::setApplicationName(const QString &name)
{
    if (name == m_configuration.applicationName)
        return;
    m_configuration.applicationName = name;
    Q_EMIT changed();
}

void ApplicationStep::setBaseUris(const QString &lines)
{
    if (lines == m_configuration.baseUris)
        return;
    m_configuration.baseUris = lines;
    Q_EMIT changed();
}

void ApplicationStep::setAccess(Access access)
{
    if (access == m_configuration.access)
        return;
    m_configuration.access = access;
    Q_EMIT changed();
}

void ApplicationStep::setAccessGroups(const QStringList &groups)
{
    if (groups == m_configuration.accessGroups)
        return;
    m_configuration.accessGroups = groups;
    Q_EMIT changed();
}

void ApplicationStep::setRefreshTokenTicked(bool ticked)
{
    if (ticked == m_configuration.refreshTokenTicked)
        return;
    m_configuration.refreshTokenTicked = ticked;
    Q_EMIT changed();
}

ApplicationStep::NameProblem ApplicationStep::nameProblem() const
{
    const QString name = m_configuration.applicationName.trimmed();
    if (name.isEmpty())
        return NameProblem::Empty;
    if (secretShapeIn(name))
        return NameProblem::Secret;
    if (name.size() > LongestName)
        return NameProblem::TooLong;
    return hasUnseenCharacter(name) ? NameProblem::UnseenCharacter : NameProblem::None;
}

QString ApplicationStep::invalidBaseUri() const
{
    const auto lines = m_configuration.baseUris.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        QString text = line.trimmed();
        if (text.isEmpty())
            continue;
        const QUrl url(text, QUrl::StrictMode);
        const bool isWeb = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
        if (!url.isValid() || !isWeb || url.host().isEmpty() || url.hasFragment() || text.size() > LongestUri
            || hasUnseenCharacter(text))
            return text;
    }
    return {};
}

QString ApplicationStep::invalidGroup() const
{
    if (m_configuration.access != Access::NamedGroups)
        return {};
    for (const QString &group : m_configuration.accessGroups) {
        if (group.size() > LongestGroup || hasUnseenCharacter(group))
            return group;
    }
    return {};
}

QUrl ApplicationStep::adminConsoleUrl() const
{
    return m_configuration.org ? m_configuration.org->adminUrl(QStringLiteral("/admin/apps/active")) : QUrl();
}

std::optional<Missing> ApplicationStep::missing() const
{
    if (!m_configuration.refreshTokenTicked)
        return m_configuration.app.way == AppWay::ByHand ? Missing::RefreshToken : Missing::Application;
    if (m_configuration.access == Access::NamedGroups && m_configuration.accessGroups.isEmpty())
        return Missing::Group;
    const bool isRight = nameProblem() == NameProblem::None && invalidBaseUri().isEmpty() && invalidGroup().isEmpty();
    return isRight ? std::nullopt : std::optional(Missing::Correction);
}

QByteArray ApplicationStep::wanted() const
{
    // What the person was told to enter in Okta, and whom to let in.
    return InputFingerprint()
        .add(Secret(fingerprint(wantedApplication(m_configuration))))
        .add(QStringView(m_configuration.baseUris))
        .add(m_configuration.accessGroups)
        .digest();
}

bool ApplicationStep::isVerified() const
{
    return canProceed() && m_confirmed == wanted();
}

bool ApplicationStep::needsRecheck() const
{
    return !m_confirmed.isEmpty() && m_confirmed != wanted();
}

void ApplicationStep::confirm()
{
    m_confirmed = wanted();
    Q_EMIT changed();
}

} // namespace setup
