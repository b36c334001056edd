#include "secrets/KeychainIndex.h"

#include "core/Json.h"
#include "core/Product.h"
#include "files/AtomicFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QStandardPaths>

#include <chrono>

namespace secrets {

namespace {

constexpr int Version = 1;
/// Changes take milliseconds; who waits longer has met a process that is stopped.
constexpr std::chrono::milliseconds LockLimit = std::chrono::seconds(2);

QString versionMember()
{
    return QStringLiteral("version");
}

QString entriesMember()
{
    return QStringLiteral("entries");
}

QString serviceMember()
{
    return QStringLiteral("service");
}

QString accountMember()
{
    return QStringLiteral("account");
}

Unexpected<KeychainIndexError> failure(KeychainIndexError::Reason reason, const QString &detail)
{
    return Unexpected(KeychainIndexError{reason, detail});
}

} // namespace

KeychainIndex::KeychainIndex(QString filePath)
    : m_filePath(std::move(filePath))
{
}

QString KeychainIndex::defaultPath()
{
    // Not AppDataLocation: that is named after the program, and the two programs share the list.
    return QStringLiteral("%1/%2/keychain-entries.json")
        .arg(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation), product::applicationId());
}

Expected<QList<KeychainEntry>, KeychainIndexError> KeychainIndex::entries() const
{
    const auto file = files::snapshot(m_filePath);
    if (!file && file.error().reason == files::WriteError::Reason::NoSuchFolder)
        return QList<KeychainEntry>();
    // What cannot be read is not empty: the next change would lose the names that are in it.
    if (!file)
        return failure(KeychainIndexError::Reason::Unreadable, files::words(file.error()));
    if (!file->exists)
        return QList<KeychainEntry>();

    const auto parsed = parseJsonObject(file->bytes.reveal());
    if (!parsed)
        return failure(KeychainIndexError::Reason::Corrupt, parsed.error().detail);
    const QJsonObject &list = parsed.value();
    const int version = list.value(versionMember()).toInt();
    if (version > Version)
        return failure(KeychainIndexError::Reason::TooNew, QStringLiteral("version %1").arg(version));
    if (version != Version || !list.value(entriesMember()).isArray())
        return failure(KeychainIndexError::Reason::Corrupt, QStringLiteral("no list of entries"));

    QList<KeychainEntry> entries;
    const QJsonArray items = list.value(entriesMember()).toArray();
    for (const QJsonValue item : items) {
        const KeychainEntry entry{item.toObject().value(serviceMember()).toString(),
                                  item.toObject().value(accountMember()).toString()};
        if (entry.service.isEmpty() || entry.account.isEmpty())
            return failure(KeychainIndexError::Reason::Corrupt, QStringLiteral("an entry without a name"));
        entries.append(entry);
    }
    return entries;
}

Expected<void, KeychainIndexError> KeychainIndex::add(const KeychainEntry &entry) const
{
    return change([&entry](QList<KeychainEntry> &entries) {
        if (entries.contains(entry))
            return false;
        entries.append(entry);
        return true;
    });
}

Expected<void, KeychainIndexError> KeychainIndex::remove(const KeychainEntry &entry) const
{
    // Nothing is in a list that was never begun; no folder is made for it.
    const auto known = entries();
    if (known && !known->contains(entry))
        return {};
    return change([&entry](QList<KeychainEntry> &entries) { return entries.removeAll(entry) > 0; });
}

QStringList KeychainIndex::damagedLists() const
{
    const QFileInfo file(m_filePath);
    QStringList paths;
    const QFileInfoList found =
        file.dir().entryInfoList({file.fileName() + QStringLiteral(".damaged-*")}, QDir::Files, QDir::Name);
    for (const QFileInfo &damaged : found)
        paths.append(damaged.filePath());
    return paths;
}

template <typename Change> Expected<void, KeychainIndexError> KeychainIndex::change(Change change) const
{
    const QString folder = QFileInfo(m_filePath).path();
    if (!QDir().mkpath(folder))
        return failure(KeychainIndexError::Reason::Unwritable, QStringLiteral("cannot make the folder %1").arg(folder));

    QLockFile lock(m_filePath + QStringLiteral(".lock"));
    if (!lock.tryLock(static_cast<int>(LockLimit.count()))) {
        return lock.error() == QLockFile::LockFailedError
            ? failure(KeychainIndexError::Reason::Busy,
                      QStringLiteral("%1.lock is held by another process").arg(m_filePath))
            : failure(KeychainIndexError::Reason::Unwritable, QStringLiteral("cannot make %1.lock").arg(m_filePath));
    }

    auto current = entries();
    if (!current && current.error().reason == KeychainIndexError::Reason::Corrupt) {
        if (auto aside = setAside(); !aside)
            return aside;
        current = QList<KeychainEntry>();
    }
    if (!current)
        return Unexpected(current.error());
    return change(current.value()) ? write(current.value()) : Expected<void, KeychainIndexError>();
}

Expected<void, KeychainIndexError> KeychainIndex::write(const QList<KeychainEntry> &entries) const
{
    if (entries.isEmpty()) {
        QFile file(m_filePath);
        if (!file.remove())
            return failure(KeychainIndexError::Reason::Unwritable, file.errorString());
        return {};
    }

    QJsonArray items;
    for (const KeychainEntry &entry : entries)
        items.append(QJsonObject{{serviceMember(), entry.service}, {accountMember(), entry.account}});
    const QJsonObject list{{versionMember(), Version}, {entriesMember(), items}};

    // Names of organizations and clients are nobody else's business.
    if (auto written = files::writeOwn(m_filePath, Secret(QByteArrayView(QJsonDocument(list).toJson()))); !written)
        return failure(KeychainIndexError::Reason::Unwritable, files::words(written.error()));
    return {};
}

Expected<void, KeychainIndexError> KeychainIndex::setAside() const
{
    for (int number = 1; number <= 1000; ++number) {
        const QString aside = QStringLiteral("%1.damaged-%2").arg(m_filePath).arg(number);
        if (QFileInfo::exists(aside))
            continue;
        QFile file(m_filePath);
        if (!file.rename(aside))
            return failure(KeychainIndexError::Reason::Unwritable, file.errorString());
        return {};
    }
    return failure(KeychainIndexError::Reason::Unwritable,
                   QStringLiteral("too many damaged lists beside %1").arg(m_filePath));
}

} // namespace secrets
