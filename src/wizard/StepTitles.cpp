#include "wizard/StepTitles.h"

#include "advice/CheckLine.h"

#include <QCoreApplication>

#include <algorithm>

namespace steps {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(steps)
};

} // namespace

QList<setup::StepId> all()
{
    using Id = setup::StepId;
    return {Id::Organization, Id::Application, Id::Credentials, Id::SignIn, Id::ApiToken, Id::Export, Id::Done};
}

QString title(setup::StepId id)
{
    using Id = setup::StepId;
    switch (id) {
    case Id::Organization:
        return Text::tr("Okta org");
    case Id::Application:
        return Text::tr("App integration");
    case Id::Credentials:
        return Text::tr("Client credentials");
    case Id::SignIn:
        return Text::tr("Sign-in test");
    case Id::ApiToken:
        return Text::tr("Groups and API token");
    case Id::Export:
        return Text::tr("Review and write");
    case Id::Done:
        return Text::tr("Finish");
    }
    Q_UNREACHABLE();
}

QString heading(const setup::Setup &setup, setup::StepId id)
{
    using Id = setup::StepId;
    using Way = setup::AppWay;
    switch (id) {
    case Id::Organization:
        return Text::tr("Connect your Okta org");
    case Id::Application:
        switch (setup.configuration().app.way) {
        case Way::ByHand:
            return Text::tr("Create the app integration in Okta");
        case Way::Created:
            return Text::tr("Let the wizard create the app");
        case Way::Existing:
            return Text::tr("Check the app that exists");
        }
        Q_UNREACHABLE();
    case Id::Credentials:
        return Text::tr("Client credentials");
    case Id::SignIn:
        return Text::tr("Sign-in test");
    case Id::ApiToken:
        return Text::tr("Groups and API token");
    case Id::Export:
        return Text::tr("Review and write");
    case Id::Done:
        return Text::tr("Finish");
    }
    Q_UNREACHABLE();
}

QString lead(const setup::Setup &setup, setup::StepId id)
{
    using Id = setup::StepId;
    using Way = setup::AppWay;
    switch (id) {
    case Id::Organization:
        return Text::tr("Nothing changes in Okta or Pomerium until you say so.");
    case Id::Application:
        switch (setup.configuration().app.way) {
        case Way::ByHand:
            return Text::tr("Keep Okta open beside this window. Copying a value checks off its line.");
        case Way::Created:
            return Text::tr("With a temporary management token. You see the plan before anything changes.");
        case Way::Existing:
            return Text::tr("We compare it with what Pomerium needs. You choose what to repair.");
        }
        Q_UNREACHABLE();
    case Id::Credentials:
        return Text::tr("Checked with Okta as you enter them. Nobody is signed in.");
    case Id::SignIn:
        return Text::tr("Sign in once. We test the tokens as Pomerium will, then revoke them.");
    case Id::ApiToken:
        return Text::tr("Check how Pomerium will see your groups.");
    case Id::Export:
        return Text::tr("Nothing is written until you select Write file.");
    case Id::Done:
        return Text::tr("What was written, and what is left to do.");
    }
    Q_UNREACHABLE();
}

State state(setup::Setup &setup, setup::StepId id)
{
    State state;
    state.isCurrent = setup.current() == id;
    const auto &step = setup.step(id);
    const bool isOrganization = id == setup::StepId::Organization;
    if (id == setup::StepId::Credentials && setup.credentials().probe() && !step.needsRecheck() && !step.isBusy()) {
        const auto lines = advice::checkLines(setup.credentials().probe()->findings);
        state.problems = static_cast<int>(std::count_if(
            lines.cbegin(), lines.cend(), [](const auto &line) { return line.status == checks::Status::Failed; }));
    }
    const bool hasFailed = state.problems > 0
        || (isOrganization && setup.organization().checkStatus() == checks::Status::Failed)
        || (id == setup::StepId::Credentials && setup.credentials().checkStatus() == checks::Status::Failed)
        || (id == setup::StepId::SignIn && setup.signIn().hasReport() && !setup.signIn().isBusy()
            && !setup.signIn().isSkipped() && !step.isVerified() && !step.needsRecheck());
    if (hasFailed) {
        state.look = Look::Problem;
        state.problems = qMax(1, state.problems);
    } else if ((id == setup::StepId::SignIn && setup.signIn().isSkipped())
               || (id == setup::StepId::ApiToken && setup.apiToken().isSkipped())) {
        state.look = Look::Skipped;
    } else if (step.isVerified() && !(id == setup::StepId::Done && setup.hasOpenWork())) {
        state.look = Look::Done;
    } else if (step.needsRecheck()) {
        state.look = Look::CheckAgain;
    } else if (state.isCurrent) {
        state.look = Look::Current;
    }
    return state;
}

QString word(const State &state)
{
    switch (state.look) {
    case Look::NotYet:
        return Text::tr("not yet");
    case Look::Current:
        return Text::tr("current");
    case Look::Done:
        return state.isCurrent ? Text::tr("current, done") : Text::tr("done");
    case Look::CheckAgain:
        return state.isCurrent ? Text::tr("current, check again") : Text::tr("check again");
    case Look::Problem:
        return state.isCurrent ? Text::tr("current, %n problems", nullptr, state.problems)
                               : Text::tr("%n problems", nullptr, state.problems);
    case Look::Skipped:
        return state.isCurrent ? Text::tr("current, skipped") : Text::tr("skipped");
    }
    Q_UNREACHABLE();
}

QString remark(const State &state)
{
    switch (state.look) {
    case Look::NotYet:
    case Look::Current:
    case Look::Done:
        return {};
    case Look::CheckAgain:
        return Text::tr("Check again");
    case Look::Problem:
        return Text::tr("%n problems", nullptr, state.problems);
    case Look::Skipped:
        return Text::tr("Skipped");
    }
    Q_UNREACHABLE();
}

int number(setup::StepId id)
{
    return static_cast<int>(id) + 1;
}

} // namespace steps
