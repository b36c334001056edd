#pragma once

#include "setup/Missing.h"

#include <QObject>

#include <optional>

namespace setup {

/// The steps in their order.
enum class StepId { Organization, Application, Credentials, SignIn, ApiToken, Export, Done };

/// What a page shows and does, without the page. changed() is the only signal: whoever draws a step draws all of it.
class Step : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Step)

public:
    ~Step() override;

    /// Why the person cannot go on yet; nullopt: nothing is missing.
    [[nodiscard]] virtual std::optional<Missing> missing() const = 0;
    [[nodiscard]] bool canProceed() const { return !missing(); }
    /// Whether there is a result, and it is about what is entered now.
    [[nodiscard]] virtual bool isVerified() const = 0;
    /// Whether there is a result, but something that it was about has changed since.
    [[nodiscard]] virtual bool needsRecheck() const = 0;
    /// Whether something is running that cancel() stops.
    [[nodiscard]] virtual bool isBusy() const { return false; }

    /// The page was opened.
    virtual void enter() { }
    /// Stops whatever runs; what was entered stays. Back and closing do this.
    virtual void cancel() { }
    /// What was asked about has changed elsewhere, in Okta: a result that there is has to be checked again.
    virtual void expire() { }

Q_SIGNALS:
    void changed();

protected:
    Step() = default;
};

} // namespace setup
