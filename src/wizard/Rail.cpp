#include "wizard/Rail.h"

#include "wizard/Divider.h"
#include "wizard/PlainLabel.h"
#include "wizard/StepList.h"

#include <QDateTime>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

Rail::Rail(QWidget *parent)
    : QWidget(parent)
    , m_steps(new StepList(this))
    , m_host(new PlainLabel(this))
    , m_saved(new PlainLabel(this))
{
    const auto units = [this](double count) { return tokens::units(*this, count); };
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(units(3), units(5), units(3), units(5));
    column->setSpacing(0);
    column->addWidget(m_steps, 1);
    column->addSpacing(units(3));
    column->addWidget(new Divider(Qt::Horizontal, this));
    column->addSpacing(units(2.5));
    auto *const foot = new QVBoxLayout;
    foot->setContentsMargins(units(2.5), 0, 0, 0);
    foot->setSpacing(units(0.5));
    foot->addWidget(m_host);
    foot->addWidget(m_saved);
    column->addLayout(foot);
    QFont caption = tokens::font(tokens::Type::Caption, font());
    m_saved->setFont(caption);
    caption.setWeight(QFont::DemiBold);
    m_host->setFont(caption);
    static_cast<PlainLabel *>(m_saved)->setInk(tokens::Role::SecondaryText);
}

void Rail::render(setup::Setup &setup)
{
    m_steps->render(setup);
    const auto &org = setup.configuration().org;
    m_host->setText(org ? org->host() : tr("New setup"));
    const QDateTime saved = setup.savedAt();
    m_saved->setText(!setup.isDraftKept() ? tr("Not saved")
                         : saved.isValid()
                         //: %1: the time, "6:34 PM"
                         ? tr("Saved %1").arg(QLocale().toString(saved.toLocalTime().time(), QLocale::ShortFormat))
                         : tr("Saved as you go"));
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), tokens::color(tokens::Role::Surface, palette()));
}
