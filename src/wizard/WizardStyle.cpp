#include "wizard/WizardStyle.h"

#include "wizard/Appearance.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QStyleFactory>
#include <QStyleOption>

namespace {

constexpr double CornerRadius = 2.5;

void drawOutline(QPainter *painter, const QStyleOption &option, const QColor &color, double width)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, width));
    painter->setBrush(Qt::NoBrush);
    const double inset = width / 2;
    painter->drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), CornerRadius, CornerRadius);
    painter->restore();
}

/// The edge of something to fill in: a ring while it has the focus, a line that can be seen otherwise.
void drawEdge(QPainter *painter, const QStyleOption &option)
{
    if (option.state.testFlag(QStyle::State_HasFocus))
        drawOutline(painter, option, appearance::color(appearance::Tone::Notice, option.palette), 2);
    else if (option.state.testFlag(QStyle::State_Enabled))
        drawOutline(painter, option, appearance::edge(option.palette), 1);
}

/// Whether this is the one button in the colour of the wizard. Fusion would lighten it, and its words with it.
bool isAccented(const QStyleOption &option)
{
    return option.state.testFlag(QStyle::State_Enabled)
        && option.palette.color(QPalette::Button) == appearance::color(appearance::Tone::Notice, option.palette);
}

void drawAccentedPanel(QPainter *painter, const QStyleOption &option)
{
    const bool isTouched =
        option.state.testFlag(QStyle::State_MouseOver) || option.state.testFlag(QStyle::State_Sunken);
    const QColor ground = option.palette.color(QPalette::Button);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    // Away from the words on it.
    painter->setBrush(!isTouched ? ground : ground.lightness() < 128 ? ground.darker(115) : ground.lighter(115));
    painter->drawRoundedRect(option.rect, CornerRadius, CornerRadius);
    painter->restore();
}

/// The ring around a button, which may itself be in the colour of rings.
QColor ringOn(const QPalette &palette)
{
    const QColor ring = appearance::color(appearance::Tone::Notice, palette);
    const bool isSeen = appearance::contrast(ring, palette.color(QPalette::Button)) >= 3;
    return isSeen ? ring : palette.color(QPalette::WindowText);
}

/// The two angles that say "there is more".
class MoreEngine final : public QIconEngine
{
public:
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const double side = qMin(rect.width(), rect.height());
        const QPointF center = QRectF(rect).center();
        const double sign = QGuiApplication::isRightToLeft() ? -1 : 1;
        QPainterPath angles;
        for (const double x : {-0.25, 0.05}) {
            angles.moveTo(center + QPointF(sign * x, -0.25) * side);
            angles.lineTo(center + QPointF(sign * (x + 0.25), 0) * side);
            angles.lineTo(center + QPointF(sign * x, 0.25) * side);
        }
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->strokePath(angles, QPen(QGuiApplication::palette().color(group, QPalette::ButtonText), side / 10));
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new MoreEngine; }
};

} // namespace

WizardStyle::WizardStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

int WizardStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    const int usual = QProxyStyle::pixelMetric(metric, option, widget);
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return qMax(usual, option ? option->fontMetrics.height() : widget ? widget->fontMetrics().height() : 0);
    default:
        return usual;
    }
}

QSize WizardStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                    const QWidget *widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int line = option->fontMetrics.height();
    switch (type) {
    case CT_PushButton:
        wanted.rwidth() = qMax(wanted.width(), size.width() + line * 3 / 2);
        [[fallthrough]];
    case CT_LineEdit:
    case CT_ComboBox:
        // Of one height, so that what stands in a row is in line; and large enough to hit (WCAG 2.2, 2.5.8).
        wanted.rheight() = qMax(wanted.height(), line + line * 4 / 5);
        return wanted;
    default:
        return wanted;
    }
}

void WizardStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    if (element == PE_PanelButtonCommand && isAccented(*option))
        drawAccentedPanel(painter, *option);
    else
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    switch (element) {
    case PE_FrameLineEdit:
        drawEdge(painter, *option);
        break;
    case PE_Frame:
        if (const auto *const frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            drawEdge(painter, *option);
        break;
    case PE_IndicatorCheckBox:
        if (option->state.testFlag(State_Enabled))
            drawOutline(painter, *option, appearance::edge(option->palette), 1);
        break;
    case PE_PanelButtonCommand:
        if (option->state.testFlag(State_HasFocus))
            drawOutline(painter, *option, ringOn(option->palette), 2);
        break;
    case PE_FrameFocusRect:
        drawOutline(painter, *option, appearance::color(appearance::Tone::Notice, option->palette), 2);
        break;
    default:
        break;
    }
}

void WizardStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                     const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_ComboBox)
        drawEdge(painter, *option);
}

QIcon WizardStyle::standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    // Every menu bar asks for it at once, for a day when it has no room. Qt's own is a picture file, and with the first
    // of those Qt loads the plugins of all picture formats, before the window is shown.
    if (which == SP_ToolBarHorizontalExtensionButton)
        return QIcon(new MoreEngine);
    return QProxyStyle::standardIcon(which, option, widget);
}
