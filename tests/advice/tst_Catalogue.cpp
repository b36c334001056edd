#include "advice/Catalogue.h"

#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

class tst_Catalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void english_knows_one_from_many_in_any_language_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::newRow("English") << QLocale(QLocale::English, QLocale::UnitedKingdom);
        QTest::newRow("none") << QLocale::c();
        QTest::newRow("one without a catalogue") << QLocale(QLocale::Welsh);
    }
    void english_knows_one_from_many_in_any_language()
    {
        QFETCH(QLocale, locale);
        QLocale::setDefault(locale);
        const advice::Catalogue catalogue;
        QVERIFY2(catalogue.fileName().endsWith(QLatin1String("okta-setup_en.qm")), qPrintable(catalogue.fileName()));
        QCOMPARE(removed(1), QStringLiteral("Removed and verified: 1 secret."));
        QCOMPARE(removed(2), QStringLiteral("Removed and verified: 2 secrets."));
    }

    void its_words_go_with_it()
    {
        {
            const advice::Catalogue catalogue;
        }
        QCOMPARE(removed(2), QStringLiteral("Removed and verified: 2 secrets."));
    }

    void a_missing_catalogue_is_noticed()
    {
        const QTemporaryDir empty;
        QCOMPARE(advice::Catalogue(empty.path()).fileName(), QString());
    }

private:
    static QString removed(int count)
    {
        return QCoreApplication::translate("SetupWizard", "Removed and verified: %n secrets.", nullptr, count);
    }
};

QTEST_GUILESS_MAIN(tst_Catalogue)
#include "tst_Catalogue.moc"
