#pragma once

namespace files::native {

/// Lets a file without a name replace the one called `name`. The kernel knows no such step, so it gets the name
/// `temporary` in between, and both are done by a process of its own: one that is killed meanwhile, even by SIGKILL,
/// leaves the old file or the new one and nothing beside it. Both names are within `folder`; `open` is a path to
/// `file` (/proc/self/fd/N).
///
/// 0, or the errno of what failed, with nothing left behind.
[[nodiscard]] int takePlaceApart(int folder, int file, const char *open, const char *temporary, const char *name);

} // namespace files::native
