#include "pomerium/RequestParameters.h"

#include "pomerium/ExportParts.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace pomerium {

namespace {

/// A JSON object of strings; nothing when it is something else.
std::optional<RequestParameters> parametersFromJson(QByteArrayView json)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray(json.data(), json.size()));
    if (!document.isObject())
        return std::nullopt;
    RequestParameters parameters;
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
std::optional<RequestParameters> parametersFromYaml(QByteArrayView yaml)
{
    RequestParameters parameters;
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

} // namespace

std::optional<RequestParameters> requestParametersOf(const IdentityProviderSettings &settings)
{
    for (const auto &variable : settings.otherVariables) {
        if (parts::isRequestParameters(*variable))
            return parametersFromJson(variable->value.reveal());
    }
    if (settings.otherConfiguration)
        return parametersFromYaml(settings.otherConfiguration->reveal());
    return RequestParameters();
}

std::optional<RequestParameters> requestParametersWritten(ExportFormat format, const IdentityProviderSettings &settings)
{
    IdentityProviderSettings written;
    switch (traitsOf(format).kind) {
    case FormatKind::Environment:
        if (!parts::leavesOutRequestParameters(settings))
            written.otherVariables = settings.otherVariables;
        break;
    case FormatKind::Configuration:
        if (settings.otherConfiguration)
            written.otherConfiguration = settings.otherConfiguration->clone();
        break;
    case FormatKind::Manifest:
    case FormatKind::SingleValue:
    case FormatKind::Sheet:
        break;
    }
    return requestParametersOf(written);
}

} // namespace pomerium
