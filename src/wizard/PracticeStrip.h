#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QHBoxLayout;
class QPushButton;
QT_END_NAMESPACE
class PlainLabel;
class StatusMark;
struct DemoValues;

/// Stands above everything while nothing is real: says so, chooses what goes wrong, and tells how far the exercise is
/// and where in the practice console it goes on.
class PracticeStrip final : public QWidget
{
    Q_OBJECT

public:
    /// `demo` lives as long as the strip.
    PracticeStrip(const DemoValues &demo, QWidget *parent);

Q_SIGNALS:
    /// The pretend org is in another state now.
    void scenarioChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void render();
    void placeStartOver();
    /// In the size that the text has now.
    void embolden();

    const DemoValues &m_demo;
    QHBoxLayout *m_first = nullptr;
    QHBoxLayout *m_second = nullptr;
    PlainLabel *m_practice = nullptr;
    PlainLabel *m_promise = nullptr;
    QComboBox *m_scenarios = nullptr;
    QPushButton *m_startOver = nullptr;
    StatusMark *m_mark = nullptr;
    PlainLabel *m_progress = nullptr;
    PlainLabel *m_next = nullptr;
    QPushButton *m_open = nullptr;
};
