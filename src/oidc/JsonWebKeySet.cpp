#include "oidc/JsonWebKeySet.h"

#include "core/Json.h"
#include "core/ServerText.h"
#include "http/JsonBody.h"
#include "oidc/JsonWebKeyReading.h"
#include "oidc/Limits.h"
#include "oidc/OpenSsl.h"
#include "oidc/ServerAnswer.h"

#include <QJsonArray>
#include <QJsonObject>

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace oidc {

namespace {

using openssl::ErrorQueueMark;
using openssl::Freed;
using openssl::KeyPointer;
using openssl::Number;
using openssl::number;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;

struct Curve
{
    const char *name; ///< as in `crv` and as OpenSSL knows it
    const char *algorithm;
    JsonWebKey::Type type;
    qsizetype coordinateSize; ///< bytes of `x`, and of `y` where there is one
};

constexpr Curve Curves[] = {
    {"P-256", "ES256", JsonWebKey::Type::EllipticCurve, 32}, {"P-384", "ES384", JsonWebKey::Type::EllipticCurve, 48},
    {"P-521", "ES512", JsonWebKey::Type::EllipticCurve, 66}, {"Ed25519", "EdDSA", JsonWebKey::Type::OctetKeyPair, 32},
    {"Ed448", "EdDSA", JsonWebKey::Type::OctetKeyPair, 57},
};

constexpr qsizetype MaximumKeys = 100; // of a set; without a kid every one of them may have to be tried
constexpr int MinimumModulusBits = 2048; // RFC 7518 section 3.3
constexpr int MaximumModulusBits = 16384; // OpenSSL verifies with nothing larger
constexpr int MaximumExponentBits = 31; // the most that common verifiers take

const Curve *curveNamed(const QString &name, JsonWebKey::Type type)
{
    const auto found = std::find_if(std::begin(Curves), std::end(Curves), [&](const Curve &curve) {
        return curve.type == type && name == QLatin1String(curve.name);
    });
    return found == std::end(Curves) ? nullptr : found;
}

/// Unpadded base64url in its one canonical form; empty when it is anything else.
QByteArray octets(const QJsonObject &jwk, const QString &member)
{
    const QByteArray encoded = jwk.value(member).toString().toLatin1();
    constexpr auto Alphabet = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const auto result = QByteArray::fromBase64Encoding(encoded, Alphabet | QByteArray::AbortOnBase64DecodingErrors);
    if (result.decodingStatus != QByteArray::Base64DecodingStatus::Ok || result.decoded.toBase64(Alphabet) != encoded)
        return {};
    return result.decoded;
}

const unsigned char *unsignedBytes(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

KeyPointer publicKey(const char *type, OSSL_PARAM_BLD *builder)
{
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY *key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return nullptr;
    return KeyPointer(key);
}

QByteArray subjectPublicKeyInfo(const KeyPointer &key)
{
    unsigned char *der = nullptr;
    const int size = i2d_PUBKEY(key.get(), &der);
    if (size <= 0)
        return {};
    QByteArray bytes(reinterpret_cast<const char *>(der), size);
    OPENSSL_free(der);
    return bytes;
}

using KeyOrReason = Expected<JsonWebKey, QString>;

KeyOrReason unusable(QString reason)
{
    return Unexpected(std::move(reason));
}

KeyOrReason rsaKey(const QJsonObject &jwk, JsonWebKey key)
{
    const QByteArray modulusBytes = octets(jwk, QStringLiteral("n"));
    const QByteArray exponentBytes = octets(jwk, QStringLiteral("e"));
    if (modulusBytes.isEmpty() || exponentBytes.isEmpty())
        return unusable(QStringLiteral("n or e is missing or not base64url"));

    const Number modulus = number(modulusBytes);
    const Number exponent = number(exponentBytes);
    if (!modulus || !exponent)
        return unusable(QStringLiteral("n or e is no number"));
    const int bits = BN_num_bits(modulus.get());
    if (bits < MinimumModulusBits)
        return unusable(QStringLiteral("RSA with %1 bits, fewer than %2").arg(bits).arg(MinimumModulusBits));
    if (bits > MaximumModulusBits)
        return unusable(QStringLiteral("RSA with %1 bits, more than %2").arg(bits).arg(MaximumModulusBits));
    if (!BN_is_odd(modulus.get()))
        return unusable(QStringLiteral("the RSA modulus is even"));
    if (!BN_is_odd(exponent.get()) || BN_is_one(exponent.get()))
        return unusable(QStringLiteral("the RSA exponent is even or 1"));
    if (BN_num_bits(exponent.get()) > MaximumExponentBits)
        return unusable(QStringLiteral("the RSA exponent is larger than %1 bits").arg(MaximumExponentBits));

    const ParameterBuilder builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1
        || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
        return unusable(QStringLiteral("not an RSA key"));
    const KeyPointer pointer = publicKey("RSA", builder.get());
    if (!pointer)
        return unusable(QStringLiteral("not an RSA key"));
    key.subjectPublicKeyInfo = subjectPublicKeyInfo(pointer);
    return key;
}

KeyOrReason ellipticCurveKey(const QJsonObject &jwk, const Curve &curve, JsonWebKey key)
{
    const QByteArray x = octets(jwk, QStringLiteral("x"));
    const QByteArray y = octets(jwk, QStringLiteral("y"));
    if (x.size() != curve.coordinateSize || y.size() != curve.coordinateSize)
        return unusable(QStringLiteral("x or y is missing or not of %1 bytes").arg(curve.coordinateSize));

    const QByteArray point = '\x04' + x + y; // uncompressed (SEC 1 section 2.3.3)
    const ParameterBuilder builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve.name, 0) != 1
        || OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.constData(),
                                            static_cast<std::size_t>(point.size()))
            != 1)
        return unusable(QStringLiteral("not a key of this curve"));
    const KeyPointer pointer = publicKey("EC", builder.get());
    const KeyContext check(pointer ? EVP_PKEY_CTX_new_from_pkey(nullptr, pointer.get(), nullptr) : nullptr);
    if (!check || EVP_PKEY_public_check(check.get()) != 1)
        return unusable(QStringLiteral("not a point of the curve"));
    key.subjectPublicKeyInfo = subjectPublicKeyInfo(pointer);
    return key;
}

