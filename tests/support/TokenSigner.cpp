#include "support/TokenSigner.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <utility>

namespace {

using KeyType = TokenSigner::KeyType;
using Fault = TokenSigner::Fault;

template <auto Free> struct Freed
{
    template <typename T> void operator()(T *object) const { Free(object); }
};
using Context = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

/// A signer that cannot sign has nothing to test with.
void require(bool done, const char *what)
{
    if (!done)
        qFatal("TokenSigner: %s", what);
}

EVP_PKEY *generated(KeyType type)
{
    switch (type) {
    case KeyType::Rsa1024:
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t(1024));
    case KeyType::Rsa2048:
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t(2048));
    case KeyType::Rsa3072:
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t(3072));
    case KeyType::P256:
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    case KeyType::P384:
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-384");
    case KeyType::P521:
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-521");
    case KeyType::Secp256k1:
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "secp256k1");
    case KeyType::Ed25519:
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    case KeyType::Ed448:
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED448");
    }
    return nullptr;
}

bool isRsa(KeyType type)
{
    return type == KeyType::Rsa1024 || type == KeyType::Rsa2048 || type == KeyType::Rsa3072;
}

bool isEdwards(KeyType type)
{
    return type == KeyType::Ed25519 || type == KeyType::Ed448;
}

/// Bytes of a coordinate, which are also those of r and of s.
int coordinateSize(KeyType type)
{
    switch (type) {
    case KeyType::P384:
        return 48;
    case KeyType::P521:
        return 66;
    default:
        return 32;
    }
}

QString curveName(KeyType type)
{
    switch (type) {
    case KeyType::P256:
        return QStringLiteral("P-256");
    case KeyType::P384:
        return QStringLiteral("P-384");
    case KeyType::P521:
        return QStringLiteral("P-521");
    case KeyType::Secp256k1:
        return QStringLiteral("secp256k1");
    case KeyType::Ed25519:
        return QStringLiteral("Ed25519");
    case KeyType::Ed448:
        return QStringLiteral("Ed448");
    default:
        return {};
    }
}

QByteArray padded(const BIGNUM *number, int size)
{
    QByteArray bytes(size, '\0');
    require(BN_bn2binpad(number, reinterpret_cast<unsigned char *>(bytes.data()), size) == size, "number too large");
    return bytes;
}

QString numberOf(EVP_PKEY *key, const char *name, int size = 0)
{
    BIGNUM *number = nullptr;
    require(EVP_PKEY_get_bn_param(key, name, &number) == 1, name);
    const Number owned(number);
    return QString::fromLatin1(TokenSigner::encoded(padded(number, size ? size : BN_num_bytes(number))));
}

QString rawKey(EVP_PKEY *key, int (*read)(const EVP_PKEY *, unsigned char *, std::size_t *))
{
    std::size_t size = 0;
    require(read(key, nullptr, &size) == 1, "size of a raw key");
    QByteArray bytes(qsizetype(size), '\0');
    require(read(key, reinterpret_cast<unsigned char *>(bytes.data()), &size) == 1, "raw key");
    return QString::fromLatin1(TokenSigner::encoded(bytes));
}

QByteArray fixedLength(const QByteArray &der, int size, Fault fault)
{
    auto *position = reinterpret_cast<const unsigned char *>(der.constData());
    const EcSignature parsed(d2i_ECDSA_SIG(nullptr, &position, static_cast<long>(der.size())));
    require(parsed != nullptr, "signature");
    QByteArray r = padded(ECDSA_SIG_get0_r(parsed.get()), size);
    QByteArray s = padded(ECDSA_SIG_get0_s(parsed.get()), size);
    if (fault == Fault::ZeroR)
        r.fill('\0');
    if (fault == Fault::ZeroS)
        s.fill('\0');
    return r + s;
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QCryptographicHash::Algorithm hashOf(const QString &algorithm)
{
    if (algorithm.endsWith(QLatin1String("384")))
        return QCryptographicHash::Sha384;
    if (algorithm.endsWith(QLatin1String("512")) || algorithm == QLatin1String("EdDSA"))
        return QCryptographicHash::Sha512;
    return QCryptographicHash::Sha256;
}

const EVP_MD *digestOf(const QString &algorithm, Fault fault)
{
    const EVP_MD *digest = EVP_sha256();
    if (algorithm.endsWith(QLatin1String("384")))
        digest = EVP_sha384();
    else if (algorithm.endsWith(QLatin1String("512")))
        digest = EVP_sha512();
    if (fault != Fault::OtherHash)
        return digest;
    return digest == EVP_sha256() ? EVP_sha384() : EVP_sha256();
}

} // namespace

