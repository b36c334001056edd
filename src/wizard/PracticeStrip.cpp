#include "wizard/PracticeStrip.h"

#include "wizard/DemoValues.h"
#include "wizard/Icons.h"
#include "wizard/PlainLabel.h"
#include "wizard/StatusMark.h"
#include "wizard/WizardStyle.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

PracticeStrip::PracticeStrip(const DemoValues &demo, QWidget *parent)
    : QWidget(parent)
    , m_demo(demo)
{
    const auto units = [this](double count) { return tokens::units(*this, count); };
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(units(4), units(1), units(4), units(1));
    rows->setSpacing(units(1));
    m_first = new QHBoxLayout;
    m_first->setSpacing(units(3));
    rows->addLayout(m_first);
    m_practice = new PlainLabel(tr("Practice"), this);
    m_practice->setWordWrap(false);
    m_promise = new PlainLabel(tr("Nothing leaves this computer"), this);
    m_promise->setInk(tokens::Role::SecondaryText);
    auto *const label = new PlainLabel(tr("Sce&nario"), this);
    label->setWordWrap(false);
    m_scenarios = new QComboBox(this);
    m_scenarios->setObjectName(QStringLiteral("moodComboBox"));
    m_scenarios->setAccessibleName(tr("Scenario"));
    m_scenarios->addItems(demo.moods);
    m_scenarios->setMinimumWidth(units(24)); // less than the longest, where there is little room
    label->setBuddy(m_scenarios);
    m_first->addWidget(m_practice);
    m_first->addWidget(m_promise, 1);
    m_first->addWidget(label);
    m_first->addWidget(m_scenarios);

    m_second = new QHBoxLayout;
    m_second->setSpacing(units(3));
    rows->addLayout(m_second);
    m_mark = new StatusMark(this);
    m_progress = new PlainLabel(this);
    m_progress->setObjectName(QStringLiteral("progressLabel"));
    m_progress->setWordWrap(false);
    m_next = new PlainLabel(this);
    m_next->setObjectName(QStringLiteral("nextLabel"));
    m_open = new QPushButton(tr("Show me"), this);
    m_open->setAccessibleName(tr("Show me in the console"));
    m_open->setObjectName(QStringLiteral("openConsoleButton"));
    m_open->setIcon(icons::make(icons::Icon::OpenOutside));
    m_startOver = new QPushButton(tr("Start over"), this);
    m_startOver->setObjectName(QStringLiteral("startOverButton"));
    for (QPushButton *const button : {m_open, m_startOver}) {
        button->setAutoDefault(true);
        WizardStyle::setLook(*button, WizardStyle::Look::Small);
    }
    m_second->addWidget(m_mark);
    m_second->addWidget(m_progress);
    m_second->addWidget(m_next, 1);
    m_second->addWidget(m_open);
    m_second->addWidget(m_startOver);

    connect(m_scenarios, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_demo.setMood(index);
        Q_EMIT scenarioChanged();
    });
    connect(m_open, &QPushButton::clicked, this, [this] { m_demo.openConsole(); });
    connect(m_startOver, &QPushButton::clicked, this, [this] { m_demo.startOver(); });
    connect(&m_demo, &DemoValues::changed, this, &PracticeStrip::render);
    embolden();
    render();
}

void PracticeStrip::render()
{
    if (m_scenarios->currentIndex() != m_demo.mood && m_demo.mood < m_scenarios->count()) {
        const QSignalBlocker guard(m_scenarios);
        m_scenarios->setCurrentIndex(m_demo.mood);
    }
    m_startOver->setVisible(static_cast<bool>(m_demo.startOver));
    const auto &exercise = m_demo.exercise;
    const bool isOn = m_demo.openConsole && exercise.count > 0;
    const bool isSolved = isOn && exercise.next.isEmpty();
    m_mark->setStatus(isSolved ? checks::Status::Passed : checks::Status::Pending);
    m_mark->setVisible(isSolved);
    m_progress->setText(isSolved ? tr("Solved")
                                 //: %1 and %2: how many steps of an exercise
                                 : tr("%1 of %2 done").arg(exercise.done).arg(exercise.count));
    m_progress->setVisible(isOn);
    m_next->setText(isSolved                     ? tr("Every step in Okta is done.")
                        : exercise.way.isEmpty() ? tr("Next: %1.").arg(exercise.next)
                                                 //: %1: the next step, %2: the menus of the console that lead there
                                                 : tr("Next: %1. In the console: %2").arg(exercise.next, exercise.way));
    m_next->setVisible(isOn);
    m_open->setVisible(isOn);
}

void PracticeStrip::placeStartOver()
{
    // Beside the scenario, as long as there is room for both.
    const int needed = m_startOver->sizeHint().width() + tokens::units(*this, 120);
    QHBoxLayout *const wanted = width() >= needed || !m_demo.openConsole ? m_first : m_second;
    if (wanted->indexOf(m_startOver) >= 0)
        return;
    (wanted == m_first ? m_second : m_first)->removeWidget(m_startOver);
    wanted->addWidget(m_startOver);
}

void PracticeStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        embolden();
}

void PracticeStrip::embolden()
{
    for (PlainLabel *const label : {m_practice, m_progress})
        label->setFont(tokens::font(tokens::Type::FieldLabel, font()));
}

void PracticeStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeStartOver();
}

void PracticeStrip::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), tokens::color(tokens::Role::AccentTint, palette()));
}
