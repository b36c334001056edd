#include "pomerium/ExportParts.h"
#include "pomerium/ImportEntries.h"
#include "pomerium/Merge.h"
#include "pomerium/YamlBlocks.h"

#include <algorithm>
#include <vector>

namespace pomerium::parts {

namespace {

/// Changes to a document, applied from the top to the bottom.
class Edit
{
public:
    explicit Edit(const YamlDocument &document)
        : m_document(document)
    {
    }

    void remove(const YamlBlock &block) { m_changes.push_back(Change{block.first, behind(block), {}}); }
    void insertBehindKey(const YamlBlock &block, Secret text)
    {
        m_changes.push_back(Change{block.first + 1, block.first + 1, std::move(text)});
    }
    void insertBehind(const YamlBlock &block, Secret text)
    {
        m_changes.push_back(Change{behind(block), behind(block), std::move(text)});
    }

    void apply(SecretBuilder &out)
    {
        qsizetype at = 0;
        std::stable_sort(m_changes.begin(), m_changes.end(),
                         [](const Change &a, const Change &b) { return a.first < b.first; });
        for (const Change &change : m_changes) {
            put(at, change.first, out);
            out.append(change.text.reveal());
            at = qMax(at, change.end);
        }
        put(at, m_document.lines().size(), out);
    }

private:
    struct Change
    {
        qsizetype first = 0;
        qsizetype end = 0;
        Secret text;
    };

    /// Behind a block, without the comments that belong to what follows it.
    [[nodiscard]] qsizetype behind(const YamlBlock &block) const
    {
        qsizetype end = block.end;
        while (end > block.first + 1 && m_document.lines()[end - 1].isCommentOrEmpty())
            --end;
        return end;
    }

    void put(qsizetype first, qsizetype end, SecretBuilder &out) const
    {
        for (qsizetype i = first; i < end; ++i) {
            out.append(m_document.lines()[i].text);
            out.append('\n');
        }
    }

