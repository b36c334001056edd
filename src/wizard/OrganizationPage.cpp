#include "wizard/OrganizationPage.h"

#include "advice/CheckLine.h"
#include "advice/Diagnosis.h"
#include "setup/OrganizationStep.h"
#include "wizard/DemoValues.h"
#include "wizard/ProblemCard.h"
#include "wizard/WizardStyle.h"

#include <QEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QUrl>

#include <algorithm>

#include "ui_OrganizationPage.h"

namespace {

/// What the two answers mean; what they say may be translated.
QList<pomerium::Release> releases()
{
    return {pomerium::Release::current(), pomerium::Release::legacy()};
}

/// What begins as Okta's own tokens and ids do: 00T…, 00g…, 0oa….
bool isOktaId(const QString &text)
{
    static const QRegularExpression begins(QStringLiteral("^0(?:0[A-Za-z_-]|oa)[A-Za-z0-9_-]*$"));
    return begins.match(text.trimmed()).hasMatch();
}

/// A name without a domain, which a company's own network may well know.
bool isShortName(const QString &host)
{
    return !host.contains(QLatin1Char('.')) && !host.startsWith(QLatin1Char('[')) && host != QLatin1String("localhost");
}

} // namespace

OrganizationPage::OrganizationPage(setup::OrganizationStep &step, const DemoValues *demo, QWidget *parent)
    : Page(parent)
    , m_step(step)
    , m_ui(std::make_unique<Ui::OrganizationPage>())
{
    m_ui->setupUi(this);
    const auto units = [this](double count) { return tokens::units(*this, count); };
    m_ui->row->setSpacing(units(5));
    m_ui->row->setAlignment(m_ui->sketchPanel, Qt::AlignTop);
    m_ui->column->setSpacing(units(3.5));
    m_ui->oktaLayout->setSpacing(units(2));
    m_ui->pomeriumLayout->setSpacing(units(2));
    m_ui->needCard->setStatus(checks::Status::Running);
    m_ui->needCard->setTight(true);
    m_ui->needLabel->setMarkedText(
        tr("**You need:** an Okta admin who can create apps, your Pomerium authenticate URL, and about 10 minutes."));
    for (PlainLabel *const heading : {m_ui->oktaHeading, m_ui->pomeriumHeading})
        heading->setType(tokens::Type::CardHeading);
    for (PlainLabel *const label : {m_ui->organizationLabel, m_ui->authenticateLabel, m_ui->releaseLabel,
                                    m_ui->exactReleaseLabel, m_ui->companyCaLabel})
        label->setType(tokens::Type::FieldLabel);
    for (PlainLabel *const label : {m_ui->releaseHelpLabel, m_ui->releaseHintLabel, m_ui->companyCaHintLabel})
        label->setInk(tokens::Role::SecondaryText);
    for (QLineEdit *const edit :
         {m_ui->organizationLineEdit, m_ui->authenticateLineEdit, m_ui->companyCaLineEdit, m_ui->releaseLineEdit}) {
        edit->setFont(tokens::font(tokens::Type::Code, font()));
        edit->setLayoutDirection(Qt::LeftToRight);
    }
    m_ui->organizationHelp->setField(*m_ui->organizationLineEdit);
    m_ui->authenticateHelp->setField(*m_ui->authenticateLineEdit);
    m_ui->authenticateHelp->setHelp(
        tr("Your AUTHENTICATE_SERVICE_URL. Only its format is checked; Pomerium is not contacted."));
    m_ui->sketchPanel->show(tr("Where to find your org URL"), tr("Okta Admin Console, your name at top right"),
                            sketches::Place::OrgUrl);
    WizardStyle::setLook(*m_ui->releaseHelpButton, WizardStyle::Look::Link);
    for (QPushButton *const button :
         {m_ui->adoptButton, m_ui->checkAgainButton, m_ui->demoButton, m_ui->companyCaButton})
        WizardStyle::setLook(*button, WizardStyle::Look::Small);
    m_ui->foundMark->setStatus(checks::Status::Passed);
    m_ui->foundLayout->setSpacing(units(2.5));
    m_ui->foundLayout->setAlignment(m_ui->foundMark, Qt::AlignTop);
    m_ui->companyCaColumn->setSpacing(units(2));
    m_ui->companyCaBox->hide();
    for (QPushButton *const link : {m_ui->importButton, m_ui->companyCaFold})
        WizardStyle::setLook(*link, WizardStyle::Look::Link);
    m_ui->demoButton->setVisible(demo != nullptr);
    m_ui->releaseHelpBox->hide();
    m_ui->releaseHelpLayout->setSpacing(units(2));
    m_ui->releaseLineEdit->setMaximumWidth(units(50));
    // In the order of `releases`.
    m_ui->releaseSegments->setChoices({tr("0.20 or later"), tr("0.19 or earlier")});
    m_ui->checkList->setConsole([this](remedies::ConsolePage) {
        const auto &org = m_step.configuration().org;
        return org ? org->adminUrl(QStringLiteral("/admin/apps/active")) : QUrl();
    });

    m_ui->organizationLineEdit->installEventFilter(this);
    connect(m_ui->organizationHelp, &FieldHelp::actionTriggered, this, &OrganizationPage::repairOrUndo);
    connect(m_ui->organizationLineEdit, &QLineEdit::textChanged, &m_step,
            &setup::OrganizationStep::setOrganizationText);
    connect(m_ui->authenticateLineEdit, &QLineEdit::textChanged, &m_step,
            &setup::OrganizationStep::setAuthenticateText);
    connect(m_ui->companyCaLineEdit, &QLineEdit::textChanged, &m_step, &setup::OrganizationStep::setCompanyCaFile);
    connect(m_ui->companyCaButton, &QPushButton::clicked, this, &OrganizationPage::chooseCompanyCa);
    connect(m_ui->companyCaFold, &QPushButton::toggled, m_ui->companyCaBox, &QWidget::setVisible);
    connect(m_ui->importButton, &QPushButton::clicked, this, &OrganizationPage::importRequested);
    connect(m_ui->releaseSegments, &Segments::chosen, this, [this](int index) {
        m_ui->releaseLineEdit->clear();
        m_step.setRelease(releases().at(index));
    });
    connect(m_ui->releaseLineEdit, &QLineEdit::textChanged, this, &OrganizationPage::releaseEdited);
    connect(m_ui->releaseHelpButton, &QPushButton::toggled, m_ui->releaseHelpBox, &QWidget::setVisible);
    connect(m_ui->adoptButton, &QPushButton::clicked, &m_step, &setup::OrganizationStep::adoptDiscoveredIssuer);
    connect(m_ui->checkAgainButton, &QPushButton::clicked, &m_step, &setup::OrganizationStep::checkNow);
    if (demo) {
        connect(m_ui->demoButton, &QPushButton::clicked, this, [this, demo] {
            m_ui->organizationLineEdit->setText(demo->organizationUrl);
            m_ui->authenticateLineEdit->setText(demo->authenticateUrl);
        });
    }
    connect(&m_step, &setup::Step::changed, this, &OrganizationPage::render);
    render();
}

