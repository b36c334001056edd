#include "files/HeldSignals_unix.h"

#include <array>
#include <atomic>
#include <mutex>

namespace files::native {

namespace {

constexpr std::array Ending{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGVTALRM, SIGPIPE};
constexpr int MostSignals = 65;

/// One at a time: the handlers are the process's.
std::mutex &turn()
{
    static std::mutex mutex;
    return mutex;
}

std::array<std::atomic_bool, MostSignals> noted{};
static_assert(std::atomic_bool::is_always_lock_free); // or a handler may not use it

void note(int signal)
{
    noted[static_cast<std::size_t>(signal)] = true;
}

} // namespace

HeldSignals::HeldSignals()
{
    turn().lock();
    for (const int signal : Ending) {
        Held held{signal, {}};
        if (::sigaction(signal, nullptr, &held.before) != 0 || held.before.sa_handler != SIG_DFL)
            continue;
        struct sigaction noting = {};
        noting.sa_handler = note;
        noting.sa_flags = SA_RESTART;
        sigemptyset(&noting.sa_mask);
        if (::sigaction(signal, &noting, nullptr) == 0)
            m_held.push_back(held);
    }
}

HeldSignals::~HeldSignals()
{
    for (const Held &held : m_held)
        ::sigaction(held.signal, &held.before, nullptr);
    turn().unlock();
    for (const Held &held : m_held) {
        if (noted[static_cast<std::size_t>(held.signal)].exchange(false))
            ::raise(held.signal);
    }
}

FileSizeSignalOff::FileSizeSignalOff()
{
    sigset_t pending;
    m_wasPending = ::sigpending(&pending) == 0 && sigismember(&pending, SIGXFSZ) == 1;
    sigset_t signal;
    sigemptyset(&signal);
    sigaddset(&signal, SIGXFSZ);
    ::pthread_sigmask(SIG_BLOCK, &signal, &m_before);
}

FileSizeSignalOff::~FileSizeSignalOff()
{
    sigset_t pending;
    if (!m_wasPending && ::sigpending(&pending) == 0 && sigismember(&pending, SIGXFSZ) == 1) {
        // Ours: taken, so that it does not end the program now.
        sigset_t signal;
        sigemptyset(&signal);
        sigaddset(&signal, SIGXFSZ);
        int taken = 0;
        ::sigwait(&signal, &taken);
    }
    ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

} // namespace files::native
