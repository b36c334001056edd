#include "http/Client.h"

#include "core/Product.h"
#include "support/RawServer.h"
#ifdef Q_OS_UNIX
#include "support/StrictTlsServer.h"
#endif
#include "support/TestCertificates.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using http::Client;
using http::ClientSettings;
using http::Request;
using http::RequestJob;
using Reason = http::TransportError::Reason;
using Method = http::Request::Method;

Q_DECLARE_METATYPE(http::TransportError::Reason)

namespace {

Request get(const QUrl &url)
{
    Request request;
    request.url = url;
    request.timeout = std::chrono::seconds(30);
    return request;
}

Request post(const QUrl &url, const QByteArray &body = "grant_type=authorization_code&code=abc")
{
    Request request = get(url);
    request.method = Method::Post;
    request.contentType = "application/x-www-form-urlencoded";
    request.body = body;
    return request;
}

/// Starts the job and waits for its one finished().
RequestJob::Outcome outcomeOf(RequestJob &job)
{
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    if (finished.isEmpty() && !finished.wait(60'000))
        qFatal("the job never ended");
    return job.takeOutcome();
}

RequestJob::Outcome send(Client &client, Request request)
{
    return outcomeOf(*client.request(std::move(request)));
}

RequestJob::Outcome send(Request request, ClientSettings settings = {})
{
    Client client(std::move(settings));
    return send(client, std::move(request));
}

/// The reason of a failure; fails the test when there was an answer.
Reason reasonOf(const RequestJob::Outcome &outcome)
{
    if (outcome)
        qFatal("an answer came where none may come");
    return outcome.error().reason;
}

/// Sets variables of the environment for one scope.
class Environment
{
    Q_DISABLE_COPY_MOVE(Environment)

public:
    explicit Environment(const QByteArray &proxy)
    {
        for (const char *name : Names) {
            m_before.append(qgetenv(name));
            if (proxy.isEmpty())
                qunsetenv(name);
            else
                qputenv(name, proxy);
        }
    }
    ~Environment()
    {
        for (int i = 0; i < 4; ++i) {
            if (m_before[i].isEmpty())
                qunsetenv(Names[i]);
            else
                qputenv(Names[i], m_before[i]);
        }
    }

private:
    static constexpr const char *Names[4] = {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"};
    QList<QByteArray> m_before;
};

QByteArray address(const RawServer &server)
{
    return server.url(QString()).toString().toLatin1();
}

const auto Close = [](QTcpSocket &socket, const RawRequest &) { socket.disconnectFromHost(); };
const auto Reset = [](QTcpSocket &socket, const RawRequest &) { RawServer::reset(socket); };

RawServer::Handler writeAndClose(const QByteArray &bytes)
{
    return [bytes](QTcpSocket &socket, const RawRequest &) {
        socket.write(bytes);
        socket.disconnectFromHost();
    };
}

RawServer::Handler writeThenWithoutEnd(const QByteArray &first, const QByteArray &more)
{
    return [first, more](QTcpSocket &socket, const RawRequest &) {
        socket.write(first);
        RawServer::writeWithoutEnd(socket, more);
    };
}

} // namespace

class tst_Client : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void sends_what_was_asked_and_no_more();
    void posts_a_body_byte_for_byte_data();
    void posts_a_body_byte_for_byte();
    void says_which_method_it_is_data();
    void says_which_method_it_is();
    void every_status_is_an_answer_with_a_body_data();
    void every_status_is_an_answer_with_a_body();
    void a_redirect_is_not_followed_data();
    void a_redirect_is_not_followed();
    void cookies_and_credentials_are_not_remembered();
    void nothing_is_cached();
    void five_requests_in_a_row_use_one_connection();
    void requests_run_in_parallel();

    void a_url_is_refused_before_anything_is_sent_data();
    void a_url_is_refused_before_anything_is_sent();
    void practice_asks_no_other_computer();
    void a_line_break_in_a_header_is_refused_data();
    void a_line_break_in_a_header_is_refused();
    void isLoopback_data();
    void isLoopback();

    void a_post_is_sent_once_whatever_the_server_does_data();
    void a_post_is_sent_once_whatever_the_server_does();
    void a_post_is_sent_once_over_tls_data();
    void a_post_is_sent_once_over_tls();
    void a_post_after_an_idle_close_uses_a_new_connection();
    void a_post_leaves_a_server_time_to_close_after_an_answer();
    void an_answer_to_a_post_may_end_with_the_connection_data();
    void an_answer_to_a_post_may_end_with_the_connection();
    void a_post_that_waited_for_a_connection_is_sent();
    void a_get_is_repeated_on_a_new_connection_only_after_an_old_one();
    void an_incomplete_answer_is_no_answer_data();
    void an_incomplete_answer_is_no_answer();

    void a_silent_server_times_out();
    void trickling_bytes_do_not_prolong_the_limit();
    void an_answer_without_end_is_given_up_early_data();
    void an_answer_without_end_is_given_up_early();
    void a_flood_is_dropped_at_once_data();
    void a_flood_is_dropped_at_once();
    void a_body_over_the_limit_is_given_up_early_data();
    void a_body_over_the_limit_is_given_up_early();
    void a_body_as_long_as_the_limit_is_read();
    void a_compressed_body_is_not_decompressed();
    void malformed_answers_are_told_data();
    void malformed_answers_are_told();
    void odd_but_readable_answers_are_read_data();
    void odd_but_readable_answers_are_read();

    void finished_comes_once_and_from_the_event_loop();
    void a_job_may_be_destroyed_by_its_own_finished();
    void dropping_a_job_hangs_up_and_stays_silent();
    void a_client_may_go_before_its_jobs();
    void dispatched_requests_are_sent_without_anybody_waiting();
    void dispatched_requests_end_with_their_own_limit();
    void dispatched_requests_are_given_up_with_the_client();
    void adopted_jobs_are_kept_until_they_have_finished();

    void network_trouble_is_told_apart_data();
    void network_trouble_is_told_apart();

    void loopback_never_goes_through_a_proxy_data();
    void loopback_never_goes_through_a_proxy();
    void others_go_through_the_system_proxy();
    void proxy_trouble_is_told_apart_data();
    void proxy_trouble_is_told_apart();
    void a_password_in_the_setting_is_sent_to_the_proxy();
    void an_unreachable_proxy_is_not_called_an_unreachable_server_data();
    void an_unreachable_proxy_is_not_called_an_unreachable_server();

    void a_certificate_of_an_added_authority_is_trusted();
    void certificate_faults_are_told_apart_data();
    void certificate_faults_are_told_apart();
    void a_chain_without_the_intermediate_certificate_is_told_apart();
    void names_in_a_certificate_are_made_safe();
    void a_server_that_wants_a_client_certificate_is_told_from_one_that_hung_up_data();
    void a_server_that_wants_a_client_certificate_is_told_from_one_that_hung_up();
    void a_server_without_tls_is_a_failed_handshake();
    void only_certificates_are_counted_as_authorities();

private:
    RawServer m_proxy; ///< the system's proxy for all tests here; nothing of the loopback interface may reach it
};

void tst_Client::initTestCase()
{
    qRegisterMetaType<http::TransportError::Reason>();
    qunsetenv("no_proxy");
    qunsetenv("NO_PROXY");
    for (const char *name : {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"})
        qputenv(name, address(m_proxy));
}

void tst_Client::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
}

void tst_Client::sends_what_was_asked_and_no_more()
{
    RawServer server;
    server.setAnswer(
        httpAnswer("{\"a\":1}", "200 OK", "Content-Type: application/json; charset=UTF-8\r\nX-One: 1\r\n"));
    Request request = get(server.url(QStringLiteral("/api/v1/groups")));
    request.url.setQuery(QStringLiteral("limit=1&q=a%2Bb+c"));
    request.accept = "application/json";
    request.authorization = Secret(QByteArrayView("SSWS 00abc"));
    const QUrl url = request.url;

    const auto outcome = send(std::move(request));

    QVERIFY(outcome);
    QCOMPARE(outcome->status, 200);
    QCOMPARE(outcome->body, "{\"a\":1}");
    QCOMPARE(outcome->url, url);
    QCOMPARE(outcome->header("x-one"), "1");
    QVERIFY(qAbs(outcome->receivedAt.msecsTo(QDateTime::currentDateTimeUtc())) < 60'000);
    QCOMPARE(server.requests().size(), 1);
    const RawRequest &sent = server.requests().first();
    QCOMPARE(sent.method(), "GET");
    QCOMPARE(sent.target(), "/api/v1/groups?limit=1&q=a%2Bb+c");
    QCOMPARE(sent.header("Accept"), "application/json");
    QCOMPARE(sent.header("Authorization"), "SSWS 00abc");
    QCOMPARE(sent.header("Accept-Encoding"), "identity");
    QCOMPARE(sent.header("User-Agent"), "OktaSetupForPomerium/" + product::version().toLatin1());
    QCOMPARE(sent.header("Host"), "127.0.0.1:" + QByteArray::number(server.serverPort()));
    for (const char *name : {"Origin", "Cookie", "Referer", "Content-Type", "Content-Length", "Upgrade"})
        QVERIFY2(sent.header(name).isNull(), name);
}

void tst_Client::posts_a_body_byte_for_byte_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("form with plus") << QByteArray("code=a%2Bb&redirect_uri=http%3A%2F%2F127.0.0.1");
    QTest::newRow("every byte") << [] {
        QByteArray all;
        for (int byte = 0; byte < 256; ++byte)
            all += static_cast<char>(byte);
        return all;
    }();
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("more than any buffer") << QByteArray(1'000'000, 'x');
}

void tst_Client::posts_a_body_byte_for_byte()
{
    QFETCH(QByteArray, body);
    RawServer server;
    server.setAnswer(httpAnswer("{}"));

    QVERIFY(send(post(server.url(), body)));

    QCOMPARE(server.requests().size(), 1);
    const RawRequest &sent = server.requests().first();
    QCOMPARE(sent.method(), "POST");
    QCOMPARE(sent.body, body);
    QCOMPARE(sent.header("Content-Length"), QByteArray::number(body.size()));
    QCOMPARE(sent.header("Content-Type"), "application/x-www-form-urlencoded");
    QVERIFY(sent.header("Transfer-Encoding").isNull());
    QVERIFY(sent.header("Authorization").isNull());
    QVERIFY(sent.header("Origin").isNull());
}

void tst_Client::says_which_method_it_is_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("POST") << Method::Post << QByteArray("POST") << QByteArray("{}");
    QTest::newRow("PUT") << Method::Put << QByteArray("PUT") << QByteArray("{\"a\":1}");
    QTest::newRow("PUT, empty") << Method::Put << QByteArray("PUT") << QByteArray();
    QTest::newRow("DELETE") << Method::Delete << QByteArray("DELETE") << QByteArray();
}

void tst_Client::says_which_method_it_is()
{
    QFETCH(Method, method);
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, body);
    RawServer server;
    server.setAnswer("HTTP/1.1 204 No Content\r\n\r\n");
    Request request = get(server.url());
    request.method = method;
    request.body = body;
    request.hasSecretAnswer = true;

    const auto outcome = send(std::move(request));

    QVERIFY(outcome);
    QCOMPARE(outcome->status, 204);
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.requests().first().method(), verb);
    QCOMPARE(server.requests().first().body, body);
    QVERIFY(server.requests().first().header("Content-Type").isNull());
}

