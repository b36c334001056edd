#pragma once

#include "pomerium/IdentityProviderSettings.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <functional>

namespace pomerium {

/// One line of a difference, ready to be shown as plain text.
struct DiffLine
{
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    QString text;

    friend bool operator==(const DiffLine &, const DiffLine &) = default;
};

/// Makes one line fit to be seen: no secret in it.
using LineMasker = std::function<QString(QByteArrayView line)>;

/// The lines that go and come, in order, fewest first. Lines are compared as they are and masked afterwards, so a new
/// secret shows as a line that goes and one that comes, both masked.
[[nodiscard]] QList<DiffLine> difference(QByteArrayView before, QByteArrayView after, const LineMasker &mask);
/// maskedLine(), and none of the secrets of `settings` wherever it stands, such as a secret in the box of the client
/// ID.
[[nodiscard]] LineMasker lineMasker(const IdentityProviderSettings &settings);

/// A line of an environment file, config.yaml or manifest, with every value masked that is not known to be harmless:
/// the values of our own open keys, numbers, true and false, addresses without credentials. Lines of an unknown shape,
/// such as the second line of a quoted value, are masked as a whole.
[[nodiscard]] QString maskedLine(QByteArrayView line);

/// The line with its secrets, for a person who asked to see them: plain, without a carriage return, and cut at a length
/// that no setting has.
[[nodiscard]] QString shownLine(QByteArrayView line);

} // namespace pomerium
