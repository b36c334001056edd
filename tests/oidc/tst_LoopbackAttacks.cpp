#include "oidc/LoopbackClient.h"
#include "oidc/LoopbackReplies.h"
#include "oidc/LoopbackServer.h"

#include <QLoggingCategory>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <deque>
#include <memory>
#include <vector>

using oidc::LoopbackServer;
using namespace std::chrono_literals;

namespace {

const QByteArray State = QByteArrayLiteral("u7Qk-0r_aB3dEfGhIjKlMnOpQrStUvWxYz0123456789");
const QByteArray Code = QByteArrayLiteral("SECRET-CODE-4711");
const QByteArray GoodQuery = "code=" + Code + "&state=" + State;
/// Stands for the port, which has five digits: systems hand out ports above 32767.
const QByteArray Port = QByteArrayLiteral("PPPPP");

QByteArray get(const QByteArray &target, const QByteArray &moreHeaders = QByteArray())
{
    return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + Port + "\r\n" + moreHeaders + "\r\n";
}

QByteArray callback(const QByteArray &query, const QByteArray &moreHeaders = QByteArray())
{
    return get("/callback?" + query, moreHeaders);
}

/// A good callback with other words around it.
QByteArray good(const QByteArray &moreHeaders = QByteArray())
{
    return callback(GoodQuery, moreHeaders);
}

QByteArray withPort(QByteArray bytes, quint16 port)
{
    return bytes.replace(Port, QByteArray::number(port));
}

/// A good callback of exactly this size, or with exactly this many header lines.
QByteArray goodOfSize(qsizetype size)
{
    const QByteArray bare = good("X: \r\n");
    return good("X: " + QByteArray(size - bare.size(), 'x') + "\r\n");
}

QByteArray goodWithHeaderLines(int count)
{
    return good(QByteArray("X: y\r\n").repeated(count - 1)); // one is Host
}

/// Waits until the listener has seen what this client did. Whatever is with the system before a round trip to another
/// listener of this thread begins, has been handled when it ends.
#define ARRIVED(client)                                                                                                \
    do {                                                                                                               \
        SOON_VERIFY((client).isClosed() || ((client).isConnected() && (client).hasSent()));                            \
        LoopbackServer fence(State);                                                                                   \
        const quint16 fencePort = fence.listen({0}).value();                                                           \
        LoopbackClient fenced(fencePort, whole(withPort(get("/"), fencePort)));                                        \
        SOON_COMPARE(fenced.status(), 404);                                                                            \
    } while (false)

} // namespace

/// Section 4 of the facts: each row is something that another process, a hostile page, a browser or a broken provider
/// sends to the listener, and after each the real answer still gets through.
class tst_LoopbackAttacks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void each_request_gets_its_answer_and_the_good_one_still_works_data();
    void each_request_gets_its_answer_and_the_good_one_still_works();
    void L1_a_hundred_bad_states_do_not_matter();
    void L9_ten_megabytes_without_a_line_are_refused_and_not_kept();
    void L10_an_unfinished_request_is_dropped_at_its_deadline_data();
    void L10_an_unfinished_request_is_dropped_at_its_deadline();
    void L10_trickling_bytes_do_not_prolong_the_deadline();
    void L12_silent_sockets_before_the_real_one_do_not_matter();
    void L12_silent_sockets_are_closed_and_not_counted();
    void L13_of_a_thousand_sockets_the_newest_are_kept();
    void L13_a_request_that_is_there_is_read_before_its_socket_has_to_go_data();
    void L13_a_request_that_is_there_is_read_before_its_socket_has_to_go();
    void L13_who_has_hung_up_makes_room_first();
    void L13_browsers_that_wait_for_the_page_are_never_dropped();
    void L13_who_waits_for_the_page_takes_no_more_than_half_of_the_room();
    void L13_a_place_to_wait_is_free_again_when_a_client_leaves();
    void L21_tls_is_recognised_however_it_comes_data();
    void L21_tls_is_recognised_however_it_comes();
    void L32_nothing_of_a_request_is_logged();
    void L36_a_reset_at_any_byte_changes_nothing();
    void L36_a_reset_behind_the_whole_request_leaves_it_valid();
};

