#include "oidc/JsonWebSignature.h"

#include "core/Json.h"
#include "core/ServerText.h"
#include "oidc/OpenSsl.h"

#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace oidc {

namespace {

using openssl::ErrorQueueMark;
using openssl::Freed;
using openssl::KeyPointer;
using openssl::Number;
using Context = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD, Freed<EVP_MD_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

enum class Scheme { RsaPkcs1, RsaPss, Ecdsa, EdDsa };

struct Algorithm
{
    const char *name;
    Scheme scheme;
    const char *digest; ///< null: the scheme has its own
    qsizetype signatureSize; ///< of ECDSA: r and s of fixed length (RFC 7518 section 3.4); 0: depends on the key
};

constexpr Algorithm Algorithms[] = {
    {"RS256", Scheme::RsaPkcs1, "SHA256", 0}, {"RS384", Scheme::RsaPkcs1, "SHA384", 0},
    {"RS512", Scheme::RsaPkcs1, "SHA512", 0}, {"PS256", Scheme::RsaPss, "SHA256", 0},
    {"PS384", Scheme::RsaPss, "SHA384", 0},   {"PS512", Scheme::RsaPss, "SHA512", 0},
    {"ES256", Scheme::Ecdsa, "SHA256", 64},   {"ES384", Scheme::Ecdsa, "SHA384", 96},
    {"ES512", Scheme::Ecdsa, "SHA512", 132},  {"EdDSA", Scheme::EdDsa, nullptr, 0},
};

/// Far above any ID token, and small enough to be looked at on the user interface's thread.
constexpr qsizetype MaximumSize = 256 * 1024;
constexpr qsizetype Ed448SignatureSize = 114;

const Algorithm *algorithmNamed(const QString &name)
{
    const auto found = std::find_if(std::begin(Algorithms), std::end(Algorithms),
                                    [&](const Algorithm &algorithm) { return name == QLatin1String(algorithm.name); });
    return found == std::end(Algorithms) ? nullptr : found;
}

Unexpected<Error> failure(Reason reason, QString detail = {})
{
    return Unexpected(because(reason, std::move(detail)));
}

/// Base64url without padding, in the one form that the encoder makes: no other alphabet, no white space, no bits
/// behind the last byte (RFC 7515 section 2, RFC 4648 section 3.5).
std::optional<QByteArray> decoded(QByteArrayView encoded)
{
    constexpr auto Alphabet = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const auto result =
        QByteArray::fromBase64Encoding(encoded.toByteArray(), Alphabet | QByteArray::AbortOnBase64DecodingErrors);
    if (result.decodingStatus != QByteArray::Base64DecodingStatus::Ok || result.decoded.toBase64(Alphabet) != encoded)
        return std::nullopt;
    return result.decoded;
}

const unsigned char *unsignedBytes(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

Number number(QByteArrayView bytes)
{
    return Number(
        BN_bin2bn(reinterpret_cast<const unsigned char *>(bytes.data()), static_cast<int>(bytes.size()), nullptr));
}

/// The signature as OpenSSL reads it; empty when r or s is zero, which no signer makes.
QByteArray derEncoded(QByteArrayView fixedLength)
{
    const qsizetype half = fixedLength.size() / 2;
    Number r = number(fixedLength.first(half));
    Number s = number(fixedLength.last(half));
    const EcSignature signature(ECDSA_SIG_new());
    if (!r || !s || BN_is_zero(r.get()) || BN_is_zero(s.get()) || !signature)
        return {};
    if (ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1)
        return {};
    // They belong to the signature now.
    (void)r.release();
    (void)s.release();

    unsigned char *der = nullptr;
    const int size = i2d_ECDSA_SIG(signature.get(), &der);
    if (size <= 0)
        return {};
    QByteArray bytes(reinterpret_cast<const char *>(der), size);
    OPENSSL_free(der);
    return bytes;
}

bool verifies(const JsonWebKey &key, const Algorithm &algorithm, const QByteArray &signingInput,
              const QByteArray &signature)
{
    const unsigned char *position = unsignedBytes(key.subjectPublicKeyInfo);
    const KeyPointer pointer(d2i_PUBKEY(nullptr, &position, static_cast<long>(key.subjectPublicKeyInfo.size())));
    if (!pointer)
        return false;

    QByteArray bytes = signature;
    if (algorithm.scheme == Scheme::Ecdsa) {
        if (signature.size() != algorithm.signatureSize)
            return false;
        bytes = derEncoded(signature);
    } else if (signature.size() != EVP_PKEY_get_size(pointer.get())) {
        return false; // RFC 8017 sections 8.1.2 and 8.2.2, step 1; RFC 8032
    }
    if (bytes.isEmpty())
        return false;

    const Context context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *parameters = nullptr; // belongs to the context
    if (!context
        || EVP_DigestVerifyInit_ex(context.get(), &parameters, algorithm.digest, nullptr, nullptr, pointer.get(),
                                   nullptr)
            != 1)
        return false;
    if (algorithm.scheme == Scheme::RsaPkcs1 && EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PADDING) != 1)
        return false;
    if (algorithm.scheme == Scheme::RsaPss
        && (EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) != 1
            || EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) != 1
            || EVP_PKEY_CTX_set_rsa_mgf1_md_name(parameters, algorithm.digest, nullptr) != 1))
        return false;
    return EVP_DigestVerify(context.get(), unsignedBytes(bytes), static_cast<std::size_t>(bytes.size()),
                            unsignedBytes(signingInput), static_cast<std::size_t>(signingInput.size()))
        == 1;
}

} // namespace

