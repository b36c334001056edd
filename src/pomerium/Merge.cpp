#include "pomerium/Merge.h"

#include "pomerium/ExportParts.h"
#include "pomerium/ImportEntries.h"

#include <QSet>

namespace pomerium {

using namespace parts;

namespace {

Unexpected<MergeError> notUnderstood(ImportError error)
{
    return Unexpected(MergeError{MergeError::Reason::NotUnderstood, std::move(error), std::nullopt, {}});
}

Unexpected<MergeError> notWritten(ExportError error)
{
    return Unexpected(MergeError{MergeError::Reason::NotWritten, std::nullopt, std::move(error), {}});
}

/// One of our keys that stays when we write none: it belongs to Pomerium and not to the identity provider.
bool staysWhenNotWritten(const QString &upperKey, const IdentityProviderSettings &settings)
{
    if (upperKey.startsWith(QLatin1String("IDP_REFRESH_DIRECTORY_")))
        return releaseOf(settings).usesServiceAccount();
    return upperKey == QLatin1String("COOKIE_SECRET") || upperKey == QLatin1String("SHARED_SECRET")
        || upperKey == QLatin1String("AUTHENTICATE_SERVICE_URL");
}

/// A setting of others that goes: the path of the callback that was registered and checked is the usual one, and a
/// release that reads no JSON does not start with the variable.
bool goesAnyway(const QString &upperKey, const IdentityProviderSettings &settings, bool isEnvironment)
{
    return upperKey == QLatin1String("AUTHENTICATE_CALLBACK_PATH")
        || (isEnvironment && upperKey == QLatin1String("IDP_REQUEST_PARAMS") && leavesOutRequestParameters(settings));
}

/// Our settings on their way into a file, each placed once.
class OurLines
{
public:
    /// `write` makes the line of a setting.
    template <typename Write> [[nodiscard]] std::optional<ExportError> fill(const Settings &settings, Write write)
    {
        for (const Setting &setting : settings) {
            Writer writer(Rendering::Plain, {});
            if (auto error = write(writer, setting))
                return error;
            m_lines.push_back(Line{setting.key, writer.take(), false});
        }
        return std::nullopt;
    }

    [[nodiscard]] bool has(const QString &key) const
    {
        return std::any_of(m_lines.begin(), m_lines.end(), [&key](const Line &line) { return line.key == key; });
    }
    /// The line of this key, the first time; nothing later.
    void place(const QString &key, SecretBuilder &out, QByteArrayView prefix)
    {
        for (Line &line : m_lines) {
            if (line.key == key && !line.isPlaced)
                put(line, out, prefix);
        }
    }
    void placeRest(SecretBuilder &out, QByteArrayView prefix)
    {
        for (Line &line : m_lines) {
            if (!line.isPlaced)
                put(line, out, prefix);
        }
    }

private:
    struct Line
    {
        QString key;
        Secret text;
        bool isPlaced = false;
    };

    static void put(Line &line, SecretBuilder &out, QByteArrayView prefix)
    {
        out.append(prefix);
        out.append(line.text.reveal());
        line.isPlaced = true;
    }

