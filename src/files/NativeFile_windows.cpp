#include "files/NativeFile.h"

#include "core/Random.h"
#include "core/SecretBuilder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <qt_windows.h>

#include <aclapi.h>
#include <sddl.h>

#include <array>
#include <vector>

namespace files::native {

namespace {

using Reason = WriteError::Reason;

constexpr DWORD DiskQuotaExceeded = 1295; // ERROR_DISK_QUOTA_EXCEEDED, which MinGW's headers lack

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
    case DiskQuotaExceeded:
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

} // namespace

Expected<void, WriteError> checkFolder(const Target &target)
{
    if (!QFileInfo(target.folder).isDir())
        return refused(Reason::NoSuchFolder, target.path, target.folder);
    return {};
}

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
        if (bytes.size() > LargestFile)
            return refused(Reason::TooLarge, target.path);
    }
    ::detail::cleanse(part.data(), part.size());
    result.exists = true;
    result.bytes = std::move(bytes).take();
    result.device = information.dwVolumeSerialNumber;
    result.inode = (quint64(information.nFileIndexHigh) << 32) | information.nFileIndexLow;
    result.mode = (attributes & FILE_ATTRIBUTE_READONLY) ? 0400 : 0600;
    result.digest = digestOf(result.bytes.reveal());
    return result;
}

bool isReadOnly(const FileSnapshot &file)
{
    return (file.mode & 0222U) == 0;
}

Expected<QList<AccessChange>, WriteError> replace(const Target &target, const Secret &bytes, const FileSnapshot &old,
                                                  const Protection &protection)
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
    const bool isUsual = protection.kind == Protection::Kind::Umask; // what the folder hands down
    Handle file(CreateFileW(wide(temporary), GENERIC_WRITE, 0, isUsual ? nullptr : &ownerOnly, CREATE_NEW,
                            FILE_ATTRIBUTE_NORMAL, nullptr));
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
    return protection.kind == Protection::Kind::LikeNarrowed ? native::accessChanges(old) : QList<AccessChange>();
}

Expected<void, WriteError> removeFile(const Target &target)
{
    if (!DeleteFileW(wide(QDir::toNativeSeparators(target.path))))
        return Unexpected(fromLastError(target.path));
    return {};
}

QList<AccessChange> accessChanges(const FileSnapshot &)
{
    return {AccessChange{AccessChange::Kind::OnlyThisPerson, {}}};
}

Expected<void, WriteError> makeFolder(const QString &path)
{
    if (!QDir().mkpath(path))
        return refused(Reason::NotWritable, path);
    return {};
}

} // namespace files::native
