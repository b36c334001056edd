#include "advice/Report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace {

advice::Report example()
{
    advice::Report report;
    report.title = QStringLiteral("Report <b>");
    report.created = QDateTime::fromString(QStringLiteral("2026-11-24T12:00:00Z"), Qt::ISODate);
    report.facts = {{QStringLiteral("issuer"), QStringLiteral("Issuer"), QStringLiteral("https://acme.okta.com")}};
    advice::CheckLine line;
    line.id = QStringLiteral("id-token");
    line.title = QStringLiteral("ID token");
    line.status = checks::Status::Failed;
    line.headline = QStringLiteral("<script>alert(1)</script>");
    line.remedy = QStringLiteral("a & b");
    report.sections = {{QStringLiteral("sign-in"), QStringLiteral("Sign-in"), {}, {line}}};
    return report;
}

} // namespace

class tst_Report : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_page_shows_texts_as_texts()
    {
        const QString html = example().toHtml();
        QVERIFY(html.contains(QStringLiteral("&lt;script&gt;alert(1)&lt;/script&gt;")));
        QVERIFY(!html.contains(QStringLiteral("<script")));
        QVERIFY(html.contains(QStringLiteral("Report &lt;b&gt;")));
        QVERIFY(html.contains(QStringLiteral("a &amp; b")));
    }

    void a_section_has_the_time_of_its_last_result_or_is_not_checked()
    {
        checks::List list({QStringLiteral("organization"), QStringLiteral("token-accepted")});
        auto report = example();
        report.sections = {advice::Report::Section::of(QStringLiteral("api-token"), QStringLiteral("API token"), list)};
        QVERIFY(report.toHtml().contains(QStringLiteral("What was not checked")));
        const auto when = QDateTime::fromString(QStringLiteral("2026-11-24T12:00:00Z"), Qt::ISODate);
        list.put({.id = QStringLiteral("token-accepted"), .status = checks::Status::Passed, .checkedAt = when});
        report.sections = {advice::Report::Section::of(QStringLiteral("api-token"), QStringLiteral("API token"), list)};
        QVERIFY(report.toHtml().contains(QStringLiteral("2026-11-24 12:00:00 UTC</td>")));
    }

    void a_section_without_a_time_is_not_called_unchecked()
    {
        auto report = example();
        report.sections[0].checks[0].status = checks::Status::Passed;
        const QString html = report.toHtml();
        QVERIFY(!html.contains(QStringLiteral("not checked")));
        QVERIFY(!html.contains(QStringLiteral("Not checked")));
        QVERIFY(!html.contains(QStringLiteral("What was not checked")));
        QVERIFY(html.contains(QStringLiteral("class=\"verdict passed\"")));
    }

    void the_verdict_comes_first_and_what_was_not_checked_last()
    {
        auto report = example();
        advice::CheckLine skipped;
        skipped.title = QStringLiteral("DPoP");
        skipped.status = checks::Status::Skipped;
        report.sections[0].checks.append(skipped);
        const QString html = report.toHtml();
        const auto verdict = html.indexOf(QStringLiteral("class=\"verdict failed\""));
        const auto table = html.indexOf(QStringLiteral("class=\"checks\""));
        const auto unchecked = html.indexOf(QStringLiteral("What was not checked"));
        QVERIFY(verdict > 0 && table > verdict && unchecked > table);
        QVERIFY(html.indexOf(QStringLiteral("DPoP")) > unchecked);
    }

    void characters_that_do_something_are_shown_and_do_nothing()
    {
        auto report = example();
        report.sections[0].checks[0].detail = QStringLiteral("a\u202Eb\x1B[31m\nsecond line\uFFFE");
        const QString html = report.toHtml();
        QVERIFY(html.contains(QStringLiteral("a\\u202Eb\\u001B[31m\nsecond line")));
        for (const QChar c : html)
            QVERIFY(c == QLatin1Char('\n') || (c.isPrint() && c.category() != QChar::Other_Format));
    }

    void secrets_that_a_server_repeats_are_hidden_in_both()
    {
        auto report = example();
        report.facts.append({QStringLiteral("client_id"), QStringLiteral("Client ID"), QStringLiteral("the-secret")});
        report.facts.append(
            {QStringLiteral("org"), QStringLiteral("Organisation"), QStringLiteral("https://me:pass@acme.okta.com/x")});
        report.sections[0].checks[0].detail = QStringLiteral("client_secret=the-secret&x");
        report.sections[0].checks[0].cause = QStringLiteral("It said: the-secret");
        std::vector<Secret> secrets;
        secrets.emplace_back("the-secret");
        secrets.emplace_back("a"); // would hide every word
        report.mask(secrets);
        const QString both = report.toHtml() + QString::fromUtf8(QJsonDocument(report.toJson()).toJson());
        QVERIFY(!both.contains(QLatin1String("the-secret")) && !both.contains(QLatin1String("me:pass")));
        QVERIFY(both.contains(QLatin1String("@acme.okta.com/x")));
        QVERIFY(both.contains(QLatin1String("alert")));
    }

    void the_JSON_has_all_of_it()
    {
        const QJsonObject json = example().toJson();
        QCOMPARE(json.value(QLatin1String("created")).toString(), QStringLiteral("2026-11-24T12:00:00Z"));
        QCOMPARE(json.value(QLatin1String("facts")).toObject().value(QLatin1String("issuer")).toString(),
                 QStringLiteral("https://acme.okta.com"));
        const auto section = json.value(QLatin1String("sections")).toArray().first().toObject();
        QVERIFY(section.value(QLatin1String("finished")).isNull());
        QCOMPARE(section.value(QLatin1String("checks")).toArray().size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_Report)
#include "tst_Report.moc"