void tst_Client::every_status_is_an_answer_with_a_body_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("header");
    for (const char *status : {"200 OK",
                               "201 Created",
                               "202 Accepted",
                               "300 Multiple Choices",
                               "400 Bad Request",
                               "401 Unauthorized",
                               "403 Forbidden",
                               "404 Not Found",
                               "405 Method Not Allowed",
                               "408 Request Timeout",
                               "409 Conflict",
                               "410 Gone",
                               "418 I'm a teapot",
                               "422 Unprocessable Content",
                               "429 Too Many Requests",
                               "500 Internal Server Error",
                               "501 Not Implemented",
                               "502 Bad Gateway",
                               "503 Service Unavailable",
                               "504 Gateway Timeout",
                               "599 Odd"}) {
        QTest::newRow(status) << QByteArray(status) << QByteArray();
    }
    // oidc.md 0.2: a 401 that asks for credentials.
    for (const char *challenge : {"Basic realm=\"Okta\"", "Bearer error=\"invalid_token\"", "Negotiate", "NTLM",
                                  "Digest realm=\"a\", nonce=\"b\", qop=\"auth\"", "SSWS", "DPoP algs=\"ES256\""}) {
        QTest::newRow(challenge) << QByteArray("401 Unauthorized")
                                 << QByteArray("WWW-Authenticate: ") + challenge + "\r\n";
    }
}

void tst_Client::every_status_is_an_answer_with_a_body()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, header);
    const QByteArray body = "{\"error\":\"invalid_client\"}";
    for (const Method method : {Method::Get, Method::Post}) {
        RawServer server;
        server.setAnswer(httpAnswer(body, status, header));
        Request request = method == Method::Get ? get(server.url()) : post(server.url());
        request.authorization = Secret(QByteArrayView("Basic aWQ6c2VjcmV0"));

        const auto outcome = send(std::move(request));

        QVERIFY(outcome);
        QCOMPARE(outcome->status, status.left(3).toInt());
        QCOMPARE(outcome->body, body);
        QCOMPARE(server.heads(), 1);
        QCOMPARE(server.requests().first().header("Authorization"), "Basic aWQ6c2VjcmV0");
    }
}

void tst_Client::a_redirect_is_not_followed_data()
{
    QTest::addColumn<QByteArray>("status");
    for (const char *status : {"301", "302", "303", "307", "308"})
        QTest::newRow(status) << QByteArray(status);
}

void tst_Client::a_redirect_is_not_followed()
{
    QFETCH(QByteArray, status);
    RawServer elsewhere;
    elsewhere.setAnswer(httpAnswer("{}"));
    for (const Method method : {Method::Get, Method::Post}) {
        RawServer server;
        server.setAnswer(httpAnswer("moved", status + " Moved", "Location: " + address(elsewhere) + "/next\r\n"));
        Request request = method == Method::Get ? get(server.url()) : post(server.url());
        request.authorization = Secret(QByteArrayView("Basic aWQ6c2VjcmV0"));

        const auto outcome = send(std::move(request));

        QVERIFY(outcome);
        QCOMPARE(outcome->status, status.toInt());
        QCOMPARE(outcome->body, "moved");
        QCOMPARE(outcome->redirectTarget(), elsewhere.url(QStringLiteral("/next")));
        QCOMPARE(server.heads(), 1);
        QCOMPARE(elsewhere.acceptedConnections(), 0);
    }
}

void tst_Client::cookies_and_credentials_are_not_remembered()
{
    RawServer server;
    server.setAnswer(httpAnswer("{}", "200 OK", "Set-Cookie: sid=1; Path=/\r\n"));
    Client client;
    Request first = get(server.url());
    first.authorization = Secret(QByteArrayView("Bearer abc"));
    QVERIFY(send(client, std::move(first)));

    QVERIFY(send(client, get(server.url())));

    QCOMPARE(server.requests().size(), 2);
    QVERIFY(server.requests().last().header("Cookie").isNull());
    QVERIFY(server.requests().last().header("Authorization").isNull());
}

void tst_Client::nothing_is_cached()
{
    RawServer server;
    server.setAnswer(httpAnswer("{}", "200 OK", "Cache-Control: max-age=3600\r\nETag: \"1\"\r\n"));
    Client client;
    QVERIFY(send(client, get(server.url())));
    QVERIFY(send(client, get(server.url())));
    QCOMPARE(server.requests().size(), 2);
    QVERIFY(server.requests().last().header("If-None-Match").isNull());
}

void tst_Client::five_requests_in_a_row_use_one_connection()
{
    const TestAuthority authority;
    for (const bool tls : {false, true}) {
        RawServer server;
        if (tls)
            server.setTls(authority.issue());
        server.setAnswer(httpAnswer("{}"));
        Client client(ClientSettings{authority.pem()});
        for (int i = 0; i < 5; ++i) {
            const auto outcome = send(client, i % 2 ? post(server.url()) : get(server.url()));
            QVERIFY(outcome);
            QCOMPARE(outcome->status, 200);
        }
        QCOMPARE(server.requests().size(), 5);
        QCOMPARE(server.acceptedConnections(), 1);
    }
}

