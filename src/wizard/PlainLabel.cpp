#include "wizard/PlainLabel.h"

#include <QEvent>
#include <QTextBoundaryFinder>

#include <algorithm>

PlainLabel::PlainLabel(QWidget *parent)
    : PlainLabel(QString(), parent)
{
}

PlainLabel::PlainLabel(const QString &text, QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    // By mouse only: text that can be selected by keys would be one more stop for Tab on every line.
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (!text.isEmpty()) // the first text makes a document, which many a label never needs
        setText(text);
}

PlainLabel::Sizes &PlainLabel::sizes() const
{
    if (m_sizes.text != text())
        m_sizes = {text(), {}, {}, {}};
    return m_sizes;
}

int PlainLabel::heightForWidth(int width) const
{
    auto &heights = sizes().heights;
    const auto known =
        std::find_if(heights.cbegin(), heights.cend(), [width](const auto &pair) { return pair.first == width; });
    if (known != heights.cend())
        return known->second;
    constexpr qsizetype Most = 16; // while a window is pulled larger, every width is new
    if (heights.size() == Most)
        heights.clear();
    const int height = QLabel::heightForWidth(width);
    heights.append({width, height});
    return height;
}

QSize PlainLabel::sizeHint() const
{
    if (!wordWrap())
        return QLabel::sizeHint();
    auto &hint = sizes().hint;
    if (!hint.isValid()) {
        const QFontMetrics metrics(font());
        const int letter = metrics.averageCharWidth();
        constexpr qsizetype LongestLine = 80; // letters
        qsizetype widest = 0;
        qsizetype lines = 0;
        for (const QStringView line : QStringView(m_sizes.text).split(u'\n')) {
            widest = qMax(widest, qMin(LongestLine, line.size()));
            lines += 1 + line.size() / LongestLine;
        }
        const QMargins around = contentsMargins();
        hint = QSize(static_cast<int>(widest) * letter + around.left() + around.right(),
                     static_cast<int>(lines) * metrics.lineSpacing() + around.top() + around.bottom());
        hint = hint.expandedTo(minimumSizeHint());
    }
    return hint;
}

QSize PlainLabel::minimumSizeHint() const
{
    if (!wordWrap())
        return QLabel::minimumSizeHint();
    auto &minimum = sizes().minimum;
    if (!minimum.isValid()) {
        // The longest piece that no line break may part.
        QStringView longest;
        QTextBoundaryFinder breaks(QTextBoundaryFinder::Line, m_sizes.text);
        for (qsizetype begin = 0, end = breaks.toNextBoundary(); end > 0; begin = end, end = breaks.toNextBoundary()) {
            const QStringView piece = QStringView(m_sizes.text).mid(begin, end - begin).trimmed();
            if (piece.size() > longest.size())
                longest = piece;
        }
        const QFontMetrics metrics(font());
        const QMargins around = contentsMargins();
        minimum = QSize(metrics.horizontalAdvance(longest.toString()) + around.left() + around.right() + 1,
                        metrics.height() + around.top() + around.bottom());
    }
    return minimum;
}

bool PlainLabel::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::ContentsRectChange:
    case QEvent::LayoutDirectionChange:
    case QEvent::ScreenChangeInternal:
        m_sizes = {};
        break;
    default:
        break;
    }
    return QLabel::event(event);
}
