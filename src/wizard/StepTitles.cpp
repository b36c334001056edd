#include "wizard/StepTitles.h"

#include <QCoreApplication>

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
        return Text::tr("Organisation");
    case Id::Application:
        return Text::tr("Application");
    case Id::Credentials:
        return Text::tr("Credentials");
    case Id::SignIn:
        return Text::tr("Sign-in check");
    case Id::ApiToken:
        return Text::tr("API token");
    case Id::Export:
        return Text::tr("Review and export");
    case Id::Done:
        return Text::tr("Done");
    }
    Q_UNREACHABLE();
}

QString heading(setup::StepId id)
{
    using Id = setup::StepId;
    switch (id) {
    case Id::Organization:
        return Text::tr("Organisation and Pomerium");
    case Id::Application:
        return Text::tr("Create the application in Okta");
    case Id::Credentials:
        return Text::tr("Client ID and client secret");
    case Id::SignIn:
        return Text::tr("Try a sign-in");
    case Id::ApiToken:
        return Text::tr("API token for the directory");
    case Id::Export:
        return Text::tr("Review and export");
    case Id::Done:
        return Text::tr("Done");
    }
    Q_UNREACHABLE();
}

QString word(setup::StepState state)
{
    switch (state) {
    case setup::StepState::NotYet:
        return Text::tr("not yet");
    case setup::StepState::Current:
        return Text::tr("current");
    case setup::StepState::Done:
        return Text::tr("done");
    case setup::StepState::CheckAgain:
        return Text::tr("check again");
    }
    Q_UNREACHABLE();
}

int number(setup::StepId id)
{
    return static_cast<int>(id) + 1;
}

} // namespace steps
