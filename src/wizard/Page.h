#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPlainTextEdit;
QT_END_NAMESPACE

/// What the window knows of a page. A page gets its step by reference, forwards what the person does to it, and draws
/// all of it in render(), which may run at any time.
class Page : public QWidget
{
    Q_OBJECT

public:
    ~Page() override;

    virtual void render() = 0;
    /// Where the keyboard goes when the page opens; null: to the primary button.
    [[nodiscard]] virtual QWidget *firstField() const = 0;

    /// What to do, or what is being waited for, where nothing is missing: "Next: create the app integration in Okta".
    [[nodiscard]] virtual QString hint() const { return {}; }

    /// What the primary button does instead of leading on, where the page has a thing to do first; empty: it leads on.
    [[nodiscard]] virtual QString verb() const { return {}; }
    [[nodiscard]] virtual bool canAct() const { return false; }
    /// Does what verb() says.
    virtual void act() { }

    /// What was tried and refused, in one sentence; empty: nothing was.
    [[nodiscard]] virtual QString refusal() const { return {}; }
    /// What the keyboard goes to when checks have ended and something is wrong; null: nothing is.
    [[nodiscard]] virtual QWidget *firstProblem() const { return nullptr; }
    /// Whether the page itself tells how long there is still to wait.
    [[nodiscard]] virtual bool tellsTime() const { return false; }

    /// A page scrolls in the room that there is, and what it would like is a question that sets all its texts.
    [[nodiscard]] QSize sizeHint() const override { return minimumSizeHint(); }

Q_SIGNALS:
    /// hint() is another one now, though no step has changed.
    void footerChanged();
    /// This part was asked for, and is to be seen whole where that is possible.
    void shown(QWidget *part);

protected:
    explicit Page(QWidget *parent)
        : QWidget(parent)
    {
    }

    /// Gives a form its type and gaps, by the names of its parts: labels that end in "TitleLabel" are headings of
    /// cards, those in "HintLabel" are secondary, those with a buddy name a field; buttons without a look are small.
    void dress();

    /// How wide the page may be where it is shown. Not how wide it is: that may be what its parts demand.
    [[nodiscard]] int room() const;

    /// Draws text into a field without moving the cursor of somebody who types there.
    static void draw(QLineEdit *edit, const QString &text);
    static void draw(QPlainTextEdit *edit, const QString &text);
};
