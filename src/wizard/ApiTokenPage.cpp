#include "wizard/ApiTokenPage.h"

#include "advice/CheckLine.h"
#include "advice/Diagnosis.h"
#include "setup/ApiTokenStep.h"
#include "wizard/DemoValues.h"
#include "wizard/Icons.h"
#include "wizard/ProblemCard.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QLineEdit>
#include <QLocale>
#include <QUrl>

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
    const QString has = members == checks::Status::Passed ? Words::tr("The token can do both.")
        : groups == checks::Status::Failed
        ? Words::tr("The token could not list groups, so we did not try to list members.")
        : members == checks::Status::Skipped
        ? Words::tr("The token can list groups. It sees no group, so we couldn't check the members.")
        : Words::tr("The token can list groups, but could not list members.");
    return Words::tr("A directory sync lists the groups and the members of each. %1").arg(has);
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
    m_ui->breadcrumbLabel->setText(QStringLiteral("Security › API › Tokens"));
    m_ui->tokenEdit->setNames(tr("API token"), tr("Show API token"));
    m_ui->openPageButton->setAccessibleName(tr("Open in Okta"));
    m_ui->openPageButton->setIcon(icons::make(icons::Icon::OpenOutside));
    m_ui->groupsView->setGroups(m_step.directory().groups());
    m_second.setInterval(std::chrono::seconds(1));

    connect(&m_second, &QTimer::timeout, this, &ApiTokenPage::renderWait);
    connect(m_ui->openPageButton, &QPushButton::clicked, this, [this] {
        if (const auto &org = m_step.configuration().org)
            QDesktopServices::openUrl(org->adminUrl(QStringLiteral("/admin/access/api/tokens")));
    });
    connect(m_ui->tokenEdit, &SecretLineEdit::edited, this, [this] { m_step.setToken(m_ui->tokenEdit->secret()); });
    connect(m_ui->checkAgainButton, &QPushButton::clicked, &m_step, &setup::ApiTokenStep::checkNow);
    connect(m_ui->checkList, &CheckList::checkAgainRequested, &m_step, &setup::ApiTokenStep::checkNow);
    m_ui->checkList->setConsole([this](remedies::ConsolePage page) {
        const auto &org = m_step.configuration().org;
        return org && page == remedies::ConsolePage::Tokens ? org->adminUrl(QStringLiteral("/admin/access/api/tokens"))
                                                            : QUrl();
    });
    connect(m_ui->unlockButton, &QPushButton::clicked, this, [this] { m_step.restore(true); });
    connect(m_ui->tryAgainButton, &QPushButton::clicked, &m_step, &setup::ApiTokenStep::keepAgain);
    connect(m_ui->sessionOnlyButton, &QPushButton::clicked, &m_step, &setup::ApiTokenStep::keepForSessionOnly);
    connect(m_ui->groupsAgainButton, &QPushButton::clicked, &m_step, &setup::ApiTokenStep::loadGroups);
    connect(m_ui->enterTokenButton, &QPushButton::clicked, this, [this] {
        m_ui->tokenEdit->setFocus(Qt::OtherFocusReason);
        Q_EMIT shown(m_ui->tokenEdit);
    });
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

QString ApiTokenPage::hint() const
{
    return m_step.isSkipped() ? tr("You skipped the API token. Next: review and write.")
                              : tr("Next: review and write.");
}

bool ApiTokenPage::tellsTime() const
{
    return m_step.checkWaitingUntil() || m_step.directory().waitingUntil();
}

QWidget *ApiTokenPage::firstField() const
{
    return m_ui->tokenEdit;
}

QWidget *ApiTokenPage::firstProblem() const
{
    const ProblemCard *const card = m_step.isChecking() ? nullptr : m_ui->checkList->firstProblem();
    return card ? card->firstButton() : nullptr;
}

void ApiTokenPage::render()
{
    const bool isSynced = m_step.configuration().release.usesServiceAccount();
    m_ui->groupsView->setCopied(isSynced ? GroupsView::Copied::Ids : GroupsView::Copied::Names);
    m_ui->introLabel->setText(
        isSynced ? tr("With this token, Pomerium reads groups and their members from Okta. The Read-Only "
                      "Administrator role is enough.")
                 : tr("Optional. You need a token only to browse groups here, or for directory sync in "
                      "Enterprise or Zero. Pomerium itself reads groups from the ID token."));
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
    m_ui->tokenHintLabel->setText(m_step.tokenWasTrimmed()       ? tr("Spaces were removed.")
                                      : m_step.tokenIsRestored() ? tr("Found in the system keychain.")
                                                                 : tr("Okta shows it once, when you create it."));
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
    m_ui->unlockButton->setVisible(m_step.kept().canUnlockToRestore() && !isHeld);
    const bool hasResult = m_step.checkedAt().isValid() || m_step.isChecking();
    m_ui->checkList->setLines(hasResult ? advice::checkLines(m_step.report().checks) : QList<advice::CheckLine>());
    m_ui->checkList->setVisible(hasResult); // or it leaves a gap
    const bool mayCheckAgain = hasResult && !m_step.isChecking() && isHeld;
    m_ui->checkList->setCheckAgain(mayCheckAgain);
    const ProblemCard *const problem = m_step.isChecking() ? nullptr : m_ui->checkList->firstProblem();
    m_ui->tokenEdit->setDescription(problem ? problem->text() : m_ui->tokenNotice->text());
    // A problem has its own button.
    m_ui->checkAgainButton->setVisible(mayCheckAgain && !m_ui->checkList->firstProblem());
    m_ui->skipButton->setVisible(!m_step.isVerified() && !m_step.isSkipped());
    if (m_step.isSkipped())
        m_ui->skippedNotice->showText(
            checks::Status::Warning, tr("You skipped the API token."),
            m_step.configuration().release.usesServiceAccount()
                ? tr("Pomerium will not know any groups. Policies that name groups let nobody in.")
                : tr("Pomerium reads groups from the ID token."));
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
        m_ui->ownerLabel->setText(tr("The earlier token belonged to %1.").arg(person));
        return;
    }
    m_ui->ownerLabel->setText(
        report.owner->status.isEmpty()
            ? tr("The token belongs to %1. It has the same permissions as this person.").arg(person)
            : tr("The token belongs to %1, status %2. It has the same permissions as this person.")
                  .arg(person, report.owner->status));
    m_ui->needsLabel->setText(needs(report));
}

