#include "wizard/ApiTokenPage.h"

#include "advice/CheckLine.h"
#include "advice/Diagnosis.h"
#include "advice/Places.h"
#include "setup/ApiTokenStep.h"
#include "wizard/DemoValues.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QLineEdit>
#include <QLocale>

#include "ui_ApiTokenPage.h"

namespace {

constexpr qsizetype MostNamed = 10; // groups in one sentence

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ApiTokenPage)
};

/// What a directory sync needs, and whether it was seen that the token has it.
QString needs(const okta::TokenReport &report)
{
    const auto groups = report.checks.status(okta::TokenCheckId::ListGroups);
    const auto members = report.checks.status(okta::TokenCheckId::ListMembers);
    const QString has = members == checks::Status::Passed ? Words::tr("The token has both.")
        : groups == checks::Status::Failed
        ? Words::tr("It was not seen that the token has the first; the second was not tried.")
        : members == checks::Status::Skipped
        ? Words::tr("The token has the first. Couldn't check the second, because it sees no group.")
        : Words::tr("The token has the first; it was not seen that it has the second.");
    return Words::tr("A directory sync needs two rights: to list the groups, and to list the members of each. %1")
        .arg(has);
}

} // namespace

ApiTokenPage::ApiTokenPage(setup::ApiTokenStep &step, const DemoValues *demo, QWidget *parent)
    : Page(parent)
    , m_step(step)
    , m_isPractice(demo != nullptr)
    , m_ui(std::make_unique<Ui::ApiTokenPage>())
{
    m_ui->setupUi(this);
    dress();
    m_ui->groupsLabel->setType(tokens::Type::CardHeading);
    for (PlainLabel *const label : {m_ui->introLabel, m_ui->breadcrumbLabel, m_ui->ownerLabel, m_ui->needsLabel})
        label->setInk(tokens::Role::SecondaryText);
    m_ui->breadcrumbLabel->setText(advice::places::tokens());
    m_ui->tokenEdit->setNames(tr("API token"), tr("Reveal API token"));
    m_ui->openPageButton->setAccessibleName(tr("Open this page"));
    m_ui->groupsView->setGroups(m_step.directory().groups());
    m_second.setInterval(std::chrono::seconds(1));

    connect(&m_second, &QTimer::timeout, this, &ApiTokenPage::renderWait);
    connect(m_ui->openPageButton, &QPushButton::clicked, this, [this] {
        if (const auto &org = m_step.configuration().org)
            QDesktopServices::openUrl(org->adminUrl(QStringLiteral("/admin/access/api/tokens")));
    });
    connect(m_ui->tokenEdit, &SecretLineEdit::edited, this, [this] { m_step.setToken(m_ui->tokenEdit->secret()); });
    connect(m_ui->checkAgainButton, &QPushButton::clicked, &m_step, &setup::ApiTokenStep::checkNow);
    connect(m_ui->unlockButton, &QPushButton::clicked, this, [this] { m_step.restore(true); });
    connect(m_ui->tryAgainButton, &QPushButton::clicked, &m_step, &setup::ApiTokenStep::keepAgain);
    connect(m_ui->sessionOnlyButton, &QPushButton::clicked, &m_step, &setup::ApiTokenStep::keepForSessionOnly);
    connect(m_ui->groupsAgainButton, &QPushButton::clicked, &m_step, &setup::ApiTokenStep::loadGroups);
    connect(m_ui->skipButton, &QPushButton::clicked, &m_step, &setup::ApiTokenStep::skip);
    const auto offerDemo = [this, demo] { m_ui->demoButton->setVisible(demo && !demo->apiToken.isEmpty()); };
    offerDemo();
    if (demo) {
        connect(demo, &DemoValues::changed, this, offerDemo);
        connect(m_ui->demoButton, &QPushButton::clicked, this,
                [this, demo] { m_ui->tokenEdit->setSecret(demo->apiToken); });
    }
    connect(m_ui->groupsView, &GroupsView::accessWanted, &m_step, &setup::ApiTokenStep::addToAccess);
    connect(&m_step.directory(), &setup::Directory::appended, m_ui->groupsView, &GroupsView::appended);
    connect(&m_step.directory(), &setup::Directory::appended, this, &ApiTokenPage::renderGroups);
    connect(&m_step, &setup::Step::changed, this, &ApiTokenPage::render);
    render();
}

