#include "wizard/Footer.h"

#include "wizard/PlainLabel.h"
#include "wizard/StatusMark.h"
#include "wizard/Tokens.h"
#include "wizard/WizardStyle.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace {

constexpr std::chrono::seconds LongWait{3}; ///< from here on it is said how long it has lasted

} // namespace

Footer::Footer(QWidget *parent)
    : QWidget(parent)
    , m_mark(new StatusMark(this))
    , m_sentence(new PlainLabel(this))
    , m_elapsed(new PlainLabel(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_back(new QPushButton(tr("&Back"), this))
    , m_anyway(new QPushButton(tr("Continue any&way"), this))
    , m_primary(new QPushButton(tr("&Continue"), this))
{
    const auto units = [this](double count) { return tokens::units(*this, count); };
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(units(8), units(3.5), units(8), units(3.5));
    row->setSpacing(units(2.5));
    m_sentence->setObjectName(QStringLiteral("missingLabel"));
    m_sentence->setInk(tokens::Role::SecondaryText);
    row->addWidget(m_mark);
    row->addWidget(m_sentence, 1);
    m_elapsed->setObjectName(QStringLiteral("elapsedLabel"));
    m_elapsed->setInk(tokens::Role::SecondaryText);
    m_elapsed->setWordWrap(false);
    m_elapsed->hide();
    row->addWidget(m_elapsed);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &Footer::renderElapsed);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_back->setObjectName(QStringLiteral("backButton"));
    m_anyway->setObjectName(QStringLiteral("anywayButton"));
    m_primary->setObjectName(QStringLiteral("primaryButton"));
    for (QPushButton *const button : {m_cancel, m_back, m_anyway, m_primary}) {
        button->setAutoDefault(true);
        row->addWidget(button);
    }
    m_primary->setDefault(true);
    WizardStyle::setLook(*m_primary, WizardStyle::Look::Primary);
    setMinimumHeight(units(16));
    m_mark->hide();
}

void Footer::say(checks::Status status, const QString &sentence, bool isTimed)
{
    m_mark->setStatus(status);
    m_mark->setVisible(status != checks::Status::Pending);
    if (status != checks::Status::Running || !isTimed) {
        m_second.stop();
        m_elapsed->hide();
    } else if (!m_second.isActive()) {
        m_waited.start();
        m_second.start();
    }
    if (sentence == m_sentence->text())
        return;
    m_sentence->setText(sentence);
    m_primary->setAccessibleDescription(sentence);
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(m_sentence, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

void Footer::renderElapsed()
{
    const auto seconds = m_waited.elapsed() / 1000;
    if (seconds < LongWait.count())
        return;
    //: minutes and seconds that something has lasted, "0:07"
    m_elapsed->setText(QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0')));
    m_elapsed->show();
}

QString Footer::sentence() const
{
    return m_sentence->text();
}

void Footer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens::color(tokens::Role::Surface, palette()));
    painter.fillRect(QRect(0, 0, width(), 1), tokens::color(tokens::Role::Line, palette()));
}