void tst_Client::requests_run_in_parallel()
{
    RawServer server; // answers when all three have arrived, so that one after the other would never end
    QList<QTcpSocket *> waiting;
    server.setHandler([&waiting](QTcpSocket &socket, const RawRequest &) {
        waiting.append(&socket);
        if (waiting.size() < 3)
            return;
        for (QTcpSocket *each : waiting)
            each->write(httpAnswer("{}"));
    });
    Client client;
    std::vector<std::unique_ptr<RequestJob>> jobs;
    int finished = 0;
    for (int i = 0; i < 3; ++i) {
        jobs.push_back(client.request(get(server.url())));
        connect(jobs.back().get(), &Job::finished, this, [&finished] { ++finished; });
        jobs.back()->start();
    }
    QTRY_COMPARE(finished, 3);
    for (const auto &job : jobs)
        QVERIFY(job->outcome());
}

void tst_Client::a_url_is_refused_before_anything_is_sent_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Reason>("reason");
    const auto row = [](const char *name, const char *url, Reason reason) {
        QTest::newRow(name) << QString::fromLatin1(url) << reason;
    };
    row("empty", "", Reason::InvalidUrl);
    row("relative", "/path", Reason::InvalidUrl);
    row("no scheme", "127.0.0.1:PORT/", Reason::InvalidUrl);
    row("no host", "https:///path", Reason::InvalidUrl);
    row("file", "file:///etc/passwd", Reason::InvalidUrl);
    row("ftp", "ftp://127.0.0.1:PORT/", Reason::InvalidUrl);
    row("data", "data:application/json,{}", Reason::InvalidUrl);
    row("qrc", "qrc:/x", Reason::InvalidUrl);
    row("javascript", "javascript:alert(1)", Reason::InvalidUrl);
    row("user name", "http://admin@127.0.0.1:PORT/", Reason::InvalidUrl);
    row("password", "http://admin:secret@127.0.0.1:PORT/", Reason::InvalidUrl);
    row("port 0", "http://127.0.0.1:0/", Reason::InvalidUrl);
    row("port too big", "http://127.0.0.1:99999/", Reason::InvalidUrl);
    row("space in the host", "http://127.0.0.1 x/", Reason::InvalidUrl);
    row("http elsewhere", "http://okta.example.test/", Reason::InsecureUrl);
    row("http to this network", "http://192.168.1.1/", Reason::InsecureUrl);
    row("http to any address", "http://0.0.0.0:PORT/", Reason::InsecureUrl);
    row("http to a name like loopback", "http://localhost.example.test/", Reason::InsecureUrl);
    row("http to a number like loopback", "http://127.0.0.1.example.test/", Reason::InsecureUrl);
    row("upper case", "HTTP://OKTA.EXAMPLE.TEST/", Reason::InsecureUrl);
}

void tst_Client::a_url_is_refused_before_anything_is_sent()
{
    QFETCH(QString, url);
    QFETCH(Reason, reason);
    RawServer server;
    const int proxied = m_proxy.acceptedConnections();
    const QUrl target(url.replace(QStringLiteral("PORT"), QString::number(server.serverPort())));

    QCOMPARE(reasonOf(send(get(target))), reason);
    QCOMPARE(server.acceptedConnections(), 0);
    QCOMPARE(m_proxy.acceptedConnections(), proxied);
}

void tst_Client::practice_asks_no_other_computer()
{
    http::ClientSettings settings;
    settings.isLoopbackOnly = true;
    Client practice(settings);
    RawServer server;
    const int proxied = m_proxy.acceptedConnections();
    for (const QString &url : {QStringLiteral("https://acme.okta.com/"), QStringLiteral("http://192.168.1.1/"),
                               QStringLiteral("https://localhost.example.test/")}) {
        const auto job = practice.request(get(QUrl(url)));
        QSignalSpy finished(job.get(), &Job::finished);
        job->start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(reasonOf(job->outcome()), Reason::OutsidePractice);
    }
    QCOMPARE(m_proxy.acceptedConnections(), proxied);
    const auto job = practice.request(get(QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(server.serverPort()))));
    job->start();
    QTRY_COMPARE(server.acceptedConnections(), 1);
}

void tst_Client::a_line_break_in_a_header_is_refused_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("LF") << QByteArray("SSWS abc\nX-Evil: 1");
    QTest::newRow("CR") << QByteArray("SSWS abc\rX-Evil: 1");
    QTest::newRow("CRLF") << QByteArray("SSWS abc\r\n\r\nGET / HTTP/1.1");
    QTest::newRow("trailing") << QByteArray("SSWS abc\n");
    QTest::newRow("NUL") << QByteArray("SSWS abc\0d", 10);
}

void tst_Client::a_line_break_in_a_header_is_refused()
{
    QFETCH(QByteArray, value);
    RawServer server;
    server.setAnswer(httpAnswer("{}"));
    Request authorization = get(server.url());
    authorization.authorization = Secret(value);
    Request accept = get(server.url());
    accept.accept = value;
    Request contentType = post(server.url());
    contentType.contentType = value;

    for (Request *request : {&authorization, &accept, &contentType}) {
        const auto outcome = send(std::move(*request));
        QCOMPARE(reasonOf(outcome), Reason::Other);
        QVERIFY(!outcome.error().detail.contains(QLatin1String("abc")));
    }
    QCOMPARE(server.acceptedConnections(), 0);
}

void tst_Client::isLoopback_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("expected");
    for (const char *url : {"http://127.0.0.1/", "http://127.0.0.1:8765/x", "http://127.255.255.254/", "http://[::1]/",
                            "http://[0:0:0:0:0:0:0:1]:1/", "http://localhost/", "http://LOCALHOST:1/"})
        QTest::newRow(url) << QString::fromLatin1(url) << true;
    for (const char *url :
         {"http://0.0.0.0/", "http://128.0.0.1/", "http://[::]/", "http://[::2]/", "http://localhost.example/",
          "http://127.0.0.1.example/", "http://notlocalhost/", "http:///", "", "http://[fe80::1]/", "http://10.0.0.1/"})
        QTest::newRow(url) << QString::fromLatin1(url) << false;
}

void tst_Client::isLoopback()
{
    QFETCH(QString, url);
    QFETCH(bool, expected);
    QCOMPARE(http::isLoopback(QUrl(url)), expected);
}

void tst_Client::a_post_is_sent_once_whatever_the_server_does_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<bool>("reset");
    QTest::addColumn<bool>("warm");
    for (const bool warm : {false, true}) {
        const char *const connection = warm ? "reused connection" : "new connection";
        QTest::addRow("closes, %s", connection) << QByteArray() << false << warm;
        QTest::addRow("resets, %s", connection) << QByteArray() << true << warm;
        QTest::addRow("half a status line, %s", connection) << QByteArray("HTTP/1.") << false << warm;
        QTest::addRow("half a head, %s", connection) << QByteArray("HTTP/1.1 200 OK\r\nContent-Le") << false << warm;
        QTest::addRow("half a body, %s", connection)
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\"") << false << warm;
        QTest::addRow("half a body of an error, %s", connection)
            << QByteArray("HTTP/1.1 400 Bad\r\nContent-Length: 100\r\n\r\n{\"a\"") << false << warm;
        QTest::addRow("half a chunked body, %s", connection)
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{\"a\"\r\n") << false << warm;
        QTest::addRow("not HTTP, %s", connection) << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << false << warm;
    }
}

