#pragma once

#include "pomerium/ImportEntries.h"

#include <QList>
#include <QString>

#include <optional>

namespace pomerium {

/// A key of a mapping in block style with everything below it: lines [first, end) of its document.
struct YamlBlock
{
    QString key;
    QString value; ///< on the first line, without quotes; empty: below it
    qsizetype indent = 0;
    qsizetype first = 0;
    qsizetype end = 0;
};

/// A document of YAML in block style, as people write manifests: enough of it to find a value and to keep the rest.
class YamlDocument
{
public:
    explicit YamlDocument(QList<YamlLine> lines);

    [[nodiscard]] const QList<YamlLine> &lines() const { return m_lines; }
    /// The keys of the mapping in lines [first, end); none: not a mapping in block style.
    [[nodiscard]] std::optional<QList<YamlBlock>> blocks(qsizetype first, qsizetype end) const;
    /// A key of the document's own mapping, and one below another.
    [[nodiscard]] std::optional<YamlBlock> child(const QString &key) const;
    [[nodiscard]] std::optional<YamlBlock> child(const YamlBlock &parent, const QString &key) const;
    /// What is behind the colon of a key, as it is written: it may be a secret.
    [[nodiscard]] QByteArrayView written(const YamlBlock &block) const;
    /// The `kind` of an object of Kubernetes; empty: it has none.
    [[nodiscard]] QString kind() const;

private:
    QList<YamlLine> m_lines;
};

/// The documents between the lines of `---`; the views are into `text`.
[[nodiscard]] QList<YamlDocument> yamlDocuments(QByteArrayView text);

} // namespace pomerium
