#pragma once

namespace cli {

/// To be called first of all. A stream that was closed by whoever started the program stays unusable: otherwise the
/// next file or socket that is opened would take its number, and what is printed would go there. And a reader that went
/// away is an error of writing, not the end of a program that may have tokens to revoke.
void secureStandardStreams();

} // namespace cli
