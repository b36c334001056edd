#include "oidc/LoopbackServer.h"

#include "oidc/LoopbackClient.h"
#include "oidc/LoopbackReplies.h"

#include <QNetworkInterface>
#include <QNetworkProxy>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <chrono>
#include <memory>
#include <utility>

#ifdef Q_OS_LINUX
#include <sys/syscall.h>
#include <unistd.h>
#endif

using oidc::LoopbackServer;
using Result = oidc::LoopbackServer::Result;
using namespace std::chrono_literals;

namespace {

const QByteArray State = QByteArrayLiteral("u7Qk-0r_aB3dEfGhIjKlMnOpQrStUvWxYz0123456789");
const QByteArray GoodQuery = "code=4711&state=" + State;

QByteArray get(quint16 port, const QByteArray &target, const QByteArray &moreHeaders = QByteArray())
{
    return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\n" + moreHeaders + "\r\n";
}

/// A browser that asks for something on the listener.
class Browser : public LoopbackClient
{
public:
    Browser(quint16 port, const QByteArray &target, const QByteArray &moreHeaders = QByteArray())
        : LoopbackClient(port, whole(get(port, target, moreHeaders)))
    {
    }
};

const QByteArray GoodTarget = "/callback?" + GoodQuery;

QByteArray page(const QString &name)
{
    return goldenReply("200 OK", pageResource(name));
}

QByteArray signedInPage()
{
    return page(QStringLiteral("signed-in.html"));
}

QByteArray failedPage()
{
    return page(QStringLiteral("failed.html"));
}

QByteArray neutralPage()
{
    return page(QStringLiteral("returned.html"));
}

/// Brings the good response, and fails the test when that does not work.
#define BRING_RESPONSE(server)                                                                                         \
    do {                                                                                                               \
        QSignalSpy redirectedSpy(&(server), &LoopbackServer::redirected);                                              \
        Browser browserWithResponse((server).port(), GoodTarget);                                                      \
        SOON_COMPARE(browserWithResponse.received(), goldenReply(303));                                                \
        SOON_COMPARE(redirectedSpy.count(), 1);                                                                        \
    } while (false)

/// Waits until what other clients sent before is with the listener.
#define SETTLE(server)                                                                                                 \
    do {                                                                                                               \
        Browser other((server).port(), "/");                                                                           \
        SOON_COMPARE(other.status(), 404);                                                                             \
    } while (false)

bool isRefused(quint16 port)
{
    LoopbackClient late(port);
    return isTrueSoon([&late] { return late.isClosed(); }) && late.error() == QAbstractSocket::ConnectionRefusedError;
}

} // namespace

class tst_LoopbackServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_fixed_ports_are_three_and_out_of_the_way();
    void the_redirect_uri_has_the_port_that_was_bound();
    void L26_the_next_port_of_the_list_is_used_when_one_is_taken();
    void L26_taken_ports_are_named();
    void forbidden_ports_are_not_called_taken();
    void a_pasted_address_is_judged_as_the_browsers_request_data();
    void a_pasted_address_is_judged_as_the_browsers_request();
    void a_pasted_address_after_the_browser_came_is_nothing();
    void L26_nobody_can_listen_beside_it();
    void L26_it_listens_on_the_ipv4_loopback_address_only();
    void L27_an_application_proxy_is_not_used();

    void L23_the_code_leaves_the_address_bar_at_once();
    void L24_the_page_waits_for_the_result_data();
    void L24_the_page_waits_for_the_result();
    void L24_a_result_that_is_there_first_is_shown_at_once();
    void L24_everybody_who_waits_gets_the_page();
    void L24_without_a_result_in_time_the_page_is_neutral();
    void L24_a_page_that_only_an_image_asked_for_does_not_end_it();
    void L23_the_page_stays_for_the_browser_when_somebody_asked_for_it_before();
    void L24_the_first_result_counts();
    void a_result_before_the_response_is_no_result();

    void L14_the_same_response_again_gets_the_same_page_data();
    void L14_the_same_response_again_gets_the_same_page();
    void L15_another_response_with_our_state_is_refused_data();
    void L15_another_response_with_our_state_is_refused();

    void L25_pages_are_there_and_their_style_is_allowed_by_hash_data();
    void L25_pages_are_there_and_their_style_is_allowed_by_hash();
    void L22_pages_are_constants_without_script_or_links_data();
    void L22_pages_are_constants_without_script_or_links();
    void L24_the_page_of_a_failure_speaks_of_no_success();

    void L33_destroying_it_frees_the_port_at_once_data();
    void L33_destroying_it_frees_the_port_at_once();
    void L33_it_may_be_destroyed_in_its_own_signals_data();
    void L33_it_may_be_destroyed_in_its_own_signals();
    void L34_it_is_gone_when_the_page_was_served();
    void L34_it_is_gone_after_a_while_when_nobody_fetches_the_page();
    void L34_a_browser_that_left_is_not_waited_for();
    void what_was_seen_is_still_known_when_it_is_closed();
};