OrganizationPage::~OrganizationPage() = default;

QWidget *OrganizationPage::firstField() const
{
    return m_ui->organizationLineEdit;
}

void OrganizationPage::chooseCompanyCa()
{
    auto *const dialog =
        new QFileDialog(this, tr("Company CA"), QString(), tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_ui->companyCaLineEdit, &QLineEdit::setText);
    dialog->open();
}

void OrganizationPage::renderCompanyCa()
{
    const auto &problem = m_step.companyCaProblem();
    draw(m_ui->companyCaLineEdit, m_step.configuration().companyCaFile);
    if (!m_step.configuration().companyCaFile.isEmpty())
        m_ui->companyCaFold->setChecked(true);
    m_ui->companyCaHintLabel->setText(
        problem ? advice::sentence(*problem, m_step.configuration().companyCaFile)
                : tr("Only if your company inspects TLS: its certificate authority as a PEM file."));
    m_ui->companyCaLineEdit->setAccessibleDescription(m_ui->companyCaHintLabel->text());
}

void OrganizationPage::releaseEdited(const QString &text)
{
    if (text.trimmed().isEmpty()) {
        m_ui->releaseNotice->clear();
        return;
    }
    const auto release = pomerium::Release::parse(text);
    if (release) {
        m_ui->releaseNotice->clear();
        m_step.setRelease(*release);
    } else {
        m_ui->releaseNotice->show(checks::Status::Failed, advice::diagnose(release.error()));
    }
}

