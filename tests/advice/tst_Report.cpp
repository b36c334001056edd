#include "advice/Report.h"

#include <QJsonArray>
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
    line.status = CheckStatus::Failed;
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
        QVERIFY(html.contains(QStringLiteral("not checked"))); // the section has no time
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
