#include "wizard/StepList.h"

#include "wizard/Appearance.h"
#include "wizard/StepTitles.h"

#include <QEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace {

constexpr int StateRole = Qt::UserRole;
constexpr int NumberRole = Qt::UserRole + 1;

/// Draws one step: mark or number, name, state.
class StepDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        const int line = option.fontMetrics.height();
        return {line * 12, line * 3};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto state = static_cast<setup::StepState>(index.data(StateRole).toInt());
        const bool isCurrent = state == setup::StepState::Current;
        const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        const int line = option.fontMetrics.height();
        const bool isMirrored = option.direction == Qt::RightToLeft;
        const QRect area = option.rect.adjusted(line / 4, line / 8, -line / 4, -line / 8);

        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QPalette &palette = option.palette;
        const QColor ground =
            isCurrent ? appearance::tint(appearance::Tone::Notice, palette) : palette.color(QPalette::Window);
        const QColor accent = appearance::color(appearance::Tone::Notice, palette);
        const QColor ink =
            isEnabled || isCurrent ? palette.color(QPalette::WindowText) : appearance::quietText(palette);
        if (isCurrent) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(ground);
            painter->drawRoundedRect(area, 4, 4);
            QRect bar = area.adjusted(0, line / 3, 0, -line / 3);
            bar.setWidth(qMax(3, line / 4));
            if (isMirrored)
                bar.moveRight(area.right());
            painter->setBrush(accent);
            painter->drawRoundedRect(bar, 2, 2);
        }
        if (isSelected && option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(QPen(ink, 1.5, Qt::DotLine));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(area).adjusted(2, 2, -2, -2), 3, 3);
        }

        QRect mark(area.left() + line / 2, area.top() + (area.height() - line * 5 / 4) / 2, line * 5 / 4, line * 5 / 4);
        QRect words(mark.right() + line / 2, area.top(), area.right() - mark.right() - line, area.height());
        if (isMirrored) {
            mark.moveRight(area.right() - line / 2);
            words.moveRight(mark.left() - line / 2);
        }
        if (state == setup::StepState::Done) {
            appearance::paintMark(*painter, mark, checks::Status::Passed, palette);
        } else if (state == setup::StepState::CheckAgain) {
            appearance::paintMark(*painter, mark, checks::Status::Warning, palette);
        } else {
            painter->setPen(QPen(isCurrent ? accent : ink, 1.4));
            painter->setBrush(isCurrent ? QBrush(accent) : QBrush(Qt::NoBrush));
            painter->drawEllipse(QRectF(mark).adjusted(1, 1, -1, -1));
            painter->setFont(option.font);
            painter->setPen(isCurrent ? palette.color(QPalette::Window) : ink);
            painter->drawText(mark, Qt::AlignCenter, index.data(NumberRole).toString());
        }
        const auto align = static_cast<int>((isMirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        painter->setPen(ink);
        painter->setFont(isCurrent ? appearance::headingFont(option.font, 1.0) : option.font);
        QRect upper = words;
        upper.setTop(words.center().y() - line - line / 8);
        upper.setHeight(line + line / 8);
        painter->drawText(upper, align,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, words.width()));
        QRect lower = words;
        lower.setTop(words.center().y());
        lower.setHeight(line + line / 8);
        QColor quiet = isCurrent ? ink : appearance::quietText(palette);
        if (state == setup::StepState::CheckAgain)
            quiet = appearance::color(appearance::Tone::Warning, palette);
        painter->setPen(quiet);
        painter->setFont(option.font);
        painter->drawText(lower, align, steps::word(state));
        painter->restore();
    }
};

} // namespace

StepList::StepList(QWidget *parent)
    : QListWidget(parent)
{
    setItemDelegate(new StepDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // The current step is always in sight, and keys and wheel reach the others; a bar would take room from the names.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setAccessibleName(tr("Steps"));
    viewport()->setAutoFillBackground(false);
    const auto ids = steps::all();
    for (const auto id : ids) {
        auto *const item = new QListWidgetItem(steps::title(id), this);
        item->setData(NumberRole, QString::number(steps::number(id)));
    }
    connect(this, &QListWidget::itemClicked, this, &StepList::choose);
    connect(this, &QListWidget::itemActivated, this, &StepList::choose);
}

void StepList::render(const setup::Setup &setup)
{
    m_current = setup.current();
    const auto ids = steps::all();
    for (int row = 0; row < count(); ++row) {
        const auto id = ids.at(row);
        const auto state = setup.state(id);
        QListWidgetItem *const entry = item(row);
        entry->setData(StateRole, static_cast<int>(state));
        //: What a screen reader says: "Step 2 of 7: Application, done"
        entry->setData(
            Qt::AccessibleTextRole,
            tr("Step %1 of %2: %3, %4").arg(row + 1).arg(steps::Count).arg(steps::title(id), steps::word(state)));
        entry->setFlags(id == m_current || setup.canGoTo(id) ? Qt::ItemIsSelectable | Qt::ItemIsEnabled
                                                             : Qt::NoItemFlags);
    }
    if (!hasFocus())
        setCurrentRow(static_cast<int>(m_current));
}

QSize StepList::sizeHint() const
{
    const QFontMetrics bold(appearance::headingFont(font(), 1.0));
    int widest = 0;
    const auto ids = steps::all();
    for (const auto id : ids)
        widest = qMax(widest, bold.horizontalAdvance(steps::title(id)));
    // Beside the words: the mark, and air.
    return {widest + qRound(fontMetrics().height() * 3.4), sizeHintForRow(0) * count()};
}

QSize StepList::minimumSizeHint() const
{
    return {sizeHint().width(), sizeHintForRow(0) * 3};
}

void StepList::choose(QListWidgetItem *item)
{
    if (item && item->flags().testFlag(Qt::ItemIsEnabled))
        Q_EMIT stepChosen(steps::all().at(row(item)));
}

void StepList::focusOutEvent(QFocusEvent *event)
{
    // Where the arrows went and nobody pressed Enter is not where the wizard is.
    setCurrentRow(static_cast<int>(m_current));
    QListWidget::focusOutEvent(event);
}

void StepList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QListWidget::changeEvent(event);
}
