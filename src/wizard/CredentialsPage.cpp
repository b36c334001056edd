#include "wizard/CredentialsPage.h"

#include "advice/CheckLine.h"
#include "advice/Diagnosis.h"
#include "core/ServerText.h"
#include "setup/CredentialsStep.h"
#include "wizard/DemoValues.h"
#include "wizard/ProblemCard.h"
#include "wizard/WizardStyle.h"

#include <QLineEdit>
#include <QSignalBlocker>
#include <QUrl>

#include "ui_CredentialsPage.h"

namespace {

constexpr qsizetype LongestName = 40; // in the way to its page

} // namespace

CredentialsPage::CredentialsPage(setup::CredentialsStep &step, const DemoValues *demo, QWidget *parent)
    : Page(parent)
    , m_step(step)
    , m_isPractice(demo != nullptr)
    , m_ui(std::make_unique<Ui::CredentialsPage>())
{
    m_ui->setupUi(this);
    const auto units = [this](double count) { return tokens::units(*this, count); };
    m_ui->column->setSpacing(units(3.5));
    m_ui->valuesLayout->setSpacing(units(3));
    m_ui->fieldsRow->setSpacing(units(4));
    for (QVBoxLayout *const column : {m_ui->clientIdColumn, m_ui->secretColumn})
        column->setSpacing(units(2));
    m_ui->fieldsRow->setAlignment(m_ui->clientIdColumn, Qt::AlignTop);
    m_ui->fieldsRow->setAlignment(m_ui->secretColumn, Qt::AlignTop);
    for (PlainLabel *const label : {m_ui->clientIdLabel, m_ui->clientSecretLabel})
        label->setType(tokens::Type::FieldLabel);
    m_ui->breadcrumbLabel->setInk(tokens::Role::SecondaryText);
    m_ui->findingsLabel->setInk(tokens::Role::Warning);
    m_ui->clientSecretEdit->setNames(tr("Client secret"), tr("Show client secret"));
    m_ui->clientIdLineEdit->setLayoutDirection(Qt::LeftToRight);
    m_ui->clientIdLineEdit->setFont(tokens::font(tokens::Type::Code, font()));
    m_ui->clientIdHelp->setField(*m_ui->clientIdLineEdit);
    m_ui->secretHelp->setField(*m_ui->clientSecretEdit->lineEdit());
    for (QPushButton *const button : {m_ui->demoButton, m_ui->checkAgainButton})
        WizardStyle::setLook(*button, WizardStyle::Look::Small);
    m_ui->checkList->setConsole([this](remedies::ConsolePage page) {
        const auto &configuration = m_step.configuration();
        return configuration.org ? remedies::consoleUrl(*configuration.org, page, configuration.clientId) : QUrl();
    });
    connect(m_ui->checkList, &CheckList::checkAgainRequested, &m_step, &setup::CredentialsStep::checkNow);

    connect(m_ui->clientIdLineEdit, &QLineEdit::textChanged, &m_step, &setup::CredentialsStep::setClientId);
    connect(m_ui->clientSecretEdit, &SecretLineEdit::edited, this,
            [this] { m_step.setClientSecret(m_ui->clientSecretEdit->secret()); });
    connect(m_ui->keepCheckBox, &QCheckBox::toggled, &m_step, &setup::CredentialsStep::setKeepClientSecret);
    connect(m_ui->checkAgainButton, &QPushButton::clicked, &m_step, &setup::CredentialsStep::checkNow);
    // There may be nothing to hand out: then the person makes it in the console.
    const auto offerDemo = [this, demo] { m_ui->demoButton->setVisible(demo && !demo->clientId.isEmpty()); };
    offerDemo();
    if (demo) {
        connect(demo, &DemoValues::changed, this, offerDemo);
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
    const QString name = m_step.configuration().applicationName.trimmed();
    m_ui->breadcrumbLabel->setText(
        QStringLiteral("Applications › Applications › %1 › General › Client Credentials")
            .arg(name.isEmpty() ? QStringLiteral("Pomerium") : serverText(name, LongestName)));
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
    QString error;
    QString note;
    switch (m_step.clientIdProblem()) {
    case Problem::Empty:
        break;
    case Problem::TooLong:
        error = tr("This is too long for a client ID. Okta's client IDs begin with 0oa and have 20 characters.");
        break;
    case Problem::CharacterInvalid:
        error = tr("Client IDs contain only letters and numbers. Copy it again from Okta.");
        break;
    case Problem::None:
        if (const auto hint = m_step.clientIdHint())
            note = advice::sentence(*hint, advice::Field::ClientId);
        break;
    }
    m_ui->clientIdHelp->setError(error);
    m_ui->clientIdHelp->setNote(note);
}

void CredentialsPage::renderSecret()
{
    const bool isHeld = !m_step.configuration().clientSecret.isEmpty();
    if (m_step.secretIsRestored())
        m_ui->clientSecretEdit->setPlaceholderText(tr("From the keychain; type to replace it"));
    else
        m_ui->clientSecretEdit->setPlaceholderText(isHeld ? tr("Entered; type to replace it") : QString());
    using Problem = setup::CredentialsStep::SecretProblem;
    QString error;
    QString note = m_step.secretWasTrimmed() ? tr("Spaces were removed.")
        : m_step.secretIsRestored()          ? tr("Found in the system keychain.")
                                             : QString();
    switch (m_step.secretProblem()) {
    case Problem::Empty:
        break;
    case Problem::TooLong:
        error = tr("This is too long for a client secret. Okta's have 64 characters.");
        break;
    case Problem::CharacterInvalid:
        error = tr("Client secrets contain no spaces. Copy it again from Okta, with the button beside it.");
        break;
    case Problem::None:
        if (const auto hint = m_step.secretHint())
            note = advice::sentence(*hint, advice::Field::ClientSecret);
        break;
    }
    m_ui->secretHelp->setError(error);
    m_ui->secretHelp->setNote(note);
}

void CredentialsPage::renderKeeping()
{
    {
        const QSignalBlocker guard(m_ui->keepCheckBox);
        m_ui->keepCheckBox->setChecked(m_step.configuration().keepClientSecret);
    }
    using State = setup::KeptSecret::State;
    switch (m_step.keptState()) {
    case State::NotKept:
        m_ui->keepNotice->clear();
        break;
    case State::Asking:
    case State::Storing:
        m_ui->keepNotice->showText(checks::Status::Running, tr("Saving in the system keychain…"));
        break;
    case State::Kept:
        m_ui->keepNotice->showText(checks::Status::Passed,
                                   m_isPractice ? tr("Practice: kept until this window closes.")
                                                : tr("Saved in the system keychain."));
        break;
    case State::SessionOnly:
        m_ui->keepNotice->showText(checks::Status::Passed, tr("Kept in memory until the wizard closes."));
        break;
    case State::Failed:
        m_ui->keepNotice->show(checks::Status::Failed, advice::diagnose(*m_step.kept().error()));
        break;
    }
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
    const bool isOld = m_step.needsRecheck() && !m_step.isBusy();
    m_ui->findingsLabel->setText(isOld ? tr("These checks are about earlier values. Check again.") : QString());
    m_ui->findingsLabel->setVisible(isOld && !lines.isEmpty());
    const auto markOf = [&](const char *id) {
        for (const auto &line : std::as_const(lines)) {
            if (line.id == QLatin1String(id) && line.status == checks::Status::Passed && !isOld)
                return FieldHelp::Mark::Verified;
        }
        return FieldHelp::Mark::None;
    };
    m_ui->clientIdHelp->setMark(m_step.isBusy() ? FieldHelp::Mark::Busy : markOf("client-known"));
    m_ui->secretHelp->setMark(m_step.isBusy() ? FieldHelp::Mark::Busy : markOf("secret-accepted"));
    m_ui->checkList->setLines(lines);
    m_ui->checkList->setVisible(!lines.isEmpty());
    m_ui->checkList->setCheckAgain(m_step.canCheckNow());
    const ProblemCard *const problem = m_step.isBusy() ? nullptr : m_ui->checkList->firstProblem();
    for (FieldHelp *const help : {m_ui->clientIdHelp, m_ui->secretHelp})
        help->setProblem(problem ? problem->text() : QString());
    // A problem has its own button.
    m_ui->checkAgainButton->setVisible(m_step.canCheckNow() && !m_ui->checkList->firstProblem());
}

QString CredentialsPage::hint() const
{
    return tr("Next: sign in once to test it");
}

QWidget *CredentialsPage::firstProblem() const
{
    const ProblemCard *const card = m_ui->checkList->firstProblem();
    return card ? card->firstButton() : nullptr;
}
