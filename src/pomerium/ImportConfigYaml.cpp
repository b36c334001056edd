#include "pomerium/Import.h"

#include "core/SecretBuilder.h"
#include "pomerium/Export.h"
#include "pomerium/ImportEntries.h"

#include <QRegularExpression>

namespace pomerium {

namespace {

using Reason = ImportError::Reason;

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    return text;
}

bool isCommentOrEmpty(QByteArrayView text)
{
    const QByteArrayView content = trimmed(text);
    return content.isEmpty() || content.startsWith('#');
}

/// The number of a code point in UTF-8.
void appendCodePoint(SecretBuilder &text, char32_t character)
{
    // fromUcs4() takes a byte order mark for one.
    const QString one =
        character <= 0xFFFF ? QString(QChar(static_cast<char16_t>(character))) : QString::fromUcs4(&character, 1);
    text.append(QByteArrayView(one.toUtf8()));
}

/// A scalar on one line: plain, '...' or "...". None: a form that is not read here.
class Scalar
{
public:
    explicit Scalar(QByteArrayView text)
        : m_text(trimmed(text))
    {
    }

    [[nodiscard]] std::optional<Secret> read()
    {
        if (m_text.isEmpty() || m_text.startsWith('#'))
            return Secret();
        switch (m_text.front()) {
        case '\'':
            return singleQuoted();
        case '"':
            return doubleQuoted();
        case '&':
        case '*':
        case '!':
        case '|':
        case '>':
        case '{':
        case '[':
        case '%':
        case '@':
        case '`':
        case ',':
            return std::nullopt;
        default:
            return plain();
        }
    }

    /// A YAML reader takes the plain text for a number, a date, a boolean or nothing (YAML 1.1 types).
    [[nodiscard]] bool isRetyped() const { return m_isRetyped; }

private:
    [[nodiscard]] bool endsHere(qsizetype at) const
    {
        const QByteArrayView behind = m_text.sliced(at);
        return trimmed(behind).isEmpty() || (isBlank(behind.front()) && trimmed(behind).startsWith('#'));
    }

    std::optional<Secret> plain()
    {
        qsizetype end = m_text.size();
        for (qsizetype i = 1; i < m_text.size(); ++i) {
            if (m_text[i] == '#' && isBlank(m_text[i - 1])) {
                end = i;
                break;
            }
        }
        const QByteArrayView value = trimmed(m_text.first(end));
        if (value.contains(": ") || value.endsWith(':'))
            return std::nullopt; // a mapping where a value belongs
        static const QRegularExpression retyped(
            QStringLiteral(
                R"(\A(?:~|null|true|false|yes|no|on|off|y|n|[-+]?(?:\.inf|\.nan|0x[0-9a-f_]+|0o?[0-7_]+|0b[01_]+)"
                R"(|[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|\.[0-9_]+|[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?))"
                R"(|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?)\z)"),
            QRegularExpression::CaseInsensitiveOption);
        // A secret does not go through a QString that is not wiped, unless it is short enough to be such a word.
        m_isRetyped = value.size() <= 40 && retyped.match(QString::fromUtf8(value)).hasMatch();
        if (value == "~" || value == "null" || value == "Null" || value == "NULL")
            return Secret();
        return Secret(value);
    }

    std::optional<Secret> singleQuoted()
    {
        SecretBuilder value;
        for (qsizetype i = 1; i < m_text.size(); ++i) {
            if (m_text[i] != '\'') {
                value.append(m_text[i]);
            } else if (i + 1 < m_text.size() && m_text[i + 1] == '\'') {
                value.append('\'');
                ++i;
            } else if (endsHere(i + 1)) {
                return std::move(value).take();
            } else {
                return std::nullopt;
            }
        }
        return std::nullopt; // goes on in the next line
    }

    std::optional<Secret> doubleQuoted()
    {
        SecretBuilder value;
        for (qsizetype i = 1; i < m_text.size(); ++i) {
            const char c = m_text[i];
            if (c == '"')
                return endsHere(i + 1) ? std::optional(std::move(value).take()) : std::nullopt;
            if (c != '\\') {
                value.append(c);
                continue;
            }
            if (++i == m_text.size())
                return std::nullopt;
            const char escaped = m_text[i];
            qsizetype digits = 0;
            switch (escaped) {
            case '"':
            case '\\':
            case '/':
            case ' ':
                value.append(escaped);
                break;
            case 't':
                value.append('\t');
                break;
            case 'n':
                value.append('\n');
                break;
            case 'r':
                value.append('\r');
                break;
            case 'x':
                digits = 2;
                break;
            case 'u':
                digits = 4;
                break;
            case 'U':
                digits = 8;
                break;
            default:
                return std::nullopt;
            }
            if (digits == 0)
                continue;
            if (i + digits >= m_text.size())
                return std::nullopt;
            bool isNumber = false;
            const uint number = m_text.sliced(i + 1, digits).toByteArray().toUInt(&isNumber, 16);
            if (!isNumber || number == 0 || number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF))
                return std::nullopt;
            appendCodePoint(value, number);
            i += digits;
        }
        return std::nullopt;
    }

