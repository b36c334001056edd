// Code, verifier and tokens of a sign-in are of no use afterwards, and a wizard stays open for hours: they are looked
// for in all memory of a program that has signed in, as another program or a core file would show it.

#include "support/ScriptedProvider.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTest>
#include <QUrl>

namespace {

/// How often each of the texts is in the writable memory of a process, as bytes or as UTF-16.
QList<int> timesFound(qint64 process, const QByteArrayList &texts)
{
    const QString folder = QStringLiteral("/proc/%1/").arg(process);
    QFile maps(folder + QStringLiteral("maps"));
    QFile memory(folder + QStringLiteral("mem"));
    if (!maps.open(QIODevice::ReadOnly) || !memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {};
    QList<int> times(texts.size(), 0);
    const QList<QByteArray> lines = maps.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (!line.contains(" rw") || line.contains("[vvar]"))
            continue;
        const qint64 begin = line.left(line.indexOf('-')).toLongLong(nullptr, 16);
        const qint64 end =
            line.mid(line.indexOf('-') + 1, line.indexOf(' ') - line.indexOf('-') - 1).toLongLong(nullptr, 16);
        memory.seek(begin);
        const QByteArray bytes = memory.read(end - begin);
        for (qsizetype i = 0; i < texts.size(); ++i) {
            const QString text = QString::fromLatin1(texts.at(i));
            const QByteArray wide(reinterpret_cast<const char *>(text.utf16()), 2 * text.size());
            times[i] += static_cast<int>(bytes.count(texts.at(i)) + bytes.count(wide));
        }
    }
    return times;
}

} // namespace

class tst_MemoryAfterLogin final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothing_of_the_session_is_left_in_memory()
    {
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("free() is not replaced here");
#endif
        ScriptedProvider::Script script;
        script.codePrefix = "code-"; // the same in every encoding
        script.clientSecret = "the-client-secret-of-this-very-test";
        script.rotatesRefreshTokens = true;
        ScriptedProvider provider(script);
        QProcess program;
        program.start(QStringLiteral(PROGRAM), {provider.issuer(), QString::fromLatin1(script.clientId)});
        QVERIFY(program.waitForStarted());
        program.write(script.clientSecret + '\n');
        QByteArray said;
        QTRY_VERIFY((said += program.readAllStandardOutput()).contains('\n'));
        // It is searched for well: while the sign-in goes on, the secret is there.
        QVERIFY(timesFound(program.processId(), {script.clientSecret}).value(0) > 0);
        QNetworkAccessManager browser;
        browser.get(QNetworkRequest(QUrl::fromEncoded(said.trimmed())));
        QTRY_VERIFY_WITH_TIMEOUT((said += program.readAllStandardOutput()).count('\n') == 2, 60'000);
        QVERIFY2(said.endsWith("passed\n"), said.constData());

        QByteArrayList texts;
        QByteArrayList names;
        const auto look = [&](const QByteArrayList &values, const char *name) {
            for (const QByteArray &value : values) {
                texts.append(value);
                names.append(name);
            }
        };
        look(provider.codes(), "a code");
        look(provider.accessTokens(), "an access token");
        look(provider.refreshTokens(), "a refresh token");
        for (const auto &request : provider.requests()) {
            if (const QByteArray verifier = request.field("code_verifier"); !verifier.isEmpty())
                look({verifier}, "the verifier");
        }
        QVERIFY(texts.size() > 6);
        const QList<int> times = timesFound(program.processId(), texts);
        QCOMPARE(times.size(), texts.size());
        QByteArray left;
        for (qsizetype i = 0; i < times.size(); ++i) {
            if (times.at(i) > 0)
                left += names.at(i) + ": " + QByteArray::number(times.at(i)) + '\n';
        }
        program.write("\n");
        QVERIFY(program.waitForFinished());
        QVERIFY2(left.isEmpty(), left.constData());
    }
};

QTEST_GUILESS_MAIN(tst_MemoryAfterLogin)
#include "tst_MemoryAfterLogin.moc"
