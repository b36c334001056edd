#include "setup/Results.h"

#include "setup/Setup.h"

namespace setup {

namespace {

Result unseen(const char *id, Result::State state)
{
    return {QString::fromLatin1(id), state, {}};
}

Result organizationResult(Setup &setup)
{
    const auto &step = setup.organization();
    if (step.needsRecheck())
        return unseen("organization", Result::State::Stale);
    if (step.checkStatus() == checks::Status::Pending)
        return unseen("organization", Result::State::NotChecked);
    return {QStringLiteral("organization"), Result::State::Checked, step.checks()};
}

Result credentialsResult(Setup &setup)
{
    const auto &step = setup.credentials();
    if (!step.probe())
        return unseen("credentials", Result::State::NotChecked);
    if (step.needsRecheck())
        return unseen("credentials", Result::State::Stale);
    return {QStringLiteral("credentials"), Result::State::Checked, step.probe()->findings};
}

Result signInResult(Setup &setup)
{
    const auto &step = setup.signIn();
    if (step.needsRecheck())
        return unseen("sign-in", Result::State::Stale);
    if (step.isBusy() || !step.hasReport())
        return unseen("sign-in", step.isSkipped() ? Result::State::LeftOut : Result::State::NotChecked);
    return {QStringLiteral("sign-in"), Result::State::Checked, step.report().checks};
}

Result tokenResult(Setup &setup)
{
    const auto &step = setup.apiToken();
    if (step.isSkipped())
        return unseen("api-token", Result::State::LeftOut);
    if (step.needsRecheck())
        return unseen("api-token", Result::State::Stale);
    if (step.isChecking() || !step.checkedAt().isValid())
        return unseen("api-token", Result::State::NotChecked);
    return {QStringLiteral("api-token"), Result::State::Checked, step.report().checks};
}

Result pomeriumResult(Setup &setup)
{
    const auto &pomerium = setup.done().pomerium();
    if (!pomerium.hasResult())
        return unseen("running-pomerium", Result::State::NotChecked);
    if (pomerium.needsRecheck())
        return unseen("running-pomerium", Result::State::Stale);
    return {QStringLiteral("running-pomerium"), Result::State::Checked, pomerium.list()};
}

} // namespace

checks::Status Result::status() const
{
    bool isSeen = false;
    bool isWarned = false;
    for (const checks::Check &check : checks) {
        if (check.status == checks::Status::Failed)
            return checks::Status::Failed;
        isSeen = isSeen || check.status == checks::Status::Passed || check.status == checks::Status::Warning;
        isWarned = isWarned || check.status == checks::Status::Warning
            || (check.status == checks::Status::Skipped && check.skip == checks::Skip::CouldNotCheck);
    }
    if (!isSeen)
        return checks::Status::Skipped;
    return isWarned ? checks::Status::Warning : checks::Status::Passed;
}

QList<Result> results(Setup &setup)
{
    QList<Result> all{organizationResult(setup), credentialsResult(setup), signInResult(setup), tokenResult(setup)};
    if (setup.exportStep().isWritten())
        all.append(pomeriumResult(setup));
    return all;
}

} // namespace setup
