#pragma once

#include "wizard/PlainLabel.h"
#include "wizard/Tokens.h"
#include "wizard/WizardStyle.h"

#include <QPushButton>
#include <QVBoxLayout>

/// The parts that cards are put together of, where no form does it.
namespace parts {

[[nodiscard]] inline PlainLabel *heading(const QString &text, QWidget *parent)
{
    auto *const label = new PlainLabel(text, parent);
    label->setType(tokens::Type::CardHeading);
    return label;
}

[[nodiscard]] inline PlainLabel *fieldLabel(const QString &text, QWidget &buddy, QWidget *parent)
{
    auto *const label = new PlainLabel(text, parent);
    label->setType(tokens::Type::FieldLabel);
    label->setBuddy(&buddy);
    return label;
}

/// Words that explain.
[[nodiscard]] inline PlainLabel *hint(const QString &text, QWidget *parent)
{
    auto *const label = new PlainLabel(text, parent);
    label->setInk(tokens::Role::SecondaryText);
    return label;
}

[[nodiscard]] inline QPushButton *button(const QString &text, QWidget *parent,
                                         WizardStyle::Look look = WizardStyle::Look::Small)
{
    auto *const made = new QPushButton(text, parent);
    made->setAutoDefault(true);
    WizardStyle::setLook(*made, look);
    return made;
}

/// Buttons beside each other, from the start of the line.
[[nodiscard]] inline QHBoxLayout *row(std::initializer_list<QWidget *> widgets, const QWidget &parent)
{
    auto *const layout = new QHBoxLayout;
    layout->setSpacing(tokens::units(parent, 2));
    for (QWidget *const widget : widgets)
        layout->addWidget(widget);
    layout->addStretch();
    return layout;
}

/// A column without margins, with the gaps of a card.
[[nodiscard]] inline QVBoxLayout *column(QWidget &parent, double gap = 2)
{
    auto *const layout = new QVBoxLayout(&parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::units(parent, gap));
    return layout;
}

} // namespace parts
