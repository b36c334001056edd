#include "wizard/StepList.h"

#include "wizard/Appearance.h"
#include "wizard/StepTitles.h"
#include "wizard/Tokens.h"

#include <QEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace {

constexpr int LookRole = Qt::UserRole;
constexpr int NumberRole = Qt::UserRole + 1;
constexpr int CurrentRole = Qt::UserRole + 2;
constexpr int RemarkRole = Qt::UserRole + 3;

using tokens::Role;

double unit(const QFontMetrics &metrics)
{
    return metrics.height() / 4.0;
}

/// The circle in front of the name: a number until there is more to say.
void drawMark(QPainter &painter, const QRectF &place, steps::Look look, bool isCurrent, const QString &number,
              const QStyleOptionViewItem &option)
{
    using Status = checks::Status;
    const QPalette &palette = option.palette;
    switch (look) {
    case steps::Look::Done:
        appearance::paintMark(painter, place, Status::Passed, palette);
        return;
    case steps::Look::CheckAgain:
        appearance::paintMark(painter, place, Status::Warning, palette);
        return;
    case steps::Look::Problem:
        appearance::paintMark(painter, place, Status::Failed, palette);
        return;
    case steps::Look::Skipped:
        appearance::paintMark(painter, place, Status::Skipped, palette);
        return;
    case steps::Look::NotYet:
    case steps::Look::Current:
        break;
    }
    painter.setPen(isCurrent ? QPen(Qt::NoPen) : QPen(tokens::color(Role::Edge, palette), tokens::lineWidth(palette)));
    painter.setBrush(isCurrent ? QBrush(tokens::color(Role::Accent, palette)) : QBrush(Qt::NoBrush));
    painter.drawEllipse(place.adjusted(0.5, 0.5, -0.5, -0.5));
    QFont font = tokens::font(tokens::Type::Caption, option.font);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(tokens::color(isCurrent ? Role::OnAccent : Role::SecondaryText, palette));
    painter.drawText(place, Qt::AlignCenter, number);
}

/// Draws one step: mark or number, name, and below it what is to be known.
class StepDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        const double u = unit(option.fontMetrics);
        return {qRound(u * 50), qRound(u * 10.5)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto look = static_cast<steps::Look>(index.data(LookRole).toInt());
        const bool isCurrent = index.data(CurrentRole).toBool();
        const double u = unit(option.fontMetrics);
        const bool isMirrored = option.direction == Qt::RightToLeft;
        const QPalette &palette = option.palette;
        const QRectF area(option.rect);
        const auto mirrored = [&area, isMirrored](QRectF rect) {
            if (isMirrored)
                rect.moveRight(area.right() - (rect.left() - area.left()));
            return rect;
        };

        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (isCurrent) {
            painter->setPen(tokens::lineWidth(palette) == 1 ? QPen(Qt::NoPen)
                                                            : QPen(tokens::color(Role::Accent, palette), 2));
            painter->setBrush(tokens::color(Role::AccentTint, palette));
            painter->drawRoundedRect(area.adjusted(1, 1, -1, -1), tokens::ControlRadius, tokens::ControlRadius);
        }
        if (option.state.testFlag(QStyle::State_Selected) && option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(QPen(tokens::color(Role::Accent, palette), tokens::FocusWidth));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(area.adjusted(1, 1, -1, -1), tokens::ControlRadius, tokens::ControlRadius);
        }
        const double side = u * 6;
        drawMark(*painter, mirrored({area.left() + u * 2.5, area.center().y() - side / 2, side, side}), look, isCurrent,
                 index.data(NumberRole).toString(), option);

        const QString remark = index.data(RemarkRole).toString();
        const double left = area.left() + u * 11.5;
        const QRectF words = mirrored({left, area.top(), area.right() - left - u, area.height()});
        const auto align = static_cast<int>((isMirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        const bool isReached = isCurrent || look != steps::Look::NotYet;
        painter->setFont(isCurrent ? tokens::font(tokens::Type::FieldLabel, option.font) : option.font);
        painter->setPen(tokens::color(isReached ? Role::Text : Role::SecondaryText, palette));
        QRectF name = words;
        if (!remark.isEmpty())
            name.adjust(0, 0, 0, -u * 4);
        painter->drawText(name, align,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight,
                                                            static_cast<int>(words.width())));
        if (!remark.isEmpty()) {
            Role ink = Role::SecondaryText;
            if (look == steps::Look::Problem)
                ink = Role::Bad;
            else if (look == steps::Look::CheckAgain)
                ink = Role::Warning;
            painter->setPen(tokens::color(ink, palette));
            painter->setFont(tokens::font(tokens::Type::Caption, option.font));
            painter->drawText(words.adjusted(0, u * 4, 0, 0), align, remark);
        }
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
    setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    const auto ids = steps::all();
    for (const auto id : ids) {
        auto *const item = new QListWidgetItem(steps::title(id), this);
        item->setData(NumberRole, QString::number(steps::number(id)));
    }
    connect(this, &QListWidget::itemClicked, this, &StepList::choose);
    connect(this, &QListWidget::itemActivated, this, &StepList::choose);
}

void StepList::render(setup::Setup &setup)
{
    m_current = setup.current();
    const auto ids = steps::all();
    for (int row = 0; row < count(); ++row) {
        const auto id = ids.at(row);
        const auto state = steps::state(setup, id);
        QListWidgetItem *const entry = item(row);
        entry->setData(LookRole, static_cast<int>(state.look));
        entry->setData(CurrentRole, state.isCurrent);
        entry->setData(RemarkRole, steps::remark(state));
        //: What a screen reader says: "Step 2 of 7: App integration, done"
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
    const QFontMetrics bold(tokens::font(tokens::Type::FieldLabel, font()));
    int widest = 0;
    const auto ids = steps::all();
    for (const auto id : ids)
        widest = qMax(widest, bold.horizontalAdvance(steps::title(id)));
    // Beside the words: the mark, and air.
    return {qMax(tokens::units(*this, 50), widest + tokens::units(*this, 13)), sizeHintForRow(0) * count()};
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
