#include "wizard/PlainLabel.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QEvent>
#include <QFontInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>
#include <QTextBoundaryFinder>

#include <QtMath>

#include <algorithm>

namespace {

/// A text longer than this is set for its beginning only: nobody reads on, and a hostile one would take minutes.
constexpr qsizetype LongestText = 20000;

} // namespace

PlainLabel::PlainLabel(QWidget *parent)
    : PlainLabel(QString(), parent)
{
}

PlainLabel::PlainLabel(const QString &text, QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    if (!text.isEmpty())
        setText(text);
}

void PlainLabel::setMarkedText(const QString &text)
{
    QString plain;
    QList<QTextLayout::FormatRange> formats;
    qsizetype boldFrom = -1;
    qsizetype codeFrom = -1;
    const auto close = [&formats, &plain](qsizetype &from, const QTextCharFormat &format) {
        formats.append({static_cast<int>(from), static_cast<int>(plain.size() - from), format});
        from = -1;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (QStringView(text).mid(i).startsWith(u"**")) {
            ++i;
            QTextCharFormat bold;
            bold.setFontWeight(QFont::DemiBold);
            if (boldFrom < 0)
                boldFrom = plain.size();
            else
                close(boldFrom, bold);
        } else if (text.at(i) == QLatin1Char('`')) {
            QTextCharFormat code;
            code.setFont(tokens::font(tokens::Type::Code, font()));
            if (codeFrom < 0)
                codeFrom = plain.size();
            else
                close(codeFrom, code);
        } else {
            plain += text.at(i);
        }
    }
    m_sizes = {};
    m_formats = formats;
    m_marked = plain;
    setText(plain);
    update();
}

void PlainLabel::setInk(tokens::Role role)
{
    m_ink = role;
    update();
}

void PlainLabel::setType(tokens::Type type)
{
    setFont(tokens::font(type, font()));
}

PlainLabel::Sizes &PlainLabel::sizes() const
{
    if (m_sizes.text != text())
        m_sizes = {text(), {}, {}, {}};
    return m_sizes;
}

double PlainLabel::pitch() const
{
    return qMax<double>(fontMetrics().height(), QFontInfo(font()).pixelSize() * tokens::LineHeight);
}

double PlainLabel::layOut(QTextLayout &layout, double width) const
{
    QString words = text().left(LongestText);
    QList<QTextLayout::FormatRange> formats = words == m_marked ? m_formats : QList<QTextLayout::FormatRange>();
    if (buddy()) { // the key that goes to the field is underlined, where the system does so
        const qsizetype key = words.indexOf(QLatin1Char('&'));
        words.remove(QLatin1Char('&'));
        if (key >= 0 && style()->styleHint(QStyle::SH_UnderlineShortcut, nullptr, this)) {
            QTextCharFormat underlined;
            underlined.setFontUnderline(true);
            formats.append({static_cast<int>(key), 1, underlined});
        }
    }
    words.replace(QLatin1Char('\n'), QChar::LineSeparator);
    layout.setText(words);
    layout.setFont(font());
    layout.setFormats(formats);
    QTextOption option;
    option.setWrapMode(wordWrap() ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::ManualWrap);
    option.setTextDirection(layoutDirection());
    option.setAlignment(QStyle::visualAlignment(layoutDirection(), alignment()) & Qt::AlignHorizontal_Mask);
    layout.setTextOption(option);
    const double between = pitch();
    const double longest =
        wordWrap() ? qMin(width, static_cast<double>(fontMetrics().averageCharWidth()) * tokens::Measure) : width;
    const double shift = layoutDirection() == Qt::RightToLeft ? width - longest : 0;
    double y = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(longest);
        line.setPosition({shift, y + (between - line.height()) / 2});
        y += between;
    }
    layout.endLayout();
    return y;
}

int PlainLabel::heightForWidth(int width) const
{
    if (!wordWrap())
        return -1;
    auto &heights = sizes().heights;
    const auto known =
        std::find_if(heights.cbegin(), heights.cend(), [width](const auto &pair) { return pair.first == width; });
    if (known != heights.cend())
        return known->second;
    constexpr qsizetype Most = 16; // while a window is pulled larger, every width is new
    if (heights.size() == Most)
        heights.clear();
    const QMargins around = contentsMargins();
    QTextLayout layout;
    const double lines = layOut(layout, qMax(1, width - around.left() - around.right()));
    const int height = qCeil(qMax(lines, pitch())) + around.top() + around.bottom();
    heights.append({width, height});
    return height;
}

QSize PlainLabel::sizeHint() const
{
    auto &hint = sizes().hint;
    if (!hint.isValid()) {
        const QMargins around = contentsMargins();
        const QSize margins(around.left() + around.right(), around.top() + around.bottom());
        if (!wordWrap()) {
            QTextLayout layout;
            layOut(layout, QWIDGETSIZE_MAX);
            double width = 0;
            for (int i = 0; i < layout.lineCount(); ++i)
                width = qMax(width, layout.lineAt(i).naturalTextWidth());
            hint = QSize(qCeil(width), qCeil(pitch() * qMax(1, layout.lineCount()))) + margins;
            return hint;
        }
        const QFontMetrics metrics(font());
        const int letter = metrics.averageCharWidth();
        qsizetype widest = 0;
        qsizetype lines = 0;
        for (const QStringView line : QStringView(m_sizes.text).split(u'\n')) {
            widest = qMax(widest, qMin<qsizetype>(tokens::Measure, line.size()));
            lines += 1 + line.size() / tokens::Measure;
        }
        hint = QSize(static_cast<int>(widest) * letter, qCeil(static_cast<double>(lines) * pitch())) + margins;
        hint = hint.expandedTo(minimumSizeHint());
    }
    return hint;
}

QSize PlainLabel::minimumSizeHint() const
{
    if (!wordWrap())
        return sizeHint();
    auto &minimum = sizes().minimum;
    if (!minimum.isValid()) {
        // The longest piece that no line break may part; one that no line could hold is broken anywhere.
        QStringView longest;
        QTextBoundaryFinder breaks(QTextBoundaryFinder::Line, m_sizes.text);
        for (qsizetype begin = 0, end = breaks.toNextBoundary(); end > 0; begin = end, end = breaks.toNextBoundary()) {
            const QStringView piece = QStringView(m_sizes.text).mid(begin, end - begin).trimmed();
            if (piece.size() > longest.size())
                longest = piece;
        }
        const QFontMetrics metrics(font());
        const QMargins around = contentsMargins();
        constexpr qsizetype Most = 40; // letters
        minimum = QSize(metrics.horizontalAdvance(longest.left(Most).toString()) + around.left() + around.right() + 1,
                        qCeil(pitch()) + around.top() + around.bottom());
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

void PlainLabel::paintEvent(QPaintEvent *)
{
    if (text().isEmpty())
        return;
    QTextLayout layout;
    const QRect room = contentsRect();
    const double height = layOut(layout, room.width());
    const bool isOnTop = (alignment() & Qt::AlignTop) != 0;
    QPainter painter(this);
    const auto group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    painter.setPen(m_ink && isEnabled() ? tokens::color(*m_ink, palette()) : palette().color(group, foregroundRole()));
    layout.draw(&painter, QPointF(room.left(), isOnTop ? room.top() : room.top() + (room.height() - height) / 2));
}

void PlainLabel::contextMenuEvent(QContextMenuEvent *event)
{
    auto *const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, [this] { QGuiApplication::clipboard()->setText(text()); });
    menu->popup(event->globalPos());
}
