#pragma once

#include <QString>

#include <cstdio>

namespace cli {

/// What a stream of ours is connected to.
struct Terminal
{
    bool isTerminal = false;
    bool hasColors = false; ///< a terminal, and neither NO_COLOR (no-color.org) nor TERM=dumb asks for none
    int width = 0; ///< columns; 0: lines are as long as they are, for files and pipes

    [[nodiscard]] static Terminal of(std::FILE *stream);
};

/// The text in lines of at most `width` columns, broken at spaces; each line after the first begins with `indent`
/// spaces, which count. A word that is longer than a line, such as an address, stays whole. 0: not broken.
[[nodiscard]] QString wrapped(const QString &text, int width, int indent);

} // namespace cli