void tst_LoopbackServer::the_fixed_ports_are_three_and_out_of_the_way()
{
    const QList<quint16> ports = oidc::fixedRedirectPorts();
    QCOMPARE(ports.size(), 3);
    QCOMPARE(QSet<quint16>(ports.begin(), ports.end()).size(), 3);
    for (const quint16 port : ports) {
        QVERIFY(port >= 1024);
        QVERIFY(port < 32768); // Linux takes 32768-60999 for outgoing connections; Windows and macOS 49152-65535
        QVERIFY(port != 3128 && port != 8000 && port != 8080);
        QVERIFY(port > 10080); // the highest port that browsers refuse to open
    }
}

void tst_LoopbackServer::the_redirect_uri_has_the_port_that_was_bound()
{
    LoopbackServer server(State);
    const auto port = server.listen({0});
    QVERIFY(port.has_value());
    QVERIFY(*port != 0);
    QCOMPARE(server.port(), *port);
    QCOMPARE(server.redirectUri(), QStringLiteral("http://127.0.0.1:%1/callback").arg(*port));
    QCOMPARE(oidc::loopbackRedirectUri(17817), QStringLiteral("http://127.0.0.1:17817/callback"));
    BRING_RESPONSE(server);
    QCOMPARE(server.query(), GoodQuery);
}

void tst_LoopbackServer::L26_the_next_port_of_the_list_is_used_when_one_is_taken()
{
    QTcpServer here;
    QVERIFY(here.listen(QHostAddress::LocalHost));
    QTcpServer everywhere;
    QVERIFY(everywhere.listen(QHostAddress::AnyIPv4));
    quint16 freePort = 0;
    {
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        freePort = probe.serverPort();
    }

    LoopbackServer server(State);
    const auto port = server.listen({here.serverPort(), everywhere.serverPort(), freePort});
    QVERIFY(port.has_value());
    QCOMPARE(*port, freePort);
    BRING_RESPONSE(server);
}

void tst_LoopbackServer::L26_taken_ports_are_named()
{
    QTcpServer one;
    QVERIFY(one.listen(QHostAddress::LocalHost));
    QTcpServer two;
    QVERIFY(two.listen(QHostAddress::LocalHost));
    LoopbackServer server(State);
    const auto port = server.listen({one.serverPort(), two.serverPort()});
    QVERIFY(!port.has_value());
    QCOMPARE(port.error().reason, oidc::Reason::PortsTaken);
    QCOMPARE(port.error().detail, QStringLiteral("%1, %2").arg(one.serverPort()).arg(two.serverPort()));

    // Trying again with another list is allowed.
    QVERIFY(server.listen({0}).has_value());
}

