#include "pomerium/ValueEncoding.h"

#include "core/SecretBuilder.h"
#include "core/ServerText.h"

#include <algorithm>
#include <optional>

namespace pomerium {

namespace {

using Reason = ExportError::Reason;

/// A code point and where it begins, read from valid UTF-8.
struct CodePoint
{
    char32_t value = 0;
    qsizetype size = 0;
};

constexpr char32_t MalformedUtf8 = 0xFFFFFFFF;

/// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
CodePoint codePointAt(QByteArrayView bytes, qsizetype at)
{
    const auto byte = [&](qsizetype i) -> unsigned {
        return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U;
    };
    const auto isContinuation = [&](qsizetype i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    if (first < 0x80)
        return {first, 1};
    if (first >= 0xC2 && first <= 0xDF && isContinuation(1))
        return {((first & 0x1FU) << 6) | (byte(1) & 0x3FU), 2};
    if (first >= 0xE0 && first <= 0xEF && isContinuation(1) && isContinuation(2)) {
        const char32_t value = ((first & 0x0FU) << 12) | ((byte(1) & 0x3FU) << 6) | (byte(2) & 0x3FU);
        if (value >= 0x800 && (value < 0xD800 || value > 0xDFFF))
            return {value, 3};
    }
    if (first >= 0xF0 && first <= 0xF4 && isContinuation(1) && isContinuation(2) && isContinuation(3)) {
        const char32_t value =
            ((first & 0x07U) << 18) | ((byte(1) & 0x3FU) << 12) | ((byte(2) & 0x3FU) << 6) | (byte(3) & 0x3FU);
        if (value >= 0x10000 && value <= 0x10FFFF)
            return {value, 4};
    }
    return {MalformedUtf8, 1};
}

/// The character to show a person, with its number: control characters cannot be seen.
QString named(char32_t character)
{
    QString number =
        QStringLiteral("U+%1").arg(QString::number(static_cast<uint>(character), 16).toUpper(), 4, QLatin1Char('0'));
    if (character <= 0x20 || character == 0x7F)
        return number;
    // fromUcs4() takes a byte order mark for one.
    const QString text =
        character <= 0xFFFF ? QString(QChar(static_cast<char16_t>(character))) : QString::fromUcs4(&character, 1);
    return QStringLiteral("%1 (%2)").arg(serverText(QStringView(text)), number);
}

Unexpected<ExportError> refused(Reason reason, const QString &detail = {})
{
    return Unexpected(ExportError{reason, {}, detail, std::nullopt});
}

/// What no consumer carries.
std::optional<ExportError> impossible(QByteArrayView value)
{
    for (qsizetype at = 0; at < value.size();) {
        const CodePoint point = codePointAt(value, at);
        if (point.value == MalformedUtf8)
            return ExportError{Reason::NotUtf8,
                               {},
                               QStringLiteral("0x%1").arg(static_cast<uint>(static_cast<unsigned char>(value[at])), 2,
                                                          16, QLatin1Char('0')),
                               std::nullopt};
        if (point.value == 0)
            return ExportError{Reason::NulCharacter, {}, named(0), std::nullopt};
        at += point.size;
    }
    return std::nullopt;
}

/// The first character for which `isCarried` is false.
template <typename Predicate> std::optional<char32_t> firstNotCarried(QByteArrayView value, Predicate isCarried)
{
    for (qsizetype at = 0; at < value.size();) {
        const CodePoint point = codePointAt(value, at);
        if (!isCarried(point.value))
            return point.value;
        at += point.size;
    }
    return std::nullopt;
}

bool isSafe(char32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'
        || c == ':' || c == '/' || c == '@' || c == '+' || c == '=' || c == ',' || c == '-';
}

/// `open` value `close`, with each of `special` replaced by what `escaped` says.
template <typename Escape> Secret quoted(char quote, QByteArrayView value, Escape escaped)
{
    SecretBuilder text;
    text.append(quote);
    for (const char c : value)
        escaped(text, c);
    text.append(quote);
    return std::move(text).take();
}

EncodedValue dockerValue(QByteArrayView value)
{
    if (const auto c = firstNotCarried(value, [](char32_t p) { return p != '\n' && p != '\r'; }))
        return refused(Reason::NotCarried, named(*c));
    return Secret(value);
}

EncodedValue shellValue(QByteArrayView value)
{
    return quoted('\'', value, [](SecretBuilder &text, char c) {
        if (c == '\'')
            text.append(QByteArrayView("'\\''"));
        else
            text.append(c);
    });
}

EncodedValue systemdValue(QByteArrayView value)
{
    // A value with another control character or a noncharacter of Unicode is dropped (env_value_is_valid,
    // unichar_is_valid).
    const auto isCarried = [](char32_t p) {
        const bool isNoncharacter = (p >= 0xFDD0 && p <= 0xFDEF) || (p & 0xFFFEU) == 0xFFFE;
        return ((p >= 0x20 && p != 0x7F) || p == '\t' || p == '\n') && !isNoncharacter;
    };
    if (const auto c = firstNotCarried(value, isCarried))
        return refused(Reason::NotCarried, named(*c));
    return quoted('"', value, [](SecretBuilder &text, char c) {
        if (c == '"' || c == '\\' || c == '$' || c == '`')
            text.append('\\');
        text.append(c);
    });
}

EncodedValue composeValue(QByteArrayView value)
{
    if (value.contains('\r'))
        return refused(Reason::NotCarried, named('\r')); // CR LF is rewritten before the file is read
    if (value.contains('\n')) {
        // Only "..." knows \n, and there $, \ and quotes are read in different ways by different versions.
        for (const char c : {'$', '\\', '"', '`'}) {
            if (value.contains(c))
                return refused(Reason::NotCarried, QStringLiteral("U+000A, %1").arg(named(static_cast<char32_t>(c))));
        }
        return quoted('"', value, [](SecretBuilder &text, char c) {
            if (c == '\n')
                text.append(QByteArrayView("\\n"));
            else
                text.append(c);
        });
    }
    // A backslash is itself in '...', but not in front of a quote; v1 takes two for one.
    for (qsizetype at = value.indexOf('\\'); at >= 0; at = value.indexOf('\\', at + 1)) {
        if (at + 1 == value.size() || value[at + 1] == '\'' || value[at + 1] == '\\')
            return refused(Reason::NotCarried, named('\\'));
    }
    // v1 substitutes ${...} even there.
    if (const qsizetype at = value.indexOf("${"); at >= 0 && value.indexOf('}', at) >= 0)
        return refused(Reason::NotCarried, QStringLiteral("${…}"));
    return quoted('\'', value, [](SecretBuilder &text, char c) {
        if (c == '\'')
            text.append('\\');
        text.append(c);
    });
}

EncodedValue powershellValue(QByteArrayView value)
{
    const auto isCarried = [](char32_t p) { return (p >= 0x20 && p < 0x7F) || p == '\t'; };
    if (const auto c = firstNotCarried(value, isCarried))
        return refused(Reason::NotCarried, named(*c));
    return quoted('\'', value, [](SecretBuilder &text, char c) {
        if (c == '\'')
            text.append(c);
        text.append(c);
    });
}

} // namespace

bool isSafeEverywhere(QByteArrayView value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return isSafe(static_cast<unsigned char>(c)); });
}

