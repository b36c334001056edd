#include "pomerium/Import.h"

#include "core/SecretBuilder.h"
#include "pomerium/ImportEntries.h"
#include "pomerium/ImportValues.h"
#include "pomerium/ValueEncoding.h"

#include <QRegularExpression>

#include <algorithm>

namespace pomerium {

namespace {

using Reason = ImportError::Reason;

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool isKeyCharacter(char c, bool isFirst)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'
        || (!isFirst && ((c >= '0' && c <= '9') || c == '.' || c == '-'));
}

/// `$NAME`, `${...}`, `$(...)` or backticks outside of '...': a shell or Compose puts something else in its place.
bool wouldBeSubstituted(QByteArrayView written)
{
    bool isSingleQuoted = false;
    for (qsizetype i = 0; i < written.size(); ++i) {
        const char c = written[i];
        if (c == '\\' && !isSingleQuoted) {
            ++i;
        } else if (c == '\'') {
            isSingleQuoted = !isSingleQuoted;
        } else if (!isSingleQuoted && c == '`') {
            return true;
        } else if (!isSingleQuoted && c == '$' && i + 1 < written.size()) {
            const char next = written[i + 1];
            if (isKeyCharacter(next, true) || next == '{' || next == '(')
                return true;
        }
    }
    return false;
}

/// Reads the variables of a file in one pass.
class Reader
{
public:
    Reader(QByteArrayView text, Import &import)
        : m_text(text)
        , m_import(import)
        , m_dialect(dialectOfEnvironmentFile(text))
    {
    }

    [[nodiscard]] Expected<std::vector<ImportEntry>, ImportError> read()
    {
        std::vector<ImportEntry> entries;
        while (!atEnd()) {
            const qsizetype begin = m_at;
            skipBlanks();
            if (atEnd() || peek() == '\n') {
                next();
                continue;
            }
            if (peek() == '#' || peek() == ';') {
                skipLine();
                continue;
            }
            if (skipShellCommand())
                continue;
            if (!entries.empty() && joinWrapped(entries.back()))
                continue;
            auto entry = variable();
            if (!entry)
                return Unexpected(std::move(entry).error());
            if (entries.size() >= MostEntries)
                return Unexpected(ImportError{Reason::TooLarge, 0, QString::number(MostEntries)});
            entry->begin = begin;
            entry->end = m_at;
            entries.push_back(std::move(entry).value());
        }
        return entries;
    }

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return atEnd() ? '\n' : m_text[m_at]; }
    char next()
    {
        const char c = peek();
        if (atEnd())
            return c; // never beyond: a backslash or a key may be the last thing in the file
        if (c == '\n')
            ++m_line;
        ++m_at;
        return c;
    }
    void skipBlanks()
    {
        while (!atEnd() && isBlank(peek()))
            next();
    }
    /// Behind a value that goes up to the end of its line: an entry has its line end.
    void skipLineEnd()
    {
        if (!atEnd())
            next();
    }
    void skipLine()
    {
        while (!atEnd() && next() != '\n') { }
    }
    void note(ImportNote note) { m_import.notes << ImportRemark{note, m_key, m_keyLine, {}, {}}; }
    [[nodiscard]] Unexpected<ImportError> failed(Reason reason, int line) const
    {
        return Unexpected(ImportError{reason, line, {}});
    }

    [[nodiscard]] bool skipWord(QByteArrayView word)
    {
        if (m_text.sliced(m_at, qMin(word.size(), m_text.size() - m_at)) != word)
            return false;
        m_at += word.size();
        return true;
    }

    /// `set -a`, `set +a`, `set -o allexport`, and the like: what makes a file of variables one for a shell.
    [[nodiscard]] bool skipShellCommand()
    {
        if (m_dialect && m_dialect != ExportFormat::EnvShell)
            return false;
        static const QRegularExpression command(
            QStringLiteral(R"(\Aset[ \t]+[-+][A-Za-z]+(?:[ \t]+[a-z]+)*[ \t;]*(?:#.*)?\z)"));
        const QByteArrayView line = restOfThisLine();
        constexpr qsizetype Longest = 80;
        if (line.size() > Longest || !command.match(QString::fromLatin1(line.toByteArray())).hasMatch())
            return false;
        skipLine();
        return true;
    }

