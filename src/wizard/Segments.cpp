#include "wizard/Segments.h"

#include "wizard/Tokens.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>
#include <iterator>

namespace {

/// As wide as its words are when they are bold, so that nothing moves.
void keepWidth(QPushButton &button)
{
    const QFont font = button.font();
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    button.setMinimumWidth(0);
    button.setFont(bold);
    button.setMinimumWidth(button.sizeHint().width());
    button.setFont(font);
}

} // namespace

Segments::Segments(QWidget *parent)
    : QWidget(parent)
{
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void Segments::setChoices(const QStringList &choices, Kind kind)
{
    for (const QString &words : choices) {
        const int index = static_cast<int>(m_buttons.size());
        auto *const button = new QPushButton(words, this);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setAutoDefault(false);
        button->setProperty("isFirst", index == 0);
        button->setProperty("isLast", index + 1 == choices.size());
        WizardStyle::setLook(*button, kind == Kind::Tabs ? WizardStyle::Look::Tab : WizardStyle::Look::Segment);
        keepWidth(*button);
        layout()->addWidget(button);
        m_buttons.append(button);
        connect(button, &QPushButton::clicked, this, [this, index] {
            embolden();
            Q_EMIT chosen(index);
        });
    }
    setFocusProxy(m_buttons.value(0));
}

void Segments::setText(int index, const QString &words)
{
    QPushButton &button = *m_buttons.at(index);
    if (button.text() == words)
        return;
    button.setText(words);
    keepWidth(button);
}

int Segments::current() const
{
    const auto on = std::find_if(m_buttons.cbegin(), m_buttons.cend(),
                                 [](const QPushButton *button) { return button->isChecked(); });
    return on == m_buttons.cend() ? -1 : static_cast<int>(std::distance(m_buttons.cbegin(), on));
}

void Segments::setCurrent(int index)
{
    if (index == current())
        return;
    m_buttons.at(index)->setChecked(true);
    embolden();
}

void Segments::embolden()
{
    // The color alone would not tell which it is.
    for (QPushButton *const button : std::as_const(m_buttons)) {
        QFont font = button->font();
        font.setWeight(button->isChecked() ? QFont::DemiBold : QFont::Normal);
        button->setFont(font);
    }
}
