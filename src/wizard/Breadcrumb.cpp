#include "wizard/Breadcrumb.h"

#include "wizard/Tokens.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

QString withCrumbs(QString sentence)
{
    return sentence.replace(QLatin1String(" > "), QStringLiteral(" › "));
}

Breadcrumb::Breadcrumb(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void Breadcrumb::setCrumbs(const QStringList &crumbs)
{
    if (crumbs == m_crumbs)
        return;
    m_crumbs = crumbs;
    setAccessibleName(crumbs.join(QStringLiteral(" > ")));
    updateGeometry();
    update();
}

int Breadcrumb::chipHeight() const
{
    return tokens::units(*this, 6);
}

int Breadcrumb::chipWidth(const QString &crumb) const
{
    return fontMetrics().horizontalAdvance(crumb) + tokens::units(*this, 4);
}

QList<QRect> Breadcrumb::places(int width) const
{
    const int between = tokens::units(*this, 5);
    const int below = tokens::units(*this, 1);
    QList<QRect> all;
    int x = 0;
    int y = 0;
    for (const QString &crumb : m_crumbs) {
        const int chip = qMin(chipWidth(crumb), qMax(width, 1));
        if (x > 0 && x + chip > width) {
            x = 0;
            y += chipHeight() + below;
        }
        all.append(QRect(x, y, chip, chipHeight()));
        x += chip + between;
    }
    return all;
}

int Breadcrumb::heightForWidth(int width) const
{
    const auto all = places(width);
    return all.isEmpty() ? 0 : all.constLast().bottom() + 1;
}

QSize Breadcrumb::sizeHint() const
{
    int width = 0;
    for (const QString &crumb : m_crumbs)
        width += chipWidth(crumb) + (width > 0 ? tokens::units(*this, 5) : 0);
    return {width, chipHeight()};
}

QSize Breadcrumb::minimumSizeHint() const
{
    int widest = 0;
    for (const QString &crumb : m_crumbs)
        widest = std::max(widest, chipWidth(crumb));
    return {widest, chipHeight()};
}

void Breadcrumb::paintEvent(QPaintEvent *)
{
    using tokens::Role;
    const auto all = places(width());
    const double line = tokens::lineWidth(palette());
    const int between = tokens::units(*this, 5);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QRect place = QStyle::visualRect(layoutDirection(), rect(), all.at(i));
        painter.setPen(QPen(tokens::color(Role::Line, palette()), line));
        painter.setBrush(tokens::color(Role::Surface, palette()));
        painter.drawRoundedRect(QRectF(place).adjusted(line / 2, line / 2, -line / 2, -line / 2), tokens::ControlRadius,
                                tokens::ControlRadius);
        painter.setPen(tokens::color(Role::Text, palette()));
        painter.drawText(
            place, Qt::AlignCenter,
            fontMetrics().elidedText(m_crumbs.at(i), Qt::ElideRight, place.width() - tokens::units(*this, 2)));
        if (i + 1 == all.size())
            continue;
        const QRect gap(all.at(i).right() + 1, all.at(i).top(), between, all.at(i).height());
        painter.setPen(tokens::color(Role::SecondaryText, palette()));
        painter.drawText(QStyle::visualRect(layoutDirection(), rect(), gap), Qt::AlignCenter,
                         layoutDirection() == Qt::RightToLeft ? QStringLiteral("‹") : QStringLiteral("›"));
    }
}
