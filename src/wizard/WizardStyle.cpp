// More than 500 lines: a style is one class, with one function for each kind of control that it draws.

#include "wizard/WizardStyle.h"

#include "wizard/Icons.h"
#include "wizard/Tokens.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QFocusFrame>
#include <QLineEdit>
#include <QMenuBar>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPointer>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>

namespace {

using tokens::Role;

double unit(const QStyleOption *option, const QWidget *widget)
{
    return (option       ? option->fontMetrics.height()
                : widget ? widget->fontMetrics().height()
                         : QFontMetrics(QApplication::font()).height())
        / 4.0;
}

WizardStyle::Look lookOf(const QWidget *widget)
{
    const QVariant look = widget ? widget->property("look") : QVariant();
    if (!look.isValid())
        return WizardStyle::Look::Plain;
    const QString name = look.toString();
    if (name == QLatin1String("primary"))
        return WizardStyle::Look::Primary;
    if (name == QLatin1String("small"))
        return WizardStyle::Look::Small;
    if (name == QLatin1String("segment"))
        return WizardStyle::Look::Segment;
    if (name == QLatin1String("tab"))
        return WizardStyle::Look::Tab;
    return name == QLatin1String("link") ? WizardStyle::Look::Link : WizardStyle::Look::Plain;
}

bool isEnabled(const QStyleOption &option)
{
    return option.state.testFlag(QStyle::State_Enabled);
}

/// A rounded rectangle with its line inside of it.
void drawBox(QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QPen &pen)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(fill);
    const double inset = pen.style() == Qt::NoPen ? 0 : pen.widthF() / 2;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
    painter.restore();
}

/// The edge of something that can be used.
QPen edgePen(const QStyleOption &option, const QWidget *widget)
{
    const QPalette &palette = option.palette;
    if (widget && widget->property("isWrong").toBool())
        return QPen(tokens::color(Role::Bad, palette), 2);
    QPen pen(tokens::color(Role::Edge, palette), tokens::lineWidth(palette));
    if (!isEnabled(option)) {
        if (tokens::themeOf(palette) == tokens::Theme::System) {
            pen.setColor(palette.color(QPalette::Disabled, QPalette::ButtonText));
            pen.setStyle(Qt::DashLine);
        } else {
            pen.setColor(tokens::color(Role::Line, palette));
        }
    } else if (option.state.testFlag(QStyle::State_HasFocus)) {
        pen.setColor(tokens::color(Role::Accent, palette));
    }
    return pen;
}

/// One of several answers side by side: their corners are round only at the ends of the row.
void drawSegment(QPainter &painter, const QStyleOption &option, const QWidget *widget)
{
    const bool isMirrored = option.direction == Qt::RightToLeft;
    const bool isFirst = widget->property("isFirst").toBool();
    const bool isLast = widget->property("isLast").toBool();
    const bool isOn = option.state.testFlag(QStyle::State_On);
    const bool isOver = option.state.testFlag(QStyle::State_MouseOver);
    // What lies beyond an inner side is cut off; neighbors share one line.
    const int hidden = qRound(tokens::ControlRadius) * 2;
    QRect box = option.rect;
    if (!(isMirrored ? isLast : isFirst))
        box.adjust(-hidden, 0, 0, 0);
    if (!(isMirrored ? isFirst : isLast))
        box.adjust(0, 0, hidden, 0);
    painter.save();
    painter.setClipRect(option.rect);
    const Role ground = isOn ? Role::Accent : isOver ? Role::AccentTint : Role::Surface;
    drawBox(painter, box, tokens::ControlRadius, tokens::color(ground, option.palette), edgePen(option, widget));
    if (!(isMirrored ? isLast : isFirst) && !isOn) {
        const int line = tokens::lineWidth(option.palette);
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), line, option.rect.height()),
                         tokens::color(Role::Edge, option.palette));
    }
    painter.restore();
}

/// One of several views of the same: underlined where it is the one that is shown.
void drawTab(QPainter &painter, const QStyleOption &option)
{
    if (!option.state.testFlag(QStyle::State_On))
        return;
    const QRect &box = option.rect;
    painter.fillRect(QRect(box.left(), box.bottom() - 1, box.width(), 2), tokens::color(Role::Accent, option.palette));
}