void tst_Client::a_post_is_sent_once_whatever_the_server_does()
{
    QFETCH(QByteArray, written);
    QFETCH(bool, reset);
    QFETCH(bool, warm);
    const QList<QPair<Method, QByteArray>> requests{{Method::Post, "code=abc"},
                                                    {Method::Post, {}},
                                                    {Method::Post, QByteArray(400'000, 'x')},
                                                    {Method::Put, "{}"},
                                                    {Method::Delete, {}}};
    for (const auto &[method, body] : requests) {
        RawServer server;
        Client client;
        if (warm) {
            server.setAnswer(httpAnswer("{}"));
            QVERIFY(send(client, get(server.url())));
        }
        server.setHandler(reset ? RawServer::Handler(Reset) : writeAndClose(written));

        Request request = post(server.url(), body);
        request.method = method;
        const auto outcome = send(client, std::move(request));

        QCOMPARE(reasonOf(outcome), written.contains("SSH") ? Reason::Malformed : Reason::ConnectionClosed);
        // A second one would come on a new connection, before this request that is sent after it.
        server.setAnswer(httpAnswer("{}"));
        QVERIFY(send(client, get(server.url(QStringLiteral("/afterwards")))));
        QCOMPARE(server.requests().last().target(), "/afterwards");
        QCOMPARE(server.heads(), warm ? 3 : 2);
    }
}

void tst_Client::a_post_is_sent_once_over_tls_data()
{
    QTest::addColumn<bool>("reset");
    QTest::newRow("closes") << false;
    QTest::newRow("resets") << true;
}

void tst_Client::a_post_is_sent_once_over_tls()
{
    QFETCH(bool, reset);
    const TestAuthority authority;
    RawServer server;
    server.setTls(authority.issue());
    server.setHandler(reset ? RawServer::Handler(Reset) : RawServer::Handler(Close));
    Client client(ClientSettings{authority.pem()});

    QCOMPARE(reasonOf(send(client, post(server.url()))), Reason::ConnectionClosed);

    server.setAnswer(httpAnswer("{}"));
    QVERIFY(send(client, get(server.url(QStringLiteral("/afterwards")))));
    QCOMPARE(server.heads(), 2);
}

void tst_Client::a_post_after_an_idle_close_uses_a_new_connection()
{
    RawServer server;
    server.setHandler([](QTcpSocket &socket, const RawRequest &) {
        socket.write(httpAnswer("{}")); // keep-alive, as HTTP/1.1 says; and then closed all the same
        RawServer::finishWriting(socket);
    });
    Client client;
    QVERIFY(send(client, get(server.url())));
    QTRY_COMPARE(server.openConnections(), 0);

    const auto outcome = send(client, post(server.url()));

    QVERIFY(outcome);
    QCOMPARE(outcome->status, 200);
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(server.acceptedConnections(), 2);
}

void tst_Client::a_post_leaves_a_server_time_to_close_after_an_answer()
{
    RawServer server;
    QElapsedTimer sinceAnswer;
    QList<qint64> waited;
    server.setHandler([&](QTcpSocket &socket, const RawRequest &request) {
        if (request.method() == "POST")
            waited.append(sinceAnswer.elapsed());
        socket.write(httpAnswer("{}"));
        sinceAnswer.start();
    });
    Client client;
    QVERIFY(send(client, get(server.url())));
    QVERIFY(send(client, post(server.url())));
    QVERIFY(send(client, post(server.url())));
    QCOMPARE(waited.size(), 2);
    for (const qint64 milliseconds : waited)
        QVERIFY2(milliseconds >= 4, qPrintable(QString::number(milliseconds)));
    QCOMPARE(server.acceptedConnections(), 1);
}

void tst_Client::an_answer_to_a_post_may_end_with_the_connection_data()
{
    QTest::addColumn<bool>("overTls");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    for (const bool overTls : {false, true}) {
        const char *const connection = overTls ? "over TLS" : "in the clear";
        QTest::addRow("HTTP/1.0, %s", connection)
            << overTls << QByteArray("HTTP/1.0 200 OK\r\n\r\n") << QByteArray("{}") << 200;
        QTest::addRow("HTTP/1.1, %s", connection)
            << overTls << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n") << QByteArray("{}") << 200;
        QTest::addRow("a refusal, %s", connection)
            << overTls << QByteArray("HTTP/1.0 400 Bad\r\n\r\n") << QByteArray("{}") << 400;
        QTest::addRow("a redirect, %s", connection)
            << overTls << QByteArray("HTTP/1.0 307 Go\r\nLocation: /there\r\n\r\n") << QByteArray("{}") << 307;
        QTest::addRow("no body, %s", connection)
            << overTls << QByteArray("HTTP/1.0 200 OK\r\n\r\n") << QByteArray() << 200;
        QTest::addRow("a large body, %s", connection)
            << overTls << QByteArray("HTTP/1.0 200 OK\r\n\r\n") << QByteArray(300'000, 'x') << 200;
    }
}

void tst_Client::an_answer_to_a_post_may_end_with_the_connection()
{
    QFETCH(bool, overTls);
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    constexpr int Times = 20;
    const TestAuthority authority;
    RawServer server;
    if (overTls)
        server.setTls(authority.issue());
    server.setHandler(writeAndClose(head + body));
    Client client(ClientSettings{authority.pem()});
    for (int i = 0; i < Times; ++i) {
        const auto outcome = send(client, post(server.url()));
        QVERIFY2(outcome, qPrintable(QStringLiteral("answer %1").arg(i + 1)));
        QCOMPARE(outcome->status, status);
        QCOMPARE(outcome->body, body);
    }
    server.setAnswer(httpAnswer("{}"));
    QVERIFY(send(client, get(server.url(QStringLiteral("/afterwards")))));
    QCOMPARE(server.heads(), Times + 1);
}

void tst_Client::a_post_that_waited_for_a_connection_is_sent()
{
    constexpr int AtOnce = 60;
    RawServer server;
    server.setHandler(writeAndClose("HTTP/1.0 200 OK\r\n\r\n{}"));
    Client client;
    std::vector<std::unique_ptr<RequestJob>> jobs;
    int finished = 0;
    for (int i = 0; i < AtOnce; ++i) {
        jobs.push_back(client.request(post(server.url())));
        connect(jobs.back().get(), &Job::finished, this, [&finished] { ++finished; });
        jobs.back()->start();
    }
    QTRY_COMPARE_WITH_TIMEOUT(finished, AtOnce, 30'000);
    QCOMPARE(std::count_if(jobs.cbegin(), jobs.cend(), [](const auto &job) { return job->outcome().has_value(); }),
             AtOnce);
    QCOMPARE(server.requests().size(), AtOnce);
}

/// Which RFC 9110 section 9.2.2 allows: an old connection may have been closed meanwhile. A new one was not.
void tst_Client::a_get_is_repeated_on_a_new_connection_only_after_an_old_one()
{
    RawServer server;
    server.setHandler(Close);
    QCOMPARE(reasonOf(send(get(server.url()))), Reason::ConnectionClosed);
    QCOMPARE(server.heads(), 1);

    Client client;
    server.setAnswer(httpAnswer("{}"));
    QVERIFY(send(client, get(server.url())));
    server.setHandler(Close);
    QCOMPARE(reasonOf(send(client, get(server.url()))), Reason::ConnectionClosed);
    QCOMPARE(server.heads(), 4);
}

void tst_Client::an_incomplete_answer_is_no_answer_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: app");
    QTest::newRow("no body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
    QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}");
    QTest::newRow("half a chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{}");
    QTest::newRow("no last chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
    QTest::newRow("no end of the trailers")
        << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n");
    QTest::newRow("half a body of a 400") << QByteArray("HTTP/1.1 400 Bad\r\nContent-Length: 20\r\n\r\n{}");
    QTest::newRow("half a body of a 503") << QByteArray("HTTP/1.1 503 Bad\r\nContent-Length: 20\r\n\r\n{}");
}

void tst_Client::an_incomplete_answer_is_no_answer()
{
    QFETCH(QByteArray, written);
    RawServer server;
    server.setHandler(writeAndClose(written));
    const auto outcome = send(get(server.url()));
    QCOMPARE(reasonOf(outcome), Reason::ConnectionClosed);
    QCOMPARE(outcome.error().host, QStringLiteral("127.0.0.1"));
}

void tst_Client::a_silent_server_times_out()
{
    RawServer server;
    Request request = get(server.url());
    request.timeout = std::chrono::milliseconds(200);
    QElapsedTimer elapsed;
    elapsed.start();
    QCOMPARE(reasonOf(send(std::move(request))), Reason::TimedOut);
    QVERIFY(elapsed.elapsed() >= 180);
    QTRY_COMPARE(server.openConnections(), 0);
}

void tst_Client::trickling_bytes_do_not_prolong_the_limit()
{
    RawServer server;
    server.setHandler([](QTcpSocket &socket, const RawRequest &) {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        auto *const trickle = new QTimer(&socket);
        connect(trickle, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
        trickle->start(20);
    });
    Request request = get(server.url());
    request.timeout = std::chrono::milliseconds(400);
    QCOMPARE(reasonOf(send(std::move(request))), Reason::TimedOut);
    QTRY_COMPARE(server.openConnections(), 0);
}

void tst_Client::an_answer_without_end_is_given_up_early_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<Method>("method");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("more");
    const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const bool tls : {false, true}) {
        for (const Method method : {Method::Get, Method::Post}) {
            const auto row = [tls, method](const char *name, const QByteArray &first, const QByteArray &more) {
                QTest::addRow("%s, %s, %s", name, tls ? "https" : "http", method == Method::Get ? "GET" : "POST")
                    << tls << method << first << more;
            };
            row("status line", "HTTP/1.1 200 ", QByteArray(65536, 'x'));
            row("one header", "HTTP/1.1 200 OK\r\nX-A: ", QByteArray(65536, 'x'));
            row("headers", "HTTP/1.1 200 OK\r\n", QByteArray("X-A: 1\r\n").repeated(4096));
            row("folded header", "HTTP/1.1 200 OK\r\nX-A: 1\r\n", QByteArray(" 1\r\n").repeated(4096));
            row("empty lines", "", QByteArray("\r\n").repeated(4096));
            row("interim answers", "", QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(1024));
            row("chunk extension", chunked + "1;a=", QByteArray(65536, 'x'));
            row("chunk extensions", chunked, QByteArray("1;" + QByteArray(900, 'a') + "\r\nx\r\n").repeated(64));
            row("chunk size", chunked, QByteArray(65536, '0'));
            row("chunks", chunked, "1000\r\n" + QByteArray(0x1000, 'x') + "\r\n");
            row("trailers", chunked + "0\r\n", QByteArray("X-A: 1\r\n").repeated(4096));
            row("one trailer", chunked + "0\r\nX-A: ", QByteArray(65536, 'x'));
        }
    }
}

/// Whatever a server sends without end: the request ends long before its time, the server is hung up on, and all other
/// requests of the client work at once, those on the way as well.
void tst_Client::an_answer_without_end_is_given_up_early()
{
    QFETCH(bool, tls);
    QFETCH(Method, method);
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, more);
    const TestAuthority authority;
    RawServer other;
    other.setAnswer(httpAnswer("{}"));
    RawServer server;
    if (tls)
        server.setTls(authority.issue());
    server.setHandler(writeThenWithoutEnd(first, more));
    Client client(ClientSettings{authority.pem()});
    Request request = method == Method::Get ? get(server.url()) : post(server.url());
    request.timeout = std::chrono::minutes(2); // longer than the test may take

    const auto reason = reasonOf(send(client, std::move(request)));

    QVERIFY2(reason == Reason::TooLarge || reason == Reason::Malformed, qPrintable(QString::number(int(reason))));
    QTRY_COMPARE(server.openConnections(), 0);
    QVERIFY(send(client, get(other.url())));
    QCOMPARE(server.heads(), 1);
}

/// Slow enough that no limit of bytes is reached within the limit of time.
void tst_Client::a_flood_is_dropped_at_once_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("more");
    QTest::newRow("headers") << QByteArray("HTTP/1.1 200 OK\r\n") << QByteArray("X-A: 1\r\n");
    QTest::newRow("interim answers") << QByteArray() << QByteArray("HTTP/1.1 100 Continue\r\n\r\n");
    QTest::newRow("chunk extension") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;")
                                     << QByteArray("a");
}

void tst_Client::a_flood_is_dropped_at_once()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, more);
    RawServer server;
    server.setHandler([&](QTcpSocket &socket, const RawRequest &) {
        socket.write(first);
        auto *const trickle = new QTimer(&socket);
        connect(trickle, &QTimer::timeout, &socket, [&socket, more] { socket.write(more); });
        trickle->start(5);
    });
    RawServer other;
    other.setAnswer(httpAnswer("{}"));
    Client client;
    auto job = client.request(get(server.url()));
    job->start();
    QTRY_COMPARE(server.heads(), 1);
    QVERIFY(send(client, get(other.url())));
    job.reset();
    QTRY_COMPARE(server.openConnections(), 0);
}

