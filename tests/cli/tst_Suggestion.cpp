#include "cli/Suggestion.h"

#include <QTest>

class tst_Suggestion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_typo_is_told_from_another_word_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("meant");
        QTest::newRow("a letter too few") << "verify-logn"
                                          << "verify-login";
        QTest::newRow("a letter too many") << "exportt"
                                           << "export";
        QTest::newRow("two neighbors exchanged") << "froget"
                                                 << "forget";
        QTest::newRow("another case") << "Export"
                                      << "export";
        QTest::newRow("the beginning") << "verify-t"
                                       << "verify-token";
        QTest::newRow("another word") << "delete"
                                      << "";
        QTest::newRow("nothing") << ""
                                 << "";
        QTest::newRow("a novel") << QString(5000, QLatin1Char('x')) << "";
    }
    void a_typo_is_told_from_another_word()
    {
        QFETCH(QString, typed);
        QFETCH(QString, meant);
        QCOMPARE(cli::nearest(typed,
                              {QStringLiteral("verify-login"), QStringLiteral("verify-token"), QStringLiteral("export"),
                               QStringLiteral("forget")}),
                 meant);
    }
};

QTEST_GUILESS_MAIN(tst_Suggestion)
#include "tst_Suggestion.moc"
