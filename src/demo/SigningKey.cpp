#include "demo/SigningKey.h"

#include "demo/JsonText.h"

#include <QCryptographicHash>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

namespace demo {

namespace {

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray number(const EVP_PKEY *key, const char *name)
{
    BIGNUM *value = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &value) != 1)
        qFatal("OpenSSL does not know its own key");
    QByteArray bytes(BN_num_bytes(value), '\0');
    BN_bn2bin(value, reinterpret_cast<unsigned char *>(bytes.data()));
    BN_free(value);
    return base64Url(bytes);
}

} // namespace

struct SigningKey::Pair
{
    ~Pair() { EVP_PKEY_free(key); }
    EVP_PKEY *key = EVP_RSA_gen(2048);
};

SigningKey::SigningKey()
    : m_pair(std::make_unique<Pair>())
{
    if (!m_pair->key)
        qFatal("OpenSSL cannot make an RSA key");
    m_modulus = number(m_pair->key, OSSL_PKEY_PARAM_RSA_N);
    m_exponent = number(m_pair->key, OSSL_PKEY_PARAM_RSA_E);
    const QByteArray thumbprint = R"({"e":")" + m_exponent + R"(","kty":"RSA","n":")" + m_modulus + R"("})";
    m_keyId = base64Url(QCryptographicHash::hash(thumbprint, QCryptographicHash::Sha256));
}

SigningKey::~SigningKey() = default;

std::shared_ptr<const SigningKey> SigningKey::ofThisProcess()
{
    static const auto key = std::make_shared<const SigningKey>();
    return key;
}

QByteArray SigningKey::publicJwk() const
{
    return JsonObject()
        .add("kty", QStringLiteral("RSA"))
        .add("alg", QStringLiteral("RS256"))
        .add("kid", QString::fromLatin1(m_keyId))
        .add("use", QStringLiteral("sig"))
        .add("e", QString::fromLatin1(m_exponent))
        .add("n", QString::fromLatin1(m_modulus))
        .text();
}

QByteArray SigningKey::sign(const QByteArray &claims) const
{
    const auto header =
        JsonObject().add("kid", QString::fromLatin1(m_keyId)).add("alg", QStringLiteral("RS256")).text();
    const QByteArray input = base64Url(header) + '.' + base64Url(claims);

    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    std::size_t length = 0;
    const auto *const data = reinterpret_cast<const unsigned char *>(input.constData());
    const auto size = static_cast<std::size_t>(input.size());
    if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_pair->key) != 1
        || EVP_DigestSign(context.get(), nullptr, &length, data, size) != 1)
        qFatal("OpenSSL cannot sign");
    QByteArray signature(static_cast<qsizetype>(length), '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &length, data, size) != 1)
        qFatal("OpenSSL cannot sign");
    signature.truncate(static_cast<qsizetype>(length));
    return input + '.' + base64Url(signature);
}

} // namespace demo
