#pragma once

#include "core/Expected.h"

#include <QByteArrayView>
#include <QString>

#include <initializer_list>
#include <utility>

namespace cli {

/// A value and what it is called: by its option, or by the setting of a file.
using NamedValue = std::pair<QString, QByteArrayView>;

/// Whether one of the values was made up by the practice console, and the provider is on this computer, where such an
/// org is, or has no usable address. For any other provider, and for none, it is an error: a sentence that names the
/// value.
[[nodiscard]] Expected<bool, QString> isPractice(const QString &providerUrl, std::initializer_list<NamedValue> values);

} // namespace cli
