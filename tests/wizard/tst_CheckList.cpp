#include "wizard/CheckList.h"
#include "wizard/PlainLabel.h"
#include "wizard/ProblemCard.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QUrl>
#include <QtTest>

using checks::Status;

namespace {

advice::CheckLine line(const char *title, Status status, const char *code = "", const char *headline = "")
{
    advice::CheckLine made;
    made.id = made.title = QLatin1String(title);
    made.status = status;
    made.code = QLatin1String(code);
    made.headline = QLatin1String(headline);
    return made;
}

/// All words that can be seen, from top to bottom as they were made.
QString shown(const QWidget &list)
{
    QStringList words;
    const auto labels = list.findChildren<QLabel *>();
    for (const QLabel *const label : labels) {
        if (label->isVisible() && !label->text().isEmpty())
            words.append(label->text());
    }
    return words.join(QLatin1Char('\n'));
}

} // namespace

class tst_CheckList : public QObject
{
    Q_OBJECT

private:
    const QList<advice::CheckLine> m_mixed = {
        line("Client ID", Status::Passed), line("Client secret", Status::Passed),
        line("Refresh grant", Status::Failed, "OKTA-REFRESH-GRANT-OFF", "The Refresh Token grant is off for this app"),
        line("DPoP", Status::Skipped)};

private Q_SLOTS:
    void a_count_comes_first_and_what_passed_is_one_row()
    {
        CheckList list;
        list.resize(900, 600);
        list.show();
        list.setLines(m_mixed);
        QCOMPARE(CheckList::summary(m_mixed), QStringLiteral("2 of 4 passed, 1 problems, 1 not checked"));
        const QString words = shown(list);
        QVERIFY2(words.contains(QLatin1String("2 checks passed Client ID, Client secret")), qPrintable(words));
        QVERIFY(words.contains(QLatin1String("DPoP")));
        auto *const all = [&list] {
            const auto buttons = list.findChildren<QPushButton *>();
            for (QPushButton *const button : buttons) {
                if (button->text() == QLatin1String("Show all"))
                    return button;
            }
            return static_cast<QPushButton *>(nullptr);
        }();
        QVERIFY(all);
        all->click();
        QVERIFY(shown(list).split(QLatin1Char('\n')).contains(QStringLiteral("Client ID")));
    }

    void whether_it_is_unfolded_is_the_same_for_all_lists_of_a_window()
    {
        QWidget window;
        CheckList first(&window);
        CheckList second(&window);
        first.resize(900, 300);
        second.setGeometry(0, 300, 900, 300);
        window.resize(900, 600);
        first.setLines(m_mixed);
        second.setLines(m_mixed);
        window.show();
        second.hide();
        const auto buttons = first.findChildren<QPushButton *>();
        for (QPushButton *const button : buttons) {
            if (button->text() == QLatin1String("Show all"))
                button->click();
        }
        QVERIFY(window.property("showsAllChecks").toBool());
        second.show();
        QVERIFY(shown(second).split(QLatin1Char('\n')).contains(QStringLiteral("Client ID")));
    }

    void a_problem_says_what_and_where_and_opens_the_place()
    {
        CheckList list;
        list.resize(900, 600);
        list.show();
        list.setConsole([](remedies::ConsolePage) { return QUrl(QStringLiteral("https://acme-admin.okta.com/x")); });
        list.setCheckAgain(true);
        list.setLines(m_mixed);
        ProblemCard *const card = list.firstProblem();
        QVERIFY(card);
        const QString words = shown(*card);
        QVERIFY(words.contains(QLatin1String("The Refresh Token grant is off for this app")));
        QVERIFY(words.contains(QLatin1String("2. Under Grant type, select Refresh Token.")));
        auto *const button = qobject_cast<QPushButton *>(card->firstButton());
        QVERIFY(button && button->isVisible());
        QCOMPARE(button->toolTip(), QStringLiteral("https://acme-admin.okta.com/x"));
        QSignalSpy again(&list, &CheckList::checkAgainRequested);
        const auto buttons = card->findChildren<QPushButton *>();
        for (QPushButton *const each : buttons) {
            if (each->text() == QLatin1String("Check again"))
                each->click();
        }
        QCOMPARE(again.size(), 1);
    }

    void nothing_is_offered_where_the_address_is_not_known()
    {
        CheckList list;
        list.show();
        list.setConsole([](remedies::ConsolePage) { return QUrl(); });
        list.setLines(m_mixed);
        auto *const first = qobject_cast<QPushButton *>(list.firstProblem()->firstButton());
        QVERIFY(first && first->text() == QLatin1String("Details"));
    }

    void while_checks_run_they_stand_in_their_order()
    {
        CheckList list;
        list.resize(900, 600);
        list.show();
        list.setLines({line("One", Status::Passed), line("Two", Status::Running), line("Three", Status::Pending)});
        QVERIFY(!list.firstProblem());
        const QString words = shown(list);
        QVERIFY(words.indexOf(QLatin1String("One")) < words.indexOf(QLatin1String("Two")));
        QVERIFY(words.indexOf(QLatin1String("Two")) < words.indexOf(QLatin1String("Three")));
        QVERIFY(CheckList::summary({line("Two", Status::Running)}).isEmpty());
    }

    void what_has_the_same_cause_is_one_card()
    {
        CheckList list;
        list.resize(900, 600);
        list.show();
        list.setLines({line("URI one", Status::Failed, "OKTA-REDIRECT-URI", "Okta does not know a redirect URI"),
                       line("URI two", Status::Failed, "OKTA-REDIRECT-URI", "Okta does not know a redirect URI")});
        QCOMPARE(list.findChildren<ProblemCard *>().size(), 1);
        QVERIFY(shown(list).contains(QLatin1String("URI two")));
    }

    void what_was_not_checked_is_never_called_failed()
    {
        CheckList list;
        list.show();
        list.setLines({line("Client secret", Status::Skipped)});
        QVERIFY(!list.firstProblem());
        QVERIFY(!shown(list).contains(QLatin1String("failed")));
        QVERIFY(shown(list).contains(QLatin1String("Not checked")));
    }
};

QTEST_MAIN(tst_CheckList)
#include "tst_CheckList.moc"