    [[nodiscard]] QByteArrayView restOfThisLine() const
    {
        const QByteArrayView rest = m_text.sliced(m_at);
        const qsizetype end = rest.indexOf('\n');
        return end < 0 ? rest : rest.first(end);
    }

    /// The next line of a service account that `base64` wrapped at 76 columns. As a setting of its own it would be
    /// shown as a name.
    [[nodiscard]] bool joinWrapped(ImportEntry &before)
    {
        constexpr qsizetype WrappedAt = 64; // PEM; base64(1) wraps at 76
        constexpr qsizetype Widest = 76;
        if (before.key != QLatin1String("IDP_SERVICE_ACCOUNT"))
            return false;
        QByteArrayView line = restOfThisLine();
        while (!line.isEmpty() && isBlank(line.back()))
            line.chop(1);
        const QByteArrayView sofar = before.value.reveal();
        if (line.isEmpty() || line.size() > Widest || sofar.size() < WrappedAt || !isBase64(sofar, false)
            || !isBase64(line, true) || sofar.size() % 4 != 0)
            return false;
        SecretBuilder joined;
        joined.append(sofar);
        joined.append(line);
        before.value = std::move(joined).take();
        skipLine();
        before.end = m_at;
        note(ImportNote::LinesJoined);
        return true;
    }

