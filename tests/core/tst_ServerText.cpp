#include "core/ServerText.h"

#include <QTest>

class tst_ServerText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shows_what_is_harmless_and_escapes_the_rest_data();
    void shows_what_is_harmless_and_escapes_the_rest();
    void reads_UTF_8_data();
    void reads_UTF_8();
    void cuts_at_the_maximum_data();
    void cuts_at_the_maximum();
    void a_long_text_is_cut_before_it_is_converted();
};

void tst_ServerText::shows_what_is_harmless_and_escapes_the_rest_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("words") << QStringLiteral("The client secret supplied is invalid.")
                           << QStringLiteral("The client secret supplied is invalid.");
    QTest::newRow("other scripts") << QStringLiteral("Gr\u00FC\u00DFe \u65E5\u672C \u0627\u0644 \U0001F600 e\u0301")
                                   << QStringLiteral("Gr\u00FC\u00DFe \u65E5\u672C \u0627\u0644 \U0001F600 e\u0301");
    QTest::newRow("markup is text") << QStringLiteral("<b>&amp;</b>") << QStringLiteral("<b>&amp;</b>");
    QTest::newRow("line breaks and tab") << QStringLiteral("a\r\nb\tc") << QStringLiteral("a\\u000D\\u000Ab\\u0009c");
    QTest::newRow("NUL") << QString(QLatin1String("a\0b", 3)) << QStringLiteral("a\\u0000b");
    QTest::newRow("terminal escape") << QStringLiteral("\x1B[31mred") << QStringLiteral("\\u001B[31mred");
    QTest::newRow("C1 control") << QStringLiteral("a\u009Bb") << QStringLiteral("a\\u009Bb");
    QTest::newRow("right-to-left override") << QStringLiteral("a\u202Eb") << QStringLiteral("a\\u202Eb");
    QTest::newRow("isolates") << QStringLiteral("\u2066a\u2069") << QStringLiteral("\\u2066a\\u2069");
    QTest::newRow("zero width") << QStringLiteral("a\u200Bb\u200Dc\uFEFFd")
                                << QStringLiteral("a\\u200Bb\\u200Dc\\uFEFFd");
    QTest::newRow("soft hyphen") << QStringLiteral("a\u00ADb") << QStringLiteral("a\\u00ADb");
    QTest::newRow("line and paragraph separators")
        << QStringLiteral("a\u2028b\u2029c") << QStringLiteral("a\\u2028b\\u2029c");
    QTest::newRow("private use") << QStringLiteral("\uE000\uF8FF") << QStringLiteral("\\uE000\\uF8FF");
    QTest::newRow("not a character") << QStringLiteral("\uFFFE") << QStringLiteral("\\uFFFE");
    QTest::newRow("tag characters") << QStringLiteral("a\U000E0041") << QStringLiteral("a\\u0E0041");
    QTest::newRow("lone surrogates") << QString(QChar(0xD83D)) + QLatin1Char('a') + QChar(0xDE00)
                                     << QStringLiteral("\uFFFDa\uFFFD");
}

void tst_ServerText::shows_what_is_harmless_and_escapes_the_rest()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(serverText(text), shown);
}

void tst_ServerText::reads_UTF_8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");
    QTest::newRow("words") << QByteArray("Gr\xC3\xBC\xC3\x9F") << QStringLiteral("Gr\u00FC\u00DF");
    QTest::newRow("invalid") << QByteArray("a\xFFz") << QStringLiteral("a\uFFFDz");
    QTest::newRow("override") << QByteArray("a\xE2\x80\xAEz") << QStringLiteral("a\\u202Ez");
    QTest::newRow("empty") << QByteArray() << QString();
}

void tst_ServerText::reads_UTF_8()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, shown);
    QCOMPARE(serverText(QByteArrayView(bytes)), shown);
}

void tst_ServerText::cuts_at_the_maximum_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("maximum");
    QTest::addColumn<QString>("shown");
    const QString smile = QStringLiteral("\U0001F600");
    QTest::newRow("shorter") << QStringLiteral("abc") << 4 << QStringLiteral("abc");
    QTest::newRow("exactly") << QStringLiteral("abcd") << 4 << QStringLiteral("abcd");
    QTest::newRow("one more") << QStringLiteral("abcde") << 4 << QStringLiteral("abcd\u2026");
    QTest::newRow("much more") << QString(1000, QLatin1Char('x')) << 4 << QStringLiteral("xxxx\u2026");
    QTest::newRow("pairs, exactly") << smile.repeated(4) << 4 << smile.repeated(4);
    QTest::newRow("pairs, one more") << smile.repeated(5) << 4 << smile.repeated(4) + QChar(0x2026);
    QTest::newRow("pairs, many more") << smile.repeated(100) << 4 << smile.repeated(4) + QChar(0x2026);
    QTest::newRow("pair across the cut") << QStringLiteral("abcd") + smile.repeated(9) << 5
                                         << QStringLiteral("abcd") + smile + QChar(0x2026);
    QTest::newRow("an escape is one character")
        << QStringLiteral("\u202E\u202E\u202E") << 2 << QStringLiteral("\\u202E\\u202E\u2026");
    QTest::newRow("none at all") << QStringLiteral("a") << 0 << QStringLiteral("\u2026");
}

void tst_ServerText::cuts_at_the_maximum()
{
    QFETCH(QString, text);
    QFETCH(int, maximum);
    QFETCH(QString, shown);
    QCOMPARE(serverText(text, maximum), shown);
    const QByteArray utf8 = text.toUtf8();
    QCOMPARE(serverText(QByteArrayView(utf8), maximum), shown);
}

void tst_ServerText::a_long_text_is_cut_before_it_is_converted()
{
    QCOMPARE(serverText(QString(10'000'000, QChar(0x202E))).size(), 300 * 6 + 1);
    const QByteArray bytes(10'000'000, '\xFF');
    QCOMPARE(serverText(QByteArrayView(bytes)).size(), 301);
}

QTEST_APPLESS_MAIN(tst_ServerText)

#include "tst_ServerText.moc"
