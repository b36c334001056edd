#include "files/TakePlace_linux.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace files::native {

namespace {

/// System calls and nothing else: it may run in a copy of a program of several threads.
int takePlace(int folder, int file, const char *open, const char *temporary, const char *name)
{
    // Without /proc: the superuser does not need it.
    if (::linkat(AT_FDCWD, open, folder, temporary, AT_SYMLINK_FOLLOW) != 0
        && ((errno != ENOENT && errno != ENOTDIR) || ::linkat(file, "", folder, temporary, AT_EMPTY_PATH) != 0))
        return errno;
    if (::renameat(folder, temporary, folder, name) == 0)
        return 0;
    const int error = errno;
    ::unlinkat(folder, temporary, 0);
    return error;
}

} // namespace

int takePlaceApart(int folder, int file, const char *open, const char *temporary, const char *name)
{
    const pid_t helper = ::fork();
    if (helper == 0) {
        ::setpgid(0, 0); // a signal to the whole group is not for it
        ::_exit(takePlace(folder, file, open, temporary, name));
    }
    if (helper < 0) // no process more is allowed: then here
        return takePlace(folder, file, open, temporary, name);
    int status = 0;
    pid_t ended = 0;
    do {
        ended = ::waitpid(helper, &status, 0);
    } while (ended < 0 && errno == EINTR);
    // Where children are not to be waited for, whoever asked looks at what is there.
    if (ended < 0)
        return 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : EIO;
}

} // namespace files::native