void tst_LoopbackServer::forbidden_ports_are_not_called_taken()
{
#ifndef Q_OS_LINUX
    QSKIP("the right to listen is taken away from this thread in Linux' way");
#else
    if (::geteuid() != 0)
        QSKIP("not root, so nothing can be taken away");
    QVERIFY(::syscall(SYS_setresuid, -1, 65534, -1) == 0); // this thread only, and its capabilities with it
    const auto back = qScopeGuard([] { ::syscall(SYS_setresuid, -1, 0, -1); });
    QTcpServer probe;
    if (probe.listen(QHostAddress::LocalHost, 1))
        QSKIP("everybody may listen on low ports here");
    LoopbackServer server(State);
    const auto port = server.listen({1, 2});
    QVERIFY(!port.has_value());
    QCOMPARE(port.error().reason, oidc::Reason::PortsForbidden);
    QCOMPARE(port.error().detail, QStringLiteral("1 (not allowed), 2 (not allowed)"));

    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const auto mixed = server.listen({1, taken.serverPort()});
    QCOMPARE(mixed.error().reason, oidc::Reason::PortsTaken);
#endif
}

void tst_LoopbackServer::a_pasted_address_is_judged_as_the_browsers_request_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const QByteArray &address, bool expected) {
        QTest::newRow(name) << address << expected;
    };
    const QByteArray good = "http://127.0.0.1:PORT/callback?" + GoodQuery;
    row("good", good, true);
    row("blanks around", "  " + good + "\r\n", true);
    row("an error", "http://127.0.0.1:PORT/callback?error=access_denied&state=" + State, true);
    row("empty", "", false);
    row("no address", "hello", false);
    row("the code alone", "4711", false);
    row("another state", "http://127.0.0.1:PORT/callback?code=4711&state=x", false);
    row("no state", "http://127.0.0.1:PORT/callback?code=4711", false);
    row("two states", good + "&state=x", false);
    row("https", "https://127.0.0.1:PORT/callback?" + GoodQuery, false);
    row("another host", "http://localhost:PORT/callback?" + GoodQuery, false);
    row("another port", "http://127.0.0.1:1/callback?" + GoodQuery, false);
    row("a longer port", "http://127.0.0.1:PORT1/callback?" + GoodQuery, false);
    row("another path", "http://127.0.0.1:PORT/callback/?" + GoodQuery, false);
    row("another page", "http://127.0.0.1:PORT/done?" + GoodQuery, false);
    row("a fragment", good + "#x", false);
    row("a blank inside", good + " HTTP/1.1", false);
    row("another request behind it", good + " HTTP/1.1\r\nX-A: 1\r\n\r\n", false);
    row("not ASCII", good + "\xc3\xa4", false);
    row("a bad escape", good + "&x=%zz", false);
    row("longer than a request may be", good + "&x=" + QByteArray(20'000, 'x'), false);
}

void tst_LoopbackServer::a_pasted_address_is_judged_as_the_browsers_request()
{
    QFETCH(QByteArray, address);
    QFETCH(bool, expected);
    LoopbackServer server(State);
    QVERIFY(server.listen({0}).has_value());
    QSignalSpy redirected(&server, &LoopbackServer::redirected);
    address.replace("PORT", QByteArray::number(server.port()));
    QCOMPARE(server.take(QString::fromUtf8(address)), expected);
    if (!expected) {
        BRING_RESPONSE(server); // which is still waited for
        return;
    }
    QTRY_COMPARE(redirected.size(), 1);
    QVERIFY(server.query().contains(State));
    QVERIFY(!server.take(QString::fromUtf8(address))); // once
    server.showResult(Result::SignedIn);
    QTRY_VERIFY(server.isClosed());
}

void tst_LoopbackServer::a_pasted_address_after_the_browser_came_is_nothing()
{
    LoopbackServer server(State);
    QVERIFY(server.listen({0}).has_value());
    BRING_RESPONSE(server);
    QVERIFY(!server.take(QStringLiteral("http://127.0.0.1:%1").arg(server.port()) + QString::fromLatin1(GoodTarget)));
}

void tst_LoopbackServer::L26_nobody_can_listen_beside_it()
{
    LoopbackServer server(State);
    const quint16 port = server.listen({0}).value();
    QTcpServer beside;
    QVERIFY(!beside.listen(QHostAddress::LocalHost, port));
    QVERIFY(!beside.listen(QHostAddress::AnyIPv4, port));
    LoopbackServer second(State);
    QVERIFY(!second.listen({port}).has_value());
}

void tst_LoopbackServer::L26_it_listens_on_the_ipv4_loopback_address_only()
{
    LoopbackServer server(State);
    const quint16 port = server.listen({0}).value();
    QList<QHostAddress> others = QNetworkInterface::allAddresses();
    others.removeAll(QHostAddress(QHostAddress::LocalHost));
    others.append(QHostAddress(QHostAddress::LocalHostIPv6));
#ifdef Q_OS_LINUX
    others.append(QHostAddress(QStringLiteral("127.0.0.2"))); // elsewhere only if somebody set it up
#endif
    for (const QHostAddress &address : std::as_const(others)) {
        LoopbackClient elsewhere(port, address);
        SOON_VERIFY(elsewhere.isClosed() || elsewhere.isConnected());
        QVERIFY2(!elsewhere.wasConnected(), qPrintable(address.toString()));
    }
    LoopbackClient here(port);
    SOON_VERIFY(here.wasConnected());
}

void tst_LoopbackServer::L27_an_application_proxy_is_not_used()
{
    QTcpServer proxy;
    QVERIFY(proxy.listen(QHostAddress::LocalHost));
    QSignalSpy asked(&proxy, &QTcpServer::newConnection);
    for (const QNetworkProxy::ProxyType type : {QNetworkProxy::Socks5Proxy, QNetworkProxy::HttpProxy}) {
        QNetworkProxy::setApplicationProxy(QNetworkProxy(type, QStringLiteral("127.0.0.1"), proxy.serverPort()));
        const auto restore = qScopeGuard([] { QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy); });
        LoopbackServer server(State);
        QVERIFY(server.listen({0}).has_value());
        BRING_RESPONSE(server);
    }
    QCOMPARE(asked.count(), 0);
}

