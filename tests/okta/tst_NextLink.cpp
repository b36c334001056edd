#include "okta/NextLink.h"

#include <QTest>

namespace {

http::Response withLink(const QByteArray &link)
{
    http::Response response;
    response.headers = {{"link", "<https://a.example/self>; rel=\"self\""}, {"Link", link}};
    return response;
}

} // namespace

class tst_NextLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void it_is_found_as_RFC_8288_reads_it_data()
    {
        QTest::addColumn<QByteArray>("link");
        QTest::addColumn<QByteArray>("target");
        const auto row = [](const char *name, const char *link, const char *target) {
            QTest::newRow(name) << QByteArray(link) << QByteArray(target);
        };
        row("alone", "<https://a.example/?after=1>; rel=\"next\"", "https://a.example/?after=1");
        row("without quotes", "<https://a.example/>; rel=next", "https://a.example/");
        row("closing quote missing", "<https://a.example/>; rel=\"next", "https://a.example/");
        row("capitals", "<https://a.example/>; REL=\"NEXT\"", "https://a.example/");
        row("spaces around", " <https://a.example/> ; rel = \"next\" ", "https://a.example/");
        row("no spaces", "<https://a.example/>;rel=\"next\"", "https://a.example/");
        row("several relations", "<https://a.example/>; rel=\"last next\"", "https://a.example/");
        row("only the first rel counts", "<https://a.example/>; rel=prev; rel=next", "");
        row("another parameter before", "<https://a.example/>; title=\"a; b, <c>\"; rel=\"next\"",
            "https://a.example/");
        row("escaped quote before", R"(<https://a.example/>; title="a\"; rel=prev"; rel="next")", "https://a.example/");
        row("rel inside a title", "<https://a.example/>; title=\"rel=next\"; rel=prev", "");
        row("second in one header", "<https://a.example/s>; rel=\"self\", <https://a.example/n>; rel=\"next\"",
            "https://a.example/n");
        row("comma in the target", "<https://a.example/?q=a,b>; rel=\"next\"", "https://a.example/?q=a,b");
        row("relative", "</api/v1/groups?after=1>; rel=\"next\"", "/api/v1/groups?after=1");
        row("longer word", "<https://a.example/>; rel=\"nextpage\"", "");
        row("other relation", "<https://a.example/>; rel=\"prev\"", "");
        row("no relation", "<https://a.example/>", "");
        row("never closed", "<https://a.example/; rel=\"next\"", "");
        row("rubbish", "next", "");
        row("empty", "", "");
    }
    void it_is_found_as_RFC_8288_reads_it()
    {
        QFETCH(QByteArray, link);
        QFETCH(QByteArray, target);
        QCOMPARE(okta::nextLinkTarget(withLink(link)), target);
    }
};

QTEST_APPLESS_MAIN(tst_NextLink)
#include "tst_NextLink.moc"
