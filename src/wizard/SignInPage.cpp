#include "wizard/SignInPage.h"

#include "advice/BrowserSymptom.h"
#include "advice/CheckLine.h"
#include "oidc/CheckIds.h"
#include "setup/CredentialsStep.h"
#include "setup/Requests.h"
#include "setup/SignInStep.h"
#include "wizard/Appearance.h"
#include "wizard/PlainLabel.h"
#include "wizard/ProblemCard.h"
#include "wizard/WizardStyle.h"

#include <QCheckBox>
#include <QLocale>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QUrl>

#include <algorithm>
#include <iterator>

#include "ui_SignInPage.h"

SignInPage::SignInPage(setup::SignInStep &step, setup::CredentialsStep *credentials, QWidget *parent)
    : Page(parent)
    , m_step(step)
    , m_credentials(credentials)
    , m_ui(std::make_unique<Ui::SignInPage>())
{
    m_ui->setupUi(this);
    dress();
    m_ui->startRow->setSpacing(tokens::units(*this, 4));
    m_ui->waitMark->setStatus(checks::Status::Running);
    m_ui->waitTitleLabel->setWordWrap(false);
    m_ui->waitLabel->setInk(tokens::Role::SecondaryText);
    m_ui->waitRow->setStretchFactor(m_ui->waitLabel, 1);
    m_ui->symptomsCard->setTight(true);
    WizardStyle::setLook(*m_ui->symptomsButton, WizardStyle::Look::Link);
    WizardStyle::setLook(*m_ui->skipButton, WizardStyle::Look::Link);
    m_ui->urlRow->setNames(tr("Address to sign in at"), tr("Copy the address to sign in at"));
    auto *const symptoms = new QVBoxLayout(m_ui->symptomsWidget);
    symptoms->setContentsMargins(0, 0, 0, 0);
    symptoms->setSpacing(tokens::units(*this, 0.5));
    m_ui->symptomsWidget->hide();
    m_ui->symptomCard->hide();
    m_ui->symptomsButton->setAccessibleName(m_ui->symptomsButton->text());
    m_second.setInterval(std::chrono::seconds(1));

    connect(&m_second, &QTimer::timeout, this, &SignInPage::renderWait);
    connect(m_ui->signInButton, &QPushButton::clicked, &m_step, &setup::SignInStep::start);
    connect(m_ui->noGroupsCheckBox, &QCheckBox::toggled, this, [this](bool none) { m_step.setUsesGroups(!none); });
    connect(m_ui->reopenButton, &QPushButton::clicked, &m_step, &setup::SignInStep::reopenBrowser);
    connect(m_ui->pasteButton, &QPushButton::clicked, this, &SignInPage::takeAddress);
    m_ui->pasteLineEdit->setFont(tokens::font(tokens::Type::Code, font()));
    connect(m_ui->pasteLineEdit, &QLineEdit::returnPressed, this, &SignInPage::takeAddress);
    connect(m_ui->pasteLineEdit, &QLineEdit::textChanged, this, &SignInPage::renderPaste);
    connect(m_ui->skipButton, &QPushButton::clicked, &m_step, &setup::SignInStep::skip);
    connect(m_ui->symptomsButton, &QPushButton::toggled, this, &SignInPage::renderSymptoms);
    connect(&m_step, &setup::Step::changed, this, &SignInPage::render);
    if (m_credentials) {
        connect(m_credentials, &setup::Step::changed, this, &SignInPage::render);
        connect(m_ui->obstacleList, &CheckList::checkAgainRequested, m_credentials, &setup::CredentialsStep::checkNow);
    }
    const auto console = [this](remedies::ConsolePage page) {
        const auto &configuration = m_step.configuration();
        return configuration.org ? remedies::consoleUrl(*configuration.org, page, configuration.clientId) : QUrl();
    };
    m_ui->obstacleList->setConsole(console);
    m_ui->checkList->setConsole(console);
    m_ui->symptomCard->setConsole(console);
    renderPaste();
    render();
}

SignInPage::~SignInPage() = default;

bool SignInPage::tellsTime() const
{
    return m_step.isWaitingForBrowser();
}

QWidget *SignInPage::firstField() const
{
    return nullptr; // the primary button is what one came for
}

QString SignInPage::hint() const
{
    return m_step.isSkipped() ? tr("You skipped this test. Next: groups and the API token.")
                              : tr("Next: groups and the API token.");
}

