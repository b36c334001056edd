#include "authenticate/ProviderSettings.h"

#include "pomerium/Export.h"
#include "pomerium/SignInPolicy.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <optional>

namespace authenticate {

namespace {

/// A JSON object of strings; nothing when it is something else.
std::optional<std::map<QByteArray, QByteArray>> parametersFromJson(QByteArrayView json)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray(json.data(), json.size()));
    if (!document.isObject())
        return std::nullopt;
    std::map<QByteArray, QByteArray> parameters;
    const QJsonObject object = document.object();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (!member->isString())
            return std::nullopt;
        parameters.emplace(member.key().toUtf8(), member->toString().toUtf8());
    }
    return parameters;
}

/// One scalar of YAML in its three usual forms; nothing for any other.
std::optional<QString> scalar(QString text)
{
    text = text.trimmed();
    if (text.size() >= 2 && text.startsWith(QLatin1Char('\'')) && text.endsWith(QLatin1Char('\'')))
        return text.mid(1, text.size() - 2).replace(QStringLiteral("''"), QStringLiteral("'"));
    if (text.size() >= 2 && text.startsWith(QLatin1Char('"')) && text.endsWith(QLatin1Char('"'))
        && !text.contains(QLatin1Char('\\')))
        return text.mid(1, text.size() - 2);
    static const QRegularExpression plain(QStringLiteral(R"(\A[A-Za-z0-9/][^#'"\[\]{}&*!|>%@`]*\z)"));
    if (!plain.match(text).hasMatch() || text.contains(QLatin1String(": ")))
        return std::nullopt;
    return text;
}

/// `idp_request_params` among other entries of a config.yaml: a block of `name: value`, or JSON on the line. Nothing
/// when it is written in another form of YAML; an empty map when it is not there.
std::optional<std::map<QByteArray, QByteArray>> parametersFromYaml(QByteArrayView yaml)
{
    std::map<QByteArray, QByteArray> parameters;
    bool isInside = false;
    const auto lines = QString::fromUtf8(yaml).split(QLatin1Char('\n'));
    for (QString line : lines) {
        if (line.endsWith(QLatin1Char('\r')))
            line.chop(1);
        const QString content = line.trimmed();
        if (content.isEmpty() || content.startsWith(QLatin1Char('#')))
            continue;
        const bool isIndented = line.startsWith(QLatin1Char(' '));
        const qsizetype colon = content.indexOf(QLatin1Char(':'));
        if (!isIndented) {
            isInside =
                colon > 0 && content.left(colon).compare(QLatin1String("idp_request_params"), Qt::CaseInsensitive) == 0;
            if (!isInside || colon + 1 == content.size())
                continue;
            return parametersFromJson(content.mid(colon + 1).trimmed().toUtf8());
        }
        if (!isInside)
            continue;
        if (colon < 0)
            return std::nullopt;
        const auto name = scalar(content.left(colon));
        const auto value = scalar(content.mid(colon + 1));
        if (!name || !value)
            return std::nullopt;
        parameters[name->toUtf8()] = value->toUtf8();
    }
    return parameters;
}

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

    std::optional<std::map<QByteArray, QByteArray>> parameters(std::in_place);
    if (settings.otherConfiguration)
        parameters = parametersFromYaml(settings.otherConfiguration->reveal());
    for (const auto &variable : settings.otherVariables) {
        if (variable->key == QLatin1String("IDP_REQUEST_PARAMS"))
            parameters = parametersFromJson(variable->value.reveal());
        else if (variable->key == QLatin1String("IDP_ACCESS_TOKEN_ALLOWED_AUDIENCES"))
            result.accessTokenAudiences =
                QByteArray(variable->value.reveal().data(), variable->value.size()).split(',');
    }
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
