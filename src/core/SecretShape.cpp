#include "core/SecretShape.h"

#include <QRegularExpression>

namespace {

struct Shape
{
    SecretShape shape;
    QRegularExpression pattern;
};

/// A run of token characters with both cases and a digit: an address has no capitals, and a name has spaces.
constexpr const char *Mixed = "(?=[A-Za-z_+/=-]*[0-9])(?=[0-9a-z_+/=-]*[A-Z])(?=[0-9A-Z_+/=-]*[a-z])";

const QList<Shape> &shapes()
{
    static const QList<Shape> list = [] {
        const auto pattern = [](const QString &text) { return QRegularExpression(text); };
        const QString mix = QLatin1String(Mixed);
        const QString begins = QStringLiteral("(?<![A-Za-z0-9_-])");
        const QString ends = QStringLiteral("(?![A-Za-z0-9_-])");
        return QList<Shape>{
            {SecretShape::PrivateKey, pattern(QStringLiteral("-----BEGIN [A-Z0-9 ]*PRIVATE KEY"))},
            {SecretShape::ServiceAccount, pattern(QStringLiteral("(?:eyJhcGlfa2V5|eyAiYXBpX2tleS|ewogICJhcGlfa2V5)"))},
            {SecretShape::JsonWebToken,
             pattern(QStringLiteral(R"(eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*)"))},
            {SecretShape::Credentials, pattern(QStringLiteral(R"(//[^/\s@:]*:[^/\s@]+@)"))},
            {SecretShape::ApiToken, pattern(begins + QStringLiteral("00[A-Za-z0-9_-]{40}") + ends)},
            {SecretShape::ClientSecret,
             pattern(begins + mix + QStringLiteral("(?:[A-Za-z0-9_-]{64}|[A-Za-z0-9_-]{40})") + ends)},
            {SecretShape::Random, pattern(begins + mix + QStringLiteral("[A-Za-z0-9_-]{40,}"))},
            // 32 bytes in base64, as Pomerium's own secrets are
            {SecretShape::Random, pattern(QStringLiteral("(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}="))},
            {SecretShape::Random, pattern(QStringLiteral("(?:gh[pousr]_[A-Za-z0-9]{20}|xox[abprs]-[A-Za-z0-9-]{10})"))},
            {SecretShape::Random,
             pattern(begins + QStringLiteral("(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{40,}") + ends)}};
    }();
    return list;
}

} // namespace

std::optional<SecretShape> secretShapeIn(QStringView text)
{
    // The shortest of them; most texts end here.
    constexpr qsizetype Shortest = 14;
    if (text.size() < Shortest && !text.contains(QLatin1Char('@')))
        return std::nullopt;
    for (const Shape &shape : shapes()) {
        if (shape.pattern.match(text.toString()).hasMatch())
            return shape.shape;
    }
    return std::nullopt;
}