ApiTokenPage::~ApiTokenPage() = default;

QWidget *ApiTokenPage::firstField() const
{
    return m_ui->tokenEdit;
}

void ApiTokenPage::render()
{
    const bool isSynced = m_step.configuration().release.usesServiceAccount();
    m_ui->groupsView->setCopied(isSynced ? GroupsView::Copied::Ids : GroupsView::Copied::Names);
    m_ui->introLabel->setText(
        isSynced ? tr("With this token Pomerium reads groups and their members from Okta. The rights of a Read-Only "
                      "Administrator are enough.")
                 : tr("Pomerium 0.20 or newer reads no service account: groups come with the sign-in. The token is "
                      "still good "
                      "for two things: to see here which groups there are, and for the directory sync of Pomerium "
                      "Enterprise and Zero, where it is entered in their consoles. Otherwise go on without it."));
    const auto &org = m_step.configuration().org;
    m_ui->openPageButton->setEnabled(org && !org->adminUrl(QStringLiteral("/")).isEmpty());
    renderToken();
    renderOwner();
    renderRules();
    renderKeychain();
    renderGroups();
    renderForecast();
    renderWait();
}

void ApiTokenPage::renderToken()
{
    const bool isHeld = !m_step.configuration().apiToken.isEmpty();
    m_ui->tokenEdit->setPlaceholderText(m_step.tokenIsRestored() ? tr("From the keychain; type to replace it")
                                            : isHeld             ? tr("Entered; type to replace it")
                                                                 : QString());
    m_ui->tokenHintLabel->setText(m_step.tokenWasTrimmed()       ? tr("What stood around the token was cut.")
                                      : m_step.tokenIsRestored() ? tr("The token was found in the keychain.")
                                                                 : tr("Okta shows it once, when it is created."));
    if (m_step.tokenProblem())
        m_ui->tokenNotice->show(checks::Status::Failed, advice::diagnose(*m_step.tokenProblem()));
    else if (m_step.tokenHint())
        m_ui->tokenNotice->showText(checks::Status::Warning,
                                    advice::sentence(*m_step.tokenHint(), advice::Field::ApiToken));
    else if (m_step.kept().isUnlockingToRestore())
        m_ui->tokenNotice->show(checks::Status::Running, advice::describe(secrets::KeychainState::Locked));
    else if (m_step.kept().restoreError())
        m_ui->tokenNotice->show(checks::Status::Warning,
                                advice::diagnose(*m_step.kept().restoreError(), advice::KeychainUse::Fetch));
    else
        m_ui->tokenNotice->clear();
    m_ui->unlockButton->setEnabled(!m_step.kept().isUnlockingToRestore());
    m_ui->tokenEdit->setDescription(m_ui->tokenNotice->text());
    m_ui->unlockButton->setVisible(m_step.kept().canUnlockToRestore() && !isHeld);
    const bool hasResult = m_step.checkedAt().isValid() || m_step.isChecking();
    m_ui->checkList->setLines(hasResult ? advice::checkLines(m_step.report().checks) : QList<advice::CheckLine>());
    m_ui->checkAgainButton->setVisible(hasResult && !m_step.isChecking() && isHeld);
    m_ui->skipButton->setVisible(!m_step.isVerified() && !m_step.isSkipped());
    if (m_step.isSkipped())
        m_ui->skippedNotice->showText(
            checks::Status::Warning, tr("Going on without an API token."),
            m_step.configuration().release.usesServiceAccount()
                ? tr("Pomerium will not know any groups, and policies that name groups let nobody in.")
                : tr("Groups come from the claim in the ID token."));
    else
        m_ui->skippedNotice->clear();
}

