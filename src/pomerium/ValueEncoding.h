#pragma once

#include "core/Expected.h"
#include "core/Secret.h"
#include "pomerium/Export.h"
#include "pomerium/ExportFormat.h"

#include <QByteArrayView>

namespace pomerium {

/// How one consumer reads a value back, and what it cannot read. The rules and their sources are in the facts of the
/// project; each function writes exactly what is right of the `=` or `:`.
///
/// An error has reason, detail (the character) and no key.
using EncodedValue = Expected<Secret, ExportError>;

/// An environment file in one dialect; `format` is one of the ExportFormat::Env*.
///
/// - Env: the value itself, in [A-Za-z0-9_.:/@+=,-] only. It went unchanged through docker, Compose, systemd, dash,
///   bash, xargs, grep, direnv and kubectl.
/// - EnvDocker: the value itself; no line end (docker's file is read by lines, and a final CR is cut).
/// - EnvShell: '...', each ' as '\'' (POSIX.1-2017, Shell Command Language 2.2.2).
/// - EnvSystemd: "..." with \ before " \ $ ` (systemd.exec(5)); no control character but tab and line feed, no
///   noncharacter.
/// - EnvCompose: '...' with ' as \', "..." with \n for a line feed; neither \\ nor ${...}, which Compose v1 and v2 read
///   in two ways.
/// - EnvPowershell: '...' with ' as '' and ASCII only (Windows PowerShell 5.1 reads a file without byte order mark as
///   the system's code page).
[[nodiscard]] EncodedValue environmentValue(ExportFormat format, QByteArrayView value);

/// A single-quoted YAML scalar, ' as '' (YAML 1.2.2, 7.3.2): never retyped as a number, a date or a boolean.
[[nodiscard]] EncodedValue yamlValue(QByteArrayView value);

/// One line of text for a person to copy from.
[[nodiscard]] EncodedValue plainLine(QByteArrayView value);

/// The characters that need no quoting in any consumer.
[[nodiscard]] bool isSafeEverywhere(QByteArrayView value);

} // namespace pomerium
