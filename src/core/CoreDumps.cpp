#include "core/CoreDumps.h"

#include <QtGlobal>

#ifdef Q_OS_WIN
#include <windows.h>

// Of werapi.h, which does not compile with MinGW.
extern "C" __declspec(dllimport) HRESULT WINAPI WerSetFlags(DWORD flags);
constexpr DWORD WerFlagNoHeap = 1; // WER_FAULT_REPORTING_FLAG_NOHEAP
#else
#include <sys/resource.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

void preventCoreDumps()
{
#ifdef Q_OS_WIN
    WerSetFlags(WerFlagNoHeap);
#else
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#endif
#ifdef Q_OS_LINUX
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}
