#include "okta/Application.h"

#include "core/ServerText.h"

#include <QUrl>

#include <algorithm>

namespace okta {

Expected<Application, JsonError> Application::parse(QJsonObject json)
{
    const QJsonValue id = json.value(QLatin1String("id"));
    if (!isUsableId(id.toString()))
        return Unexpected(JsonError{JsonError::Reason::WrongType,
                                    QStringLiteral("an app without \"id\", or with one that Okta never gives")});
    return Application(withValueAt(std::move(json), paths::ClientSecret, QJsonValue::Undefined));
}

Application::Application(QJsonObject json)
    : m_json(std::move(json))
{
}

QString Application::id() const
{
    return m_json.value(QLatin1String("id")).toString();
}

QString Application::clientId() const
{
    return serverText(at(paths::ClientId).toString(), 100);
}

QString Application::label() const
{
    return serverText(m_json.value(QLatin1String("label")).toString(), 100);
}

QString Application::status() const
{
    return serverText(m_json.value(QLatin1String("status")).toString(), 40);
}

QString Application::lastUpdated() const
{
    return serverText(m_json.value(QLatin1String("lastUpdated")).toString(), 40);
}

QString Application::adminNote() const
{
    return at(paths::AdminNote).toString();
}

bool Application::isOpenIdConnect() const
{
    return m_json.value(QLatin1String("signOnMode")).toString() == QLatin1String("OPENID_CONNECT")
        && m_json.value(QLatin1String("name")).toString() == QLatin1String("oidc_client");
}

QString Application::accessPolicyId() const
{
    const QUrl link(at(u"_links.accessPolicy.href").toString());
    const QString id = link.path().section(QLatin1Char('/'), -1);
    return isUsableId(id) ? id : QString();
}

QJsonObject Application::body() const
{
    QJsonObject body = m_json;
    body.remove(QLatin1String("_links"));
    body.remove(QLatin1String("_embedded"));
    return body;
}

bool isUsableId(QStringView id)
{
    const auto isUsable = [](QChar c) {
        return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('A') && c <= QLatin1Char('Z'))
            || (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || c == QLatin1Char('-') || c == QLatin1Char('_');
    };
    return !id.isEmpty() && id.size() <= 100 && std::all_of(id.cbegin(), id.cend(), isUsable);
}

} // namespace okta