void tst_Client::a_body_over_the_limit_is_given_up_early_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("more");
    const QByteArray chunk = "1000\r\n" + QByteArray(0x1000, 'x') + "\r\n";
    QTest::newRow("announced") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n") << QByteArray("x");
    QTest::newRow("announced, more than 64 bits")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 4611686018427387904\r\n\r\n") << QByteArray(65536, 'x');
    QTest::newRow("until the connection closes") << QByteArray("HTTP/1.1 200 OK\r\n\r\n") << QByteArray(65536, 'x');
    QTest::newRow("chunks") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n") << chunk;
    QTest::newRow("of an error") << QByteArray("HTTP/1.1 500 Oops\r\n\r\n") << QByteArray(65536, 'x');
    QTest::newRow("of a redirect") << QByteArray("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n") << QByteArray(65536, 'x');
}

void tst_Client::a_body_over_the_limit_is_given_up_early()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, more);
    RawServer server;
    server.setHandler(writeThenWithoutEnd(first, more));
    Request request = get(server.url());
    request.maximumBodySize = 100'000;
    QCOMPARE(reasonOf(send(std::move(request))), Reason::TooLarge);
    QTRY_COMPARE(server.openConnections(), 0);
}

void tst_Client::a_body_as_long_as_the_limit_is_read()
{
    for (const qsizetype size : {0, 1, 100'000, 1024 * 1024}) {
        RawServer server;
        const QByteArray body(size, 'x');
        server.setAnswer(httpAnswer(body));
        Request request = get(server.url());
        request.maximumBodySize = size;
        const auto outcome = send(std::move(request));
        QVERIFY(outcome);
        QCOMPARE(outcome->body, body);
    }
    // Without a Content-Length, and longer than what Qt may read ahead.
    RawServer server;
    const QByteArray body(700'000, 'y');
    server.setHandler(writeAndClose("HTTP/1.1 200 OK\r\n\r\n" + body));
    const auto outcome = send(get(server.url()));
    QVERIFY(outcome);
    QCOMPARE(outcome->body, body);
}

void tst_Client::a_compressed_body_is_not_decompressed()
{
    // gzip of 10 bytes "aaaaaaaaaa"
    const QByteArray compressed = QByteArray::fromHex("1f8b08000000000002034b840100dfe0244c0a000000");
    RawServer server;
    server.setAnswer(httpAnswer(compressed, "200 OK", "Content-Encoding: gzip\r\n"));
    const auto outcome = send(get(server.url()));
    QVERIFY(outcome);
    QCOMPARE(outcome->body, compressed);
}

void tst_Client::malformed_answers_are_told_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<Reason>("reason");
    const auto row = [](const char *name, const char *answer, Reason reason) {
        QTest::newRow(name) << QByteArray(answer) << reason;
    };
    row("not HTTP", "HELLO WORLD\r\n\r\n", Reason::Malformed);
    row("SSH", "SSH-2.0-OpenSSH_9.2\r\n", Reason::Malformed);
    row("HTTP/0.9", "<html>hello</html>", Reason::Malformed);
    row("status is a word", "HTTP/1.1 abc OK\r\n\r\n{}", Reason::Malformed);
    row("status 0", "HTTP/1.1 000 Zero\r\nContent-Length: 2\r\n\r\n{}", Reason::Malformed);
    row("status 600", "HTTP/1.1 600 Six\r\nContent-Length: 2\r\n\r\n{}", Reason::Malformed);
    row("status 99999", "HTTP/1.1 99999 Many\r\nContent-Length: 2\r\n\r\n{}", Reason::Malformed);
    row("negative status", "HTTP/1.1 -12 Minus\r\nContent-Length: 2\r\n\r\n{}", Reason::Malformed);
    row("interim and nothing else", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", Reason::Malformed);
    row("negative length", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}", Reason::Malformed);
    row("length is a word", "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n{}", Reason::Malformed);
    row("length with a sign", "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\n{}", Reason::Malformed);
    row("a blank before the colon", "HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\n{}", Reason::Malformed);
    row("a coding that nobody asked for", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        Reason::Malformed);
    row("the size of a chunk is a word", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nten\r\n",
        Reason::Malformed);
    row("the size of a chunk has a sign", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        Reason::Malformed);
    row("a chunk longer than it says", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        Reason::Malformed);
    row("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\n{}abc", Reason::Malformed);
}

void tst_Client::malformed_answers_are_told()
{
    QFETCH(QByteArray, answer);
    QFETCH(Reason, reason);
    RawServer server;
    server.setHandler(writeAndClose(answer));
    QCOMPARE(reasonOf(send(get(server.url()))), reason);
}

void tst_Client::odd_but_readable_answers_are_read_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *answer, int status, const char *body) {
        QTest::newRow(name) << QByteArray(answer) << status << QByteArray(body);
    };
    row("no reason phrase", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n{}", 200, "{}");
    row("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\n{}", 200, "{}");
    row("line feeds only", "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}", 200, "{}");
    row("the same length twice", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 200, "{}");
    row("more than announced", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}{}{}", 200, "{}");
    row("an interim answer first", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", 200,
        "{}");
    row("no content", "HTTP/1.1 204 No Content\r\n\r\n", 204, "");
    row("empty body", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, "");
    row("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", 200, "{}");
}

void tst_Client::odd_but_readable_answers_are_read()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    RawServer server;
    server.setHandler(writeAndClose(answer));
    const auto outcome = send(get(server.url()));
    QVERIFY(outcome);
    QCOMPARE(outcome->status, status);
    QCOMPARE(outcome->body, body);
}

