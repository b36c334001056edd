#include "authenticate/ProviderSettings.h"

#include "pomerium/Export.h"
#include "pomerium/RequestParameters.h"
#include "pomerium/SignInPolicy.h"

namespace authenticate {

namespace {

/// As people, and earlier documentation, write the service account.
std::vector<Secret> spellingsOf(const Secret &apiToken)
{
    std::vector<Secret> spellings;
    const auto add = [&spellings](const QByteArray &before, const Secret &token, const QByteArray &behind) {
        QByteArray text = before + QByteArray(token.reveal().data(), token.size()) + behind;
        QByteArray encoded = text.toBase64();
        spellings.emplace_back(encoded);
        detail::cleanse(text.data(), static_cast<std::size_t>(text.size()));
        detail::cleanse(encoded.data(), static_cast<std::size_t>(encoded.size()));
    };
    add("{\"api_key\":\"", apiToken, "\"}");
    add("{\"api_key\": \"", apiToken, "\"}");
    add("{\"api_key\":\"", apiToken, "\"}\n");
    add("{\"api_key\": \"", apiToken, "\"}\n");
    add("{\n  \"api_key\": \"", apiToken, "\"\n}");
    add("{\n  \"api_key\": \"", apiToken, "\"\n}\n");
    add("", apiToken, "");
    return spellings;
}

} // namespace

ProviderSettings ProviderSettings::of(const pomerium::IdentityProviderSettings &settings)
{
    ProviderSettings result;
    result.url = settings.providerUrl.toUtf8();
    result.clientId = settings.clientId.toUtf8();
    if (!settings.clientSecretPath)
        result.clientSecret = settings.clientSecret.clone();
    if (settings.authenticateUrl)
        result.authenticateUrl = settings.authenticateUrl->toString().toUtf8();

    // What is written is what counts, and the export alone knows what it writes: this dialect has values as they are.
    if (const auto file = pomerium::exportAs(pomerium::ExportFormat::EnvDocker, settings)) {
        QByteArrayView rest = file->reveal();
        while (!rest.isEmpty()) {
            const qsizetype end = rest.indexOf('\n') < 0 ? rest.size() : rest.indexOf('\n');
            const QByteArrayView line = rest.first(end);
            rest = rest.sliced(qMin(end + 1, rest.size()));
            if (line.startsWith("IDP_SCOPES="))
                result.scopes = QByteArray(line.data(), line.size()).mid(11).split(',');
            else if (line.startsWith("IDP_SERVICE_ACCOUNT="))
                result.serviceAccount = Secret(line.sliced(20));
        }
    } else if (settings.scopes) {
        for (const QString &scope : *settings.scopes)
            result.scopes.append(scope.toUtf8());
    }
    if (!result.serviceAccount.isEmpty() && settings.apiToken)
        result.serviceAccountSpellings = spellingsOf(*settings.apiToken);

    for (const auto &variable : settings.otherVariables) {
        if (variable->key == QLatin1String("IDP_ACCESS_TOKEN_ALLOWED_AUDIENCES"))
            result.accessTokenAudiences =
                QByteArray(variable->value.reveal().data(), variable->value.size()).split(',');
    }
    auto parameters = pomerium::requestParametersOf(settings);
    result.areRequestParametersKnown = parameters.has_value();
    if (parameters)
        result.requestParameters = *std::move(parameters);
    return result;
}

ProviderSettings ProviderSettings::clone() const
{
    ProviderSettings copy;
    copy.type = type;
    copy.url = url;
    copy.clientId = clientId;
    copy.clientSecret = clientSecret.clone();
    copy.scopes = scopes;
    copy.serviceAccount = serviceAccount.clone();
    for (const Secret &spelling : serviceAccountSpellings)
        copy.serviceAccountSpellings.push_back(spelling.clone());
    copy.requestParameters = requestParameters;
    copy.accessTokenAudiences = accessTokenAudiences;
    copy.authenticateUrl = authenticateUrl;
    copy.areScopesKnown = areScopesKnown;
    copy.areRequestParametersKnown = areRequestParametersKnown;
    return copy;
}

QByteArrayList ProviderSettings::scopesInEffect() const
{
    if (!scopes.isEmpty())
        return scopes;
    QByteArrayList defaults;
    const auto list = pomerium::defaultScopes();
    for (const QString &scope : list)
        defaults.append(scope.toLatin1());
    return defaults;
}

} // namespace authenticate