void tst_LoopbackServer::L23_the_code_leaves_the_address_bar_at_once()
{
    LoopbackServer server(State);
    const quint16 port = server.listen({0}).value();
    Browser browser(port, GoodTarget);
    SOON_VERIFY(browser.isClosed()); // although nobody has judged the code yet
    QCOMPARE(browser.received(), goldenReply(303));
    QVERIFY(browser.received().contains("\r\nLocation: /done\r\n"));
    QVERIFY(!browser.received().contains("4711"));
    QVERIFY(!server.isClosed());
}

void tst_LoopbackServer::L24_the_page_waits_for_the_result_data()
{
    QTest::addColumn<Result>("result");
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("L24 signed in") << Result::SignedIn << signedInPage();
    QTest::newRow("L24 failed") << Result::Failed << failedPage();
}

void tst_LoopbackServer::L24_the_page_waits_for_the_result()
{
    QFETCH(Result, result);
    QFETCH(QByteArray, reply);
    LoopbackServer server(State);
    QSignalSpy closed(&server, &LoopbackServer::closed);
    const quint16 port = server.listen({0}).value();
    BRING_RESPONSE(server);
    Browser browser(port, "/done");
    SETTLE(server);
    QCOMPARE(browser.received(), QByteArray());
    QVERIFY(browser.isConnected());
    QVERIFY(!server.isClosed());

    server.showResult(result);
    SOON_COMPARE(closed.count(), 1);
    QVERIFY(server.isClosed());
    SOON_VERIFY(browser.isClosed());
    QCOMPARE(browser.received(), reply);
}

void tst_LoopbackServer::L24_a_result_that_is_there_first_is_shown_at_once()
{
    LoopbackServer server(State);
    connect(&server, &LoopbackServer::redirected, &server, [&server] { server.showResult(Result::Failed); });
    const quint16 port = server.listen({0}).value();
    BRING_RESPONSE(server);
    QVERIFY(!server.isClosed()); // the browser is on its way to the page
    Browser browser(port, "/done");
    SOON_COMPARE(browser.received(), failedPage());
    SOON_VERIFY(server.isClosed());
}