void tst_Client::finished_comes_once_and_from_the_event_loop()
{
    RawServer server;
    server.setAnswer(httpAnswer("{}"));
    Client client;
    const auto answered = client.request(get(server.url()));
    const auto refused = client.request(get(QUrl(QStringLiteral("http://okta.example.test/"))));
    for (RequestJob *job : {answered.get(), refused.get()}) {
        QSignalSpy finished(job, &Job::finished);
        job->start();
        QCOMPARE(finished.size(), 0);
        QVERIFY(job->isRunning());
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(job->isFinished());
        QVERIFY(!job->isRunning());
        // Whatever else was queued for the job has been delivered when another request has come and gone.
        QVERIFY(send(client, get(server.url())));
        QCOMPARE(finished.size(), 1);
    }
    QVERIFY(answered->outcome());
    QVERIFY(!refused->outcome());
}

void tst_Client::a_job_may_be_destroyed_by_its_own_finished()
{
    RawServer server;
    server.setAnswer(httpAnswer("{}"));
    Client client;
    auto job = client.request(get(server.url()));
    int status = 0;
    connect(job.get(), &Job::finished, this, [&] {
        status = job->outcome()->status;
        job.reset();
    });
    job->start();
    QTRY_COMPARE(status, 200);
    QVERIFY(!job);
}

