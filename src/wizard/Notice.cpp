#include "wizard/Notice.h"

#include "advice/Diagnosis.h"
#include "wizard/Appearance.h"
#include "wizard/Breadcrumb.h"
#include "wizard/CopyButton.h"
#include "wizard/Icons.h"
#include "wizard/PlainLabel.h"
#include "wizard/StatusMark.h"
#include "wizard/Tokens.h"
#include "wizard/WizardStyle.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>

Notice::Notice(QWidget *parent)
    : QFrame(parent)
    , m_mark(new StatusMark(this))
    , m_headline(new PlainLabel(this))
    , m_cause(new PlainLabel(this))
    , m_remedy(new PlainLabel(this))
    , m_detail(new PlainLabel(this))
    , m_detailsButton(new QPushButton(tr("Details"), this))
    , m_copyButton(new CopyButton(this))
    , m_closeButton(new QPushButton(this))
{
    const auto units = [this](double count) { return tokens::units(*this, count); };
    auto *const grid = new QGridLayout(this);
    grid->setContentsMargins(units(3.5), units(2.5), units(3.5), units(2.5));
    grid->setHorizontalSpacing(units(2.5));
    grid->setVerticalSpacing(units(1));
    grid->addWidget(m_closeButton, 0, 2, Qt::AlignTop);
    m_closeButton->setIcon(icons::make(icons::Icon::Cross));
    m_closeButton->setAccessibleName(tr("Close this message"));
    m_closeButton->setAutoDefault(true);
    WizardStyle::setLook(*m_closeButton, WizardStyle::Look::Link);
    m_closeButton->hide();
    connect(m_closeButton, &QPushButton::clicked, this, &Notice::clear);
    WizardStyle::setLook(*m_detailsButton, WizardStyle::Look::Link);
    WizardStyle::setLook(*m_copyButton, WizardStyle::Look::Small);
    grid->addWidget(m_mark, 0, 0, Qt::AlignTop);
    grid->addWidget(m_headline, 0, 1);
    grid->addWidget(m_cause, 1, 1);
    grid->addWidget(m_remedy, 2, 1);
    grid->addWidget(m_detail, 3, 1);
    auto *const buttons = new QHBoxLayout;
    buttons->addWidget(m_detailsButton);
    buttons->addWidget(m_copyButton);
    buttons->addStretch();
    grid->addLayout(buttons, 4, 1);
    grid->setColumnStretch(1, 1);

    static_cast<PlainLabel *>(m_headline)->setType(tokens::Type::FieldLabel);
    m_detailsButton->setCheckable(true);
    m_detailsButton->setAutoDefault(true);
    connect(m_detailsButton, &QPushButton::toggled, this, &Notice::restyle);
    m_copyButton->setCopies(tr("Copy details"), [this] { return text(); });
    QWidget::hide();
}

void Notice::show(checks::Status tone, const advice::Diagnosis &diagnosis)
{
    if (diagnosis.headline.isEmpty()) {
        clear();
        return;
    }
    m_tone = tone;
    m_code = diagnosis.code;
    m_headline->setText(diagnosis.headline);
    m_cause->setText(withCrumbs(diagnosis.cause));
    m_remedy->setText(withCrumbs(diagnosis.remedy));
    m_detail->setText(diagnosis.detail.isEmpty() || diagnosis.code.isEmpty()
                          ? diagnosis.detail
                          : diagnosis.code + QLatin1Char('\n') + diagnosis.detail);
    m_detailsButton->setAccessibleName(tr("Details: %1").arg(diagnosis.headline));
    m_copyButton->setAccessibleName(tr("Copy details: %1").arg(diagnosis.headline));
    restyle();
    QWidget::show();
}

void Notice::showText(checks::Status tone, const QString &headline, const QString &text)
{
    show(tone, {QString(), headline, text, QString(), QString()});
}

void Notice::clear()
{
    QWidget::hide();
    m_headline->clear();
    m_detailsButton->setChecked(false);
}

QWidget *Notice::firstButton() const
{
    return m_detailsButton->isHidden() ? static_cast<QWidget *>(m_closeButton) : m_detailsButton;
}

QString Notice::text() const
{
    QStringList parts;
    for (const QString &part : {m_headline->text(), m_cause->text(), m_remedy->text(), m_code, m_detail->text()}) {
        if (!part.isEmpty() && !(part == m_code && m_detail->text().startsWith(m_code)))
            parts.append(part);
    }
    return m_headline->text().isEmpty() ? QString() : parts.join(QLatin1Char('\n'));
}

void Notice::restyle()
{
    m_mark->setStatus(m_tone == checks::Status::Running ? checks::Status::Warning : m_tone);
    m_mark->setVisible(m_tone != checks::Status::Running);
    m_cause->setVisible(!m_cause->text().isEmpty());
    m_remedy->setVisible(!m_remedy->text().isEmpty());
    const bool hasDetails = !m_detail->text().isEmpty();
    m_detailsButton->setVisible(hasDetails);
    m_copyButton->setVisible(hasDetails && m_detailsButton->isChecked());
    m_detail->setVisible(hasDetails && m_detailsButton->isChecked());
    update();
}

void Notice::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        update();
    QFrame::changeEvent(event);
}

void Notice::paintEvent(QPaintEvent *)
{
    const auto tone = appearance::toneOf(m_tone);
    const double line = tokens::lineWidth(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(appearance::color(tone, palette()), line));
    painter.setBrush(appearance::tint(tone, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2), tokens::CardRadius,
                            tokens::CardRadius);
}

void Notice::setClosable(bool isClosable)
{
    m_closeButton->setVisible(isClosable);
}
