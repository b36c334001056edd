#include "pomerium/FileSnapshot.h"

namespace pomerium {

FileSnapshot FileSnapshot::clone() const
{
    FileSnapshot copy;
    copy.path = path;
    copy.exists = exists;
    copy.bytes = bytes.clone();
    copy.device = device;
    copy.inode = inode;
    copy.modified = modified;
    copy.mode = mode;
    copy.digest = digest;
    return copy;
}

} // namespace pomerium
