#include "wizard/PlainLabel.h"

QLabel *newPlainLabel(QWidget *parent, const QString &text)
{
    auto *const label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    // By mouse only: text that can be selected by keys would be one more stop for Tab on every line.
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setText(text);
    return label;
}
