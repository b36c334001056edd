#pragma once

#include "okta/ApplicationJob.h"

namespace okta {

/// Looks for an app integration: by its client ID, or for all that have this label or this redirect URI. Labels may
/// repeat, so the administrator chooses among several; nothing is guessed.
class FindApplicationJob final : public ApplicationJob
{
    Q_OBJECT

public:
    struct Wanted
    {
        QString clientId = {}; ///< when given, the rest does not count
        QString label = {};
        QString redirectUri = {};
        QString marker = {}; ///< when given, only apps with this note, whatever their label
    };

    FindApplicationJob(Wanted wanted, ApiSession &session);

    /// "app-found".
    [[nodiscard]] static QStringList ids();
    /// All that fit; complete after finished() when the line passed. None is no failure when a label was asked for.
    [[nodiscard]] const QList<Application> &found() const { return m_found; }

private:
    void run() override;
    void askById();
    void askForAll();
    [[nodiscard]] bool fits(const Application &application) const;

    const Wanted m_wanted;
    QList<Application> m_found;
};

} // namespace okta
