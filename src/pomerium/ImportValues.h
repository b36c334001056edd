#pragma once

#include <QByteArrayView>
#include <QString>

#include <chrono>
#include <optional>

/// What single values of an imported file are. Internal to the import.
namespace pomerium {

/// Values that documentation pages show in place of one's own.
[[nodiscard]] bool isPlaceholder(const QString &value);

/// What a value refers to, when it is no secret but the place of one: the kind, for people. The forms are those of the
/// stores' own documentation: 1Password's secret references, SOPS, vals (helmfile), Azure App Service, AWS, Google's
/// Secret Manager, Vault's injector, and templates of any kind.
[[nodiscard]] std::optional<QString> referenceKind(QByteArrayView value);

/// Go's time.ParseDuration for what people write: "5m", "1h30m", "1.5h", "500ms".
[[nodiscard]] std::optional<std::chrono::milliseconds> duration(const QString &text);

/// What a text is that is no environment file, so that the other import can be offered: "config-yaml", "systemd unit".
[[nodiscard]] std::optional<QString> formatInsteadOfEnvironment(QByteArrayView text);

} // namespace pomerium
