#pragma once

#include "core/SecretBuilder.h"
#include "pomerium/Export.h"

#include <optional>
#include <vector>

/// What the files of all consumers are made of; one source for each kind of consumer. For Export.cpp and Merge.cpp.
namespace pomerium::parts {

enum class Rendering {
    Plain, ///< for the file
    Masked ///< for people
};

/// One setting of Pomerium on its way into a file.
struct Setting
{
    QString key; ///< as an environment variable; config.yaml has it in lower case
    Secret value;
    bool isSecret = false;
    bool isReference = false; ///< of a secret store: written as it is, for something else to read
};

using Settings = std::vector<Setting>;
using Rendered = Expected<Secret, ExportError>;

/// A value as it is written: encoded for the file, or what stands for it on a screen.
class Writer
{
public:
    Writer(Rendering rendering, const IdentityProviderSettings &settings);

    void text(QByteArrayView bytes) { m_bytes.append(bytes); }
    void text(QStringView string) { m_bytes.append(QByteArrayView(string.toUtf8())); }
    /// `original` is what was encoded; it is judged before it is masked, so that a preview is refused when the file is.
    void value(const Secret &encoded, const Secret &original, bool isSecret);

    [[nodiscard]] bool isMasked() const { return m_rendering == Rendering::Masked; }
    [[nodiscard]] Secret take() { return std::move(m_bytes).take(); }

private:
    /// A secret in a box where it does not belong, such as the client secret as client ID.
    [[nodiscard]] bool holdsSecret(const Secret &value) const;

    Rendering m_rendering;
    std::vector<Secret> m_secrets;
    SecretBuilder m_bytes;
};

[[nodiscard]] Unexpected<ExportError> refused(ExportError::Reason reason, const QString &key,
                                              const QString &detail = {},
                                              std::optional<ExportFormat> suggestion = std::nullopt);
[[nodiscard]] Unexpected<ExportError> forKey(ExportError error, const QString &key);
[[nodiscard]] Secret plain(const QString &text);
/// "# " in front of every line.
[[nodiscard]] QString commented(const QString &text);

/// The release that was given, or else the newest known one.
[[nodiscard]] Release releaseOf(const IdentityProviderSettings &settings);
[[nodiscard]] bool writesServiceAccount(const IdentityProviderSettings &settings);
[[nodiscard]] Secret serviceAccountValue(const IdentityProviderSettings &settings);
/// `openid` and so on, and `groups`: Okta's own server puts groups into the ID token only when they are asked for.
[[nodiscard]] QStringList scopesToWrite(const IdentityProviderSettings &settings);
/// Groups come from the claim, and a policy has to name them.
[[nodiscard]] bool namesGroupsInPolicy(const IdentityProviderSettings &settings);
[[nodiscard]] QString policyComment(const IdentityProviderSettings &settings);

struct DirectoryRefresh
{
    std::optional<QString> timeout;
    std::optional<QString> interval;
};
[[nodiscard]] DirectoryRefresh directoryRefresh(const IdentityProviderSettings &settings);

/// What every file but those of one value needs, whatever it writes of it.
[[nodiscard]] std::optional<ExportError> problemOf(const IdentityProviderSettings &settings);
[[nodiscard]] std::optional<ExportError> problemOfToken(const IdentityProviderSettings &settings);
/// The settings of environment file and config.yaml, in the order of the documented page and then of use.
[[nodiscard]] Settings settingsToWrite(const IdentityProviderSettings &settings);

/// Pomerium does not start with the variable before it reads JSON from it.
[[nodiscard]] bool leavesOutRequestParameters(const IdentityProviderSettings &settings);
[[nodiscard]] bool isRequestParameters(const OtherVariable &variable);
/// Routes of a config.yaml that this release does not start with (allowed_groups, from 0.20 on).
[[nodiscard]] bool hasRemovedRouteSettings(QByteArrayView configuration);

/// "KEY=VALUE\n" as the dialect has it; the error names the key.
[[nodiscard]] std::optional<ExportError> writeVariable(ExportFormat format, Writer &writer, const Setting &setting);
/// "key: 'VALUE'\n" behind `prefix`.
[[nodiscard]] std::optional<ExportError> writeYaml(Writer &writer, QByteArrayView prefix, const QString &key,
                                                   const Secret &value, bool isSecret);
/// The first line of a practice file, and how an environment file is read.
void writeHead(ExportFormat format, Writer &writer, const IdentityProviderSettings &settings);

[[nodiscard]] Rendered environmentFile(ExportFormat format, const IdentityProviderSettings &settings, Writer writer);
[[nodiscard]] Rendered configurationFile(const IdentityProviderSettings &settings, Writer writer);
/// A Secret, and the part of the cluster's one Pomerium object that concerns the identity provider
/// (ingress.pomerium.io/v1, from ingress controller 0.18).
[[nodiscard]] Rendered kubernetesManifest(const IdentityProviderSettings &settings, Rendering rendering);
/// Its two objects, and their parts at any depth.
[[nodiscard]] Rendered secretManifest(const IdentityProviderSettings &settings, Writer writer);
[[nodiscard]] Rendered pomeriumManifest(const IdentityProviderSettings &settings, Writer writer,
                                        const QString &secretName);
[[nodiscard]] std::optional<ExportError> writeSecretEntries(Writer &writer, const IdentityProviderSettings &settings,
                                                            const QString &indent);
[[nodiscard]] std::optional<ExportError> writeProviderEntries(Writer &writer, const IdentityProviderSettings &settings,
                                                              const QString &indent, const QString &secretName);
[[nodiscard]] Rendered clientSecretFile(const IdentityProviderSettings &settings, Writer writer);
[[nodiscard]] Rendered serviceAccountFile(const IdentityProviderSettings &settings, Writer writer);
[[nodiscard]] Rendered copySheet(const IdentityProviderSettings &settings, Writer writer);

} // namespace pomerium::parts
