#include "oidc/LoopbackRequest.h"

#include <QTest>

using oidc::LoopbackRequest;
using State = LoopbackRequest::State;
using Refusal = LoopbackRequest::Refusal;

namespace {

constexpr qsizetype MaximumBytes = 400;
constexpr int MaximumHeaderLines = 5;

/// Everything that can be seen of a request, to compare two ways of reading it.
QByteArray seen(const LoopbackRequest &request)
{
    if (request.state() == State::Refused)
        return "refused " + QByteArray::number(static_cast<int>(request.refusal()));
    return QByteArray::number(static_cast<int>(request.state())) + '|' + request.method() + '|' + request.target() + '|'
        + request.path().toByteArray() + '|' + request.query().value_or(QByteArrayView("none")).toByteArray() + '|'
        + request.values("host").join(',') + '|' + request.values("a").join(',');
}

QByteArray padded(qsizetype size)
{
    const QByteArray head = QByteArrayLiteral("GET / HTTP/1.1\r\nA: ");
    const QByteArray end = QByteArrayLiteral("\r\n\r\n");
    return head + QByteArray(size - head.size() - end.size(), 'x') + end;
}

} // namespace

/// The parser behind the loopback listener, without sockets.
class tst_LoopbackRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_browsers_request_is_understood();
    void headers_are_found_by_name_whatever_their_case();
    void a_target_has_a_path_and_perhaps_a_query_data();
    void a_target_has_a_path_and_perhaps_a_query();
    void any_split_gives_the_same_result_data();
    void any_split_gives_the_same_result();
    void what_is_no_strict_request_is_refused_data();
    void what_is_no_strict_request_is_refused();
    void what_is_unfinished_is_waited_for();
    void what_follows_the_head_is_not_looked_at();
    void nothing_is_kept_of_a_refused_request();
};

void tst_LoopbackRequest::a_browsers_request_is_understood()
{
    LoopbackRequest request(MaximumBytes, MaximumHeaderLines);
    QCOMPARE(request.state(), State::Reading);
    QCOMPARE(request.read("GET /callback?code=1&state=2 HTTP/1.1\r\nHost: 127.0.0.1:1\r\nA: b\r\n\r\n"),
             State::Complete);
    QCOMPARE(request.method(), "GET");
    QCOMPARE(request.target(), "/callback?code=1&state=2");
    QCOMPARE(request.values("host"), QByteArrayList{"127.0.0.1:1"});
}

void tst_LoopbackRequest::headers_are_found_by_name_whatever_their_case()
{
    LoopbackRequest request(MaximumBytes, MaximumHeaderLines);
    QCOMPARE(request.read("GET / HTTP/1.1\r\nHOST:one\r\nhost: \t two\t \r\nHosts: no\r\nA:\r\n\r\n"), State::Complete);
    QCOMPARE(request.values("host"), (QByteArrayList{"one", "two"}));
    QCOMPARE(request.values("a"), QByteArrayList{""});
    QCOMPARE(request.values("b"), QByteArrayList());
}

void tst_LoopbackRequest::a_target_has_a_path_and_perhaps_a_query_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("no query") << QByteArray("/done") << QByteArray("/done") << QByteArray("none");
    QTest::newRow("empty query") << QByteArray("/done?") << QByteArray("/done") << QByteArray("");
    QTest::newRow("second question mark") << QByteArray("/a?b?c") << QByteArray("/a") << QByteArray("b?c");
    QTest::newRow("nothing is decoded") << QByteArray("/%61?%62+") << QByteArray("/%61") << QByteArray("%62+");
}

void tst_LoopbackRequest::a_target_has_a_path_and_perhaps_a_query()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, query);
    LoopbackRequest request(MaximumBytes, MaximumHeaderLines);
    QCOMPARE(request.read("GET " + target + " HTTP/1.1\r\n\r\n"), State::Complete);
    QCOMPARE(request.path(), path);
    QCOMPARE(request.query().value_or(QByteArrayView("none")), query);
}

void tst_LoopbackRequest::any_split_gives_the_same_result_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("L11 good") << QByteArray("GET /a?b HTTP/1.1\r\nHost: x\r\nA: y\r\n\r\n");
    QTest::newRow("L11 bare CR") << QByteArray("GET / HTTP/1.1\rHost: x\r\n\r\n");
    QTest::newRow("L11 bare LF") << QByteArray("GET / HTTP/1.1\nHost: x\n\n");
    QTest::newRow("L11 too many headers") << QByteArray("GET / HTTP/1.1\r\nA:\r\nA:\r\nA:\r\nA:\r\nA:\r\nA:\r\n\r\n");
    QTest::newRow("L20 version") << QByteArray("GET / HTTP/3.0\r\n\r\n");
    QTest::newRow("L21 TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\x00", 7);
    QTest::newRow("L17 pipelined") << QByteArray("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n");
}

void tst_LoopbackRequest::any_split_gives_the_same_result()
{
    QFETCH(QByteArray, bytes);
    LoopbackRequest atOnce(MaximumBytes, MaximumHeaderLines);
    atOnce.read(bytes);
    QVERIFY(atOnce.state() != State::Reading);
    for (qsizetype first = 0; first <= bytes.size(); ++first) {
        for (qsizetype second = first; second <= bytes.size(); ++second) {
            LoopbackRequest inPieces(MaximumBytes, MaximumHeaderLines);
            inPieces.read(bytes.left(first));
            inPieces.read(bytes.mid(first, second - first));
            inPieces.read(bytes.mid(second));
            QCOMPARE(seen(inPieces), seen(atOnce));
        }
    }
    LoopbackRequest byteByByte(MaximumBytes, MaximumHeaderLines);
    for (const char byte : bytes)
        byteByByte.read(QByteArrayView(&byte, 1));
    QCOMPARE(seen(byteByByte), seen(atOnce));
}

