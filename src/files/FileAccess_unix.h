#pragma once

#include "files/NativeFile.h"

namespace files::native {

/// The extended access list of an open file as Linux keeps it; empty: none, or a system without.
[[nodiscard]] QByteArray accessListOf(int file);

/// Gives a file that nobody can reach yet its owner, group, permissions and access list; says what could not be kept.
/// None: the system refused even the plain permissions, errno says why.
[[nodiscard]] std::optional<QList<AccessChange>> protect(int file, const Protection &protection);

} // namespace files::native