void ApiTokenPage::renderOwner()
{
    const auto report = m_step.report();
    m_ui->ownerLabel->setVisible(report.owner.has_value());
    m_ui->needsLabel->setVisible(report.owner.has_value() && !m_step.isChecking() && !m_step.needsRecheck());
    if (!report.owner)
        return;
    const QString person = report.owner->person();
    if (m_step.needsRecheck()) {
        m_ui->ownerLabel->setText(tr("The token before belonged to %1.").arg(person));
        return;
    }
    m_ui->ownerLabel->setText(
        report.owner->status.isEmpty()
            ? tr("The token belongs to %1. It may do what this person may do in Okta, now and later.").arg(person)
            : tr("The token belongs to %1, status %2. It may do what this person may do in Okta, now and later.")
                  .arg(person, report.owner->status));
    m_ui->needsLabel->setText(needs(report));
}

void ApiTokenPage::renderRules()
{
    QStringList rules{
        tr("• 30 days without use: every use resets the 30 days. Pomerium uses it with every directory sync."),
        tr("• The person who created it is deactivated or suspended, or loses the administrator's role: create it as "
           "an "
           "administrator who stays."),
        tr("• Networks that it may be used from: they are chosen when the token is created, and Pomerium's servers "
           "have to be "
           "among them."),
        tr("Okta refuses a token that has ended as if it were mistyped; it does not say why.")};
    if (m_step.configuration().release.usesServiceAccount())
        rules.append(
            tr("When the token is replaced, restart Pomerium: after a first sync that failed it shows no groups until "
               "then."));
    m_ui->rulesLabel->setText(rules.join(QLatin1Char('\n')));
}

void ApiTokenPage::renderWait()
{
    const auto now = QDateTime::currentDateTimeUtc();
    const auto check = m_step.checkWaitingUntil();
    m_ui->waitLabel->setVisible(check.has_value());
    if (check)
        m_ui->waitLabel->setText(tr("Okta's rate limit is used up; checking again in %1 s. Cancel stops.")
                                     .arg(qMax(qint64(0), now.secsTo(*check))));
    if (m_step.directory().waitingUntil())
        renderGroups();
    if (!check && !m_step.directory().waitingUntil())
        m_second.stop();
    else if (!m_second.isActive())
        m_second.start();
}

void ApiTokenPage::renderKeychain()
{
    using Keeping = setup::KeptSecret::State;
    Notice *const notice = m_ui->keychainNotice;
    const auto keeping = m_step.kept().state();
    switch (keeping) {
    case Keeping::NotKept:
        notice->clear();
        break;
    case Keeping::Asking:
        notice->showText(checks::Status::Running, tr("Asking the keychain what it can do…"));
        break;
    case Keeping::Storing: {
        const auto words =
            m_step.kept().keychainState() ? advice::describe(*m_step.kept().keychainState()) : advice::Diagnosis();
        if (words.headline.isEmpty())
            notice->showText(checks::Status::Running, tr("Storing the token in the keychain and reading it back…"));
        else
            notice->show(checks::Status::Running, words);
        break;
    }
    case Keeping::Kept:
        if (m_isPractice)
            notice->showText(checks::Status::Passed, tr("Practice: the token is kept until this window closes."),
                             tr("A real one is stored in the system's keychain and read back."));
        else
            notice->showText(checks::Status::Passed, tr("The token is in the system's keychain; it was read back."));
        break;
    case Keeping::SessionOnly:
        notice->showText(checks::Status::Warning, tr("The token is kept in memory until this window closes."),
                         tr("It is stored nowhere else until the file is written."));
        break;
    case Keeping::Failed:
        notice->show(checks::Status::Failed,
                     m_step.kept().error() ? advice::diagnose(*m_step.kept().error()) : advice::Diagnosis());
        break;
    }
    m_ui->tryAgainButton->setVisible(keeping == Keeping::Failed);
    m_ui->sessionOnlyButton->setVisible(keeping == Keeping::Failed || keeping == Keeping::Storing);
}

