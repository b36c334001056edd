#include "wizard/ValueRow.h"

#include "wizard/CopyButton.h"

#include <QHBoxLayout>
#include <QLineEdit>

ValueRow::ValueRow(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_copy(new CopyButton(this))
{
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_copy);
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
}

QString ValueRow::value() const
{
    return m_edit->text();
}