Expected<JsonWebSignature, Error> JsonWebSignature::parse(QByteArrayView compact)
{
    const auto malformed = [](QString detail) { return failure(Reason::IdTokenMalformed, std::move(detail)); };
    if (compact.size() > MaximumSize)
        return malformed(QStringLiteral("larger than %1 bytes").arg(MaximumSize));
    if (compact.startsWith('{'))
        return malformed(QStringLiteral("JSON serialization instead of the compact one"));

    const QList<QByteArray> parts = QByteArray::fromRawData(compact.data(), compact.size()).split('.');
    if (parts.size() == 5)
        return failure(Reason::IdTokenEncrypted, QStringLiteral("five parts: encrypted (RFC 7516)"));
    if (parts.size() != 3)
        return malformed(QStringLiteral("%1 parts instead of 3").arg(parts.size()));

    const auto headerBytes = decoded(parts.at(0));
    auto payload = decoded(parts.at(1));
    auto signature = decoded(parts.at(2));
    if (!headerBytes)
        return malformed(QStringLiteral("the header is not unpadded base64url"));
    if (!payload)
        return malformed(QStringLiteral("the payload is not unpadded base64url"));
    if (!signature)
        return malformed(QStringLiteral("the signature is not unpadded base64url"));

    const auto header = parseJsonObject(*headerBytes, DuplicateMembers::Reject);
    if (!header)
        return malformed(QStringLiteral("the header: %1").arg(serverText(header.error().detail)));
    for (const char *member : {"crit", "b64", "zip"}) {
        if (header->contains(QLatin1String(member)))
            return failure(Reason::IdTokenCriticalHeader,
                           QStringLiteral("\"%1\" in the header").arg(QLatin1String(member)));
    }
    if (!header->value(QLatin1String("alg")).isString())
        return malformed(QStringLiteral("no \"alg\" in the header"));
    for (const char *member : {"kid", "typ"}) {
        const QJsonValue value = header->value(QLatin1String(member));
        if (!value.isUndefined() && !value.isString())
            return malformed(QStringLiteral("\"%1\" in the header is not a string").arg(QLatin1String(member)));
    }

    JsonWebSignature token;
    token.m_algorithm = header->value(QLatin1String("alg")).toString();
    if (token.m_algorithm.compare(QLatin1String("none"), Qt::CaseInsensitive) == 0)
        return failure(Reason::IdTokenUnsigned, QStringLiteral("alg is none"));
    if (!algorithmNamed(token.m_algorithm))
        return failure(Reason::IdTokenAlgorithmRefused, serverText(token.m_algorithm, 40));
    token.m_keyId = header->value(QLatin1String("kid")).toString();
    token.m_type = header->value(QLatin1String("typ")).toString();
    token.m_payload = *std::move(payload);
    token.m_signingInput = compact.first(parts.at(0).size() + 1 + parts.at(1).size()).toByteArray();
    token.m_signature = *std::move(signature);
    return token;
}

Expected<void, Error> JsonWebSignature::verify(const JsonWebKeySet &keys) const
{
    const QList<JsonWebKey> candidates = keys.candidates(m_keyId, m_algorithm);
    if (candidates.isEmpty()) {
        return failure(Reason::IdTokenKeyUnknown,
                       m_keyId.isEmpty()
                           ? QStringLiteral("no key for %1").arg(m_algorithm)
                           : QStringLiteral("no key \"%1\" for %2").arg(serverText(m_keyId, 60), m_algorithm));
    }

    const ErrorQueueMark mark;
    const Algorithm *algorithm = algorithmNamed(m_algorithm);
    const bool isGenuine = std::any_of(candidates.begin(), candidates.end(), [&](const JsonWebKey &key) {
        return verifies(key, *algorithm, m_signingInput, m_signature);
    });
    if (!isGenuine) {
        return failure(Reason::IdTokenSignatureInvalid,
                       QStringLiteral("%1, keys tried: %2").arg(m_algorithm).arg(candidates.size()));
    }
    return {};
}

QByteArray JsonWebSignature::halfHash(QByteArrayView text) const
{
    const Algorithm *algorithm = algorithmNamed(m_algorithm);
    const char *name = algorithm->digest;
    qsizetype size = 0;
    if (algorithm->scheme == Scheme::EdDsa) {
        const bool isEd448 = m_signature.size() == Ed448SignatureSize;
        name = isEd448 ? "SHAKE256" : "SHA512";
        size = isEd448 ? Ed448SignatureSize : 64;
    }

    const ErrorQueueMark mark;
    const Digest digest(EVP_MD_fetch(nullptr, name, nullptr));
    const Context context(EVP_MD_CTX_new());
    if (!digest || !context)
        return {};
    if (size == 0)
        size = EVP_MD_get_size(digest.get());
    QByteArray hash(size, '\0');
    auto *out = reinterpret_cast<unsigned char *>(hash.data());
    if (EVP_DigestInit_ex2(context.get(), digest.get(), nullptr) != 1
        || EVP_DigestUpdate(context.get(), text.data(), static_cast<std::size_t>(text.size())) != 1)
        return {};
    const bool isExtendable = (EVP_MD_get_flags(digest.get()) & EVP_MD_FLAG_XOF) != 0;
    const int done = isExtendable ? EVP_DigestFinalXOF(context.get(), out, static_cast<std::size_t>(size))
                                  : EVP_DigestFinal_ex(context.get(), out, nullptr);
    return done == 1 ? hash.first(size / 2) : QByteArray();
}

QStringList supportedSigningAlgorithms()
{
    QStringList names;
    for (const Algorithm &algorithm : Algorithms)
        names.append(QLatin1String(algorithm.name));
    return names;
}

} // namespace oidc
