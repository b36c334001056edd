#pragma once

#include "advice/CheckLine.h"
#include "wizard/Remedies.h"

#include <QUrl>
#include <QWidget>

#include <functional>

QT_BEGIN_NAMESPACE
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE
class Breadcrumb;
class Card;
class CopyButton;
class OktaSketch;
class PlainLabel;
class StatusMark;
class ValueRow;

/// What is wrong, why that matters, and where in Okta it is fixed, with the button that goes there.
class ProblemCard final : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemCard(QWidget *parent = nullptr);

    /// A failed line, or one with a warning.
    void setLine(const advice::CheckLine &line);
    /// The address of a page of the Admin Console; empty where it is not known, and then nothing is offered.
    void setConsole(std::function<QUrl(remedies::ConsolePage)> console);
    /// Whether it can be checked again from here.
    void setCheckAgain(bool isOffered);

    /// What is wrong and why, for the description of the field that it is about.
    [[nodiscard]] QString text() const;
    /// Where the keyboard goes when the problem was found.
    [[nodiscard]] QWidget *firstButton() const;

Q_SIGNALS:
    void checkAgainRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void render();
    void renderValues();
    void renderRoom();
    void open();

    advice::CheckLine m_line;
    remedies::Remedy m_remedy;
    std::function<QUrl(remedies::ConsolePage)> m_console;
    bool m_mayCheckAgain = false;
    bool m_isSketchWanted = false; ///< where there is no room for it beside the text
    Card *const m_card;
    StatusMark *const m_mark;
    PlainLabel *const m_heading;
    PlainLabel *const m_cause;
    PlainLabel *const m_where;
    Breadcrumb *const m_breadcrumb;
    PlainLabel *const m_steps;
    PlainLabel *const m_footnote; ///< the other name of the menu
    QVBoxLayout *m_valueColumn = nullptr;
    QList<ValueRow *> m_values; ///< what is entered in Okta
    PlainLabel *const m_note;
    PlainLabel *const m_detail;
    OktaSketch *const m_sketch;
    QPushButton *const m_open;
    QPushButton *const m_again;
    QPushButton *const m_details;
    QPushButton *const m_showMe;
    CopyButton *const m_copy;
};
