#include "core/Json.h"

#include <QJsonDocument>
#include <QJsonParseError>

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <vector>

namespace {

constexpr int MaximumDepth = 64;

/// Walks the text without building anything, and stops at the first object that names a member twice.
/// Qt's parser keeps the last one silently; nlohmann's event interface is what tells.
class MemberNames final : public nlohmann::json_sax<nlohmann::json>
{
public:
    [[nodiscard]] bool duplicateFound() const { return m_duplicate; }
    [[nodiscard]] bool tooDeep() const { return m_tooDeep; }
    [[nodiscard]] const std::string &problem() const { return m_problem; }

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t &) override { return true; }
    bool string(string_t &) override { return true; }
    bool binary(binary_t &) override { return true; }
    bool start_object(std::size_t) override
    {
        m_names.emplace_back();
        return deeper();
    }
    bool key(string_t &name) override
    {
        if (m_names.back().insert(name).second)
            return true;
        m_duplicate = true;
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
    bool deeper()
    {
        m_tooDeep = ++m_depth > MaximumDepth;
        if (m_tooDeep)
            m_problem = "nested deeper than " + std::to_string(MaximumDepth) + " levels";
        return !m_tooDeep;
    }

    std::vector<std::set<std::string>> m_names;
    std::string m_problem;
    int m_depth = 0;
    bool m_duplicate = false;
    bool m_tooDeep = false;
};

Unexpected<JsonError> because(JsonError::Reason reason, QString detail)
{
    return Unexpected(JsonError{reason, std::move(detail)});
}

Expected<QJsonDocument, JsonError> parse(QByteArrayView bytes, DuplicateMembers duplicates)
{
    const QByteArrayView trimmed = bytes.trimmed();
    if (trimmed.isEmpty())
        return because(JsonError::Reason::Empty, QStringLiteral("the body is empty"));
    if (trimmed.front() == '<')
        return because(JsonError::Reason::LooksLikeHtml, QStringLiteral("the body begins with '<'"));

    MemberNames names;
    const bool walked = nlohmann::json::sax_parse(trimmed.begin(), trimmed.end(), &names);
    if (names.duplicateFound()) {
        if (duplicates == DuplicateMembers::Reject)
            return because(JsonError::Reason::DuplicateMember, QString::fromStdString(names.problem()));
    } else if (!walked) {
        return because(JsonError::Reason::Malformed, QString::fromStdString(names.problem()));
    }

    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(trimmed.toByteArray(), &error);
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
