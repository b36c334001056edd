#include "wizard/PracticeStrip.h"

#include "wizard/DemoValues.h"
#include "wizard/PlainLabel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>

PracticeStrip::PracticeStrip(const DemoValues &demo, QWidget *parent)
    : QWidget(parent)
{
    const auto units = [this](double count) { return tokens::units(*this, count); };
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(units(4), units(1), units(4), units(1));
    row->setSpacing(units(3));
    auto *const practice = new PlainLabel(tr("Practice"), this);
    practice->setType(tokens::Type::FieldLabel);
    practice->setWordWrap(false);
    auto *const promise = new PlainLabel(tr("Nothing leaves this computer"), this);
    promise->setInk(tokens::Role::SecondaryText);
    auto *const label = new PlainLabel(tr("Sce&nario"), this);
    label->setWordWrap(false);
    auto *const scenarios = new QComboBox(this);
    scenarios->setObjectName(QStringLiteral("moodComboBox"));
    scenarios->setAccessibleName(tr("Scenario"));
    scenarios->addItems(demo.moods);
    scenarios->setMinimumWidth(units(30)); // less than the longest, where there is little room
    label->setBuddy(scenarios);
    row->addWidget(practice);
    row->addWidget(promise, 1);
    row->addWidget(label);
    row->addWidget(scenarios);
    connect(scenarios, &QComboBox::currentIndexChanged, this, [this, &demo](int index) {
        demo.setMood(index);
        Q_EMIT scenarioChanged();
    });
}

void PracticeStrip::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), tokens::color(tokens::Role::AccentTint, palette()));
}
