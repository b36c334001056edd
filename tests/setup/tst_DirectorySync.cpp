#include "http/Client.h"
#include "http/JsonBody.h"
#include "okta/NextLink.h"
#include "setup/ApiTokenStep.h"
#include "support/FakeKeychain.h"
#include "support/RawServer.h"
#include "support/VisitingUserAgent.h"

#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

namespace {

constexpr qint64 Minute = 60'000;
constexpr qint64 Latency = 150; // of one call
constexpr int PageSize = 200;

/// An organisation whose groups API enforces its limit: so many calls a minute for all together, half of them for one
/// token. Its clock is its own, so that a test of an hour takes no hour.
class LimitedOrganization
{
public:
    LimitedOrganization(QList<int> members, int callsPerMinute)
        : m_members(std::move(members))
        , m_limit(callsPerMinute)
    {
        m_server.setHandler(
            [this](QTcpSocket &socket, const RawRequest &request) { socket.write(answer(request.target())); });
    }

    [[nodiscard]] QUrl url() const { return m_server.url(); }
    [[nodiscard]] qint64 now() const { return m_now; }
    void pass(qint64 milliseconds) { m_now += milliseconds; }
    /// Somebody else has used up this minute.
    void exhaust() { m_used = m_limit / 2; }

private:
    QByteArray answer(const QByteArray &target)
    {
        const QUrl url = QUrl::fromEncoded(target);
        const QString path = url.path();
        if (path == QLatin1String("/.well-known/okta-organization"))
            return httpAnswer(R"({"id":"00o1"})");
        if (path == QLatin1String("/api/v1/users/me"))
            return httpAnswer(R"({"id":"00u1","status":"ACTIVE","profile":{"login":"a@b.example"}})");

        if (m_now >= m_reset) {
            m_reset = m_now + Minute;
            m_used = 0;
        }
        const bool isExceeded = m_used >= m_limit / 2;
        m_used += isExceeded ? 0 : 1;
        const QByteArray headers = "X-Rate-Limit-Limit: " + QByteArray::number(m_limit)
            + "\r\nX-Rate-Limit-Reset: " + QByteArray::number(m_reset / 1000) + "\r\n";
        if (isExceeded)
            return httpAnswer(R"({"errorCode":"E0000047","errorSummary":"API call exceeded rate limit"})",
                              "429 Too Many Requests", headers);
        const QStringList parts = path.split(QLatin1Char('/'));
        const bool isMembers = parts.size() == 6;
        const int rows = isMembers ? m_members.value(parts.at(4).mid(3).toInt()) : static_cast<int>(m_members.size());
        return page(url, rows, isMembers, headers);
    }

    [[nodiscard]] QByteArray page(const QUrl &url, int rows, bool isMembers, const QByteArray &headers) const
    {
        const QUrlQuery query(url);
        const int first = query.queryItemValue(QStringLiteral("after")).toInt();
        const int end = qMin(first + query.queryItemValue(QStringLiteral("limit")).toInt(), rows);
        QByteArrayList list;
        for (int row = first; row < end; ++row) {
            const QByteArray number = QByteArray::number(row);
            list.append(isMembers ? "{\"id\":\"00u" + number + "\"}"
                                  : "{\"id\":\"00g" + number + "\",\"_embedded\":{\"stats\":{\"usersCount\":"
                                + QByteArray::number(m_members.at(row)) + "}}}");
        }
        QByteArray link;
        if (end < rows) {
            QUrl next = url;
            next.setQuery(
                QStringLiteral("limit=%1&after=%2").arg(query.queryItemValue(QStringLiteral("limit"))).arg(end));
            link = "Link: <" + next.toEncoded() + ">; rel=\"next\"\r\n";
        }
        return httpAnswer('[' + list.join(',') + ']', "200 OK", headers + link);
    }

    const QList<int> m_members;
    const int m_limit;
    RawServer m_server;
    qint64 m_now = 1'764'000'000'000;
    qint64 m_reset = 0;
    int m_used = 0;
};

/// A directory sync as Pomerium 0.10 to 0.19 makes it (pomerium.md 1.6): all pages of groups, then for each group all
/// pages of members, one after another; at a 429 it sleeps until the reset.
struct Sync
{
    int calls = 0; ///< that were answered
    qint64 milliseconds = 0;