KeyOrReason octetKeyPair(const QJsonObject &jwk, const Curve &curve, JsonWebKey key)
{
    const QByteArray x = octets(jwk, QStringLiteral("x"));
    if (x.size() != curve.coordinateSize)
        return unusable(QStringLiteral("x is missing or not of %1 bytes").arg(curve.coordinateSize));
    const KeyPointer pointer(EVP_PKEY_new_raw_public_key_ex(nullptr, curve.name, nullptr, unsignedBytes(x),
                                                            static_cast<std::size_t>(x.size())));
    if (!pointer)
        return unusable(QStringLiteral("not a key of this curve"));
    key.subjectPublicKeyInfo = subjectPublicKeyInfo(pointer);
    return key;
}

/// Why a key is not for verifying signatures, whatever its type; empty when it may be (RFC 7517 section 4).
QString usageProblem(const QJsonObject &jwk)
{
    for (const char *member : {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}) {
        if (jwk.contains(QLatin1String(member)))
            return QStringLiteral("has private parts");
    }
    const QJsonValue use = jwk.value(QLatin1String("use"));
    if (!use.isUndefined() && use.toString() != QLatin1String("sig"))
        return QStringLiteral("use is \"%1\"").arg(serverText(use.toString(), 20));
    const QJsonValue operations = jwk.value(QLatin1String("key_ops"));
    if (!operations.isUndefined() && !operations.toArray().contains(QStringLiteral("verify")))
        return QStringLiteral("key_ops without verify");
    for (const char *member : {"kid", "alg"}) {
        const QJsonValue value = jwk.value(QLatin1String(member));
        if (!value.isUndefined() && !value.isString())
            return QStringLiteral("%1 is not a string").arg(QLatin1String(member));
    }
    return {};
}

