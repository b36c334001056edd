#pragma once

#include "checks/Status.h"

#include <QFrame>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace advice {
struct Diagnosis;
}
class CopyButton;
class StatusMark;

/// A message on the page: what happened, why, what to do; details on demand. Plain text always. Hidden while it has
/// nothing to say.
class Notice final : public QFrame
{
    Q_OBJECT

public:
    explicit Notice(QWidget *parent = nullptr);

    /// Warning, Failed; Running for something to know.
    void show(checks::Status tone, const advice::Diagnosis &diagnosis);
    void showText(checks::Status tone, const QString &headline, const QString &text = {});
    void clear();
    /// Whether it can be closed by whoever reads it.
    void setClosable(bool isClosable);
    /// Where the keyboard goes when this is what to read next.
    [[nodiscard]] QWidget *firstButton() const;
    /// Everything it says, for accessible descriptions.
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void restyle();

    checks::Status m_tone = checks::Status::Running;
    StatusMark *const m_mark;
    QLabel *const m_headline;
    QLabel *const m_cause;
    QLabel *const m_remedy;
    QLabel *const m_detail;
    QPushButton *const m_detailsButton;
    CopyButton *const m_copyButton;
    QPushButton *const m_closeButton;
    QString m_code;
};
