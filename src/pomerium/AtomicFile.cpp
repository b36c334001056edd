#include "pomerium/AtomicFile.h"

#include "core/Random.h"
#include "pomerium/SecretBuilder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <cerrno>
#include <vector>

#ifdef Q_OS_WIN
#include <qt_windows.h>

#include <aclapi.h>
#include <sddl.h>
#else
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace pomerium {

namespace {

using Reason = WriteError::Reason;

constexpr qint64 largestFile = 4 * 1024 * 1024;

Unexpected<WriteError> refused(Reason reason, const QString &path, const QString &detail = {})
{
    return Unexpected(WriteError{reason, path, detail});
}

QByteArray digestOf(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::fromRawData(bytes.data(), bytes.size()));
    return hash.result();
}

/// Folder and name, when the path can be that of a file at all.
struct Target
{
    QString path;
    QString folder;
    QString name;
};

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
    if (!QFileInfo(target.folder).isDir())
        return refused(Reason::NoSuchFolder, path, target.folder);
    return target;
}

#ifndef Q_OS_WIN

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
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }

    [[nodiscard]] int number() const { return m_number; }
    /// Some file systems report a full disk only here.
    [[nodiscard]] bool close()
    {
        const int number = m_number;
        m_number = -1;
        return ::close(number) == 0;
    }

private:
    int m_number;
};

