#include "wizard/ProblemCard.h"

#include "advice/Places.h"
#include "wizard/Breadcrumb.h"
#include "wizard/Card.h"
#include "wizard/CopyButton.h"
#include "wizard/Icons.h"
#include "wizard/OktaSketch.h"
#include "wizard/PlainLabel.h"
#include "wizard/StatusMark.h"
#include "wizard/ValueRow.h"
#include "wizard/WizardStyle.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QPushButton>
#include <QUrl>

ProblemCard::ProblemCard(QWidget *parent)
    : QWidget(parent)
    , m_card(new Card(this))
    , m_mark(new StatusMark(m_card))
    , m_heading(new PlainLabel(m_card))
    , m_cause(new PlainLabel(m_card))
    , m_where(new PlainLabel(tr("Fix it in Okta"), m_card))
    , m_breadcrumb(new Breadcrumb(m_card))
    , m_steps(new PlainLabel(m_card))
    , m_footnote(new PlainLabel(withCrumbs(advice::places::menuFootnote()), m_card))
    , m_note(new PlainLabel(m_card))
    , m_detail(new PlainLabel(m_card))
    , m_sketch(new OktaSketch(m_card))
    , m_open(new QPushButton(tr("Open this page in Okta"), m_card))
    , m_again(new QPushButton(tr("Check again"), m_card))
    , m_details(new QPushButton(tr("Details"), m_card))
    , m_showMe(new QPushButton(tr("Show me where"), m_card))
    , m_copy(new CopyButton(m_card))
{
    const auto units = [this](double count) { return tokens::units(*this, count); };
    auto *const all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_card);
    auto *const row = new QHBoxLayout(m_card);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(units(4));
    row->addWidget(m_mark, 0, Qt::AlignTop);
    auto *const words = new QVBoxLayout;
    words->setSpacing(units(1.5));
    row->addLayout(words, 1);
    row->addWidget(m_sketch, 0, Qt::AlignTop);
    words->addWidget(m_heading);
    words->addWidget(m_cause);
    words->addSpacing(units(1));
    words->addWidget(m_where);
    words->addWidget(m_breadcrumb);
    words->addWidget(m_steps);
    words->addWidget(m_note);
    words->addSpacing(units(1));
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(units(2));
    words->addLayout(buttons);
    // Below the buttons: what is to be pressed is in sight at once, however many values there are.
    m_valueColumn = new QVBoxLayout;
    m_valueColumn->setSpacing(units(1.5));
    words->addLayout(m_valueColumn);
    words->addWidget(m_footnote);
    words->addWidget(m_detail);
    for (QPushButton *const button : {m_open, m_again, m_showMe, m_details, static_cast<QPushButton *>(m_copy)}) {
        button->setAutoDefault(true);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    m_heading->setObjectName(QStringLiteral("problemHeading"));
    m_cause->setObjectName(QStringLiteral("problemCause"));
    m_heading->setType(tokens::Type::CardHeading);
    m_cause->setInk(tokens::Role::SecondaryText);
    m_where->setType(tokens::Type::FieldLabel);
    m_footnote->setInk(tokens::Role::SecondaryText);
    m_footnote->setType(tokens::Type::Caption);
    m_detail->setFont(tokens::font(tokens::Type::Code, font()));
    m_detail->hide();
    m_copy->hide();
    WizardStyle::setLook(*m_open, WizardStyle::Look::Primary);
    m_open->setIcon(icons::make(icons::Icon::OpenOutside, icons::On::Accent));
    m_open->setLayoutDirection(layoutDirection() == Qt::LeftToRight ? Qt::RightToLeft : Qt::LeftToRight);
    WizardStyle::setLook(*m_details, WizardStyle::Look::Link);
    WizardStyle::setLook(*m_showMe, WizardStyle::Look::Link);
    m_details->setCheckable(true);
    m_showMe->setCheckable(true);
    m_copy->setCopies(QString(), [this] {
        QStringList parts{m_line.title, m_line.code, m_line.headline, m_line.cause, m_line.remedy, m_line.detail};
        parts.removeAll(QString());
        return parts.join(QLatin1Char('\n'));
    });
    connect(m_open, &QPushButton::clicked, this, &ProblemCard::open);
    m_again->setObjectName(QStringLiteral("cardAgainButton"));
    connect(m_again, &QPushButton::clicked, this, &ProblemCard::checkAgainRequested);
    connect(m_details, &QPushButton::toggled, this, &ProblemCard::render);
    connect(m_showMe, &QPushButton::toggled, this, [this](bool isWanted) {
        m_isSketchWanted = isWanted;
        renderRoom();
    });
}

