#pragma once

#include "authenticate/IdentityProviderId.h"
#include "authenticate/Mistake.h"

#include <QByteArrayView>
#include <QList>

#include <optional>

namespace authenticate {

/// How an id that a Pomerium shows comes about.
struct Explanation
{
    IdShape shape;
    QList<Mistake> mistakes; ///< at most two; none: these very settings
};

/// Tries the settings as they are, then each mistake alone, then each two, in every shape; nothing when none fits.
[[nodiscard]] std::optional<Explanation> explain(QByteArrayView shownId, const ProviderSettings &settings,
                                                 const Hints &hints);

} // namespace authenticate
