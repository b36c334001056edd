#pragma once

#include "advice/Diagnosis.h"

#include <QString>
#include <QStringList>

namespace advice {

/// A remedy of short steps, one action each: numbered, a line for each; one step alone has no number.
[[nodiscard]] QString steps(const QStringList &each);
/// A step, and the place in the Admin Console where it is done: "Select Save. (Okta Admin Console: …)".
[[nodiscard]] QString at(const QString &step, const QString &place);
/// A diagnosis whose remedy is these steps.
[[nodiscard]] Diagnosis words(const char *code, const QString &headline, const QString &cause,
                              const QStringList &remedy);

} // namespace advice
