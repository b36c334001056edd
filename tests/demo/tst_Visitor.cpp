#include "demo/Client.h"
#include "demo/Visitor.h"

#include <QTcpServer>
#include <QTest>

using namespace demo;

namespace {

/// An application's listener: answers every request with one text and remembers what was asked.
class Listener : public QTcpServer
{
public:
    explicit Listener(const QByteArray &answer)
    {
        setProxy(QNetworkProxy::NoProxy);
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, answer] {
            auto *const socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket, answer] {
                m_asked += socket->readAll();
                if (!m_asked.endsWith("\r\n\r\n"))
                    return;
                socket->write(m_asked.contains("GET /done") ? page("All is well") : answer);
                socket->disconnectFromHost();
            });
        });
    }

    static QByteArray page(const QByteArray &title)
    {
        const QByteArray body = "<!DOCTYPE html><html><head><title>" + title + "</title></head><body></body></html>";
        return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

    [[nodiscard]] QString redirectUri() const
    {
        return QStringLiteral("http://127.0.0.1:%1/callback").arg(serverPort());
    }
    [[nodiscard]] const QByteArray &asked() const { return m_asked; }

private:
    QByteArray m_asked;
};

} // namespace

class tst_Visitor final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void it_signs_in_and_reads_the_applications_page()
    {
        const Listener listener("HTTP/1.1 303 See Other\r\nLocation: /done\r\nConnection: close\r\n"
                                "Content-Length: 0\r\n\r\n");
        Settings settings;
        settings.redirectUris = QStringList{listener.redirectUri()};
        const Org org(settings);
        const Application app(org);
        Visitor visitor;
        QSignalSpy finished(&visitor, &Visitor::finished);
        QSignalSpy failed(&visitor, &Visitor::failed);
        visitor.visit(app.authorizationUrl({{"redirect_uri", listener.redirectUri()}}));
        QVERIFY(finished.wait());
        QCOMPARE(finished.first().first().toString(), QStringLiteral("All is well"));
        QVERIFY(listener.asked().startsWith("GET /callback?state=s-1.2_3&code="));
        QVERIFY(!listener.asked().contains("decision")); // the form stays with the organization
        QCOMPARE(failed.count(), 0);
    }

    void it_says_what_the_browser_shows_data()
    {
        QTest::addColumn<Scenario>("scenario");
        QTest::addColumn<QString>("text");
        QTest::newRow("redirect URI missing")
            << Scenario::LoopbackUrisMissing
            << QStringLiteral(
                   "400 Bad Request. Your request resulted in an error. Error Code: invalid_request "
                   "Description: The 'redirect_uri' parameter must be a Login redirect URI in the client app "
                   "settings.");
        QTest::newRow("user not assigned")
            << Scenario::RobinNotAssigned
            << QStringLiteral("Sign in. You are not allowed to access this app. To request access, contact an admin.");
    }

    void it_says_what_the_browser_shows()
    {
        QFETCH(Scenario, scenario);
        QFETCH(QString, text);
        auto settings = settingsWithRedirectUri();
        settings.scenario = scenario;
        const Org org(settings);
        const Application app(org);
        Visitor visitor;
        QSignalSpy failed(&visitor, &Visitor::failed);
        visitor.visit(app.authorizationUrl());
        QVERIFY(failed.wait());
        QCOMPARE(failed.first().first().toString(), text);
    }

    void nobody_at_the_other_end_is_a_failure()
    {
        const Org org(settingsWithRedirectUri()); // nothing listens on that port
        const Application app(org);
        Visitor visitor;
        QSignalSpy failed(&visitor, &Visitor::failed);
        visitor.visit(app.authorizationUrl());
        QVERIFY(failed.wait());
        QVERIFY(!failed.first().first().toString().isEmpty());
    }

    void it_stays_on_this_computer()
    {
        Visitor visitor;
        QSignalSpy failed(&visitor, &Visitor::failed);
        visitor.visit(QUrl(QStringLiteral("https://example.com/")));
        QCOMPARE(failed.count(), 0); // not before visit() has returned
        QVERIFY(failed.wait());

        auto settings = settingsWithRedirectUri();
        settings.redirectUris.append(QStringLiteral("https://authenticate.example.com/oauth2/callback"));
        const Org org(settings);
        const Application app(org);
        visitor.visit(app.authorizationUrl({{"redirect_uri", settings.redirectUris.last()}}));
        QVERIFY(failed.wait());
        QCOMPARE(failed.count(), 2);
        QVERIFY(failed.last().first().toString().contains(QLatin1String("this computer only")));
    }

    void circles_end()
    {
        const Listener listener("HTTP/1.1 302 Found\r\nLocation: /again\r\nConnection: close\r\n"
                                "Content-Length: 0\r\n\r\n");
        Visitor visitor;
        QSignalSpy failed(&visitor, &Visitor::failed);
        visitor.visit(QUrl(listener.redirectUri()));
        QVERIFY(failed.wait());
        QVERIFY(failed.first().first().toString().contains(QLatin1String("circle")));
    }

    void leaving_is_silent()
    {
        auto settings = settingsWithRedirectUri();
        settings.scenario = Scenario::Silent;
        const Org org(settings);
        const Application app(org);
        auto visitor = std::make_unique<Visitor>();
        QSignalSpy finished(visitor.get(), &Visitor::finished);
        QSignalSpy failed(visitor.get(), &Visitor::failed);
        visitor->visit(app.authorizationUrl());
        QTRY_COMPARE(org.requestCount(QStringLiteral("/oauth2/v1/authorize")), 1);
        visitor->leave();
        QTRY_COMPARE(org.openConnections(), 0);
        QCOMPARE(finished.count() + failed.count(), 0);
        visitor->visit(app.authorizationUrl());
        QTRY_COMPARE(org.requestCount(QStringLiteral("/oauth2/v1/authorize")), 2);
        visitor.reset();
        QTRY_COMPARE(org.openConnections(), 0);
        QCOMPARE(finished.count() + failed.count(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_Visitor)
#include "tst_Visitor.moc"
