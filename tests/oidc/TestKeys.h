#pragma once

#include "oidc/JsonWebKeySet.h"
#include "support/TokenSigner.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

Q_DECLARE_METATYPE(oidc::Reason)
Q_DECLARE_METATYPE(TokenSigner::Fault)

/// Keys that the rows of a test share: making an RSA key takes longer than all the rows.
struct TestKeys
{
    TokenSigner rsa{TokenSigner::KeyType::Rsa2048, QStringLiteral("rsa")};
    TokenSigner otherRsa{TokenSigner::KeyType::Rsa2048, QStringLiteral("other-rsa")};
    TokenSigner thirdRsa{TokenSigner::KeyType::Rsa3072, QStringLiteral("third-rsa")};
    TokenSigner weakRsa{TokenSigner::KeyType::Rsa1024, QStringLiteral("weak-rsa")};
    TokenSigner p256{TokenSigner::KeyType::P256, QStringLiteral("p256")};
    TokenSigner p384{TokenSigner::KeyType::P384, QStringLiteral("p384")};
    TokenSigner p521{TokenSigner::KeyType::P521, QStringLiteral("p521")};
    TokenSigner secp256k1{TokenSigner::KeyType::Secp256k1, QStringLiteral("secp256k1")};
    TokenSigner ed25519{TokenSigner::KeyType::Ed25519, QStringLiteral("ed25519")};
    TokenSigner ed448{TokenSigner::KeyType::Ed448, QStringLiteral("ed448")};
};

inline const TestKeys &testKeys()
{
    static const TestKeys keys;
    return keys;
}

/// `jwk` with one member set; a null value takes it away.
inline QJsonObject with(QJsonObject jwk, const char *member, const QJsonValue &value)
{
    if (value.isNull())
        jwk.remove(QLatin1String(member));
    else
        jwk[QLatin1String(member)] = value;
    return jwk;
}

inline QByteArray keySetDocument(const QList<QJsonObject> &jwks)
{
    QJsonArray keys;
    for (const QJsonObject &jwk : jwks)
        keys.append(jwk);
    return QJsonDocument(QJsonObject{{QStringLiteral("keys"), keys}}).toJson();
}

/// A set that the test knows to be good.
inline oidc::JsonWebKeySet keySet(const QList<QJsonObject> &jwks)
{
    auto set = oidc::JsonWebKeySet::parse(keySetDocument(jwks));
    if (!set)
        qFatal("the test's key set is refused: %s", qPrintable(set.error().detail));
    return *std::move(set);
}

/// What every suite offers: a key of each type that we verify with.
inline oidc::JsonWebKeySet allKeys()
{
    const TestKeys &keys = testKeys();
    return keySet({keys.rsa.publicJwk(), keys.p256.publicJwk(), keys.p384.publicJwk(), keys.p521.publicJwk(),
                   keys.ed25519.publicJwk(), keys.ed448.publicJwk()});
}
