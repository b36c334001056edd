#include "wizard/PageArea.h"

#include <QAccessibleWidget>

namespace {

QAccessibleInterface *describe(const QString &className, QObject *object)
{
    if (className != QLatin1String(PageArea::staticMetaObject.className()))
        return nullptr;
    return new QAccessibleWidget(static_cast<PageArea *>(object)); // Qt owns it
}

} // namespace

PageArea::PageArea(const QMargins &margins, QWidget *parent)
    : QScrollArea(parent)
{
    QAccessible::installFactory(describe); // once, however often it is said
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setViewportMargins(margins);
}

QSize PageArea::sizeHint() const
{
    return minimumSizeHint();
}