void tst_LoopbackServer::L24_everybody_who_waits_gets_the_page()
{
    LoopbackServer server(State);
    const quint16 port = server.listen({0}).value();
    BRING_RESPONSE(server);
    Browser one(port, "/done");
    Browser two(port, "/done");
    Browser three(port, "/done", "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n");
    SETTLE(server);
    server.showResult(Result::SignedIn);
    SOON_COMPARE(one.received(), signedInPage());
    SOON_COMPARE(two.received(), signedInPage());
    SOON_COMPARE(three.received(), signedInPage());
    SOON_VERIFY(server.isClosed());
}

void tst_LoopbackServer::L24_without_a_result_in_time_the_page_is_neutral()
{
    QCOMPARE(LoopbackServer::Limits().resultDeadline, 20s);
    LoopbackServer::Limits limits;
    limits.resultDeadline = 50ms;
    LoopbackServer server(State, limits);
    QSignalSpy closed(&server, &LoopbackServer::closed);
    const quint16 port = server.listen({0}).value();
    BRING_RESPONSE(server);
    Browser browser(port, "/done");
    SOON_COMPARE(browser.received(), neutralPage());
    // A reload waits anew, because now it could be told more.
    Browser reloaded(port, "/done");
    SETTLE(server);
    QVERIFY(!server.isClosed());
    server.showResult(Result::SignedIn);
    SOON_COMPARE(closed.count(), 1);
    SOON_VERIFY(reloaded.isClosed());
    QVERIFY(reloaded.received() == signedInPage() || reloaded.received() == neutralPage());
    QVERIFY(isRefused(port));
}

void tst_LoopbackServer::L24_a_page_that_only_an_image_asked_for_does_not_end_it()
{
    LoopbackServer server(State);
    const quint16 port = server.listen({0}).value();
    BRING_RESPONSE(server);
    Browser image(port, "/done", "Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n");
    SOON_COMPARE(image.received(), goldenReply(403));
    Browser prefetch(port, "/done", "Sec-Purpose: prefetch\r\n");
    SOON_COMPARE(prefetch.received(), goldenReply(503));
    LoopbackClient poster(port, whole(get(port, "/done").replace("GET", "POST")));
    SOON_COMPARE(poster.received(), goldenReply(405));
    server.showResult(Result::Failed);
    QVERIFY(!server.isClosed());
    Browser browser(port, "/done");
    SOON_COMPARE(browser.received(), failedPage());
}

void tst_LoopbackServer::L23_the_page_stays_for_the_browser_when_somebody_asked_for_it_before()
{
    LoopbackServer::Limits limits;
    limits.linger = 60s;
    LoopbackServer server(State, limits);
    const quint16 port = server.listen({0}).value();
    Browser stranger(port, "/done");
    SOON_COMPARE(stranger.received(), goldenReply(404));
    BRING_RESPONSE(server);
    Browser strangerAgain(port, "/done");
    SETTLE(server);
    server.showResult(Result::SignedIn);
    SOON_COMPARE(strangerAgain.received(), signedInPage());

    Browser browser(port, "/done");
    SOON_COMPARE(browser.received(), signedInPage());
    QVERIFY(!server.isClosed());
}

void tst_LoopbackServer::L24_the_first_result_counts()
{
    LoopbackServer server(State);
    const quint16 port = server.listen({0}).value();
    BRING_RESPONSE(server);
    server.showResult(Result::Failed);
    server.showResult(Result::SignedIn);
    Browser browser(port, "/done");
    SOON_COMPARE(browser.received(), failedPage());
}

void tst_LoopbackServer::a_result_before_the_response_is_no_result()
{
    LoopbackServer server(State);
    const quint16 port = server.listen({0}).value();
    server.showResult(Result::SignedIn);
    Browser early(port, "/done");
    SOON_COMPARE(early.received(), goldenReply(404));
    BRING_RESPONSE(server);
    Browser browser(port, "/done");
    SETTLE(server);
    QCOMPARE(browser.received(), QByteArray());
    server.showResult(Result::Failed);
    SOON_COMPARE(browser.received(), failedPage());
}

