#pragma once

#include "core/Secret.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

/// Something in a text that ought to be a secret alone, and is not the secret.
struct SecretFlaw
{
    enum class Kind {
        ByteOrderMark, ///< cut
        Invisible, ///< a character that nobody sees (zero width, direction, soft hyphen); cut
        Quotes, ///< a pair around it; cut
        Assignment, ///< NAME= or NAME: in front of it; cut
        Blank, ///< white space in front or behind; kept, because a client secret may have it (RFC 6749 appendix A.2)
        TypographicDash, ///< where a word processor found a hyphen; which one it was nobody knows: kept
        TypographicQuote ///< inside; kept
    };
    Kind kind = Kind::Invisible;
    QString character; ///< "U+200B"; of a pair of quotes the first
    qsizetype position = 0; ///< in characters, from 1, in the text as it was

    /// With what is left of it, the text is no secret that Okta or any other provider gives out.
    [[nodiscard]] bool isFatal() const { return kind == Kind::TypographicDash || kind == Kind::TypographicQuote; }

    friend bool operator==(const SecretFlaw &, const SecretFlaw &) = default;
};

/// A secret as it was meant.
struct SecretText
{
    Secret secret;
    QList<SecretFlaw> flaws; ///< what was cut, and what was not; in the order of the text

    /// Cuts from the UTF-8 text of a file or a paste what is surely not part of the secret in it. The final line break
    /// is the caller's.
    [[nodiscard]] static SecretText read(QByteArrayView text);
};
