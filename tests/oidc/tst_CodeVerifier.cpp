#include "oidc/CodeVerifier.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

class tst_CodeVerifier final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void it_has_256_bits_in_the_alphabet_of_rfc_7636_R5()
    {
        static const QRegularExpression pattern(QStringLiteral("\\A[A-Za-z0-9_-]{43}\\z"));
        for (int i = 0; i < 100; ++i) {
            const auto verifier = oidc::CodeVerifier::generate();
            QVERIFY(pattern.match(QString::fromLatin1(verifier.value().reveal())).hasMatch());
        }
    }

    void no_two_are_equal_R5()
    {
        QSet<QByteArray> seen;
        for (int i = 0; i < 1000; ++i)
            seen.insert(oidc::CodeVerifier::generate().value().reveal().toByteArray());
        QCOMPARE(seen.size(), 1000);
    }

    void the_challenge_is_the_unpadded_hash_of_the_verifier_S256()
    {
        const auto verifier = oidc::CodeVerifier::generate();
        const QByteArray challenge = verifier.challenge();
        QCOMPARE(challenge.size(), 43);
        QVERIFY(!challenge.contains('=') && !challenge.contains('+') && !challenge.contains('/'));
        QCOMPARE(QByteArray::fromBase64(challenge, QByteArray::Base64UrlEncoding),
                 QCryptographicHash::hash(verifier.value().reveal().toByteArray(), QCryptographicHash::Sha256));
    }

    void the_challenge_is_not_the_verifier()
    {
        const auto verifier = oidc::CodeVerifier::generate();
        QVERIFY(verifier.challenge() != verifier.value().reveal());
        QCOMPARE(verifier.challenge(), verifier.challenge());
    }
};

QTEST_GUILESS_MAIN(tst_CodeVerifier)
#include "tst_CodeVerifier.moc"
