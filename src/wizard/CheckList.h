#pragma once

#include "advice/CheckLine.h"
#include "wizard/Remedies.h"

#include <QList>
#include <QUrl>
#include <QWidget>

#include <functional>

QT_BEGIN_NAMESPACE
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE
class Card;
class PlainLabel;
class ProblemCard;

/// What was checked. While the checks run: all of them in their order. Then what is to be read first: a count, a card
/// for each problem and each warning, and one row for all that passed. Whether those are unfolded is the same for all
/// lists of a window, and its property "showsAllChecks".
class CheckList final : public QWidget
{
    Q_OBJECT

public:
    explicit CheckList(QWidget *parent = nullptr);
    ~CheckList() override;

    void setLines(const QList<advice::CheckLine> &checkLines);
    /// See ProblemCard.
    void setConsole(std::function<QUrl(remedies::ConsolePage)> console);
    void setCheckAgain(bool isOffered);
    /// Whether each check that passed has its row from the beginning: a list of few, each of its own.
    void setUnfolded(bool isUnfolded);

    /// The first card, or null: nothing is wrong.
    [[nodiscard]] ProblemCard *firstProblem() const;
    /// "6 of 8 passed, 1 problem, 1 not checked"; empty while checks run.
    [[nodiscard]] static QString summary(const QList<advice::CheckLine> &lines);

Q_SIGNALS:
    void checkAgainRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    class Row;
    void render();
    void setRows(const QList<advice::CheckLine> &rows);

    QList<advice::CheckLine> m_lines;
    std::function<QUrl(remedies::ConsolePage)> m_console;
    bool m_mayCheckAgain = false;
    bool m_isUnfolded = false;
    QVBoxLayout *const m_layout;
    PlainLabel *const m_headline;
    QVBoxLayout *const m_cardColumn;
    Card *const m_rest;
    QWidget *const m_passed; ///< the row of all that passed
    PlainLabel *const m_passedText;
    QPushButton *const m_showAll;
    QVBoxLayout *const m_rowColumn;
    QList<ProblemCard *> m_cards;
    QList<Row *> m_rows;
};
