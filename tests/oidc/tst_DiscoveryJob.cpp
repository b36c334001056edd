#include "oidc/DiscoveryJob.h"

#include "support/RawServer.h"
#include "support/TestCertificates.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using oidc::Fault;
using oidc::Reason;
using oidc::Stage;
using Transport = http::TransportError::Reason;
Q_DECLARE_METATYPE(Reason)
Q_DECLARE_METATYPE(Transport)

namespace {

QByteArray documentOf(const QString &issuer)
{
    const auto list = [](const char *entry) { return QJsonArray{QLatin1String(entry)}; };
    return QJsonDocument(QJsonObject{{QStringLiteral("issuer"), issuer},
                                     {QStringLiteral("authorization_endpoint"), QString(issuer + QLatin1String("/a"))},
                                     {QStringLiteral("token_endpoint"), QString(issuer + QLatin1String("/t"))},
                                     {QStringLiteral("jwks_uri"), QString(issuer + QLatin1String("/k"))},
                                     {QStringLiteral("response_types_supported"), list("code")},
                                     {QStringLiteral("id_token_signing_alg_values_supported"), list("RS256")}})
        .toJson();
}

/// Status line and headers are given, Content-Length is added.
QByteArray answer(const QByteArray &head, const QByteArray &body)
{
    return "HTTP/1.1 " + head + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray dateHeader(const QDateTime &moment)
{
    return "Date: "
        + QLocale::c().toString(moment.toUTC(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'")).toLatin1();
}

/// The issuer that this server speaks for.
QString issuerOf(const RawServer &server)
{
    return server.url(QString()).toString();
}

} // namespace

class tst_DiscoveryJob final : public QObject
{
    Q_OBJECT

private:
    /// Runs to its end; the client may have been told of an authority.
    [[nodiscard]] static oidc::DiscoveryJob::Outcome discovered(const QString &issuer,
                                                                http::ClientSettings settings = {})
    {
        http::Client http(std::move(settings));
        oidc::DiscoveryJob job(issuer, http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        if (finished.isEmpty() && !finished.wait(20'000))
            qFatal("discovery does not end");
        return job.takeOutcome();
    }

private Q_SLOTS:
    void a_good_document_is_found_by_one_request()
    {
        RawServer server;
        QByteArray target;
        QByteArray authorization;
        server.setHandler([&](QTcpSocket &socket, const RawRequest &request) {
            target = request.target();
            authorization = request.header("Authorization");
            socket.write(answer("200 OK\r\nContent-Type: application/json", documentOf(issuerOf(server))));
        });
        const auto discovery = discovered(issuerOf(server));
        QVERIFY2(discovery.has_value(), discovery ? "" : qPrintable(discovery.error().detail));
        QCOMPARE(discovery->metadata.issuer, issuerOf(server));
        QCOMPARE(discovery->metadata.jwksUri, server.url(QStringLiteral("/k")));
        QCOMPARE(target, QByteArray("/.well-known/openid-configuration"));
        QVERIFY(authorization.isEmpty());
        QCOMPARE(server.heads(), 1);
        QVERIFY(!discovery->clockOffset);
    }

    void the_clock_of_the_server_is_measured_data()
    {
        QTest::addColumn<int>("ahead");
        QTest::newRow("I17 ahead") << 300;
        QTest::newRow("I17 behind") << -4000;
    }

    void the_clock_of_the_server_is_measured()
    {
        QFETCH(int, ahead);
        RawServer server;
        server.setHandler([&](QTcpSocket &socket, const RawRequest &) {
            const QDateTime clock = QDateTime::currentDateTimeUtc().addSecs(ahead);
            socket.write(answer("200 OK\r\n" + dateHeader(clock), documentOf(issuerOf(server))));
        });
        const auto discovery = discovered(issuerOf(server));
        QVERIFY(discovery.has_value());
        QVERIFY(discovery->clockOffset.has_value());
        QVERIFY2(qAbs(*discovery->clockOffset - ahead) <= 2, qPrintable(QString::number(*discovery->clockOffset)));
    }

    void an_answer_that_is_no_document_has_its_own_reason_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<Reason>("reason");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *tag, const QByteArray &head, const QByteArray &body, Reason reason,
                            const char *detail) {
            QTest::newRow(tag) << answer(head, body) << reason << QString::fromLatin1(detail);
        };
        row("D4 404", "404 Not Found", "", Reason(Stage::Discovery, Fault::NotFound), "404");
        row("D4 404 in HTML", "404 Not Found\r\nContent-Type: text/html", "<html>",
            Reason(Stage::Discovery, Fault::NotFound), "404");
        row("D4 HTML", "200 OK\r\nContent-Type: text/html", "<!doctype html><title>Sign in</title>",
            Reason(Stage::Discovery, Fault::Html), "");
        row("D4 HTML called JSON", "200 OK\r\nContent-Type: application/json", "<html></html>",
            Reason(Stage::Discovery, Fault::Html), "");
        row("D4 empty", "200 OK", "", Reason(Stage::Discovery, Fault::Empty), "");
        row("D4 not JSON", "200 OK", "{\"issuer\":", Reason(Stage::Discovery, Fault::Malformed), "");
        row("D4 JSON array", "200 OK", "[]", Reason(Stage::Discovery, Fault::NotObject), "");
        row("D1 of somebody else", "200 OK", documentOf(QStringLiteral("https://other.example")),
            Reason::IssuerMismatch, "https://other.example");
        row("D6 a member missing", "200 OK", "{\"issuer\":\"@\"}", Reason::MetadataMemberMissing,
            "authorization_endpoint");
        row("D5 moved", "301 Moved Permanently\r\nLocation: https://login.example/.well-known/x?session=1#y", "",
            Reason(Stage::Discovery, Fault::Redirected), "https://login.example/.well-known/x");
        row("D5 found", "302 Found\r\nLocation: /elsewhere", "", Reason(Stage::Discovery, Fault::Redirected),
            "/elsewhere");
        row("D5 redirected without target", "302 Found", "", Reason(Stage::Discovery, Fault::Refused), "302");
        row("D4 403", "403 Forbidden", "{\"errorCode\":\"E0000006\",\"errorSummary\":\"no\"}",
            Reason(Stage::Discovery, Fault::Refused), "E0000006");
        row("D4 204", "204 No Content", "", Reason(Stage::Discovery, Fault::Refused), "204");
        row("D4 429", "429 Too Many Requests", "{\"errorCode\":\"E0000047\",\"errorSummary\":\"slow\"}",
            Reason(Stage::Discovery, Fault::RateLimited), "E0000047");
        row("D4 503", "503 Service Unavailable", "<html>maintenance", Reason(Stage::Discovery, Fault::ServerError),
            "503");
    }

    void an_answer_that_is_no_document_has_its_own_reason()
    {
        QFETCH(QByteArray, reply);
        QFETCH(Reason, reason);
        QFETCH(QString, detail);
        RawServer server;
        const int status = reply.mid(9, 3).toInt();
        const QByteArray own = issuerOf(server).toUtf8();
        if (reply.contains('@')) // the row means this server
            reply = answer("200 OK", reply.mid(reply.indexOf('{')).replace('@', own));
        server.setAnswer(reply);
        const auto discovery = discovered(issuerOf(server));
        QVERIFY(!discovery);
        const oidc::Error &error = discovery.error();
        QVERIFY2(error.reason == reason, qPrintable(error.detail));
        QVERIFY2(error.detail.contains(detail), qPrintable(error.detail));
        QVERIFY(!error.detail.contains(QLatin1String("session")));
        QCOMPARE(error.answer.httpStatus, status);
        QCOMPARE(server.heads(), 1); // nothing is followed, nothing repeated
    }

    void a_rate_limit_says_when_by_our_clock()
    {
        RawServer server;
        const QDateTime serverNow = QDateTime::currentDateTimeUtc().addSecs(1000); // its clock is ahead
        server.setAnswer(answer("429 Too Many Requests\r\n" + dateHeader(serverNow)
                                    + "\r\nX-Rate-Limit-Reset: " + QByteArray::number(serverNow.toSecsSinceEpoch() + 30)
                                    + "\r\nX-Okta-Request-Id: Yz1",
                                "{\"errorCode\":\"E0000047\",\"errorSummary\":\"too many\",\"errorId\":\"oae1\"}"));
        const auto discovery = discovered(issuerOf(server));
        QVERIFY(!discovery);
        const oidc::ServerAnswer &said = discovery.error().answer;
        QCOMPARE(said.error, QStringLiteral("E0000047"));
        QCOMPARE(said.description, QStringLiteral("too many"));
        QCOMPARE(said.errorId, QStringLiteral("oae1"));
        QCOMPARE(said.requestId, QStringLiteral("Yz1"));
        QVERIFY(said.isManagementShape);
        QVERIFY(said.retryAt.has_value());
        const qint64 wait = QDateTime::currentDateTimeUtc().secsTo(*said.retryAt);
        QVERIFY2(wait >= 20 && wait <= 32, qPrintable(QString::number(wait)));
        QVERIFY(discovery.error().clockOffset.has_value());
    }

    void the_issuer_that_differs_by_a_slash_is_offered_D2()
    {
        RawServer server;
        server.setAnswer(answer("200 OK", documentOf(issuerOf(server) + QLatin1Char('/'))));
        const auto discovery = discovered(issuerOf(server));
        QVERIFY(!discovery);
        QCOMPARE(discovery.error().reason, Reason::IssuerNotExact);
        QCOMPARE(discovery.error().detail, QString(issuerOf(server) + QLatin1Char('/')));

        // The same document is good for who asks with the slash: one is trimmed before the path.
        const auto exact = discovered(issuerOf(server) + QLatin1Char('/'));
        QVERIFY2(exact.has_value(), exact ? "" : qPrintable(exact.error().detail));
    }

    void what_is_no_issuer_is_not_asked()
    {
        const auto discovery = discovered(QStringLiteral("http://acme.okta.com"));
        QVERIFY(!discovery);
        QCOMPARE(discovery.error().reason, Reason::IssuerInvalid);
    }

    void more_than_a_megabyte_is_not_read_D4_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("D4 larger than 1 MiB") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n");
        QTest::newRow("D4 never ends") << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    }

    void more_than_a_megabyte_is_not_read_D4()
    {
        QFETCH(QByteArray, head);
        RawServer server;
        server.setHandler([&head](QTcpSocket &socket, const RawRequest &) {
            socket.write(head);
            RawServer::writeWithoutEnd(socket, QByteArray(65'536, ' '));
        });
        const auto discovery = discovered(issuerOf(server));
        QVERIFY(!discovery);
        QCOMPARE(discovery.error().reason, Reason::Transport);
        QCOMPARE(discovery.error().transport->reason, Transport::TooLarge);
    }

    void a_server_that_hangs_up_is_a_transport_error_D4()
    {
        RawServer server;
        server.setHandler([](QTcpSocket &socket, const RawRequest &) { socket.abort(); });
        const auto discovery = discovered(issuerOf(server));
        QVERIFY(!discovery);
        QCOMPARE(discovery.error().reason, Reason::Transport);
        QVERIFY(discovery.error().transport.has_value());
    }

    void dropping_it_hangs_up_and_stays_silent()
    {
        RawServer server; // never answers
        http::Client http;
        auto job = std::make_unique<oidc::DiscoveryJob>(issuerOf(server), http);
        QSignalSpy finished(job.get(), &Job::finished);
        job->start();
        QTRY_COMPARE(server.heads(), 1);
        job.reset();
        QTRY_COMPARE(server.openConnections(), 0);
        QCOMPARE(finished.size(), 0);
    }

    void a_certificate_that_is_not_trusted_is_shown_D13_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<Transport>("reason");
        QTest::newRow("D13 self-signed") << QStringLiteral("self-signed") << Transport::TlsUnknownAuthority;
        QTest::newRow("D13 unknown CA") << QStringLiteral("unknown") << Transport::TlsUnknownAuthority;
        QTest::newRow("D13 expired") << QStringLiteral("expired") << Transport::TlsExpired;
        QTest::newRow("D13 wrong host") << QStringLiteral("wrong-host") << Transport::TlsWrongHost;
    }

    void a_certificate_that_is_not_trusted_is_shown_D13()
    {
        QFETCH(QString, kind);
        QFETCH(Transport, reason);
        const TestAuthority authority;
        CertificateRequest request;
        http::ClientSettings settings;
        if (kind == QLatin1String("expired")) {
            request.validFrom = QDateTime::currentDateTimeUtc().addDays(-10);
            request.validUntil = QDateTime::currentDateTimeUtc().addDays(-5);
        }
        if (kind == QLatin1String("wrong-host")) {
            request.commonName = QStringLiteral("other.example");
            request.dnsNames = {QStringLiteral("other.example")};
            request.addresses.clear();
        }
        if (kind != QLatin1String("unknown") && kind != QLatin1String("self-signed"))
            settings.additionalAuthorities = authority.pem();
        RawServer server;
        server.setTls(kind == QLatin1String("self-signed") ? TestAuthority::selfSigned(request)
                                                           : authority.issue(request));
        server.setAnswer(answer("200 OK", documentOf(issuerOf(server))));

        const auto discovery = discovered(issuerOf(server), std::move(settings));
        QVERIFY(!discovery);
        QCOMPARE(discovery.error().reason, Reason::Transport);
        QVERIFY2(discovery.error().transport->reason == reason, qPrintable(discovery.error().transport->detail));
        QVERIFY(discovery.error().transport->certificate.has_value());
        QVERIFY(discovery.error().transport->certificate->subject.contains(request.commonName));
        QCOMPARE(server.heads(), 0);
    }

    void a_company_s_authority_can_be_added_D13()
    {
        const TestAuthority authority;
        RawServer server;
        server.setTls(authority.issue());
        server.setAnswer(answer("200 OK", documentOf(issuerOf(server))));
        http::ClientSettings settings;
        settings.additionalAuthorities = authority.pem();
        const auto discovery = discovered(issuerOf(server), std::move(settings));
        QVERIFY2(discovery.has_value(), discovery ? "" : qPrintable(discovery.error().detail));
        QCOMPARE(discovery->metadata.tokenEndpoint.scheme(), QStringLiteral("https"));
    }
};

QTEST_GUILESS_MAIN(tst_DiscoveryJob)
#include "tst_DiscoveryJob.moc"
