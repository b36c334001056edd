#include "files/FileAccess_unix.h"

#include <QtEndian>

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <sys/xattr.h>
#endif

#include <algorithm>
#include <vector>

namespace files::native {

namespace {

using Kind = AccessChange::Kind;

constexpr quint32 OwnerBits = 0700;
constexpr quint32 GroupBits = 0070;
constexpr quint32 OtherBits = 0007;
constexpr quint32 OwnerReadsAndWrites = 0600;

#ifdef Q_OS_LINUX
constexpr const char *ListName = "system.posix_acl_access";

// The list as the kernel hands it over (linux/posix_acl_xattr.h): a version of 4 bytes, then entries of 8 bytes with
// tag, permissions and id, all little-endian. acl(5) has the meaning of the tags.
constexpr qsizetype HeaderSize = 4;
constexpr qsizetype EntrySize = 8;
constexpr qsizetype PermissionsAt = 2;
constexpr quint16 UserTag = 0x02;
constexpr quint16 OwnGroupTag = 0x04;
constexpr quint16 NamedGroupTag = 0x08;
constexpr quint16 OtherTag = 0x20;

struct ListEntry
{
    quint16 tag = 0;
    quint16 permissions = 0;
    qsizetype at = 0;
};

QList<ListEntry> entriesOf(const QByteArray &list)
{
    QList<ListEntry> entries;
    for (qsizetype at = HeaderSize; at + EntrySize <= list.size(); at += EntrySize)
        entries << ListEntry{qFromLittleEndian<quint16>(list.constData() + at),
                             qFromLittleEndian<quint16>(list.constData() + at + PermissionsAt), at};
    return entries;
}

void setPermissions(QByteArray &list, quint16 tag, quint16 permissions)
{
    const auto entries = entriesOf(list);
    for (const ListEntry &entry : entries) {
        if (entry.tag == tag)
            qToLittleEndian<quint16>(permissions, list.data() + entry.at + PermissionsAt);
    }
}

bool namesSomebody(const QByteArray &list)
{
    const auto entries = entriesOf(list);
    return std::any_of(entries.begin(), entries.end(), [](const ListEntry &entry) {
        return (entry.tag == UserTag || entry.tag == NamedGroupTag) && entry.permissions != 0;
    });
}

/// What the group itself may; with a list, the group's bits of the mode are the most that anybody named may.
quint32 groupPermissions(const FileSnapshot &file)
{
    const auto entries = entriesOf(file.accessList);
    for (const ListEntry &entry : entries) {
        if (entry.tag == OwnGroupTag)
            return (static_cast<quint32>(entry.permissions) << 3U) & file.mode & GroupBits;
    }
    return file.mode & GroupBits;
}
#else
bool namesSomebody(const QByteArray &)
{
    return false;
}

quint32 groupPermissions(const FileSnapshot &file)
{
    return file.mode & GroupBits;
}
#endif

QString ownerName(quint32 number)
{
    const struct passwd *entry = ::getpwuid(static_cast<uid_t>(number));
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QString::number(number);
}

QString groupName(quint32 number)
{
    const struct group *entry = ::getgrgid(static_cast<gid_t>(number));
    return entry ? QString::fromLocal8Bit(entry->gr_name) : QString::number(number);
}

bool isInGroup(quint32 group)
{
    if (::getegid() == static_cast<gid_t>(group))
        return true;
    const int count = ::getgroups(0, nullptr);
    std::vector<gid_t> groups(static_cast<std::size_t>(std::max(count, 0)));
    return count > 0 && ::getgroups(count, groups.data()) == count
        && std::find(groups.begin(), groups.end(), static_cast<gid_t>(group)) != groups.end();
}

/// Owner and group of `like`, as far as this person may give them away.
struct Ownership
{
    bool hasOwner = true;
    bool hasGroup = true;
};

QList<AccessChange> changes(const FileSnapshot &like, const Ownership &kept, bool isNarrowed)
{
    QList<AccessChange> list;
    if (isNarrowed && (like.mode & OtherBits) != 0)
        list << AccessChange{Kind::OthersLoseIt, {}};
    if (!kept.hasOwner)
        list << AccessChange{Kind::OwnerChanges, ownerName(like.owner)};
    if (!kept.hasGroup && groupPermissions(like) != 0)
        list << AccessChange{Kind::GroupLosesIt, groupName(like.group)};
    return list;
}

bool setList(int file, const QByteArray &list)
{
#ifdef Q_OS_LINUX
    return ::fsetxattr(file, ListName, list.constData(), static_cast<std::size_t>(list.size()), 0) == 0;
#else
    Q_UNUSED(file)
    Q_UNUSED(list)
    return false;
#endif
}

} // namespace

QByteArray accessListOf(int file)
{
#ifdef Q_OS_LINUX
    constexpr std::size_t Largest = 64 * 1024; // XATTR_SIZE_MAX
    QByteArray list(Largest, '\0');
    const auto size = ::fgetxattr(file, ListName, list.data(), Largest);
    if (size <= 0)
        return {};
    list.truncate(static_cast<qsizetype>(size));
    list.squeeze();
    return list;
#else
    Q_UNUSED(file)
    return {};
#endif
}

std::optional<QList<AccessChange>> protect(int file, const Protection &protection)
{
    using Protect = Protection::Kind;
    if (protection.kind == Protect::Umask)
        return QList<AccessChange>();
    const FileSnapshot *like = protection.like;
    Ownership kept;
    if (like) {
        struct stat own = {};
        if (::fstat(file, &own) != 0)
            return std::nullopt;
        // The group first: once the owner is another, only the superuser may.
        const bool givesAway = protection.kind != Protect::OwnerOnly || ::geteuid() == 0;
        kept.hasGroup = own.st_gid == static_cast<gid_t>(like->group)
            || (givesAway && ::fchown(file, static_cast<uid_t>(-1), static_cast<gid_t>(like->group)) == 0);
        kept.hasOwner = own.st_uid == static_cast<uid_t>(like->owner)
            || (givesAway && ::fchown(file, static_cast<uid_t>(like->owner), static_cast<gid_t>(-1)) == 0);
    }
#ifdef Q_OS_LINUX
    ::fremovexattr(file, ListName); // what a folder's default list would add
#endif
    if (!like || protection.kind == Protect::OwnerOnly)
        return ::fchmod(file, OwnerReadsAndWrites) == 0 ? std::optional(QList<AccessChange>()) : std::nullopt;

    const bool isNarrowed = protection.kind == Protect::LikeNarrowed;
    QList<AccessChange> result = changes(*like, kept, isNarrowed);
    quint32 mode = (like->mode & OwnerBits) | groupPermissions(*like);
    if (isNarrowed)
        mode |= OwnerReadsAndWrites;
    else
        mode |= like->mode & ~(OwnerBits | GroupBits); // what everybody may, and the special bits
    if (!kept.hasGroup)
        mode &= ~GroupBits;
    if (::fchmod(file, static_cast<mode_t>(mode)) != 0)
        return std::nullopt;
#ifdef Q_OS_LINUX
    if (!like->accessList.isEmpty()) {
        QByteArray list = like->accessList;
        if (isNarrowed)
            setPermissions(list, OtherTag, 0);
        if (!kept.hasGroup)
            setPermissions(list, OwnGroupTag, 0);
        const bool isSet = setList(file, list);
        if (namesSomebody(list))
            result << AccessChange{isSet ? Kind::ListIsKept : Kind::ListIsLost, {}};
    }
#endif
    return result;
}

QList<AccessChange> accessChanges(const FileSnapshot &file)
{
    const bool isSuperuser = ::geteuid() == 0;
    const Ownership kept{isSuperuser || ::geteuid() == static_cast<uid_t>(file.owner),
                         isSuperuser || isInGroup(file.group)};
    QList<AccessChange> list = changes(file, kept, true);
    if (namesSomebody(file.accessList))
        list << AccessChange{Kind::ListIsKept, {}};
    return list;
}

} // namespace files::native
