#include "files/AtomicFile.h"

#include "files/NativeFile.h"

#include <QCryptographicHash>
#include <QDir>

namespace files {

using Reason = WriteError::Reason;

namespace native {

Unexpected<WriteError> refused(Reason reason, const QString &path, const QString &detail)
{
    return Unexpected(WriteError{reason, path, detail});
}

QByteArray digestOf(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::fromRawData(bytes.data(), bytes.size()));
    return hash.result();
}

} // namespace native

namespace {

using native::refused;
using native::Target;

Expected<Target, WriteError> targetOf(const QString &path)
{
    if (path.trimmed().isEmpty())
        return refused(Reason::NoFileName, path);
    // absolutePath() would follow "..", which is wrong behind a symbolic link; so only the text is cut.
    const QString absolute = QDir::isAbsolutePath(path) ? path : QDir::currentPath() + QLatin1Char('/') + path;
    const qsizetype cut = QDir::fromNativeSeparators(absolute).lastIndexOf(QLatin1Char('/'));
    Target target{absolute, absolute.left(cut + 1), absolute.mid(cut + 1)};
    if (target.name.isEmpty() || target.name == QLatin1String(".") || target.name == QLatin1String(".."))
        return refused(Reason::IsDirectory, path);
    // U+FFFD: the name is not text, and the file would be another one than was meant.
    for (const QChar character : target.name) {
        if (character.category() == QChar::Other_Control || character == QChar::ReplacementCharacter)
            return refused(Reason::UnusableName, path,
                           QStringLiteral("U+%1").arg(character.unicode(), 4, 16, QLatin1Char('0')).toUpper());
    }
    if (auto folder = native::checkFolder(target); !folder)
        return refused(folder.error().reason, path, folder.error().detail);
    return target;
}

bool isSameFile(const FileSnapshot &a, const FileSnapshot &b)
{
    return a.digest == b.digest && a.inode == b.inode && a.device == b.device;
}

native::Protection protectionFor(Access access, const FileSnapshot &now)
{
    using Kind = native::Protection::Kind;
    switch (access) {
    case Access::OwnerOnly:
        return {Kind::OwnerOnly, now.exists ? &now : nullptr};
    case Access::Kept:
        return now.exists ? native::Protection{Kind::LikeNarrowed, &now} : native::Protection{};
    case Access::Usual:
        return now.exists ? native::Protection{Kind::LikeExactly, &now} : native::Protection{Kind::Umask, nullptr};
    }
    Q_UNREACHABLE();
}

} // namespace

QString words(const WriteError &error)
{
    switch (error.reason) {
    case Reason::IsDirectory:
        return QStringLiteral("is a folder");
    case Reason::IsSymlink:
        return QStringLiteral("is a symbolic link to %1").arg(error.detail);
    case Reason::NotRegularFile:
        return QStringLiteral("is a device or pipe");
    case Reason::AppendOnly:
        return QStringLiteral("the folder is append-only");
    case Reason::Exists:
        return QStringLiteral("exists");
    case Reason::TooLarge:
        return QStringLiteral("is too large");
    case Reason::ChangedMeanwhile:
    case Reason::RemovedMeanwhile:
        return QStringLiteral("was changed at the same time");
    case Reason::NoFileName:
    case Reason::UnusableName:
    case Reason::NotWritable:
    case Reason::NoSpace:
    case Reason::NoSuchFolder:
    case Reason::Io:
        break;
    }
    return error.detail.isEmpty() ? QStringLiteral("cannot be written") : error.detail;
}

Expected<FileSnapshot, WriteError> snapshot(const QString &path)
{
    auto target = targetOf(path);
    if (!target)
        return Unexpected(std::move(target).error());
    auto result = native::snapshotOf(*target);
    if (result)
        result->path = path;
    else
        result.error().path = path;
    return result;
}

Expected<QList<AccessChange>, WriteError> writeWhole(const QString &path, const Secret &bytes,
                                                     const std::optional<FileSnapshot> &expected, Access access)
{
    const auto target = targetOf(path);
    if (!target)
        return Unexpected(target.error());
    const auto now = native::snapshotOf(*target);
    if (!now)
        return refused(now.error().reason, path, now.error().detail);
    const bool isExpected = expected && expected->exists;
    if (now->exists && !isExpected)
        return refused(Reason::Exists, path);
    if (!now->exists && isExpected)
        return refused(Reason::RemovedMeanwhile, path);
    if (isExpected) {
        if (!isSameFile(*now, *expected))
            return refused(Reason::ChangedMeanwhile, path);
        if (native::isReadOnly(*now))
            return refused(Reason::NotWritable, path);
    }
    auto done = native::replace(*target, bytes, *now, protectionFor(access, *now));
    if (!done)
        done.error().path = path;
    return done;
}

QList<AccessChange> accessChanges(const FileSnapshot &file)
{
    return file.exists ? native::accessChanges(file) : QList<AccessChange>();
}

Expected<void, WriteError> undo(const FileSnapshot &before, const Secret &written)
{
    const auto target = targetOf(before.path);
    if (!target)
        return Unexpected(target.error());
    const auto now = native::snapshotOf(*target);
    if (!now)
        return refused(now.error().reason, before.path, now.error().detail);
    if (!now->exists)
        return refused(Reason::RemovedMeanwhile, before.path);
    if (!(now->bytes == written))
        return refused(Reason::ChangedMeanwhile, before.path);
    if (!before.exists) {
        auto removed = native::removeFile(*target);
        if (!removed)
            removed.error().path = before.path;
        return removed;
    }
    const native::Protection asBefore{native::Protection::Kind::LikeExactly, &before};
    if (auto done = native::replace(*target, before.bytes, *now, asBefore); !done)
        return refused(done.error().reason, before.path, done.error().detail);
    return {};
}

Expected<QList<AccessChange>, WriteError> replaceWhole(const QString &path, const Secret &bytes, Access access)
{
    auto now = snapshot(path);
    if (!now)
        return Unexpected(std::move(now).error());
    return writeWhole(path, bytes, std::move(*now), access);
}

Expected<void, WriteError> writeOwn(const QString &path, const Secret &bytes)
{
    const QString absolute = QDir::isAbsolutePath(path) ? path : QDir::currentPath() + QLatin1Char('/') + path;
    const QString folder = absolute.left(QDir::fromNativeSeparators(absolute).lastIndexOf(QLatin1Char('/')));
    if (auto made = native::makeFolder(folder); !made)
        return refused(made.error().reason, path, made.error().detail);
    auto written = replaceWhole(path, bytes, Access::OwnerOnly);
    if (!written)
        return Unexpected(std::move(written).error());
    return {};
}

} // namespace files