void tst_LoopbackServer::L14_the_same_response_again_gets_the_same_page_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::newRow("L14 reload") << GoodQuery << GoodQuery;
    QTest::newRow("L14 other order") << GoodQuery << "state=" + State + "&code=4711";
    QTest::newRow("L14 code encoded otherwise") << GoodQuery << "code=%34711&state=" + State;
    const QByteArray denied = "error=access_denied&state=" + State;
    QTest::newRow("L14 reload of a refusal") << denied << denied;
}

void tst_LoopbackServer::L14_the_same_response_again_gets_the_same_page()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    LoopbackServer server(State);
    QSignalSpy redirected(&server, &LoopbackServer::redirected);
    const quint16 port = server.listen({0}).value();
    Browser one(port, "/callback?" + first);
    SOON_COMPARE(one.received(), goldenReply(303));
    for (int i = 0; i < 3; ++i) {
        Browser again(port, "/callback?" + second);
        SOON_COMPARE(again.received(), goldenReply(303));
    }
    server.showResult(Result::Failed);
    Browser afterwards(port, "/callback?" + second); // within the grace time
    SOON_COMPARE(afterwards.received(), goldenReply(303));
    Browser browser(port, "/done");
    SOON_COMPARE(browser.received(), failedPage());
    QCOMPARE(redirected.count(), 1);
    QCOMPARE(server.query(), first);
    QCOMPARE(server.ignoredRequests(), 0);
}

void tst_LoopbackServer::L15_another_response_with_our_state_is_refused_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    const QByteArray denied = "error=access_denied&state=" + State;
    QTest::newRow("L15 another code") << GoodQuery << "code=4712&state=" + State;
    QTest::newRow("L15 longer code") << GoodQuery << "code=47110&state=" + State;
    QTest::newRow("L15 two codes") << GoodQuery << "code=4711&code=4711&state=" + State;
    QTest::newRow("L15 no code") << GoodQuery << "state=" + State;
    QTest::newRow("L15 an error") << GoodQuery << denied;
    QTest::newRow("L15 a code behind an error") << denied << GoodQuery;
    QTest::newRow("L15 another error") << denied << "error=server_error&state=" + State;
    QTest::newRow("L15 two without code") << "state=" + State << "a=b&state=" + State;
    QTest::newRow("L15 two with an empty code") << "code=&state=" + State << "a=b&code=&state=" + State;
}

void tst_LoopbackServer::L15_another_response_with_our_state_is_refused()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    LoopbackServer server(State);
    QSignalSpy redirected(&server, &LoopbackServer::redirected);
    const quint16 port = server.listen({0}).value();
    Browser one(port, "/callback?" + first);
    SOON_COMPARE(one.received(), goldenReply(303));
    Browser other(port, "/callback?" + second);
    SOON_COMPARE(other.received(), goldenReply(400));
    QCOMPARE(server.ignoredRequests(), 1);
    QCOMPARE(server.query(), first);
    Browser again(port, "/callback?" + first);
    SOON_COMPARE(again.received(), goldenReply(303));
    QCOMPARE(redirected.count(), 1);
}

void tst_LoopbackServer::L25_pages_are_there_and_their_style_is_allowed_by_hash_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("L25 signed in") << QStringLiteral("signed-in.html");
    QTest::newRow("L25 failed") << QStringLiteral("failed.html");
    QTest::newRow("L25 neutral") << QStringLiteral("returned.html");
}

