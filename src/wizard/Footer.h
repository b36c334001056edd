#pragma once

#include "checks/Status.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE
class PlainLabel;
class StatusMark;

/// The foot of the window, always in sight: one sentence that says what is missing, in progress or next, and the
/// buttons that lead on and back.
class Footer final : public QWidget
{
    Q_OBJECT

public:
    explicit Footer(QWidget *parent);

    /// `status` tells the mark before it; Pending: none. What runs for more than three seconds has the time beside it
    /// that it has lasted, unless it is not `isTimed`: the page tells another one.
    void say(checks::Status status, const QString &sentence, bool isTimed = true);
    [[nodiscard]] QString sentence() const;

    [[nodiscard]] QPushButton &cancel() const { return *m_cancel; }
    [[nodiscard]] QPushButton &back() const { return *m_back; }
    /// Goes on in spite of a problem, beside a primary button that is disabled.
    [[nodiscard]] QPushButton &anyway() const { return *m_anyway; }
    [[nodiscard]] QPushButton &primary() const { return *m_primary; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void renderElapsed();

    StatusMark *const m_mark;
    PlainLabel *const m_sentence;
    PlainLabel *const m_elapsed; ///< how long it has run
    QPushButton *const m_cancel;
    QPushButton *const m_back;
    QPushButton *const m_anyway;
    QPushButton *const m_primary;
    QElapsedTimer m_waited;
    QTimer m_second; ///< while something runs
};
