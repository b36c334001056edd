#include "core/SecretText.h"

#include "core/SecretBuilder.h"

#include <vector>

namespace {

using Kind = SecretFlaw::Kind;

/// One character and its place in the text. Wiped with the list.
struct Character
{
    char32_t value = 0;
    QByteArrayView bytes;
    qsizetype position = 0;
};

using Characters = std::vector<Character, detail::CleansingAllocator<Character>>;

/// The characters of UTF-8; a byte that is none stands for itself.
Characters charactersOf(QByteArrayView text)
{
    Characters list;
    for (qsizetype at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        qsizetype size = 1;
        char32_t value = byte;
        if (byte >= 0xC2 && byte <= 0xDF)
            size = 2;
        else if (byte >= 0xE0 && byte <= 0xEF)
            size = 3;
        else if (byte >= 0xF0 && byte <= 0xF4)
            size = 4;
        if (at + size > text.size() || !text.sliced(at, size).isValidUtf8())
            size = 1;
        if (size > 1) {
            value = byte & (0xFFU >> (size + 1));
            for (qsizetype i = 1; i < size; ++i)
                value = (value << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
        }
        list.push_back(Character{value, text.sliced(at, size), static_cast<qsizetype>(list.size()) + 1});
        at += size;
    }
    return list;
}

bool isInvisible(char32_t c)
{
    return c == 0x00AD || c == 0x061C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

bool isDash(char32_t c)
{
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

bool isTypographicQuote(char32_t c)
{
    return (c >= 0x2018 && c <= 0x201F) || c == 0x00AB || c == 0x00BB;
}

bool isPair(char32_t first, char32_t last)
{
    const bool isPlain = first == '"' || first == '\'' || first == '`';
    return isPlain ? first == last : isTypographicQuote(first) && isTypographicQuote(last);
}

bool isBlank(char32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x00A0;
}

bool isNameCharacter(char32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

QString named(char32_t c)
{
    return QStringLiteral("U+%1").arg(QString::number(static_cast<uint>(c), 16).toUpper(), 4, QLatin1Char('0'));
}

/// How many characters `NAME=`, `export NAME=` or `name: ` take at the beginning; 0: there is none. The name is one
/// of a secret's: a secret may have an equals sign of its own.
qsizetype assignmentLength(const Characters &text)
{
    QString words;
    std::size_t at = 0;
    constexpr std::size_t Longest = 64;
    while (at < text.size() && at < Longest && (isNameCharacter(text[at].value) || text[at].value == ' ')) {
        words += QChar(static_cast<char16_t>(text[at].value));
        ++at;
    }
    if (at >= text.size() || (text[at].value != '=' && text[at].value != ':'))
        return 0;
    const bool isColon = text[at].value == ':';
    ++at;
    if (isColon && (at >= text.size() || text[at].value != ' '))
        return 0;
    words = words.trimmed();
    if (words.startsWith(QLatin1String("export ")))
        words = words.mid(7).trimmed();
    if (words.isEmpty() || words.contains(QLatin1Char(' ')))
        return 0;
    const QString upper = words.toUpper();
    bool isSecretName = false;
    for (const char *part : {"SECRET", "TOKEN", "API_KEY", "APIKEY", "PASSWORD", "SERVICE_ACCOUNT"})
        isSecretName = isSecretName || upper.contains(QLatin1String(part));
    if (!isSecretName)
        return 0;
    while (at < text.size() && text[at].value == ' ')
        ++at;
    return at < text.size() ? static_cast<qsizetype>(at) : 0; // a name alone is no assignment
}

} // namespace

SecretText SecretText::read(QByteArrayView text)
{
    SecretText result;
    Characters rest;
    const Characters all = charactersOf(text);
    const auto note = [&result](Kind kind, const Character &character) {
        result.flaws << SecretFlaw{kind, named(character.value), character.position};
    };
    for (const Character &character : all) {
        if (!isInvisible(character.value))
            rest.push_back(character);
        else
            note(character.value == 0xFEFF && character.position == 1 ? Kind::ByteOrderMark : Kind::Invisible,
                 character);
    }
    if (const qsizetype length = assignmentLength(rest); length > 0) {
        note(Kind::Assignment, rest.front());
        rest.erase(rest.begin(), rest.begin() + length);
    }
    constexpr std::size_t Pair = 2;
    if (rest.size() > Pair && isPair(rest.front().value, rest.back().value)) {
        note(Kind::Quotes, rest.front());
        rest.erase(rest.begin());
        rest.pop_back();
    }
    SecretBuilder secret;
    for (const Character &character : rest) {
        const bool isAtEnd = &character == &rest.front() || &character == &rest.back();
        if (isAtEnd && isBlank(character.value))
            note(Kind::Blank, character);
        else if (isDash(character.value))
            note(Kind::TypographicDash, character);
        else if (isTypographicQuote(character.value))
            note(Kind::TypographicQuote, character);
        secret.append(character.bytes);
    }
    result.secret = std::move(secret).take();
    return result;
}