    const QByteArrayView m_text;
    bool m_isRetyped = false;
};

/// idp_scopes may be a sequence: [a, b] on the line, or - a on lines of its own. As Pomerium's string then.
std::optional<Secret> sequence(const YamlEntry &entry)
{
    QList<QByteArrayView> items;
    const QByteArrayView value = trimmed(entry.value);
    if (value.startsWith('[')) {
        const qsizetype end = value.indexOf(']');
        if (end < 0 || !isCommentOrEmpty(value.sliced(end + 1)))
            return std::nullopt;
        QByteArrayView inner = value.sliced(1, end - 1);
        while (!inner.isEmpty()) {
            const qsizetype comma = inner.indexOf(',');
            items << trimmed(comma < 0 ? inner : inner.first(comma));
            inner = comma < 0 ? QByteArrayView() : inner.sliced(comma + 1);
        }
    } else {
        for (const YamlLine &line : entry.more) {
            if (isCommentOrEmpty(line.text))
                continue;
            const QByteArrayView item = trimmed(line.text);
            if (!item.startsWith("- "))
                return std::nullopt;
            items << trimmed(item.sliced(2));
        }
    }
    SecretBuilder joined;
    for (const QByteArrayView item : std::as_const(items)) {
        if (item.isEmpty())
            continue;
        const auto scalar = Scalar(item).read();
        if (!scalar)
            return std::nullopt;
        if (joined.size() > 0)
            joined.append(',');
        joined.append(scalar->reveal());
    }
    return std::move(joined).take();
}

/// The comment that an export writes about groups; written anew, so not kept.
bool isOurComment(QByteArrayView text)
{
    static const QByteArrayList lines = [] {
        QByteArrayList ours{QByteArrayLiteral("# In a route, to let the group NAME in:"), QByteArrayLiteral("# …")};
        const QString fragment = policyFragment(Release::current(), QStringLiteral("NAME"));
        for (const QString &line : fragment.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            ours << QByteArrayLiteral("# ") + line.toUtf8();
        return ours;
    }();
    return lines.contains(text.toByteArray());
}

std::optional<QString> otherFormat(const QList<YamlLine> &lines)
{
    static const QRegularExpression assignment(QStringLiteral(R"(\A\s*(?:export\s+|\$env:)?[A-Za-z_][\w.-]*\s*=)"),
                                               QRegularExpression::CaseInsensitiveOption);
    for (const YamlLine &line : lines) {
        if (isCommentOrEmpty(line.text))
            continue;
        if (line.text.startsWith('{') || line.text.startsWith('['))
            return QStringLiteral("JSON");
        // Pomerium's own `services` is a word on the line; Compose's is a mapping below it.
        if (line.text.startsWith("services:") && isCommentOrEmpty(line.text.sliced(9)))
            return QStringLiteral("docker-compose.yml");
        if (line.text.startsWith("apiVersion:") || line.text.startsWith("kind:"))
            return QStringLiteral("kubernetes");
        if (assignment.match(QString::fromLatin1(line.text.first(qMin<qsizetype>(line.text.size(), 256)).toByteArray()))
                .hasMatch())
            return QStringLiteral("env");
        if (!line.text.startsWith("---") && !line.text.startsWith("version:") && !line.text.startsWith("name:"))
            break;
    }
    return std::nullopt;
}

} // namespace

bool YamlLine::isCommentOrEmpty() const
{
    return pomerium::isCommentOrEmpty(text);
}

QList<YamlLine> yamlLines(QByteArrayView bytes)
{
    QList<YamlLine> lines;
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const QByteArrayView line = end < 0 ? bytes : bytes.first(end + 1);
        QByteArrayView text = line;
        if (text.endsWith('\n'))
            text.chop(1);
        if (text.endsWith('\r'))
            text.chop(1);
        lines << YamlLine{line, text, static_cast<int>(lines.size()) + 1};
        bytes = bytes.sliced(line.size());
    }
    return lines;
}

