#include "wizard/SignInPage.h"

#include "advice/BrowserSymptom.h"
#include "advice/CheckLine.h"
#include "oidc/CheckIds.h"
#include "setup/CredentialsStep.h"
#include "setup/SignInStep.h"
#include "wizard/Appearance.h"
#include "wizard/PlainLabel.h"
#include "wizard/ProblemCard.h"
#include "wizard/WizardStyle.h"

#include <QLocale>
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
    m_ui->skipLabel->setInk(tokens::Role::SecondaryText);
    WizardStyle::setLook(*m_ui->signInButton, WizardStyle::Look::Primary);
    WizardStyle::setLook(*m_ui->symptomsButton, WizardStyle::Look::Link);
    WizardStyle::setLook(*m_ui->skipButton, WizardStyle::Look::Link);
    m_ui->urlRow->setNames(tr("Address to sign in at"), tr("Copy the address to sign in at"));
    auto *const symptoms = new QVBoxLayout(m_ui->symptomsWidget);
    symptoms->setContentsMargins(appearance::lines(*this, 1), 0, 0, 0);
    m_ui->symptomsWidget->hide();
    m_ui->symptomsButton->setAccessibleName(m_ui->symptomsButton->text());
    m_second.setInterval(std::chrono::seconds(1));

    connect(&m_second, &QTimer::timeout, this, &SignInPage::renderWait);
    connect(m_ui->signInButton, &QPushButton::clicked, &m_step, &setup::SignInStep::start);
    connect(m_ui->reopenButton, &QPushButton::clicked, &m_step, &setup::SignInStep::reopenBrowser);
    connect(m_ui->pasteButton, &QPushButton::clicked, this, &SignInPage::takeAddress);
    connect(m_ui->pasteLineEdit, &QLineEdit::returnPressed, this, &SignInPage::takeAddress);
    connect(m_ui->pasteLineEdit, &QLineEdit::textChanged, this, &SignInPage::renderPaste);
    connect(m_ui->skipButton, &QPushButton::clicked, &m_step, &setup::SignInStep::skip);
    connect(m_ui->symptomsButton, &QPushButton::toggled, this, [this](bool isOpen) {
        renderSymptoms();
        m_ui->symptomsWidget->setVisible(isOpen);
    });
    connect(&m_step, &setup::Step::changed, this, &SignInPage::render);
    if (m_credentials) {
        connect(m_credentials, &setup::Step::changed, this, &SignInPage::render);
        connect(m_ui->obstacleList, &CheckList::checkAgainRequested, m_credentials, &setup::CredentialsStep::checkNow);
    }
    const auto console = [this](remedies::ConsolePage page) {
        const auto &org = m_step.configuration().org;
        return org && page == remedies::ConsolePage::Applications ? org->adminUrl(QStringLiteral("/admin/apps/active"))
                                                                  : QUrl();
    };
    m_ui->obstacleList->setConsole(console);
    m_ui->checkList->setConsole(console);
    renderPaste();
    render();
}

SignInPage::~SignInPage() = default;

QWidget *SignInPage::firstField() const
{
    return m_ui->signInButton;
}

