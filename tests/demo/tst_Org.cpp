#include "demo/Client.h"

#include <QTcpServer>
#include <QTest>

using namespace demo;

namespace {

/// A socket that says exactly what it is told.
class RawClient : public QTcpSocket
{
public:
    explicit RawClient(const Org &org)
    {
        setProxy(QNetworkProxy::NoProxy);
        connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(org.url().port()));
        waitForConnected();
    }

    /// Everything that has come so far.
    const QByteArray &received() { return m_received += readAll(); }

private:
    QByteArray m_received;
};

QByteArray get(const Org &org, const QByteArray &path, const QByteArray &headers = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(org.url().port()) + "\r\n" + headers
        + "\r\n";
}

} // namespace

class tst_Org final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void it_listens_on_the_loopback_address_only()
    {
        const Org org;
        QVERIFY(org.isListening());
        QVERIFY(org.errorString().isEmpty());
        QCOMPARE(org.url().host(), QStringLiteral("127.0.0.1"));
        QCOMPARE(org.url().toString(), org.issuer());
        for (const auto &address : {QStringLiteral("::1"), QStringLiteral("127.0.0.2")}) {
            QTcpSocket socket;
            socket.connectToHost(address, static_cast<quint16>(org.url().port()));
            QVERIFY2(!socket.waitForConnected(1000), qPrintable(address));
        }
    }

    void a_port_that_is_taken_is_said_so()
    {
        const Org first;
        Settings settings;
        settings.port = static_cast<quint16>(first.url().port());
        const Org second(settings);
        QVERIFY(!second.isListening());
        QVERIFY(!second.errorString().isEmpty());
        QVERIFY(second.issuer().isEmpty());
    }

    void what_is_made_up_looks_like_oktas()
    {
        const Org org;
        const Org other;
        const auto matches = [](const QString &text, const char *pattern) {
            return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern)))
                .match(text)
                .hasMatch();
        };
        QVERIFY(matches(org.clientId(), "0oa[A-Za-z0-9]{17}"));
        QVERIFY(matches(org.clientSecret(), "[A-Za-z0-9_-]{64}"));
        QVERIFY(matches(org.apiToken(), "00[A-Za-z0-9_-]{40}"));
        QVERIFY(org.clientId() != other.clientId());
        QVERIFY(org.clientSecret() != other.clientSecret());
        QVERIFY(org.apiToken() != other.apiToken());
    }

    void what_is_given_is_taken()
    {
        Settings settings;
        settings.clientId = QStringLiteral("0oaGiven");
        settings.clientSecret = QStringLiteral("given secret");
        settings.apiToken = QStringLiteral("00given");
        const Org org(settings);
        QCOMPARE(org.clientId(), settings.clientId);
        QCOMPARE(org.clientSecret(), settings.clientSecret);
        QCOMPARE(org.apiToken(), settings.apiToken);
    }

    void it_says_in_one_line_of_json_when_it_is_ready()
    {
        const Org org(settingsWithRedirectUri());
        const auto line = org.ready();
        QVERIFY(!line.contains('\n'));
        const auto json = QJsonDocument::fromJson(line).object();
        QCOMPARE(json[QLatin1String("issuer")].toString(), org.issuer());
        QCOMPARE(json[QLatin1String("org_url")].toString(), org.issuer());
        QCOMPARE(json[QLatin1String("client_id")].toString(), org.clientId());
        QCOMPARE(json[QLatin1String("client_secret")].toString(), org.clientSecret());
        QCOMPARE(json[QLatin1String("api_token")].toString(), org.apiToken());
        QCOMPARE(json[QLatin1String("redirect_uris")].toArray(), QJsonArray{Application::redirectUri()});
        QCOMPARE(json[QLatin1String("port")].toInt(), org.url().port());
        QCOMPARE(json[QLatin1String("console_url")].toString(), org.issuer() + QStringLiteral("/admin/dashboard"));
        QCOMPARE(json[QLatin1String("scenario")].toString(), QStringLiteral("everything-works"));
        QVERIFY(json.contains(QLatin1String("seed")));
    }

    void many_requests_fit_on_one_connection()
    {
        const Org org;
        RawClient client(org);
        for (int i = 0; i < 200; ++i) {
            client.write(get(org, "/oauth2/v1/keys"));
            QTRY_COMPARE(client.received().count("HTTP/1.1 200 OK\r\n"), i + 1);
        }
        QTRY_COMPARE(client.received().count("\"keys\":["), 200);
        QCOMPARE(org.openConnections(), 1);
        QCOMPARE(org.requestCount(QStringLiteral("/oauth2/v1/keys")), 200);
        QCOMPARE(org.requestCount(QStringLiteral("/oauth2")), 200);
        QCOMPARE(org.requestCount(QStringLiteral("/api")), 0);
    }

    void requests_that_come_together_are_answered_in_order()
    {
        const Org org;
        RawClient client(org);
        client.write(get(org, "/.well-known/okta-organization") + get(org, "/nowhere") + get(org, "/oauth2/v1/keys")
                     + get(org, "/", "Connection: close\r\n"));
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        const auto answers = client.received();
        const auto first = answers.indexOf("\"pipeline\"");
        const auto second = answers.indexOf("404 Not Found");
        const auto third = answers.indexOf("\"keys\"");
        const auto fourth = answers.indexOf("Connection: close");
        QVERIFY(first > 0 && second > first && third > second && fourth > third);
    }

    void a_request_may_come_byte_by_byte()
    {
        const Org org;
        RawClient client(org);
        const auto request = get(org, "/oauth2/v1/keys");
        for (const char c : request) {
            client.write(&c, 1);
            QVERIFY(client.waitForBytesWritten());
            QCoreApplication::sendPostedEvents();
        }
        QTRY_VERIFY(client.received().endsWith("]}"));
    }

    void head_gets_no_body()
    {
        const Org org;
        RawClient client(org);
        client.write("HEAD" + get(org, "/oauth2/v1/keys").mid(3) + get(org, "/nowhere"));
        QTRY_VERIFY(client.received().contains("404 Not Found"));
        const auto first = client.received().left(client.received().indexOf("HTTP/1.1 404"));
        QVERIFY(first.startsWith("HTTP/1.1 200 OK"));
        QVERIFY(first.endsWith("\r\n\r\n"));
        QVERIFY(!first.contains("Content-Length: 0\r\n"));
        QVERIFY(!first.contains("\"keys\""));
    }

    void an_old_client_gets_a_list_without_chunks()
    {
        const Org org;
        RawClient client(org);
        client.write("GET /api/v1/groups HTTP/1.0\r\nConnection: keep-alive\r\nAuthorization: SSWS "
                     + org.apiToken().toLatin1() + "\r\n\r\n");
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        const auto answer = client.received();
        QVERIFY(!answer.contains("chunked"));
        const auto body = answer.mid(answer.indexOf("\r\n\r\n") + 4);
        QCOMPARE(QJsonDocument::fromJson(body).array().size(), 12);
    }

    void garbage_is_refused_and_harms_nobody_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("TLS") << QByteArray::fromHex("16030100fa0100") << QByteArray("400");
        QTest::newRow("zeros") << QByteArray(100000, '\0') << QByteArray("400");
        QTest::newRow("endless line") << QByteArray("GET /") + QByteArray(200000, 'a') << QByteArray("414");
        QTest::newRow("chunks") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
                                << QByteArray("501");
        QTest::newRow("huge body") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n")
                                   << QByteArray("413");
        QTest::newRow("another host") << QByteArray("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                                      << QByteArray("421");
    }

    void garbage_is_refused_and_harms_nobody()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, status);
        const Org org;
        RawClient client(org);
        client.write(bytes);
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QVERIFY2(client.received().startsWith("HTTP/1.1 " + status + ' '), client.received().constData());
        QTRY_COMPARE(org.openConnections(), 0);
        Application app(org);
        QCOMPARE(app.get(app.url("/.well-known/okta-organization")).status, 200);
    }

    void a_client_may_leave_at_any_time()
    {
        const Org org;
        Application app(org);
        const auto request = get(org, "/api/v1/groups", "Authorization: SSWS " + org.apiToken().toLatin1() + "\r\n");
        for (const auto size : {qsizetype(0), qsizetype(1), request.size() / 2, request.size()}) {
            RawClient client(org);
            client.write(request.left(size));
            client.flush();
            client.abort();
        }
        QCOMPARE(app.get(app.url("/.well-known/okta-organization")).status, 200);
        QTRY_COMPARE(org.openConnections(), 1); // the one that was kept alive
    }

    void silent_accepts_and_never_answers()
    {
        Settings settings;
        settings.scenario = Scenario::Silent;
        Org org(settings);
        RawClient client(org);
        client.write(get(org, "/oauth2/v1/keys"));
        QTRY_COMPARE(org.requestCount(QStringLiteral("/oauth2/v1/keys")), 1);
        QCOMPARE(org.openConnections(), 1);

        // Whoever asks later, in another scenario, is answered; the first one still is not.
        org.setScenario(Scenario::EverythingWorks);
        Application app(org);
        QCOMPARE(app.get(app.url("/oauth2/v1/keys")).status, 200);
        QVERIFY(client.received().isEmpty());
        QCOMPARE(client.state(), QAbstractSocket::ConnectedState);
        client.abort();
        QTRY_COMPARE(org.openConnections(), 1);
    }

    void hangs_up_cuts_the_connection()
    {
        Settings settings;
        settings.scenario = Scenario::HangsUp;
        const Org org(settings);
        RawClient client(org);
        QCOMPARE(client.state(), QAbstractSocket::ConnectedState);
        client.write(get(org, "/oauth2/v1/keys"));
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(client.received().isEmpty());
        QCOMPARE(org.requestCount(QStringLiteral("/oauth2/v1/keys")), 1);
        QTRY_COMPARE(org.openConnections(), 0);
    }

    void scenarios_change_while_it_runs()
    {
        Org org(settingsWithRedirectUri());
        Application app(org);
        QSignalSpy changed(&org, &Org::changed);
        const auto setScenario = [&org](Scenario scenario) {
            org.setScenario(scenario);
            return org.scenario() == scenario;
        };

        QVERIFY(setScenario(Scenario::RefreshTokenForgotten));
        QVERIFY(!app.redeem(app.code()).json().contains(QLatin1String("refresh_token")));
        QVERIFY(setScenario(Scenario::SecretRotated));
        QCOMPARE(app.redeem(app.code()).status, 401);
        QVERIFY(setScenario(Scenario::TokenWithoutRights));
        QCOMPARE(app.api("/api/v1/groups").status, 403);
        QVERIFY(setScenario(Scenario::RateLimitUsedUp));
        QCOMPARE(app.api("/api/v1/groups").status, 429);
        QVERIFY(setScenario(Scenario::RobinNotAssigned));
        const auto page = app.press(QStringLiteral("sign-in"));
        QCOMPARE(page.status, 200);
        QVERIFY(page.header("Location").isEmpty());
        QVERIFY(page.body.contains("You are not allowed to access this app. To request access, contact an admin."));
        QVERIFY(setScenario(Scenario::EverythingWorks));
        QVERIFY(app.redeem(app.code()).json().contains(QLatin1String("refresh_token")));
        QCOMPARE(app.api("/api/v1/groups").status, 200);
        QCOMPARE(changed.count(), 6);
    }

    void redirect_uri_missing_forgets_the_loopback_ones()
    {
        auto settings = settingsWithRedirectUri();
        const auto pomerium = QStringLiteral("https://authenticate.example.com/oauth2/callback");
        settings.redirectUris.append(pomerium);
        settings.scenario = Scenario::LoopbackUrisMissing;
        const Org org(settings);
        Application app(org);
        const Form silently = {{"prompt", QStringLiteral("none")}};
        QCOMPARE(app.get(app.authorizationUrl(silently)).status, 400);
        QCOMPARE(app.get(app.authorizationUrl({silently.first(), {"redirect_uri", pomerium}})).status, 302);
    }

    void an_unassigned_user_is_a_setting_too()
    {
        auto settings = settingsWithRedirectUri();
        settings.userAssigned = false;
        const Org org(settings);
        Application app(org);
        QVERIFY(app.press(QStringLiteral("sign-in")).body.contains("You are not allowed to access this app."));
    }

    void answers_can_take_their_time()
    {
        Settings settings;
        settings.latencyMs = 60;
        const Org org(settings);
        Application app(org);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(app.get(app.url("/oauth2/v1/keys")).status, 200);
        QVERIFY(timer.elapsed() >= 55);
    }

    void it_can_go_away_while_it_is_used()
    {
        auto org = std::make_unique<Org>();
        RawClient idle(*org);
        RawClient asking(*org);
        asking.write(get(*org, "/api/v1/groups"));
        QTRY_COMPARE(org->openConnections(), 2);
        org.reset();
        QTRY_COMPARE(idle.state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(asking.state(), QAbstractSocket::UnconnectedState);
    }

    void every_path_that_is_asked_for_is_counted_but_not_for_ever()
    {
        const Org org;
        RawClient client(org);
        QByteArray requests;
        for (int i = 0; i < 5000; ++i)
            requests += get(org, "/x/y/" + QByteArray::number(i));
        client.write(requests);
        QTRY_COMPARE_WITH_TIMEOUT(client.received().count("HTTP/1.1 404"), 5000, 30000);
        QCOMPARE(org.requestCount(QStringLiteral("/x/y")), 5000);
    }
};

QTEST_GUILESS_MAIN(tst_Org)
#include "tst_Org.moc"
