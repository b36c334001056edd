#pragma once

#include <chrono>

namespace oidc {

/// How long a sign-in test waits for one answer. Relying parties wait longer than a person at a form would, and a slow
/// provider is not a broken one: 12 s were seen to be taken.
constexpr std::chrono::seconds AnswerLimit{20};

} // namespace oidc