EncodedValue environmentValue(ExportFormat format, QByteArrayView value)
{
    if (auto error = impossible(value))
        return Unexpected(std::move(*error));
    // Docker and kubectl read lines of less than 64 KiB; keys of ours are shorter than 256 bytes.
    constexpr qsizetype Longest = 64 * 1024 - 256;
    if (value.size() > Longest)
        return refused(Reason::TooLong, QString::number(Longest));

    if (format == ExportFormat::EnvPowershell)
        return powershellValue(value);
    const auto unsafe = firstNotCarried(value, isSafe);
    if (!unsafe)
        return Secret(value);
    switch (format) {
    case ExportFormat::EnvDocker:
        return dockerValue(value);
    case ExportFormat::EnvCompose:
        return composeValue(value);
    case ExportFormat::EnvSystemd:
        return systemdValue(value);
    case ExportFormat::EnvShell:
        return shellValue(value);
    default: // Env has no quoting; the others are no environment files
        return refused(Reason::UnsafeCharacter, named(*unsafe));
    }
}

EncodedValue yamlValue(QByteArrayView value)
{
    if (auto error = impossible(value))
        return Unexpected(std::move(*error));
    // The printable characters of YAML 1.2.2, 5.1, without line breaks (also those of YAML 1.1) and byte order mark.
    const auto isCarried = [](char32_t p) {
        return p == '\t' || (p >= 0x20 && p <= 0x7E)
            || (p >= 0xA0 && p <= 0xFFFD && p != 0x2028 && p != 0x2029 && p != 0xFEFF) || p >= 0x10000;
    };
    if (const auto c = firstNotCarried(value, isCarried))
        return refused(Reason::NotCarried, named(*c));
    return quoted('\'', value, [](SecretBuilder &text, char c) {
        if (c == '\'')
            text.append(c);
        text.append(c);
    });
}

EncodedValue plainLine(QByteArrayView value)
{
    if (auto error = impossible(value))
        return Unexpected(std::move(*error));
    const auto isCarried = [](char32_t p) {
        return p >= 0x20 && !(p >= 0x7F && p < 0xA0) && p != 0x2028 && p != 0x2029;
    };
    if (const auto c = firstNotCarried(value, isCarried))
        return refused(Reason::NotCarried, named(*c));
    return Secret(value);
}

} // namespace pomerium