QString SignInPage::verb() const
{
    return m_step.canProceed() ? QString() : tr("&Sign in with browser");
}

bool SignInPage::canAct() const
{
    return m_step.canStart() && obstacles().isEmpty();
}

void SignInPage::act()
{
    m_step.start();
}

void SignInPage::render()
{
    const auto inTheWay = m_step.isBusy() ? QList<advice::CheckLine>() : obstacles();
    m_ui->obstacleList->setLines(inTheWay);
    m_ui->obstacleList->setVisible(!inTheWay.isEmpty());
    m_ui->obstacleList->setCheckAgain(m_credentials && m_credentials->canCheckNow());
    m_ui->startCard->setVisible(inTheWay.isEmpty() && !m_step.isBusy());
    m_ui->noGroupsCheckBox->setVisible(m_step.readsGroups());
    m_ui->noGroupsCheckBox->setEnabled(!m_step.isBusy());
    const QSignalBlocker silent(m_ui->noGroupsCheckBox); // showing is no choice
    m_ui->noGroupsCheckBox->setChecked(!m_step.configuration().usesGroups);
    // Until it has passed or was left out, the primary button is the one that signs in.
    m_ui->signInButton->setVisible(m_step.canProceed());
    m_ui->signInButton->setEnabled(canAct());
    m_ui->signInButton->setText(m_step.hasReport() ? tr("Sign in again") : tr("Sign in with browser"));
    auto lines = advice::checkLines(m_step.report().checks);
    if (m_step.configuration().release.usesServiceAccount()) {
        for (auto &line : lines) {
            if (line.id == QLatin1String("groups") && line.status == checks::Status::Skipped)
                line.headline = tr("This Pomerium release reads groups from the directory.");
        }
    } else if (!m_step.configuration().usesGroups) {
        for (auto &line : lines) {
            if (line.id == QLatin1String("groups") && line.status == checks::Status::Skipped)
                line.headline = tr("Not checked: no policy uses groups.");
        }
    }
    m_ui->checkList->setLines(lines);
    m_ui->skipButton->setVisible(!m_step.isVerified() && !m_step.isSkipped());
    m_ui->skipHintLabel->setVisible(!m_step.isVerified() && !m_step.isSkipped());
    renderOutcome();
    renderWait();
    renderSymptoms();

    // The browser covered this window; now there is something to see here.
    const bool isWaiting = m_step.isWaitingForBrowser();
    if (m_wasWaiting && !isWaiting && m_step.isBusy() && isVisible() && !isActiveWindow()) {
        window()->raise();
        window()->activateWindow();
    }
    m_wasWaiting = isWaiting;
}

void SignInPage::renderPaste()
{
    m_ui->pasteButton->setEnabled(!m_ui->pasteLineEdit->text().trimmed().isEmpty());
    m_ui->pasteProblemLabel->hide();
}

void SignInPage::takeAddress()
{
    if (m_ui->pasteLineEdit->text().trimmed().isEmpty())
        return;
    if (m_step.takeAddress(m_ui->pasteLineEdit->text())) {
        m_ui->pasteLineEdit->clear(); // it has the code
        return;
    }
    m_ui->pasteProblemLabel->setText(tr("This is not the answer to this sign-in. Copy the whole address from the "
                                        "browser's address bar. It begins with %1.")
                                         .arg(m_step.report().redirectUri));
    m_ui->pasteProblemLabel->show();
}