TokenSigner::TokenSigner(KeyType type, QString keyId)
    : m_type(type)
    , m_keyId(std::move(keyId))
    , m_key(generated(type), [](void *key) { EVP_PKEY_free(static_cast<EVP_PKEY *>(key)); })
{
    require(m_key != nullptr, "key generation");
}

TokenSigner TokenSigner::withKeyId(QString keyId) const
{
    TokenSigner copy(*this);
    copy.m_keyId = std::move(keyId);
    return copy;
}

QString TokenSigner::algorithm() const
{
    switch (m_type) {
    case KeyType::P256:
        return QStringLiteral("ES256");
    case KeyType::P384:
        return QStringLiteral("ES384");
    case KeyType::P521:
        return QStringLiteral("ES512");
    case KeyType::Secp256k1:
        return QStringLiteral("ES256K");
    case KeyType::Ed25519:
    case KeyType::Ed448:
        return QStringLiteral("EdDSA");
    default:
        return QStringLiteral("RS256");
    }
}

QJsonObject TokenSigner::publicJwk() const
{
    auto *key = static_cast<EVP_PKEY *>(m_key.get());
    QJsonObject jwk;
    if (!m_keyId.isEmpty())
        jwk[QStringLiteral("kid")] = m_keyId;
    if (isRsa(m_type)) {
        jwk[QStringLiteral("kty")] = QStringLiteral("RSA");
        jwk[QStringLiteral("n")] = numberOf(key, OSSL_PKEY_PARAM_RSA_N);
        jwk[QStringLiteral("e")] = numberOf(key, OSSL_PKEY_PARAM_RSA_E);
    } else if (isEdwards(m_type)) {
        jwk[QStringLiteral("kty")] = QStringLiteral("OKP");
        jwk[QStringLiteral("crv")] = curveName(m_type);
        jwk[QStringLiteral("x")] = rawKey(key, EVP_PKEY_get_raw_public_key);
    } else {
        jwk[QStringLiteral("kty")] = QStringLiteral("EC");
        jwk[QStringLiteral("crv")] = curveName(m_type);
        jwk[QStringLiteral("x")] = numberOf(key, OSSL_PKEY_PARAM_EC_PUB_X, coordinateSize(m_type));
        jwk[QStringLiteral("y")] = numberOf(key, OSSL_PKEY_PARAM_EC_PUB_Y, coordinateSize(m_type));
    }
    return jwk;
}

QJsonObject TokenSigner::privateJwk() const
{
    auto *key = static_cast<EVP_PKEY *>(m_key.get());
    QJsonObject jwk = publicJwk();
    if (isRsa(m_type))
        jwk[QStringLiteral("d")] = numberOf(key, OSSL_PKEY_PARAM_RSA_D);
    else if (isEdwards(m_type))
        jwk[QStringLiteral("d")] = rawKey(key, EVP_PKEY_get_raw_private_key);
    else
        jwk[QStringLiteral("d")] = numberOf(key, OSSL_PKEY_PARAM_PRIV_KEY, coordinateSize(m_type));
    return jwk;
}

QByteArray TokenSigner::publicKeyPem() const
{
    const std::unique_ptr<BIO, Freed<BIO_free>> memory(BIO_new(BIO_s_mem()));
    require(PEM_write_bio_PUBKEY(memory.get(), static_cast<EVP_PKEY *>(m_key.get())) == 1, "PEM");
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return QByteArray(data, size);
}

QJsonObject TokenSigner::header(const QString &algorithm) const
{
    QJsonObject header{{QStringLiteral("alg"), algorithm}, {QStringLiteral("typ"), QStringLiteral("JWT")}};
    if (!m_keyId.isEmpty())
        header[QStringLiteral("kid")] = m_keyId;
    return header;
}