void drawButton(QPainter &painter, const QStyleOption &option, const QWidget *widget)
{
    const QPalette &palette = option.palette;
    const auto look = lookOf(widget);
    if (look == WizardStyle::Look::Link)
        return;
    if (look == WizardStyle::Look::Segment) {
        drawSegment(painter, option, widget);
        return;
    }
    if (look == WizardStyle::Look::Tab) {
        drawTab(painter, option);
        return;
    }
    const bool isDown = option.state.testFlag(QStyle::State_Sunken) || option.state.testFlag(QStyle::State_On);
    const bool isOver = option.state.testFlag(QStyle::State_MouseOver);
    if (look == WizardStyle::Look::Primary && isEnabled(option)) {
        const QColor accent = tokens::color(Role::Accent, palette);
        // Away from the words on it.
        const bool isDark = accent.lightness() < 128;
        const QColor fill = !isDown && !isOver ? accent : isDark ? accent.darker(115) : accent.lighter(108);
        drawBox(painter, option.rect, tokens::ControlRadius, fill, Qt::NoPen);
        return;
    }
    const QColor fill = isEnabled(option) && (isDown || isOver) ? tokens::color(Role::AccentTint, palette)
                                                                : palette.color(QPalette::Button);
    drawBox(painter, option.rect, tokens::ControlRadius, fill, edgePen(option, widget));
}

void drawCheckBox(QPainter &painter, const QStyleOption &option, bool isRound)
{
    const QPalette &palette = option.palette;
    const QRectF box(option.rect);
    const double radius = isRound ? box.height() / 2 : qMin(4.0, box.height() / 4);
    const bool isOn = option.state.testFlag(QStyle::State_On);
    const bool isPartly = option.state.testFlag(QStyle::State_NoChange);
    if (!isOn && !isPartly) {
        drawBox(painter, box, radius, palette.color(QPalette::Base), edgePen(option, nullptr));
        return;
    }
    const QColor fill = isEnabled(option) ? tokens::color(Role::Accent, palette) : tokens::color(Role::Edge, palette);
    const QColor mark = tokens::color(isEnabled(option) ? Role::OnAccent : Role::Surface, palette);
    drawBox(painter, box, radius, fill, Qt::NoPen);
    if (isRound)
        drawBox(painter, box.adjusted(box.width() * 0.3, box.height() * 0.3, -box.width() * 0.3, -box.height() * 0.3),
                radius, mark, Qt::NoPen);
    else
        icons::paint(painter, box, isOn ? icons::Icon::Check : icons::Icon::Minus, mark);
}

void drawComboBox(QPainter &painter, const QStyleOptionComboBox &option, const QWidget *widget, const QRect &arrow)
{
    drawBox(painter, option.rect, tokens::ControlRadius, option.palette.color(QPalette::Base), edgePen(option, widget));
    const double side = unit(&option, widget) * 4;
    QRectF place(0, 0, side, side);
    place.moveCenter(QRectF(arrow).center());
    icons::paint(painter, place, icons::Icon::ChevronDown,
                 option.palette.color(isEnabled(option) ? QPalette::Active : QPalette::Disabled, QPalette::Text));
}

void drawScrollBar(QPainter &painter, const QStyleOptionSlider &option, const QRect &slider)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Window));
    if (option.maximum <= option.minimum)
        return;
    const bool isActive = option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider);
    const int inset = isActive ? 1 : 2;
    const QRectF bar = QRectF(slider).adjusted(inset, inset, -inset, -inset);
    drawBox(painter, bar, qMin(bar.width(), bar.height()) / 2,
            tokens::color(isActive ? Role::SecondaryText : Role::Edge, option.palette), Qt::NoPen);
}

/// One frame that goes where the focus goes: it lies outside of the control, which a control cannot paint by itself.
class FocusRing final : public QObject
{
public:
    FocusRing()
    {
        connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { follow(now); });
    }
    ~FocusRing() override { delete m_frame; }

