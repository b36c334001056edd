#pragma once

#include "demo/Org.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>

#include <memory>

/// What came back.
struct Answer
{
    int status = 0; ///< 0: nothing that is HTTP
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray &name) const
    {
        for (const auto &[key, value] : headers) {
            if (key.compare(name, Qt::CaseInsensitive) == 0)
                return value;
        }
        return {};
    }

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QString text(const char *member) const { return json().value(QLatin1String(member)).toString(); }
    [[nodiscard]] QJsonArray array() const { return QJsonDocument::fromJson(body).array(); }
    [[nodiscard]] QUrl location() const { return QUrl(QString::fromUtf8(header("Location"))); }
    [[nodiscard]] QString locationField(const char *name) const
    {
        return QUrlQuery(location()).queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded);
    }
};

using Headers = QList<std::pair<QByteArray, QByteArray>>;
using Form = QList<std::pair<QByteArray, QString>>;

/// A plain HTTP client: follows nothing, keeps nothing.
class Client
{
public:
    Client()
    {
        m_network.setProxy(QNetworkProxy::NoProxy);
        m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    }

    Answer get(const QUrl &url, const Headers &headers = {}) { return send("GET", url, {}, headers); }

    Answer post(const QUrl &url, const QByteArray &body, Headers headers = {})
    {
        headers.emplaceBack("Content-Type", "application/x-www-form-urlencoded");
        return send("POST", url, body, headers);
    }

    Answer send(const QByteArray &method, const QUrl &url, const QByteArray &body, const Headers &headers)
    {
        QNetworkRequest request(url);
        for (const auto &[name, value] : headers)
            request.setRawHeader(name, value);
        const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
        if (!reply->isFinished() && !QSignalSpy(reply.get(), &QNetworkReply::finished).wait(15000))
            return {};
        Answer answer;
        answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        answer.body = reply->readAll();
        const auto pairs = reply->rawHeaderPairs();
        for (const auto &pair : pairs)
            answer.headers.append({pair.first, pair.second});
        return answer;
    }

private:
    QNetworkAccessManager m_network;
};

inline QByteArray encoded(const Form &form)
{
    QByteArray text;
    for (const auto &[name, value] : form) {
        if (!text.isEmpty())
            text += '&';
        text += name + '=' + QUrl::toPercentEncoding(value);
    }
    return text;
}

inline QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// A client application that is set up in the organization, and the person in front of it.
class Application : public Client
{
public:
    static QString redirectUri() { return QStringLiteral("http://127.0.0.1:47123/callback"); }
    static QString verifier() { return QStringLiteral("0123456789-abcdefghijklmnopqrstuvwxyz_ABCDEF"); }

    explicit Application(const demo::Org &org)
        : m_org(org)
    {
    }

    [[nodiscard]] QUrl url(const char *path, const QByteArray &query = {}) const
    {
        QUrl url = m_org.url();
        url.setPath(QString::fromLatin1(path));
        if (!query.isEmpty())
            url.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
        return url;
    }

    /// An authorization request in order, with what is given replaced; a null value leaves the parameter out.
    [[nodiscard]] QUrl authorizationUrl(const Form &changes = {}) const
    {
        const auto hash = QCryptographicHash::hash(verifier().toUtf8(), QCryptographicHash::Sha256);
        Form form = {{"response_type", QStringLiteral("code")},
                     {"client_id", m_org.clientId()},
                     {"redirect_uri", redirectUri()},
                     {"scope", QStringLiteral("openid profile email offline_access")},
                     {"state", QStringLiteral("s-1.2_3")},
                     {"nonce", QStringLiteral("n-456")},
                     {"code_challenge", QString::fromLatin1(base64Url(hash))},
                     {"code_challenge_method", QStringLiteral("S256")}};
        for (const auto &change : changes) {
            form.removeIf([&change](const auto &field) { return field.first == change.first; });
            if (!change.second.isNull())
                form.append(change);
        }
        return url("/oauth2/v1/authorize", encoded(form));
    }

    /// Opens the page and presses one of its buttons.
    Answer press(const QString &decision, const Form &changes = {})
    {
        const auto page = get(authorizationUrl(changes));
        static const QRegularExpression hidden(QStringLiteral("name=\"request\" value=\"([^\"]+)\""));
        const auto request = hidden.match(QString::fromUtf8(page.body)).captured(1);
        return post(url("/oauth2/v1/authorize"), encoded({{"request", request}, {"decision", decision}}));
    }

    /// An authorization code, or an empty string.
    QString code(const Form &changes = {}) { return press(QStringLiteral("sign-in"), changes).locationField("code"); }

    [[nodiscard]] QByteArray basic() const
    {
        return "Basic " + (m_org.clientId() + QLatin1Char(':') + m_org.clientSecret()).toLatin1().toBase64();
    }

    Answer call(const char *path, const Form &form)
    {
        return post(url(path), encoded(form), {{"Authorization", basic()}});
    }

    Answer redeem(const QString &code, const Form &changes = {})
    {
        Form form = {{"grant_type", QStringLiteral("authorization_code")},
                     {"code", code},
                     {"redirect_uri", redirectUri()},
                     {"code_verifier", verifier()}};
        for (const auto &change : changes) {
            form.removeIf([&change](const auto &field) { return field.first == change.first; });
            if (!change.second.isNull())
                form.append(change);
        }
        return call("/oauth2/v1/token", form);
    }

    Answer refresh(const QString &token)
    {
        return call("/oauth2/v1/token", {{"grant_type", QStringLiteral("refresh_token")}, {"refresh_token", token}});
    }

    Answer userInfo(const QString &accessToken)
    {
        return get(url("/oauth2/v1/userinfo"), {{"Authorization", "Bearer " + accessToken.toLatin1()}});
    }

    Answer api(const char *path, const QByteArray &query = {})
    {
        return get(url(path, query), {{"Authorization", "SSWS " + m_org.apiToken().toLatin1()}});
    }

private:
    const demo::Org &m_org;
};

inline demo::Settings settingsWithRedirectUri()
{
    demo::Settings settings;
    settings.redirectUris = QStringList{Application::redirectUri()};
    return settings;
}
