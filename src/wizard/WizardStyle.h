#pragma once

#include <QProxyStyle>

/// Fusion, with what it lacks: room in buttons, boxes to tick that grow with the text, edges of fields that can be seen
/// on a dark ground (WCAG 2.2, 1.4.11), and a ring around what has the focus that no default button looks like (2.4.7).
class WizardStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    WizardStyle();

    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                         const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    [[nodiscard]] QIcon standardIcon(StandardPixmap which, const QStyleOption *option,
                                     const QWidget *widget) const override;
};
