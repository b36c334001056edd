#include "files/NativeFile.h"

#include "core/Random.h"
#include "core/SecretBuilder.h"
#include "files/FileAccess_unix.h"
#include "files/HeldSignals_unix.h"
#include "files/TakePlace_linux.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace files::native {

namespace {

using Reason = WriteError::Reason;

/// How the names begin that a file has for the moment before it becomes the target.
constexpr QByteArrayView TemporaryPrefix = ".okta-setup-";

#ifdef Q_OS_LINUX
constexpr int FolderFlags = O_PATH | O_DIRECTORY | O_CLOEXEC;
#else
constexpr int FolderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
#endif

WriteError fromErrno(int number, const QString &path)
{
    const QString words = qt_error_string(number);
    switch (number) {
    case EACCES:
    case EPERM:
    case EROFS:
    case ETXTBSY:
        return {Reason::NotWritable, path, words};
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return {Reason::NoSpace, path, words};
    case ENOENT:
    case ENOTDIR:
        return {Reason::NoSuchFolder, path, words};
    case EEXIST:
        return {Reason::Exists, path, words};
    case EISDIR:
        return {Reason::IsDirectory, path, words};
    case ELOOP:
        return {Reason::IsSymlink, path, words};
    case ENAMETOOLONG:
        return {Reason::UnusableName, path, words};
    default:
        return {Reason::Io, path, words};
    }
}

/// A file descriptor that is closed.
class Descriptor
{
    Q_DISABLE_COPY_MOVE(Descriptor)

public:
    explicit Descriptor(int number = -1)
        : m_number(number)
    {
    }
    ~Descriptor() { reset(-1); }

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }
    void reset(int number)
    {
        if (m_number >= 0)
            ::close(m_number);
        m_number = number;
    }

private:
    int m_number;
};

