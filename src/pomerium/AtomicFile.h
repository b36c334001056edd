#pragma once

#include "core/Expected.h"
#include "core/Secret.h"
#include "pomerium/FileSnapshot.h"

#include <QString>

#include <optional>

namespace pomerium {

/// Why a file was not written. Whatever it was, the old file is as it was, and nothing is left beside it.
struct WriteError
{
    enum class Reason {
        NoFileName,
        UnusableName, ///< too long, or with a control character; detail: which
        IsDirectory,
        IsSymlink, ///< detail: where it points; writing there or replacing the link would both surprise
        NotRegularFile, ///< a device, a pipe, a socket
        NotWritable, ///< read-only file, folder or file system; no permission
        NoSpace, ///< disk full, quota, size limit
        NoSuchFolder,
        Exists, ///< it was said not to exist, and it does
        ChangedMeanwhile, ///< not what the administrator was shown
        RemovedMeanwhile, ///< gone since the administrator was shown it
        TooLarge, ///< an existing file of more than 4 MiB is no configuration file of ours
        Io ///< detail: the system's words
    };
    Reason reason = Reason::Io;
    QString path;
    QString detail; ///< from the system, untranslated
};

/// What is there now. A file that does not exist is a snapshot with exists == false, unless its folder is missing.
[[nodiscard]] Expected<FileSnapshot, WriteError> snapshot(const QString &path);

/// Writes the file whole or not at all, readable by its owner only from before the first byte, whatever the umask.
///
/// | there is now | `expected` none or not existing | `expected` is a file |
/// |---|---|---|
/// | nothing | written | RemovedMeanwhile |
/// | a file, as expected | Exists | replaced |
/// | a file, other bytes or another file | Exists | ChangedMeanwhile |
/// | a read-only file | Exists | NotWritable |
/// | a directory, symbolic link, device | IsDirectory, IsSymlink, NotRegularFile | the same |
[[nodiscard]] Expected<void, WriteError> writeWhole(const QString &path, const Secret &bytes,
                                                    const std::optional<FileSnapshot> &expected);

/// Takes one writeWhole() back: puts `before` there again, with the permissions it had, or removes the file when there
/// was none. Only while the file still has the bytes that were `written`; otherwise ChangedMeanwhile or
/// RemovedMeanwhile, so it works once.
[[nodiscard]] Expected<void, WriteError> undo(const FileSnapshot &before, const Secret &written);

} // namespace pomerium