void tst_LoopbackServer::L25_pages_are_there_and_their_style_is_allowed_by_hash()
{
    QFETCH(QString, name);
    const QByteArray html = pageResource(name);
    QVERIFY(html.size() > 500);
    QCOMPARE(html.count("<style>"), 1);
    QCOMPARE(html.count("</style>"), 1);
    QVERIFY(html.indexOf("<style>") < html.indexOf("</style>"));
    QVERIFY(!html.contains("style="));

    // One policy stands on every reply, so the style has to be the same everywhere.
    LoopbackServer server(State);
    const quint16 port = server.listen({0}).value();
    Browser browser(port, "/");
    SOON_COMPARE(browser.status(), 404);
    QVERIFY(browser.received().contains("style-src " + styleHashOf(html) + ";"));
}

void tst_LoopbackServer::L22_pages_are_constants_without_script_or_links_data()
{
    L25_pages_are_there_and_their_style_is_allowed_by_hash_data();
}

void tst_LoopbackServer::L22_pages_are_constants_without_script_or_links()
{
    QFETCH(QString, name);
    const QByteArray html = pageResource(name);
    QVERIFY(html.startsWith("<!DOCTYPE html>\n<html lang=\"en\">"));
    QVERIFY(html.contains("<meta charset=\"utf-8\">"));
    QVERIFY(html.contains("<meta name=\"viewport\""));
    QVERIFY(html.contains("<main"));
    QCOMPARE(html.count("<h1>"), 1);
    QVERIFY(html.contains("prefers-color-scheme: dark"));
    QVERIFY(html.contains("You can close this tab and return to Okta Setup for Pomerium."));
    for (const char *word : {"<script", "javascript", "<a ", "<a>", "href", "src=", "url(", "@import", "<link", "<img",
                             "<form", "<iframe", "http:", "https:", "onload", "http-equiv", "%1"}) {
        QVERIFY2(!html.toLower().contains(word), word);
    }
}

void tst_LoopbackServer::L24_the_page_of_a_failure_speaks_of_no_success()
{
    for (const char *name : {"failed.html", "returned.html"}) {
        const QByteArray html = pageResource(QString::fromLatin1(name)).toLower();
        QVERIFY(!html.isEmpty());
        for (const char *word : {"success", "succeed", "signed in", "verified", "welcome"})
            QVERIFY2(!html.contains(word), word);
    }
    QVERIFY(pageResource(QStringLiteral("failed.html")).contains("did not pass"));
}

void tst_LoopbackServer::L33_destroying_it_frees_the_port_at_once_data()
{
    QTest::addColumn<QString>("stage");
    for (const char *stage : {"waiting", "in the middle of a request", "redirected", "page waited for", "page served"})
        QTest::newRow(stage) << QString::fromLatin1(stage);
}

void tst_LoopbackServer::L33_destroying_it_frees_the_port_at_once()
{
    QFETCH(QString, stage);
    auto server = std::make_unique<LoopbackServer>(State);
    const quint16 port = server->listen({0}).value();
    LoopbackClient client(port);
    SOON_VERIFY(client.isConnected());
    QByteArray expected;
    if (stage == QLatin1String("in the middle of a request")) {
        client.send(whole(get(port, GoodTarget).chopped(1)));
        SETTLE(*server);
    } else if (stage != QLatin1String("waiting")) {
        BRING_RESPONSE(*server);
        if (stage != QLatin1String("redirected")) {
            client.send(whole(get(port, "/done")));
            SETTLE(*server);
        }
        if (stage == QLatin1String("page served")) {
            server->showResult(Result::SignedIn);
            expected = signedInPage();
        }
    }
    server.reset();

    QTcpServer next;
    QVERIFY2(next.listen(QHostAddress::LocalHost, port), qPrintable(next.errorString()));
    next.close();
    LoopbackServer nextAttempt(State);
    QVERIFY(nextAttempt.listen({port}).has_value());
    SOON_VERIFY(client.isClosed());
    QCOMPARE(client.received(), expected);
    QVERIFY(nextAttempt.query().isEmpty());
}

void tst_LoopbackServer::L33_it_may_be_destroyed_in_its_own_signals_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("L33 redirected") << 0;
    QTest::newRow("L33 disturbed") << 1;
    QTest::newRow("L33 closed") << 2;
}