void ApiTokenPage::renderRules()
{
    QStringList rules{tr("• Nobody uses it for 30 days. Every directory sync resets the 30 days."),
                      tr("• Its owner is deactivated, suspended, or no longer an administrator. Create it as an "
                         "administrator who stays."),
                      tr("• Pomerium's servers are outside the networks chosen when the token was created."),
                      tr("Okta rejects such a token as if it were mistyped. It does not say why.")};
    if (m_step.configuration().release.usesServiceAccount())
        rules.append(tr("Restart Pomerium when you replace the token. After a failed first sync, it shows no "
                        "groups until then."));
    m_ui->rulesLabel->setText(rules.join(QLatin1Char('\n')));
}

void ApiTokenPage::renderWait()
{
    const auto now = QDateTime::currentDateTimeUtc();
    const auto check = m_step.checkWaitingUntil();
    m_ui->waitLabel->setVisible(check.has_value());
    if (check)
        m_ui->waitLabel->setText(tr("Okta's rate limit is used up. We check again in %1 s. Select Cancel to stop.")
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
        notice->showText(checks::Status::Running, tr("Checking the system keychain…"));
        break;
    case Keeping::Storing: {
        const auto words =
            m_step.kept().keychainState() ? advice::describe(*m_step.kept().keychainState()) : advice::Diagnosis();
        if (words.headline.isEmpty())
            notice->showText(checks::Status::Running, tr("Saving in the system keychain…"));
        else
            notice->show(checks::Status::Running, words);
        break;
    }
    case Keeping::Kept:
        if (m_isPractice)
            notice->showText(checks::Status::Passed, tr("Practice: saved until this window closes."),
                             tr("A real one is saved in the system keychain."));
        else
            notice->showText(checks::Status::Passed, tr("Saved in the system keychain."));
        break;
    case Keeping::SessionOnly:
        notice->showText(checks::Status::Warning, tr("The token stays in memory only."),
                         tr("It is gone when this window closes."));
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
    m_ui->groupsBox->setVisible(hasList || !m_step.isSkipped());
    m_ui->groupsView->setVisible(hasList);
    m_ui->enterTokenButton->setVisible(!hasList && m_step.configuration().apiToken.isEmpty());
    const QString count = QLocale().toString(m_step.directory().groups().size());
    const auto until = m_step.directory().waitingUntil();
    if (!hasList) {
        m_ui->groupsStateLabel->setText(m_step.configuration().apiToken.isEmpty()
                                            ? tr("No groups yet. Enter an API token to list them.")
                                            : tr("No groups yet. They are listed once the token has passed."));
    } else if (until) {
        const auto seconds = qMax(qint64(0), QDateTime::currentDateTimeUtc().secsTo(*until));
        m_ui->groupsStateLabel->setText(
            tr("%1 so far. Okta's rate limit is used up. We continue in %2 s. Select Cancel to stop.")
                .arg(count)
                .arg(seconds));
    } else if (m_step.directory().isLoading()) {
        m_ui->groupsStateLabel->setText(tr("%1 so far…").arg(count));
    } else if (m_step.directory().isComplete()) {
        m_ui->groupsStateLabel->setText(tr("%1 in all.").arg(count));
    } else {
        m_ui->groupsStateLabel->setText(tr("%1 so far. The list is incomplete.").arg(count));
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
            tr("These groups may sign in. Assign them to the app in Okta, too: %1")
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
    sentences.append(tr("Groups: %1. One full sync takes %4 calls: %2 for the groups and %3 for their members.")
                         .arg(locale.toString(forecast->groups), locale.toString(forecast->groupPages),
                              locale.toString(forecast->memberPages), locale.toString(forecast->callsFirstSync)));
    sentences.append(
        tr("Okta allows %1 calls a minute, and one token %2 % of them: %3. One sync takes about %4 "
           "s.")
            .arg(locale.toString(forecast->rateLimitPerMinute))
            .arg(forecast->tokenSharePercent)
            .arg(locale.toString(forecast->callsPerMinute), locale.toString(qint64(forecast->duration.count()))));
    if (!forecast->members)
        sentences.append(
            tr("Okta does not say how many members the groups have. Groups of more than 200 take longer."));
    if (forecast->fitsDefaults())
        sentences.append(tr("Pomerium's defaults are enough. They are a timeout of one minute, every ten minutes."));
    else
        sentences.append(tr("Pomerium gives up after one minute. Set IDP_REFRESH_DIRECTORY_TIMEOUT to %1 s and "
                            "IDP_REFRESH_DIRECTORY_INTERVAL to %2 s. The review page offers to write both.")
                             .arg(locale.toString(qint64(forecast->timeout.count())),
                                  locale.toString(qint64(forecast->interval.count()))));
    m_ui->forecastLabel->setText(sentences.join(QLatin1Char('\n')));
}