    explicit Sync(LimitedOrganization &org)
    {
        const qint64 begin = org.now();
        const QStringList groups =
            read(org, org.url().resolved(QUrl(QStringLiteral("/api/v1/groups?limit=%1").arg(PageSize))));
        for (const QString &id : groups)
            read(org,
                 org.url().resolved(QUrl(QStringLiteral("/api/v1/groups/%1/users?limit=%2").arg(id).arg(PageSize))));
        milliseconds = org.now() - begin;
    }

private:
    QStringList read(LimitedOrganization &org, QUrl url)
    {
        QStringList ids;
        while (!url.isEmpty()) {
            http::Request request;
            request.url = url;
            const auto job = m_http.request(std::move(request));
            QSignalSpy finished(job.get(), &Job::finished);
            job->start();
            if (!finished.wait() || !job->outcome())
                qFatal("no answer");
            const auto &response = *job->outcome();
            org.pass(Latency);
            if (response.status == 429) {
                org.pass(qMax(qint64(0), response.header("X-Rate-Limit-Reset").toLongLong() * 1000 - org.now()));
                continue;
            }
            ++calls;
            const auto rows = http::jsonArray(response);
            for (const auto &row : *rows)
                ids.append(row.toObject().value(QLatin1String("id")).toString());
            const QByteArray next = okta::nextLinkTarget(response);
            url = next.isEmpty() ? QUrl() : url.resolved(QUrl::fromEncoded(next));
        }
        return ids;
    }

    http::Client m_http;
};

} // namespace

class tst_DirectorySync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void it_ends_within_what_is_forecast_data()
    {
        QTest::addColumn<QList<int>>("members");
        QTest::addColumn<int>("limit");
        QTest::addColumn<bool>("isExhausted");
        QTest::newRow("a few groups") << QList<int>(40, 10) << 500 << false;
        QTest::newRow("1,000 groups, Workforce") << QList<int>(1000, 3) << 500 << false;
        QTest::newRow("1,000 groups, Workforce, the minute is used up") << QList<int>(1000, 3) << 500 << true;
        QTest::newRow("300 groups, free organisation") << QList<int>(300, 0) << 100 << false;
        QTest::newRow("large groups") << QList<int>(90, 650) << 500 << false;
        QTest::newRow("one group of everybody") << (QList<int>(50, 1) << 40'000) << 200 << false;
        QTest::newRow("pages that are just full") << QList<int>(200, 200) << 300 << true;
        QTest::newRow("no limit to speak of") << QList<int>(600, 1) << 12'000 << false;
    }
    void it_ends_within_what_is_forecast()
    {
        QFETCH(QList<int>, members);
        QFETCH(int, limit);
        QFETCH(bool, isExhausted);
        LimitedOrganization org(members, limit);
        setup::Configuration configuration;
        configuration.org = *okta::OrgUrl::parse(org.url().toString());
        http::Client http;
        FakeKeychain keychain;
        VisitingUserAgent browser;
        const setup::Services services{http, keychain, browser, std::chrono::milliseconds(0)};
        setup::ApiTokenStep step(configuration, services);
        step.setToken(Secret("00abc"));
        QTRY_VERIFY_WITH_TIMEOUT(step.directory().isComplete(), 20'000);
        const auto forecast = step.forecast();
        QVERIFY(forecast);
        QCOMPARE(forecast->rateLimitPerMinute, limit);
        QCOMPARE(forecast->callsPerMinute, limit / 2);

        org.pass(Minute);
        if (isExhausted)
            org.exhaust();
        const Sync sync(org);
        const auto took = std::chrono::milliseconds(sync.milliseconds);
        QVERIFY2(sync.calls <= forecast->callsFirstSync, qPrintable(QString::number(sync.calls)));
        // The last page of each group need not be full, and that is all that is not known.
        QVERIFY(forecast->callsFirstSync - sync.calls <= forecast->groups);
        QVERIFY2(took <= forecast->timeout, qPrintable(QString::number(sync.milliseconds)));
        // The part of a minute that is left when it begins is luck.
        QVERIFY(took <= forecast->duration + std::chrono::minutes(1));
        if (forecast->duration > std::chrono::minutes(2)) {
            QVERIFY(!forecast->fitsDefaults());
            QVERIFY(took > std::chrono::minutes(1)); // Pomerium's own timeout would have ended it
        }
    }
};

QTEST_GUILESS_MAIN(tst_DirectorySync)
#include "tst_DirectorySync.moc"
