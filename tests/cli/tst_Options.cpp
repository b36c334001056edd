#include "cli/Options.h"

#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <array>
#include <sys/ioctl.h>
#include <thread>
#include <unistd.h>
#endif

using cli::Option;
using cli::Options;

namespace {

QList<Option> known()
{
    return {{QStringLiteral("issuer"), QStringLiteral("URL"), QStringLiteral("A value that is needed."), true},
            {QStringLiteral("timeout"), QStringLiteral("SECONDS"), QStringLiteral("A value.")},
            {QStringLiteral("json"), QString(), QStringLiteral("None.")}};
}

} // namespace

class tst_Options : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void both_ways_to_give_a_value_mean_the_same()
    {
        for (const QStringList &arguments :
             {QStringList{QStringLiteral("--issuer"), QStringLiteral("https://a=b"), QStringLiteral("--json")},
              QStringList{QStringLiteral("--json"), QStringLiteral("--issuer=https://a=b")}}) {
            const auto options = Options::parse(arguments, known());
            QVERIFY(options);
            QCOMPARE(options->value(QStringLiteral("issuer")), QStringLiteral("https://a=b"));
            QVERIFY(options->has(QStringLiteral("json")));
            QVERIFY(!options->has(QStringLiteral("timeout")));
        }
    }

    void a_value_may_look_like_an_option()
    {
        const auto options = Options::parse({QStringLiteral("--issuer"), QStringLiteral("--json")}, known());
        QVERIFY(options);
        QCOMPARE(options->value(QStringLiteral("issuer")), QStringLiteral("--json"));
    }

    void an_option_that_may_be_given_again_keeps_every_value()
    {
        auto options = known();
        options[1].isRepeatable = true;
        const auto given = Options::parse({QStringLiteral("--timeout=1"), QStringLiteral("--issuer=x"),
                                           QStringLiteral("--timeout"), QStringLiteral("2")},
                                          options);
        QVERIFY(given);
        QCOMPARE(given->values(QStringLiteral("timeout")), (QStringList{QStringLiteral("1"), QStringLiteral("2")}));
        QCOMPARE(given->value(QStringLiteral("timeout")), QStringLiteral("1"));
        QVERIFY(!Options::parse({QStringLiteral("--issuer=x"), QStringLiteral("--issuer=y")}, options));
    }

    void what_is_not_spelled_in_full_is_refused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const QString issuer = QStringLiteral("--issuer=x");
        QTest::newRow("abbreviated") << QStringList{QStringLiteral("--iss=x")} << "--iss";
        QTest::newRow("one dash") << QStringList{QStringLiteral("-issuer"), QStringLiteral("x")} << "-issuer";
        QTest::newRow("other case") << QStringList{QStringLiteral("--Issuer=x")} << "--Issuer";
        QTest::newRow("unknown") << QStringList{issuer, QStringLiteral("--nonsense")} << "--nonsense";
        QTest::newRow("twice") << QStringList{issuer, QStringLiteral("--issuer"), QStringLiteral("y")} << "--issuer";
        QTest::newRow("a flag twice") << QStringList{issuer, QStringLiteral("--json"), QStringLiteral("--json")}
                                      << "--json";
        QTest::newRow("a flag with a value") << QStringList{issuer, QStringLiteral("--json=yes")} << "--json";
        QTest::newRow("no value") << QStringList{QStringLiteral("--issuer")} << "--issuer";
        QTest::newRow("an empty value") << QStringList{QStringLiteral("--issuer=")} << "--issuer";
        QTest::newRow("a needed one is missing") << QStringList{QStringLiteral("--json")} << "--issuer";
        QTest::newRow("an argument") << QStringList{issuer, QStringLiteral("more")} << "more";
        QTest::newRow("the end of options") << QStringList{issuer, QStringLiteral("--")} << "--";
        QTest::newRow("nothing") << QStringList{issuer, QString()} << "argument";
    }

    void what_is_not_spelled_in_full_is_refused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const auto options = Options::parse(arguments, known());
        QVERIFY(!options);
        QVERIFY2(options.error().contains(says), qPrintable(options.error()));
    }

    void nothing_of_an_argument_controls_the_terminal()
    {
        const auto options = Options::parse({QStringLiteral("--\x1b[2Jx\n")}, known());
        QVERIFY(!options);
        QVERIFY(!options.error().contains(QLatin1Char('\x1b')));
        QVERIFY(!options.error().contains(QLatin1Char('\n')));
    }

    void of_a_secret_file_one_line_break_is_cut_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("none") << QByteArray("secret") << QByteArray("secret");
        QTest::newRow("one") << QByteArray("secret\n") << QByteArray("secret");
        QTest::newRow("one of Windows") << QByteArray("secret\r\n") << QByteArray("secret");
        QTest::newRow("two") << QByteArray("secret\n\n") << QByteArray("secret\n");
        QTest::newRow("a lone carriage return") << QByteArray("secret\r") << QByteArray("secret\r");
        QTest::newRow("in front") << QByteArray("\nsecret") << QByteArray("\nsecret");
        QTest::newRow("spaces") << QByteArray(" secret \n") << QByteArray(" secret ");
        QTest::newRow("bytes that are no text") << QByteArray("\xff\x00z\n", 4) << QByteArray("\xff\x00z", 3);
        QTest::newRow("the largest") << QByteArray(64 * 1024, 'x') << QByteArray(64 * 1024, 'x');
    }

    void of_a_secret_file_one_line_break_is_cut()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, secret);
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("secret")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto read = cli::readSecret(file.fileName());
        QVERIFY(read);
        QCOMPARE(read->reveal().toByteArray(), secret);
    }