void tst_LoopbackAttacks::each_request_gets_its_answer_and_the_good_one_still_works_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isConsumed"); // it is the response; then its query is kept

    const auto bad = [](const QByteArray &name, const QByteArray &bytes, int status) {
        QTest::newRow(name.constData()) << bytes << status << false;
    };
    const auto accepted = [](const QByteArray &name, const QByteArray &bytes) {
        QTest::newRow(name.constData()) << bytes << 303 << true;
    };

    bad("L1 no state", callback("code=1"), 400);
    bad("L1 no query", get("/callback"), 400);
    bad("L1 empty query", get("/callback?"), 400);
    bad("L1 empty state", callback("code=1&state="), 400);
    bad("L1 state with a byte more", callback(GoodQuery + "1"), 400);
    bad("L1 state with a byte less", callback(GoodQuery.chopped(1)), 400);
    bad("L1 state in other letter case", callback("code=1&state=" + State.toUpper()), 400);
    bad("L1 state encoded twice", callback("code=1&state=%2575" + State.mid(1)), 400);
    bad("L1 State is not state", callback("code=1&State=" + State), 400);
    bad("L1 state inside another value", callback("code=1%26state%3D" + State), 400);
    bad("L1 state behind a semicolon", callback("code=1;state=" + State), 400);
    bad("L1 state in the fragment", callback("code=1#state=" + State), 400);
    accepted("L1 state first", callback("state=" + State + "&code=1"));
    accepted("L1 state encoded once", callback("code=1&state=%75" + State.mid(1)));

    bad("L2 error without state", callback("error=access_denied"), 400);
    bad("L2 error with a wrong state", callback("error=access_denied&state=x"), 400);
    accepted("L2 error with our state", callback("error=access_denied&state=" + State));

    for (const char *path : {"/", "/favicon.ico", "/robots.txt", "/apple-touch-icon.png", "/callback/", "//callback",
                             "/callback/../callback", "/./callback", "/%63allback", "/callback%3f", "/callback;a",
                             "/Callback", "/callbac", "/callbackk", "/oauth2/callback"}) {
        bad(QByteArray("L3 ") + path, get(path + ("?" + GoodQuery)), 404);
    }
    bad("L4 the root is not a way to the authorization URL", get("/"), 404);
    bad("L4 the page is not there before its time", get("/done"), 404);
    bad("L4 the page has no query", get("/done?" + GoodQuery), 404);

    for (const char *method : {"HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "BREW", "get"})
        bad(QByteArray("L5 ") + method, good().replace("GET ", QByteArray(method) + ' '), 405);
    bad("L5 CONNECT", "CONNECT 127.0.0.1:PPPPP HTTP/1.1\r\nHost: 127.0.0.1:PPPPP\r\n\r\n", 405);
    bad("L5 OPTIONS of everything", "OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1:PPPPP\r\n\r\n", 405);
    bad("L5 POST with the response in its body",
        "POST /callback HTTP/1.1\r\nHost: 127.0.0.1:PPPPP\r\nContent-Length: " + QByteArray::number(GoodQuery.size())
            + "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n" + GoodQuery,
        405);
    bad("L5 POST that announces a body and sends none", good("Content-Length: 100000\r\n").replace("GET ", "POST "),
        405);
    bad("L5 private network preflight",
        good("Origin: https://evil.example\r\nAccess-Control-Request-Method: GET\r\n"
             "Access-Control-Request-Private-Network: true\r\n")
            .replace("GET ", "OPTIONS "),
        405);

    bad("L6 Sec-Purpose prefetch", good("Sec-Purpose: prefetch\r\n"), 503);
    bad("L6 Sec-Purpose prerender", good("Sec-Purpose: prefetch;prerender\r\n"), 503);
    bad("L6 Purpose prefetch", good("Purpose: prefetch\r\n"), 503);
    bad("L6 X-Purpose preview", good("X-Purpose: preview\r\n"), 503);
    bad("L6 X-Moz prefetch", good("X-Moz: prefetch\r\n"), 503);
    bad("L6 any letter case", good("sEC-pURPOSE: Prefetch\r\n"), 503);

    bad("L7 image", good("Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n"), 403);
    bad("L7 fetch", good("Sec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n"), 403);
    bad("L7 frame", good("Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n"), 403);
    bad("L7 mode alone", good("Sec-Fetch-Mode: no-cors\r\n"), 403);
    bad("L7 destination alone", good("Sec-Fetch-Dest: script\r\n"), 403);
    // As Chromium sends it: the only request of a web page without Sec-Fetch headers.
    bad("L7 WebSocket",
        good("Connection: Upgrade\r\nUpgrade: websocket\r\nOrigin: https://evil.example\r\n"
             "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: SItbmdJ0wgoWLQh63p2Hbg==\r\n"),
        403);
    bad("L7 two modes", good("Sec-Fetch-Mode: navigate\r\nSec-Fetch-Mode: cors\r\n"), 403);
    accepted("L7 navigation from elsewhere",
             good("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"));
    accepted("L7 navigation of the person",
             good("Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-User: ?1\r\n"
                  "Sec-Fetch-Dest: document\r\n"));
    accepted("L7 a browser without these headers", good("User-Agent: Mozilla/5.0\r\nAccept: text/html\r\n"));

    const auto forHost = [](const QByteArray &hostLines) {
        return good().replace("Host: 127.0.0.1:" + Port + "\r\n", hostLines);
    };
    bad("L8 another host", forHost("Host: evil.example:PPPPP\r\n"), 421);
    bad("L8 localhost", forHost("Host: localhost:PPPPP\r\n"), 421);
    bad("L8 the IPv6 loopback", forHost("Host: [::1]:PPPPP\r\n"), 421);
    bad("L8 another writing of the address", forHost("Host: 127.1:PPPPP\r\n"), 421);
    bad("L8 no port", forHost("Host: 127.0.0.1\r\n"), 421);
    bad("L8 another port", forHost("Host: 127.0.0.1:80\r\n"), 421);
    bad("L8 final dot", forHost("Host: 127.0.0.1.:PPPPP\r\n"), 421);
    bad("L8 user name", forHost("Host: a@127.0.0.1:PPPPP\r\n"), 421);
    bad("L8 empty", forHost("Host:\r\n"), 421);
    bad("L8 none", forHost(""), 400);
    bad("L8 two", forHost("Host: 127.0.0.1:PPPPP\r\nHost: 127.0.0.1:PPPPP\r\n"), 400);
    bad("L8 two, one of them evil", forHost("Host: 127.0.0.1:PPPPP\r\nhost: evil.example\r\n"), 400);
    bad("L8 space before the colon", forHost("Host : 127.0.0.1:PPPPP\r\n"), 400);
    accepted("L8 no space behind the colon", forHost("hOsT:127.0.0.1:PPPPP\r\n"));

    bad("L9 16 KiB and a byte", goodOfSize(16 * 1024 + 1), 431);
    accepted("L9 16 KiB", goodOfSize(16 * 1024));
    accepted("L9 16 KiB less a byte", goodOfSize(16 * 1024 - 1));
    bad("L9 a request line of 16 KiB", "GET /callback?" + QByteArray(16 * 1024, 'a'), 414);
    accepted("L9 a query of 8 KiB", callback(GoodQuery + "&x=" + QByteArray(8 * 1024, 'a')));
    accepted("L9 100 header lines", goodWithHeaderLines(100));
    bad("L9 101 header lines", goodWithHeaderLines(101), 431);

    accepted("L11 good, in any pieces", good());

    accepted("L16 code twice", callback(GoodQuery + "&code=2"));
    accepted("L16 error twice", callback("error=a&error=b&state=" + State));
    accepted("L16 iss twice", callback(GoodQuery + "&iss=a&iss=b"));
    bad("L16 state twice", callback(GoodQuery + "&state=" + State), 400);
    bad("L16 state twice, the second wrong", callback(GoodQuery + "&state=x"), 400);
    bad("L16 state twice, the first wrong", callback("state=x&" + GoodQuery), 400);
    bad("L16 state twice, once encoded", callback(GoodQuery + "&%73tate=" + State), 400);

    accepted("L17 two requests in one write", good() + good());
    accepted("L17 a good one and a bad one", good() + get("/"));
    bad("L17 a bad one and a good one", get("/") + good(), 404);
    accepted("L17 keep-alive", good("Connection: keep-alive\r\nKeep-Alive: timeout=100\r\n"));

    accepted("L18 a body", good("Content-Length: 5\r\n") + "hello");
    accepted("L18 a body that never comes", good("Content-Length: 5\r\n"));
    accepted("L18 a huge body that never comes", good("Content-Length: 99999999999999999999999999\r\n"));
    accepted("L18 chunks that never come", good("Transfer-Encoding: chunked\r\n"));
    accepted("L18 expects 100-continue", good("Content-Length: 5\r\nExpect: 100-continue\r\n"));
    bad("L18 both", good("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400);
    bad("L18 both, the other way round", good("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400);
    bad("L18 negative", good("Content-Length: -1\r\n"), 400);
    bad("L18 no number", good("Content-Length: 5, 5\r\n"), 400);
    bad("L18 hexadecimal", good("Content-Length: 0x5\r\n"), 400);
    bad("L18 empty", good("Content-Length:\r\n"), 400);
    bad("L18 two lengths", good("Content-Length: 5\r\nContent-Length: 5\r\n"), 400);
    bad("L18 folded", good("X: a\r\n b\r\n"), 400);

    bad("L19 absolute form", get("http://127.0.0.1:PPPPP/callback?" + GoodQuery), 400);
    bad("L19 absolute form of another", get("http://evil.example/callback?" + GoodQuery), 400);
    bad("L19 asterisk", get("*"), 400);
    bad("L19 no slash", get("callback?" + GoodQuery), 400);
    bad("L19 network path", get("//host/callback?" + GoodQuery), 404);
    bad("L19 fragment", callback(GoodQuery + "#"), 400);
    bad("L19 NUL", callback(GoodQuery + QByteArray("&a=\0", 4)), 400);
    bad("L19 bare CR", callback(GoodQuery + "&a=\rb"), 400);
    bad("L19 bare LF", callback(GoodQuery + "&a=\nb"), 400);
    bad("L19 bare LF everywhere", good().replace("\r\n", "\n"), 400);
    bad("L19 tab", callback(GoodQuery + "&a=\tb"), 400);
    bad("L19 space", callback(GoodQuery + "&a= b"), 400);
    bad("L19 above ASCII", callback(GoodQuery + "&a=\xc3\xa4"), 400);
    bad("L19 encoded NUL", callback(GoodQuery + "&a=%00"), 400);
    bad("L19 encoded NUL in the path", get("/callback%00?" + GoodQuery), 400);
    bad("L19 invalid escape", callback(GoodQuery + "&a=%zz"), 400);
    bad("L19 cut escape", callback(GoodQuery + "&a=%4"), 400);
    bad("L19 lone percent", callback(GoodQuery + "&a=%"), 400);
    bad("L19 invalid escape before the state", callback("a=%g0&" + GoodQuery), 400);

    bad("L20 HTTP/0.9", "GET /callback?" + GoodQuery + "\r\n", 400);
    bad("L20 HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    bad("L20 HTTP/2.0", good().replace("HTTP/1.1", "HTTP/2.0"), 505);
    bad("L20 HTTP/1.2", good().replace("HTTP/1.1", "HTTP/1.2"), 505);
    bad("L20 HTTP/11", good().replace("HTTP/1.1", "HTTP/11"), 400);
    bad("L20 lower case", good().replace("HTTP/1.1", "http/1.1"), 400);
    bad("L20 garbage", QByteArray("\x00\xff\x13\x37", 4), 400);
    bad("L20 text", "hello\r\n", 400);
    bad("L20 empty line first", "\r\n" + good(), 400);
    bad("L20 SSH", "SSH-2.0-OpenSSH_9.2\r\n", 400);
    accepted("L20 HTTP/1.0 with a Host", good().replace("HTTP/1.1", "HTTP/1.0"));
    bad("L20 HTTP/1.0 without", "GET /callback?" + GoodQuery + " HTTP/1.0\r\n\r\n", 400);

    bad("L21 almost TLS", QByteArray("\x16\x02\x01", 3), 400);

    bad("L22 markup without our state", callback("error=%3Cscript%3Ealert(1)%3C/script%3E"), 400);
    bad("L22 markup in a path", get("/<script>alert(1)</script>"), 404);
    accepted("L22 markup with our state",
             callback("error=%3Cimg%20src%3Dx%3E&error_description=%E2%80%AE<b>&state=" + State));

    accepted("L28 a target for a redirect",
             callback(GoodQuery + "&next=https://evil.example&redirect_uri=https://evil.example"));
    bad("L28 a target without our state", callback("next=https://evil.example"), 400);
}

void tst_LoopbackAttacks::each_request_gets_its_answer_and_the_good_one_still_works()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(bool, isConsumed);

    const QByteArray head = bytes.left(bytes.indexOf(" HTTP/1."));
    const QByteArray query = head.mid(head.indexOf('?') + 1);
    const bool isLong = bytes.size() > 4096;
    const QList<QByteArrayList> splits = isLong
        ? QList<QByteArrayList>{whole(bytes), piecesOf(997, bytes)}
        : QList<QByteArrayList>{whole(bytes), byteByByte(bytes), lineEndsApart(bytes), piecesOf(7, bytes)};

    for (const QByteArrayList &split : splits) {
        LoopbackServer server(State);
        QSignalSpy redirected(&server, &LoopbackServer::redirected);
        QSignalSpy disturbed(&server, &LoopbackServer::disturbed);
        const quint16 port = server.listen({0}).value();
        QVERIFY(port > 9999);

        // The port's digits are put into the joined bytes, so that they may be split as well.
        QByteArrayList pieces;
        qsizetype at = 0;
        const QByteArray sent = withPort(bytes, port);
        for (const QByteArray &piece : split) {
            pieces.append(sent.mid(at, piece.size()));
            at += piece.size();
        }

        LoopbackClient client(port, pieces);
        SOON_VERIFY(client.isClosed());
        QCOMPARE(client.received(), goldenReply(status));
        QVERIFY(!client.received().contains(State));
        QCOMPARE(server.ignoredRequests(), isConsumed ? 0 : 1);
        if (!isConsumed) {
            SOON_COMPARE(disturbed.count(), 1);
            QCOMPARE(redirected.count(), 0);
            QVERIFY(server.query().isEmpty());

            LoopbackClient real(port, whole(withPort(good(), port)));
            SOON_VERIFY(real.isClosed());
            SOON_COMPARE(real.received(), goldenReply(303));
        }
        SOON_COMPARE(redirected.count(), 1);
        QCOMPARE(server.query(), isConsumed ? withPort(query, port) : GoodQuery);
        QVERIFY(!server.sawTls());
    }
}

void tst_LoopbackAttacks::L1_a_hundred_bad_states_do_not_matter()
{
    LoopbackServer server(State);
    QSignalSpy redirected(&server, &LoopbackServer::redirected);
    const quint16 port = server.listen({0}).value();
    for (int i = 0; i < 100; ++i) {
        LoopbackClient forger(port, whole(withPort(callback("code=1&state=" + QByteArray::number(i)), port)));
        SOON_VERIFY(forger.isClosed());
        QCOMPARE(forger.status(), 400);
    }
    QCOMPARE(server.ignoredRequests(), 100);
    LoopbackClient real(port, whole(withPort(good(), port)));
    SOON_COMPARE(redirected.count(), 1);
    QCOMPARE(server.query(), GoodQuery);
}

void tst_LoopbackAttacks::L9_ten_megabytes_without_a_line_are_refused_and_not_kept()
{
    LoopbackServer server(State);
    QSignalSpy redirected(&server, &LoopbackServer::redirected);
    const quint16 port = server.listen({0}).value();
    LoopbackClient flood(port, whole("GET /" + QByteArray(10 * 1024 * 1024, 'a')));
    LoopbackClient real(port, whole(withPort(good(), port)));
    SOON_COMPARE(redirected.count(), 1);
    SOON_VERIFY(flood.isClosed());
    QCOMPARE(flood.received(), goldenReply(414));
}

void tst_LoopbackAttacks::L10_an_unfinished_request_is_dropped_at_its_deadline_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("L10 nothing") << QByteArray();
    QTest::newRow("L10 a letter") << QByteArray("G");
    QTest::newRow("L10 a method") << QByteArray("GET ");
    QTest::newRow("L10 a good query") << "GET /callback?" + GoodQuery;
    QTest::newRow("L10 a request line") << "GET /callback?" + GoodQuery + " HTTP/1.1";
    QTest::newRow("L10 half an end of line") << "GET /callback?" + GoodQuery + " HTTP/1.1\r";
    QTest::newRow("L10 a header") << good().chopped(4);
    QTest::newRow("L10 all but the last byte") << good().chopped(1);
    QTest::newRow("L21 one byte of TLS") << QByteArray("\x16");
}

void tst_LoopbackAttacks::L10_an_unfinished_request_is_dropped_at_its_deadline()
{
    QFETCH(QByteArray, bytes);
    LoopbackServer::Limits limits;
    limits.headerDeadline = 60ms;
    LoopbackServer server(State, limits);
    QSignalSpy redirected(&server, &LoopbackServer::redirected);
    const quint16 port = server.listen({0}).value();
    LoopbackClient slow(port, whole(withPort(bytes, port)));
    SOON_VERIFY(slow.isConnected());
    SOON_VERIFY(slow.isClosed());
    QCOMPARE(slow.received(), QByteArray());
    QCOMPARE(redirected.count(), 0);
    QVERIFY(!server.sawTls());
    LoopbackClient real(port, whole(withPort(good(), port)));
    SOON_COMPARE(redirected.count(), 1);
}

void tst_LoopbackAttacks::L10_trickling_bytes_do_not_prolong_the_deadline()
{
    LoopbackServer::Limits limits;
    limits.headerDeadline = 200ms;
    limits.requestBytes = 1024 * 1024 * 1024; // so that it can only be the deadline
    LoopbackServer server(State, limits);
    QSignalSpy redirected(&server, &LoopbackServer::redirected);
    const quint16 port = server.listen({0}).value();

    LoopbackClient slow(port, whole("GET /"));
    slow.trickle('a');
    LoopbackClient real(port, whole(withPort(good(), port)));
    SOON_COMPARE(redirected.count(), 1);
    QVERIFY(!slow.isClosed());
    SOON_VERIFY(slow.isClosed());
    QCOMPARE(slow.received(), QByteArray());
}

void tst_LoopbackAttacks::L12_silent_sockets_before_the_real_one_do_not_matter()
{
    LoopbackServer server(State);
    QSignalSpy redirected(&server, &LoopbackServer::redirected);
    const quint16 port = server.listen({0}).value();
    std::deque<LoopbackClient> preconnected;
    for (int i = 0; i < 5; ++i)
        preconnected.emplace_back(port);
    LoopbackClient real(port, whole(withPort(good(), port)));
    SOON_COMPARE(redirected.count(), 1);
    SOON_COMPARE(real.received(), goldenReply(303));
    QCOMPARE(server.ignoredRequests(), 0);

    // A browser then uses one of them for the page.
    preconnected.front().send(whole(withPort(get("/done"), port)));
    server.showResult(LoopbackServer::Result::SignedIn);
    SOON_COMPARE(preconnected.front().status(), 200);
    SOON_VERIFY(server.isClosed());
    for (const LoopbackClient &socket : preconnected)
        SOON_VERIFY(socket.isClosed());
}

void tst_LoopbackAttacks::L12_silent_sockets_are_closed_and_not_counted()
{
    LoopbackServer::Limits limits;
    limits.headerDeadline = 50ms;
    LoopbackServer server(State, limits);
    QSignalSpy disturbed(&server, &LoopbackServer::disturbed);
    const quint16 port = server.listen({0}).value();
    std::deque<LoopbackClient> silent;
    for (int i = 0; i < 5; ++i)
        silent.emplace_back(port);
    for (const LoopbackClient &socket : silent)
        SOON_VERIFY(socket.isClosed());
    QCOMPARE(server.ignoredRequests(), 0);
    QCOMPARE(disturbed.count(), 0);
}

void tst_LoopbackAttacks::L13_of_a_thousand_sockets_the_newest_are_kept()
{
    constexpr int all = 1000;
    constexpr int atOnce = 50; // fewer than the system queues for a listener
    const int kept = LoopbackServer::Limits().connections;
    LoopbackServer server(State);
    QSignalSpy redirected(&server, &LoopbackServer::redirected);
    const quint16 port = server.listen({0}).value();

    std::vector<std::unique_ptr<LoopbackClient>> clients;
    const auto countOpen = [&clients] {
        return static_cast<int>(
            std::count_if(clients.begin(), clients.end(), [](const auto &client) { return !client->isClosed(); }));
    };
    while (static_cast<int>(clients.size()) < all) {
        for (int i = 0; i < atOnce; ++i)
            clients.push_back(std::make_unique<LoopbackClient>(port));
        SOON_COMPARE(countOpen(), kept);
    }
    for (int i = 0; i < all; ++i)
        QCOMPARE(clients[static_cast<std::size_t>(i)]->isClosed(), i < all - kept);

    LoopbackClient real(port, whole(withPort(good(), port)));
    SOON_COMPARE(redirected.count(), 1);
    SOON_COMPARE(real.received(), goldenReply(303));
    SOON_COMPARE(countOpen(), kept - 1);
    QCOMPARE(server.ignoredRequests(), 0);
}

void tst_LoopbackAttacks::L13_a_request_that_is_there_is_read_before_its_socket_has_to_go_data()
{
    QTest::addColumn<int>("ahead");
    QTest::addColumn<int>("behind");
    QTest::newRow("L13 behind a flood") << 50 << 0;
    QTest::newRow("L13 in the middle of a flood") << 50 << 50;
    QTest::newRow("L13 before a flood") << 0 << 50;
}

void tst_LoopbackAttacks::L13_a_request_that_is_there_is_read_before_its_socket_has_to_go()
{
    QFETCH(int, ahead);
    QFETCH(int, behind);
    LoopbackServer server(State);
    QSignalSpy redirected(&server, &LoopbackServer::redirected);
    const quint16 port = server.listen({0}).value();

    // None of this lets the listener's event loop run: it finds all of them waiting at once.
    std::deque<QTcpSocket> silent;
    const auto connectSilent = [&silent, port](int count) {
        for (int i = 0; i < count; ++i) {
            silent.emplace_back().connectToHost(QHostAddress::LocalHost, port);
            QVERIFY(silent.back().waitForConnected());
        }
    };
    connectSilent(ahead);
    QTcpSocket real;
    real.connectToHost(QHostAddress::LocalHost, port);
    QVERIFY(real.waitForConnected());
    real.write(withPort(good(), port));
    QVERIFY(real.waitForBytesWritten());
    connectSilent(behind);

    QByteArray received;
    SOON_VERIFY((received += real.readAll()).size() >= goldenReply(303).size());
    QCOMPARE(received, goldenReply(303));
    SOON_COMPARE(redirected.count(), 1);
}

void tst_LoopbackAttacks::L13_who_has_hung_up_makes_room_first()
{
    const int all = LoopbackServer::Limits().connections;
    LoopbackServer server(State);
    const quint16 port = server.listen({0}).value();
    LoopbackClient real(port); // oldest, and has not said anything yet
    SOON_VERIFY(real.isConnected());
    ARRIVED(real);

    for (int i = 0; i < 3 * all; ++i) {
        QTcpSocket passing;
        passing.connectToHost(QHostAddress::LocalHost, port);
        QVERIFY(passing.waitForConnected());
        passing.abort();
    }
    ARRIVED(real);
    QVERIFY(real.isConnected());
    real.send(whole(withPort(good(), port)));
    SOON_COMPARE(real.received(), goldenReply(303));
}

void tst_LoopbackAttacks::L13_browsers_that_wait_for_the_page_are_never_dropped()
{
    LoopbackServer::Limits limits;
    limits.connections = 4;
    LoopbackServer server(State, limits);
    const quint16 port = server.listen({0}).value();
    LoopbackClient real(port, whole(withPort(good(), port)));
    SOON_VERIFY(real.isClosed());

    LoopbackClient first(port, whole(withPort(get("/done"), port)));
    ARRIVED(first);
    LoopbackClient idle(port);
    ARRIVED(idle);
    LoopbackClient second(port, whole(withPort(get("/done"), port)));
    ARRIVED(second);
    std::vector<std::unique_ptr<LoopbackClient>> more;
    for (int i = 0; i < 5; ++i) {
        more.push_back(std::make_unique<LoopbackClient>(port));
        ARRIVED(*more.back());
    }
    SOON_VERIFY(idle.isClosed()); // younger than the first, but the oldest of those that could go

    server.showResult(LoopbackServer::Result::Failed);
    const QByteArray page = goldenReply("200 OK", pageResource(QStringLiteral("failed.html")));
    SOON_COMPARE(first.received(), page);
    SOON_COMPARE(second.received(), page);
    SOON_VERIFY(server.isClosed());
}

void tst_LoopbackAttacks::L13_who_waits_for_the_page_takes_no_more_than_half_of_the_room()
{
    const int places = LoopbackServer::Limits().connections / 2;
    LoopbackServer server(State);
    const quint16 port = server.listen({0}).value();
    LoopbackClient real(port, whole(withPort(good(), port)));
    SOON_VERIFY(real.isClosed());

    std::vector<std::unique_ptr<LoopbackClient>> strangers;
    for (int i = 0; i < places; ++i) {
        strangers.push_back(std::make_unique<LoopbackClient>(port, whole(withPort(get("/done"), port))));
        ARRIVED(*strangers.back());
    }
    for (int i = 0; i < 2 * places; ++i) {
        LoopbackClient late(port, whole(withPort(get("/done"), port)));
        SOON_COMPARE(late.received(), goldenReply("200 OK", pageResource(QStringLiteral("returned.html"))));
    }
    server.showResult(LoopbackServer::Result::SignedIn);
    for (const auto &stranger : strangers)
        SOON_COMPARE(stranger->received(), goldenReply("200 OK", pageResource(QStringLiteral("signed-in.html"))));
}

void tst_LoopbackAttacks::L13_a_place_to_wait_is_free_again_when_a_client_leaves()
{
    LoopbackServer::Limits limits;
    limits.connections = 2;
    LoopbackServer server(State, limits);
    const quint16 port = server.listen({0}).value();
    LoopbackClient real(port, whole(withPort(good(), port)));
    SOON_VERIFY(real.isClosed());

    auto waiting = std::make_unique<LoopbackClient>(port, whole(withPort(get("/done"), port)));
    ARRIVED(*waiting);
    LoopbackClient late(port, whole(withPort(get("/done"), port)));
    SOON_VERIFY(late.isClosed());
    QVERIFY(waiting->isConnected());
    waiting->reset();
    ARRIVED(*waiting);

    LoopbackClient next(port, whole(withPort(get("/done"), port)));
    ARRIVED(next);
    server.showResult(LoopbackServer::Result::SignedIn);
    SOON_COMPARE(next.received(), goldenReply("200 OK", pageResource(QStringLiteral("signed-in.html"))));
}

void tst_LoopbackAttacks::L21_tls_is_recognised_however_it_comes_data()
{
    QTest::addColumn<QByteArrayList>("pieces");
    const QByteArray six("\x16\x03\x01\x02\x00\x01", 6);
    QTest::newRow("L21 six bytes") << whole(six);
    QTest::newRow("L21 two bytes") << whole(six.left(2));
    QTest::newRow("L21 byte by byte") << byteByByte(six);
    QTest::newRow("L21 a whole greeting") << whole(six + QByteArray(511, '\x05'));
    QTest::newRow("L21 TLS 1.3 record version") << whole(QByteArray("\x16\x03\x03\x00\xc8\x01", 6));
}

void tst_LoopbackAttacks::L21_tls_is_recognised_however_it_comes()
{
    QFETCH(QByteArrayList, pieces);
    LoopbackServer server(State);
    QSignalSpy disturbed(&server, &LoopbackServer::disturbed);
    QSignalSpy redirected(&server, &LoopbackServer::redirected);
    const quint16 port = server.listen({0}).value();
    QVERIFY(!server.sawTls());
    LoopbackClient browser(port, pieces);
    SOON_COMPARE(disturbed.count(), 1);
    QVERIFY(server.sawTls());
    SOON_VERIFY(browser.isClosed());
    QCOMPARE(browser.received(), QByteArray());
    QCOMPARE(redirected.count(), 0);
    LoopbackClient real(port, whole(withPort(good(), port)));
    SOON_COMPARE(redirected.count(), 1);
}

namespace {

QByteArray logged; // a message handler is a plain function

void keepMessage(QtMsgType, const QMessageLogContext &, const QString &message)
{
    logged += message.toUtf8() + '\n';
}

} // namespace

void tst_LoopbackAttacks::L32_nothing_of_a_request_is_logged()
{
    QLoggingCategory::setFilterRules(QStringLiteral("*=true"));
    const QtMessageHandler before = qInstallMessageHandler(keepMessage);
    const auto restore = qScopeGuard([before] {
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules(QString());
    });
    qDebug("the handler works");
    {
        LoopbackServer server(State);
        QSignalSpy redirected(&server, &LoopbackServer::redirected);
        const quint16 port = server.listen({0}).value();
        LoopbackClient bad(port, whole(withPort(callback("state=x&code=" + Code), port)));
        SOON_COMPARE(bad.status(), 400);
        LoopbackClient real(port, whole(withPort(good(), port)));
        SOON_COMPARE(redirected.count(), 1);
        server.showResult(LoopbackServer::Result::SignedIn);
        LoopbackClient page(port, whole(withPort(get("/done"), port)));
        SOON_COMPARE(page.status(), 200);
    }
    QVERIFY(logged.contains("the handler works"));
    QVERIFY(!logged.contains(Code));
    QVERIFY(!logged.contains(State));
}

void tst_LoopbackAttacks::L36_a_reset_at_any_byte_changes_nothing()
{
    LoopbackServer server(State);
    QSignalSpy redirected(&server, &LoopbackServer::redirected);
    const quint16 port = server.listen({0}).value();
    const QByteArray request = withPort(good(), port);
    for (qsizetype size = 0; size < request.size(); size += 3) {
        LoopbackClient rude(port);
        SOON_VERIFY(rude.isConnected());
        rude.send(whole(request.left(size)));
        LoopbackClient other(port, whole(withPort(get("/"), port))); // until this is answered, the bytes are there
        SOON_COMPARE(other.status(), 404);
        rude.reset();
        QVERIFY(rude.isClosed());
    }
    QCOMPARE(redirected.count(), 0);
    LoopbackClient real(port, whole(request));
    SOON_COMPARE(redirected.count(), 1);
    SOON_COMPARE(real.received(), goldenReply(303));
}

void tst_LoopbackAttacks::L36_a_reset_behind_the_whole_request_leaves_it_valid()
{
    LoopbackServer server(State);
    QSignalSpy redirected(&server, &LoopbackServer::redirected);
    const quint16 port = server.listen({0}).value();
    {
        LoopbackClient rude(port, whole(withPort(good(), port)));
        SOON_COMPARE(redirected.count(), 1);
        rude.reset();
    }
    {
        LoopbackClient rude(port, whole(withPort(get("/done"), port)));
        LoopbackClient other(port, whole(withPort(get("/"), port)));
        SOON_COMPARE(other.status(), 404);
        rude.reset();
    }
    QCOMPARE(server.query(), GoodQuery);
    LoopbackClient again(port, whole(withPort(good(), port)));
    SOON_COMPARE(again.received(), goldenReply(303));
    LoopbackClient page(port, whole(withPort(get("/done"), port)));
    server.showResult(LoopbackServer::Result::SignedIn);
    SOON_COMPARE(page.status(), 200);
    QCOMPARE(redirected.count(), 1);
}

QTEST_GUILESS_MAIN(tst_LoopbackAttacks)
#include "tst_LoopbackAttacks.moc"