void SignInPage::renderWait()
{
    const bool isWaiting = m_step.isWaitingForBrowser();
    m_ui->waitBox->setVisible(isWaiting);
    if (!isWaiting) {
        m_second.stop();
        m_ui->pasteLineEdit->clear();
        return;
    }
    if (!m_second.isActive()) {
        m_second.start();
        m_waited.start();
    }
    if (m_waited.isValid() && m_waited.hasExpired(m_patience.count())) {
        m_waited.invalidate(); // once: whoever closes the list keeps it closed
        m_ui->symptomsButton->setChecked(true);
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_step.remainingWait()).count();
    //: %1: minutes and seconds, "4:59"
    m_ui->waitLabel->setText(
        tr("Time left: %1").arg(QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'))));
    m_ui->urlRow->setValue(m_step.authorizationUrl().toString(QUrl::FullyEncoded));
}

void SignInPage::renderOutcome()
{
    using Status = checks::Status;
    Notice *const notice = m_ui->outcomeNotice;
    if (m_step.isBusy()) {
        notice->clear();
        return;
    }
    if (m_step.isSkipped()) {
        notice->showText(Status::Warning, tr("You skipped this test."),
                         tr("We don't know whether people can sign in to Pomerium. The report says so."));
    } else if (m_step.wasCancelled() && !m_step.hasReport()) {
        notice->showText(Status::Running, tr("Canceled."),
                         tr("The unfinished test has no result. Any tokens it received are being revoked."));
    } else if (m_step.needsRecheck()) {
        notice->showText(Status::Warning, tr("Check again."), tr("Something changed since this test."));
    } else if (m_step.isVerified()) {
        const auto &report = m_step.report();
        const QString who = report.email.isEmpty() ? report.subject : report.email;
        notice->showText(
            Status::Passed, tr("%1 can sign in.").arg(who),
            setup::hasUnreadParameters(m_step.configuration())
                ? tr("IDP_REQUEST_PARAMS of the imported file could not be read, so this test did not send them.")
                : tr("Checked %1.").arg(QLocale().toString(m_step.finishedAt().toLocalTime(), QLocale::ShortFormat)));
    } else if (m_step.hasReport() && m_step.report().isTimedOut) {
        notice->showText(Status::Failed, tr("The browser never came back."),
                         tr("Most errors appear only in the browser. Tell us below what you see there."));
    } else if (m_step.hasReport()) {
        notice->showText(Status::Failed, tr("The sign-in test failed."),
                         tr("Fix the problem below, then sign in again."));
    } else {
        notice->clear();
    }
}

void SignInPage::renderSymptoms()
{
    // What stays in the browser is asked for while it is awaited, and after it never came.
    const bool isAsked = m_step.isWaitingForBrowser() || (m_step.hasReport() && m_step.report().isTimedOut);
    const bool isOpen = isAsked && m_ui->symptomsButton->isChecked();
    m_ui->symptomsCard->setVisible(isAsked && !m_step.isVerified());
    m_ui->symptomsWidget->setVisible(isOpen);
    const auto chosen = std::find_if(m_symptoms.cbegin(), m_symptoms.cend(),
                                     [](const QRadioButton *symptom) { return symptom->isChecked(); });
    m_ui->symptomCard->setVisible(isOpen && chosen != m_symptoms.cend());
    QString redirectUri = m_step.report().redirectUri;
    if (redirectUri.isEmpty())
        redirectUri = m_step.configuration().loopbackRedirectUris().value(0);
    if (!isOpen || redirectUri == m_symptomsFor)
        return;
    m_symptomsFor = redirectUri;
    m_ui->symptomCard->hide();
    qDeleteAll(m_symptoms);
    m_symptoms.clear();
    const auto symptoms = advice::browserSymptoms(redirectUri);
    for (const auto &symptom : symptoms) {
        auto *const button = new QRadioButton(symptom.choice, m_ui->symptomsWidget);
        const auto index = static_cast<int>(m_symptoms.size());
        m_ui->symptomsWidget->layout()->addWidget(button);
        button->show(); // at once: a layout shows what it is given only when the event loop comes to it
        m_symptoms.append(button);
        // However it was chosen: a screen reader toggles, and does not click.
        connect(button, &QRadioButton::toggled, this, [this, index](bool isChosen) {
            if (isChosen)
                showSymptom(index);
        });
    }
}

void SignInPage::showSymptom(int index)
{
    m_ui->symptomCard->setLine(advice::browserSymptoms(m_symptomsFor).at(index).problem);
    m_ui->symptomCard->show();
    Q_EMIT shown(m_ui->symptomCard);
}

QList<advice::CheckLine> SignInPage::obstacles() const
{
    QList<advice::CheckLine> lines;
    if (!m_credentials)
        return lines;
    for (const auto &check : m_credentials->unregisteredLoopbackUris())
        lines.append(advice::checkLine(check, m_credentials->probe()->findings));
    return lines;
}

QWidget *SignInPage::firstProblem() const
{
    if (const ProblemCard *const card = m_ui->obstacleList->firstProblem())
        return card->firstButton();
    const ProblemCard *const card = m_ui->checkList->firstProblem();
    return card ? card->firstButton() : nullptr;
}