QByteArray TokenSigner::sign(const QJsonObject &claims, Fault fault) const
{
    return sign(algorithm(), claims, fault);
}

QByteArray TokenSigner::sign(const QString &algorithm, const QJsonObject &claims, Fault fault) const
{
    return sign(algorithm, header(algorithm), claims, fault);
}

QByteArray TokenSigner::sign(const QString &algorithm, const QJsonObject &header, const QJsonObject &claims,
                             Fault fault) const
{
    return signBytes(algorithm, json(header), json(claims), fault);
}

QByteArray TokenSigner::signBytes(const QString &algorithm, QByteArrayView header, QByteArrayView payload,
                                  Fault fault) const
{
    const QByteArray input = encoded(header) + '.' + encoded(payload);
    return input + '.' + encoded(signature(algorithm, input, fault));
}

QByteArray TokenSigner::signature(const QString &algorithm, QByteArrayView input, Fault fault) const
{
    const Context context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *parameters = nullptr;
    const EVP_MD *digest = isEdwards(m_type) ? nullptr : digestOf(algorithm, fault);
    require(EVP_DigestSignInit(context.get(), &parameters, digest, nullptr, static_cast<EVP_PKEY *>(m_key.get())) == 1,
            "begin of a signature");
    if (isRsa(m_type) && algorithm.startsWith(QLatin1String("PS"))) {
        int salt = RSA_PSS_SALTLEN_DIGEST;
        if (fault == Fault::SaltLengthZero)
            salt = 0;
        else if (fault == Fault::SaltLengthMaximum)
            salt = RSA_PSS_SALTLEN_MAX;
        require(EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1, "padding");
        require(EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, salt) == 1, "salt");
        if (fault == Fault::OtherMgfHash)
            require(EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, EVP_sha1()) == 1, "MGF1");
    }

    auto *data = reinterpret_cast<const unsigned char *>(input.data());
    std::size_t size = 0;
    require(EVP_DigestSign(context.get(), nullptr, &size, data, std::size_t(input.size())) == 1, "signature size");
    QByteArray bytes(qsizetype(size), '\0');
    require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(bytes.data()), &size, data,
                           std::size_t(input.size()))
                == 1,
            "signature");
    bytes.resize(qsizetype(size));
    if (!isRsa(m_type) && !isEdwards(m_type) && fault != Fault::Der)
        bytes = fixedLength(bytes, coordinateSize(m_type), fault);

    if (fault == Fault::Xored) {
        for (char &byte : bytes)
            byte = static_cast<char>(byte ^ 0x5A);
    } else if (fault == Fault::Empty) {
        bytes.clear();
    } else if (fault == Fault::Truncated) {
        bytes.chop(1);
    } else if (fault == Fault::Extended) {
        bytes.append('\0');
    }
    return bytes;
}

QByteArray TokenSigner::signWithSecret(const QString &algorithm, const QJsonObject &claims, QByteArrayView secret,
                                       const QString &keyId)
{
    QJsonObject header{{QStringLiteral("alg"), algorithm}, {QStringLiteral("typ"), QStringLiteral("JWT")}};
    if (!keyId.isEmpty())
        header[QStringLiteral("kid")] = keyId;
    const QByteArray input = encoded(json(header)) + '.' + encoded(json(claims));
    return input + '.' + encoded(QMessageAuthenticationCode::hash(input, secret.toByteArray(), hashOf(algorithm)));
}

QByteArray TokenSigner::unsecured(const QJsonObject &claims)
{
    return encoded(json({{QStringLiteral("alg"), QStringLiteral("none")}})) + '.' + encoded(json(claims)) + '.';
}

QByteArray TokenSigner::encoded(QByteArrayView bytes)
{
    return QByteArray::fromRawData(bytes.data(), bytes.size())
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QString TokenSigner::halfHash(const QString &algorithm, QByteArrayView text)
{
    const QByteArray hash = QCryptographicHash::hash(text.toByteArray(), hashOf(algorithm));
    return QString::fromLatin1(encoded(hash.first(hash.size() / 2)));
}
