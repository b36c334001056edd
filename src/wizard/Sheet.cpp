#include "wizard/Sheet.h"

#include "wizard/PlainLabel.h"
#include "wizard/Tokens.h"

#include <QEvent>
#include <QVBoxLayout>

Sheet::Sheet(QWidget *parent)
    : QWidget(parent)
    , m_banners(new QVBoxLayout)
    , m_column(new QVBoxLayout)
    , m_step(new PlainLabel(this))
    , m_title(new PlainLabel(this))
    , m_lead(new PlainLabel(this))
{
    const auto units = [this](double count) { return tokens::units(*this, count); };
    auto *const outer = new QHBoxLayout(this);
    outer->setContentsMargins(units(8), units(6), units(8), units(6));
    outer->setSpacing(0);
    auto *const middle = new QWidget(this);
    middle->setMaximumWidth(units(200));
    outer->addStretch(1);
    outer->addWidget(middle, 1000);
    outer->addStretch(1);
    auto *const all = new QVBoxLayout(middle);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_banners->setSpacing(units(2));
    all->addLayout(m_banners);
    middle->installEventFilter(this);
    all->addWidget(m_step);
    all->addWidget(m_title);
    all->addSpacing(units(1));
    all->addWidget(m_lead);
    all->addSpacing(units(4));
    m_column->setSpacing(0);
    all->addLayout(m_column, 1);

    QFont caption = tokens::font(tokens::Type::Caption, font());
    caption.setWeight(QFont::DemiBold);
    m_step->setFont(caption);
    static_cast<PlainLabel *>(m_step)->setInk(tokens::Role::SecondaryText);
    static_cast<PlainLabel *>(m_title)->setType(tokens::Type::PageTitle);
    static_cast<PlainLabel *>(m_lead)->setInk(tokens::Role::SecondaryText);
    m_title->setObjectName(QStringLiteral("headingLabel"));
    m_lead->setObjectName(QStringLiteral("leadLabel"));
}

bool Sheet::eventFilter(QObject *watched, QEvent *event)
{
    // Below the banners, where there is one: a layout keeps its margins when all in it is hidden.
    if (event->type() == QEvent::LayoutRequest) {
        const int gap = m_banners->isEmpty() ? 0 : tokens::units(*this, 4);
        if (m_banners->contentsMargins().bottom() != gap)
            m_banners->setContentsMargins(0, 0, 0, gap);
    }
    return QWidget::eventFilter(watched, event);
}

void Sheet::setTitle(const QString &step, const QString &title, const QString &lead)
{
    m_step->setText(step);
    m_title->setText(title);
    m_lead->setText(lead);
}

void Sheet::setCompact(bool isCompact)
{
    m_step->setVisible(!isCompact);
    const int sides = tokens::units(*this, 8);
    layout()->setContentsMargins(sides, tokens::units(*this, isCompact ? 2 : 6), sides, tokens::units(*this, 6));
}

void Sheet::setPage(QWidget *page)
{
    if (m_page) {
        m_column->removeWidget(m_page);
        m_page->hide();
        m_page->setParent(nullptr);
    }
    m_page = page;
    if (page) {
        m_column->addWidget(page);
        page->show();
    }
}
