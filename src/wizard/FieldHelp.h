#pragma once

#include "checks/Status.h"

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE
class PlainLabel;
class StatusMark;

/// The line below a field, and the mark at the field's end. The line says what to enter, what was repaired, or what is
/// wrong and how it would be right.
///
/// What is wrong is not said while somebody is still typing: only when the field is left, or, once it was said, 600 ms
/// after the last key. What is right is said at once.
class FieldHelp final : public QWidget
{
    Q_OBJECT

public:
    enum class Mark { None, Busy, Verified, Wrong };

    explicit FieldHelp(QWidget *parent = nullptr);

    /// The field that this is about. Once.
    void setField(QLineEdit &field);
    /// Said while there is nothing else to say.
    void setHelp(const QString &help);
    /// What was repaired, with the marks of PlainLabel::setMarkedText(), and a button; both empty: nothing was.
    void setNote(const QString &note, const QString &action = {});
    /// What is wrong, with a button that puts it right where that is known; empty: nothing is.
    void setError(const QString &error, const QString &fix = {});
    /// What a check found, which stands in a card of its own: for the field's description, where a screen reader looks.
    void setProblem(const QString &problem);
    /// `word` stands beside the mark: "Verified".
    void setMark(Mark mark, const QString &word = {});
    /// Whether something is wrong and can be read.
    [[nodiscard]] bool isErrorShown() const { return m_isErrorShown; }

Q_SIGNALS:
    /// The button was pressed.
    void actionTriggered();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showErrorNow();
    void render();
    void placeMark();

    QLineEdit *m_field = nullptr;
    PlainLabel *const m_text;
    QPushButton *const m_action;
    QWidget *m_end = nullptr; ///< at the end of the field
    StatusMark *m_mark = nullptr;
    PlainLabel *m_word = nullptr;
    Mark m_wanted = Mark::None;
    QString m_help;
    QString m_note;
    QString m_shown; ///< with its marks
    QString m_noteAction;
    QString m_problem;
    QString m_error;
    QString m_fix;
    bool m_isErrorShown = false;
    bool m_wasWrong = false; ///< it was said once
    QTimer m_pause; ///< after the last key
};
