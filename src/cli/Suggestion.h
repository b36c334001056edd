#pragma once

#include <QString>
#include <QStringList>

namespace cli {

/// The name that somebody who typed `typed` most likely meant: one that begins with it, or that a few keys away
/// (insertions, deletions, exchanges of one letter, and of two neighbors). Empty: none is near.
[[nodiscard]] QString nearest(const QString &typed, const QStringList &names);

} // namespace cli
