#include "wizard/ValueRow.h"

#include "wizard/CopyButton.h"
#include "wizard/PlainLabel.h"
#include "wizard/WizardStyle.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>

namespace {

/// The value as it is shown on several lines: an address is broken behind a slash, so that host and port stay in one
/// piece where there is room for them.
QString breakable(const QString &value)
{
    constexpr QChar ZeroWidthSpace(0x200B);
    QString shown;
    for (qsizetype i = 0; i < value.size(); ++i) {
        shown += value.at(i);
        const bool isInside = i + 1 < value.size() && value.at(i + 1) != QLatin1Char('/');
        if (value.at(i) == QLatin1Char('/') && isInside)
            shown += ZeroWidthSpace;
    }
    return shown;
}

} // namespace

ValueRow::ValueRow(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_whole(new PlainLabel(this))
    , m_copy(new CopyButton(this))
    , m_tag(new PlainLabel(this))
{
    auto *const layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setColumnStretch(0, 1);
    layout->addWidget(m_edit, 0, 0);
    layout->addWidget(m_whole, 0, 0);
    const int around = tokens::units(*this, 1.5);
    m_whole->setContentsMargins(around + tokens::units(*this, 0.5), around, around, around);
    m_whole->setLayoutDirection(Qt::LeftToRight);
    m_whole->setMinimumWidth(tokens::units(*this, 20)); // it is broken anywhere
    // What is shown has places to break; they are in nothing that is copied.
    m_whole->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_whole, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        auto *const menu = new QMenu(m_whole);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("Copy"), this, [this] { QGuiApplication::clipboard()->setText(value()); });
        menu->popup(m_whole->mapToGlobal(at));
    });
    m_whole->hide();
    layout->addWidget(m_copy, 0, 1);
    layout->addWidget(m_tag, 1, 0);
    layout->setHorizontalSpacing(tokens::units(*this, 2));
    layout->setVerticalSpacing(tokens::units(*this, 0.5));
    m_tag->setType(tokens::Type::Caption);
    m_tag->setInk(tokens::Role::SecondaryText);
    m_tag->hide();
    WizardStyle::setLook(*m_copy, WizardStyle::Look::Small);
    m_edit->setFont(tokens::font(tokens::Type::Code, font()));
    m_whole->setFont(tokens::font(tokens::Type::Code, font()));
    connect(m_copy, &CopyButton::copied, this, &ValueRow::copied);
    m_edit->setReadOnly(true);
    // Addresses and ids are read from left to right in every language.
    m_edit->setLayoutDirection(Qt::LeftToRight);
    setFocusProxy(m_edit);
}

void ValueRow::setNames(const QString &name, const QString &copyName)
{
    m_edit->setAccessibleName(name);
    m_copy->setCopies(copyName, [this] { return m_edit->text(); });
}

void ValueRow::setValue(const QString &value)
{
    if (value == m_edit->text())
        return;
    m_edit->setText(value);
    m_edit->setCursorPosition(0);
    m_whole->setText(breakable(value));
    m_whole->setAccessibleName(value);
    m_copy->refresh();
    fit();
}

QString ValueRow::value() const
{
    return m_edit->text();
}

void ValueRow::setTag(const QString &tag)
{
    m_tag->setText(tag);
    m_tag->setVisible(!tag.isEmpty());
}

void ValueRow::fit()
{
    // An address for a browser is of many lines, and read by nobody.
    constexpr qsizetype LongestToRead = 200;
    const int room = width() - m_copy->sizeHint().width() - tokens::units(*this, 2 + 5);
    const bool isCut = m_edit->fontMetrics().horizontalAdvance(value()) > room && value().size() <= LongestToRead;
    m_edit->setVisible(!isCut);
    m_whole->setVisible(isCut);
}

void ValueRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void ValueRow::paintEvent(QPaintEvent *)
{
    if (m_whole->isHidden())
        return;
    const double line = tokens::lineWidth(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens::color(tokens::Role::Line, palette()), line));
    painter.setBrush(tokens::color(tokens::Role::Sunken, palette()));
    painter.drawRoundedRect(QRectF(m_whole->geometry()).adjusted(line / 2, line / 2, -line / 2, -line / 2),
                            tokens::ControlRadius, tokens::ControlRadius);
}

void ValueRow::copy()
{
    m_copy->click();
}

bool ValueRow::isCopied() const
{
    return m_copy->isCopied();
}
