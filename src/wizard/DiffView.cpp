#include "wizard/DiffView.h"

#include "wizard/Appearance.h"
#include "wizard/Tokens.h"

#include <QTextBlock>

DiffView::DiffView(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false); // a secret that was shown is not kept for it
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(tokens::font(tokens::Type::Code, font()));
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
        QTextBlockFormat ground; // the whole line, as far as the view goes
        QString sign = QStringLiteral("  ");
        if (line.kind == Kind::Added) {
            format.setForeground(appearance::color(appearance::Tone::Good, palette()));
            ground.setBackground(appearance::tint(appearance::Tone::Good, palette()));
            sign = QStringLiteral("+ ");
        } else if (line.kind == Kind::Removed) {
            format.setForeground(appearance::color(appearance::Tone::Bad, palette()));
            ground.setBackground(appearance::tint(appearance::Tone::Bad, palette()));
            sign = QStringLiteral("- ");
        }
        if (!cursor.atStart())
            cursor.insertBlock();
        cursor.setBlockFormat(ground);
        cursor.insertText(sign + line.text, format);
    }
    moveCursor(QTextCursor::Start);
}
