#include "files/FileSnapshot.h"

namespace files {

FileSnapshot FileSnapshot::clone() const
{
    FileSnapshot copy;
    copy.path = path;
    copy.exists = exists;
    copy.bytes = bytes.clone();
    copy.device = device;
    copy.inode = inode;
    copy.mode = mode;
    copy.owner = owner;
    copy.group = group;
    copy.accessList = accessList;
    copy.digest = digest;
    return copy;
}

} // namespace files
