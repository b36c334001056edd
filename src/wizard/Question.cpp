#include "wizard/Question.h"

#include "wizard/PlainLabel.h"
#include "wizard/WizardStyle.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

Question::Question(const QString &title, const QString &heading, const QString &text, QWidget *parent)
    : QDialog(parent)
    , m_heading(new PlainLabel(heading, this))
    , m_text(new PlainLabel(text, this))
{
    const auto units = [this](double count) { return tokens::units(*this, count); };
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(title);
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(units(6), units(5), units(6), units(5));
    column->setSpacing(units(2));
    column->addWidget(m_heading);
    column->addWidget(m_text);
    column->addSpacing(units(3));
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(units(2.5));
    m_buttons->addStretch();
    column->addLayout(m_buttons);
    m_heading->setType(tokens::Type::CardHeading);
    m_text->setInk(tokens::Role::SecondaryText);
    m_text->setVisible(!text.isEmpty());
    setAccessibleDescription(QStringList{heading, text}.join(QLatin1Char('\n')).trimmed());
}

QPushButton &Question::addHarmless(const QString &text)
{
    auto *const button = new QPushButton(text, this);
    button->setDefault(true);
    m_buttons->addWidget(button);
    connect(button, &QPushButton::clicked, this, &QDialog::reject);
    button->setFocus();
    return *button;
}

QPushButton &Question::addVerb(const QString &text)
{
    auto *const button = new QPushButton(text, this);
    button->setAutoDefault(true);
    WizardStyle::setLook(*button, WizardStyle::Look::Primary);
    m_buttons->addWidget(button);
    connect(button, &QPushButton::clicked, this, &QDialog::accept);
    return *button;
}

QString Question::heading() const
{
    return m_heading->text();
}

QString Question::text() const
{
    return m_text->text();
}

void Question::showEvent(QShowEvent *event)
{
    // Wide enough that no sentence becomes a column, and as high as its text needs.
    const int width = qMin(tokens::units(*this, 110), parentWidget() ? parentWidget()->width() : QWIDGETSIZE_MAX);
    setFixedSize(width, layout()->heightForWidth(width));
    QDialog::showEvent(event);
}