    const YamlDocument &m_document;
    std::vector<Change> m_changes;
};

Unexpected<MergeError> unsupported(const YamlDocument &document)
{
    const int line = document.lines().isEmpty() ? 0 : document.lines().first().number;
    return Unexpected(MergeError{MergeError::Reason::NotUnderstood,
                                 ImportError{ImportError::Reason::UnsupportedYaml, line, {}},
                                 std::nullopt,
                                 {}});
}

Unexpected<MergeError> notWritten(ExportError error)
{
    return Unexpected(MergeError{MergeError::Reason::NotWritten, std::nullopt, std::move(error), {}});
}

QString spaces(qsizetype count)
{
    return QString(count, QLatin1Char(' '));
}

/// The column of the entries below a block; where there are none, two further in.
qsizetype indentBelow(const YamlDocument &document, const YamlBlock &block)
{
    const auto children = document.blocks(block.first + 1, block.end);
    return children && !children->isEmpty() ? children->first().indent : block.indent + 2;
}

/// Whether a block holds a mapping on lines of its own, or nothing.
bool isOpenBlock(const YamlDocument &document, const YamlBlock &block)
{
    const bool hasValue = !block.value.isEmpty() && !block.value.startsWith(QLatin1Char('#'));
    return !hasValue && document.blocks(block.first + 1, block.end).has_value();
}

/// "namespace/name", as the Pomerium object refers to a Secret.
QString referenceTo(const YamlDocument &document)
{
    const auto metadata = document.child(QStringLiteral("metadata"));
    const auto name = metadata ? document.child(*metadata, QStringLiteral("name")) : std::nullopt;
    const auto space = metadata ? document.child(*metadata, QStringLiteral("namespace")) : std::nullopt;
    if (!name)
        return {};
    return (space ? space->value : QStringLiteral("pomerium")) + QLatin1Char('/') + name->value;
}

QStringList secretKeys()
{
    return {QStringLiteral("client_id"), QStringLiteral("client_secret"), QStringLiteral("service_account")};
}

/// The Secret with our entries in place of its own.
Expected<int, MergeError> intoSecret(const YamlDocument &document, const IdentityProviderSettings &settings,
                                     SecretBuilder &out)
{
    int others = 0;
    Edit edit(document);
    const auto plainData = document.child(QStringLiteral("stringData"));
    for (const auto &data : {plainData, document.child(QStringLiteral("data"))}) {
        if (!data)
            continue;
        if (!isOpenBlock(document, *data))
            return unsupported(document);
        const auto entries = *document.blocks(data->first + 1, data->end);
        for (const YamlBlock &entry : entries) {
            if (secretKeys().contains(entry.key))
                edit.remove(entry);
            else
                ++others;
        }
    }
    Writer writer(Rendering::Plain, {});
    const qsizetype indent = plainData ? indentBelow(document, *plainData) : 2;
    if (!plainData)
        writer.text("stringData:\n");
    if (auto error = writeSecretEntries(writer, settings, spaces(indent)))
        return notWritten(std::move(*error));
    const auto top = document.blocks(0, document.lines().size());
    if (plainData)
        edit.insertBehindKey(*plainData, writer.take());
    else
        edit.insertBehind(top->last(), writer.take());
    edit.apply(out);
    return others;
}

/// The Pomerium object with our provider in place of its own.
Expected<int, MergeError> intoPomerium(const YamlDocument &document, const IdentityProviderSettings &settings,
                                       const QString &secretName, SecretBuilder &out)
{
    const auto spec = document.child(QStringLiteral("spec"));
    if (!spec || !isOpenBlock(document, *spec))
        return unsupported(document);
    int others = 0;
    Edit edit(document);
    const qsizetype indent = indentBelow(document, *spec);
    const auto entries = *document.blocks(spec->first + 1, spec->end);
    for (const YamlBlock &entry : entries)
        others += entry.key == QLatin1String("identityProvider") || entry.key == QLatin1String("authenticate") ? 0 : 1;

    if (settings.authenticateUrl) {
        const auto authenticate = document.child(*spec, QStringLiteral("authenticate"));
        Writer writer(Rendering::Plain, {});
        if (authenticate && !isOpenBlock(document, *authenticate))
            return unsupported(document);
        const qsizetype below = authenticate ? indentBelow(document, *authenticate) : indent + 2;
        if (!authenticate)
            writer.text(spaces(indent) + QStringLiteral("authenticate:\n"));
        const QByteArray prefix = (spaces(below) + QStringLiteral("url: ")).toUtf8();
        if (auto error = writeYaml(writer, QByteArrayView(prefix), QStringLiteral("authenticate.url"),
                                   plain(settings.authenticateUrl->toString()), false))
            return notWritten(std::move(*error));
        if (authenticate) {
            // The path that was registered and checked is the usual one.
            for (const QString &key : {QStringLiteral("url"), QStringLiteral("callbackPath")}) {
                if (const auto old = document.child(*authenticate, key))
                    edit.remove(*old);
            }
            edit.insertBehindKey(*authenticate, writer.take());
        } else {
            edit.insertBehindKey(*spec, writer.take());
        }
    }

    const auto provider = document.child(*spec, QStringLiteral("identityProvider"));
    Writer writer(Rendering::Plain, {});
    if (provider && !isOpenBlock(document, *provider))
        return unsupported(document);
    const qsizetype below = provider ? indentBelow(document, *provider) : indent + 2;
    if (!provider)
        writer.text(spaces(indent) + QStringLiteral("identityProvider:\n"));
    if (auto error = writeProviderEntries(writer, settings, spaces(below), secretName))
        return notWritten(std::move(*error));
    if (provider) {
        const QStringList ours{QStringLiteral("provider"),         QStringLiteral("url"),
                               QStringLiteral("secret"),           QStringLiteral("scopes"),
                               QStringLiteral("refreshDirectory"), QStringLiteral("serviceAccountFromSecret")};
        const auto old = *document.blocks(provider->first + 1, provider->end);
        for (const YamlBlock &entry : old) {
            if (ours.contains(entry.key))
                edit.remove(entry);
            else
                ++others;
        }
        edit.insertBehindKey(*provider, writer.take());
    } else {
        edit.insertBehind(*spec, writer.take());
    }
    edit.apply(out);
    return others;
}

} // namespace

Expected<Merged, MergeError> intoManifest(QByteArrayView existing, const IdentityProviderSettings &settings)
{
    const QList<YamlDocument> documents = yamlDocuments(existing);

    QString reference;
    bool hasPomerium = false;
    for (const YamlDocument &document : documents) {
        if (document.kind() != QLatin1String("Pomerium"))
            continue;
        if (hasPomerium) // which of them is meant?
            return unsupported(document);
        hasPomerium = true;
        const auto spec = document.child(QStringLiteral("spec"));
        const auto provider = spec ? document.child(*spec, QStringLiteral("identityProvider")) : std::nullopt;
        if (const auto secret = provider ? document.child(*provider, QStringLiteral("secret")) : std::nullopt)
            reference = secret->value;
    }
    if (reference.isEmpty())
        reference = QStringLiteral("pomerium/idp-okta");

    Merged merged;
    SecretBuilder out;
    bool hasSecret = false;
    bool isFirst = true;
    if (settings.isPractice && !existing.startsWith(practiceComment()))
        out.append(practiceComment());
    const auto separate = [&] {
        if (!isFirst)
            out.append(QByteArrayView("---\n"));
        isFirst = false;
    };
    for (const YamlDocument &document : documents) {
        const bool isEmpty = std::all_of(document.lines().begin(), document.lines().end(),
                                         [](const YamlLine &line) { return line.isCommentOrEmpty(); });
        if (isEmpty && document.lines().isEmpty())
            continue;
        const auto top = document.blocks(0, document.lines().size());
        if (!isEmpty && !top)
            return unsupported(document);
        const QString kind = document.kind();
        if (kind.endsWith(QLatin1String("List")))
            return unsupported(document);
        separate();
        Expected<int, MergeError> others = 0;
        if (kind == QLatin1String("Pomerium")) {
            others = intoPomerium(document, settings, reference, out);
        } else if (kind == QLatin1String("Secret") && !hasSecret && referenceTo(document) == reference) {
            hasSecret = true;
            others = intoSecret(document, settings, out);
        } else {
            for (const YamlLine &line : document.lines()) {
                out.append(line.text);
                out.append('\n');
            }
            others = isEmpty ? 0 : 1;
        }
        if (!others)
            return Unexpected(std::move(others).error());
        merged.otherSettings += *others;
    }
    if (!hasSecret) {
        if (reference != QLatin1String("pomerium/idp-okta"))
            // The values of a Secret that is not in this file; a second one beside it would be read by nobody.
            return Unexpected(MergeError{MergeError::Reason::SecretElsewhere, std::nullopt, std::nullopt, reference});
        auto secret = secretManifest(settings, Writer(Rendering::Plain, {}));
        if (!secret)
            return notWritten(std::move(secret).error());
        separate();
        out.append(secret->reveal());
    }
    if (!hasPomerium) {
        auto pomerium = pomeriumManifest(settings, Writer(Rendering::Plain, {}), reference);
        if (!pomerium)
            return notWritten(std::move(pomerium).error());
        separate();
        out.append(pomerium->reveal());
    }
    merged.bytes = std::move(out).take();
    return merged;
}

} // namespace pomerium::parts
