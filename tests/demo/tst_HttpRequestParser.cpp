#include "demo/HttpRequestParser.h"

#include <QTest>

using demo::HttpRequestParser;

class tst_HttpRequestParser final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_request_may_come_in_two_pieces_cut_anywhere()
    {
        const QByteArray bytes =
            "POST /oauth2/v1/token?x=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nX-A:  b \r\n\r\nhello";
        for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
            HttpRequestParser parser;
            parser.feed(bytes.left(cut));
            auto request = parser.next();
            QCOMPARE(request.has_value(), cut == bytes.size());
            if (!request) {
                parser.feed(bytes.mid(cut));
                request = parser.next();
            }
            QVERIFY(request.has_value());
            QCOMPARE(request->method, QByteArray("POST"));
            QCOMPARE(request->path, QByteArray("/oauth2/v1/token"));
            QCOMPARE(request->query, QByteArray("x=1"));
            QCOMPARE(request->header("x-a"), QByteArray("b"));
            QCOMPARE(request->body, QByteArray("hello"));
            QVERIFY(request->keepAlive);
            QVERIFY(parser.isEmpty());
        }
    }

    void requests_may_come_together()
    {
        HttpRequestParser parser;
        parser.feed("GET /a HTTP/1.1\r\nHost: h\r\n\r\n\r\nGET /b HTTP/1.0\r\n\r\n");
        const auto first = parser.next();
        QVERIFY(first);
        QCOMPARE(first->path, QByteArray("/a"));
        const auto second = parser.next();
        QVERIFY(second);
        QCOMPARE(second->path, QByteArray("/b"));
        QVERIFY(!second->keepAlive);
        QVERIFY(!second->knowsChunks);
        QVERIFY(!parser.next());
        QCOMPARE(parser.errorStatus(), 0);
    }

    void what_is_wrong_is_refused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");

        const QByteArray get = "GET / HTTP/1.1\r\nHost: h\r\n";
        QTest::newRow("TLS") << QByteArray::fromHex("160301020001") << 400;
        QTest::newRow("NUL") << QByteArray(1, '\0') << 400;
        QTest::newRow("a line without CR") << QByteArray("GET / HTTP/1.1\n") << 400;
        QTest::newRow("HTTP/0.9") << QByteArray("GET /\r\n") << 400;
        QTest::newRow("HTTP/2 preface") << QByteArray("PRI * HTTP/2.0\r\n") << 505;
        QTest::newRow("absolute form") << QByteArray("GET http://h/ HTTP/1.1\r\n") << 400;
        QTest::newRow("two spaces") << QByteArray("GET  / HTTP/1.1\r\n") << 400;
        QTest::newRow("tab in the target") << QByteArray("GET /\t HTTP/1.1\r\n") << 400;
        QTest::newRow("fragment") << QByteArray("GET /#a HTTP/1.1\r\n") << 400;
        QTest::newRow("not ASCII") << QByteArray("GET /\xc3\xa9 HTTP/1.1\r\n") << 400;
        QTest::newRow("no Host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("two Hosts") << get + "Host: i\r\n\r\n" << 400;
        QTest::newRow("folded header") << get + "A: b\r\n c\r\n\r\n" << 400;
        QTest::newRow("header without colon") << get + "A\r\n\r\n" << 400;
        QTest::newRow("space before the colon") << get + "A : b\r\n\r\n" << 400;
        QTest::newRow("control character") << get + "A: \x01\r\n\r\n" << 400;
        QTest::newRow("negative length") << get + "Content-Length: -1\r\n\r\n" << 400;
        QTest::newRow("length with a sign") << get + "Content-Length: +1\r\n\r\n" << 400;
        QTest::newRow("two lengths") << get + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n" << 400;
        QTest::newRow("huge length") << get + "Content-Length: 99999999999999999999\r\n\r\n" << 413;
        QTest::newRow("long body") << get + "Content-Length: 1048577\r\n\r\n" << 413;
        QTest::newRow("chunks") << get + "Transfer-Encoding: chunked\r\n\r\n" << 501;
        QTest::newRow("long line") << QByteArray("GET /" + QByteArray(17000, 'a')) << 414;
        QTest::newRow("long head") << get + "A: " + QByteArray(70000, 'a') << 431;
        QTest::newRow("many headers") << get + QByteArray("A: b\r\n").repeated(101) + "\r\n" << 431;
    }

    void what_is_wrong_is_refused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);

        HttpRequestParser whole;
        whole.feed(bytes);
        QVERIFY(!whole.next());
        QCOMPARE(whole.errorStatus(), status);

        HttpRequestParser inPieces;
        for (qsizetype i = 0; i < bytes.size() && inPieces.errorStatus() == 0; i += 97) {
            inPieces.feed(bytes.mid(i, 97));
            QVERIFY(!inPieces.next());
        }
        QCOMPARE(inPieces.errorStatus(), status);
        inPieces.feed("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QVERIFY(!inPieces.next());
    }

    void connection_header_decides()
    {
        HttpRequestParser parser;
        parser.feed("GET / HTTP/1.1\r\nHost: h\r\nConnection: Close\r\n\r\n"
                    "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
        QVERIFY(!parser.next()->keepAlive);
        QVERIFY(parser.next()->keepAlive);
    }

    void a_body_may_be_announced()
    {
        HttpRequestParser parser;
        parser.feed("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        QVERIFY(!parser.next());
        QVERIFY(parser.takeExpectsContinue());
        QVERIFY(!parser.takeExpectsContinue());
        parser.feed("ok");
        QCOMPARE(parser.next()->body, QByteArray("ok"));
    }
};

QTEST_GUILESS_MAIN(tst_HttpRequestParser)
#include "tst_HttpRequestParser.moc"
