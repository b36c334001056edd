#include "wizard/DiffView.h"

#include "wizard/Appearance.h"

#include <QFontDatabase>
#include <QTextBlock>

DiffView::DiffView(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setLayoutDirection(Qt::LeftToRight);
}

void DiffView::setDifference(const QList<pomerium::DiffLine> &difference)
{
    if (difference == m_difference)
        return;
    m_difference = difference;
    clear();
    QTextCursor cursor(document());
    for (const pomerium::DiffLine &line : difference) {
        using Kind = pomerium::DiffLine::Kind;
        QTextCharFormat format;
        QString sign = QStringLiteral("  ");
        if (line.kind == Kind::Added) {
            format.setForeground(appearance::color(appearance::Tone::Good, palette()));
            sign = QStringLiteral("+ ");
        } else if (line.kind == Kind::Removed) {
            format.setForeground(appearance::color(appearance::Tone::Bad, palette()));
            sign = QStringLiteral("- ");
        }
        if (!cursor.atStart())
            cursor.insertBlock();
        cursor.insertText(sign + line.text, format);
    }
    moveCursor(QTextCursor::Start);
}