void ApiTokenPage::renderGroups()
{
    const bool hasList = m_step.directory().isLoading() || m_step.directory().isComplete()
        || !m_step.directory().groups().isEmpty() || m_step.directory().error().has_value();
    m_ui->groupsBox->setVisible(hasList);
    const QString count = QLocale().toString(m_step.directory().groups().size());
    const auto until = m_step.directory().waitingUntil();
    if (until) {
        const auto seconds = qMax(qint64(0), QDateTime::currentDateTimeUtc().secsTo(*until));
        m_ui->groupsStateLabel->setText(
            tr("%1 so far. Okta's rate limit is used up; going on in %2 s. Cancel stops.").arg(count).arg(seconds));
    } else if (m_step.directory().isLoading()) {
        m_ui->groupsStateLabel->setText(tr("%1 so far…").arg(count));
    } else if (m_step.directory().isComplete()) {
        m_ui->groupsStateLabel->setText(tr("%1 in all.").arg(count));
    } else {
        m_ui->groupsStateLabel->setText(tr("%1, and this is not all of them: the list is not complete.").arg(count));
    }
    if (m_step.directory().error())
        m_ui->groupsNotice->show(checks::Status::Failed, advice::diagnose(*m_step.directory().error()));
    else
        m_ui->groupsNotice->clear();
    const auto &configuration = m_step.configuration();
    const bool isNamed = configuration.access == setup::Access::NamedGroups && !configuration.accessGroups.isEmpty();
    m_ui->accessLabel->setVisible(isNamed);
    if (isNamed)
        m_ui->accessLabel->setText(
            tr("These groups are on page 2, at Controlled access; assign them to the application in Okta, too: %1")
                .arg(QStringList(configuration.accessGroups.first(qMin(MostNamed, configuration.accessGroups.size())))
                         .join(QStringLiteral(", "))
                     + (configuration.accessGroups.size() > MostNamed ? QStringLiteral(" …") : QString())));
    m_ui->groupsAgainButton->setVisible(hasList && !m_step.directory().isLoading() && !m_step.directory().isComplete());
}

void ApiTokenPage::renderForecast()
{
    const auto forecast = m_step.forecast();
    const bool isOfUse = forecast && m_step.configuration().release.usesServiceAccount();
    m_ui->forecastBox->setVisible(isOfUse);
    if (!isOfUse)
        return;
    const QLocale locale;
    QStringList sentences;
    sentences.append(tr("Groups: %1. Calls for one full sync: %2 for the list of groups + %3 for their members = %4.")
                         .arg(locale.toString(forecast->groups), locale.toString(forecast->groupPages),
                              locale.toString(forecast->memberPages), locale.toString(forecast->callsFirstSync)));
    sentences.append(
        tr("Calls a minute: %1, of which one token gets %2 %: %3. So one sync takes about %4 s.")
            .arg(locale.toString(forecast->rateLimitPerMinute))
            .arg(forecast->tokenSharePercent)
            .arg(locale.toString(forecast->callsPerMinute), locale.toString(qint64(forecast->duration.count()))));
    if (!forecast->members)
        sentences.append(
            tr("How many members the groups have is not told; with groups of more than 200 members it takes longer."));
    if (forecast->fitsDefaults())
        sentences.append(tr("Pomerium's defaults are enough: a timeout of one minute, every ten minutes."));
    else
        sentences.append(tr("Pomerium gives up after one minute unless IDP_REFRESH_DIRECTORY_TIMEOUT is %1 s, with "
                            "IDP_REFRESH_DIRECTORY_INTERVAL %2 s. The review page offers to write both.")
                             .arg(locale.toString(qint64(forecast->timeout.count())),
                                  locale.toString(qint64(forecast->interval.count()))));
    m_ui->forecastLabel->setText(sentences.join(QLatin1Char('\n')));
}
