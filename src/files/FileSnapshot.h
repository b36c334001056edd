#pragma once

#include "core/Secret.h"

#include <QByteArray>
#include <QString>

namespace files {

/// A file as it was at one moment: to show the difference against, to see whether somebody else changed it since, and
/// to put back.
struct FileSnapshot
{
    QString path;
    bool exists = false; ///< false: there was no such file, and there must still be none when it is written
    Secret bytes;
    quint64 device = 0; ///< device, inode: which file; 0 where the system does not tell
    quint64 inode = 0;
    quint32 mode = 0; ///< permission bits (POSIX)
    quint32 owner = 0; ///< user and group by number (POSIX)
    quint32 group = 0;
    QByteArray accessList; ///< the extended access list as Linux keeps it (acl(5)); empty: none
    QByteArray digest; ///< SHA-256 of the bytes

    [[nodiscard]] FileSnapshot clone() const;
};

} // namespace files
