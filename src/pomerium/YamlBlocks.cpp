#include "pomerium/YamlBlocks.h"

#include <QRegularExpression>

namespace pomerium {

namespace {

qsizetype indentOf(QByteArrayView line)
{
    qsizetype indent = 0;
    while (indent < line.size() && line[indent] == ' ')
        ++indent;
    return indent;
}

std::optional<YamlBlock> find(const std::optional<QList<YamlBlock>> &blocks, const QString &key)
{
    if (!blocks)
        return std::nullopt;
    for (const YamlBlock &block : *blocks) {
        if (block.key == key)
            return block;
    }
    return std::nullopt;
}

} // namespace

YamlDocument::YamlDocument(QList<YamlLine> lines)
    : m_lines(std::move(lines))
{
}

std::optional<QList<YamlBlock>> YamlDocument::blocks(qsizetype first, qsizetype end) const
{
    static const QRegularExpression keyPattern(
        QStringLiteral(R"re(\A *(?:"([\w./-]+)"|'([\w./-]+)'|([\w./-]+))\s*:(?:\s+(.*))?\z)re"));
    static const QRegularExpression quoted(QStringLiteral(R"(\A(['"])(.*)\1(?:\s+#.*)?\z)"));
    constexpr qsizetype Longest = 300; // a key and a word; longer values are asked for with written()
    QList<YamlBlock> list;
    qsizetype indent = -1;
    for (qsizetype i = first; i < end; ++i) {
        const QByteArrayView text = m_lines.at(i).text;
        if (m_lines.at(i).isCommentOrEmpty())
            continue;
        const qsizetype here = indentOf(text);
        if (indent < 0)
            indent = here;
        if (here < indent)
            return std::nullopt;
        if (here > indent || (!list.isEmpty() && text.sliced(here).startsWith("- ")))
            continue;
        const auto match = keyPattern.match(QString::fromUtf8(text.first(qMin(text.size(), Longest))));
        if (!match.hasMatch())
            return std::nullopt;
        if (!list.isEmpty())
            list.last().end = i;
        YamlBlock block{match.captured(1) + match.captured(2) + match.captured(3), match.captured(4).trimmed(), indent,
                        i, end};
        if (const auto inner = quoted.match(block.value); inner.hasMatch())
            block.value = inner.captured(2);
        list << block;
    }
    return list;
}

std::optional<YamlBlock> YamlDocument::child(const QString &key) const
{
    return find(blocks(0, m_lines.size()), key);
}

std::optional<YamlBlock> YamlDocument::child(const YamlBlock &parent, const QString &key) const
{
    return find(blocks(parent.first + 1, parent.end), key);
}

QByteArrayView YamlDocument::written(const YamlBlock &block) const
{
    const QByteArrayView text = m_lines.at(block.first).text;
    const qsizetype colon = text.indexOf(':', block.indent + block.key.toUtf8().size());
    return colon < 0 ? QByteArrayView() : text.sliced(colon + 1);
}

QString YamlDocument::kind() const
{
    const auto found = child(QStringLiteral("kind"));
    return found ? found->value : QString();
}

QList<YamlDocument> yamlDocuments(QByteArrayView text)
{
    QList<YamlDocument> documents;
    QList<YamlLine> lines;
    const auto all = yamlLines(text);
    for (const YamlLine &line : all) {
        if (line.text.startsWith("---")) {
            documents << YamlDocument(lines);
            lines.clear();
        } else {
            lines << line;
        }
    }
    documents << YamlDocument(lines);
    return documents;
}

} // namespace pomerium
