#pragma once

#include "files/AtomicFile.h"

/// The system's part of AtomicFile; one source for each system.
namespace files::native {

constexpr qint64 LargestFile = 4 * 1024 * 1024;

/// Folder and name of a path that can be that of a file at all.
struct Target
{
    QString path;
    QString folder; ///< with the slash at its end
    QString name;
};

/// How the new file is protected.
struct Protection
{
    enum class Kind {
        OwnerOnly, ///< as Access::OwnerOnly
        LikeNarrowed, ///< as `like`, less what everybody may
        LikeExactly, ///< as `like`
        Umask ///< what a new file has
    };
    Kind kind = Kind::OwnerOnly;
    const FileSnapshot *like = nullptr; ///< the file that is replaced or put back; may be none
};

/// Why a folder cannot be used: NoSuchFolder, NotWritable (may not be searched) and so on.
[[nodiscard]] Expected<void, WriteError> checkFolder(const Target &target);
[[nodiscard]] Expected<FileSnapshot, WriteError> snapshotOf(const Target &target);
/// By the bits and not by permission: the superuser may write anything, and still somebody has said "read-only".
[[nodiscard]] bool isReadOnly(const FileSnapshot &file);
/// Replaces what `old` says is there, or creates the file when it says that there is none.
[[nodiscard]] Expected<QList<AccessChange>, WriteError> replace(const Target &target, const Secret &bytes,
                                                                const FileSnapshot &old, const Protection &protection);
[[nodiscard]] Expected<void, WriteError> removeFile(const Target &target);
[[nodiscard]] QList<AccessChange> accessChanges(const FileSnapshot &file);
/// Makes a folder and those above it, for this person only; true when it is there.
[[nodiscard]] Expected<void, WriteError> makeFolder(const QString &path);

[[nodiscard]] QByteArray digestOf(QByteArrayView bytes);
[[nodiscard]] Unexpected<WriteError> refused(WriteError::Reason reason, const QString &path,
                                             const QString &detail = {});

} // namespace files::native