bool isRsaAlgorithm(const QString &algorithm)
{
    static const QStringList algorithms{QStringLiteral("RS256"), QStringLiteral("RS384"), QStringLiteral("RS512"),
                                        QStringLiteral("PS256"), QStringLiteral("PS384"), QStringLiteral("PS512")};
    return algorithms.contains(algorithm);
}

KeyOrReason readKey(const QJsonObject &jwk)
{
    if (QString problem = usageProblem(jwk); !problem.isEmpty())
        return unusable(std::move(problem));

    JsonWebKey key;
    key.keyId = jwk.value(QLatin1String("kid")).toString();
    key.algorithm = jwk.value(QLatin1String("alg")).toString();
    key.curve = jwk.value(QLatin1String("crv")).toString();
    const QString otherAlgorithm = QStringLiteral("alg is \"%1\"").arg(serverText(key.algorithm, 20));

    const QString type = jwk.value(QLatin1String("kty")).toString();
    if (type == QLatin1String("RSA")) {
        key.type = JsonWebKey::Type::Rsa;
        key.curve.clear();
        if (!key.algorithm.isEmpty() && !isRsaAlgorithm(key.algorithm))
            return unusable(otherAlgorithm);
        return rsaKey(jwk, std::move(key));
    }
    if (type != QLatin1String("EC") && type != QLatin1String("OKP"))
        return unusable(QStringLiteral("kty is \"%1\"").arg(serverText(type, 20)));

    key.type = type == QLatin1String("EC") ? JsonWebKey::Type::EllipticCurve : JsonWebKey::Type::OctetKeyPair;
    const Curve *curve = curveNamed(key.curve, key.type);
    if (!curve)
        return unusable(QStringLiteral("unsupported curve \"%1\"").arg(serverText(key.curve, 20)));
    if (!key.algorithm.isEmpty() && key.algorithm != QLatin1String(curve->algorithm))
        return unusable(otherAlgorithm);
    return key.type == JsonWebKey::Type::EllipticCurve ? ellipticCurveKey(jwk, *curve, std::move(key))
                                                       : octetKeyPair(jwk, *curve, std::move(key));
}

/// Whether a key of this type may have made a signature by this algorithm (RFC 7518 section 3.1, RFC 8037).
bool fits(const JsonWebKey &key, const QString &algorithm)
{
    if (!key.algorithm.isEmpty() && key.algorithm != algorithm)
        return false;
    if (key.type == JsonWebKey::Type::Rsa)
        return isRsaAlgorithm(algorithm);
    const Curve *curve = curveNamed(key.curve, key.type);
    return curve && algorithm == QLatin1String(curve->algorithm);
}

Error because(const JsonError &error)
{
    switch (error.reason) {
    case JsonError::Reason::Empty:
        return because(Reason(Stage::Keys, Fault::Empty), error.detail);
    case JsonError::Reason::LooksLikeHtml:
        return because(Reason(Stage::Keys, Fault::Html), error.detail);
    case JsonError::Reason::Malformed:
    case JsonError::Reason::DuplicateMember:
    case JsonError::Reason::WrongType:
        break;
    }
    return because(Reason(Stage::Keys, Fault::Malformed), serverText(error.detail));
}

} // namespace