void ProblemCard::setLine(const advice::CheckLine &line)
{
    m_line = line;
    m_remedy = remedies::forCode(line.code);
    render();
}

void ProblemCard::setConsole(std::function<QUrl(remedies::ConsolePage)> console)
{
    m_console = std::move(console);
    render();
}

void ProblemCard::setCheckAgain(bool isOffered)
{
    m_mayCheckAgain = isOffered;
    render();
}

QString ProblemCard::text() const
{
    return m_line.headline + QLatin1Char(' ') + m_line.cause;
}

QWidget *ProblemCard::firstButton() const
{
    if (!m_open->isHidden())
        return m_open;
    return m_again->isHidden() ? m_details : m_again;
}

void ProblemCard::render()
{
    const bool isFailed = m_line.status == checks::Status::Failed;
    m_card->setStatus(m_line.status);
    m_mark->setStatus(m_line.status);
    m_heading->setText(m_line.headline.isEmpty() ? m_line.title : m_line.headline);
    m_cause->setText(withCrumbs(m_line.cause));
    m_cause->setVisible(!m_line.cause.isEmpty());
    const bool hasSteps = !m_remedy.isEmpty();
    m_where->setVisible(hasSteps && isFailed);
    m_breadcrumb->setVisible(hasSteps);
    m_breadcrumb->setCrumbs(m_remedy.breadcrumb);
    m_footnote->setVisible(hasSteps && m_remedy.page == remedies::ConsolePage::Applications);
    renderValues();
    QStringList steps;
    for (const QString &step : m_remedy.steps)
        steps.append(QStringLiteral("%1. %2").arg(steps.size() + 1).arg(step));
    m_steps->setMarkedText(steps.join(QLatin1Char('\n')));
    m_steps->setVisible(hasSteps);
    // Where the place in Okta is known, its steps say what the sentence says.
    m_note->setText(withCrumbs(m_line.remedy));
    m_note->setVisible(!m_line.remedy.isEmpty() && !hasSteps);
    const QUrl url = m_console && m_remedy.page != remedies::ConsolePage::None ? m_console(m_remedy.page) : QUrl();
    m_open->setVisible(!url.isEmpty());
    m_open->setToolTip(url.toString());
    m_again->setVisible(m_mayCheckAgain);
    const QString detail = (m_line.code + QLatin1Char('\n') + m_line.detail).trimmed();
    m_detail->setText(hasSteps && !m_line.remedy.isEmpty() ? detail + QLatin1Char('\n') + withCrumbs(m_line.remedy)
                                                           : detail);
    m_details->setVisible(!m_detail->text().isEmpty());
    const bool isOpen = m_details->isChecked() && !m_detail->text().isEmpty();
    m_detail->setVisible(isOpen);
    m_copy->setVisible(isOpen);
    m_details->setAccessibleName(tr("Details of %1").arg(m_line.title));
    m_copy->setAccessibleName(tr("Copy details of %1").arg(m_line.title));
    setAccessibleName(m_heading->text());
    m_sketch->setPlace(m_remedy.place);
    renderRoom();
}

void ProblemCard::renderValues()
{
    while (m_values.size() > m_line.values.size())
        delete m_values.takeLast();
    while (m_values.size() < m_line.values.size()) {
        auto *const row = new ValueRow(m_card);
        m_valueColumn->addWidget(row);
        m_values.append(row);
    }
    for (qsizetype i = 0; i < m_values.size(); ++i) {
        m_values.at(i)->setNames(tr("Value %1 of %2").arg(i + 1).arg(m_line.title),
                                 tr("Copy value %1 of %2").arg(i + 1).arg(m_line.title));
        m_values.at(i)->setValue(m_line.values.at(i));
        m_values.at(i)->show();
    }
}

void ProblemCard::renderRoom()
{
    const bool hasSketch = m_remedy.place != sketches::Place::None;
    const bool hasRoom = width() >= tokens::units(*this, 150);
    m_showMe->setVisible(hasSketch && !hasRoom);
    m_sketch->setVisible(hasSketch && (hasRoom || (m_isSketchWanted && width() >= tokens::units(*this, 100))));
}

void ProblemCard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    renderRoom();
}

void ProblemCard::open()
{
    QDesktopServices::openUrl(m_console(m_remedy.page));
}