    std::vector<Line> m_lines;
};

void endLine(SecretBuilder &out)
{
    if (out.size() > 0 && !out.view().endsWith('\n'))
        out.append('\n');
}

/// The comment about groups, when the release wants it and the file has none.
void appendPolicy(SecretBuilder &out, const IdentityProviderSettings &settings)
{
    const QByteArray comment = policyComment(settings).toUtf8();
    if (!comment.isEmpty() && !out.view().contains(comment)) {
        endLine(out);
        out.append(QByteArrayView(comment));
    }
}

Expected<Merged, MergeError> intoEnvironmentFile(QByteArrayView existing, ExportFormat format,
                                                 const IdentityProviderSettings &settings)
{
    const auto dialect = dialectOfEnvironmentFile(existing);
    if (dialect && *dialect != format)
        return Unexpected(
            MergeError{MergeError::Reason::OtherDialect, std::nullopt, std::nullopt, formatName(*dialect)});
    Import notes;
    auto entries = environmentEntries(existing, notes);
    if (!entries)
        return notUnderstood(std::move(entries).error());
    OurLines ours;
    if (auto error = ours.fill(settingsToWrite(settings), [format](Writer &writer, const Setting &setting) {
            return writeVariable(format, writer, setting);
        }))
        return notWritten(std::move(*error));

    // Where the rest of ours goes: behind the last of ours, or at the end.
    std::size_t last = entries->size();
    bool isExported = false;
    QSet<QString> there;
    for (std::size_t i = 0; i < entries->size(); ++i) {
        const ImportEntry &entry = (*entries)[i];
        there.insert(entry.key);
        if (isOurKey(entry.key)) {
            last = i;
            isExported = isExported || entry.isExported;
        }
    }
    const QByteArrayView prefix = isExported && format != ExportFormat::EnvPowershell ? "export " : "";

    Merged merged;
    SecretBuilder out;
    const QByteArrayView practice =
        settings.isPractice && !existing.startsWith(practiceComment()) ? practiceComment() : QByteArrayView();
    out.append(practice);
    if (!dialect)
        out.append(QByteArrayView(traitsOf(format).comment));
    qsizetype at = 0;
    for (std::size_t i = 0; i < entries->size(); ++i) {
        const ImportEntry &entry = (*entries)[i];
        out.append(existing.sliced(at, entry.begin - at));
        at = entry.end;
        const bool isOurs = isOurKey(entry.key);
        if (isOurs && ours.has(entry.key)) {
            endLine(out);
            ours.place(entry.key, out, entry.isExported ? prefix : QByteArrayView());
        } else if (isOurs ? staysWhenNotWritten(entry.key, settings)
                          : !goesAnyway(entry.key.toUpper(), settings, true)) {
            out.append(existing.sliced(entry.begin, entry.end - entry.begin));
            ++merged.otherSettings;
        }
        if (i == last) {
            endLine(out);
            ours.placeRest(out, prefix);
        }
    }
    out.append(existing.sliced(at));
    endLine(out);
    ours.placeRest(out, prefix);
    for (const auto &other : settings.otherVariables) {
        if (there.contains(other->key) || goesAnyway(other->key, settings, true))
            continue;
        Writer writer(Rendering::Plain, {});
        if (auto error = writeVariable(format, writer, Setting{other->key, other->value.clone(), true}))
            return notWritten(std::move(*error));
        out.append(prefix);
        out.append(writer.take().reveal());
    }
    appendPolicy(out, settings);
    merged.bytes = std::move(out).take();
    return merged;
}

Expected<Merged, MergeError> intoConfiguration(QByteArrayView existing, const IdentityProviderSettings &settings)
{
    const auto file = configurationEntries(existing);
    if (!file)
        return notUnderstood(file.error());
    OurLines ours;
    if (auto error = ours.fill(settingsToWrite(settings), [](Writer &writer, const Setting &setting) {
            const QByteArray prefix = (setting.key.toLower() + QStringLiteral(": ")).toUtf8();
            return writeYaml(writer, QByteArrayView(prefix), setting.key, setting.value, setting.isSecret);
        }))
        return notWritten(std::move(*error));

    const auto isOurs = [](const YamlEntry &entry) { return isOurKey(correctedKey(entry.key.toUpper())); };
    std::size_t last = file->size();
    QSet<QString> there;
    for (std::size_t i = 0; i < file->size(); ++i) {
        there.insert((*file)[i].key.toUpper());
        if (isOurs((*file)[i]))
            last = i;
    }
    Merged merged;
    SecretBuilder out;
    const auto put = [&out](const YamlLine &line) {
        out.append(line.text);
        out.append('\n');
    };
    if (settings.isPractice && !existing.startsWith(practiceComment()))
        out.append(practiceComment());
    for (std::size_t i = 0; i < file->size(); ++i) {
        const YamlEntry &entry = (*file)[i];
        const QString upper = correctedKey(entry.key.toUpper());
        for (const YamlLine &line : entry.above)
            put(line);
        const bool stays = isOurs(entry) ? !ours.has(upper) && staysWhenNotWritten(upper, settings)
                                         : !goesAnyway(upper, settings, false);
        if (stays) {
            put(entry.first);
            ++merged.otherSettings;
        } else if (isOurs(entry)) {
            ours.place(upper, out, {});
        }
        for (const YamlLine &line : entry.more) {
            if (stays || line.isCommentOrEmpty())
                put(line);
        }
        if (i == last)
            ours.placeRest(out, {});
    }
    ours.placeRest(out, {});
    if (settings.otherConfiguration) {
        const auto others = configurationEntries(settings.otherConfiguration->reveal());
        if (!others)
            return notUnderstood(others.error());
        for (const YamlEntry &entry : *others) {
            if (there.contains(entry.key.toUpper()))
                continue;
            for (const YamlLine &line : entry.above)
                put(line);
            put(entry.first);
            for (const YamlLine &line : entry.more)
                put(line);
        }
    }
    appendPolicy(out, settings);
    if (!releaseOf(settings).usesServiceAccount() && hasRemovedRouteSettings(out.view()))
        return notWritten(ExportError{ExportError::Reason::NotReadByRelease, QStringLiteral("allowed_groups"),
                                      QStringLiteral("0.19"), std::nullopt});
    merged.bytes = std::move(out).take();
    return merged;
}

} // namespace

bool canMerge(ExportFormat format)
{
    const FormatKind kind = traitsOf(format).kind;
    return kind == FormatKind::Environment || kind == FormatKind::Configuration || kind == FormatKind::Manifest;
}

Expected<Merged, MergeError> mergedInto(QByteArrayView existing, ExportFormat format,
                                        const IdentityProviderSettings &settings)
{
    if (!canMerge(format))
        return Unexpected(MergeError{MergeError::Reason::NotMergeable, std::nullopt, std::nullopt, {}});
    // What cannot be written alone cannot be written into a file either.
    IdentityProviderSettings ours = settings.clone();
    ours.otherVariables.clear();
    ours.otherConfiguration.reset();
    if (auto alone = exportAs(format, ours); !alone)
        return notWritten(std::move(alone).error());
    Import notes;
    auto text = textOf(existing, notes);
    if (!text && text.error().reason == ImportError::Reason::Empty) {
        auto whole = exportAs(format, settings);
        if (!whole)
            return notWritten(std::move(whole).error());
        return Merged{std::move(*whole), 0};
    }
    if (!text)
        return notUnderstood(std::move(text).error());
    const Secret plainText = withoutCarriageReturns(*text);
    switch (traitsOf(format).kind) {
    case FormatKind::Environment:
        return intoEnvironmentFile(plainText.reveal(), format, settings);
    case FormatKind::Configuration:
        return intoConfiguration(plainText.reveal(), settings);
    case FormatKind::Manifest:
        return intoManifest(plainText.reveal(), settings);
    case FormatKind::SingleValue:
    case FormatKind::Sheet:
        break;
    }
    Q_UNREACHABLE();
}

} // namespace pomerium
