#pragma once

#include "advice/Diagnosis.h"

namespace advice {

/// Sentences that recur where a sign-in or an answer of its provider is judged.
[[nodiscard]] QString pomeriumRefuses();
/// For a rule of the specifications that Pomerium does not look at.
[[nodiscard]] QString pomeriumWouldNotNotice();
[[nodiscard]] QString startAgain();
[[nodiscard]] QString checkAgain();
[[nodiscard]] QString askTheProvider();

/// An answer of the provider that could not be used at all.
[[nodiscard]] Diagnosis unusableAnswer(oidc::Stage stage, oidc::Fault fault);

} // namespace advice
