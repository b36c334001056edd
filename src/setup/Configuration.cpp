#include "setup/Configuration.h"

#include "core/Random.h"
#include "oidc/LoopbackServer.h"
#include "pomerium/SignInPolicy.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace setup {

QStringList Configuration::loopbackRedirectUris() const
{
    QStringList uris;
    for (const quint16 port : redirectPorts)
        uris.append(oidc::loopbackRedirectUri(port));
    return uris;
}

QStringList Configuration::signInRedirectUris() const
{
    QStringList uris;
    if (authenticateUrl)
        uris.append(authenticateUrl->redirectUri());
    return uris + loopbackRedirectUris();
}

Secret Configuration::usedApiToken() const
{
    return isApiTokenSkipped ? Secret() : apiToken.clone();
}

QStringList Configuration::scopes() const
{
    QStringList scopes = pomerium::defaultScopes();
    // Only the organisation's own server knows the scope `groups`; a custom one refuses it unless it was added there.
    if (!release.usesServiceAccount() && org && org->authorizationServer().isEmpty())
        scopes.insert(scopes.size() - 1, QStringLiteral("groups"));
    return scopes;
}

namespace {

const QByteArray &processKey()
{
    static const QByteArray key = randomBytes(32);
    return key;
}

} // namespace

InputFingerprint &InputFingerprint::add(QStringView text)
{
    return add(Secret::fromText(text));
}

InputFingerprint &InputFingerprint::add(const QStringList &texts)
{
    for (const QString &text : texts)
        add(QStringView(text));
    return *this;
}

InputFingerprint &InputFingerprint::add(const Secret &secret)
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, processKey());
    code.addData(secret.reveal().data(), static_cast<int>(secret.size()));
    m_digest += code.result();
    return *this;
}

QByteArray InputFingerprint::digest() const
{
    return QMessageAuthenticationCode::hash(m_digest, processKey(), QCryptographicHash::Sha256);
}

} // namespace setup
