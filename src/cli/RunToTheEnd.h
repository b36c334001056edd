#pragma once

#include "cli/Interruption.h"
#include "cli/Status.h"
#include "cli/Subcommand.h"

#include <QCoreApplication>
#include <QTimer>

#include <chrono>

namespace cli {

/// Longest time that the end of the program waits for revocations that nobody else waits for.
constexpr auto PatienceAtTheEnd = std::chrono::seconds(3);

/// Leaves the event loop with `status` when everything that was dispatched has arrived, or patience ends.
void exitWhenIdle(http::Client *http, int status);

/// Runs a command (an object with start(), perhaps cancel(), and a signal finished(cli::Status)) until it has finished
/// and everything that it dispatched has, too. Ctrl-C cancels it. The exit status; a result that could not be printed
/// is no success.
template <typename Command> [[nodiscard]] int runToTheEnd(Command &command, Context &context)
{
    const Interruption interruption;
    if constexpr (requires { &Command::cancel; })
        QObject::connect(&interruption, &Interruption::interrupted, &command, &Command::cancel);
    else
        QObject::connect(&interruption, &Interruption::interrupted, qApp,
                         [] { QCoreApplication::exit(static_cast<int>(Status::Cancelled)); });
    QObject::connect(&command, &Command::finished, qApp, [&context](Status status) {
        if (status == Status::Passed && context.console().hasLostOutput())
            status = Status::Failed;
        exitWhenIdle(context.client(), static_cast<int>(status));
    });
    QTimer::singleShot(0, &command, &Command::start);
    return QCoreApplication::exec();
}

} // namespace cli
