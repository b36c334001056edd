#include "setup/Configuration.h"

#include "core/Random.h"
#include "oidc/LoopbackServer.h"
#include "pomerium/SignInPolicy.h"
#include "setup/GeneratedSecret.h"

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

QString Configuration::pomeriumRedirectUri() const
{
    if (!authenticateUrl)
        return {};
    return authenticateUrl->redirectUri(release.isAtLeast(0, 31) ? QString() : callbackPath);
}

QStringList Configuration::signInRedirectUris() const
{
    QStringList uris;
    if (authenticateUrl)
        uris.append(pomeriumRedirectUri());
    return uris + loopbackRedirectUris();
}

Secret Configuration::usedApiToken() const
{
    return isApiTokenSkipped ? Secret() : apiToken.clone();
}

QStringList Configuration::scopes() const
{
    if (imported.scopes)
        return *imported.scopes;
    QStringList scopes = pomerium::defaultScopes();
    // Only the org's own server knows the scope `groups`; a custom one refuses it unless it was added there.
    pomerium::IdentityProviderSettings settings;
    settings.providerUrl = issuer.isEmpty() && org ? org->issuer() : issuer;
    if (usesGroups && !release.usesServiceAccount() && settings.isOrganizationServer())
        scopes.insert(scopes.size() - 1, QStringLiteral("groups"));
    return scopes;
}

bool Configuration::takesClientSecretPath() const
{
    using Format = pomerium::ExportFormat;
    return release.hasClientSecretFile() && format != Format::Kubernetes && format != Format::ServiceAccount
        && format != Format::ClientSecret && format != Format::CopySheet;
}

void Configuration::generateWantedSecrets()
{
    if (!generatesSecrets || !cookieSecret.isEmpty())
        return;
    cookieSecret = generatedSecret();
    sharedSecret = generatedSecret();
}

bool ImportedSettings::hasSecrets() const
{
    return !cookieSecret.isEmpty() || !sharedSecret.isEmpty() || !otherVariables.isEmpty() || !references.isEmpty()
        || !otherConfiguration.isEmpty();
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
    add(static_cast<qint64>(texts.size())); // where one list ends and the next begins
    for (const QString &text : texts)
        add(QStringView(text));
    return *this;
}

InputFingerprint &InputFingerprint::add(qint64 number)
{
    return add(QStringView(QString::number(number)));
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
