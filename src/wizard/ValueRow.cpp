#include "wizard/ValueRow.h"

#include "wizard/CopyButton.h"
#include "wizard/PlainLabel.h"
#include "wizard/WizardStyle.h"

#include <QHBoxLayout>
#include <QLineEdit>

ValueRow::ValueRow(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_tag(new PlainLabel(this))
    , m_copy(new CopyButton(this))
{
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_tag);
    layout->addWidget(m_copy);
    layout->setSpacing(tokens::units(*this, 2));
    m_tag->setWordWrap(false);
    m_tag->setInk(tokens::Role::SecondaryText);
    m_tag->hide();
    WizardStyle::setLook(*m_copy, WizardStyle::Look::Small);
    m_edit->setFont(tokens::font(tokens::Type::Code, font()));
    connect(m_copy, &CopyButton::copied, this, &ValueRow::copied);
    m_edit->setReadOnly(true);
    // Addresses and ids are read from left to right in every language.
    m_edit->setLayoutDirection(Qt::LeftToRight);
    setFocusProxy(m_edit);
}

void ValueRow::setNames(const QString &name, const QString &copyName)
{
    m_edit->setAccessibleName(name);
    m_copy->setCopies(copyName, [this] { return m_edit->text(); });
}

void ValueRow::setValue(const QString &value)
{
    if (value == m_edit->text())
        return;
    m_edit->setText(value);
    m_edit->setCursorPosition(0);
    m_copy->refresh();
}

QString ValueRow::value() const
{
    return m_edit->text();
}

void ValueRow::setTag(const QString &tag)
{
    m_tag->setText(tag);
    m_tag->setVisible(!tag.isEmpty());
}

void ValueRow::copy()
{
    m_copy->click();
}

bool ValueRow::isCopied() const
{
    return m_copy->isCopied();
}