void tst_LoopbackRequest::what_is_no_strict_request_is_refused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Refusal>("refusal");
    const auto bad = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << bytes << Refusal::BadRequest;
    };
    bad("L20 HTTP/0.9", "GET /callback\r\n");
    bad("L20 garbage", "\x01");
    bad("L20 empty line first", "\r\n");
    bad("L20 lower case version", "GET / http/1.1\r\n");
    bad("L20 version without minor", "GET / HTTP/1\r\n");
    bad("L20 version in letters", "GET / HTTP/a.b\r\n");
    bad("L21 begins like TLS and is not", "\x16G");
    bad("L19 two spaces", "GET  / HTTP/1.1\r\n");
    bad("L19 space in the target", "GET /a b HTTP/1.1\r\n");
    bad("L19 leading space", " GET / HTTP/1.1\r\n");
    bad("L19 trailing space", "GET / HTTP/1.1 \r\n");
    bad("L19 tab", "GET\t");
    bad("L19 NUL", QByteArray("GET /\0", 6));
    bad("L19 above ASCII", "GET /\xc3");
    bad("L19 DEL", "GET /\x7f");
    bad("L19 bare CR", "GET /\ra");
    bad("L19 bare LF", "GET / HTTP/1.1\n");
    bad("L19 CR CR LF", "GET / HTTP/1.1\r\r");
    bad("L19 method is no token", "G(T / HTTP/1.1\r\n");
    bad("L18 folded header", "GET / HTTP/1.1\r\nA: b\r\n c\r\n");
    bad("L18 header without colon", "GET / HTTP/1.1\r\nA\r\n");
    bad("L18 header without name", "GET / HTTP/1.1\r\n: a\r\n");
    bad("L18 space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n");
    bad("L18 NUL in a header", QByteArray("GET / HTTP/1.1\r\nA: \0", 20));
    QTest::newRow("L20 HTTP/2 preface") << QByteArray("PRI * HTTP/2.0\r\n") << Refusal::VersionNotSupported;
    QTest::newRow("L20 HTTP/1.2") << QByteArray("GET / HTTP/1.2\r\n") << Refusal::VersionNotSupported;
    QTest::newRow("L9 request line") << QByteArray("GET /" + QByteArray(MaximumBytes - 4, 'a')) << Refusal::UriTooLong;
    QTest::newRow("L9 one byte too many") << padded(MaximumBytes + 1) << Refusal::HeadersTooLarge;
    QTest::newRow("L9 one header too many")
        << QByteArray("GET / HTTP/1.1\r\n" + QByteArray("A: b\r\n").repeated(MaximumHeaderLines + 1))
        << Refusal::HeadersTooLarge;
}

void tst_LoopbackRequest::what_is_no_strict_request_is_refused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Refusal, refusal);
    LoopbackRequest request(MaximumBytes, MaximumHeaderLines);
    // Up to the byte before, nothing was wrong: it is refused as early as it can be.
    QCOMPARE(request.read(bytes.chopped(1)), State::Reading);
    QCOMPARE(request.read(bytes.right(1)), State::Refused);
    QCOMPARE(request.refusal(), refusal);
}

void tst_LoopbackRequest::what_is_unfinished_is_waited_for()
{
    LoopbackRequest largest(MaximumBytes, MaximumHeaderLines);
    QCOMPARE(largest.read(padded(MaximumBytes).chopped(1)), State::Reading);
    QCOMPARE(largest.read("\n"), State::Complete);

    LoopbackRequest fullest(MaximumBytes, MaximumHeaderLines);
    QCOMPARE(fullest.read("GET / HTTP/1.0\r\n" + QByteArray("A: b\r\n").repeated(MaximumHeaderLines)), State::Reading);
    QCOMPARE(fullest.read("\r\n"), State::Complete);
    QCOMPARE(fullest.values("a").size(), MaximumHeaderLines);
}

void tst_LoopbackRequest::what_follows_the_head_is_not_looked_at()
{
    LoopbackRequest request(MaximumBytes, MaximumHeaderLines);
    QCOMPARE(request.read("GET /a HTTP/1.1\r\nContent-Length: 3\r\n\r\n" + QByteArray(3 * MaximumBytes, '\0')),
             State::Complete);
    QCOMPARE(request.target(), "/a");
    QCOMPARE(request.read("GET /b HTTP/1.1\r\n\r\n"), State::Complete);
    QCOMPARE(request.target(), "/a");
}

void tst_LoopbackRequest::nothing_is_kept_of_a_refused_request()
{
    LoopbackRequest request(MaximumBytes, MaximumHeaderLines);
    QCOMPARE(request.read("GET / HTTP/1.1\r\nHost: a\r\nbad\r\n"), State::Refused);
    QCOMPARE(request.values("host"), QByteArrayList());
    QCOMPARE(request.read("Host: b\r\n\r\n"), State::Refused);
    QCOMPARE(request.values("host"), QByteArrayList());
}

QTEST_GUILESS_MAIN(tst_LoopbackRequest)
#include "tst_LoopbackRequest.moc"
