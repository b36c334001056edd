#include "wizard/StepList.h"

#include "wizard/Appearance.h"
#include "wizard/StepTitles.h"
#include "wizard/Tokens.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using tokens::Role;

namespace {

/// The circle in front of the name: a number until there is more to say.
void drawMark(QPainter &painter, const QRectF &place, const steps::State &state, const QString &number,
              const QWidget &widget)
{
    using Status = checks::Status;
    const QPalette &palette = widget.palette();
    switch (state.look) {
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
    painter.setPen(state.isCurrent ? QPen(Qt::NoPen)
                                   : QPen(tokens::color(Role::Edge, palette), tokens::lineWidth(palette)));
    painter.setBrush(state.isCurrent ? QBrush(tokens::color(Role::Accent, palette)) : QBrush(Qt::NoBrush));
    painter.drawEllipse(place.adjusted(0.5, 0.5, -0.5, -0.5));
    QFont font = tokens::font(tokens::Type::Caption, widget.font());
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(tokens::color(state.isCurrent ? Role::OnAccent : Role::SecondaryText, palette));
    painter.drawText(place, Qt::AlignCenter, number);
}

} // namespace

/// One step.
class StepList::Row final : public QPushButton
{
public:
    Row(const QString &number, const QString &title, QWidget *parent)
        : QPushButton(title, parent)
        , m_number(number)
    {
        setAutoDefault(true); // Enter opens, too
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    }

    void setState(const steps::State &state)
    {
        m_state = state;
        update();
    }

    [[nodiscard]] QSize sizeHint() const override { return {tokens::units(*this, 50), tokens::units(*this, 10.5)}; }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {tokens::units(*this, 20), tokens::units(*this, 6.5)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const double u = fontMetrics().height() / 4.0;
        const QRectF area(rect());
        const auto mirrored = [&area, this](QRectF place) {
            if (layoutDirection() == Qt::RightToLeft)
                place.moveRight(area.right() - (place.left() - area.left()));
            return place;
        };

        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (m_state.isCurrent) {
            painter.setPen(tokens::lineWidth(palette()) == 1 ? QPen(Qt::NoPen)
                                                             : QPen(tokens::color(Role::Accent, palette()), 2));
            painter.setBrush(tokens::color(Role::AccentTint, palette()));
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), tokens::ControlRadius, tokens::ControlRadius);
        }
        const double side = qMin(u * 6, area.height() - 2);
        drawMark(painter, mirrored({area.left() + u * 2.5, area.center().y() - side / 2, side, side}), m_state,
                 m_number, *this);

        const QString remark = steps::remark(m_state);
        const double left = area.left() + u * 11.5;
        const QRectF words = mirrored({left, area.top(), area.right() - left - u, area.height()});
        const auto align = static_cast<int>((layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft)
                                            | Qt::AlignVCenter);
        const bool isReached = m_state.isCurrent || m_state.look != steps::Look::NotYet;
        painter.setFont(m_state.isCurrent ? tokens::font(tokens::Type::FieldLabel, font()) : font());
        painter.setPen(tokens::color(isReached ? Role::Text : Role::SecondaryText, palette()));
        QRectF name = words;
        if (!remark.isEmpty())
            name.adjust(0, 0, 0, -u * 4);
        painter.drawText(name, align,
                         painter.fontMetrics().elidedText(text(), Qt::ElideRight, static_cast<int>(words.width())));
        if (remark.isEmpty())
            return;
        Role ink = Role::SecondaryText;
        if (m_state.look == steps::Look::Problem)
            ink = Role::Bad;
        else if (m_state.look == steps::Look::CheckAgain)
            ink = Role::Warning;
        painter.setPen(tokens::color(ink, palette()));
        painter.setFont(tokens::font(tokens::Type::Caption, font()));
        painter.drawText(words.adjusted(0, u * 4, 0, 0), align, remark);
    }

private:
    const QString m_number;
    steps::State m_state;
};

StepList::StepList(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setAccessibleName(tr("Steps"));
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const auto ids = steps::all();
    for (const auto id : ids) {
        auto *const row = new Row(QString::number(steps::number(id)), steps::title(id), this);
        column->addWidget(row);
        row->installEventFilter(this);
        connect(row, &QPushButton::clicked, this, [this, id] { Q_EMIT stepChosen(id); });
        m_rows.append(row);
    }
    column->addStretch(1);
}

StepList::~StepList() = default;

void StepList::render(setup::Setup &setup)
{
    m_current = static_cast<int>(setup.current());
    const auto ids = steps::all();
    bool hasFocus = false;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        Row *const row = m_rows.at(i);
        const auto id = ids.at(i);
        const auto state = steps::state(setup, id);
        row->setState(state);
        //: What a screen reader says: "Step 2 of 7: App integration, done"
        row->setAccessibleName(
            tr("Step %1 of %2: %3, %4").arg(i + 1).arg(steps::Count).arg(steps::title(id), steps::word(state)));
        row->setEnabled(i == m_current || setup.canGoTo(id));
        hasFocus = hasFocus || row->hasFocus();
    }
    if (!hasFocus)
        setStop(m_current);
}

QAbstractButton &StepList::button(setup::StepId id) const
{
    return *m_rows.at(static_cast<qsizetype>(id));
}

QSize StepList::sizeHint() const
{
    const QFontMetrics bold(tokens::font(tokens::Type::FieldLabel, font()));
    int widest = 0;
    for (const Row *const row : m_rows)
        widest = qMax(widest, bold.horizontalAdvance(row->text()));
    // Beside the words: the mark, and air.
    return {qMax(tokens::units(*this, 50), widest + tokens::units(*this, 13)), QWidget::sizeHint().height()};
}

QSize StepList::minimumSizeHint() const
{
    return {sizeHint().width(), QWidget::minimumSizeHint().height()};
}

void StepList::move(int row, int by)
{
    for (int next = row + by; next >= 0 && next < m_rows.size(); next += by) {
        if (m_rows.at(next)->isEnabled()) {
            m_rows.at(next)->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

void StepList::setStop(int row)
{
    for (int i = 0; i < m_rows.size(); ++i)
        m_rows.at(i)->setFocusPolicy(i == row ? Qt::StrongFocus : Qt::ClickFocus);
    setFocusProxy(m_rows.at(row));
}

bool StepList::eventFilter(QObject *watched, QEvent *event)
{
    const auto row = static_cast<int>(m_rows.indexOf(static_cast<Row *>(watched)));
    if (row < 0)
        return QWidget::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::FocusIn:
        setStop(row);
        break;
    case QEvent::FocusOut:
        setStop(m_current); // where the arrows went and nobody pressed Enter is not where the wizard is
        break;
    case QEvent::KeyPress:
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Up:
            move(row, -1);
            return true;
        case Qt::Key_Down:
            move(row, 1);
            return true;
        case Qt::Key_Home:
            move(-1, 1);
            return true;
        case Qt::Key_End:
            move(static_cast<int>(m_rows.size()), -1);
            return true;
        default:
            break;
        }
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void StepList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}
