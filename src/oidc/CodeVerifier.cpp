#include "oidc/CodeVerifier.h"

#include "core/Random.h"

#include <QCryptographicHash>

#include <utility>

namespace oidc {

CodeVerifier::CodeVerifier(Secret value)
    : m_value(std::move(value))
{
}

CodeVerifier CodeVerifier::generate()
{
    return CodeVerifier(Secret(randomToken(32)));
}

QByteArray CodeVerifier::challenge() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(m_value.reveal());
    return hash.result().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace oidc
