#pragma once

#include <QProxyStyle>

#include <memory>

QT_BEGIN_NAMESPACE
class QAbstractButton;
class QFocusFrame;
class QStyleOptionButton;
QT_END_NAMESPACE

/// Fusion, painted by Tokens: controls of one height, edges that can be seen on every ground (WCAG 2.2, 1.4.11), a ring
/// around what has the focus that lies outside of it (2.4.7), one filled button.
///
/// What a button is for is told by its property "look": "primary" is the one thing to do, "small" stands in rows and
/// beside values, "link" is words only, "segment" and "tab" are those of Segments. Without it a button has an edge. A
/// field whose property "isWrong" is true has the edge of trouble. A closed combo box leaves the wheel to the page.
class WizardStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    enum class Look { Plain, Primary, Small, Link, Segment, Tab };

    WizardStyle();
    ~WizardStyle() override;

    static void setLook(QAbstractButton &button, Look look);

    using QProxyStyle::polish;
    using QProxyStyle::unpolish;
    void polish(QApplication *application) override;
    void unpolish(QApplication *application) override;
    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    [[nodiscard]] QPalette standardPalette() const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *data) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                         const QWidget *widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption *option,
                                       const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                       const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    [[nodiscard]] QIcon standardIcon(StandardPixmap which, const QStyleOption *option,
                                     const QWidget *widget) const override;

private:
    void drawButtonLabel(QPainter &painter, const QStyleOptionButton &button, const QWidget *widget) const;

    std::unique_ptr<QObject> m_ring; ///< follows the focus
};