Expected<std::vector<YamlEntry>, ImportError> configurationEntries(QByteArrayView text)
{
    const QList<YamlLine> lines = yamlLines(text);
    const auto unsupported = [](const YamlLine &line) {
        return Unexpected(ImportError{Reason::UnsupportedYaml, line.number, {}});
    };
    static const QRegularExpression keyPattern(
        QStringLiteral(R"re(\A(?:"([A-Za-z_][\w.-]*)"|'([A-Za-z_][\w.-]*)'|([A-Za-z_][\w.-]*))\s*:(?:\s|\z))re"));
    std::vector<YamlEntry> entries;
    QList<YamlLine> above;
    bool hasEnded = false;
    for (const YamlLine &line : lines) {
        if (isCommentOrEmpty(line.text)) {
            above << line;
            continue;
        }
        if (hasEnded)
            return unsupported(line); // a second document
        if (line.text.startsWith("---")) {
            if (!entries.empty() || !isCommentOrEmpty(line.text.sliced(3)))
                return unsupported(line);
            continue;
        }
        if (line.text.startsWith("...")) {
            hasEnded = true;
            continue;
        }
        const bool isContinuation = isBlank(line.text.front()) || line.text.startsWith("- ") || line.text == "-"
            || line.text.front() == '}' || line.text.front() == ']';
        if (isContinuation) {
            if (entries.empty())
                return unsupported(line);
            entries.back().more << above << line;
            above.clear();
            continue;
        }
        // The key is never secret; what is behind it may be, and is not copied.
        const qsizetype keyEnd = qMin<qsizetype>(line.text.size(), 256);
        const auto match = keyPattern.match(QString::fromLatin1(line.text.first(keyEnd).toByteArray()));
        if (!match.hasMatch())
            return unsupported(line);
        YamlEntry entry;
        entry.key = match.captured(1) + match.captured(2) + match.captured(3);
        entry.first = line;
        entry.value = trimmed(line.text.sliced(line.text.indexOf(':') + 1));
        entry.above = above;
        above.clear();
        if (entries.size() >= MostEntries)
            return Unexpected(ImportError{Reason::TooLarge, 0, QString::number(MostEntries)});
        entries.push_back(std::move(entry));
    }
    if (!entries.empty())
        entries.back().more << above;
    return entries;
}

std::optional<Secret> yamlScalar(QByteArrayView text)
{
    return Scalar(text).read();
}

Expected<Import, ImportError> importConfigYaml(QByteArrayView bytes)
{
    Import import;
    const auto text = textOf(bytes, import);
    if (!text)
        return Unexpected(text.error());
    const QList<YamlLine> lines = yamlLines(*text);
    if (auto other = otherFormat(lines))
        return Unexpected(ImportError{Reason::DifferentFormat, 0, std::move(*other)});
    const auto entries = configurationEntries(*text);
    if (!entries)
        return Unexpected(entries.error());

    std::vector<ImportEntry> ours;
    QStringList others;
    SecretBuilder kept;
    const auto keep = [&kept](const YamlLine &line) {
        if (!isOurComment(line.text)) {
            kept.append(line.bytes);
            if (!line.bytes.endsWith('\n'))
                kept.append('\n');
        }
    };
    for (const YamlEntry &entry : *entries) {
        const QString upper = correctedKey(entry.key.toUpper());
        if (upper == QLatin1String("AUTHENTICATE_CALLBACK_PATH")) {
            import.notes << ImportRemark{ImportNote::CallbackPathLeftOut, entry.key, entry.first.number, {}, {}};
            if (const auto path = Scalar(entry.value).read())
                import.callbackPath = callbackPathOf(path->reveal());
            continue;
        }
        if (!isOurKey(upper)) {
            for (const YamlLine &line : entry.above)
                keep(line);
            keep(entry.first);
            for (const YamlLine &line : entry.more)
                keep(line);
            others << entry.key;
            if (upper == QLatin1String("IDP_REQUEST_PARAMS"))
                import.notes << ImportRemark{ImportNote::RequestParametersKept, entry.key, entry.first.number, {}, {}};
            continue;
        }
        const bool goesOn = std::any_of(entry.more.begin(), entry.more.end(),
                                        [](const YamlLine &line) { return !isCommentOrEmpty(line.text); });
        Scalar scalar(entry.value);
        std::optional<Secret> value;
        if (upper == QLatin1String("IDP_SCOPES") && (goesOn || trimmed(entry.value).startsWith('[')))
            value = sequence(entry);
        else if (!goesOn)
            value = scalar.read();
        if (!value)
            return Unexpected(ImportError{Reason::UnsupportedYaml, entry.first.number, entry.key});
        if (scalar.isRetyped())
            import.notes << ImportRemark{ImportNote::UnquotedNumber, entry.key, entry.first.number, {}, {}};
        ours.push_back(ImportEntry{upper, entry.key, entry.first.number, std::move(*value)});
    }
    if (ours.empty())
        return Unexpected(ImportError{Reason::NothingOfOurs, 0, {}});
    interpret(import, std::move(ours), ImportSource::ConfigYaml);
    if (!others.isEmpty()) {
        import.otherConfiguration = std::move(kept).take();
        import.notes << otherSettingsKept(others);
    }
    tidyNotes(import);
    return import;
}

} // namespace pomerium
