#include "pomerium/ValueEncoding.h"

#include <QtTest>

using namespace pomerium;
using Reason = ExportError::Reason;

namespace {

const QList<ExportFormat> dialects{ExportFormat::EnvDocker, ExportFormat::EnvShell, ExportFormat::EnvSystemd,
                                   ExportFormat::EnvCompose, ExportFormat::EnvPowershell};

QString written(const EncodedValue &value)
{
    if (value)
        return QString::fromUtf8(value->reveal());
    switch (value.error().reason) {
    case Reason::NulCharacter:
        return QStringLiteral("refused: NUL");
    case Reason::NotUtf8:
        return QStringLiteral("refused: not UTF-8");
    case Reason::TooLong:
        return QStringLiteral("refused: too long");
    default:
        return QStringLiteral("refused: ") + value.error().detail;
    }
}

} // namespace

/// The tables of the facts, 3.3 and 3.4: how each dialect writes a value.
class tst_ValueEncoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void each_cell_of_the_table_is_written_as_it_stands_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("docker");
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QString>("systemd");
        QTest::addColumn<QString>("compose");
        QTest::addColumn<QString>("powershell");
        QTest::addColumn<QString>("yaml");
        const auto row = [](const QByteArray &name, const QByteArray &value, const QByteArray &docker,
                            const QByteArray &shell, const QByteArray &systemd, const QByteArray &compose,
                            const QByteArray &powershell, const QByteArray &yaml) {
            QTest::newRow(name.constData())
                << value << QString::fromUtf8(docker) << QString::fromUtf8(shell) << QString::fromUtf8(systemd)
                << QString::fromUtf8(compose) << QString::fromUtf8(powershell) << QString::fromUtf8(yaml);
        };
        row("3.4 none special", "ab", "ab", "ab", "ab", "ab", "'ab'", "'ab'");
        row("3.4 space", "a b", "a b", "'a b'", "\"a b\"", "'a b'", "'a b'", "'a b'");
        row("3.4 double quote", "a\"b", "a\"b", "'a\"b'", "\"a\\\"b\"", "'a\"b'", "'a\"b'", "'a\"b'");
        row("3.4 single quote", "a'b", "a'b", "'a'\\''b'", "\"a'b\"", "'a\\'b'", "'a''b'", "'a''b'");
        row("3.4 $", "a$b", "a$b", "'a$b'", "\"a\\$b\"", "'a$b'", "'a$b'", "'a$b'");
        row("3.4 ${", "a${b", "a${b", "'a${b'", "\"a\\${b\"", "'a${b'", "'a${b'", "'a${b'");
        row("3.4 backslash", "a\\b", "a\\b", "'a\\b'", "\"a\\\\b\"", "'a\\b'", "'a\\b'", "'a\\b'");
        row("3.4 backtick", "a`b", "a`b", "'a`b'", "\"a\\`b\"", "'a`b'", "'a`b'", "'a`b'");
        row("3.4 #", "a#b", "a#b", "'a#b'", "\"a#b\"", "'a#b'", "'a#b'", "'a#b'");
        row("3.4 %", "a%b", "a%b", "'a%b'", "\"a%b\"", "'a%b'", "'a%b'", "'a%b'");
        for (const char c : QByteArrayLiteral("!&|;<>()*?~^[]{}")) {
            const QByteArray value = QByteArray("a") + c + "b";
            const QByteArray quoted = "'" + value + "'";
            row(QByteArray("3.4 ") + c, value, value, quoted, "\"" + value + "\"", quoted, quoted, quoted);
        }
        for (const char c : QByteArrayLiteral("=+/:,.@-_")) {
            const QByteArray value = QByteArray("a") + c + "b";
            const QByteArray quoted = "'" + value + "'";
            row(QByteArray("3.4 ") + c, value, value, value, value, value, quoted, quoted);
        }
        row("3.4 newline", "a\nb", "refused: U+000A", "'a\nb'", "\"a\nb\"", "\"a\\nb\"", "refused: U+000A",
            "refused: U+000A");
        row("carriage return", "a\rb", "refused: U+000D", "'a\rb'", "refused: U+000D", "refused: U+000D",
            "refused: U+000D", "refused: U+000D");
        row("tab", "a\tb", "a\tb", "'a\tb'", "\"a\tb\"", "'a\tb'", "'a\tb'", "'a\tb'");
        row("3.1 $(cmd) is not run", "$(id)", "$(id)", "'$(id)'", "\"\\$(id)\"", "'$(id)'", "'$(id)'", "'$(id)'");
        row("3.3 compose: backslash at the end", "ab\\", "ab\\", "'ab\\'", "\"ab\\\\\"", "refused: \\ (U+005C)",
            "'ab\\'", "'ab\\'");
        row("compose: backslash before a quote", "a\\'b", "a\\'b", "'a\\'\\''b'", "\"a\\\\'b\"", "refused: \\ (U+005C)",
            "'a\\''b'", "'a\\''b'");
        row("3.3 compose v1: two backslashes", "a\\\\b", "a\\\\b", "'a\\\\b'", "\"a\\\\\\\\b\"", "refused: \\ (U+005C)",
            "'a\\\\b'", "'a\\\\b'");
        row("3.1 compose v1: ${X}", "a${X}b", "a${X}b", "'a${X}b'", "\"a\\${X}b\"", "refused: ${…}", "'a${X}b'",
            "'a${X}b'");
        row("compose: newline and $", "a\n$b", "refused: U+000A", "'a\n$b'", "\"a\n\\$b\"",
            "refused: U+000A, $ (U+0024)", "refused: U+000A", "refused: U+000A");
        row("3.1 outer space", " ab ", " ab ", "' ab '", "\" ab \"", "' ab '", "' ab '", "' ab '");
        row("3.1 YAML: true", "true", "true", "true", "true", "true", "'true'", "'true'");
        row("3.1 YAML: 0123456789", "0123456789", "0123456789", "0123456789", "0123456789", "0123456789",
            "'0123456789'", "'0123456789'");
        row("3.1 YAML: 1e5", "1e5", "1e5", "1e5", "1e5", "1e5", "'1e5'", "'1e5'");
        row("other scripts", "\u00E9\u4E2D\U0001F511", "\u00E9\u4E2D\U0001F511", "'\u00E9\u4E2D\U0001F511'",
            "\"\u00E9\u4E2D\U0001F511\"", "'\u00E9\u4E2D\U0001F511'", "refused: \u00E9 (U+00E9)",
            "'\u00E9\u4E2D\U0001F511'");
        row("3.3 PowerShell: curly quote", "a\u2019b", "a\u2019b", "'a\u2019b'", "\"a\u2019b\"", "'a\u2019b'",
            "refused: \u2019 (U+2019)", "'a\u2019b'");
        row("escape character",
            "a\x1B"
            "b",
            "a\x1B"
            "b",
            "'a\x1B"
            "b'",
            "refused: U+001B",
            "'a\x1B"
            "b'",
            "refused: U+001B", "refused: U+001B");
        row("delete character",
            "a\x7F"
            "b",
            "a\x7F"
            "b",
            "'a\x7F"
            "b'",
            "refused: U+007F",
            "'a\x7F"
            "b'",
            "refused: U+007F", "refused: U+007F");
        row("systemd: noncharacter", "\uFDD0\U0001FFFE", "\uFDD0\U0001FFFE", "'\uFDD0\U0001FFFE'",
            "refused: \\uFDD0 (U+FDD0)", "'\uFDD0\U0001FFFE'", "refused: \\uFDD0 (U+FDD0)", "'\uFDD0\U0001FFFE'");
        row("YAML: next line", "a\u0085b", "a\u0085b", "'a\u0085b'", "\"a\u0085b\"", "'a\u0085b'",
            "refused: \\u0085 (U+0085)", "refused: \\u0085 (U+0085)");
        row("YAML: line separator", "a\u2028b", "a\u2028b", "'a\u2028b'", "\"a\u2028b\"", "'a\u2028b'",
            "refused: \\u2028 (U+2028)", "refused: \\u2028 (U+2028)");
        row("YAML: byte order mark", "\uFEFFab", "\uFEFFab", "'\uFEFFab'", "\"\uFEFFab\"", "'\uFEFFab'",
            "refused: \\uFEFF (U+FEFF)", "refused: \\uFEFF (U+FEFF)");
    }
    void each_cell_of_the_table_is_written_as_it_stands()
    {
        QFETCH(QByteArray, value);
        QTEST(written(environmentValue(ExportFormat::EnvDocker, value)), "docker");
        QTEST(written(environmentValue(ExportFormat::EnvShell, value)), "shell");
        QTEST(written(environmentValue(ExportFormat::EnvSystemd, value)), "systemd");
        QTEST(written(environmentValue(ExportFormat::EnvCompose, value)), "compose");
        QTEST(written(environmentValue(ExportFormat::EnvPowershell, value)), "powershell");
        QTEST(written(yamlValue(value)), "yaml");
    }

    void env_takes_the_safe_set_and_nothing_else()
    {
        const QByteArray safe =
            QByteArrayLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:/@+=,-");
        for (int c = 1; c < 128; ++c) {
            const QByteArray value(1, static_cast<char>(c));
            const auto encoded = environmentValue(ExportFormat::Env, value);
            QCOMPARE(encoded.has_value(), safe.contains(static_cast<char>(c)));
            QCOMPARE(isSafeEverywhere(value), safe.contains(static_cast<char>(c)));
            if (encoded)
                QCOMPARE(encoded->reveal().toByteArray(), value);
            else
                QCOMPARE(encoded.error().reason, Reason::UnsafeCharacter);
        }
        QVERIFY(!environmentValue(ExportFormat::Env, "\xC3\xA9"));
    }

    void nul_and_broken_utf8_are_refused_everywhere_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("refusal");
        const QString nul = QStringLiteral("refused: NUL");
        const QString broken = QStringLiteral("refused: not UTF-8");
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << nul;
        QTest::newRow("lone continuation") << QByteArray("a\x80") << broken;
        QTest::newRow("cut off") << QByteArray("a\xE4\xB8") << broken;
        QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << broken;
        QTest::newRow("overlong in three") << QByteArray("\xE0\x80\xAF") << broken;
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << broken;
        QTest::newRow("above U+10FFFF") << QByteArray("\xF4\x90\x80\x80") << broken;
        QTest::newRow("Latin-1") << QByteArray("caf\xE9") << broken;
    }
    void nul_and_broken_utf8_are_refused_everywhere()
    {
        QFETCH(QByteArray, value);
        QFETCH(QString, refusal);
        for (const ExportFormat dialect : dialects)
            QCOMPARE(written(environmentValue(dialect, value)), refusal);
        QCOMPARE(written(environmentValue(ExportFormat::Env, value)), refusal);
        QCOMPARE(written(yamlValue(value)), refusal);
        QCOMPARE(written(plainLine(value)), refusal);
    }

    void a_line_longer_than_consumers_read_is_refused()
    {
        for (const ExportFormat dialect : dialects) {
            QVERIFY(environmentValue(dialect, QByteArray(60'000, 'x')));
            QCOMPARE(written(environmentValue(dialect, QByteArray(66'000, 'x'))), QStringLiteral("refused: too long"));
        }
    }

    void an_error_never_repeats_the_value()
    {
        const QByteArray value("correct horse battery staple\r\n\\");
        for (const ExportFormat dialect : dialects + QList{ExportFormat::Env}) {
            const auto encoded = environmentValue(dialect, value);
            if (!encoded)
                QVERIFY(encoded.error().detail.size() < 30 && !encoded.error().detail.contains(QLatin1String("horse")));
        }
    }
};

QTEST_GUILESS_MAIN(tst_ValueEncoding)
#include "tst_ValueEncoding.moc"
