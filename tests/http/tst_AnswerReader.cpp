#include "http/AnswerReader.h"

#include <QTest>

using http::AnswerReader;
using State = http::AnswerReader::State;

/// What needs no connection: pieces, limits to the byte, and what may follow an answer. What is read and what is not
/// is in tst_Client.
class tst_AnswerReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pieces_of_any_size_are_the_same_answer();
    void no_more_is_taken_than_belongs_to_the_answer_data();
    void no_more_is_taken_than_belongs_to_the_answer();
    void a_limit_is_met_to_the_byte();
    void the_lines_of_all_heads_are_counted_together();
    void a_connection_is_kept_where_both_say_so_data();
    void a_connection_is_kept_where_both_say_so();
    void an_announcement_alone_costs_no_memory();
    void random_bytes_end_in_a_state_and_within_the_limits();
};

namespace {

const QByteArray Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-A: 1\r\n\r\n"
                           "5;ext=\"a\"\r\nhello\r\n6\r\n world\r\n0\r\nX-Trailer: 1\r\n\r\n";

} // namespace

void tst_AnswerReader::pieces_of_any_size_are_the_same_answer()
{
    for (qsizetype piece = 1; piece <= Chunked.size(); ++piece) {
        AnswerReader reader({});
        qsizetype taken = 0;
        for (qsizetype at = 0; at < Chunked.size(); at += piece)
            taken += reader.read(QByteArrayView(Chunked).sliced(at, qMin(piece, Chunked.size() - at)));
        QCOMPARE(taken, Chunked.size());
        QCOMPARE(reader.state(), State::Complete);
        QCOMPARE(reader.status(), 200);
        QCOMPARE(reader.headers().size(), 2); // a trailer is no header (RFC 9110 section 6.5)
        QVERIFY(reader.keepsConnection());
        QCOMPARE(reader.takeBody(), QByteArray("hello world"));
    }
}

void tst_AnswerReader::no_more_is_taken_than_belongs_to_the_answer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    QTest::newRow("chunks") << Chunked;
    QTest::newRow("no content") << QByteArray("HTTP/1.1 204 No\r\n\r\n");
    QTest::newRow("not modified") << QByteArray("HTTP/1.1 304 No\r\nContent-Length: 9\r\n\r\n");
    QTest::newRow("empty") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

void tst_AnswerReader::no_more_is_taken_than_belongs_to_the_answer()
{
    QFETCH(QByteArray, answer);
    AnswerReader reader({});
    QCOMPARE(reader.read(answer + "HTTP/1.1 200 Smuggled\r\n"), answer.size());
    QCOMPARE(reader.state(), State::Complete);
    QCOMPARE(reader.read("more"), 0);
}

void tst_AnswerReader::a_limit_is_met_to_the_byte()
{
    const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n";
    AnswerReader exact({head.size(), 3, 100, 3});
    exact.read(head + "abc");
    QCOMPARE(exact.state(), State::Complete);
    AnswerReader headTooLarge({head.size() - 1, 3, 100, 3});
    headTooLarge.read(head + "abc");
    QCOMPARE(headTooLarge.state(), State::TooLarge);
    AnswerReader tooManyLines({head.size(), 2, 100, 3});
    tooManyLines.read(head + "abc");
    QCOMPARE(tooManyLines.state(), State::TooLarge);
    AnswerReader bodyTooLarge({head.size(), 3, 100, 2});
    bodyTooLarge.read(head);
    QCOMPARE(bodyTooLarge.state(), State::TooLarge);
    for (const QByteArray &without : {QByteArray("HTTP/1.1 200 OK\r\n\r\nabc"),
                                      QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc")}) {
        AnswerReader notAnnounced({1000, 10, 100, 2});
        notAnnounced.read(without);
        QCOMPARE(notAnnounced.state(), State::TooLarge);
        QVERIFY(!notAnnounced.detail().isEmpty());
    }
}

void tst_AnswerReader::the_lines_of_all_heads_are_counted_together()
{
    const QByteArray interim = "HTTP/1.1 100 Continue\r\n\r\n"; // two lines
    AnswerReader reader({1'000'000, 20, 100, 100});
    for (int i = 0; i < 10; ++i) {
        reader.read(interim);
        QCOMPARE(reader.state(), State::Head);
    }
    reader.read(interim);
    QCOMPARE(reader.state(), State::TooLarge);
}

void tst_AnswerReader::a_connection_is_kept_where_both_say_so_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("expected");
    QTest::newRow("HTTP/1.1") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") << true;
    QTest::newRow("close") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: Close\r\n\r\n") << false;
    QTest::newRow("close in a list") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: x, close\r\n\r\n")
                                     << false;
    QTest::newRow("HTTP/1.0") << QByteArray("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n") << false;
    QTest::newRow("HTTP/1.0 and keep-alive")
        << QByteArray("HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n") << true;
    QTest::newRow("length and chunks") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                                       << false;
}

void tst_AnswerReader::a_connection_is_kept_where_both_say_so()
{
    QFETCH(QByteArray, head);
    QFETCH(bool, expected);
    AnswerReader reader({});
    reader.read(head);
    QCOMPARE(reader.state(), State::Complete);
    QCOMPARE(reader.keepsConnection(), expected);
}

void tst_AnswerReader::an_announcement_alone_costs_no_memory()
{
    AnswerReader reader({1000, 10, 100, 1024 * 1024 * 1024});
    reader.read("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n{");
    QCOMPARE(reader.state(), State::Body);
    QVERIFY(reader.takeBody().capacity() < 1024 * 1024);
}

void tst_AnswerReader::random_bytes_end_in_a_state_and_within_the_limits()
{
    const QByteArray answer = Chunked;
    std::uint32_t seed = 1;
    const auto random = [&seed] { return seed = seed * 1664525u + 1013904223u, seed >> 8; };
    for (int i = 0; i < 20'000; ++i) {
        QByteArray bytes = answer;
        for (std::uint32_t changes = random() % 4 + 1; changes > 0; --changes)
            bytes[static_cast<qsizetype>(random() % static_cast<std::uint32_t>(bytes.size()))] =
                static_cast<char>(random());
        AnswerReader reader({200, 20, 50, 20});
        const qsizetype taken = reader.read(bytes);
        QVERIFY(taken <= bytes.size());
        QVERIFY(reader.bodySize() <= 20);
        reader.connectionEnded();
        QVERIFY(!reader.keepsConnection());
    }
}

QTEST_GUILESS_MAIN(tst_AnswerReader)

#include "tst_AnswerReader.moc"
