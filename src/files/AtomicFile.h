#pragma once

#include "core/Expected.h"
#include "core/Secret.h"
#include "files/FileSnapshot.h"

#include <QList>
#include <QString>

#include <optional>

/// The one way in which this product writes a file of any kind.
namespace files {

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
        AppendOnly, ///< a folder in which files can be added and not replaced (chattr +a)
        NoSpace, ///< disk full, quota, size limit
        NoSuchFolder,
        Exists, ///< it was said not to exist, and it does
        ChangedMeanwhile, ///< not what the administrator was shown
        RemovedMeanwhile, ///< gone since the administrator was shown it
        TooLarge, ///< an existing file of more than 4 MiB is none of ours
        Io ///< detail: the system's words
    };
    Reason reason = Reason::Io;
    QString path;
    QString detail; ///< from the system, untranslated
};

/// The reason in untranslated words, for a detail: the system's, where it gave some.
[[nodiscard]] QString words(const WriteError &error);

/// Who may read and write the file that is written.
enum class Access {
    OwnerOnly, ///< 0600 from before the first byte, whatever the umask and whatever was there; the superuser keeps the
               ///< owner
    Kept, ///< a new file as OwnerOnly; one that is replaced keeps owner, group, permissions and access list, less what
          ///< everybody on the computer may
    Usual ///< a new file by the umask; one that is replaced as it was. For what holds no secret
};

/// What replacing a file changes in who may read or write it.
struct AccessChange
{
    enum class Kind {
        OthersLoseIt, ///< everybody on the computer could; from now on owner and group
        GroupLosesIt, ///< this person is not in the file's group and cannot give it the new file
        OwnerChanges, ///< it belonged to somebody else and becomes this person's
        ListIsKept, ///< persons or groups named in its access list keep what they had
        ListIsLost, ///< those lose it: the list cannot be carried over
        OnlyThisPerson ///< Windows: the new file's access list names the person who writes it, and nobody else
    };
    Kind kind = Kind::OthersLoseIt;
    QString detail; ///< the owner's or group's name or number; may be empty

    friend bool operator==(const AccessChange &, const AccessChange &) = default;
};

/// What is there now. A file that does not exist is a snapshot with exists == false, unless its folder is missing.
/// No link is followed and no pipe or device is opened. At most 4 MiB.
[[nodiscard]] Expected<FileSnapshot, WriteError> snapshot(const QString &path);

/// Writes the file whole or not at all; the outcome says what that changed in who may read it.
///
/// On Linux the file has no name until it is whole, so that nothing is left when the program is killed; where one must
/// have a name for a moment, signals that would end the program wait for that moment, and what a kill left there goes
/// at the next write. A link is never followed, and the folder stays the one that was opened, whoever renames it.
///
/// | there is now | `expected` none or not existing | `expected` is a file |
/// |---|---|---|
/// | nothing | written | RemovedMeanwhile |
/// | a file, as expected | Exists | replaced |
/// | a file, other bytes or another file | Exists | ChangedMeanwhile |
/// | a read-only file | Exists | NotWritable |
/// | a directory, symbolic link, device | IsDirectory, IsSymlink, NotRegularFile | the same |
[[nodiscard]] Expected<QList<AccessChange>, WriteError> writeWhole(const QString &path, const Secret &bytes,
                                                                   const std::optional<FileSnapshot> &expected,
                                                                   Access access = Access::Kept);
/// What writeWhole() over this file with Access::Kept will change, as far as can be known before.
[[nodiscard]] QList<AccessChange> accessChanges(const FileSnapshot &file);

/// Takes one writeWhole() back: puts `before` there again, with the permissions it had, or removes the file when there
/// was none. Only while the file still has the bytes that were `written`; otherwise ChangedMeanwhile or
/// RemovedMeanwhile, so it works once.
[[nodiscard]] Expected<void, WriteError> undo(const FileSnapshot &before, const Secret &written);

/// writeWhole() over whatever file is there now, or none.
[[nodiscard]] Expected<QList<AccessChange>, WriteError> replaceWhole(const QString &path, const Secret &bytes,
                                                                     Access access);

/// Writes a file of this program's own, such as the draft: makes its folder when there is none (for this person only),
/// and replaces what is there.
[[nodiscard]] Expected<void, WriteError> writeOwn(const QString &path, const Secret &bytes);

} // namespace files
