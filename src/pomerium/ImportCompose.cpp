#include "core/SecretBuilder.h"
#include "pomerium/Import.h"
#include "pomerium/ImportEntries.h"
#include "pomerium/YamlBlocks.h"

namespace pomerium {

namespace {

using Reason = ImportError::Reason;
using Entries = std::vector<ImportEntry>;

void add(Entries &entries, const QString &key, int line, std::optional<Secret> value)
{
    if (!value)
        return;
    ImportEntry entry;
    entry.key = correctedKey(key);
    entry.writtenKey = key;
    entry.line = line;
    entry.value = std::move(*value);
    entries.push_back(std::move(entry));
}

/// `$$` is one dollar in a Compose file.
Secret withoutDoubledDollars(const Secret &value)
{
    SecretBuilder single;
    const QByteArrayView bytes = value.reveal();
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        single.append(bytes[i]);
        if (bytes[i] == '$' && i + 1 < bytes.size() && bytes[i + 1] == '$')
            ++i;
    }
    return std::move(single).take();
}

/// The environment of one service: a mapping, or a list of KEY=VALUE.
Entries environmentOf(const YamlDocument &document, const YamlBlock &environment)
{
    Entries entries;
    const auto take = [&](const QString &key, int line, std::optional<Secret> value) {
        if (value && isOurKey(correctedKey(key.toUpper())))
            add(entries, key.toUpper(), line, withoutDoubledDollars(*value));
    };
    for (qsizetype i = environment.first + 1; i < environment.end; ++i) {
        const YamlLine &line = document.lines().at(i);
        const QByteArrayView text = line.text.trimmed();
        if (!text.startsWith("- "))
            continue;
        const auto item = yamlScalar(text.sliced(2));
        const qsizetype equals = item ? item->reveal().indexOf('=') : -1;
        if (equals > 0)
            take(QString::fromUtf8(item->reveal().first(equals)), line.number,
                 Secret(item->reveal().sliced(equals + 1)));
    }
    const auto blocks = document.blocks(environment.first + 1, environment.end);
    if (blocks && entries.empty()) {
        for (const YamlBlock &block : *blocks)
            take(block.key, document.lines().at(block.first).number, yamlScalar(document.written(block)));
    }
    return entries;
}

Expected<Import, ImportError> understood(Import import, Entries entries)
{
    if (entries.empty())
        return Unexpected(ImportError{Reason::NothingOfOurs, 0, {}});
    interpret(import, std::move(entries), ImportSource::ConfigYaml);
    tidyNotes(import);
    return import;
}

} // namespace

Expected<Import, ImportError> importCompose(QByteArrayView bytes)
{
    Import import;
    const auto text = textOf(bytes, import);
    if (!text)
        return Unexpected(text.error());
    const auto documents = yamlDocuments(*text);
    for (const YamlDocument &document : documents) {
        const auto services = document.child(QStringLiteral("services"));
        const auto blocks = services ? document.blocks(services->first + 1, services->end) : std::nullopt;
        if (!blocks)
            continue;
        for (const YamlBlock &service : *blocks) {
            const auto environment = document.child(service, QStringLiteral("environment"));
            Entries entries = environment ? environmentOf(document, *environment) : Entries();
            if (!entries.empty())
                return understood(std::move(import), std::move(entries));
        }
    }
    return understood(std::move(import), {});
}

} // namespace pomerium
