#include "setup/Requests.h"

#include "pomerium/RequestParameters.h"
#include "pomerium/SignInPolicy.h"

namespace setup {

namespace {

std::optional<Secret> unlessEmpty(const Secret &secret)
{
    return secret.isEmpty() ? std::nullopt : std::optional(secret.clone());
}

Secret orEmpty(const std::optional<Secret> &secret)
{
    return secret ? secret->clone() : Secret();
}

void add(InputFingerprint &print, const oidc::ProviderMetadata &metadata)
{
    const auto &[issuer, authorizationEndpoint, tokenEndpoint, jwksUri, userinfoEndpoint, revocationEndpoint,
                 algorithms, advertisesPkce, advertisesResponseIssuer, authentication] = metadata;
    print.add(QStringView(issuer));
    for (const QUrl &url : {authorizationEndpoint, tokenEndpoint, jwksUri, userinfoEndpoint, revocationEndpoint})
        print.add(QStringView(url.toString(QUrl::FullyEncoded)));
    print.add(algorithms)
        .add(qint64(advertisesPkce))
        .add(qint64(advertisesResponseIssuer))
        .add(static_cast<qint64>(authentication));
}

void add(InputFingerprint &print, const oidc::RelyingParty &party)
{
    const auto &[sendsPkce, takesEdDsa, readsAllKeysOrNone, readsCertificateUrls, sendsBasicFirst, notBeforeLeeway,
                 readsGroups, userInfoMembers, paddedStateSize] = party;
    print.add(static_cast<qint64>(sendsPkce))
        .add(static_cast<qint64>(takesEdDsa))
        .add(qint64(readsAllKeysOrNone))
        .add(static_cast<qint64>(readsCertificateUrls))
        .add(qint64(sendsBasicFirst))
        .add(qint64(notBeforeLeeway.count()))
        .add(qint64(readsGroups))
        .add(static_cast<qint64>(userInfoMembers.size()));
    for (const oidc::RelyingParty::TypedMember &member : userInfoMembers)
        print.add(QStringView(member.name)).add(static_cast<qint64>(member.type));
    print.add(qint64(paddedStateSize));
}

void add(InputFingerprint &print, const http::FormFields &parameters)
{
    print.add(qint64(parameters.size()));
    for (const auto &[name, value] : parameters)
        print.add(QString::fromUtf8(name)).add(QString::fromUtf8(value));
}

/// IDP_REQUEST_PARAMS of the file that these values lead to; none where they are in a form that is not read.
http::FormFields requestParameters(const Configuration &configuration)
{
    http::FormFields fields;
    const auto written = pomerium::requestParametersWritten(configuration.format, exportSettings(configuration));
    for (const auto &[name, value] : written.value_or(pomerium::RequestParameters()))
        fields.append({name, value});
    return fields;
}

} // namespace

oidc::LoginRequest loginRequest(const Configuration &configuration)
{
    oidc::LoginRequest request;
    request.issuer = configuration.issuer;
    request.clientId = configuration.clientId;
    request.clientSecret = configuration.clientSecret.clone();
    request.ports = configuration.redirectPorts;
    request.scopes = configuration.scopes();
    request.relyingParty = pomerium::signInPolicy(configuration.release);
    request.usesGroups = configuration.usesGroups;
    request.productionRedirectUri = configuration.pomeriumRedirectUri();
    request.moreParameters = requestParameters(configuration);
    return request;
}

bool hasUnreadParameters(const Configuration &configuration)
{
    return !pomerium::requestParametersWritten(configuration.format, exportSettings(configuration)).has_value();
}

std::optional<oidc::ClientProbeRequest> clientProbeRequest(const Configuration &configuration)
{
    if (!configuration.metadata)
        return std::nullopt;
    oidc::ClientProbeRequest request;
    request.metadata = *configuration.metadata;
    request.credentials = {configuration.clientId, configuration.clientSecret.clone(),
                           configuration.metadata->clientAuthentication};
    request.redirectUris = configuration.signInRedirectUris();
    request.scopes = configuration.scopes();
    request.relyingParty = pomerium::signInPolicy(configuration.release);
    request.moreParameters = requestParameters(configuration);
    return request;
}

std::optional<TokenCheckRequest> tokenCheckRequest(const Configuration &configuration)
{
    if (!configuration.org)
        return std::nullopt;
    auto token = okta::ApiToken::parse(configuration.apiToken);
    if (!token)
        return std::nullopt;
    return TokenCheckRequest{*configuration.org, std::move(*token)};
}

pomerium::IdentityProviderSettings exportSettings(const Configuration &configuration,
                                                  const std::optional<pomerium::SyncForecast> &forecast)
{
    const ImportedSettings &imported = configuration.imported;
    pomerium::IdentityProviderSettings settings;
    settings.providerUrl = configuration.issuer;
    settings.clientId = configuration.clientId;
    settings.clientSecret = configuration.clientSecret.clone();
    if (configuration.takesClientSecretPath() && !configuration.clientSecretPath.isEmpty())
        settings.clientSecretPath = configuration.clientSecretPath;
    settings.authenticateUrl = configuration.authenticateUrl;
    settings.release = configuration.release;
    settings.apiToken = unlessEmpty(configuration.usedApiToken());
    settings.groupsFromClaim = configuration.usesGroups && !configuration.release.usesServiceAccount();
    if (configuration.usesForecast)
        settings.forecast = forecast;
    settings.cookieSecret =
        unlessEmpty(configuration.generatesSecrets ? configuration.cookieSecret : imported.cookieSecret);
    settings.sharedSecret =
        unlessEmpty(configuration.generatesSecrets ? configuration.sharedSecret : imported.sharedSecret);
    settings.scopes = imported.scopes;
    settings.directoryTimeout = imported.directoryTimeout;
    settings.directoryInterval = imported.directoryInterval;
    settings.references = imported.references;
    settings.otherVariables = imported.otherVariables;
    settings.otherConfiguration = unlessEmpty(imported.otherConfiguration);
    return settings;
}

okta::WantedApplication wantedApplication(const Configuration &configuration)
{
    okta::WantedApplication wanted;
    wanted.label = configuration.applicationName.trimmed();
    if (configuration.authenticateUrl) {
        wanted.redirectUri = configuration.pomeriumRedirectUri();
        wanted.signOutRedirectUris = {configuration.authenticateUrl->toString()
                                      + QStringLiteral("/.pomerium/signed_out")};
    }
    wanted.testRedirectUris = configuration.loopbackRedirectUris();
    wanted.sendsSignOutUri = configuration.release.sendsSignOutRedirectUri();
    wanted.requiresPkce = configuration.release.usesPkce();
    wanted.issuer = configuration.issuer;
    if (configuration.org) {
        wanted.issuerMode = okta::issuerModeFor(configuration.issuer, *configuration.org, std::nullopt);
        wanted.authorizationServer = configuration.org->authorizationServer();
    }
    if (wanted.isCustomServer()) // the org's own server knows all of them
        wanted.scopes = configuration.scopes();
    wanted.usesGroupsClaim = configuration.usesGroups && !configuration.release.usesServiceAccount();
    wanted.isEveryoneChosen = configuration.access == Access::Everyone;
    return wanted;
}

QStringList groupNames(const Configuration &configuration)
{
    switch (configuration.access) {
    case Access::Everyone:
        return {QStringLiteral("Everyone")};
    case Access::NamedGroups:
        return configuration.accessGroups;
    case Access::Later:
        return {};
    }
    Q_UNREACHABLE();
}

ImportedSettings importedSettingsOf(const pomerium::Import &import, const QString &path)
{
    ImportedSettings imported;
    imported.path = path;
    imported.scopes = import.scopes;
    imported.directoryTimeout = import.directoryTimeout;
    imported.directoryInterval = import.directoryInterval;
    imported.cookieSecret = orEmpty(import.cookieSecret);
    imported.sharedSecret = orEmpty(import.sharedSecret);
    imported.references = import.references;
    imported.otherVariables = import.otherVariables;
    imported.otherConfiguration = orEmpty(import.otherConfiguration);
    return imported;
}

Configuration configurationOf(const pomerium::Import &import, const QString &path)
{
    Configuration configuration;
    configuration.organizationText = import.providerUrl.value_or(QString());
    if (const auto org = okta::OrgUrl::parse(configuration.organizationText))
        configuration.org = *org;
    configuration.authenticateUrl = import.authenticateUrl;
    if (import.authenticateUrl)
        configuration.authenticateText = import.authenticateUrl->toString();
    if (import.release)
        configuration.release = *import.release;
    configuration.clientId = import.clientId.value_or(QString());
    configuration.clientSecret = orEmpty(import.clientSecret);
    configuration.clientSecretPath = import.clientSecretPath.value_or(QString());
    configuration.apiToken = orEmpty(import.apiToken);
    configuration.callbackPath = import.callbackPath;
    configuration.format =
        import.otherConfiguration ? pomerium::ExportFormat::ConfigYaml : pomerium::ExportFormat::EnvDocker;
    configuration.imported = importedSettingsOf(import, path);
    // What the file asks for, not what would be written in its place.
    if (!configuration.imported.scopes) {
        configuration.imported.scopes = pomerium::defaultScopes();
        if (import.groupsFromClaim)
            configuration.imported.scopes->insert(configuration.imported.scopes->size() - 1, QStringLiteral("groups"));
    }
    return configuration;
}

void keepOtherSettings(pomerium::IdentityProviderSettings &settings, const pomerium::Import &before)
{
    const auto keep = [](std::optional<Secret> &ours, const std::optional<Secret> &theirs) {
        if (!ours && theirs)
            ours = theirs->clone();
    };
    keep(settings.cookieSecret, before.cookieSecret);
    keep(settings.sharedSecret, before.sharedSecret);
    keep(settings.otherConfiguration, before.otherConfiguration);
    if (!settings.scopes)
        settings.scopes = before.scopes;
    if (!settings.directoryTimeout)
        settings.directoryTimeout = before.directoryTimeout;
    if (!settings.directoryInterval)
        settings.directoryInterval = before.directoryInterval;
    if (settings.references.isEmpty())
        settings.references = before.references;
    if (settings.otherVariables.isEmpty())
        settings.otherVariables = before.otherVariables;
}

QByteArray fingerprint(const oidc::LoginRequest &request)
{
    const auto &[issuer, clientId, clientSecret, ports, scopes, browserTimeout, relyingParty, usesGroups, probes,
                 productionRedirectUri, moreParameters] = request;
    InputFingerprint print;
    print.add(QStringView(issuer)).add(QStringView(clientId)).add(clientSecret).add(static_cast<qint64>(ports.size()));
    for (const quint16 port : ports)
        print.add(qint64(port));
    print.add(scopes).add(qint64(browserTimeout.count()));
    add(print, relyingParty);
    add(print, moreParameters);
    return print.add(qint64(usesGroups)).add(qint64(probes)).add(QStringView(productionRedirectUri)).digest();
}

QByteArray fingerprint(const oidc::ClientProbeRequest &request)
{
    const auto &[metadata, credentials, redirectUris, scopes, relyingParty, moreParameters] = request;
    const auto &[clientId, clientSecret, method] = credentials;
    InputFingerprint print;
    add(print, metadata);
    print.add(QStringView(clientId)).add(clientSecret).add(static_cast<qint64>(method)).add(redirectUris).add(scopes);
    add(print, relyingParty);
    add(print, moreParameters);
    return print.digest();
}

QByteArray fingerprint(const TokenCheckRequest &request)
{
    const auto &[org, token] = request;
    return InputFingerprint().add(QStringView(org.toString())).add(token.value()).digest();
}

QByteArray fingerprint(const okta::WantedApplication &application)
{
    const auto &[label, marker, redirectUri, testRedirectUris, signOutRedirectUris, sendsSignOutUri, requiresPkce,
                 issuer, issuerMode, authorizationServer, scopes, usesGroupsClaim, groups, isEveryoneChosen] =
        application;
    InputFingerprint print;
    print.add(QStringView(label))
        .add(QStringView(marker))
        .add(QStringView(redirectUri))
        .add(testRedirectUris)
        .add(signOutRedirectUris)
        .add(qint64(sendsSignOutUri))
        .add(qint64(requiresPkce))
        .add(QStringView(issuer))
        .add(static_cast<qint64>(issuerMode))
        .add(QStringView(authorizationServer))
        .add(scopes)
        .add(qint64(usesGroupsClaim))
        .add(static_cast<qint64>(groups.size()));
    for (const okta::GroupReference &group : groups)
        print.add(QStringView(group.id)).add(QStringView(group.name));
    return print.add(qint64(isEveryoneChosen)).digest();
}

} // namespace setup