void OrganizationPage::render()
{
    const auto &configuration = m_step.configuration();
    draw(m_ui->organizationLineEdit, configuration.organizationText);
    draw(m_ui->authenticateLineEdit, configuration.authenticateText);
    renderCompanyCa();
    renderRelease();
    m_ui->releaseHintLabel->setText(configuration.release.usesServiceAccount()
                                        ? tr("Pomerium reads groups from your Okta directory, with an API token.")
                                        : tr("Pomerium reads groups from the ID token."));
    renderCheck();
    renderAuthenticate();
}

void OrganizationPage::renderRelease()
{
    const pomerium::Release &release = m_step.configuration().release;
    m_ui->releaseSegments->setCurrent(release.usesServiceAccount() ? 1 : 0);
    const auto offered = releases();
    const bool isExact =
        std::none_of(offered.cbegin(), offered.cend(), [&release](const auto &each) { return each == release; });
    const auto shown = pomerium::Release::parse(m_ui->releaseLineEdit->text());
    if (isExact && !(shown && *shown == release))
        draw(m_ui->releaseLineEdit, release.toString());
    if (isExact)
        m_ui->releaseHelpButton->setChecked(true); // so that what counts is in sight
}

void OrganizationPage::renderCheck()
{
    const auto &configuration = m_step.configuration();
    QStringList repairs;
    if (configuration.org) {
        const auto made = configuration.org->repairs();
        for (const auto repair : made)
            repairs.append(advice::sentence(repair, *configuration.org));
    }
    const bool isRepaired = !repairs.isEmpty();
    if (configuration.org && !configuration.org->authorizationServer().isEmpty())
        repairs.append(tr("Its path names a custom authorization server."));
    m_ui->organizationHelp->setNote(repairs.isEmpty() ? QString()
                                                      : tr("Using `%1`.").arg(configuration.org->issuer())
                                            + QLatin1Char(' ') + repairs.join(QLatin1Char(' ')),
                                    isRepaired ? tr("Undo") : QString());
    if (m_step.organizationProblem()) {
        const auto diagnosis = advice::diagnose(*m_step.organizationProblem());
        const QString suggested = suggestedUrl();
        const QString headline = isOktaId(configuration.organizationText)
            ? tr("This looks like an API token or an ID, not an address.")
            : diagnosis.headline;
        m_ui->organizationHelp->setError(headline + QLatin1Char(' ') + diagnosis.remedy,
                                         suggested.isEmpty() ? QString() : tr("Use %1").arg(suggested));
    } else {
        m_ui->organizationHelp->setError({});
    }

    const auto status = m_step.checkStatus();
    QList<advice::CheckLine> lines;
    if (configuration.org && status != checks::Status::Pending) {
        advice::CheckLine organization;
        organization.title = tr("Okta org");
        advice::CheckLine discovery;
        discovery.title = tr("Discovery document");
        organization.status = discovery.status = status == checks::Status::Running ? status : checks::Status::Skipped;
        const auto take = [](advice::CheckLine &line, checks::Status newStatus, const advice::Diagnosis &diagnosis) {
            line.status = newStatus;
            line.code = diagnosis.code;
            line.headline = diagnosis.headline;
            line.cause = diagnosis.cause;
            line.remedy = diagnosis.remedy;
            line.detail = diagnosis.detail;
        };
        if (m_step.organizationError()) {
            take(organization, m_step.discoveryError() ? checks::Status::Failed : checks::Status::Warning,
                 advice::diagnose(*m_step.organizationError()));
        } else if (m_step.organization()) {
            organization.status = checks::Status::Passed;
            organization.headline = tr("%1 is an Okta org.").arg(configuration.org->host());
        }
        if (m_step.discoveryError()) {
            const auto diagnosis = advice::diagnose(*m_step.discoveryError());
            if (diagnosis.code == organization.code) { // a server that cannot be reached: once is enough
                discovery.headline = tr("Not fetched, for the same reason.");
            } else {
                take(discovery, checks::Status::Failed, diagnosis);
            }
        } else if (!configuration.issuer.isEmpty()) {
            discovery.status = checks::Status::Passed;
            discovery.headline = tr("The issuer %1 is your provider URL.").arg(configuration.issuer);
            if (const auto offset = m_step.clockOffset(); offset && qAbs(*offset) > 5)
                discovery.detail = tr("The server's clock differs from this computer's by %n seconds.", nullptr,
                                      static_cast<int>(qAbs(*offset)));
        }
        lines = {organization, discovery};
    }
    const bool isGood = status == checks::Status::Passed;
    // Where to find it is of no use once it was found.
    m_ui->organizationHelp->setHelp(
        isGood ? QString() : tr("In the menu under your name in Okta. The address of the Admin Console works, too."));
    using Mark = FieldHelp::Mark;
    m_ui->organizationHelp->setMark(status == checks::Status::Running ? Mark::Busy
                                        : isGood                      ? Mark::Verified
                                                                      : Mark::None,
                                    tr("Verified"));
    // What passed is one sentence; what did not has its card.
    if (isGood)
        m_ui->foundLabel->setMarkedText(
            tr("Okta org found. Its issuer `%1` is your provider URL.").arg(configuration.issuer));
    m_ui->foundBox->setVisible(isGood);
    m_ui->checkList->setLines(lines);
    m_ui->checkList->setVisible(!isGood && status != checks::Status::Running && !lines.isEmpty());
    const ProblemCard *const problem = m_ui->checkList->isHidden() ? nullptr : m_ui->checkList->firstProblem();
    m_ui->organizationHelp->setProblem(problem ? problem->text() : QString());
    m_ui->adoptButton->setVisible(!m_step.adoptableIssuer().isEmpty());
    m_ui->checkAgainButton->setVisible(m_step.canCheckNow() && status != checks::Status::Passed);
}

