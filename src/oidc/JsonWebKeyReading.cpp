#include "oidc/JsonWebKeyReading.h"

#include "core/ServerText.h"
#include "oidc/OpenSsl.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/x509.h>

#include <algorithm>

namespace oidc {

namespace {

using openssl::Freed;
using openssl::KeyPointer;
using openssl::Number;
using openssl::number;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Problem = std::optional<QString>;

bool isNothing(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

/// The bytes of a base64url text, as a reader takes them that ignores padding and the bits left over at the end;
/// nothing when it is no such text.
std::optional<QByteArray> octets(const QJsonValue &value)
{
    if (!value.isString())
        return std::nullopt;
    QByteArray encoded = value.toString().toUtf8();
    while (encoded.endsWith('='))
        encoded.chop(1);
    encoded.replace('\r', "").replace('\n', "");
    const auto result = QByteArray::fromBase64Encoding(encoded,
                                                       QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
                                                           | QByteArray::AbortOnBase64DecodingErrors);
    if (result.decodingStatus != QByteArray::Base64DecodingStatus::Ok || encoded.size() % 4 == 1)
        return std::nullopt;
    return result.decoded;
}

/// Members that have to be texts, and those that have to be base64url, where they are there at all.
Problem formProblem(const QJsonObject &jwk)
{
    for (const char *member : {"kty", "crv", "kid", "alg", "use"}) {
        const QJsonValue value = jwk.value(QLatin1String(member));
        if (!isNothing(value) && !value.isString())
            return QStringLiteral("%1 is not a text").arg(QLatin1String(member));
    }
    for (const char *member : {"n", "e", "x", "y", "d", "p", "q", "dp", "dq", "qi", "k"}) {
        const QJsonValue value = jwk.value(QLatin1String(member));
        if (!isNothing(value) && !octets(value))
            return QStringLiteral("%1 is not base64url").arg(QLatin1String(member));
    }
    return std::nullopt;
}

struct Curve
{
    const char *name;
    int nid;
    qsizetype coordinateSize;
};

constexpr Curve Curves[] = {
    {"P-256", NID_X9_62_prime256v1, 32}, {"P-384", NID_secp384r1, 48}, {"P-521", NID_secp521r1, 66}};

bool isPointOf(int nid, const QByteArray &x, const QByteArray &y)
{
    const std::unique_ptr<EC_GROUP, Freed<EC_GROUP_free>> group(EC_GROUP_new_by_curve_name(nid));
    const std::unique_ptr<EC_POINT, Freed<EC_POINT_free>> point(group ? EC_POINT_new(group.get()) : nullptr);
    // Fails for a point that is not on the curve.
    return point
        && EC_POINT_set_affine_coordinates(group.get(), point.get(), number(x).get(), number(y).get(), nullptr) == 1;
}

Problem missing(const QJsonObject &jwk, std::initializer_list<const char *> members)
{
    for (const char *member : members) {
        if (isNothing(jwk.value(QLatin1String(member))))
            return QStringLiteral("%1 is missing").arg(QLatin1String(member));
    }
    return std::nullopt;
}

Problem ellipticCurveProblem(const QJsonObject &jwk)
{
    const QString name = jwk.value(QLatin1String("crv")).toString();
    const auto *const curve = std::find_if(std::begin(Curves), std::end(Curves),
                                           [&name](const Curve &each) { return name == QLatin1String(each.name); });
    if (curve == std::end(Curves))
        return QStringLiteral("crv is \"%1\"").arg(serverText(name, 20));
    if (Problem problem = missing(jwk, {"x", "y"}))
        return problem;
    const QByteArray x = *octets(jwk.value(QLatin1String("x")));
    const QByteArray y = *octets(jwk.value(QLatin1String("y")));
    for (const auto &[member, bytes] : {std::pair("x", x), std::pair("y", y)}) {
        if (bytes.size() != curve->coordinateSize) {
            return QStringLiteral("%1 has %2 bytes, not %3")
                .arg(QLatin1String(member))
                .arg(bytes.size())
                .arg(curve->coordinateSize);
        }
    }
    if (const QJsonValue d = jwk.value(QLatin1String("d")); !isNothing(d) && octets(d)->size() != curve->coordinateSize)
        return QStringLiteral("d has %1 bytes, not %2").arg(octets(d)->size()).arg(curve->coordinateSize);
    if (!isPointOf(curve->nid, x, y))
        return QStringLiteral("x and y are not a point of the curve %1").arg(name);
    return std::nullopt;
}

Problem keyProblem(const QJsonObject &jwk)
{
    const QString type = jwk.value(QLatin1String("kty")).toString();
    if (type == QLatin1String("RSA")) {
        const bool isPrivate = !isNothing(jwk.value(QLatin1String("d")));
        return isPrivate ? missing(jwk, {"n", "e", "p", "q"}) : missing(jwk, {"n", "e"});
    }
    if (type == QLatin1String("EC"))
        return ellipticCurveProblem(jwk);
    if (type == QLatin1String("oct"))
        return missing(jwk, {"k"});
    if (type == QLatin1String("OKP")) {
        const QString curve = jwk.value(QLatin1String("crv")).toString();
        if (curve != QLatin1String("Ed25519"))
            return QStringLiteral("crv is \"%1\"").arg(serverText(curve, 20));
        return missing(jwk, {"x"});
    }
    return QStringLiteral("kty is \"%1\"").arg(serverText(type, 20));
}

/// Whether a certificate is for this RSA or elliptic curve key.
bool isForKey(X509 *certificate, const QJsonObject &jwk)
{
    EVP_PKEY *const key = X509_get0_pubkey(certificate);
    const auto parameter = [key](const char *name) {
        BIGNUM *value = nullptr;
        if (key)
            EVP_PKEY_get_bn_param(key, name, &value);
        return Number(value);
    };
    const auto equals = [&jwk, &parameter](const char *member, const char *name) {
        const auto bytes = octets(jwk.value(QLatin1String(member)));
        const Number inCertificate = parameter(name);
        return bytes && inCertificate && BN_cmp(number(*bytes).get(), inCertificate.get()) == 0;
    };
    const QString type = jwk.value(QLatin1String("kty")).toString();
    if (type == QLatin1String("RSA"))
        return equals("n", OSSL_PKEY_PARAM_RSA_N) && equals("e", OSSL_PKEY_PARAM_RSA_E);
    if (type == QLatin1String("EC"))
        return equals("x", OSSL_PKEY_PARAM_EC_PUB_X) && equals("y", OSSL_PKEY_PARAM_EC_PUB_Y);
    unsigned char raw[32];
    std::size_t size = sizeof raw;
    const auto x = octets(jwk.value(QLatin1String("x")));
    return key && x && EVP_PKEY_get_raw_public_key(key, raw, &size) == 1
        && *x == QByteArray(reinterpret_cast<const char *>(raw), static_cast<qsizetype>(size));
}

/// The certificates of x5c in DER; nothing when one of them is none.
std::optional<QList<QByteArray>> certificatesOf(const QJsonValue &chain)
{
    QList<QByteArray> certificates;
    if (isNothing(chain))
        return certificates;
    if (!chain.isArray())
        return std::nullopt;
    const QJsonArray list = chain.toArray();
    for (const auto &each : list) {
        const QByteArray encoded = each.toString().toUtf8().replace('\r', "").replace('\n', "");
        const auto decoded = QByteArray::fromBase64Encoding(
            encoded, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
        const QByteArray der = decoded.decoded;
        const auto *begin = reinterpret_cast<const unsigned char *>(der.constData());
        const unsigned char *end = begin;
        const Certificate certificate(d2i_X509(nullptr, &end, static_cast<long>(der.size())));
        if (!each.isString() || decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok || !certificate
            || end != begin + der.size())
            return std::nullopt;
        certificates.append(der);
    }
    return certificates;
}

Problem thumbprintProblem(const QJsonObject &jwk, const char *member, QCryptographicHash::Algorithm algorithm,
                          const QByteArray &leaf)
{
    const QJsonValue value = jwk.value(QLatin1String(member));
    if (isNothing(value))
        return std::nullopt;
    if (!value.isString())
        return QStringLiteral("%1 is not a text").arg(QLatin1String(member));
    auto bytes = octets(value);
    if (!bytes)
        return QStringLiteral("%1 is not base64url").arg(QLatin1String(member));
    const int size = QCryptographicHash::hashLength(algorithm);
    // The hash written as hexadecimal digits before it was encoded: readers take that, too.
    if (bytes->size() == 2 * size) {
        const QByteArray hash = QByteArray::fromHex(*bytes);
        if (hash.toHex() != bytes->toLower())
            return QStringLiteral("%1 is not hexadecimal").arg(QLatin1String(member));
        bytes = hash;
    }
    if (!bytes->isEmpty() && bytes->size() != size)
        return QStringLiteral("%1 has %2 bytes, not %3").arg(QLatin1String(member)).arg(bytes->size()).arg(size);
    if (!bytes->isEmpty() && !leaf.isEmpty() && *bytes != QCryptographicHash::hash(leaf, algorithm))
        return QStringLiteral("%1 is not the hash of the first certificate in x5c").arg(QLatin1String(member));
    return std::nullopt;
}

Problem certificateProblem(const QJsonObject &jwk)
{
    const auto certificates = certificatesOf(jwk.value(QLatin1String("x5c")));
    if (!certificates)
        return QStringLiteral("x5c is not a list of certificates");
    const QByteArray leaf = certificates->value(0);
    if (!leaf.isEmpty()) {
        const auto *bytes = reinterpret_cast<const unsigned char *>(leaf.constData());
        const Certificate certificate(d2i_X509(nullptr, &bytes, static_cast<long>(leaf.size())));
        if (jwk.value(QLatin1String("kty")).toString() == QLatin1String("oct") || !isForKey(certificate.get(), jwk))
            return QStringLiteral("the first certificate in x5c is of another key");
    }
    if (Problem problem = thumbprintProblem(jwk, "x5t", QCryptographicHash::Sha1, leaf))
        return problem;
    return thumbprintProblem(jwk, "x5t#S256", QCryptographicHash::Sha256, leaf);
}

} // namespace

std::optional<QString> unreadability(const QJsonValue &entry)
{
    const openssl::ErrorQueueMark mark;
    if (!entry.isObject())
        return entry.isNull() ? QStringLiteral("null") : QStringLiteral("not an object");
    const QJsonObject jwk = entry.toObject();
    if (Problem problem = formProblem(jwk))
        return problem;
    if (Problem problem = keyProblem(jwk))
        return problem;
    return certificateProblem(jwk);
}

} // namespace oidc
