#include "wizard/PlainLabel.h"
#include "wizard/ValueRow.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QtTest>

#include <algorithm>

class tst_ValueRow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void an_address_on_several_lines_is_broken_behind_a_slash_and_copied_whole_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("first");
        QTest::newRow("loopback") << "http://127.0.0.1:17817/callback"
                                  << "http://";
        QTest::newRow("Pomerium") << "https://authenticate.pomerium.example/oauth2/callback"
                                  << "https://";
    }

    void an_address_on_several_lines_is_broken_behind_a_slash_and_copied_whole()
    {
        QFETCH(QString, value);
        QFETCH(QString, first);
        constexpr QChar ZeroWidthSpace(0x200B);
        ValueRow row;
        row.setNames(QStringLiteral("Value"), QStringLiteral("Copy value"));
        row.setValue(value);
        row.resize(row.sizeHint().width() / 2, 200);
        row.show();
        QVERIFY(QTest::qWaitForWindowExposed(&row));
        row.resize(200, 200);
        const auto labels = row.findChildren<PlainLabel *>();
        const auto whole =
            std::find_if(labels.cbegin(), labels.cend(), [](const PlainLabel *label) { return label->isVisible(); });
        QVERIFY(whole != labels.cend());
        const QStringList pieces = (*whole)->text().split(ZeroWidthSpace);
        QCOMPARE(pieces.first(), first);
        QVERIFY(pieces.size() > 2);
        for (const QString &piece : pieces)
            QVERIFY2(piece == pieces.last() || piece.endsWith(QLatin1Char('/')), qPrintable(piece));

        QCOMPARE(QAccessible::queryAccessibleInterface(*whole)->text(QAccessible::Name), value);
        QCOMPARE(row.value(), value);
        row.copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), value);
    }
};

QTEST_MAIN(tst_ValueRow)
#include "tst_ValueRow.moc"
