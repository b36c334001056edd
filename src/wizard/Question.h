#pragma once

#include <QDialog>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QPushButton;
QT_END_NAMESPACE
class PlainLabel;

/// Asks or tells one thing: a heading, a sentence, and buttons that say what they do. It deletes itself when it is
/// closed, and Escape is the answer that changes nothing.
class Question final : public QDialog
{
    Q_OBJECT

public:
    /// `details` may be of several lines, and of others: it is shown as it is.
    Question(const QString &title, const QString &heading, const QString &text, QWidget *parent);

    /// The answer that changes nothing: Escape, and where the keyboard is.
    QPushButton &addHarmless(const QString &text);
    /// The verb that was asked about.
    QPushButton &addVerb(const QString &text);

    [[nodiscard]] QString heading() const;
    [[nodiscard]] QString text() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    PlainLabel *const m_heading;
    PlainLabel *const m_text;
    QHBoxLayout *m_buttons = nullptr;
};
