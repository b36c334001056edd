#include "demo/Client.h"

#include <QFile>
#include <QTest>

using namespace demo;

namespace {

QString nextLink(const Answer &answer)
{
    static const QRegularExpression next(QStringLiteral("<([^>]+)>; rel=\"next\""));
    return next.match(QString::fromLatin1(answer.header("Link"))).captured(1);
}

/// Resident memory of this process, bytes.
qint64 residentMemory()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

} // namespace

class tst_ManagementApi final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_token_has_an_owner()
    {
        const Org org;
        Application app(org);
        const auto answer = app.api("/api/v1/users/me");
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.text("id").startsWith(QLatin1String("00u")));
        QCOMPARE(answer.text("status"), QStringLiteral("ACTIVE"));
        QVERIFY(answer.json().contains(QLatin1String("activated")));
        QCOMPARE(answer.json()[QLatin1String("profile")][QLatin1String("login")].toString(),
                 QStringLiteral("robin@demo.example"));
    }

    void bad_tokens_are_refused_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("summary");
        QTest::newRow("2.4 E0000011") << QByteArray("SSWS 00wrong") << 401 << QStringLiteral("E0000011")
                                      << QStringLiteral("Invalid token provided");
        QTest::newRow("2.4 E0000011, empty")
            << QByteArray("SSWS ") << 403 << QStringLiteral("E0000005") << QStringLiteral("Invalid session");
        QTest::newRow("2.4 E0000005, none")
            << QByteArray() << 403 << QStringLiteral("E0000005") << QStringLiteral("Invalid session");
        QTest::newRow("2.4 E0000005, Bearer")
            << QByteArray("Bearer 00wrong") << 403 << QStringLiteral("E0000005") << QStringLiteral("Invalid session");
    }

    void bad_tokens_are_refused()
    {
        QFETCH(QByteArray, header);
        QFETCH(int, status);
        QFETCH(QString, code);
        QFETCH(QString, summary);
        const Org org;
        Application app(org);
        for (const auto *const path : {"/api/v1/users/me", "/api/v1/groups", "/api/v1/anything"}) {
            const auto answer =
                app.get(app.url(path), header.isNull() ? Headers() : Headers{{"Authorization", header}});
            QCOMPARE(answer.status, status);
            const QRegularExpression shape(
                QStringLiteral(
                    R"re(^\{"errorCode":"%1","errorSummary":"%2","errorLink":"%1","errorId":"oae[A-Za-z0-9]{22}","errorCauses":\[\]\}$)re")
                    .arg(code, summary));
            QVERIFY2(shape.match(QString::fromUtf8(answer.body)).hasMatch(), answer.body.constData());
        }
    }

    void what_is_not_there_is_said_so()
    {
        const Org org;
        Application app(org);
        const auto noGroup = app.api("/api/v1/groups/00gNothing/users");
        QCOMPARE(noGroup.status, 404);
        QCOMPARE(noGroup.text("errorCode"), QStringLiteral("E0000007"));
        QCOMPARE(noGroup.text("errorSummary"), QStringLiteral("Not found: Resource not found: 00gNothing (UserGroup)"));
        QCOMPARE(app.api("/api/v1/users/00uNobody").text("errorSummary"),
                 QStringLiteral("Not found: Resource not found: 00uNobody (User)"));
        const auto noPath = app.api("/api/v1/nothing");
        QCOMPARE(noPath.status, 404);
        QCOMPARE(noPath.text("errorCode"), QStringLiteral("E0000008"));
        const auto method =
            app.send("DELETE", app.url("/api/v1/groups"), {}, {{"Authorization", "SSWS " + org.apiToken().toLatin1()}});
        QCOMPARE(method.status, 405);
        QCOMPARE(method.text("errorCode"), QStringLiteral("E0000022"));
    }

    void a_group_looks_as_in_okta()
    {
        const Org org;
        Application app(org);
        const auto rows = app.api("/api/v1/groups", "limit=1").array();
        QCOMPARE(rows.size(), 1);
        const auto group = rows.first().toObject();
        QCOMPARE(group[QLatin1String("id")].toString(), org.group(0).id);
        QCOMPARE(group[QLatin1String("id")].toString().size(), 20);
        QCOMPARE(group[QLatin1String("type")].toString(), QStringLiteral("BUILT_IN"));
        QCOMPARE(group[QLatin1String("profile")][QLatin1String("name")].toString(), QStringLiteral("Everyone"));
        QVERIFY(!group.contains(QLatin1String("_embedded")));

        const auto with = app.api("/api/v1/groups", "limit=1&expand=stats").array().first().toObject();
        QCOMPARE(with[QLatin1String("_embedded")][QLatin1String("stats")][QLatin1String("usersCount")].toInt(), 250);
        QCOMPARE(app.api(QByteArray("/api/v1/groups/" + org.group(2).id.toLatin1()).constData()).text("id"),
                 org.group(2).id);
    }

    void all_groups_come_page_by_page_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<int>("pages");
        QTest::newRow("1,000 in pages of 200") << 1000 << QByteArray("limit=200") << 5;
        QTest::newRow("1,000 in pages of 7") << 1000 << QByteArray("limit=7&expand=stats") << 143;
        QTest::newRow("1,000 at once") << 1000 << QByteArray() << 1;
        QTest::newRow("more than a page may have") << 10001 << QByteArray("limit=99999") << 2;
        QTest::newRow("none") << 0 << QByteArray("limit=200") << 1;
    }

    void all_groups_come_page_by_page()
    {
        QFETCH(int, count);
        QFETCH(QByteArray, query);
        QFETCH(int, pages);
        Settings settings;
        settings.groupCount = count;
        const Org org(settings);
        Application app(org);

        QSet<QString> ids;
        int seen = 0;
        auto next = app.url("/api/v1/groups", query).toString(QUrl::FullyEncoded);
        for (; !next.isEmpty(); ++seen) {
            const auto answer = app.get(QUrl(next), {{"Authorization", "SSWS " + org.apiToken().toLatin1()}});
            QCOMPARE(answer.status, 200);
            QVERIFY(answer.header("Link").contains("rel=\"self\""));
            const auto rows = answer.array();
            for (const auto &row : rows)
                ids.insert(row[QLatin1String("id")].toString());
            next = nextLink(answer);
            QVERIFY(next.isEmpty() || next.startsWith(org.issuer() + QStringLiteral("/api/v1/groups?after=")));
            QVERIFY(seen < 1000);
        }
        QCOMPARE(seen, pages);
        QCOMPARE(ids.size(), count);
    }

    void a_cursor_cannot_be_made_up()
    {
        Settings settings;
        settings.groupCount = 30;
        const Org org(settings);
        Application app(org);
        for (const auto *const after : {"10", "00gPRACTICE000000010", "", "AAAA", "%00"}) {
            const auto answer = app.api("/api/v1/groups", QByteArray("limit=5&after=") + after);
            QCOMPARE(answer.status, 400);
            QCOMPARE(answer.text("errorCode"), QStringLiteral("E0000001"));
            QCOMPARE(answer.text("errorSummary"), QStringLiteral("Api validation failed: after"));
            QCOMPARE(answer.json()[QLatin1String("errorCauses")].toArray().size(), 1);
        }
        // A cursor of the groups does not fit the members.
        const auto next = QUrlQuery(QUrl(nextLink(app.api("/api/v1/groups", "limit=5"))).query())
                              .queryItemValue(QStringLiteral("after"));
        const auto path = "/api/v1/groups/" + org.group(0).id.toLatin1() + "/users";
        QCOMPARE(app.api(path.constData(), "after=" + next.toLatin1()).status, 400);
    }

    void a_limit_is_a_positive_number()
    {
        const Org org;
        Application app(org);
        for (const auto *const limit : {"0", "-1", "many", ""})
            QCOMPARE(app.api("/api/v1/groups", QByteArray("limit=") + limit).text("errorCode"),
                     QStringLiteral("E0000001"));
    }

    void groups_are_found_by_the_beginning_of_their_name()
    {
        const Org org;
        Application app(org);
        const auto found = app.api("/api/v1/groups", "q=se");
        QCOMPARE(found.array().size(), 1);
        QCOMPARE(found.array().first()[QLatin1String("profile")][QLatin1String("name")].toString(),
                 QStringLiteral("Security"));
        QVERIFY(nextLink(found).isEmpty());
        QVERIFY(app.api("/api/v1/groups", "q=nothing").array().isEmpty());
    }

    void members_come_page_by_page_and_once()
    {
        const Org org;
        Application app(org);
        for (int i = 0; i < 12; ++i) {
            QSet<QString> ids;
            auto next =
                org.issuer() + QStringLiteral("/api/v1/groups/") + org.group(i).id + QStringLiteral("/users?limit=17");
            while (!next.isEmpty()) {
                const auto answer = app.get(QUrl(next), {{"Authorization", "SSWS " + org.apiToken().toLatin1()}});
                QCOMPARE(answer.status, 200);
                const auto rows = answer.array();
                for (const auto &row : rows) {
                    ids.insert(row[QLatin1String("id")].toString());
                    QVERIFY(
                        row[QLatin1String("profile")][QLatin1String("email")].toString().contains(QLatin1Char('@')));
                }
                next = nextLink(answer);
            }
            QCOMPARE(ids.size(), org.group(i).members);
        }
    }

    void a_token_without_rights_sees_its_owner_and_no_groups()
    {
        Settings settings;
        settings.scenario = Scenario::TokenWithoutRights;
        const Org org(settings);
        Application app(org);
        QCOMPARE(app.api("/api/v1/users/me").status, 200);
        const auto answer = app.api("/api/v1/groups", "limit=1");
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.text("errorCode"), QStringLiteral("E0000006"));
        QCOMPARE(answer.text("errorSummary"),
                 QStringLiteral("You do not have permission to perform the requested action"));
    }

    void groups_and_members_share_half_the_limit()
    {
        Settings settings;
        settings.rateLimit = 10;
        Org org(settings);
        Application app(org);
        const auto path = "/api/v1/groups/" + org.group(0).id.toLatin1() + "/users";
        for (int i = 0; i < 5; ++i) {
            const auto answer =
                i % 2 == 0 ? app.api("/api/v1/groups", "limit=1") : app.api(path.constData(), "limit=1");
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.header("X-Rate-Limit-Limit"), QByteArray("5"));
            QCOMPARE(answer.header("X-Rate-Limit-Remaining"), QByteArray::number(4 - i));
        }
        const auto refused = app.api("/api/v1/groups", "limit=1");
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.text("errorCode"), QStringLiteral("E0000047"));
        QCOMPARE(refused.text("errorSummary"),
                 QStringLiteral("API call exceeded rate limit due to too many requests."));
        QCOMPARE(refused.header("X-Rate-Limit-Remaining"), QByteArray("0"));
        const auto reset = refused.header("X-Rate-Limit-Reset").toLongLong();
        const auto now = QDateTime::currentSecsSinceEpoch();
        QVERIFY(reset >= now && reset <= now + 60);
        QVERIFY(refused.header("Retry-After").isEmpty());
        QCOMPARE(app.api("/api/v1/users/me").status, 200); // another bucket

        org.setClockOffset(61);
        QCOMPARE(app.api("/api/v1/groups", "limit=1").status, 200);
    }

    void the_scenario_uses_up_one_minute()
    {
        Settings settings;
        settings.scenario = Scenario::RateLimitUsedUp;
        Org org(settings);
        Application app(org);
        QCOMPARE(app.api("/api/v1/users/me").status, 200);
        for (int i = 0; i < 3; ++i) {
            const auto answer = app.api("/api/v1/groups", "limit=1");
            QCOMPARE(answer.status, 429);
            QCOMPARE(answer.header("X-Rate-Limit-Limit"), QByteArray("300"));
        }
        org.setClockOffset(61);
        QCOMPARE(app.api("/api/v1/groups", "limit=1").status, 200);
        org.setScenario(Scenario::EverythingWorks);
        org.setScenario(Scenario::RateLimitUsedUp);
        QCOMPARE(app.api("/api/v1/groups", "limit=1").status, 429);
        org.setScenario(Scenario::EverythingWorks);
        QCOMPARE(app.api("/api/v1/groups", "limit=1").status, 200);
    }

    void deleting_the_current_token_really_revokes_it()
    {
        const Org org;
        Application app(org);
        QCOMPARE(app.api("/api/v1/api-tokens/current").status, 405);
        QVERIFY(!org.isApiTokenRevoked());
        const auto answer = app.send("DELETE", app.url("/api/v1/api-tokens/current"), {},
                                     {{"Authorization", "SSWS " + org.apiToken().toLatin1()}});
        QCOMPARE(answer.status, 204);
        QVERIFY(org.isApiTokenRevoked());
        QCOMPARE(app.api("/api/v1/users/me").text("errorCode"), QStringLiteral("E0000011"));
    }

    void a_federated_claim_brings_groups_until_it_is_removed()
    {
        auto settings = settingsWithRedirectUri();
        settings.groupsClaim = false;
        const Org org(settings);
        Application app(org);
        const Headers token = {{"Authorization", "SSWS " + org.apiToken().toLatin1()},
                               {"Content-Type", "application/json"}};
        const auto url = app.url(("/api/v1/apps/" + org.clientId().toLatin1() + "/federated-claims").constData());
        const auto groups = [&app] {
            const auto idToken = app.redeem(app.code({{"scope", QStringLiteral("openid groups")}})).text("id_token");
            const auto claims = QByteArray::fromBase64(idToken.section(QLatin1Char('.'), 1, 1).toLatin1(),
                                                       QByteArray::Base64UrlEncoding);
            return QJsonDocument::fromJson(claims).object().value(QLatin1String("groups")).toArray();
        };
        QCOMPARE(app.get(url, token).body, QByteArray("[]"));
        QVERIFY(groups().isEmpty());
        // Without the projection it is stored, and nothing comes of it.
        const auto stored = app.send("POST", url, R"j({"name":"groups","expression":"user.getGroups()"})j", token);
        QCOMPARE(stored.status, 201);
        QVERIFY(stored.text("id").startsWith(QLatin1String("ofcPRACTICE")));
        QVERIFY(groups().isEmpty());
        const QUrl one(url.toString() + QLatin1Char('/') + stored.text("id"));
        const QByteArray documented =
            R"j({"name":"groups","expression":"user.getGroups({'group.type': {'OKTA_GROUP'}}).![profile.name]"})j";
        QCOMPARE(app.send("POST", url, documented, token).text("errorCode"), QStringLiteral("E0000001")); // the name
        QCOMPARE(app.send("PUT", one, documented, token).status, 200);
        QCOMPARE(app.get(one, token).text("name"), QStringLiteral("groups"));
        QVERIFY(groups().contains(QStringLiteral("Engineering")));
        QCOMPARE(app.send("DELETE", one, {}, token).status, 204);
        QCOMPARE(app.get(one, token).status, 404);
        QVERIFY(groups().isEmpty());
        // Custom authorization servers are a feature that this org does not have.
        const auto server = app.get(app.url("/api/v1/authorizationServers/default"), token);
        QCOMPARE(server.status, 401);
        QCOMPARE(server.text("errorCode"), QStringLiteral("E0000015"));
    }

    void a_hundred_thousand_groups_cost_no_memory()
    {
#if defined(__SANITIZE_ADDRESS__)
        QSKIP("The address sanitizer keeps freed memory.");
#endif
        if (residentMemory() < 0)
            QSKIP("This system does not tell a process how much memory it has.");
        Settings settings;
        settings.groupCount = 100'000;
        settings.rateLimit = 2000;
        const Org org(settings);
        Application app(org);
        QCOMPARE(app.api("/api/v1/groups", "limit=1").status, 200);
        const auto before = residentMemory();

        // Twenty clients ask for 6 MB each and do not read them.
        std::vector<std::unique_ptr<QTcpSocket>> clients;
        for (int i = 0; i < 20; ++i) {
            auto client = std::make_unique<QTcpSocket>();
            client->setReadBufferSize(1024);
            client->connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(org.url().port()));
            QVERIFY(client->waitForConnected());
            client->write("GET /api/v1/groups HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(org.url().port())
                          + "\r\nAuthorization: SSWS " + org.apiToken().toLatin1() + "\r\n\r\n");
            clients.push_back(std::move(client));
        }
        QTRY_COMPARE(org.requestCount(QStringLiteral("/api/v1/groups")), 21);
        // Whoever comes later is answered nevertheless.
        QCOMPARE(app.api("/api/v1/groups", "limit=1").status, 200);
        const auto grown = residentMemory() - before;
        QVERIFY2(grown < 20'000'000, qPrintable(QStringLiteral("%1 bytes more").arg(grown)));

        // The slow ones get everything when they read at last.
        auto &slow = *clients.front();
        slow.setReadBufferSize(0);
        QByteArray all;
        QTRY_VERIFY_WITH_TIMEOUT((all += slow.readAll()).endsWith("\r\n0\r\n\r\n"), 30000);
        QCOMPARE(all.count("\"id\":\"00g"), 10'000);
    }
};

QTEST_GUILESS_MAIN(tst_ManagementApi)
#include "tst_ManagementApi.moc"
