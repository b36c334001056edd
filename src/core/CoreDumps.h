#pragma once

/// Keeps secrets out of the files that a system writes when a program ends by a fault, and out of reach of other
/// programs of the same user where the system can do that. To be called first in a program.
///
/// Linux and macOS: no core file (RLIMIT_CORE). Linux: no debugger of the same user, and no crash collector that the
/// kernel pipes to (PR_SET_DUMPABLE). Windows: crash reports without the heap (WerSetFlags).
void preventCoreDumps();
