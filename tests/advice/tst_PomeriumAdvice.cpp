#include "advice/CheckLine.h"
#include "advice/CheckWords.h"
#include "advice/Diagnosis.h"

#include <QSet>
#include <QTest>

using authenticate::Error;
using authenticate::Mistake;
using Reason = authenticate::Error::Reason;

namespace {

QList<Reason> everyReason()
{
    QList<Reason> all;
    for (int i = 0; i <= static_cast<int>(Reason::RouteSettingsDiffer); ++i)
        all.append(static_cast<Reason>(i));
    return all;
}

} // namespace

class tst_PomeriumAdvice final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_reason_has_code_headline_cause_and_remedy()
    {
        QSet<QString> headlines;
        for (const Reason reason : everyReason()) {
            const auto d = advice::diagnose(authenticate::because(reason, QStringLiteral("the detail")));
            QVERIFY2(d.code.startsWith(QLatin1String("POMERIUM-")), qPrintable(d.code));
            for (const QString &text : {d.headline, d.cause, d.remedy})
                QVERIFY2(!text.isEmpty(), qPrintable(d.code));
            QVERIFY2(d.headline.endsWith(u'.'), qPrintable(d.headline));
            QVERIFY2(d.headline.split(u' ').size() <= 8, qPrintable(d.headline));
            QVERIFY2(d.detail.contains(QLatin1String("the detail")), qPrintable(d.code));
            QVERIFY2(!headlines.contains(d.headline), qPrintable(d.headline));
            headlines.insert(d.headline);
        }
    }

    void every_mistake_is_named_with_its_remedy()
    {
        const auto unexplained = advice::diagnose(authenticate::because(Reason::SettingsDiffer));
        QSet<QString> remedies;
        const auto mistakes = authenticate::everyMistake();
        for (const Mistake mistake : mistakes) {
            const auto d = advice::diagnose(authenticate::because(Reason::SettingsDiffer, {}, {mistake}));
            QCOMPARE(d.code, unexplained.code);
            QVERIFY2(d.cause.endsWith(u'.') && d.cause != unexplained.cause, qPrintable(d.cause));
            QVERIFY2(d.remedy != unexplained.remedy, qPrintable(d.remedy));
            remedies.insert(d.remedy);
        }
        QVERIFY(remedies.size() > 12);
    }

    void two_mistakes_are_both_named_and_a_remedy_is_given_once()
    {
        const auto both = advice::diagnose(
            authenticate::because(Reason::SettingsDiffer, {}, {Mistake::SecretLineFeed, Mistake::ScopesMissing}));
        QVERIFY(both.cause.contains(QLatin1String("line feed")));
        QVERIFY(both.cause.contains(QLatin1String("IDP_SCOPES")));
        QCOMPARE(both.remedy.count(u'\n'), 2);
        const auto same = advice::diagnose(
            authenticate::because(Reason::SettingsDiffer, {}, {Mistake::UrlSlash, Mistake::UrlAdminHost}));
        QCOMPARE(same.remedy.count(u'\n'), 1);
    }

    void trouble_on_the_way_is_told_as_everywhere()
    {
        Error error = authenticate::because(Reason::Transport);
        error.transport = http::TransportError{
            http::TransportError::Reason::TlsExpired, QStringLiteral("authenticate.example.com"), {}, std::nullopt};
        QCOMPARE(advice::diagnose(error).code, advice::diagnose(*error.transport).code);
    }

    void a_list_of_these_checks_has_words_for_all_of_them()
    {
        checks::List list({QStringLiteral("pomerium-found"), QStringLiteral("callback"), QStringLiteral("sent-to-okta"),
                           QStringLiteral("settings-match"), QStringLiteral("okta-accepts"),
                           QStringLiteral("route:https://app.example.com/")});
        const QList<checks::Check> pending = list.all();
        for (checks::Check check : pending) {
            check.status = checks::Status::Passed;
            list.put(check);
        }
        list.put({.id = QStringLiteral("settings-match"),
                  .status = checks::Status::Skipped,
                  .problem = authenticate::because(Reason::IdEncrypted)});
        const auto lines = advice::checkLines(list);
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines.at(5).id, QStringLiteral("route"));
        QCOMPARE(lines.at(5).title, QStringLiteral("Route https://app.example.com/"));
        QSet<QString> titles;
        for (const auto &line : lines) {
            QVERIFY(!line.headline.isEmpty());
            QVERIFY(line.title != line.id);
            titles.insert(line.title);
        }
        QCOMPARE(titles.size(), 6);
        QCOMPARE(lines.at(3).status, checks::Status::Skipped);
        QVERIFY(!lines.at(3).cause.isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_PomeriumAdvice)
#include "tst_PomeriumAdvice.moc"