    /// Characters of base64, with padding at most at the end.
    static bool isBase64(QByteArrayView text, bool mayBePadded)
    {
        while (mayBePadded && text.endsWith('='))
            text.chop(1);
        return std::all_of(text.begin(), text.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' || c == '/';
        });
    }

    Expected<ImportEntry, ImportError> variable()
    {
        m_keyLine = m_line;
        const qsizetype start = m_at;
        bool isExported = false;
        const bool isPowershell = skipWord("$env:") || skipWord("$Env:");
        if (!isPowershell && (skipWord("export") || skipWord("declare -x") || skipWord("typeset -x"))
            && isBlank(peek())) {
            isExported = true;
            skipBlanks();
        } else if (!isPowershell) {
            m_at = start;
        }
        QByteArray key;
        while (!atEnd() && isKeyCharacter(peek(), key.isEmpty()))
            key += next();
        m_key = QString::fromLatin1(key);
        const bool hasBlank = isBlank(peek());
        skipBlanks();
        if (key.isEmpty() || atEnd() || peek() != '=')
            return failed(Reason::UnsupportedLine, m_keyLine);
        next();
        if (isExported)
            note(ImportNote::ExportPrefix);
        m_hasBlankBehindEquals = !atEnd() && isBlank(peek());
        if (m_dialect != ExportFormat::EnvDocker && (hasBlank || isBlank(peek()))) {
            if (!isPowershell)
                note(ImportNote::SpacesAroundEquals);
            skipBlanks();
        }

        const qsizetype valueStart = m_at;
        auto value = m_dialect == ExportFormat::EnvDocker ? rawValue() : isPowershell ? powershellValue() : wordValue();
        if (!value)
            return Unexpected(std::move(value).error());
        const QString upper = correctedKey(m_key.toUpper());
        if (!m_dialect && !isPowershell && isOurKey(upper)
            && wouldBeSubstituted(m_text.sliced(valueStart, m_at - valueStart)))
            note(ImportNote::SubstitutionNotFollowed);
        ImportEntry entry;
        entry.key = isOurKey(upper) ? upper : m_key;
        entry.writtenKey = m_key;
        entry.line = m_keyLine;
        entry.isExported = isExported;
        entry.value = std::move(value).value();
        return entry;
    }

    /// Everything up to the end of the line.
    Expected<Secret, ImportError> rawValue()
    {
        SecretBuilder value;
        while (!atEnd() && peek() != '\n')
            value.append(next());
        skipLineEnd();
        return std::move(value).take();
    }

    Expected<Secret, ImportError> powershellValue()
    {
        if (peek() != '\'')
            return wordValue();
        next();
        SecretBuilder value;
        for (;;) {
            if (atEnd())
                return failed(Reason::UnterminatedQuote, m_keyLine);
            const char c = next();
            if (c == '\'') {
                if (peek() != '\'')
                    break;
                next();
            }
            value.append(c);
        }
        if (auto error = restOfLine())
            return Unexpected(std::move(*error));
        return std::move(value).take();
    }

    /// A value that may be in quotes, of the shell, systemd, Compose, or nobody in particular.
    Expected<Secret, ImportError> wordValue()
    {
        static constexpr QByteArrayView Typographic[] = {"\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x98",
                                                         "\xE2\x80\x99"};
        for (const QByteArrayView quote : Typographic) {
            if (m_text.sliced(m_at).startsWith(quote))
                return typographicValue();
        }
        if (peek() != '"' && peek() != '\'')
            return plainValue();
        SecretBuilder value;
        // A shell word goes on behind a closing quote: 'it'\''s'.
        for (;;) {
            const char c = peek();
            if (atEnd() || c == '\n' || isBlank(c))
                break;
            if (c == '\'' || c == '"') {
                if (!quotedPart(value))
                    return failed(Reason::UnterminatedQuote, m_keyLine);
            } else if (c == '\\') {
                next();
                if (atEnd())
                    value.append(c);
                else if (peek() == '\n')
                    next(); // a line that goes on
                else
                    value.append(next());
            } else {
                value.append(next());
            }
        }
        if (!m_dialect)
            noteQuotes(value.view());
        if (auto error = restOfLine())
            return Unexpected(std::move(*error));
        return std::move(value).take();
    }

    /// Without quotes no one file suits all programs where the value has a character that they read differently. Scopes
    /// lose their blanks.
    void noteQuotes(QByteArrayView value)
    {
        note(ImportNote::QuotesKeptByDocker);
        if (correctedKey(m_key.toUpper()) == QLatin1String("IDP_SCOPES"))
            return;
        if (const auto plain = environmentValue(ExportFormat::Env, value.trimmed()); !plain)
            m_import.notes.last().detail = plain.error().detail;
    }

    /// From an opening quote to behind the closing one.
    [[nodiscard]] bool quotedPart(SecretBuilder &value)
    {
        const bool isCompose = m_dialect == ExportFormat::EnvCompose;
        const char quote = next();
        while (!atEnd()) {
            const char c = next();
            if (c == quote)
                return true;
            if (c != '\\' || atEnd()) {
                value.append(c);
                continue;
            }
            const char escaped = peek();
            if (quote == '\'') {
                if (isCompose && escaped == '\'')
                    value.append(next());
                else
                    value.append(c);
            } else if (escaped == '"' || escaped == '\\' || escaped == '$' || escaped == '`') {
                value.append(next());
            } else if (escaped == 'n' && isCompose) {
                next();
                value.append('\n');
            } else if (escaped == '\n') {
                next(); // a line that goes on
            } else {
                value.append(c);
            }
        }
        return false;
    }

    Expected<Secret, ImportError> typographicValue()
    {
        note(ImportNote::QuotesKeptByDocker);
        SecretBuilder line;
        while (!atEnd() && peek() != '\n')
            line.append(next());
        skipLineEnd();
        QByteArrayView value = line.view();
        while (!value.isEmpty() && isBlank(value.back()))
            value.chop(1);
        const Secret whole(value);
        QByteArrayView inner = whole.reveal().sliced(3);
        for (const QByteArrayView quote : {QByteArrayView("\xE2\x80\x9D"), QByteArrayView("\xE2\x80\x9C"),
                                           QByteArrayView("\xE2\x80\x99"), QByteArrayView("\xE2\x80\x98")}) {
            if (inner.endsWith(quote)) {
                inner.chop(quote.size());
                break;
            }
        }
        return Secret(inner);
    }

    /// Without quotes: up to the end of the line or a note behind it. systemd knows no notes there.
    Expected<Secret, ImportError> plainValue()
    {
        SecretBuilder line;
        while (!atEnd() && peek() != '\n')
            line.append(next());
        skipLineEnd();
        QByteArrayView value = line.view();
        const bool hasNotes = m_dialect != ExportFormat::EnvSystemd;
        bool hasNote = false;
        for (qsizetype i = 0; hasNotes && !hasNote && i < value.size(); ++i) {
            // `K= # note` is an empty value, `K=#x` is none.
            const bool isBehindBlank = i == 0 ? m_hasBlankBehindEquals : isBlank(value[i - 1]);
            if (value[i] == '#' && isBehindBlank) {
                value = value.first(i);
                note(ImportNote::TrailingNoteOnLine);
                hasNote = true;
            }
        }
        const qsizetype size = value.size();
        while (!value.isEmpty() && isBlank(value.back()))
            value.chop(1);
        if (value.size() != size && !hasNote)
            note(ImportNote::BlanksAtEnd);
        noteShellCharacters(value);
        return Secret(value);
    }

    /// The first character that a shell takes for something of its own (POSIX.1-2017, Shell Command Language 2.2, 2.6).
    /// systemd only knows the backslash. Blanks between scopes have a note of their own, ScopesWithSpaces.
    void noteShellCharacters(QByteArrayView value)
    {
        if (m_dialect && m_dialect != ExportFormat::EnvShell && m_dialect != ExportFormat::EnvSystemd)
            return;
        const QByteArrayView special = m_dialect == ExportFormat::EnvSystemd ? "\\" : ";&()<>|\\'\" \t";
        const bool isScopes = correctedKey(m_key.toUpper()) == QLatin1String("IDP_SCOPES");
        for (qsizetype i = 0; i < value.size(); ++i) {
            if (isScopes && isBlank(value[i]))
                continue;
            if (special.contains(value[i]) || (i == 0 && value[i] == '~' && m_dialect != ExportFormat::EnvSystemd)) {
                m_import.notes << ImportRemark{ImportNote::ShellReadsOtherwise,
                                               m_key,
                                               m_keyLine,
                                               isBlank(value[i]) ? QStringLiteral("U+0020")
                                                                 : QString(QLatin1Char(value[i])),
                                               {}};
                return;
            }
        }
    }

    /// Behind a closing quote: nothing, or a note.
    std::optional<ImportError> restOfLine()
    {
        skipBlanks();
        if (!atEnd() && peek() == '#') {
            note(ImportNote::TrailingNoteOnLine);
            skipLine();
            return std::nullopt;
        }
        if (!atEnd() && peek() != '\n')
            return ImportError{Reason::UnsupportedLine, m_line, {}};
        if (!atEnd())
            next();
        return std::nullopt;
    }

    const QByteArrayView m_text;
    Import &m_import;
    const std::optional<ExportFormat> m_dialect;
    qsizetype m_at = 0;
    int m_line = 1;
    int m_keyLine = 1;
    QString m_key;
    bool m_hasBlankBehindEquals = false;
};

} // namespace