Expected<FileSnapshot, WriteError> snapshotIn(int folder, const Target &target)
{
    FileSnapshot result;
    result.path = target.path;
    const QByteArray name = QFile::encodeName(target.name);
    struct stat status = {};
    if (::fstatat(folder, name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT)
            return result;
        return Unexpected(fromErrno(errno, target.path));
    }
    if (S_ISLNK(status.st_mode))
        return refused(Reason::IsSymlink, target.path, QFile::symLinkTarget(target.path));
    if (S_ISDIR(status.st_mode))
        return refused(Reason::IsDirectory, target.path);
    if (!S_ISREG(status.st_mode))
        return refused(Reason::NotRegularFile, target.path);
    if (status.st_size > LargestFile)
        return refused(Reason::TooLarge, target.path);

    // Whatever was put there since: no link is followed and no pipe is waited for.
    const Descriptor file(::openat(folder, name.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!file.isOpen() || ::fstat(file.number(), &status) != 0)
        return Unexpected(fromErrno(errno, target.path));
    if (!S_ISREG(status.st_mode))
        return refused(Reason::NotRegularFile, target.path);
    SecretBuilder bytes;
    std::array<char, 16 * 1024> part{};
    for (;;) {
        const auto count = ::read(file.number(), part.data(), part.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return Unexpected(fromErrno(errno, target.path));
        if (count == 0)
            break;
        bytes.append(QByteArrayView(part.data(), static_cast<qsizetype>(count)));
        if (bytes.size() > LargestFile)
            return refused(Reason::TooLarge, target.path);
    }
    ::detail::cleanse(part.data(), part.size());
    result.exists = true;
    result.bytes = std::move(bytes).take();
    result.device = static_cast<quint64>(status.st_dev);
    result.inode = static_cast<quint64>(status.st_ino);
    result.mode = static_cast<quint32>(status.st_mode & 07777U);
    result.owner = static_cast<quint32>(status.st_uid);
    result.group = static_cast<quint32>(status.st_gid);
    result.accessList = accessListOf(file.number());
    result.digest = digestOf(result.bytes.reveal());
    return result;
}

/// Files can be added to the folder, and neither renamed nor removed.
bool isAppendOnly(int folder)
{
#if defined(Q_OS_LINUX) && defined(STATX_ATTR_APPEND)
    struct statx status = {};
    return ::statx(folder, "", AT_EMPTY_PATH, STATX_TYPE, &status) == 0
        && (status.stx_attributes & STATX_ATTR_APPEND) != 0;
#else
    Q_UNUSED(folder)
    return false;
#endif
}

/// What a killed program left: files of this person's with our prefix that no living process holds.
void removeLeftovers(int folder)
{
    const int opened = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *const list = opened >= 0 ? ::fdopendir(opened) : nullptr;
    if (!list) {
        if (opened >= 0)
            ::close(opened);
        return;
    }
    constexpr int MostNames = 20'000;
    for (int i = 0; i < MostNames; ++i) {
        const struct dirent *const entry = ::readdir(list);
        if (!entry)
            break;
        if (!QByteArrayView(entry->d_name).startsWith(TemporaryPrefix))
            continue;
        const Descriptor file(::openat(folder, entry->d_name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        struct stat status = {};
        if (file.isOpen() && ::fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode)
            && status.st_uid == ::geteuid() && ::flock(file.number(), LOCK_EX | LOCK_NB) == 0)
            ::unlinkat(folder, entry->d_name, 0);
    }
    ::closedir(list);
}

/// The file that becomes the target. Without a name where the system has such files, otherwise beside the target under
/// a name of its own; whatever has a name and did not become the target is removed, or at least emptied.
class NewFile
{
    Q_DISABLE_COPY_MOVE(NewFile)

public:
    explicit NewFile(int folder)
        : m_folder(folder)
    {
    }
    ~NewFile() { removeName(); }

    [[nodiscard]] bool openUnnamed(mode_t mode)
    {
#ifdef O_TMPFILE
        m_file.reset(::openat(m_folder, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, mode));
        if (m_file.isOpen() && ::flock(m_file.number(), LOCK_EX | LOCK_NB) == 0)
            return true;
        m_file.reset(-1);
#else
        Q_UNUSED(mode)
#endif
        return false;
    }

    [[nodiscard]] bool openNamed(mode_t mode)
    {
        constexpr int MostTries = 10;
        for (int i = 0; i < MostTries; ++i) {
            m_name = newName();
            m_file.reset(
                ::openat(m_folder, m_name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
            if (!m_file.isOpen()) {
                m_name.clear();
                return false;
            }
            // Another program may have taken it for a leftover between those two.
            static_cast<void>(::flock(m_file.number(), LOCK_EX | LOCK_NB));
            if (isUnder(m_name))
                return true;
            m_name.clear();
        }
        errno = EAGAIN;
        return false;
    }

    [[nodiscard]] int file() const
    {
        return m_file.number();
    }
    [[nodiscard]] bool hasName() const
    {
        return !m_name.isEmpty();
    }

    /// Some file systems report a full disk only when the file is closed: a second descriptor is, for that.
    [[nodiscard]] bool isWhole() const
    {
        if (::fsync(m_file.number()) != 0)
            return false;
        const int again = ::dup(m_file.number());
        return again >= 0 && ::close(again) == 0;
    }

    /// Gives the file a name that nothing has; never replaces anything. 0, or why not.
    [[nodiscard]] int link(const QByteArray &name)
    {
        if (hasName())
            return ::linkat(m_folder, m_name.constData(), m_folder, name.constData(), 0) == 0 ? 0 : errno;
        const QByteArray open = "/proc/self/fd/" + QByteArray::number(m_file.number());
        if (::linkat(AT_FDCWD, open.constData(), m_folder, name.constData(), AT_SYMLINK_FOLLOW) == 0)
            return 0;
#ifdef AT_EMPTY_PATH
        if (errno == ENOENT || errno == ENOTDIR) // no /proc; the superuser does not need it
            return ::linkat(m_file.number(), "", m_folder, name.constData(), AT_EMPTY_PATH) == 0 ? 0 : errno;
#endif
        return errno;
    }

    /// Without a name: takes the target's place, whatever is there.
    [[nodiscard]] int takePlaceOf(const QByteArray &name)
    {
        m_name = newName();
#ifdef Q_OS_LINUX
        const QByteArray open = "/proc/self/fd/" + QByteArray::number(m_file.number());
        const int error =
            takePlaceApart(m_folder, m_file.number(), open.constData(), m_name.constData(), name.constData());
        if (error == 0 || !isUnder(m_name))
            m_name.clear();
        return error;
#else
        return ENOSYS; // no file without a name is made here
#endif
    }

    /// Takes the target's place, whatever is there; or only where nothing is.
    [[nodiscard]] int rename(const QByteArray &name, bool onlyWhereNothingIs)
    {
#if defined(Q_OS_LINUX) && defined(RENAME_NOREPLACE)
        const unsigned flags = onlyWhereNothingIs ? RENAME_NOREPLACE : 0;
        if (::renameat2(m_folder, m_name.constData(), m_folder, name.constData(), flags) != 0)
            return errno;
#else
        struct stat status = {};
        if (onlyWhereNothingIs && ::fstatat(m_folder, name.constData(), &status, AT_SYMLINK_NOFOLLOW) == 0)
            return EEXIST;
        if (::renameat(m_folder, m_name.constData(), m_folder, name.constData()) != 0)
            return errno;
#endif
        m_name.clear();
        return 0;
    }

    /// Whether that name leads to this very file.
    [[nodiscard]] bool isUnder(const QByteArray &name) const
    {
        struct stat own = {};
        struct stat named = {};
        return ::fstat(m_file.number(), &own) == 0
            && ::fstatat(m_folder, name.constData(), &named, AT_SYMLINK_NOFOLLOW) == 0 && own.st_dev == named.st_dev
            && own.st_ino == named.st_ino;
    }

    void removeName()
    {
        // A folder may let files in and not out again; the file is empty then, at least.
        if (hasName() && ::unlinkat(m_folder, m_name.constData(), 0) != 0 && errno != ENOENT && isUnder(m_name))
            static_cast<void>(::ftruncate(m_file.number(), 0) == 0); // nothing else is left to try
        m_name.clear();
    }

private:
    static QByteArray newName()
    {
        return TemporaryPrefix.toByteArray() + randomToken(12);
    }

    const int m_folder;
    QByteArray m_name;
    Descriptor m_file;
};

bool writeAll(int file, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto count = ::write(file, bytes.data(), static_cast<std::size_t>(bytes.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        bytes = bytes.sliced(static_cast<qsizetype>(count));
    }
    return true;
}

/// Makes the new name last through a loss of power. Some file systems cannot; the file is written all the same.
void synchronise(int folder)
{
    const Descriptor directory(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.isOpen())
        ::fsync(directory.number());
}

/// Why a file cannot be linked that a name could still be given in another way: a file system without hard links
/// (FAT), or no /proc to reach a file without a name by.
bool isNoLinkHere(int error)
{
    return error == EPERM || error == EOPNOTSUPP || error == ENOSYS || error == EMLINK || error == ENOENT
        || error == ENOTDIR || error == EXDEV;
}

/// The rest of a replacement, when the file is whole: nothing may interrupt it. False: a file without a name gets none
/// here, so it has to be written anew under one.
Expected<bool, WriteError> takePlace(NewFile &file, int folder, const Target &target, const FileSnapshot &old)
{
    const QByteArray name = QFile::encodeName(target.name);
    if (!old.exists) {
        const int error = file.link(name);
        if (error == 0)
            return true; // and the name of its own goes, if it has one
        if (!isNoLinkHere(error))
            return Unexpected(fromErrno(error, target.path));
        if (!file.hasName())
            return false;
        if (const int moved = file.rename(name, true); moved != 0)
            return Unexpected(fromErrno(moved, target.path));
        return true;
    }
    const auto now = snapshotIn(folder, target);
    if (!now)
        return Unexpected(now.error());
    if (!now->exists)
        return refused(Reason::RemovedMeanwhile, target.path);
    if (now->digest != old.digest || now->inode != old.inode || now->device != old.device)
        return refused(Reason::ChangedMeanwhile, target.path);
    const bool isUnnamed = !file.hasName();
    const int error = isUnnamed ? file.takePlaceOf(name) : file.rename(name, false);
    if (isUnnamed && error != 0 && isNoLinkHere(error))
        return false;
    if (error != 0)
        return Unexpected(fromErrno(error, target.path));
    // In a folder that everybody may change, somebody may have put another file under the name that was moved.
    if (!file.isUnder(name))
        return refused(Reason::ChangedMeanwhile, target.path);
    return true;
}

/// The bytes and who may read them. None: the system has no files without a name here.
Expected<std::optional<QList<AccessChange>>, WriteError> writeNewFile(NewFile &file, bool isNamed, const Target &target,
                                                                      const Secret &bytes, const Protection &protection)
{
    const bool isUsual = protection.kind == Protection::Kind::Umask;
    const mode_t mode = isUsual ? 0666 : 0600;
    if (!isNamed && !file.openUnnamed(mode))
        return std::optional<QList<AccessChange>>();
    if (isNamed && !file.openNamed(mode))
        return Unexpected(fromErrno(errno, target.path));
    // 0600 less the umask until here, so the owner may lack a bit, but nobody else has one.
    if ((!isUsual && ::fchmod(file.file(), 0600) != 0) || !writeAll(file.file(), bytes.reveal()))
        return Unexpected(fromErrno(errno, target.path));
    auto changes = protect(file.file(), protection);
    if (!changes || !file.isWhole())
        return Unexpected(fromErrno(errno, target.path));
    return changes;
}

} // namespace

Expected<void, WriteError> checkFolder(const Target &target)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(target.folder).constData(), &status) != 0) {
        WriteError error = fromErrno(errno, target.path);
        if (error.reason == Reason::NoSuchFolder)
            error.detail = target.folder;
        return Unexpected(std::move(error));
    }
    if (!S_ISDIR(status.st_mode))
        return refused(Reason::NoSuchFolder, target.path, target.folder);
    return {};
}

Expected<FileSnapshot, WriteError> snapshotOf(const Target &target)
{
    const Descriptor folder(::open(QFile::encodeName(target.folder).constData(), FolderFlags));
    if (!folder.isOpen())
        return Unexpected(fromErrno(errno, target.path));
    return snapshotIn(folder.number(), target);
}

bool isReadOnly(const FileSnapshot &file)
{
    return (file.mode & 0222U) == 0;
}

Expected<QList<AccessChange>, WriteError> replace(const Target &target, const Secret &bytes, const FileSnapshot &old,
                                                  const Protection &protection)
{
    const Descriptor folder(::open(QFile::encodeName(target.folder).constData(), FolderFlags));
    if (!folder.isOpen())
        return Unexpected(fromErrno(errno, target.path));
    removeLeftovers(folder.number());
    const bool canOnlyAdd = isAppendOnly(folder.number());
    if (canOnlyAdd && old.exists)
        return refused(Reason::AppendOnly, target.path);

    const FileSizeSignalOff noSizeSignal;
    for (const bool isNamed : {false, true}) {
        if (isNamed && canOnlyAdd) // what gets a name there keeps it
            return refused(Reason::AppendOnly, target.path);
        std::optional<HeldSignals> held;
        if (isNamed)
            held.emplace();
        NewFile file(folder.number());
        auto changes = writeNewFile(file, isNamed, target, bytes, protection);
        if (!changes)
            return Unexpected(std::move(changes).error());
        if (!*changes)
            continue;
        if (!held)
            held.emplace();
        auto done = takePlace(file, folder.number(), target, old);
        file.removeName();
        held.reset();
        if (!done)
            return Unexpected(std::move(done).error());
        if (!*done)
            continue;
        synchronise(folder.number());
        return std::move(**changes);
    }
    Q_UNREACHABLE();
}

Expected<void, WriteError> removeFile(const Target &target)
{
    const Descriptor folder(::open(QFile::encodeName(target.folder).constData(), FolderFlags));
    if (!folder.isOpen() || ::unlinkat(folder.number(), QFile::encodeName(target.name).constData(), 0) != 0)
        return Unexpected(fromErrno(errno, target.path));
    synchronise(folder.number());
    return {};
}

Expected<void, WriteError> makeFolder(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat status = {};
    if (name.isEmpty() || ::stat(name.constData(), &status) == 0)
        return {}; // what is no folder is refused by whoever writes there
    if (errno != ENOENT)
        return Unexpected(fromErrno(errno, path));
    if (auto above = makeFolder(path.left(path.lastIndexOf(QLatin1Char('/')))); !above)
        return above;
    if (::mkdir(name.constData(), 0700) != 0 && errno != EEXIST)
        return Unexpected(fromErrno(errno, path));
    return {};
}

} // namespace files::native
