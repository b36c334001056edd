#include "pomerium/ExportParts.h"

#include "core/ServerText.h"
#include "pomerium/ServiceAccount.h"
#include "pomerium/ValueEncoding.h"

#include <QRegularExpression>

#include <algorithm>

namespace pomerium::parts {

using Reason = ExportError::Reason;

namespace {

/// Go's time.ParseDuration; a number without a unit is fatal or, in YAML, nanoseconds.
QString duration(std::chrono::milliseconds time)
{
    if (time.count() % 60'000 == 0)
        return QStringLiteral("%1m").arg(time.count() / 60'000);
    if (time.count() % 1'000 == 0)
        return QStringLiteral("%1s").arg(time.count() / 1'000);
    return QStringLiteral("%1ms").arg(time.count());
}

std::optional<ExportError> problemOfProviderUrl(const QString &text)
{
    const auto problem = [&](const QString &detail) {
        return ExportError{Reason::InvalidProviderUrl, QStringLiteral("IDP_PROVIDER_URL"), detail, std::nullopt};
    };
    for (const QChar c : text) {
        if (c.isSpace() || c.category() == QChar::Other_Control || QStringLiteral("\"'`<>\\").contains(c))
            return problem(serverText(QStringView(&c, 1)));
    }
    static const QRegularExpression url(QStringLiteral(R"(\A(https?)://([^/?#@]+)(/[^?#]*)?([?#].*)?\z)"),
                                        QRegularExpression::CaseInsensitiveOption);
    const auto match = url.match(text);
    if (text.contains(QLatin1Char('@')))
        return problem(QStringLiteral("@")); // never repeated: it may be a password
    if (!match.hasMatch())
        return problem(serverText(QStringView(text), 100));
    if (!match.captured(4).isEmpty())
        return problem(match.captured(4).left(1));
    static const QRegularExpression notAnIssuer(
        QStringLiteral(R"(/\.well-known(/|\z)|/oauth2/callback/?\z|/oauth2/v1(/|\z)|/oauth2/[^/]+/v1(/|\z)|//)"));
    if (const auto path = notAnIssuer.match(match.captured(3)); path.hasMatch())
        return problem(path.captured(0));
    return std::nullopt;
}

} // namespace

Writer::Writer(Rendering rendering, const IdentityProviderSettings &settings)
    : m_rendering(rendering)
{
    if (rendering == Rendering::Masked)
        m_secrets = settings.secrets();
}

void Writer::value(const Secret &encoded, const Secret &original, bool isSecret)
{
    if (m_rendering == Rendering::Plain || !(isSecret || holdsSecret(original))) {
        m_bytes.append(encoded.reveal());
        return;
    }
    const QByteArrayView shown = encoded.reveal();
    const bool isQuoted = shown.size() >= 2 && (shown.front() == '\'' || shown.front() == '"')
        && shown.front() == shown.back() && !(original.reveal() == shown);
    if (isQuoted)
        m_bytes.append(shown.front());
    text(maskedSecret());
    if (isQuoted)
        m_bytes.append(shown.front());
}

bool Writer::holdsSecret(const Secret &value) const
{
    return std::any_of(m_secrets.begin(), m_secrets.end(), [&](const Secret &secret) {
        const QByteArrayView haystack = value.reveal();
        const QByteArrayView needle = secret.reveal();
        return needle.size() > 4
            && std::search(haystack.begin(), haystack.end(), needle.begin(), needle.end()) != haystack.end();
    });
}

Unexpected<ExportError> refused(Reason reason, const QString &key, const QString &detail,
                                std::optional<ExportFormat> suggestion)
{
    return Unexpected(ExportError{reason, key, detail, suggestion});
}

Secret plain(const QString &text)
{
    return Secret::fromText(text);
}

Release releaseOf(const IdentityProviderSettings &settings)
{
    return settings.release.value_or(Release::newest());
}

bool writesServiceAccount(const IdentityProviderSettings &settings)
{
    return settings.apiToken && !settings.apiToken->isEmpty() && releaseOf(settings).usesServiceAccount();
}

DirectoryRefresh directoryRefresh(const IdentityProviderSettings &settings)
{
    DirectoryRefresh refresh;
    // IDP_REFRESH_DIRECTORY_* came with 0.10.0.
    if (!releaseOf(settings).usesServiceAccount() || !releaseOf(settings).isAtLeast(0, 10))
        return refresh;
    if (settings.forecast && !settings.forecast->fitsDefaults() && writesServiceAccount(settings)) {
        refresh.timeout = duration(settings.forecast->timeout);
        refresh.interval = duration(settings.forecast->interval);
    }
    if (settings.directoryTimeout)
        refresh.timeout = duration(*settings.directoryTimeout);
    if (settings.directoryInterval)
        refresh.interval = duration(*settings.directoryInterval);
    return refresh;
}

/// `openid` and so on, and `groups`: Okta's own server puts groups into the ID token only when they are asked for.
QStringList scopesToWrite(const IdentityProviderSettings &settings)
{
    if (settings.scopes)
        return *settings.scopes;
    if (settings.groupsFromClaim && releaseOf(settings).isAtLeast(0, 20) && settings.isOrganizationServer())
        return {QStringLiteral("openid"), QStringLiteral("profile"), QStringLiteral("email"), QStringLiteral("groups"),
                QStringLiteral("offline_access")};
    return {};
}

/// What every format needs, whatever it writes of it.
std::optional<ExportError> problemOf(const IdentityProviderSettings &settings)
{
    const auto missing = [](const char *key) {
        return ExportError{Reason::MissingValue, QString::fromLatin1(key), {}, std::nullopt};
    };
    if (settings.providerUrl.isEmpty())
        return missing("IDP_PROVIDER_URL");
    if (settings.clientId.isEmpty())
        return missing("IDP_CLIENT_ID");
    if (settings.clientSecret.isEmpty() && !settings.clientSecretPath && !settings.reference(u"IDP_CLIENT_SECRET"))
        return missing("IDP_CLIENT_SECRET");
    if (settings.clientSecretPath) {
        if (settings.clientSecretPath->isEmpty())
            return missing("IDP_CLIENT_SECRET_FILE");
        if (!releaseOf(settings).hasClientSecretFile())
            return ExportError{Reason::NotReadByRelease, QStringLiteral("IDP_CLIENT_SECRET_FILE"),
                               QStringLiteral("0.18"), std::nullopt};
    }
    return problemOfProviderUrl(settings.providerUrl);
}

std::optional<ExportError> problemOfToken(const IdentityProviderSettings &settings)
{
    if (!settings.apiToken)
        return std::nullopt;
    for (const char c : settings.apiToken->reveal()) {
        // RFC 9110 5.5; a blank inside is no token either.
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F)
            return ExportError{Reason::InvalidApiToken, QStringLiteral("IDP_SERVICE_ACCOUNT"),
                               QStringLiteral("U+%1").arg(static_cast<unsigned char>(c), 4, 16, QLatin1Char('0')),
                               std::nullopt};
    }
    return std::nullopt;
}

Secret serviceAccountValue(const IdentityProviderSettings &settings)
{
    return settings.release ? ServiceAccount::encodeFor(*settings.apiToken, *settings.release)
                            : ServiceAccount::encode(*settings.apiToken);
}

/// The settings of environment file and config.yaml, in the order of the documented page and then of use.
Settings settingsToWrite(const IdentityProviderSettings &settings)
{
    Settings list;
    const auto add = [&list](const char *key, Secret value, bool isSecret = false) {
        list.push_back(Setting{QString::fromLatin1(key), std::move(value), isSecret});
    };
    add("IDP_PROVIDER", plain(QStringLiteral("okta")));
    add("IDP_PROVIDER_URL", plain(settings.providerUrl));
    add("IDP_CLIENT_ID", plain(settings.clientId));
    // A reference into a secret store stays what it is.
    const auto addReference = [&](const char *key) {
        const OtherVariable *reference = settings.reference(QString::fromLatin1(key));
        if (reference)
            list.push_back(Setting{QString::fromLatin1(key), reference->value.clone(), true, true});
        return reference != nullptr;
    };
    if (settings.clientSecretPath)
        add("IDP_CLIENT_SECRET_FILE", plain(*settings.clientSecretPath));
    else if (!addReference("IDP_CLIENT_SECRET"))
        add("IDP_CLIENT_SECRET", settings.clientSecret.clone(), true);
    if (releaseOf(settings).usesServiceAccount() && !addReference("IDP_SERVICE_ACCOUNT")
        && writesServiceAccount(settings))
        add("IDP_SERVICE_ACCOUNT", serviceAccountValue(settings), true);
    if (settings.authenticateUrl)
        add("AUTHENTICATE_SERVICE_URL", plain(settings.authenticateUrl->toString()));
    // Pomerium splits at commas and does not trim.
    if (const QStringList scopes = scopesToWrite(settings); !scopes.isEmpty())
        add("IDP_SCOPES", plain(scopes.join(QLatin1Char(','))));
    const DirectoryRefresh refresh = directoryRefresh(settings);
    if (refresh.timeout)
        add("IDP_REFRESH_DIRECTORY_TIMEOUT", plain(*refresh.timeout));
    if (refresh.interval)
        add("IDP_REFRESH_DIRECTORY_INTERVAL", plain(*refresh.interval));
    if (!addReference("COOKIE_SECRET") && settings.cookieSecret && !settings.cookieSecret->isEmpty())
        add("COOKIE_SECRET", settings.cookieSecret->clone(), true);
    if (!addReference("SHARED_SECRET") && settings.sharedSecret && !settings.sharedSecret->isEmpty())
        add("SHARED_SECRET", settings.sharedSecret->clone(), true);
    return list;
}

Unexpected<ExportError> forKey(ExportError error, const QString &key)
{
    error.key = key;
    return Unexpected(std::move(error));
}

/// "# " in front of every line.
QString commented(const QString &text)
{
    QString lines;
    const auto parts = QStringView(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QStringView line : parts)
        lines += QStringLiteral("# ") + line.toString() + QLatin1Char('\n');
    return lines;
}

bool namesGroupsInPolicy(const IdentityProviderSettings &settings)
{
    return settings.groupsFromClaim && releaseOf(settings).isAtLeast(0, 20);
}

QString policyComment(const IdentityProviderSettings &settings)
{
    if (!namesGroupsInPolicy(settings))
        return {};
    return commented(QStringLiteral("In a route, to let the group NAME in:\n")
                     + policyFragment(settings.release, QStringLiteral("NAME")));
}

/// Pomerium does not start with the variable before it reads JSON from it.
bool leavesOutRequestParameters(const IdentityProviderSettings &settings)
{
    return !releaseOf(settings).readsRequestParametersVariable();
}

bool isRequestParameters(const OtherVariable &variable)
{
    return variable.key == QLatin1String("IDP_REQUEST_PARAMS");
}

bool hasRemovedRouteSettings(QByteArrayView configuration)
{
    // The key of a route, not a comment about it.
    static const QRegularExpression key(QStringLiteral(R"(^[ \t]*(?:-[ \t]+)*["']?allowed_groups["']?[ \t]*:)"),
                                        QRegularExpression::MultilineOption);
    return configuration.contains(QByteArrayView("allowed_groups"))
        && key.match(QString::fromUtf8(configuration)).hasMatch();
}

std::optional<ExportError> writeYaml(Writer &writer, QByteArrayView prefix, const QString &key, const Secret &value,
                                     bool isSecret)
{
    auto encoded = yamlValue(value.reveal());
    if (!encoded) {
        ExportError error = std::move(encoded).error();
        error.key = key;
        return error;
    }
    writer.text(prefix);
    writer.value(*encoded, value, isSecret);
    writer.text("\n");
    return std::nullopt;
}

void writeHead(ExportFormat format, Writer &writer, const IdentityProviderSettings &settings)
{
    if (settings.isPractice)
        writer.text(practiceComment());
    writer.text(traitsOf(format).comment);
}

} // namespace pomerium::parts
