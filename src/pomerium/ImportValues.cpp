#include "pomerium/ImportValues.h"

#include <QRegularExpression>

#include <cmath>

namespace pomerium {

bool isPlaceholder(const QString &value)
{
    static const QRegularExpression placeholder(
        QStringLiteral(R"(\A(?:<.*>|\{.*\}|\$\{.*\}|\.\.\.+|…|x{3,}|REPLACE[_ -]?ME|CHANGE[_ -]?ME)"
                       R"(|YOUR[_ -].*|OKTA_CLIENT_.*|.*\{your.*\}.*|.*yourOktaDomain.*|.*your-org.*)"
                       R"(|https?://(?:dev-108295|corp)(?:-admin)?\.okta(?:preview)?\.com/?)\z)"),
        QRegularExpression::CaseInsensitiveOption);
    return placeholder.match(value).hasMatch();
}

std::optional<QString> referenceKind(QByteArrayView value)
{
    struct Form
    {
        const char *pattern;
        const char *kind;
    };
    static constexpr Form Forms[] = {
        {R"(\Aop://)", "1Password"},
        {R"(\AENC\[)", "SOPS"},
        {R"(\A(?:secret)?ref\+)", "vals"},
        {R"(\A@Microsoft\.KeyVault\()", "Azure Key Vault"},
        {R"(\Ahttps://[A-Za-z0-9-]+\.vault\.azure\.net/)", "Azure Key Vault"},
        {R"(\Aarn:aws[a-z-]*:)", "AWS"},
        {R"(\{\{resolve:)", "AWS"},
        {R"(\Aprojects/[^/]+/secrets/)", "Google Secret Manager"},
        {R"(\A(?:vault|gcpsm|awssm|awsssm|azkv|bws?|keeper|doppler|infisical|akeyless|sm|secretsmanager|ssm)://?)",
         "secret store"},
        {R"(\Avault:)", "Vault"},
        {R"(\A\$ANSIBLE_VAULT)", "Ansible Vault"},
        {R"(\{\{.*\}\}|\{%.*%\}|<%.*%>|\A\$\{[^}]*\}\z|\A\$\([^)]*\)\z|\A%\{?[A-Z_]+\}?%?\z)", "template"},
        {R"(\A(?:\*{3,}|x{8,}|X{8,}|•{3,}|…|redacted|masked|hidden|\[(?:redacted|masked|hidden|secret)\])\z)", "mask"}};
    constexpr qsizetype Longest = 4096;
    if (value.size() > Longest)
        return std::nullopt;
    const QString text = QString::fromUtf8(value);
    for (const Form &form : Forms) {
        if (QRegularExpression(QString::fromUtf8(form.pattern), QRegularExpression::UseUnicodePropertiesOption)
                .match(text)
                .hasMatch())
            return QString::fromLatin1(form.kind);
    }
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> duration(const QString &text)
{
    static const QRegularExpression whole(QStringLiteral(R"(\A\+?(?:[0-9]+(?:\.[0-9]+)?(?:h|m|s|ms|us|µs|ns))+\z)"));
    if (text.size() > 60 || !whole.match(text).hasMatch())
        return std::nullopt;
    static const QRegularExpression part(QStringLiteral(R"(([0-9]+(?:\.[0-9]+)?)(h|ms|m|s|us|µs|ns))"));
    double milliseconds = 0;
    for (auto parts = part.globalMatch(text); parts.hasNext();) {
        const auto match = parts.next();
        const QString unit = match.captured(2);
        const double factor = unit == QLatin1String("h") ? 3'600'000.0
            : unit == QLatin1String("m")                 ? 60'000.0
            : unit == QLatin1String("s")                 ? 1'000.0
            : unit == QLatin1String("ms")                ? 1.0
            : unit == QLatin1String("ns")                ? 0.000'001
                                                         : 0.001;
        milliseconds += match.captured(1).toDouble() * factor;
    }
    if (milliseconds < 1.0 || milliseconds > 1e13)
        return std::nullopt;
    return std::chrono::milliseconds(std::llround(milliseconds));
}

std::optional<QString> formatInsteadOfEnvironment(QByteArrayView text)
{
    const QByteArray sample = text.first(qMin<qsizetype>(text.size(), 64 * 1024)).toByteArray();
    const QString words = QString::fromUtf8(sample);
    static const QRegularExpression section(QStringLiteral(R"(\A\s*\[[A-Za-z-]+\]\s*$)"),
                                            QRegularExpression::MultilineOption);
    if (section.match(words).hasMatch())
        return QStringLiteral("systemd unit");
    static const QRegularExpression json(QStringLiteral(R"(\A\s*[{\[])"));
    if (json.match(words).hasMatch())
        return QStringLiteral("JSON");
    static const QRegularExpression manifest(QStringLiteral(R"(^(?:apiVersion|kind):\s)"),
                                             QRegularExpression::MultilineOption);
    if (manifest.match(words).hasMatch())
        return QStringLiteral("kubernetes");
    static const QRegularExpression assignment(QStringLiteral(R"(^\s*(?:export\s+|\$env:)?[A-Za-z_][\w.-]*\s*=)"),
                                               QRegularExpression::MultilineOption
                                                   | QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression member(QStringLiteral(R"(^["']?[A-Za-z_][\w-]*["']?\s*:(?:\s|$))"),
                                           QRegularExpression::MultilineOption);
    if (!assignment.match(words).hasMatch() && member.match(words).hasMatch())
        return QStringLiteral("config-yaml");
    return std::nullopt;
}

} // namespace pomerium
