#include "demo/FormFields.h"

#include <QTest>

using demo::FormFields;

class tst_FormFields final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_name_that_comes_again_has_all_of_its_values()
    {
        const auto fields = demo::FormFields::parse("uri=a&grant=x&uri=&uri=b+c");
        QCOMPARE(fields.values(QLatin1String("uri")),
                 (QStringList{QStringLiteral("a"), QString(), QStringLiteral("b c")}));
        QVERIFY(fields.values(QLatin1String("none")).isEmpty());
    }

    void values_are_decoded_once_data()
    {
        QTest::addColumn<QByteArray>("encoded");
        QTest::addColumn<QString>("decoded");

        QTest::newRow("plus is a space") << QByteArray("a+b") << QStringLiteral("a b");
        QTest::newRow("escaped plus") << QByteArray("a%2Bb") << QStringLiteral("a+b");
        QTest::newRow("escaped percent") << QByteArray("a%2525") << QStringLiteral("a%25");
        QTest::newRow("ampersand") << QByteArray("a%26b%3Dc") << QStringLiteral("a&b=c");
        QTest::newRow("UTF-8") << QByteArray("%C3%A9") << QStringLiteral("é");
        QTest::newRow("lower case hex") << QByteArray("%c3%a9") << QStringLiteral("é");
    }

    void values_are_decoded_once()
    {
        QFETCH(QByteArray, encoded);
        QFETCH(QString, decoded);
        QCOMPARE(demo::decodeFormValue(encoded), std::optional(decoded));
        QCOMPARE(demo::decodeFormValue(demo::encodeFormValue(decoded)), std::optional(decoded));
    }

    void broken_escapes_are_noticed()
    {
        QVERIFY(!demo::decodeFormValue("a%"));
        QVERIFY(!demo::decodeFormValue("a%4"));
        QVERIFY(!demo::decodeFormValue("a%zz"));
    }

    void fields_keep_their_order_and_their_first_value()
    {
        const auto fields = FormFields::parse("b=1&&a=2&b=3&empty=&bare");
        QCOMPARE(fields.value(QLatin1String("b")), QStringLiteral("1"));
        QVERIFY(fields.hasDuplicates());
        QVERIFY(fields.contains(QLatin1String("bare")));
        QVERIFY(fields.contains(QLatin1String("empty")));
        QVERIFY(!fields.contains(QLatin1String("c")));
        QCOMPARE(fields.encodedWithout({QStringLiteral("a")}), QByteArray("b=1&b=3&empty=&bare="));
        QVERIFY(!FormFields::parse("a=1&b=1").hasDuplicates());
    }
};

QTEST_GUILESS_MAIN(tst_FormFields)
#include "tst_FormFields.moc"