private:
    void follow(QWidget *now)
    {
        // Rows of a list show by themselves which of them has the focus.
        const bool isWanted = now && !now->isWindow() && !qobject_cast<QAbstractItemView *>(now)
            && !qobject_cast<QMenuBar *>(now) && now->focusPolicy() != Qt::NoFocus;
        if (!isWanted) {
            if (m_frame)
                m_frame->setWidget(nullptr);
            return;
        }
        auto *const combo = qobject_cast<QComboBox *>(now->parentWidget());
        QWidget *const framed = combo && combo->isEditable() ? combo : now;
        if (!m_frame)
            m_frame = new QFocusFrame(framed->window());
        m_frame->setWidget(framed);
    }

    QPointer<QFocusFrame> m_frame; ///< of the window that has the focus
};

} // namespace

WizardStyle::WizardStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

WizardStyle::~WizardStyle() = default;

void WizardStyle::setLook(QAbstractButton &button, Look look)
{
    const char *name = "";
    if (look == Look::Primary)
        name = "primary";
    else if (look == Look::Small)
        name = "small";
    else if (look == Look::Link)
        name = "link";
    else if (look == Look::Segment)
        name = "segment";
    else if (look == Look::Tab)
        name = "tab";
    button.setProperty("look", QLatin1String(name));
    QFont font = button.font();
    font.setWeight(look == Look::Primary ? QFont::DemiBold : QFont::Normal);
    button.setFont(font);
    if (look == Look::Link)
        button.setCursor(Qt::PointingHandCursor);
    if (look == Look::Link || look == Look::Small) // beside a text, which has the room that is left
        button.setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    button.updateGeometry();
    button.update();
}

void WizardStyle::polish(QApplication *application)
{
    QProxyStyle::polish(application);
    m_ring = std::make_unique<FocusRing>();
}

void WizardStyle::unpolish(QApplication *application)
{
    m_ring.reset();
    QProxyStyle::unpolish(application);
}

void WizardStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractSpinBox *>(widget))
        widget->installEventFilter(this);
}

void WizardStyle::unpolish(QWidget *widget)
{
    widget->removeEventFilter(this);
    QProxyStyle::unpolish(widget);
}

bool WizardStyle::eventFilter(QObject *watched, QEvent *event)
{
    // Whoever scrolls a page does not mean to change an answer that passes under the pointer. An open list is a window
    // of its own, and has its wheel.
    if (event->type() == QEvent::Wheel) {
        event->ignore(); // so that it goes on to the page
        return true;
    }
    return QProxyStyle::eventFilter(watched, event);
}

QPalette WizardStyle::standardPalette() const
{
    return tokens::palette(tokens::Theme::Light);
}

int WizardStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    const auto units = [&](double count) { return qRound(unit(option, widget) * count); };
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return units(4.5);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return units(1.5);
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
        return units(4);
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return tokens::FocusWidth + tokens::FocusGap;
    case PM_ScrollBarExtent:
        return qMax(10, units(3));
    case PM_ScrollBarSliderMin:
        return units(8);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return units(2);
    case PM_ButtonDefaultIndicator:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int WizardStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *data) const
{
    if (hint == SH_FocusFrame_AboveWidget)
        return 1;
    if (hint == SH_ComboBox_Popup) // a list below the field, not one over it
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, data);
}

QSize WizardStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                    const QWidget *widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    const auto units = [&](double count) { return qRound(unit(option, widget) * count); };
    switch (type) {
    case CT_PushButton: {
        const auto look = lookOf(widget);
        if (look == Look::Link)
            return {size.width() + 2, qMax(size.height(), units(6))};
        if (look == Look::Tab)
            return {size.width() + units(5), qMax(size.height(), units(9))};
        const bool isSmall = look == Look::Small;
        return {size.width() + units(isSmall ? 5 : 6), qMax(size.height(), units(isSmall ? 7 : 9))};
    }
    case CT_LineEdit: {
        // As high as its neighbors, though values are in another font.
        const QWidget *const around = widget && widget->parentWidget() ? widget->parentWidget() : widget;
        const auto height = qRound(around ? around->fontMetrics().height() * 9 / 4.0 : units(9));
        return {wanted.width() + units(4), qMax(size.height(), height)};
    }
    case CT_ComboBox:
        return {size.width() + units(2.5 + 8), qMax(size.height(), units(9))};
    case CT_CheckBox:
    case CT_RadioButton:
        wanted.rheight() = qMax(wanted.height(), units(6));
        return wanted;
    case CT_MenuItem:
        if (const auto *const item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            wanted.rheight() = qMax(wanted.height(), units(7));
        return wanted;
    case CT_MenuBarItem:
        wanted.rheight() = qMax(wanted.height(), units(7.5));
        return wanted;
    default:
        return wanted;
    }
}

