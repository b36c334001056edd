#include "wizard/Page.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>

Page::~Page() = default;

void Page::draw(QLineEdit *edit, const QString &text)
{
    if (edit->text() == text)
        return;
    const QSignalBlocker guard(edit);
    edit->setText(text);
}

void Page::draw(QPlainTextEdit *edit, const QString &text)
{
    if (edit->toPlainText() == text)
        return;
    const QSignalBlocker guard(edit);
    edit->setPlainText(text);
}
