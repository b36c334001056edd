#pragma once

#include <QString>

/// The unlock window of a real gnome-keyring on the X server of with-keyring, and the person in front of it (xdotool).
namespace prompter {

/// Whether an unlock window is on the screen.
[[nodiscard]] bool isShown();
/// Types into the window and presses Return.
void answer(const QString &password);
/// Types a new password twice and presses Return.
void choose(const QString &password);
/// Presses Escape.
void cancel();

} // namespace prompter
