#include "wizard/OrganizationPage.h"

#include "advice/CheckLine.h"
#include "advice/Diagnosis.h"
#include "setup/OrganizationStep.h"
#include "wizard/DemoValues.h"

#include <QLineEdit>
#include <QSignalBlocker>

#include "ui_OrganizationPage.h"

OrganizationPage::OrganizationPage(setup::OrganizationStep &step, const DemoValues *demo, QWidget *parent)
    : Page(parent)
    , m_step(step)
    , m_ui(std::make_unique<Ui::OrganizationPage>())
{
    m_ui->setupUi(this);
    m_ui->organizationLineEdit->setLayoutDirection(Qt::LeftToRight);
    m_ui->authenticateLineEdit->setLayoutDirection(Qt::LeftToRight);
    m_ui->redirectUriRow->setNames(tr("Sign-in redirect URI of Pomerium"), tr("Copy Pomerium's redirect URI"));
    m_ui->demoButton->setVisible(demo != nullptr);
    m_ui->releaseHelpLabel->hide();
    if (auto *const edit = m_ui->releaseComboBox->lineEdit()) {
        edit->setAccessibleName(tr("Pomerium release, exact"));
        edit->setObjectName(QStringLiteral("releaseLineEdit"));
    }

    connect(m_ui->organizationLineEdit, &QLineEdit::textChanged, &m_step,
            &setup::OrganizationStep::setOrganizationText);
    connect(m_ui->authenticateLineEdit, &QLineEdit::textChanged, &m_step,
            &setup::OrganizationStep::setAuthenticateText);
    connect(m_ui->releaseComboBox, &QComboBox::currentTextChanged, this, &OrganizationPage::releaseEdited);
    connect(m_ui->releaseHelpButton, &QPushButton::toggled, m_ui->releaseHelpLabel, &QLabel::setVisible);
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

void OrganizationPage::releaseEdited(const QString &text)
{
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
    renderRelease();
    m_ui->releaseHintLabel->setText(
        configuration.release.usesServiceAccount()
            ? tr("This release reads groups from Okta's directory by itself, with an API token.")
            : tr("This release takes groups from a claim in the ID token; it reads no service account."));
    renderCheck();
    renderAuthenticate();
}

void OrganizationPage::renderRelease()
{
    const auto &configuration = m_step.configuration();
    if (m_ui->releaseComboBox->currentText() == configuration.release.toString())
        return;
    const auto shown = pomerium::Release::parse(m_ui->releaseComboBox->currentText());
    if (shown && !(*shown == configuration.release)) {
        const QSignalBlocker guard(m_ui->releaseComboBox);
        // The two answers of the list are found again by what they mean.
        for (int index = 0; index < m_ui->releaseComboBox->count(); ++index) {
            const auto offered = pomerium::Release::parse(m_ui->releaseComboBox->itemText(index));
            if (offered && *offered == configuration.release) {
                m_ui->releaseComboBox->setCurrentIndex(index);
                return;
            }
        }
        m_ui->releaseComboBox->setEditText(configuration.release.toString());
    }
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
    if (!repairs.isEmpty())
        m_ui->organizationHintLabel->setText(tr("Read as %1").arg(configuration.org->toString()) + QStringLiteral(". ")
                                             + repairs.join(QLatin1Char(' ')));
    else
        m_ui->organizationHintLabel->setText(
            tr("The address of the organisation is in the menu under your name in Okta. An "
               "address copied from the Admin Console will do."));
    if (m_step.organizationProblem())
        m_ui->organizationNotice->show(checks::Status::Failed, advice::diagnose(*m_step.organizationProblem()));
    else
        m_ui->organizationNotice->clear();
    m_ui->organizationLineEdit->setAccessibleDescription(m_ui->organizationNotice->text());

    const auto status = m_step.checkStatus();
    QList<advice::CheckLine> lines;
    if (configuration.org && status != checks::Status::Pending) {
        advice::CheckLine organization;
        organization.title = tr("Okta organisation");
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
            organization.headline = tr("%1 is an Okta organisation.").arg(configuration.org->host());
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
            discovery.headline =
                tr("The issuer is %1; it is taken letter by letter as the provider URL.").arg(configuration.issuer);
            if (const auto offset = m_step.clockOffset(); offset && qAbs(*offset) > 5)
                discovery.detail = tr("The server's clock differs from this computer's by %n second(s).", nullptr,
                                      static_cast<int>(qAbs(*offset)));
        }
        lines = {organization, discovery};
    }
    m_ui->checkList->setLines(lines);
    m_ui->checkList->setVisible(!lines.isEmpty());
    m_ui->adoptButton->setVisible(!m_step.adoptableIssuer().isEmpty());
    m_ui->checkAgainButton->setVisible(m_step.canCheckNow() && status != checks::Status::Passed);
}

void OrganizationPage::renderAuthenticate()
{
    const auto &url = m_step.configuration().authenticateUrl;
    const QStringList changes = url ? advice::sentences(url->normalisations()) : QStringList();
    m_ui->authenticateHintLabel->setText(
        changes.isEmpty()
            ? tr("AUTHENTICATE_SERVICE_URL in Pomerium's settings: where people are sent to sign in.")
            : tr("Read as %1").arg(url->toString()) + QStringLiteral(". ") + changes.join(QLatin1Char(' ')));
    if (m_step.authenticateProblem())
        m_ui->authenticateNotice->show(checks::Status::Failed, advice::diagnose(*m_step.authenticateProblem()));
    else
        m_ui->authenticateNotice->clear();
    m_ui->authenticateLineEdit->setAccessibleDescription(m_ui->authenticateNotice->text());
    m_ui->redirectUriBox->setVisible(url.has_value());
    if (url)
        m_ui->redirectUriRow->setValue(url->redirectUri());
}

QString OrganizationPage::missing() const
{
    const auto &configuration = m_step.configuration();
    if (m_step.isBusy())
        return tr("Asking the organisation…");
    if (!configuration.org)
        return tr("The organisation URL is needed first.");
    if (m_step.checkStatus() == checks::Status::Failed)
        return tr("The organisation could not be confirmed.");
    if (!configuration.authenticateUrl)
        return tr("Pomerium's authenticate service URL is needed first.");
    return m_step.isVerified() ? QString() : tr("The organisation was not asked yet.");
}
