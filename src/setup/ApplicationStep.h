#pragma once

#include "setup/Configuration.h"
#include "setup/Step.h"

namespace setup {

/// Step 2: the application in Okta. Nothing is asked of a server here; it tells what to type where.
class ApplicationStep final : public Step
{
    Q_OBJECT

public:
    explicit ApplicationStep(Configuration &configuration);

    void setApplicationName(const QString &name);
    void setBaseUris(const QString &lines);
    void setAccess(Access access);
    void setAccessGroups(const QStringList &groups);
    void setRefreshTokenTicked(bool ticked);

    [[nodiscard]] const Configuration &configuration() const { return m_configuration; }
    /// Okta's limit is 100 characters; empty is not allowed, nor what looks like a token or secret.
    enum class NameProblem { None, Empty, TooLong, UnseenCharacter, Secret };
    [[nodiscard]] NameProblem nameProblem() const;
    /// The first base URI that is not an http(s) URL; empty: none.
    [[nodiscard]] QString invalidBaseUri() const;
    /// The first group whose name no group in Okta can have; empty: none.
    [[nodiscard]] QString invalidGroup() const;
    /// The Admin Console's list of applications; empty for custom domains.
    [[nodiscard]] QUrl adminConsoleUrl() const;

    [[nodiscard]] std::optional<Missing> missing() const override;
    [[nodiscard]] bool isVerified() const override;
    [[nodiscard]] bool needsRecheck() const override;
    /// The page was left by Next.
    void confirm();

private:
    [[nodiscard]] QByteArray wanted() const;

    Configuration &m_configuration;
    QByteArray m_confirmed;
};

} // namespace setup
