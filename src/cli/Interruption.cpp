#include "cli/Interruption.h"

#include <atomic>
#include <csignal>

#ifdef Q_OS_WIN
#include <QTimer>
#else
#include <QSocketNotifier>

#include <array>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace cli {

namespace {

#ifdef Q_OS_WIN

std::atomic_bool wasInterrupted{false};

void noteInterruption(int)
{
    wasInterrupted = true;
}

#else

std::array<int, 2> sockets{-1, -1};

/// Only what a signal handler may do: one byte wakes the event loop.
void noteInterruption(int)
{
    const char byte = 1;
    const auto written = ::write(sockets[0], &byte, sizeof byte);
    (void)written;
}

#endif

} // namespace

Interruption::Interruption()
{
#ifdef Q_OS_WIN
    // A handler of Windows' runs in a thread of its own; the event loop looks five times a second.
    auto *look = new QTimer(this);
    connect(look, &QTimer::timeout, this, [this] {
        if (wasInterrupted.exchange(false))
            Q_EMIT interrupted();
    });
    look->start(200);
#else
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets.data()) != 0)
        return;
    for (const int socket : sockets)
        ::fcntl(socket, F_SETFD, FD_CLOEXEC); // nothing of ours for the browser, which may outlive us
    auto *notifier = new QSocketNotifier(sockets[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(sockets[1], &byte, sizeof byte) == sizeof byte)
            Q_EMIT interrupted();
    });
    std::signal(SIGHUP, noteInterruption);
#endif
    std::signal(SIGINT, noteInterruption);
    std::signal(SIGTERM, noteInterruption);
}

Interruption::~Interruption()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
#ifndef Q_OS_WIN
    std::signal(SIGHUP, SIG_DFL);
    ::close(sockets[0]);
    ::close(sockets[1]);
    sockets = {-1, -1};
#endif
}

} // namespace cli