qint64 modifiedAt(const struct stat &status)
{
#ifdef Q_OS_DARWIN
    const auto &time = status.st_mtimespec;
#else
    const auto &time = status.st_mtim;
#endif
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

Expected<FileSnapshot, WriteError> snapshotOf(const Target &target)
{
    FileSnapshot result;
    result.path = target.path;
    const QByteArray encoded = QFile::encodeName(target.path);
    struct stat status = {};
    if (::lstat(encoded.constData(), &status) != 0) {
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
    if (status.st_size > largestFile)
        return refused(Reason::TooLarge, target.path);

    // Whatever was put there since: no link is followed and no pipe is waited for.
    Descriptor file(::open(encoded.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (file.number() < 0 || ::fstat(file.number(), &status) != 0)
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
        if (bytes.size() > largestFile)
            return refused(Reason::TooLarge, target.path);
    }
    ::detail::cleanse(part.data(), part.size());
    result.exists = true;
    result.bytes = std::move(bytes).take();
    result.device = static_cast<quint64>(status.st_dev);
    result.inode = static_cast<quint64>(status.st_ino);
    result.modified = modifiedAt(status);
    result.mode = static_cast<quint32>(status.st_mode & 07777U);
    result.digest = digestOf(result.bytes.reveal());
    return result;
}

bool isReadOnly(const FileSnapshot &file)
{
    // By the bits and not by access(): the superuser may write anything, and still somebody has said "read-only".
    return (file.mode & 0222U) == 0;
}

/// The file beside the target that becomes the target; removed when it does not.
class TemporaryFile
{
    Q_DISABLE_COPY_MOVE(TemporaryFile)

public:
    explicit TemporaryFile(QByteArray name)
        : m_name(std::move(name))
        , m_file(::open(m_name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600))
        , m_isThere(m_file.number() >= 0)
    {
    }
    ~TemporaryFile()
    {
        if (m_isThere)
            ::unlink(m_name.constData());
    }

    [[nodiscard]] bool isOpen() const { return m_isThere; }
    [[nodiscard]] Descriptor &file() { return m_file; }
    [[nodiscard]] const QByteArray &name() const { return m_name; }
    void becameTarget() { m_isThere = false; }

private:
    const QByteArray m_name;
    Descriptor m_file;
    bool m_isThere;
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
void synchroniseFolder(const QString &folder)
{
    const Descriptor directory(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.number() >= 0)
        ::fsync(directory.number());
}

/// Replaces what `old` says is there, or creates the file when it says that there is none.
Expected<void, WriteError> replace(const Target &target, const Secret &bytes, const FileSnapshot &old, quint32 mode)
{
    const QByteArray encoded = QFile::encodeName(target.path);
    // The target's own name is not part of it: it may be as long as names can be.
    TemporaryFile temporary(
        QFile::encodeName(target.folder + QStringLiteral(".okta-setup-") + QString::fromLatin1(randomToken(12))));
    if (!temporary.isOpen())
        return Unexpected(fromErrno(errno, target.path));
    const int file = temporary.file().number();

    // 0600 less the umask until here, so the owner may lack a bit, but nobody else has one.
    bool isWritten = ::fchmod(file, 0600) == 0;
    if (isWritten && old.exists) {
        // The superuser keeps the owner: the service that reads the file must still be able to.
        struct stat status = {};
        if (::lstat(encoded.constData(), &status) == 0 && ::geteuid() == 0)
            isWritten = ::fchown(file, status.st_uid, status.st_gid) == 0;
    }
    isWritten = isWritten && writeAll(file, bytes.reveal()) && (mode == 0600 || ::fchmod(file, mode) == 0)
        && ::fsync(file) == 0 && temporary.file().close();
    if (!isWritten)
        return Unexpected(fromErrno(errno, target.path));

    if (!old.exists) {
        // link() never replaces anything.
        if (::link(temporary.name().constData(), encoded.constData()) == 0) {
            synchroniseFolder(target.folder);
            return {}; // and the temporary name goes
        }
        const int reason = errno;
        if (reason != EPERM && reason != EOPNOTSUPP && reason != ENOSYS && reason != EMLINK)
            return Unexpected(fromErrno(reason, target.path));
        // A file system without hard links (FAT): look again, then rename.
        const auto now = snapshotOf(target);
        if (!now)
            return Unexpected(now.error());
        if (now->exists)
            return refused(Reason::Exists, target.path);
    } else {
        const auto now = snapshotOf(target);
        if (!now)
            return Unexpected(now.error());
        if (!now->exists)
            return refused(Reason::RemovedMeanwhile, target.path);
        if (now->digest != old.digest || now->inode != old.inode || now->device != old.device)
            return refused(Reason::ChangedMeanwhile, target.path);
    }
    if (::rename(temporary.name().constData(), encoded.constData()) != 0)
        return Unexpected(fromErrno(errno, target.path));
    temporary.becameTarget();
    synchroniseFolder(target.folder);
    return {};
}

Expected<void, WriteError> removeFile(const Target &target)
{
    if (::unlink(QFile::encodeName(target.path).constData()) != 0)
        return Unexpected(fromErrno(errno, target.path));
    synchroniseFolder(target.folder);
    return {};
}

#else // Q_OS_WIN

constexpr DWORD diskQuotaExceeded = 1295; // ERROR_DISK_QUOTA_EXCEEDED, which MinGW's headers lack

WriteError fromLastError(const QString &path, DWORD number = GetLastError())
{
    const QString words = qt_error_string(static_cast<int>(number));
    switch (number) {
    case ERROR_ACCESS_DENIED:
    case ERROR_WRITE_PROTECT:
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
        return {Reason::NotWritable, path, words};
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
    case diskQuotaExceeded:
        return {Reason::NoSpace, path, words};
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
        return {Reason::NoSuchFolder, path, words};
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
        return {Reason::Exists, path, words};
    case ERROR_INVALID_NAME:
    case ERROR_FILENAME_EXCED_RANGE:
        return {Reason::UnusableName, path, words};
    default:
        return {Reason::Io, path, words};
    }
}

const wchar_t *wide(const QString &text)
{
    return reinterpret_cast<const wchar_t *>(text.utf16());
}

/// A handle that is closed.
class Handle
{
    Q_DISABLE_COPY_MOVE(Handle)

public:
    explicit Handle(HANDLE handle)
        : m_handle(handle)
    {
    }
    ~Handle() { close(); }

    [[nodiscard]] bool isOpen() const { return m_handle != INVALID_HANDLE_VALUE; }
    [[nodiscard]] HANDLE get() const { return m_handle; }
    void close()
    {
        if (isOpen())
            CloseHandle(m_handle);
        m_handle = INVALID_HANDLE_VALUE;
    }

private:
    HANDLE m_handle;
};

Expected<FileSnapshot, WriteError> snapshotOf(const Target &target)
{
    FileSnapshot result;
    result.path = target.path;
    const QString native = QDir::toNativeSeparators(target.path);
    const DWORD attributes = GetFileAttributesW(wide(native));
    if (attributes == INVALID_FILE_ATTRIBUTES) {
        if (GetLastError() == ERROR_FILE_NOT_FOUND)
            return result;
        return Unexpected(fromLastError(target.path));
    }
    if (attributes & FILE_ATTRIBUTE_REPARSE_POINT)
        return refused(Reason::IsSymlink, target.path, QFile::symLinkTarget(target.path));
    if (attributes & FILE_ATTRIBUTE_DIRECTORY)
        return refused(Reason::IsDirectory, target.path);
    if (attributes & FILE_ATTRIBUTE_DEVICE)
        return refused(Reason::NotRegularFile, target.path);

    const Handle file(CreateFileW(wide(native), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                  nullptr, OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
    BY_HANDLE_FILE_INFORMATION information = {};
    if (!file.isOpen() || !GetFileInformationByHandle(file.get(), &information))
        return Unexpected(fromLastError(target.path));
    if (GetFileType(file.get()) != FILE_TYPE_DISK)
        return refused(Reason::NotRegularFile, target.path);
    SecretBuilder bytes;
    std::array<char, 16 * 1024> part{};
    for (;;) {
        DWORD count = 0;
        if (!ReadFile(file.get(), part.data(), static_cast<DWORD>(part.size()), &count, nullptr))
            return Unexpected(fromLastError(target.path));
        if (count == 0)
            break;
        bytes.append(QByteArrayView(part.data(), static_cast<qsizetype>(count)));
        if (bytes.size() > largestFile)
            return refused(Reason::TooLarge, target.path);
    }
    ::detail::cleanse(part.data(), part.size());
    result.exists = true;
    result.bytes = std::move(bytes).take();
    result.device = information.dwVolumeSerialNumber;
    result.inode = (quint64(information.nFileIndexHigh) << 32) | information.nFileIndexLow;
    // 100 ns since 1601; only ever compared.
    result.modified = static_cast<qint64>((quint64(information.ftLastWriteTime.dwHighDateTime) << 32)
                                          | information.ftLastWriteTime.dwLowDateTime);
    result.mode = (attributes & FILE_ATTRIBUTE_READONLY) ? 0400 : 0600;
    result.digest = digestOf(result.bytes.reveal());
    return result;
}

bool isReadOnly(const FileSnapshot &file)
{
    return (file.mode & 0222U) == 0;
}

/// An access list with full access for the person who runs this and for nobody else, nothing inherited (SDDL). By the
/// person and not by "the owner": what an elevated administrator creates belongs to all administrators.
QString accessForThisPersonOnly()
{
    HANDLE opened = nullptr;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &opened))
        return {};
    const Handle token(opened);
    DWORD size = 0;
    GetTokenInformation(token.get(), TokenUser, nullptr, 0, &size);
    std::vector<char> buffer(size);
    if (size == 0 || !GetTokenInformation(token.get(), TokenUser, buffer.data(), size, &size))
        return {};
    LPWSTR text = nullptr;
    if (!ConvertSidToStringSidW(reinterpret_cast<const TOKEN_USER *>(buffer.data())->User.Sid, &text))
        return {};
    const QString list = QStringLiteral("D:P(A;;FA;;;%1)").arg(QString::fromWCharArray(text));
    LocalFree(text);
    return list;
}

/// Replaces what `old` says is there, or creates the file when it says that there is none. The mode of POSIX has no
/// meaning here.
Expected<void, WriteError> replace(const Target &target, const Secret &bytes, const FileSnapshot &old, quint32)
{
    const QString native = QDir::toNativeSeparators(target.path);
    const QString temporary = QDir::toNativeSeparators(target.folder) + QStringLiteral("okta-setup-")
        + QString::fromLatin1(randomBytes(12).toHex()) + QStringLiteral(".tmp");
    SECURITY_ATTRIBUTES ownerOnly = {};
    ownerOnly.nLength = sizeof ownerOnly;
    const QString accessList = accessForThisPersonOnly();
    if (accessList.isEmpty()
        || !ConvertStringSecurityDescriptorToSecurityDescriptorW(wide(accessList), SDDL_REVISION_1,
                                                                 &ownerOnly.lpSecurityDescriptor, nullptr))
        return Unexpected(fromLastError(target.path));
    Handle file(CreateFileW(wide(temporary), GENERIC_WRITE, 0, &ownerOnly, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
    const DWORD createError = GetLastError();
    LocalFree(ownerOnly.lpSecurityDescriptor);
    if (!file.isOpen())
        return Unexpected(fromLastError(target.path, createError));

    const auto failed = [&](WriteError error) {
        file.close();
        DeleteFileW(wide(temporary));
        return Unexpected(std::move(error));
    };
    DWORD count = 0;
    const QByteArrayView view = bytes.reveal();
    if (!WriteFile(file.get(), view.data(), static_cast<DWORD>(view.size()), &count, nullptr)
        || count != static_cast<DWORD>(view.size()) || !FlushFileBuffers(file.get()))
        return failed(fromLastError(target.path));
    file.close();

    DWORD flags = MOVEFILE_WRITE_THROUGH;
    if (old.exists) {
        const auto now = snapshotOf(target);
        if (!now)
            return failed(now.error());
        if (!now->exists)
            return failed({Reason::RemovedMeanwhile, target.path, {}});
        if (now->digest != old.digest || now->inode != old.inode || now->device != old.device)
            return failed({Reason::ChangedMeanwhile, target.path, {}});
        flags |= MOVEFILE_REPLACE_EXISTING;
    }
    if (!MoveFileExW(wide(temporary), wide(native), flags))
        return failed(fromLastError(target.path));
    return {};
}

Expected<void, WriteError> removeFile(const Target &target)
{
    if (!DeleteFileW(wide(QDir::toNativeSeparators(target.path))))
        return Unexpected(fromLastError(target.path));
    return {};
}

#endif

} // namespace

Expected<FileSnapshot, WriteError> snapshot(const QString &path)
{
    auto target = targetOf(path);
    if (!target)
        return Unexpected(std::move(target).error());
    auto result = snapshotOf(*target);
    if (result)
        result->path = path;
    else
        result.error().path = path;
    return result;
}

Expected<void, WriteError> writeWhole(const QString &path, const Secret &bytes,
                                      const std::optional<FileSnapshot> &expected)
{
    const auto target = targetOf(path);
    if (!target)
        return Unexpected(target.error());
    const auto now = snapshotOf(*target);
    if (!now)
        return Unexpected(WriteError{now.error().reason, path, now.error().detail});
    const bool isExpected = expected && expected->exists;
    if (now->exists && !isExpected)
        return refused(Reason::Exists, path);
    if (!now->exists && isExpected)
        return refused(Reason::RemovedMeanwhile, path);
    if (isExpected) {
        if (now->digest != expected->digest || now->inode != expected->inode || now->device != expected->device)
            return refused(Reason::ChangedMeanwhile, path);
        if (isReadOnly(*now))
            return refused(Reason::NotWritable, path);
    }
    auto done = replace(*target, bytes, *now, 0600);
    if (!done)
        done.error().path = path;
    return done;
}

Expected<void, WriteError> undo(const FileSnapshot &before, const Secret &written)
{
    const auto target = targetOf(before.path);
    if (!target)
        return Unexpected(target.error());
    const auto now = snapshotOf(*target);
    if (!now)
        return Unexpected(WriteError{now.error().reason, before.path, now.error().detail});
    if (!now->exists)
        return refused(Reason::RemovedMeanwhile, before.path);
    if (!(now->bytes == written))
        return refused(Reason::ChangedMeanwhile, before.path);
    auto done = before.exists ? replace(*target, before.bytes, *now, before.mode) : removeFile(*target);
    if (!done)
        done.error().path = before.path;
    return done;
}

} // namespace pomerium
