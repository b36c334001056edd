#include "wizard/CaptionBar.h"

#include "wizard/Icons.h"
#include "wizard/PlainLabel.h"
#include "wizard/Tokens.h"
#include "wizard/WizardStyle.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPalette>
#include <QPushButton>
#include <QVBoxLayout>

namespace {

constexpr double SentenceSize = 1.5;

constexpr int IconSize = 64; ///< scaled down by the button

/// In a color of the bar's own palette; others follow that of the program.
QIcon drawn(icons::Icon icon, tokens::Role role)
{
    QPixmap pixmap(IconSize, IconSize);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    icons::paint(painter, pixmap.rect(), icon, tokens::color(role, tokens::palette(tokens::Theme::Dark)));
    return pixmap;
}

} // namespace

CaptionBar::CaptionBar(QWidget *parent)
    : QWidget(parent)
    , m_place(new PlainLabel(this))
    , m_sentence(new PlainLabel(this))
    , m_back(new QPushButton(tr("Back"), this))
    , m_pause(new QPushButton(this))
    , m_next(new QPushButton(tr("Next"), this))
{
    setPalette(tokens::palette(tokens::Theme::Dark));
    const auto units = [this](double count) { return tokens::units(*this, count); };
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(units(6), units(1), units(6), units(1));
    row->setSpacing(units(3));
    auto *const words = new QVBoxLayout;
    words->setSpacing(0);
    m_place->setObjectName(QStringLiteral("placeLabel"));
    m_place->setType(tokens::Type::Caption);
    m_place->setInk(tokens::Role::SecondaryText);
    m_sentence->setObjectName(QStringLiteral("captionLabel"));
    QFont large = m_sentence->font();
    large.setPointSizeF(large.pointSizeF() * SentenceSize);
    m_sentence->setFont(large);
    words->addWidget(m_place);
    words->addWidget(m_sentence, 1);
    m_sentence->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    row->addLayout(words, 1);
    // Not by their own accelerators: Space pauses and the arrows step wherever the focus is.
    for (QPushButton *const button : {m_back, m_pause, m_next}) {
        button->setFocusPolicy(Qt::NoFocus);
        row->addWidget(button);
    }
    m_back->setIcon(drawn(icons::Icon::Previous, tokens::Role::Text));
    m_next->setIcon(drawn(icons::Icon::Next, tokens::Role::Text));
    WizardStyle::setLook(*m_pause, WizardStyle::Look::Primary);
    setMinimumHeight(units(25)); // more, where a sentence needs three lines
    setPaused(false);
    connect(m_back, &QPushButton::clicked, this, &CaptionBar::backRequested);
    connect(m_pause, &QPushButton::clicked, this, &CaptionBar::pauseRequested);
    connect(m_next, &QPushButton::clicked, this, &CaptionBar::nextRequested);
}

void CaptionBar::say(const QString &place, const QString &sentence)
{
    m_place->setText(place);
    m_sentence->setText(sentence);
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(m_sentence, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

void CaptionBar::setPaused(bool isPaused)
{
    m_pause->setText(isPaused ? tr("Play") : tr("Pause"));
    m_pause->setIcon(drawn(isPaused ? icons::Icon::Play : icons::Icon::Pause, tokens::Role::OnAccent));
}

void CaptionBar::setEnds(bool canGoBack, bool canGoOn)
{
    m_back->setEnabled(canGoBack);
    m_next->setEnabled(canGoOn);
    m_pause->setEnabled(canGoOn);
}

QString CaptionBar::place() const
{
    return m_place->text();
}

QString CaptionBar::sentence() const
{
    return m_sentence->text();
}

void CaptionBar::paintEvent(QPaintEvent *)
{
    // The text of the light theme as ground, on any palette.
    QPainter(this).fillRect(rect(), tokens::color(tokens::Role::Text, tokens::palette(tokens::Theme::Light)));
}
