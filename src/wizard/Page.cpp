#include "wizard/Page.h"

#include "wizard/PlainLabel.h"
#include "wizard/WizardStyle.h"

#include <QAbstractScrollArea>
#include <QBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>

Page::~Page() = default;

void Page::dress()
{
    const auto units = [this](double count) { return tokens::units(*this, count); };
    const auto layouts = findChildren<QBoxLayout *>();
    for (QBoxLayout *const each : layouts)
        each->setSpacing(units(2));
    if (layout())
        layout()->setSpacing(units(3.5));
    const auto labels = findChildren<PlainLabel *>();
    for (PlainLabel *const label : labels) {
        const QString name = label->objectName();
        if (name.endsWith(QLatin1String("TitleLabel")))
            label->setType(tokens::Type::CardHeading);
        else if (label->buddy())
            label->setType(tokens::Type::FieldLabel);
        else if (name.endsWith(QLatin1String("HintLabel")))
            label->setInk(tokens::Role::SecondaryText);
    }
    const auto buttons = findChildren<QPushButton *>();
    for (QPushButton *const button : buttons) {
        if (!button->property("look").isValid())
            WizardStyle::setLook(*button, WizardStyle::Look::Small);
    }
}

int Page::room() const
{
    for (const QWidget *around = parentWidget(); around; around = around->parentWidget()) {
        if (const auto *const area = qobject_cast<const QAbstractScrollArea *>(around))
            return qMin(width(), area->viewport()->width() - tokens::units(*this, 16)); // the margins of Sheet
    }
    return width();
}

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
