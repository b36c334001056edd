#pragma once

#include "core/Job.h"
#include "secrets/Keychain.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

/// Starts a job, waits for its end and hands over how it ended; a job that never ends is a crash with its name in it.
template <typename J> typename J::Outcome outcomeOf(std::unique_ptr<J> job, int limit = 20'000)
{
    QSignalSpy finished(job.get(), &Job::finished);
    job->start();
    if (finished.isEmpty() && !finished.wait(limit))
        qFatal("the job did not finish within %d ms", limit);
    return job->takeOutcome();
}

/// Passes when a job of the keychain did what it should.
#define KEYRING_VERIFY(expression)                                                                                     \
    do {                                                                                                               \
        const auto &keyringOutcome = expression;                                                                       \
        QVERIFY2(keyringOutcome, reasonWithDetail(keyringOutcome).constData());                                        \
    } while (false)

/// The reason why a job failed, as text that a failing comparison can print.
template <typename Outcome> QByteArray reasonOf(const Outcome &outcome)
{
    using Reason = secrets::KeychainError::Reason;
    if (outcome)
        return QByteArrayLiteral("it worked");
    switch (outcome.error().reason) {
    case Reason::NoBus:
        return QByteArrayLiteral("NoBus");
    case Reason::NoService:
        return QByteArrayLiteral("NoService");
    case Reason::NoCollection:
        return QByteArrayLiteral("NoCollection");
    case Reason::Locked:
        return QByteArrayLiteral("Locked");
    case Reason::AccessDenied:
        return QByteArrayLiteral("AccessDenied");
    case Reason::NotFound:
        return QByteArrayLiteral("NotFound");
    case Reason::EmptySecret:
        return QByteArrayLiteral("EmptySecret");
    case Reason::TooLarge:
        return QByteArrayLiteral("TooLarge");
    case Reason::ReadBackDiffers:
        return QByteArrayLiteral("ReadBackDiffers");
    case Reason::StillThere:
        return QByteArrayLiteral("StillThere");
    case Reason::TimedOut:
        return QByteArrayLiteral("TimedOut");
    case Reason::Other:
        return QByteArrayLiteral("Other");
    }
    return {};
}

/// The same with what the platform said.
template <typename Outcome> QByteArray reasonWithDetail(const Outcome &outcome)
{
    return outcome ? reasonOf(outcome) : reasonOf(outcome) + ": " + outcome.error().detail.toUtf8();
}

/// The state that a probe found, as text.
inline QByteArray stateOf(const secrets::ProbeJob::Outcome &outcome)
{
    using State = secrets::KeychainState;
    if (!outcome)
        return reasonWithDetail(outcome);
    switch (outcome.value()) {
    case State::Ready:
        return QByteArrayLiteral("Ready");
    case State::Locked:
        return QByteArrayLiteral("Locked");
    case State::NoCollection:
        return QByteArrayLiteral("NoCollection");
    case State::NoService:
        return QByteArrayLiteral("NoService");
    case State::NoBus:
        return QByteArrayLiteral("NoBus");
    case State::SessionOnly:
        return QByteArrayLiteral("SessionOnly");
    }
    return {};
}