std::optional<ExportFormat> dialectOfEnvironmentFile(QByteArrayView text)
{
    if (text.startsWith(practiceComment()))
        text = text.sliced(practiceComment().size());
    for (const ExportFormat format : exportFormats()) {
        const QByteArrayView comment = traitsOf(format).comment;
        if (!comment.isEmpty() && text.startsWith(comment))
            return format;
    }
    return std::nullopt;
}

Expected<std::vector<ImportEntry>, ImportError> environmentEntries(QByteArrayView text, Import &import)
{
    return Reader(text, import).read();
}

Secret withoutCarriageReturns(QByteArrayView text)
{
    SecretBuilder result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\r' || (i + 1 < text.size() && text[i + 1] != '\n'))
            result.append(text[i]);
    }
    return std::move(result).take();
}

Expected<Import, ImportError> importEnvironmentFile(QByteArrayView bytes)
{
    Import import;
    const auto text = textOf(bytes, import);
    if (!text)
        return Unexpected(text.error());
    if (auto other = formatInsteadOfEnvironment(*text))
        return Unexpected(ImportError{Reason::DifferentFormat, 0, std::move(*other)});

    // A carriage return is a part of a value only inside quotes, and nobody means it there.
    const Secret plainText = withoutCarriageReturns(*text);
    if (plainText.size() != text->size())
        import.notes << ImportRemark{ImportNote::CarriageReturns, {}, 0, {}, {}};
    auto entries = environmentEntries(plainText.reveal(), import);
    if (!entries)
        return Unexpected(std::move(entries).error());
    bool hasOurs = false;
    for (const ImportEntry &entry : *entries)
        hasOurs = hasOurs || isOurKey(entry.key);
    if (!hasOurs)
        return Unexpected(ImportError{Reason::NothingOfOurs, 0, {}});
    interpret(import, std::move(entries).value(), ImportSource::EnvironmentFile);
    tidyNotes(import);
    return import;
}

} // namespace pomerium
