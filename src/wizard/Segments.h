#pragma once

#include "wizard/WizardStyle.h"

#include <QList>
#include <QStringList>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

/// One answer out of a few that are all in sight, side by side; or one view out of a few, as tabs. The arrow keys go
/// from one to the next, as with radio buttons.
class Segments final : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Answers, Tabs };

    explicit Segments(QWidget *parent = nullptr);

    /// The words, in their order; once.
    void setChoices(const QStringList &choices, Kind kind = Kind::Answers);
    void setText(int index, const QString &words);
    [[nodiscard]] QPushButton &button(int index) const { return *m_buttons.at(index); }
    /// -1: none of them.
    [[nodiscard]] int current() const;
    /// Does not say chosen().
    void setCurrent(int index);

Q_SIGNALS:
    /// By a person.
    void chosen(int index);

private:
    void embolden();

    QList<QPushButton *> m_buttons;
};
