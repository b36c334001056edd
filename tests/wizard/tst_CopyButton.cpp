#include "wizard/CopyButton.h"
#include "wizard/SecretClipboard.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QtTest>

class tst_CopyButton : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QGuiApplication::clipboard()->clear(); }

    void it_copies_what_is_there_when_it_is_pressed_and_says_so()
    {
        CopyButton button;
        QString value = QStringLiteral("first");
        button.setCopies(QStringLiteral("Copy client ID"), [&value] { return value; });
        value = QStringLiteral("second");
        QCOMPARE(button.text(), QStringLiteral("Copy"));
        button.click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("second"));
        QCOMPARE(button.text(), QStringLiteral("Copied"));
        auto *const interface = QAccessible::queryAccessibleInterface(&button);
        QCOMPARE(interface->text(QAccessible::Name), QStringLiteral("Copy client ID"));
        QCOMPARE(interface->text(QAccessible::Description), QStringLiteral("Copied"));
        QVERIFY(button.isCopied());
        button.refresh(); // the same value: the mark of progress stays
        QCOMPARE(button.text(), QStringLiteral("Copied"));
        value = QStringLiteral("third");
        button.refresh();
        QCOMPARE(button.text(), QStringLiteral("Copy"));
    }

    void a_secret_is_marked_as_one()
    {
        SecretClipboard clipboard;
        clipboard.put(Secret(QByteArrayLiteral("canary")));
        const QMimeData *const data = QGuiApplication::clipboard()->mimeData();
        QCOMPARE(data->text(), QStringLiteral("canary"));
        QCOMPARE(data->data(QStringLiteral("x-kde-passwordManagerHint")), QByteArrayLiteral("secret"));
        QCOMPARE(clipboard.remainingSeconds(), 10);
    }

    void a_secret_is_taken_away_again()
    {
        SecretClipboard clipboard(nullptr, 1);
        clipboard.put(Secret(QByteArrayLiteral("canary")));
        QTRY_COMPARE(clipboard.remainingSeconds(), 0);
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    }

    void what_somebody_else_copied_meanwhile_stays()
    {
        SecretClipboard clipboard(nullptr, 1);
        clipboard.put(Secret(QByteArrayLiteral("canary")));
        QGuiApplication::clipboard()->setText(QStringLiteral("theirs"));
        QTRY_COMPARE(clipboard.remainingSeconds(), 0);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("theirs"));
    }

    void a_secret_does_not_outlive_the_window()
    {
        {
            CopyButton button;
            button.setCopiesSecret(QStringLiteral("Copy service account"),
                                   [] { return Secret(QByteArrayLiteral("canary")); });
            button.click();
            QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("canary"));
            QCOMPARE(button.text(), QStringLiteral("Copied, gone in 10 s"));
        }
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    }
};

QTEST_MAIN(tst_CopyButton)
#include "tst_CopyButton.moc"
