#include "core/Json.h"

#include <QJsonDocument>
#include <QJsonParseError>

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <vector>

namespace {

constexpr int MaximumDepth = 64;

/// Walks the text without building anything, and stops at the first object that names a member twice, if that matters.
/// Qt's parser keeps the last one silently; nlohmann's event interface is what tells.
class Walk final : public nlohmann::json_sax<nlohmann::json>
{
public:
    explicit Walk(DuplicateMembers duplicates)
        : m_duplicates(duplicates)
    {
    }

    [[nodiscard]] bool duplicateFound() const { return m_duplicateFound; }
    /// Whether the text is one string, number, true, false or null: JSON, but nothing that Qt's parser takes.
    [[nodiscard]] bool isScalar() const { return m_isScalar; }
    [[nodiscard]] const std::string &problem() const { return m_problem; }

    bool null() override { return scalar(); }
    bool boolean(bool) override { return scalar(); }
    bool number_integer(number_integer_t) override { return scalar(); }
    bool number_unsigned(number_unsigned_t) override { return scalar(); }
    bool number_float(number_float_t, const string_t &) override { return scalar(); }
    bool string(string_t &) override { return scalar(); }
    bool binary(binary_t &) override { return scalar(); }
    bool start_object(std::size_t) override
    {
        m_names.emplace_back();
        return deeper();
    }
    bool key(string_t &name) override
    {
        if (m_names.back().insert(name).second || m_duplicates == DuplicateMembers::UseLast)
            return true;
        m_duplicateFound = true;
        m_problem = "member \"" + name + "\" occurs twice";
        return false;
    }
    bool end_object() override
    {
        m_names.pop_back();
        --m_depth;
        return true;
    }
    bool start_array(std::size_t) override { return deeper(); }
    bool end_array() override
    {
        --m_depth;
        return true;
    }
    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &) override
    {
        m_problem = "syntax error at byte " + std::to_string(position);
        return false;
    }

private:
    bool scalar()
    {
        m_isScalar = m_isScalar || m_depth == 0;
        return true;
    }

    bool deeper()
    {
        if (++m_depth <= MaximumDepth)
            return true;
        m_problem = "nested deeper than " + std::to_string(MaximumDepth) + " levels";
        return false;
    }

    const DuplicateMembers m_duplicates;
    std::vector<std::set<std::string>> m_names;
    std::string m_problem;
    int m_depth = 0;
    bool m_duplicateFound = false;
    bool m_isScalar = false;
};

Unexpected<JsonError> because(JsonError::Reason reason, QString detail)
{
    return Unexpected(JsonError{reason, std::move(detail)});
}

Expected<QJsonDocument, JsonError> parse(QByteArrayView bytes, DuplicateMembers duplicates)
{
    // RFC 8259 section 8.1 lets a parser refuse the mark, and Go's, which Pomerium reads with, does.
    const bool hasByteOrderMark = bytes.startsWith("\xEF\xBB\xBF");
    const QByteArrayView trimmed = bytes.sliced(hasByteOrderMark ? 3 : 0).trimmed();
    if (trimmed.isEmpty())
        return because(JsonError::Reason::Empty, QStringLiteral("the body is empty"));
    if (trimmed.front() == '<')
        return because(JsonError::Reason::LooksLikeHtml, QStringLiteral("the body begins with '<'"));
    if (hasByteOrderMark)
        return because(JsonError::Reason::Malformed, QStringLiteral("the body begins with a byte order mark"));

    Walk walk(duplicates);
    if (!nlohmann::json::sax_parse(bytes.begin(), bytes.end(), &walk)) {
        return because(walk.duplicateFound() ? JsonError::Reason::DuplicateMember : JsonError::Reason::Malformed,
                       QString::fromStdString(walk.problem()));
    }
    if (walk.isScalar())
        return because(JsonError::Reason::WrongType, QStringLiteral("the body is JSON but one bare value"));

    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(bytes.toByteArray(), &error);
    if (error.error != QJsonParseError::NoError)
        return because(JsonError::Reason::Malformed,
                       QStringLiteral("%1 at byte %2").arg(error.errorString()).arg(error.offset));
    return document;
}

} // namespace

Expected<QJsonObject, JsonError> parseJsonObject(QByteArrayView bytes, DuplicateMembers duplicates)
{
    auto document = parse(bytes, duplicates);
    if (!document)
        return Unexpected(std::move(document).error());
    if (!document->isObject())
        return because(JsonError::Reason::WrongType, QStringLiteral("the body is JSON but not an object"));
    return document->object();
}

Expected<QJsonArray, JsonError> parseJsonArray(QByteArrayView bytes)
{
    auto document = parse(bytes, DuplicateMembers::UseLast);
    if (!document)
        return Unexpected(std::move(document).error());
    if (!document->isArray())
        return because(JsonError::Reason::WrongType, QStringLiteral("the body is JSON but not an array"));
    return document->array();
}