Expected<JsonWebKeySet, Error> JsonWebKeySet::parse(QByteArrayView document)
{
    const auto object = parseJsonObject(document);
    if (!object)
        return Unexpected(because(object.error()));
    const QJsonValue list = object->value(QLatin1String("keys"));
    if (!list.isArray())
        return Unexpected(because(Reason(Stage::Keys, Fault::Malformed), QStringLiteral("no list called \"keys\"")));
    const QJsonArray jwks = list.toArray();
    if (jwks.isEmpty())
        return Unexpected(because(Reason(Stage::Keys, Fault::Empty), QStringLiteral("the list of keys is empty")));

    const ErrorQueueMark mark;
    JsonWebKeySet set;
    for (qsizetype i = 0; i < jwks.size(); ++i) {
        const QJsonObject jwk = jwks.at(i).toObject();
        const QString keyId = jwk.value(QLatin1String("kid")).toString();
        const QString name = keyId.isEmpty() ? QStringLiteral("key %1").arg(i + 1) : serverText(keyId, 60);
        if (const auto reason = unreadability(jwks.at(i)); reason && set.m_unreadable.size() < MaximumKeys)
            set.m_unreadable.append(QStringLiteral("%1: %2").arg(name, *reason));
        if (!jwk.value(QLatin1String("x5u")).toString().isEmpty() && set.m_withCertificateUrl.size() < MaximumKeys)
            set.m_withCertificateUrl.append(QStringLiteral("%1: x5u").arg(name));
        auto key = i < MaximumKeys ? readKey(jwk) : unusable(QStringLiteral("beyond the first %1").arg(MaximumKeys));
        if (key && key->subjectPublicKeyInfo.isEmpty())
            key = unusable(QStringLiteral("not readable"));
        if (key) {
            set.m_keys.append(*std::move(key));
            continue;
        }
        set.m_leftOut.append(QStringLiteral("%1: %2").arg(name, key.error()));
    }
    // Strict readers refuse a key that has a member twice.
    if (const auto strictly = parseJsonObject(document, DuplicateMembers::Reject);
        !strictly && strictly.error().reason == JsonError::Reason::DuplicateMember)
        set.m_unreadable.append(serverText(strictly.error().detail, 100));
    if (set.m_keys.isEmpty())
        return Unexpected(because(Reason::NoUsableKey, set.m_leftOut.join(QLatin1String("; ")).left(1000)));
    return set;
}

QList<JsonWebKey> JsonWebKeySet::candidates(const QString &keyId, const QString &algorithm) const
{
    QList<JsonWebKey> found;
    std::copy_if(m_keys.begin(), m_keys.end(), std::back_inserter(found), [&](const JsonWebKey &key) {
        return (keyId.isEmpty() || key.keyId == keyId) && fits(key, algorithm);
    });
    return found;
}

JsonWebKeySetJob::JsonWebKeySetJob(QUrl jwksUri, http::Client &http)
    : m_jwksUri(std::move(jwksUri))
    , m_http(http)
{
}

void JsonWebKeySetJob::run()
{
    http::Request request;
    request.url = m_jwksUri;
    request.timeout = AnswerLimit;
    request.accept = "application/jwk-set+json, application/json";
    m_request = m_http.request(std::move(request));
    connect(m_request.get(), &Job::finished, this, &JsonWebKeySetJob::answered);
    m_request->start();
}

void JsonWebKeySetJob::answered()
{
    const auto reply = m_request->takeOutcome();
    if (auto problem = answerProblem(reply)) {
        finishWith(Unexpected(*std::move(problem)));
        return;
    }

    Error error;
    if (reply->status == 200) {
        auto keys = JsonWebKeySet::parse(reply->body);
        if (keys) {
            finishWith(std::move(keys));
            return;
        }
        error = std::move(keys).error();
        if (error.reason == Reason(Stage::Keys, Fault::Malformed) && http::isHtml(*reply))
            error.reason = Reason(Stage::Keys, Fault::Html);
    } else if (const QUrl target = reply->redirectTarget(); !target.isEmpty()) {
        error = because(Reason(Stage::Keys, Fault::Redirected), describeTarget(target));
    } else {
        error = because(Reason(Stage::Keys, Fault::Refused));
    }
    error.answer = serverAnswer(*reply);
    if (error.detail.isEmpty())
        error.detail = describe(error.answer);
    error.clockOffset = reply->clockOffset();
    finishWith(Unexpected(std::move(error)));
}

} // namespace oidc
