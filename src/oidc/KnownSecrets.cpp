#include "oidc/KnownSecrets.h"

#include "http/FormEncoding.h"
#include "oidc/ClientCredentials.h"
#include "oidc/TokenResponse.h"

#include <QUrl>

#include <algorithm>

namespace oidc {

namespace {

/// What serverText() ends a text with that it cut.
const QString Ellipsis(QChar(0x2026));

/// Shorter pieces may be a part of any word.
constexpr qsizetype Recognizable = 8;

QString mask()
{
    return QString(8, QChar(0x2022));
}

/// Whether the bytes are no word that an error text may have on its own account ("secret", "password").
bool isDistinctive(QByteArrayView secret)
{
    const bool isWord = std::all_of(secret.begin(), secret.end(), [](char byte) { return byte >= 'a' && byte <= 'z'; });
    return secret.size() > 4 && (!isWord || secret.size() > 12);
}

/// Without what follows the beginning of the secret at the end of a text that was cut there.
QString withoutCutEnd(const QString &text, const QString &secret)
{
    if (!text.endsWith(Ellipsis))
        return text;
    const QStringView said = QStringView(text).chopped(1);
    for (qsizetype size = std::min(said.size(), secret.size()); size >= Recognizable; --size) {
        if (said.endsWith(QStringView(secret).left(size)))
            return said.chopped(size).toString() + mask() + Ellipsis;
    }
    return text;
}

} // namespace

void KnownSecrets::add(const Secret &secret)
{
    if (isDistinctive(secret.reveal()))
        m_secrets.push_back(secret.clone());
}

void KnownSecrets::add(const ClientCredentials &credentials)
{
    add(credentials.clientSecret);
    const Secret authorization = http::basicAuthorization(credentials.clientId, credentials.clientSecret);
    add(Secret(authorization.reveal().sliced(qsizetype(qstrlen("Basic ")))));
}

void KnownSecrets::add(const TokenResponse &tokens)
{
    add(tokens.accessToken);
    add(tokens.refreshToken);
    add(tokens.idToken);
}

QString KnownSecrets::hidden(const QString &text) const
{
    if (text.isEmpty())
        return text;
    QString safe = text;
    for (const Secret &secret : m_secrets) {
        const QString plain = QString::fromUtf8(secret.reveal());
        safe.replace(plain, mask());
        safe = withoutCutEnd(safe, plain);
        // Encoded in one way or another, in whole or in part: then nothing of the text is kept.
        // Proxies and servers encode what is encoded already; each round only gets shorter.
        QByteArray encoded = safe.toUtf8();
        for (;;) {
            const QByteArray decoded = QByteArray::fromPercentEncoding(encoded);
            const QByteArray formDecoded = QByteArray::fromPercentEncoding(QByteArray(encoded).replace('+', ' '));
            if (decoded.contains(secret.reveal()) || formDecoded.contains(secret.reveal()))
                return mask();
            if (decoded == encoded)
                break;
            encoded = decoded;
        }
    }
    return safe;
}

void KnownSecrets::hideIn(Error &error) const
{
    for (QString *const text : {&error.detail, &error.answer.error, &error.answer.description, &error.answer.errorId,
                                &error.answer.requestId})
        *text = hidden(*text);
    if (error.transport)
        error.transport->detail = hidden(error.transport->detail);
}

} // namespace oidc