void tst_Client::dropping_a_job_hangs_up_and_stays_silent()
{
    const TestAuthority authority;
    struct Case
    {
        bool tls;
        QByteArray written; // before it is dropped
    };
    for (const Case &each :
         {Case{false, ""}, Case{false, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"}, Case{true, ""}}) {
        RawServer server;
        if (each.tls)
            server.setTls(authority.issue());
        server.setAnswer(each.written);
        Client client(ClientSettings{authority.pem()});
        auto job = client.request(get(server.url()));
        int finished = 0;
        connect(job.get(), &Job::finished, this, [&finished] { ++finished; });
        job->start();
        QTRY_COMPARE(server.requests().size(), 1);
        QCOMPARE(server.openConnections(), 1);

        job.reset();

        QTRY_COMPARE(server.openConnections(), 0);
        QCOMPARE(finished, 0);
        server.setAnswer(httpAnswer("{}"));
        QVERIFY(send(client, get(server.url()))); // the client is none the worse for it
    }
}

void tst_Client::a_client_may_go_before_its_jobs()
{
    RawServer server;
    auto client = std::make_unique<Client>();
    const auto running = client->request(get(server.url()));
    const auto waiting = client->request(get(server.url()));
    QSignalSpy finished(running.get(), &Job::finished);
    running->start();
    QTRY_COMPARE(server.requests().size(), 1);

    client.reset();

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(reasonOf(running->outcome()), Reason::Other);
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(reasonOf(outcomeOf(*waiting)), Reason::Other);
    QCOMPARE(server.acceptedConnections(), 1);
}

void tst_Client::dispatched_requests_are_sent_without_anybody_waiting()
{
    RawServer server;
    QList<QTcpSocket *> waiting;
    server.setHandler([&waiting](QTcpSocket &socket, const RawRequest &) { waiting.append(&socket); });
    Client client;
    QSignalSpy idle(&client, &Client::idle);
    QVERIFY(!client.hasDispatched());

    client.dispatch(post(server.url(QStringLiteral("/revoke")), "token=a"));
    client.dispatch(post(server.url(QStringLiteral("/revoke")), "token=b"));
    QVERIFY(client.hasDispatched());
    QTRY_COMPARE(waiting.size(), 2);
    waiting.first()->write(httpAnswer(""));
    QVERIFY(send(client, [] { // a whole request's time later, one is still under way
        static RawServer other;
        other.setAnswer(httpAnswer("{}"));
        return get(other.url());
    }()));
    QCOMPARE(idle.size(), 0);
    QVERIFY(client.hasDispatched());
    waiting.last()->write(httpAnswer(""));

    QTRY_COMPARE(idle.size(), 1);
    QVERIFY(!client.hasDispatched());
    QList<QByteArray> bodies{server.requests().at(0).body, server.requests().at(1).body};
    std::sort(bodies.begin(), bodies.end());
    QCOMPARE(bodies, (QList<QByteArray>{"token=a", "token=b"}));
}

void tst_Client::dispatched_requests_end_with_their_own_limit()
{
    RawServer server;
    Client client;
    QSignalSpy idle(&client, &Client::idle);
    Request request = post(server.url());
    request.timeout = std::chrono::milliseconds(200);
    client.dispatch(std::move(request));
    QTRY_COMPARE(idle.size(), 1);
    QVERIFY(!client.hasDispatched());
    QTRY_COMPARE(server.openConnections(), 0);
}

void tst_Client::dispatched_requests_are_given_up_with_the_client()
{
    RawServer server;
    auto client = std::make_unique<Client>();
    client->dispatch(post(server.url()));
    QTRY_COMPARE(server.requests().size(), 1);
    client.reset();
    QTRY_COMPARE(server.openConnections(), 0);
}

void tst_Client::adopted_jobs_are_kept_until_they_have_finished()
{
    RawServer server;
    QTcpSocket *waiting = nullptr;
    server.setHandler([&waiting](QTcpSocket &socket, const RawRequest &) { waiting = &socket; });
    Client client;
    QSignalSpy idle(&client, &Client::idle);
    auto job = client.request(get(server.url()));
    RequestJob &running = *job;
    running.start();
    QTRY_VERIFY(waiting);
    QVERIFY(!client.hasDispatched());

    QByteArray body;
    connect(&running, &Job::finished, this, [&running, &body] { body = running.takeOutcome()->body; });
    client.adopt(std::move(job));
    QVERIFY(client.hasDispatched());
    waiting->write(httpAnswer("late"));
    QTRY_COMPARE(idle.size(), 1);
    QCOMPARE(body, QByteArray("late"));
    QVERIFY(!client.hasDispatched());
}

void tst_Client::network_trouble_is_told_apart_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<Reason>("reason");
    QTcpServer closed;
    closed.listen(QHostAddress::LocalHost);
    QUrl refused(QStringLiteral("http://127.0.0.1/"));
    refused.setPort(closed.serverPort());
    QTest::newRow("name not found") << QUrl(QStringLiteral("https://no-such-organisation.invalid/"))
                                    << Reason::NameNotFound;
    QTest::newRow("refused") << refused << Reason::ConnectionRefused;
#ifdef Q_OS_LINUX
    // There is never a route for TCP to the broadcast address.
    QTest::newRow("no route") << QUrl(QStringLiteral("https://255.255.255.255/")) << Reason::Unreachable;
#endif
}

void tst_Client::network_trouble_is_told_apart()
{
    QFETCH(QUrl, url);
    QFETCH(Reason, reason);
    const Environment noProxy{QByteArray()};
    const auto outcome = send(get(url));
    QCOMPARE(reasonOf(outcome), reason);
    QCOMPARE(outcome.error().host, url.host());
    QVERIFY(!outcome.error().detail.isEmpty());
    QVERIFY(!outcome.error().certificate);
}

void tst_Client::loopback_never_goes_through_a_proxy_data()
{
    QTest::addColumn<QString>("host");
    for (const char *host : {"127.0.0.1", "localhost", "LocalHost"})
        QTest::newRow(host) << QString::fromLatin1(host);
}

void tst_Client::loopback_never_goes_through_a_proxy()
{
    QFETCH(QString, host);
    const int proxied = m_proxy.acceptedConnections();
    RawServer server;
    server.setAnswer(httpAnswer("{}"));
    QVERIFY(send(get(server.url(QStringLiteral("/"), host))));
    QVERIFY(send(post(server.url(QStringLiteral("/"), host))));
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(m_proxy.acceptedConnections(), proxied);

    // Nobody listens there: the refusal comes from this computer and not from the proxy.
    for (const char *url : {"https://[::1]:1/", "http://127.0.0.2:1/"}) {
        QVERIFY(!send(get(QUrl(QString::fromLatin1(url)))));
        QCOMPARE(m_proxy.acceptedConnections(), proxied);
    }
}

void tst_Client::others_go_through_the_system_proxy()
{
#ifndef Q_OS_LINUX
    QSKIP("the environment names the proxy on Linux only");
#endif
    const TestAuthority authority;
    CertificateRequest forOkta;
    forOkta.dnsNames = {QStringLiteral("acme.okta.test")};
    RawServer okta;
    okta.setTls(authority.issue(forOkta));
    okta.setAnswer(httpAnswer("{\"id\":1}"));
    RawServer proxy; // joins the two connections
    proxy.setHandler([&okta](QTcpSocket &socket, const RawRequest &request) {
        if (request.method() != "CONNECT")
            return;
        auto *const onward = new QTcpSocket(&socket);
        onward->connectToHost(QHostAddress(QHostAddress::LocalHost), okta.serverPort());
        socket.disconnect(SIGNAL(readyRead()));
        connect(&socket, &QTcpSocket::readyRead, onward, [&socket, onward] { onward->write(socket.readAll()); });
        connect(onward, &QTcpSocket::readyRead, &socket, [&socket, onward] { socket.write(onward->readAll()); });
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    });
    const Environment environment(address(proxy));

    const auto outcome = send(get(QUrl(QStringLiteral("https://acme.okta.test/"))), ClientSettings{authority.pem()});

    QVERIFY(outcome);
    QCOMPARE(outcome->body, "{\"id\":1}");
    QCOMPARE(proxy.requests().first().target(), "acme.okta.test:443");
    QCOMPARE(okta.requests().size(), 1);
}

void tst_Client::proxy_trouble_is_told_apart_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<Reason>("reason");
    const auto row = [](const char *name, const QByteArray &answer, Reason reason) {
        QTest::newRow(name) << answer << reason;
    };
    row("407", httpAnswer("no", "407 No", "Proxy-Authenticate: Basic realm=\"p\"\r\n"),
        Reason::ProxyAuthenticationRequired);
    row("407 and closed", httpAnswer("no", "407 No", "Proxy-Authenticate: Basic realm=\"p\"\r\nConnection: close\r\n"),
        Reason::ProxyAuthenticationRequired);
    row("407 NTLM", httpAnswer("no", "407 No", "Proxy-Authenticate: NTLM\r\n"), Reason::ProxyAuthenticationRequired);
    row("407 Negotiate and NTLM",
        httpAnswer("no", "407 No", "Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n"),
        Reason::ProxyAuthenticationRequired);
    row("403", httpAnswer("no", "403 Forbidden", ""), Reason::ProxyRefused);
    row("404", httpAnswer("no", "404 Not Found", ""), Reason::ProxyRefused);
    row("502", httpAnswer("no", "502 Bad Gateway", ""), Reason::ProxyRefused);
    row("503", httpAnswer("no", "503 Service Unavailable", ""), Reason::ProxyRefused);
    row("504", httpAnswer("no", "504 Gateway Timeout", ""), Reason::ProxyRefused);
    row("a redirect", httpAnswer("no", "302 Found", "Location: http://login.example/\r\n"), Reason::ProxyRefused);
    row("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", Reason::ProxyInvalid);
    row("a head without end", "HTTP/1.1 200 OK\r\nX-A: " + QByteArray(100'000, 'x'), Reason::ProxyInvalid);
    row("hangs up", "", Reason::ProxyUnreachable);
    row("half a head", "HTTP/1.1 200 Conn", Reason::ProxyUnreachable);
}

void tst_Client::proxy_trouble_is_told_apart()
{
#ifndef Q_OS_LINUX
    QSKIP("the environment names the proxy on Linux only");
#endif
    QFETCH(QByteArray, answer);
    QFETCH(Reason, reason);
    RawServer proxy;
    proxy.setHandler(writeAndClose(answer));
    const Environment environment(address(proxy));
    const auto outcome = send(get(QUrl(QStringLiteral("https://acme.okta.test/secret-path"))));
    QCOMPARE(reasonOf(outcome), reason);
    QCOMPARE(outcome.error().host, QStringLiteral("acme.okta.test"));
    QVERIFY(outcome.error().detail.contains(QStringLiteral("127.0.0.1:%1").arg(proxy.serverPort())));
    QVERIFY(!outcome.error().detail.contains(QLatin1String("secret-path")));
    QCOMPARE(outcome.error().proxy, QStringLiteral("127.0.0.1:%1").arg(proxy.serverPort()));
    QCOMPARE(proxy.heads(), 1); // asked once, not until the time is over
    if (reason == Reason::ProxyRefused || reason == Reason::ProxyAuthenticationRequired)
        QCOMPARE(outcome.error().proxyStatus, answer.mid(9, 3).toInt());
    if (answer.contains("NTLM"))
        QVERIFY(outcome.error().proxySchemes.contains(QLatin1String("NTLM")));
}

void tst_Client::a_password_in_the_setting_is_sent_to_the_proxy()
{
    RawServer proxy;
    proxy.setHandler(writeAndClose("HTTP/1.1 503 No\r\n\r\n"));
    const Environment environment("http://us%40er:p%3Aw@127.0.0.1:" + QByteArray::number(proxy.serverPort()));
    const auto outcome = send(get(QUrl(QStringLiteral("https://acme.okta.test/"))));
    QCOMPARE(reasonOf(outcome), Reason::ProxyRefused);
    QCOMPARE(proxy.requests().first().header("Proxy-Authorization"), "Basic " + QByteArray("us@er:p:w").toBase64());
    QVERIFY(!outcome.error().detail.contains(QLatin1String("p:w")));
}

void tst_Client::an_unreachable_proxy_is_not_called_an_unreachable_server_data()
{
    QTest::addColumn<QByteArray>("proxy");
    QTest::newRow("refused") << QByteArray("http://127.0.0.1:1");
    QTest::newRow("name not found") << QByteArray("http://no-such-proxy.invalid:3128");
}

void tst_Client::an_unreachable_proxy_is_not_called_an_unreachable_server()
{
#ifndef Q_OS_LINUX
    QSKIP("the environment names the proxy on Linux only");
#endif
    QFETCH(QByteArray, proxy);
    const Environment environment(proxy);
    const auto outcome = send(get(QUrl(QStringLiteral("https://acme.okta.test/"))));
    QCOMPARE(reasonOf(outcome), Reason::ProxyUnreachable);
    QVERIFY(outcome.error().detail.contains(QString::fromLatin1(proxy.mid(7))));
}

void tst_Client::a_certificate_of_an_added_authority_is_trusted()
{
    const TestAuthority authority(QStringLiteral("Acme Authority"));
    const TestAuthority other(QStringLiteral("Other Authority"));
    RawServer server;
    server.setTls(authority.issue());
    server.setAnswer(httpAnswer("{}"));
    QVERIFY(send(get(server.url()), ClientSettings{authority.pem()}));
    QVERIFY(send(get(server.url()), ClientSettings{other.pem() + authority.pem()}));
    QCOMPARE(reasonOf(send(get(server.url()), ClientSettings{other.pem()})), Reason::TlsUnknownAuthority);
    QCOMPARE(reasonOf(send(get(server.url()))), Reason::TlsUnknownAuthority);
    QCOMPARE(server.requests().size(), 2); // nothing was sent to whom we do not trust
}

void tst_Client::certificate_faults_are_told_apart_data()
{
    QTest::addColumn<CertificateRequest>("request");
    QTest::addColumn<QString>("issuedBy"); // trusted, unknown, self
    QTest::addColumn<Reason>("reason");
    const QDateTime now = QDateTime::currentDateTimeUtc();
    CertificateRequest right;
    CertificateRequest expired;
    expired.validFrom = now.addDays(-30);
    expired.validUntil = now.addDays(-1);
    CertificateRequest future;
    future.validFrom = now.addDays(1);
    future.validUntil = now.addDays(30);
    CertificateRequest wrongHost;
    wrongHost.commonName = QStringLiteral("other.example");
    wrongHost.dnsNames = {QStringLiteral("other.example")};
    wrongHost.addresses = {QStringLiteral("192.0.2.1")};
    const QString trusted = QStringLiteral("trusted");
    const QString unknown = QStringLiteral("unknown");
    const QString self = QStringLiteral("self");
    QTest::newRow("expired") << expired << trusted << Reason::TlsExpired;
    QTest::newRow("not yet valid") << future << trusted << Reason::TlsNotYetValid;
    QTest::newRow("wrong host") << wrongHost << trusted << Reason::TlsWrongHost;
    QTest::newRow("unknown authority") << right << unknown << Reason::TlsUnknownAuthority;
    QTest::newRow("self-signed") << right << self << Reason::TlsUnknownAuthority;
    QTest::newRow("expired and unknown authority") << expired << unknown << Reason::TlsExpired;
    QTest::newRow("expired and self-signed") << expired << self << Reason::TlsExpired;
    QTest::newRow("not yet valid and self-signed") << future << self << Reason::TlsNotYetValid;
    QTest::newRow("wrong host and self-signed") << wrongHost << self << Reason::TlsWrongHost;
}

void tst_Client::certificate_faults_are_told_apart()
{
    QFETCH(CertificateRequest, request);
    QFETCH(QString, issuedBy);
    QFETCH(Reason, reason);
    const TestAuthority trusted(QStringLiteral("Acme Authority"));
    const TestAuthority unknown(QStringLiteral("Unknown Authority"));
    const bool isSelfSigned = issuedBy == QLatin1String("self");
    const bool isTrusted = issuedBy == QLatin1String("trusted");
    RawServer server;
    server.setTls(isSelfSigned ? TestAuthority::selfSigned(request) : (isTrusted ? trusted : unknown).issue(request));
    server.setAnswer(httpAnswer("{}"));
    Request token = post(server.url());
    token.authorization = Secret(QByteArrayView("Basic aWQ6c2VjcmV0"));

    const auto outcome = send(std::move(token), ClientSettings{trusted.pem()});

    QCOMPARE(reasonOf(outcome), reason);
    QCOMPARE(server.heads(), 0);
    QCOMPARE(outcome.error().host, QStringLiteral("127.0.0.1"));
    QVERIFY(!outcome.error().detail.isEmpty());
    const auto &certificate = outcome.error().certificate;
    QVERIFY(certificate);
    const QString subject = QStringLiteral("CN=%1, O=Acme").arg(request.commonName);
    QCOMPARE(certificate->subject, subject);
    QCOMPARE(certificate->issuer,
             isSelfSigned    ? subject
                 : isTrusted ? QStringLiteral("CN=Acme Authority, O=Acme")
                             : QStringLiteral("CN=Unknown Authority, O=Acme"));
    QCOMPARE(certificate->validFrom.toSecsSinceEpoch(), request.validFrom.toSecsSinceEpoch());
    QCOMPARE(certificate->validUntil.toSecsSinceEpoch(), request.validUntil.toSecsSinceEpoch());
    if (!isTrusted && reason != Reason::TlsUnknownAuthority) // both faults are told
        QVERIFY(outcome.error().detail.contains(QLatin1String("; ")));
}

void tst_Client::a_chain_without_the_intermediate_certificate_is_told_apart()
{
    const TestAuthority intermediate(QStringLiteral("Intermediate R11"));
    CertificateRequest request;
    request.issuerAddress = QStringLiteral("http://r11.ca.example/");
    for (const bool saysWhere : {true, false}) {
        if (!saysWhere)
            request.issuerAddress.clear();
        RawServer server;
        server.setTls(intermediate.issue(request));
        const auto outcome = send(get(server.url()));
        QCOMPARE(reasonOf(outcome), saysWhere ? Reason::TlsIncompleteChain : Reason::TlsUnknownAuthority);
        QCOMPARE(outcome.error().certificate->missingIssuer, QStringLiteral("CN=Intermediate R11, O=Acme"));
    }
    RawServer server;
    request.issuerAddress = QStringLiteral("http://r11.ca.example/");
    server.setTls(TestAuthority::selfSigned(request));
    const auto outcome = send(get(server.url()));
    QCOMPARE(reasonOf(outcome), Reason::TlsUnknownAuthority);
    QCOMPARE(outcome.error().certificate->missingIssuer, QString());
}

/// Anybody on the way can send any certificate.
void tst_Client::names_in_a_certificate_are_made_safe()
{
    const QString hostile = QStringLiteral("\x1b]0;pwned\x07\x1b[2J\r\nok  API token.\u202E\u200B\u2028");
    CertificateRequest request;
    request.commonName = hostile;
    request.organization = hostile + QString(200, QLatin1Char('x'));
    request.organization.truncate(64);
    const TestAuthority authority(hostile);
    for (const bool isSelfSigned : {true, false}) {
        RawServer server;
        server.setTls(isSelfSigned ? TestAuthority::selfSigned(request) : authority.issue(request));
        const auto outcome = send(get(server.url()));
        QCOMPARE(reasonOf(outcome), Reason::TlsUnknownAuthority);
        const http::TransportError &error = outcome.error();
        QVERIFY(error.certificate->subject.contains(QLatin1String("pwned")));
        QCOMPARE(error.certificate->missingIssuer.isEmpty(), isSelfSigned);
        for (const QString &text :
             {error.certificate->subject, error.certificate->issuer, error.certificate->missingIssuer, error.detail}) {
            for (const QChar character : text) {
                QVERIFY2(character.isPrint(), qPrintable(text));
                QVERIFY2(character.category() != QChar::Other_Format, qPrintable(text));
            }
        }
    }
}

void tst_Client::a_server_that_wants_a_client_certificate_is_told_from_one_that_hung_up_data()
{
    QTest::addColumn<QSsl::SslProtocol>("version");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("TLS 1.2, which has no word for it") << QSsl::TlsV1_2 << Reason::TlsHandshakeFailed;
    QTest::newRow("TLS 1.3") << QSsl::TlsV1_3 << Reason::TlsClientCertificateWanted;
}

void tst_Client::a_server_that_wants_a_client_certificate_is_told_from_one_that_hung_up()
{
    QFETCH(QSsl::SslProtocol, version);
    QFETCH(Reason, reason);
#ifdef Q_OS_UNIX
    const TestAuthority authority;
    const StrictTlsServer server(authority.issue(), version);
    ClientSettings settings;
    settings.additionalAuthorities = authority.pem();
    const auto outcome = send(get(server.url()), settings);
    QCOMPARE(reasonOf(outcome), reason);
    // The authority comes first, where the server lets us look at its certificate before it ends the handshake.
    if (version == QSsl::TlsV1_3)
        QCOMPARE(reasonOf(send(get(server.url()))), Reason::TlsUnknownAuthority);
#else
    Q_UNUSED(version)
    Q_UNUSED(reason)
    QSKIP("the server is POSIX's");
#endif
}

void tst_Client::a_server_without_tls_is_a_failed_handshake()
{
    RawServer server;
    server.setGreeting([](QTcpSocket &socket) {
        socket.write("HTTP/1.1 400 Bad Request\r\n\r\n");
        socket.disconnectFromHost();
    });
    QUrl url = server.url();
    url.setScheme(QStringLiteral("https"));
    const auto outcome = send(get(url));
    QCOMPARE(reasonOf(outcome), Reason::TlsHandshakeFailed);
    QVERIFY(!outcome.error().certificate);
}

void tst_Client::only_certificates_are_counted_as_authorities()
{
    const TestAuthority one;
    const TestAuthority two;
    QCOMPARE(Client().additionalAuthorityCount(), 0);
    QCOMPARE(Client(ClientSettings{"not a certificate"}).additionalAuthorityCount(), 0);
    QCOMPARE(Client(ClientSettings{one.pem()}).additionalAuthorityCount(), 1);
    QCOMPARE(Client(ClientSettings{"# ours\n" + one.pem() + "\n" + two.pem()}).additionalAuthorityCount(), 2);
}

QTEST_GUILESS_MAIN(tst_Client)

#include "tst_Client.moc"