void OrganizationPage::renderAuthenticate()
{
    const auto &url = m_step.configuration().authenticateUrl;
    const QStringList changes = url ? advice::sentences(url->normalisations()) : QStringList();
    QStringList notes;
    if (!changes.isEmpty())
        notes << tr("Using `%1`.").arg(url->toString()) << changes;
    if (url && isShortName(url->host()))
        notes << tr("Only computers on your network know this name.");
    m_ui->authenticateHelp->setNote(notes.join(QLatin1Char(' ')));
    if (m_step.authenticateProblem()) {
        const auto diagnosis = advice::diagnose(*m_step.authenticateProblem());
        m_ui->authenticateHelp->setError(diagnosis.headline + QLatin1Char(' ') + diagnosis.remedy);
    } else {
        m_ui->authenticateHelp->setError({});
    }
}

void OrganizationPage::repairOrUndo()
{
    QLineEdit &field = *m_ui->organizationLineEdit;
    if (m_step.organizationProblem()) {
        field.setText(suggestedUrl());
        return;
    }
    // Back to what stood there before it was edited; nothing, where that is the same.
    const QString before = m_organizationBefore == field.text() ? QString() : m_organizationBefore;
    field.setText(before);
    field.setFocus(Qt::OtherFocusReason);
}

bool OrganizationPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->organizationLineEdit && event->type() == QEvent::FocusIn)
        m_organizationBefore = m_ui->organizationLineEdit->text();
    return Page::eventFilter(watched, event);
}

QString OrganizationPage::suggestedUrl() const
{
    // Somebody who typed only the org's own name means the usual domain.
    static const QRegularExpression name(QStringLiteral("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"),
                                         QRegularExpression::CaseInsensitiveOption);
    const QString text = m_ui->organizationLineEdit->text().trimmed();
    return name.match(text).hasMatch() && !isOktaId(text) ? QStringLiteral("https://%1.okta.com").arg(text.toLower())
                                                          : QString();
}

void OrganizationPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_ui->sketchPanel->setVisible(room() >= tokens::units(*this, 170));
}

QString OrganizationPage::hint() const
{
    return tr("Next: create the app integration in Okta");
}
