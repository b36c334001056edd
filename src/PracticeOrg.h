#pragma once

#include "demo/Org.h"
#include "wizard/DemoValues.h"

#include <QObject>

#include <optional>

/// What stands in the place of Okta in a demo, and what the wizard is told of it.
class PracticeOrg final : public QObject
{
    Q_OBJECT

public:
    PracticeOrg(demo::Scenario scenario, std::optional<quint64> seed);

    [[nodiscard]] const demo::Org &org() const { return m_org; }
    [[nodiscard]] const DemoValues &values() const { return m_values; }

    /// For a presentation: nothing is offered that would change its course.
    void withholdExercise();

    /// The page of the console where the exercise goes on, with the hint open.
    [[nodiscard]] QUrl hint() const;

Q_SIGNALS:
    /// Another scenario, or the same one from its beginning: what was found before is old.
    void begunAnew();
    /// The person wants to see window and console at once.
    void sideBySideWanted();

private:
    void render();

    demo::Org m_org;
    DemoValues m_values;
};