void tst_LoopbackServer::L33_it_may_be_destroyed_in_its_own_signals()
{
    QFETCH(int, signal);
    auto server = std::make_unique<LoopbackServer>(State);
    const quint16 port = server->listen({0}).value();
    const auto destroy = [&server] { server.reset(); };
    if (signal == 0)
        connect(server.get(), &LoopbackServer::redirected, this, destroy);
    else if (signal == 1)
        connect(server.get(), &LoopbackServer::disturbed, this, destroy);
    else
        connect(server.get(), &LoopbackServer::closed, this, destroy);

    Browser browser(port, signal == 1 ? "/" : GoodTarget);
    SOON_VERIFY(browser.isClosed());
    QCOMPARE(browser.received(), goldenReply(signal == 1 ? 404 : 303)); // said before it was destroyed
    if (signal == 2) {
        server->showResult(Result::SignedIn);
        Browser last(port, "/done");
        SOON_VERIFY(last.isClosed());
        QCOMPARE(last.received(), signedInPage());
    }
    SOON_VERIFY(!server);
    QVERIFY(isRefused(port));
}

void tst_LoopbackServer::L34_it_is_gone_when_the_page_was_served()
{
    LoopbackServer server(State);
    QSignalSpy closed(&server, &LoopbackServer::closed);
    const quint16 port = server.listen({0}).value();
    BRING_RESPONSE(server);
    LoopbackClient halfSent(port, whole(get(port, "/done").chopped(1)));
    LoopbackClient idle(port);
    Browser browser(port, "/done");
    SETTLE(server);
    server.showResult(Result::SignedIn);
    QVERIFY(isRefused(port));
    SOON_COMPARE(closed.count(), 1);
    SOON_VERIFY(idle.isClosed());
    SOON_VERIFY(halfSent.isClosed());
    SOON_COMPARE(browser.received(), signedInPage());
    server.showResult(Result::Failed);
    QVERIFY(isRefused(port));
    QCOMPARE(closed.count(), 1);
}

void tst_LoopbackServer::L34_it_is_gone_after_a_while_when_nobody_fetches_the_page()
{
    QCOMPARE(LoopbackServer::Limits().linger, 2s);
    LoopbackServer::Limits limits;
    limits.linger = 50ms;
    LoopbackServer server(State, limits);
    QSignalSpy closed(&server, &LoopbackServer::closed);
    const quint16 port = server.listen({0}).value();
    BRING_RESPONSE(server);
    server.showResult(Result::SignedIn);
    SOON_COMPARE(closed.count(), 1);
    QVERIFY(isRefused(port));
}

void tst_LoopbackServer::L34_a_browser_that_left_is_not_waited_for()
{
    LoopbackServer::Limits limits;
    limits.linger = 50ms;
    LoopbackServer server(State, limits);
    QSignalSpy closed(&server, &LoopbackServer::closed);
    const quint16 port = server.listen({0}).value();
    BRING_RESPONSE(server);
    {
        Browser browser(port, "/done");
        SETTLE(server);
    }
    SETTLE(server);
    server.showResult(Result::SignedIn);
    SOON_COMPARE(closed.count(), 1);
    QVERIFY(isRefused(port));
}

void tst_LoopbackServer::what_was_seen_is_still_known_when_it_is_closed()
{
    LoopbackServer server(State);
    const quint16 port = server.listen({0}).value();
    Browser stray(port, "/favicon.ico");
    SOON_COMPARE(stray.status(), 404);
    BRING_RESPONSE(server);
    Browser browser(port, "/done");
    SETTLE(server);
    server.showResult(Result::SignedIn);
    SOON_VERIFY(server.isClosed());
    QCOMPARE(server.port(), port);
    QCOMPARE(server.redirectUri(), oidc::loopbackRedirectUri(port));
    QCOMPARE(server.query(), GoodQuery);
    QCOMPARE(server.ignoredRequests(), 2);
    QVERIFY(!server.sawTls());
}

QTEST_GUILESS_MAIN(tst_LoopbackServer)
#include "tst_LoopbackServer.moc"