#ifdef Q_OS_UNIX
    void a_secret_may_come_through_a_pipe_in_pieces()
    {
        std::array<int, 2> pipe{};
        QCOMPARE(::pipe(pipe.data()), 0);
        const int before = ::dup(STDIN_FILENO);
        QVERIFY(::dup2(pipe[0], STDIN_FILENO) == STDIN_FILENO);
        ::close(pipe[0]);
        QByteArray secret;
        std::thread reader([&secret] {
            if (const auto read = cli::readSecret(QStringLiteral("-")))
                secret = read->reveal().toByteArray();
        });
        QCOMPARE(::write(pipe[1], "first", 5), ssize_t(5));
        const auto isTaken = [] {
            int waiting = -1;
            return ::ioctl(STDIN_FILENO, FIONREAD, &waiting) == 0 && waiting == 0;
        };
        const bool wasTaken = QTest::qWaitFor(isTaken);
        const auto written = ::write(pipe[1], " second\n", 8);
        ::close(pipe[1]);
        reader.join();
        ::dup2(before, STDIN_FILENO);
        ::close(before);
        QVERIFY(wasTaken);
        QCOMPARE(written, ssize_t(8));
        QCOMPARE(secret, QByteArray("first second"));
    }
#endif

    void what_is_no_secret_file_says_why_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("missing") << "missing";
        QTest::newRow("a folder") << ".";
        QTest::newRow("empty") << "empty";
        QTest::newRow("a line break alone") << "break";
        QTest::newRow("too large") << "large";
    }

    void what_is_no_secret_file_says_why()
    {
        QFETCH(QString, name);
        QTemporaryDir folder;
        const auto make = [&folder](const QString &as, const QByteArray &bytes) {
            QFile file(folder.filePath(as));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        make(QStringLiteral("empty"), {});
        make(QStringLiteral("break"), "\n");
        make(QStringLiteral("large"), QByteArray(64 * 1024 + 1, 'x'));
        const QString path = folder.filePath(name);
        const auto read = cli::readSecret(path);
        QVERIFY(!read);
        QVERIFY2(read.error().startsWith(path), qPrintable(read.error()));
    }
};

QTEST_GUILESS_MAIN(tst_Options)
#include "tst_Options.moc"
