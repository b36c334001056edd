#include "core/SecretText.h"

#include <QTest>

using Kind = SecretFlaw::Kind;

class tst_SecretText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_is_not_the_secret_is_named_and_cut_where_that_is_sure_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QList<SecretFlaw>>("flaws");
        const auto row = [](const char *name, const QByteArray &text, const QByteArray &secret,
                            const QList<SecretFlaw> &flaws) { QTest::newRow(name) << text << secret << flaws; };
        const auto flaw = [](Kind kind, const char *character, qsizetype position) {
            return SecretFlaw{kind, QString::fromLatin1(character), position};
        };
        row("nothing", "aB3-_x", "aB3-_x", {});
        row("an equals sign of its own", "abc=def==", "abc=def==", {});
        row("byte order mark",
            "\xEF\xBB\xBF"
            "xyz",
            "xyz", {flaw(Kind::ByteOrderMark, "U+FEFF", 1)});
        row("zero width space", "xy\xE2\x80\x8Bz", "xyz", {flaw(Kind::Invisible, "U+200B", 3)});
        row("double quotes", "\"xyz\"", "xyz", {flaw(Kind::Quotes, "U+0022", 1)});
        row("typographic quotes", "\xE2\x80\x9Cxyz\xE2\x80\x9D", "xyz", {flaw(Kind::Quotes, "U+201C", 1)});
        row("one quote", "\"xyz", "\"xyz", {});
        row("NAME=", "IDP_CLIENT_SECRET=xyz", "xyz", {flaw(Kind::Assignment, "U+0049", 1)});
        row("export NAME= and quotes", "export OKTA_TOKEN='xyz'", "xyz",
            {flaw(Kind::Assignment, "U+0065", 1), flaw(Kind::Quotes, "U+0027", 19)});
        row("name:", "client_secret: xyz", "xyz", {flaw(Kind::Assignment, "U+0063", 1)});
        row("another name", "NAME=xyz", "NAME=xyz", {});
        row("a name alone", "SECRET=", "SECRET=", {});
        row("a dash", "xy\xE2\x80\x93z", "xy\xE2\x80\x93z", {flaw(Kind::TypographicDash, "U+2013", 3)});
        row("blanks", " xyz\n", " xyz\n", {flaw(Kind::Blank, "U+0020", 1), flaw(Kind::Blank, "U+000A", 5)});
        row("no UTF-8", "\xFFxyz", "\xFFxyz", {});
        row("empty", "", "", {});
    }
    void what_is_not_the_secret_is_named_and_cut_where_that_is_sure()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, secret);
        QFETCH(QList<SecretFlaw>, flaws);
        const SecretText read = SecretText::read(text);
        QCOMPARE(read.secret.reveal().toByteArray(), secret);
        QVERIFY(read.flaws == flaws);
    }
};

QTEST_APPLESS_MAIN(tst_SecretText)
#include "tst_SecretText.moc"