QRect WizardStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents) {
        const auto *const frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0) {
            const int padding = qRound(unit(option, widget) * 2);
            rect = option->rect.adjusted(padding, 1, -padding, -1);
        }
    }
    return rect;
}

QRect WizardStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                  const QWidget *widget) const
{
    const auto units = [&](double count) { return qRound(unit(option, widget) * count); };
    const QRect all = option->rect;
    if (control == CC_ComboBox) {
        if (part == SC_ComboBoxEditField)
            return visualRect(option->direction, all, all.adjusted(units(2), 1, -units(7), -1));
        if (part == SC_ComboBoxArrow) {
            const int width = units(7);
            return visualRect(option->direction, all, QRect(all.right() - width + 1, all.top(), width, all.height()));
        }
    }
    if (const auto *const bar = qstyleoption_cast<const QStyleOptionSlider *>(option); bar && control == CC_ScrollBar) {
        const bool isHorizontal = bar->orientation == Qt::Horizontal;
        const int length = isHorizontal ? all.width() : all.height();
        const int range = bar->maximum - bar->minimum;
        const int slider = range <= 0
            ? length
            : qBound(qMin(pixelMetric(PM_ScrollBarSliderMin, option, widget), length),
                     static_cast<int>(qint64(bar->pageStep) * length / (qint64(range) + bar->pageStep)), length);
        const int start =
            sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider, bar->upsideDown);
        const auto stretch = [&](int from, int until) {
            const QRect rect =
                isHorizontal ? QRect(from, 0, until - from, all.height()) : QRect(0, from, all.width(), until - from);
            return visualRect(bar->direction, all, rect.translated(all.topLeft()));
        };
        switch (part) {
        case SC_ScrollBarAddLine:
        case SC_ScrollBarSubLine:
            return {};
        case SC_ScrollBarSubPage:
            return stretch(0, start);
        case SC_ScrollBarAddPage:
            return stretch(start + slider, length);
        case SC_ScrollBarSlider:
            return stretch(start, start + slider);
        case SC_ScrollBarGroove:
            return all;
        default:
            break;
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void WizardStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        drawButton(*painter, *option, widget);
        return;
    case PE_PanelLineEdit: {
        const auto *const frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (!frame || frame->lineWidth <= 0)
            return; // in a combo box, which has painted its ground
        const bool isReadOnly = option->state.testFlag(State_ReadOnly);
        QPen pen = edgePen(*option, widget);
        if (isReadOnly && !option->state.testFlag(State_HasFocus) && tokens::lineWidth(option->palette) == 1)
            pen.setColor(tokens::color(Role::Line, option->palette));
        drawBox(*painter, option->rect, tokens::ControlRadius,
                isReadOnly ? tokens::color(Role::Sunken, option->palette) : option->palette.color(QPalette::Base), pen);
        return;
    }
    case PE_FrameLineEdit:
        return;
    case PE_Frame:
        if (const auto *const frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            drawBox(*painter, option->rect, tokens::ControlRadius, Qt::transparent, edgePen(*option, widget));
        return;
    case PE_IndicatorCheckBox:
        drawCheckBox(*painter, *option, false);
        return;
    case PE_IndicatorRadioButton:
        drawCheckBox(*painter, *option, true);
        return;
    case PE_FrameFocusRect:
        if (qobject_cast<const QAbstractItemView *>(widget))
            drawBox(*painter, option->rect, tokens::ControlRadius, Qt::transparent,
                    QPen(tokens::color(Role::Accent, option->palette), tokens::FocusWidth));
        return; // all others have the ring around them
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void WizardStyle::drawButtonLabel(QPainter &painter, const QStyleOptionButton &button, const QWidget *widget) const
{
    if (button.icon.isNull() || button.text.isEmpty() || button.direction == Qt::LeftToRight) {
        QProxyStyle::drawControl(CE_PushButtonLabel, &button, &painter, widget);
        return;
    }
    // From right to left Qt 6.4 mirrors the alignment of the words twice, so that they stick to the left edge.
    const int gap = 4; // Qt's own
    const QSize icon = button.iconSize;
    const int words = button.fontMetrics.size(Qt::TextShowMnemonic, button.text).width();
    QRect both(0, 0, qMin(icon.width() + gap + words, button.rect.width()), button.rect.height());
    both.moveCenter(button.rect.center());
    const QRect picture(both.right() + 1 - icon.width(), both.center().y() - icon.height() / 2, icon.width(),
                        icon.height());
    button.icon.paint(&painter, picture, Qt::AlignCenter, isEnabled(button) ? QIcon::Normal : QIcon::Disabled,
                      button.state.testFlag(State_On) ? QIcon::On : QIcon::Off);
    int flags = Qt::AlignVCenter | Qt::AlignRight | Qt::AlignAbsolute | Qt::TextShowMnemonic;
    if (!proxy()->styleHint(SH_UnderlineShortcut, &button, widget))
        flags |= Qt::TextHideMnemonic;
    drawItemText(&painter, QRect(both.topLeft(), QPoint(picture.left() - 1 - gap, both.bottom())), flags,
                 button.palette, isEnabled(button), button.text, QPalette::ButtonText);
}

void WizardStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    const auto look = lookOf(widget);
    if (element == CE_FocusFrame) {
        drawBox(*painter, option->rect, tokens::ControlRadius + tokens::FocusGap + tokens::FocusWidth, Qt::transparent,
                QPen(tokens::color(Role::Accent, option->palette), tokens::FocusWidth));
        return;
    }
    if (const auto *const button = qstyleoption_cast<const QStyleOptionButton *>(option);
        button && element == CE_PushButtonLabel && isEnabled(*option) && look != Look::Plain && look != Look::Small) {
        QStyleOptionButton inked = *button;
        const bool isOn = option->state.testFlag(State_On);
        Role role = Role::Accent;
        if (look == Look::Primary || (look == Look::Segment && isOn))
            role = Role::OnAccent;
        else if (look == Look::Segment || (look == Look::Tab && isOn))
            role = Role::Text;
        else if (look == Look::Tab)
            role = Role::SecondaryText;
        inked.palette.setColor(QPalette::ButtonText, tokens::color(role, option->palette));
        if (look == Look::Link) {
            QFont font = painter->font();
            font.setUnderline(true);
            painter->setFont(font);
        }
        drawButtonLabel(*painter, inked, widget);
        return;
    }
    if (const auto *const button = qstyleoption_cast<const QStyleOptionButton *>(option);
        button && element == CE_PushButtonLabel) {
        drawButtonLabel(*painter, *button, widget);
        return;
    }
    if (element == CE_MenuBarEmptyArea || element == CE_MenuBarItem) {
        const QColor ground = tokens::color(Role::Surface, option->palette);
        painter->fillRect(option->rect, ground);
        if (const auto *const item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            QStyleOptionMenuItem drawn = *item;
            if (option->state.testFlag(State_Selected))
                drawBox(*painter, option->rect.adjusted(0, 2, 0, -2), tokens::ControlRadius,
                        tokens::color(Role::AccentTint, option->palette), Qt::NoPen);
            const int flags = Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextDontClip | Qt::TextSingleLine;
            drawItemText(painter, drawn.rect, flags, drawn.palette, isEnabled(*option), drawn.text,
                         QPalette::WindowText);
        }
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void WizardStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                     const QWidget *widget) const
{
    if (const auto *const combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        combo && control == CC_ComboBox) {
        drawComboBox(*painter, *combo, widget, subControlRect(control, option, SC_ComboBoxArrow, widget));
        return;
    }
    if (const auto *const bar = qstyleoption_cast<const QStyleOptionSlider *>(option); bar && control == CC_ScrollBar) {
        drawScrollBar(*painter, *bar, subControlRect(control, option, SC_ScrollBarSlider, widget));
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QIcon WizardStyle::standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    // Every menu bar asks for it at once, for a day when it has no room. Qt's own is a picture file, and with the first
    // of those Qt loads the plugins of all picture formats, before the window is shown.
    if (which == SP_ToolBarHorizontalExtensionButton)
        return icons::make(icons::Icon::ChevronDown);
    return QProxyStyle::standardIcon(which, option, widget);
}
