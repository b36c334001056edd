#include "authenticate/Mistake.h"

#include "core/OktaHost.h"
#include "core/SecretBuilder.h"

#include <QUrl>

namespace authenticate {

namespace {

Secret surrounded(QByteArrayView before, QByteArrayView bytes, QByteArrayView behind)
{
    SecretBuilder builder;
    builder.append(before);
    builder.append(bytes);
    builder.append(behind);
    return std::move(builder).take();
}

Secret wiped(QByteArray &&bytes)
{
    Secret secret(bytes);
    detail::cleanse(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return secret;
}

Secret base64(QByteArrayView bytes)
{
    return wiped(QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64());
}

QByteArray quoted(const QByteArray &text, char quote)
{
    return text.isEmpty() ? text : quote + text + quote;
}

QByteArrayList split(const QByteArray &text, char separator)
{
    return text.isEmpty() ? QByteArrayList() : text.split(separator);
}

/// The same in each value, as the text of the whole variable had it before it was split.
template <typename Change> void changeEvery(ProviderSettings &settings, Change change)
{
    settings.type = change(settings.type);
    settings.url = change(settings.url);
    settings.clientId = change(settings.clientId);
    settings.clientSecret = wiped(change(settings.clientSecret.reveal().toByteArray()));
    if (!settings.serviceAccount.isEmpty())
        settings.serviceAccount = wiped(change(settings.serviceAccount.reveal().toByteArray()));
    for (Secret &spelling : settings.serviceAccountSpellings)
        spelling = wiped(change(spelling.reveal().toByteArray()));
    settings.scopes = split(change(settings.scopes.join(',')), ',');
    // Pomerium does not start with such an authenticate service URL, so it has a sound one.
}

std::optional<QByteArray> adminUrl(const QByteArray &url)
{
    const QByteArray host = QUrl::fromEncoded(url).host().toLatin1();
    const QByteArray admin = hostWithAdmin(QString::fromLatin1(host)).toLatin1();
    const qsizetype at = url.toLower().indexOf(host);
    if (admin.isEmpty() || at < 0)
        return std::nullopt;
    return url.left(at) + admin + url.mid(at + host.size()); // byte for byte but for the host: it is hashed
}

QByteArray withoutPath(const QByteArray &url)
{
    const qsizetype authority = url.indexOf("://");
    const qsizetype path = authority < 0 ? -1 : url.indexOf('/', authority + 3);
    return path < 0 ? url : url.left(path);
}

/// Scheme, host and port of a redirect URI, as it was written.
QByteArray originOf(const QByteArray &redirectUri)
{
    return withoutPath(redirectUri);
}

} // namespace

QList<Mistake> everyMistake()
{
    return {Mistake::SecretLineFeed,
            Mistake::EveryValueDoubleQuotes,
            Mistake::SecretDoubleQuotes,
            Mistake::ScopesMissing,
            Mistake::ScopesSpaced,
            Mistake::SecretIsOtherSecret,
            Mistake::UrlSlash,
            Mistake::UrlAdminHost,
            Mistake::ClientIdMissing,
            Mistake::SecretMissing,
            Mistake::ScopesSeparatedBySpaces,
            Mistake::EveryValueCarriageReturn,
            Mistake::SecretCarriageReturn,
            Mistake::SecretCarriageReturnLineFeed,
            Mistake::EveryValueSingleQuotes,
            Mistake::SecretSingleQuotes,
            Mistake::SecretBase64,
            Mistake::SecretBase64OfLine,
            Mistake::SecretPercentEncoded,
            Mistake::SecretSpace,
            Mistake::SecretIsClientId,
            Mistake::UrlDefaultServer,
            Mistake::UrlWithoutPath,
            Mistake::UrlDoubleQuotes,
            Mistake::ClientIdDoubleQuotes,
            Mistake::ScopesDoubleQuotes,
            Mistake::ProviderDoubleQuotes,
            Mistake::ProviderMissing,
            Mistake::UrlMissing,
            Mistake::ServiceAccountMissing,
            Mistake::ServiceAccountDoubleQuotes,
            Mistake::ServiceAccountLineFeed,
            Mistake::RequestParametersMissing,
            Mistake::ClientIdOther,
            Mistake::ScopesOthers,
            Mistake::RequestParametersOther,
            Mistake::AuthenticateUrlOther};
}

std::optional<ProviderSettings> after(Mistake mistake, const ProviderSettings &settings, const Hints &hints)
{
    ProviderSettings changed = settings.clone();
    const QByteArrayView secret = settings.clientSecret.reveal();
    const auto withSecret = [&changed, &secret](Secret other) -> std::optional<ProviderSettings> {
        if (equalInConstantTime(other.reveal(), secret))
            return std::nullopt;
        changed.clientSecret = std::move(other);
        return std::move(changed);
    };
    const auto withText = [&changed](QByteArray ProviderSettings::*member,
                                     const QByteArray &text) -> std::optional<ProviderSettings> {
        if (changed.*member == text)
            return std::nullopt;
        changed.*member = text;
        return std::move(changed);
    };
    const auto withScopes = [&changed](const QByteArrayList &scopes) -> std::optional<ProviderSettings> {
        if (changed.scopes == scopes)
            return std::nullopt;
        changed.scopes = scopes;
        return std::move(changed);
    };
    const auto withServiceAccount = [&changed](auto change) -> std::optional<ProviderSettings> {
        if (changed.serviceAccount.isEmpty())
            return std::nullopt;
        changed.serviceAccount = change(changed.serviceAccount.reveal());
        for (Secret &spelling : changed.serviceAccountSpellings)
            spelling = change(spelling.reveal());
        return std::move(changed);
    };

    switch (mistake) {
    case Mistake::SecretLineFeed:
        return withSecret(surrounded({}, secret, "\n"));
    case Mistake::SecretCarriageReturnLineFeed:
        return withSecret(surrounded({}, secret, "\r\n"));
    case Mistake::SecretCarriageReturn:
        return withSecret(surrounded({}, secret, "\r"));
    case Mistake::SecretSpace:
        return withSecret(surrounded({}, secret, " "));
    case Mistake::SecretDoubleQuotes:
        return withSecret(surrounded("\"", secret, "\""));
    case Mistake::SecretSingleQuotes:
        return withSecret(surrounded("'", secret, "'"));
    case Mistake::SecretPercentEncoded:
        return withSecret(wiped(QByteArray::fromRawData(secret.data(), secret.size()).toPercentEncoding()));
    case Mistake::SecretBase64:
        return withSecret(base64(secret));
    case Mistake::SecretBase64OfLine:
        return withSecret(base64(surrounded({}, secret, "\n").reveal()));
    case Mistake::SecretIsOtherSecret:
        if (!hints.otherClientSecret || hints.otherClientSecret->isEmpty())
            return std::nullopt;
        return withSecret(hints.otherClientSecret->clone());
    case Mistake::SecretIsClientId:
        return withSecret(Secret(settings.clientId));
    case Mistake::SecretMissing:
        return withSecret(Secret());
    case Mistake::EveryValueDoubleQuotes:
        changeEvery(changed, [](const QByteArray &text) { return quoted(text, '"'); });
        return changed;
    case Mistake::EveryValueSingleQuotes:
        changeEvery(changed, [](const QByteArray &text) { return quoted(text, '\''); });
        return changed;
    case Mistake::EveryValueCarriageReturn:
        changeEvery(changed, [](const QByteArray &text) { return text.isEmpty() ? text : text + '\r'; });
        return changed;
    case Mistake::ScopesMissing:
        return withScopes({});
    case Mistake::ScopesSpaced:
        return withScopes(split(settings.scopes.join(", "), ','));
    case Mistake::ScopesSeparatedBySpaces:
        return withScopes(split(settings.scopes.join(' '), ','));
    case Mistake::ScopesDoubleQuotes:
        return withScopes(split(quoted(settings.scopes.join(','), '"'), ','));
    case Mistake::ScopesOthers:
        if (!hints.scope || hints.scope->isEmpty())
            return std::nullopt;
        return withScopes(hints.scope->split(' '));
    case Mistake::UrlSlash:
        return withText(&ProviderSettings::url, settings.url + '/');
    case Mistake::UrlAdminHost:
        return withText(&ProviderSettings::url, adminUrl(settings.url).value_or(settings.url));
    case Mistake::UrlDefaultServer:
        return withText(&ProviderSettings::url, withoutPath(settings.url) + "/oauth2/default");
    case Mistake::UrlWithoutPath:
        return withText(&ProviderSettings::url, withoutPath(settings.url));
    case Mistake::UrlMissing:
        return withText(&ProviderSettings::url, {});
    case Mistake::UrlDoubleQuotes:
        return withText(&ProviderSettings::url, quoted(settings.url, '"'));
    case Mistake::ClientIdDoubleQuotes:
        return withText(&ProviderSettings::clientId, quoted(settings.clientId, '"'));
    case Mistake::ClientIdMissing:
        return withText(&ProviderSettings::clientId, {});
    case Mistake::ClientIdOther:
        return withText(&ProviderSettings::clientId, hints.clientId.value_or(settings.clientId));
    case Mistake::ProviderMissing:
        return withText(&ProviderSettings::type, {});
    case Mistake::ProviderDoubleQuotes:
        return withText(&ProviderSettings::type, quoted(settings.type, '"'));
    case Mistake::ServiceAccountMissing:
        if (changed.serviceAccount.isEmpty())
            return std::nullopt;
        changed.serviceAccount = Secret();
        changed.serviceAccountSpellings.clear();
        return changed;
    case Mistake::ServiceAccountDoubleQuotes:
        return withServiceAccount([](QByteArrayView value) { return surrounded("\"", value, "\""); });
    case Mistake::ServiceAccountLineFeed:
        return withServiceAccount([](QByteArrayView value) { return surrounded({}, value, "\n"); });
    case Mistake::RequestParametersMissing:
        if (changed.requestParameters.empty())
            return std::nullopt;
        changed.requestParameters.clear();
        return changed;
    case Mistake::RequestParametersOther:
        if (!hints.requestParameters || hints.requestParameters->empty()
            || *hints.requestParameters == changed.requestParameters)
            return std::nullopt;
        changed.requestParameters = *hints.requestParameters;
        return changed;
    case Mistake::AuthenticateUrlOther:
        return withText(&ProviderSettings::authenticateUrl,
                        hints.redirectUri ? originOf(*hints.redirectUri) : settings.authenticateUrl);
    }
    Q_UNREACHABLE();
}

} // namespace authenticate