void SignInPage::render()
{
    const auto inTheWay = m_step.isBusy() ? QList<advice::CheckLine>() : obstacles();
    m_ui->obstacleList->setLines(inTheWay);
    m_ui->obstacleList->setVisible(!inTheWay.isEmpty());
    m_ui->obstacleList->setCheckAgain(m_credentials && m_credentials->canCheckNow());
    m_ui->startCard->setVisible(inTheWay.isEmpty());
    m_ui->signInButton->setEnabled(m_step.canStart() && inTheWay.isEmpty());
    m_ui->signInButton->setText(m_step.hasReport() && !m_step.isBusy() ? tr("Sign in again with the browser")
                                                                       : tr("Sign in with the browser"));
    m_ui->signInButton->setAccessibleName(tr("Sign in with the browser"));
    // One filled button: once the test has passed, it is the one that goes on.
    WizardStyle::setLook(*m_ui->signInButton,
                         m_step.canProceed() ? WizardStyle::Look::Plain : WizardStyle::Look::Primary);
    auto lines = advice::checkLines(m_step.report().checks);
    if (m_step.configuration().release.usesServiceAccount()) {
        for (auto &line : lines) {
            if (line.id == QLatin1String("groups") && line.status == checks::Status::Skipped)
                line.headline = tr("This release of Pomerium takes groups from the directory, not from the sign-in.");
        }
    }
    m_ui->checkList->setLines(lines);
    m_ui->skipButton->setVisible(!m_step.isVerified() && !m_step.isSkipped());
    m_ui->skipLabel->setVisible(!m_step.isVerified() && !m_step.isSkipped());
    m_ui->symptomsButton->setVisible(!m_step.isVerified());
    if (m_ui->symptomsButton->isChecked())
        renderSymptoms();
    renderOutcome();
    renderWait();

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
    if (!m_second.isActive())
        m_second.start();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_step.remainingWait()).count();
    //: %1: minutes and seconds, "4:59"
    m_ui->waitLabel->setText(
        tr("Waiting for the browser to come back. Time left: %1")
            .arg(QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'))));
    m_ui->urlRow->setValue(m_step.authorizationUrl().toString(QUrl::FullyEncoded));
}

void SignInPage::renderOutcome()
{
    using Status = checks::Status;
    Notice *const notice = m_ui->outcomeNotice;
    if (m_step.isBusy()) {
        notice->clear();
    } else if (m_step.isSkipped()) {
        notice->showText(
            Status::Warning, tr("This check was left out."),
            tr("Whether people can sign in to Pomerium is not known. The review page and the report say so."));
    } else if (m_step.wasCancelled() && !m_step.hasReport()) {
        notice->showText(Status::Running, tr("Canceled."),
                         tr("Nothing was learned from the unfinished attempt. Tokens that "
                            "may have come are being revoked."));
    } else if (m_step.needsRecheck()) {
        notice->showText(Status::Warning, tr("Check again."),
                         tr("Something that this result was about has changed since."));
    } else if (m_step.isVerified()) {
        const auto &report = m_step.report();
        const QString who = report.email.isEmpty() ? report.subject : report.email;
        notice->showText(
            Status::Passed, tr("%1 can sign in.").arg(who),
            tr("Checked %1.").arg(QLocale().toString(m_step.finishedAt().toLocalTime(), QLocale::ShortFormat)));
    } else if (m_step.hasReport() && m_step.report().isTimedOut) {
        notice->showText(
            Status::Failed, tr("The browser never came back."),
            tr("The commonest mistakes stay in the browser: look there, and press \"What does the browser show?\"."));
    } else if (m_step.hasReport()) {
        notice->showText(Status::Failed, tr("The sign-in test failed."),
                         tr("The lines below say what, why, and what to do."));
    } else {
        notice->clear();
    }
}

void SignInPage::renderSymptoms()
{
    QString redirectUri = m_step.report().redirectUri;
    if (redirectUri.isEmpty())
        redirectUri = m_step.configuration().loopbackRedirectUris().value(0);
    if (redirectUri == m_symptomsFor)
        return;
    m_symptomsFor = redirectUri;
    qDeleteAll(m_ui->symptomsWidget->findChildren<QLabel *>());
    const auto symptoms = advice::browserSymptoms(redirectUri);
    for (const auto &symptom : symptoms) {
        auto *const sight = new PlainLabel(symptom.sight, m_ui->symptomsWidget);
        sight->setFont(appearance::headingFont(font(), 1.0));
        m_ui->symptomsWidget->layout()->addWidget(sight);
        m_ui->symptomsWidget->layout()->addWidget(
            new PlainLabel(symptom.cause + QLatin1Char('\n') + symptom.remedy, m_ui->symptomsWidget));
    }
}

QList<advice::CheckLine> SignInPage::obstacles() const
{
    QList<advice::CheckLine> lines;
    if (!m_credentials || !m_credentials->probe() || m_credentials->needsRecheck() || m_credentials->isBusy())
        return lines;
    const QStringList own = m_step.configuration().loopbackRedirectUris();
    // Of the finding, not of its line: the line's id no longer says which URI it is about.
    const auto &findings = m_credentials->probe()->findings;
    for (const auto &check : findings) {
        if (check.status == checks::Status::Failed && own.contains(oidc::ProbeId::uriOf(check.id)))
            lines.append(advice::checkLine(check, findings));
    }
    return lines;
}

QWidget *SignInPage::firstProblem() const
{
    if (const ProblemCard *const card = m_ui->obstacleList->firstProblem())
        return card->firstButton();
    const ProblemCard *const card = m_ui->checkList->firstProblem();
    return card ? card->firstButton() : nullptr;
}

QString SignInPage::missing() const
{
    if (m_step.canProceed())
        return {};
    if (!m_step.isBusy() && !obstacles().isEmpty())
        return tr("Add the redirect URIs of this test in Okta first.");
    if (m_step.isWaitingForBrowser())
        return tr("Waiting for the browser…");
    if (m_step.isBusy())
        return tr("Checking…");
    if (!m_step.canStart())
        return tr("Enter the client ID and client secret first.");
    return m_step.hasReport() && !m_step.needsRecheck() ? tr("The sign-in test failed.")
                                                        : tr("Sign in, or skip this test.");
}
