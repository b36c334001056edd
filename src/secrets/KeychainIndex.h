#pragma once

#include "core/Expected.h"
#include "secrets/KeychainEntry.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace secrets {

/// Why the list of entries could not be read or changed.
struct KeychainIndexError
{
    enum class Reason {
        Unreadable, ///< the file is there and cannot be read
        Corrupt, ///< not the JSON that we write; add() sets such a file aside and begins a new one
        TooNew, ///< written by a later version of this program; left alone
        Unwritable, ///< no permission, disk full, not a folder
        Busy ///< another process held the lock for the whole time
    };
    Reason reason = Reason::Unreadable;
    QString detail;
};

/// The product's own list of the entries that it ever put into the keychain: names only, never secrets.
///
/// A keychain cannot be asked on every system what is in it; "forget everything" works from this list. An entry is
/// added before it is stored and removed after its removal was proved, so the list can name too much, never too little.
/// One list for all organisations, shared by all processes of a user.
///
/// JSON (RFC 8259), mode 0600, replaced as a whole; changes are serialised by a lock file. The file goes when the list
/// is empty. Every call reads the file: a copy in memory would be wrong as soon as another process changed it.
class KeychainIndex
{
public:
    explicit KeychainIndex(QString filePath);

    /// Where the wizard and the command line keep it.
    [[nodiscard]] static QString defaultPath();

    [[nodiscard]] const QString &filePath() const { return m_filePath; }

    /// In the order in which they were added; empty when nothing was ever stored.
    [[nodiscard]] Expected<QList<KeychainEntry>, KeychainIndexError> entries() const;
    /// Does nothing when the entry is in the list already.
    [[nodiscard]] Expected<void, KeychainIndexError> add(const KeychainEntry &entry) const;
    /// Does nothing when the entry is not in the list.
    [[nodiscard]] Expected<void, KeychainIndexError> remove(const KeychainEntry &entry) const;

    /// Corrupt lists that add() set aside: what they named is not known any more.
    [[nodiscard]] QStringList damagedLists() const;

private:
    template <typename Change> [[nodiscard]] Expected<void, KeychainIndexError> change(Change change) const;
    [[nodiscard]] Expected<void, KeychainIndexError> write(const QList<KeychainEntry> &entries) const;
    [[nodiscard]] Expected<void, KeychainIndexError> setAside() const;

    QString m_filePath;
};

} // namespace secrets
