#include "wizard/CredentialsPage.h"

#include "advice/CheckLine.h"
#include "advice/Diagnosis.h"
#include "advice/Places.h"
#include "setup/CredentialsStep.h"
#include "wizard/DemoValues.h"

#include <QLineEdit>
#include <QSignalBlocker>

#include "ui_CredentialsPage.h"

CredentialsPage::CredentialsPage(setup::CredentialsStep &step, const DemoValues *demo, QWidget *parent)
    : Page(parent)
    , m_step(step)
    , m_ui(std::make_unique<Ui::CredentialsPage>())
{
    m_ui->setupUi(this);
    m_ui->breadcrumbLabel->setText(advice::places::clientCredentials());
    m_ui->clientSecretEdit->setNames(tr("Client secret"), tr("Reveal client secret"));
    m_ui->clientIdLineEdit->setLayoutDirection(Qt::LeftToRight);
    m_ui->demoButton->setVisible(demo != nullptr);

    connect(m_ui->clientIdLineEdit, &QLineEdit::textChanged, &m_step, &setup::CredentialsStep::setClientId);
    connect(m_ui->clientSecretEdit, &SecretLineEdit::edited, this,
            [this] { m_step.setClientSecret(m_ui->clientSecretEdit->secret()); });
    connect(m_ui->keepCheckBox, &QCheckBox::toggled, &m_step, &setup::CredentialsStep::setKeepClientSecret);
    connect(m_ui->checkAgainButton, &QPushButton::clicked, &m_step, &setup::CredentialsStep::checkNow);
    if (demo) {
        connect(m_ui->demoButton, &QPushButton::clicked, this, [this, demo] {
            m_ui->clientIdLineEdit->setText(demo->clientId);
            m_ui->clientSecretEdit->setSecret(demo->clientSecret);
        });
    }
    connect(&m_step, &setup::Step::changed, this, &CredentialsPage::render);
    render();
}

CredentialsPage::~CredentialsPage() = default;

QWidget *CredentialsPage::firstField() const
{
    return m_ui->clientIdLineEdit;
}

void CredentialsPage::render()
{
    renderClientId();
    renderSecret();
    renderKeeping();
    renderFindings();
}

void CredentialsPage::renderClientId()
{
    // White space around an id is cut by the step, but not under the fingers of somebody who types.
    if (m_ui->clientIdLineEdit->text().trimmed() != m_step.configuration().clientId)
        draw(m_ui->clientIdLineEdit, m_step.configuration().clientId);
    using Problem = setup::CredentialsStep::ClientIdProblem;
    switch (m_step.clientIdProblem()) {
    case Problem::Empty:
        m_ui->clientIdNotice->clear();
        break;
    case Problem::TooLong:
        m_ui->clientIdNotice->showText(checks::Status::Failed, tr("This is too long for a client ID."),
                                       tr("Okta's client IDs have 20 characters and begin with 0oa."));
        break;
    case Problem::CharacterInvalid:
        m_ui->clientIdNotice->showText(checks::Status::Failed, tr("A client ID has no spaces and no special letters."),
                                       tr("Copy it again from Okta."));
        break;
    case Problem::None:
        if (const auto hint = m_step.clientIdHint())
            m_ui->clientIdNotice->showText(checks::Status::Warning, advice::sentence(*hint, advice::Field::ClientId));
        else
            m_ui->clientIdNotice->clear();
        break;
    }
    m_ui->clientIdLineEdit->setAccessibleDescription(m_ui->clientIdNotice->text());
}

void CredentialsPage::renderSecret()
{
    const bool isHeld = !m_step.configuration().clientSecret.isEmpty();
    if (m_step.secretIsRestored())
        m_ui->clientSecretEdit->setPlaceholderText(tr("From the keychain; type to replace it"));
    else
        m_ui->clientSecretEdit->setPlaceholderText(isHeld ? tr("Entered; type to replace it") : QString());
    m_ui->secretHintLabel->setText(m_step.secretWasTrimmed()       ? tr("White space around the secret was cut.")
                                       : m_step.secretIsRestored() ? tr("The client secret was found in the keychain.")
                                                                   : QString());
    m_ui->secretHintLabel->setVisible(!m_ui->secretHintLabel->text().isEmpty());
    using Problem = setup::CredentialsStep::SecretProblem;
    switch (m_step.secretProblem()) {
    case Problem::Empty:
        m_ui->secretNotice->clear();
        break;
    case Problem::TooLong:
        m_ui->secretNotice->showText(checks::Status::Failed, tr("This is too long for a client secret."),
                                     tr("Okta's client secrets have 64 characters."));
        break;
    case Problem::CharacterInvalid:
        m_ui->secretNotice->showText(checks::Status::Failed,
                                     tr("A client secret has no spaces and no special letters."),
                                     tr("Copy it again from Okta, with the button beside it."));
        break;
    case Problem::None:
        if (const auto hint = m_step.secretHint())
            m_ui->secretNotice->showText(checks::Status::Warning, advice::sentence(*hint, advice::Field::ClientSecret));
        else
            m_ui->secretNotice->clear();
        break;
    }
    m_ui->clientSecretEdit->setDescription(
        QStringList{m_ui->secretHintLabel->text(), m_ui->secretNotice->text()}.join(QLatin1Char(' ')).trimmed());
}

void CredentialsPage::renderKeeping()
{
    {
        const QSignalBlocker guard(m_ui->keepCheckBox);
        m_ui->keepCheckBox->setChecked(m_step.configuration().keepClientSecret);
    }
    const auto &outcome = m_step.keepingOutcome();
    if (m_step.isKeeping())
        m_ui->keepNotice->showText(checks::Status::Running, tr("Talking to the keychain…"));
    else if (outcome && !*outcome)
        m_ui->keepNotice->show(checks::Status::Failed, advice::diagnose(outcome->error()));
    else if (outcome)
        m_ui->keepNotice->showText(checks::Status::Passed,
                                   tr("The client secret is in the keychain; it was read back."));
    else
        m_ui->keepNotice->clear();
}

void CredentialsPage::renderFindings()
{
    QList<advice::CheckLine> lines;
    if (m_step.probe() && !m_step.isBusy())
        lines = advice::checkLines(m_step.probe()->findings);
    if (m_step.isBusy()) {
        advice::CheckLine line;
        line.title = tr("Client ID and client secret");
        line.status = checks::Status::Running;
        line.headline = tr("Asking Okta…");
        lines = {line};
    }
    m_ui->findingsLabel->setText(m_step.needsRecheck() && !m_step.isBusy()
                                     ? tr("What Okta said about the values before: check again")
                                     : tr("What Okta says"));
    m_ui->findingsLabel->setVisible(!lines.isEmpty());
    m_ui->checkList->setLines(lines);
    m_ui->checkAgainButton->setVisible(m_step.canCheckNow());
}

QString CredentialsPage::missing() const
{
    if (m_step.isBusy())
        return tr("Asking Okta…");
    if (m_step.canProceed())
        return {};
    if (m_step.configuration().clientId.isEmpty())
        return tr("The client ID is needed first.");
    if (m_step.configuration().clientSecret.isEmpty())
        return tr("The client secret is needed first.");
    if (m_step.checkStatus() == checks::Status::Failed)
        return tr("Okta does not accept these values.");
    return tr("The values were not checked yet.");
}
