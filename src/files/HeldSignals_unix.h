#pragma once

#include <QtGlobal>

#include <csignal>
#include <vector>

namespace files::native {

/// While it lives, no signal that would end the program does: it does so afterwards, when no half-made file is left.
/// Whoever handles a signal already goes on doing so. Signals that cannot be held (SIGKILL) are not.
class HeldSignals
{
    Q_DISABLE_COPY_MOVE(HeldSignals)

public:
    HeldSignals();
    ~HeldSignals();

private:
    struct Held
    {
        int signal = 0;
        struct sigaction before = {};
    };
    std::vector<Held> m_held;
};

/// While it lives, a write beyond the limit on the size of files (setrlimit(2), RLIMIT_FSIZE) is the error EFBIG and
/// not SIGXFSZ, which ends the program. For the thread that made it; the signal is always sent to the one that writes.
class FileSizeSignalOff
{
    Q_DISABLE_COPY_MOVE(FileSizeSignalOff)

public:
    FileSizeSignalOff();
    ~FileSizeSignalOff();

private:
    sigset_t m_before = {};
    bool m_wasPending = false;
};

} // namespace files::native
