#include "core/Random.h"

#include <QSet>
#include <QTest>

#include <algorithm>

class tst_Random : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gives_as_many_bytes_as_asked_data();
    void gives_as_many_bytes_as_asked();
    void fills_every_byte();
    void a_token_is_unpadded_base64url_data();
    void a_token_is_unpadded_base64url();
    void tokens_do_not_repeat();
};

void tst_Random::gives_as_many_bytes_as_asked_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 3, 4, 31, 32, 63, 64, 65, 127, 128, 1000})
        QTest::addRow("%d", count) << count;
}

void tst_Random::gives_as_many_bytes_as_asked()
{
    QFETCH(int, count);
    QCOMPARE(randomBytes(count).size(), count);
}

void tst_Random::fills_every_byte()
{
    // Each position takes more than one value within 64 draws: it stays the same by chance once in 256^63.
    constexpr int Size = 130;
    const QByteArray first = randomBytes(Size);
    QByteArray changed(Size, 0);
    for (int draw = 0; draw < 64; ++draw) {
        const QByteArray other = randomBytes(Size);
        for (int at = 0; at < Size; ++at) {
            if (other[at] != first[at])
                changed[at] = 1;
        }
    }
    QVERIFY(!changed.contains('\0'));
}

void tst_Random::a_token_is_unpadded_base64url_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("characters");
    QTest::newRow("code verifier, RFC 7636 section 4.1") << 32 << 43;
    QTest::newRow("one byte") << 1 << 2;
    QTest::newRow("two bytes") << 2 << 3;
    QTest::newRow("three bytes") << 3 << 4;
    QTest::newRow("longest code verifier") << 96 << 128;
}

void tst_Random::a_token_is_unpadded_base64url()
{
    QFETCH(int, bytes);
    QFETCH(int, characters);
    for (int draw = 0; draw < 200; ++draw) {
        const QByteArray token = randomToken(bytes);
        QCOMPARE(token.size(), characters);
        QVERIFY(std::all_of(token.begin(), token.end(), [](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        }));
        const auto decoded = QByteArray::fromBase64Encoding(token, QByteArray::Base64UrlEncoding);
        QVERIFY(decoded);
        QCOMPARE(decoded.decoded.size(), bytes);
    }
}

void tst_Random::tokens_do_not_repeat()
{
    QSet<QByteArray> tokens;
    for (int draw = 0; draw < 2000; ++draw)
        tokens.insert(randomToken());
    QCOMPARE(tokens.size(), 2000);
    QCOMPARE(randomToken().size(), 43);
}

QTEST_APPLESS_MAIN(tst_Random)

#include "tst_Random.moc"
