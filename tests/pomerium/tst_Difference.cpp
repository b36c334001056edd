#include "pomerium/Difference.h"
#include "pomerium/Examples.h"
#include "pomerium/ServiceAccount.h"

#include <QtTest>

using namespace pomerium;
using Kind = DiffLine::Kind;

namespace {

/// The lines as they are, with the sign of diff(1) in front.
QStringList signedLines(QByteArrayView before, QByteArrayView after)
{
    QStringList lines;
    for (const DiffLine &line :
         difference(before, after, [](QByteArrayView text) { return QString::fromUtf8(text); })) {
        const char sign = line.kind == Kind::Same ? ' ' : line.kind == Kind::Removed ? '-' : '+';
        lines << QLatin1Char(sign) + line.text;
    }
    return lines;
}

/// The old file, or the new one, out of a difference.
QStringList side(const QStringList &lines, QChar sign)
{
    QStringList kept;
    for (const QString &line : lines) {
        if (line.startsWith(QLatin1Char(' ')) || line.startsWith(sign))
            kept << line.mid(1);
    }
    return kept;
}

} // namespace

class tst_Difference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_only_looks_like_words_is_masked_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("userinfo in a comment") << QByteArray("# https://user:pass@host/x") << QByteArray("pass");
        QTest::newRow("a user alone in a comment") << QByteArray("# see https://token@host") << QByteArray("token");
        QTest::newRow("letters with padding") << QByteArray("  abcdefghijklmnopqrs=") << QByteArray("abcdefghij");
        QTest::newRow("letters with two") << QByteArray("  AbcDefGhiJklMnoPqr==") << QByteArray("AbcDef");
        QTest::newRow("the end of a wrapped value")
            << QByteArray("ZXhhbXBsZXRva2VuMTIzNDU2==") << QByteArray("ZXhhbXBs");
    }
    void what_only_looks_like_words_is_masked()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, secret);
        QVERIFY(!maskedLine(line).toUtf8().contains(secret));
    }

    void who_asks_to_see_a_secret_sees_it_and_nothing_that_hides_in_the_line()
    {
        QCOMPARE(shownLine("IDP_CLIENT_SECRET=aSecretThatWasAskedFor\r"),
                 QStringLiteral("IDP_CLIENT_SECRET=aSecretThatWasAskedFor"));
        const QString shown = shownLine("A=\x1b[2J\xe2\x80\xae");
        QVERIFY(!shown.contains(QChar(0x1b)));
        QVERIFY(!shown.contains(QChar(0x202e)));
    }

    void names_of_settings_stay_readable()
    {
        QVERIFY(maskedLine("EMPTY=").startsWith(QLatin1String("EMPTY=")));
        QVERIFY(maskedLine("empty=").startsWith(QLatin1String("empty=")));
        QVERIFY(maskedLine("LOG_LEVEL=debug").startsWith(QLatin1String("LOG_LEVEL=")));
        QVERIFY(maskedLine("address: :443").startsWith(QLatin1String("address: ")));
    }

    void lines_go_and_come_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *before, const char *after, const char *expected) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after)
                                << QString::fromLatin1(expected).split(QLatin1Char('|'), Qt::SkipEmptyParts);
        };
        row("equal", "a\nb\n", "a\nb\n", " a| b");
        row("nothing before", "", "a\nb\n", "+a|+b");
        row("nothing after", "a\nb\n", "", "-a|-b");
        row("both empty", "", "", "");
        row("one replaced", "a\nb\nc\n", "a\nx\nc\n", " a|-b|+x| c");
        row("one put in", "a\nc\n", "a\nb\nc\n", " a|+b| c");
        row("one taken out", "a\nb\nc\n", "a\nc\n", " a|-b| c");
        row("moved", "a\nb\nc\n", "b\nc\na\n", "-a| b| c|+a");
        row("first and last", "a\nm\nz\n", "b\nm\ny\n", "-a|+b| m|-z|+y");
        row("without final newline", "a\nb", "a\nc", " a|-b|+c");
        row("repeated lines", "a\na\na\n", "a\na\n", " a| a|-a");
    }
    void lines_go_and_come()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QStringList, expected);
        QCOMPARE(signedLines(before, after), expected);
    }

    void both_files_are_in_every_difference()
    {
        QRandomGenerator random(20240817);
        for (int round = 0; round < 300; ++round) {
            const auto file = [&random] {
                QByteArray text;
                const int count = random.bounded(12);
                for (int i = 0; i < count; ++i)
                    text += QByteArray(1, static_cast<char>('a' + random.bounded(4))) + '\n';
                return text;
            };
            const QByteArray before = file();
            const QByteArray after = file();
            const QStringList lines = signedLines(before, after);
            QCOMPARE(side(lines, QLatin1Char('-')),
                     QString::fromLatin1(before).split(QLatin1Char('\n'), Qt::SkipEmptyParts));
            QCOMPARE(side(lines, QLatin1Char('+')),
                     QString::fromLatin1(after).split(QLatin1Char('\n'), Qt::SkipEmptyParts));
        }
    }

    void large_files_end_soon()
    {
        QByteArray before;
        QByteArray after;
        for (int i = 0; i < 20000; ++i) {
            before += "old " + QByteArray::number(i) + '\n';
            after += "new " + QByteArray::number(i) + '\n';
        }
        const QStringList lines = signedLines(before, after);
        QCOMPARE(lines.size(), 40000);
    }

    void the_difference_of_two_exports_shows_no_secret()
    {
        auto old = examples::byName(QStringLiteral("release-0.15"));
        old.clientSecret = Secret(QByteArrayView("the-old-Secret-0123456789-abcdefghijklmn"));
        const auto now = examples::byName(QStringLiteral("release-0.15"));
        for (const ExportFormat format : exportFormats()) {
            const auto before = exportAs(format, old);
            const auto after = exportAs(format, now);
            if (!before || !after)
                continue;
            int changes = 0;
            for (const DiffLine &line : difference(before->reveal(), after->reveal(), maskedLine)) {
                changes += line.kind == Kind::Same ? 0 : 1;
                for (const QByteArray &part :
                     {QByteArray("the-old-Secret"), examples::clientSecret().left(8), examples::token().left(8),
                      ServiceAccount::encode(Secret(examples::token())).reveal().first(20).toByteArray(),
                      old.cookieSecret->reveal().first(8).toByteArray(),
                      old.sharedSecret->reveal().first(8).toByteArray()})
                    QVERIFY2(!line.text.toUtf8().contains(part), qPrintable(formatName(format)));
            }
            QCOMPARE(changes, format == ExportFormat::ServiceAccount ? 0 : 2);
        }
    }

    void a_secret_in_the_wrong_box_is_not_shown()
    {
        auto settings = examples::page();
        settings.clientId = QStringLiteral("MyShortSecret");
        settings.clientSecret = Secret(QByteArrayView("MyShortSecret"));
        const auto file = exportAs(ExportFormat::Env, settings);
        QVERIFY(file);
        for (const DiffLine &line : difference(file->reveal(), file->reveal(), lineMasker(settings)))
            QVERIFY2(!line.text.contains(QLatin1String("MyShort")), qPrintable(line.text));
        // And the old file's, of which nothing is known.
        QCOMPARE(maskedLine(QByteArray("IDP_CLIENT_ID=" + examples::clientSecret())),
                 QStringLiteral("IDP_CLIENT_ID=") + maskedSecret());
        QCOMPARE(maskedLine("IDP_PROVIDER_URL=https://me:password@acme.okta.com"),
                 QStringLiteral("IDP_PROVIDER_URL=") + maskedSecret());
    }

    void only_harmless_values_are_seen_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("shown");
        const auto same = [](const char *line) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(line);
        };
        const auto masked = [](const char *line, const char *visible) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(visible) + maskedSecret();
        };
        same("");
        same("IDP_PROVIDER=okta");
        same("IDP_PROVIDER_URL=https://acme.okta.com/oauth2/default");
        same("IDP_CLIENT_ID=0oa1b2c3d4e5f6g7h8i9");
        same("idp_client_id: '0oa1b2c3d4e5f6g7h8i9'");
        same("$env:IDP_CLIENT_ID = '0oa1b2c3d4e5f6g7h8i9'");
        same("AUTHENTICATE_SERVICE_URL=https://authenticate.acme.com");
        same("SOME_SWITCH=true");
        same("ADDRESS_PORT=8443");
        same("  - from: https://app.acme.com");
        same("routes:");
        same("---");
        same("# only words");
        masked("IDP_CLIENT_SECRET=abc", "IDP_CLIENT_SECRET=");
        masked("export IDP_CLIENT_SECRET=\"abc\"", "export IDP_CLIENT_SECRET=");
        masked("idp_client_secret: 'abc'", "idp_client_secret: ");
        masked("$env:IDP_CLIENT_SECRET = 'abc'", "$env:IDP_CLIENT_SECRET = ");
        masked("#IDP_CLIENT_SECRET=abc", "#IDP_CLIENT_SECRET=");
        masked("# cookie_secret: abc", "# cookie_secret: ");
        masked("DATABASE=postgres://me:password@db/x", "DATABASE=");
        masked("HOOK=https://hooks.example.com/T0123456789abcdef0123", "HOOK=");
        masked("      Authorization: Bearer abc", "      Authorization: ");
        masked("  - a-secret-in-a-list", "  - ");
        masked("second line of a quoted secret'", "");
        masked("AKIAIOSFODNN7EXAMPLE", "");
        masked("# was AKIAIOSFODNN7EXAMPLE", "# was ");
    }
    void only_harmless_values_are_seen()
    {
        QFETCH(QString, line);
        QFETCH(QString, shown);
        const QByteArray utf8 = line.toUtf8();
        QCOMPARE(maskedLine(utf8), shown);
        QCOMPARE(maskedLine(QByteArray(utf8 + '\r')), shown);
    }
};

QTEST_GUILESS_MAIN(tst_Difference)
#include "tst_Difference.moc"
