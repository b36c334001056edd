#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE
class PlainLabel;

/// The foot of a window that is shown to a room: one sentence in large type about what is seen, and the buttons of
/// whoever presents it. Dark on any palette, so that it is not taken for a part of the page.
class CaptionBar final : public QWidget
{
    Q_OBJECT

public:
    explicit CaptionBar(QWidget *parent = nullptr);

    /// `place`: "Step 4 of 7 · 2 of 5".
    void say(const QString &place, const QString &sentence);
    void setPaused(bool isPaused);
    /// Whether there is a sentence before, and one after.
    void setEnds(bool canGoBack, bool canGoOn);

    [[nodiscard]] QString place() const;
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void backRequested();
    void pauseRequested();
    void nextRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PlainLabel *const m_place;
    PlainLabel *const m_sentence;
    QPushButton *const m_back;
    QPushButton *const m_pause;
    QPushButton *const m_next;
};
