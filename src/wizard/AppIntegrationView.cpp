#include "wizard/AppIntegrationView.h"

#include "advice/CheckLine.h"
#include "advice/Diagnosis.h"
#include "advice/Places.h"
#include "setup/AppIntegration.h"
#include "setup/Requests.h"
#include "wizard/CheckList.h"
#include "wizard/Notice.h"
#include "wizard/PlainLabel.h"
#include "wizard/SecretLineEdit.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace {

QString changeText(const okta::ApplicationChange &change)
{
    //: %1: a setting's name in Okta's API, %2 and %3: its value before and after
    return AppIntegrationView::tr("%1: %2 → %3")
        .arg(change.path.section(QLatin1Char('.'), -1), okta::shown(change.before), okta::shown(change.after));
}

} // namespace

AppIntegrationView::AppIntegrationView(setup::AppIntegration &integration, const setup::Configuration &configuration,
                                       QWidget *parent)
    : QWidget(parent)
    , m_integration(integration)
    , m_configuration(configuration)
    , m_byHand(new QRadioButton(tr("Create it by hand in Okta"), this))
    , m_create(new QRadioButton(tr("Let this wizard create it"), this))
    , m_check(new QRadioButton(tr("It exists: check it"), this))
    , m_panel(new QWidget(this))
    , m_tokenLabel(new PlainLabel(m_panel))
    , m_token(new SecretLineEdit(m_panel))
    , m_clientIdLabel(new PlainLabel(m_panel))
    , m_clientId(new QLineEdit(m_panel))
    , m_startButton(new QPushButton(m_panel))
    , m_notice(new Notice(m_panel))
    , m_checkList(new CheckList(m_panel))
    , m_repairs(new QWidget(m_panel))
    , m_repairsLayout(new QVBoxLayout(m_repairs))
    , m_plan(new PlainLabel(m_panel))
    , m_actButton(new QPushButton(m_panel))
    , m_wait(new PlainLabel(m_panel))
    , m_cancelButton(new QPushButton(tr("Cancel"), m_panel))
    , m_undoButton(new QPushButton(tr("Delete the app that was created"), m_panel))
    , m_revokeButton(new QPushButton(tr("Revoke the management token"), m_panel))
{
    m_tokenLabel->setText(
        tr("This needs a temporary management token: a second API token, never the one that Pomerium uses. A Super "
           "Administrator can create it, or an account with the roles Read-Only Administrator and Application "
           "Administrator. It stays in memory only. Revoke it here when you are done.\n%1")
            .arg(advice::places::tokens()));
    m_token->setNames(tr("Management token"), tr("Reveal management token"));
    m_clientIdLabel->setText(tr("Client ID of the app"));
    m_clientIdLabel->setBuddy(m_clientId);
    m_clientId->setAccessibleName(tr("Client ID of the app"));
    m_repairsLayout->setContentsMargins(0, 0, 0, 0);

    auto *const buttons = new QHBoxLayout;
    for (QPushButton *const button : {m_actButton, m_cancelButton, m_undoButton, m_revokeButton})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *const start = new QHBoxLayout;
    start->addWidget(m_startButton);
    start->addStretch();
    auto *const panel = new QVBoxLayout(m_panel);
    panel->setContentsMargins(0, 0, 0, 0);
    panel->addWidget(m_tokenLabel);
    panel->addWidget(m_token);
    panel->addWidget(m_clientIdLabel);
    panel->addWidget(m_clientId);
    panel->addLayout(start);
    panel->addWidget(m_notice);
    panel->addWidget(m_checkList);
    panel->addWidget(m_repairs);
    panel->addWidget(m_plan);
    panel->addWidget(m_wait);
    panel->addLayout(buttons);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QRadioButton *const way : {m_byHand, m_create, m_check})
        layout->addWidget(way);
    layout->addWidget(m_panel);

    connect(m_byHand, &QRadioButton::clicked, this, [this] { chooseWay(setup::AppWay::ByHand); });
    connect(m_create, &QRadioButton::clicked, this, [this] { chooseWay(setup::AppWay::Created); });
    connect(m_check, &QRadioButton::clicked, this, [this] { chooseWay(setup::AppWay::Existing); });
    connect(m_startButton, &QPushButton::clicked, this, &AppIntegrationView::start);
    connect(m_actButton, &QPushButton::clicked, this, &AppIntegrationView::act);
    connect(m_token, &SecretLineEdit::edited, this, &AppIntegrationView::render);
    connect(m_clientId, &QLineEdit::textChanged, this, &AppIntegrationView::render);
    connect(m_cancelButton, &QPushButton::clicked, &m_integration, &setup::AppIntegration::cancel);
    connect(m_undoButton, &QPushButton::clicked, &m_integration, &setup::AppIntegration::undoCreation);
    connect(m_revokeButton, &QPushButton::clicked, &m_integration, &setup::AppIntegration::revokeManagementToken);
    connect(&m_integration, &setup::AppIntegration::changed, this, &AppIntegrationView::render);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &AppIntegrationView::renderWait);
    m_clientId->setText(m_configuration.clientId);
    render();
}

AppIntegrationView::~AppIntegrationView() = default;

void AppIntegrationView::chooseWay(setup::AppWay way)
{
    m_integration.setWay(way);
    render();
}

bool AppIntegrationView::takeToken()
{
    if (m_token->isEmpty())
        return m_integration.hasManagementToken();
    auto token = okta::ApiToken::parse(m_token->secret());
    if (!token) {
        m_notice->show(checks::Status::Failed, advice::diagnose(token.error()));
        return false;
    }
    if (!m_configuration.org)
        return false;
    if (token->value() == m_configuration.apiToken) {
        m_notice->showText(checks::Status::Failed, tr("This is the token that Pomerium uses."),
                           tr("It would be revoked at the end. Create a second, temporary one."));
        return false;
    }
    m_integration.setManagementToken(*m_configuration.org, std::move(*token));
    m_token->setSecret(Secret());
    return true;
}

void AppIntegrationView::start()
{
    m_notice->clear();
    if (m_integration.isBusy() || !takeToken())
        return;
    if (m_integration.record().way == setup::AppWay::Created) {
        m_integration.prepare(setup::groupNames(m_configuration));
        return;
    }
    const auto wanted = m_integration.completed(setup::wantedApplication(m_configuration), m_configuration.issuer);
    m_integration.audit(m_clientId->text().trimmed(), wanted);
}

void AppIntegrationView::act()
{
    if (m_integration.isBusy() || !m_integration.hasManagementToken())
        return;
    const auto wanted = m_integration.completed(setup::wantedApplication(m_configuration), m_configuration.issuer);
    if (m_integration.record().way == setup::AppWay::Created)
        m_integration.create(wanted);
    else
        m_integration.repair(wanted, selectedRows());
}

QStringList AppIntegrationView::selectedRows() const
{
    QStringList rows;
    for (const QCheckBox *const box : m_repairBoxes) {
        if (box->isChecked())
            rows.append(box->property("row").toString());
    }
    return rows;
}

void AppIntegrationView::render()
{
    const auto way = m_integration.record().way;
    {
        const QSignalBlocker guardHand(m_byHand);
        const QSignalBlocker guardCreate(m_create);
        const QSignalBlocker guardCheck(m_check);
        m_byHand->setChecked(way == setup::AppWay::ByHand);
        m_create->setChecked(way == setup::AppWay::Created);
        m_check->setChecked(way == setup::AppWay::Existing);
    }
    const bool isBusy = m_integration.isBusy();
    const bool hasToken = m_integration.hasManagementToken() || !m_token->isEmpty();
    m_panel->setVisible(way != setup::AppWay::ByHand);
    m_clientIdLabel->setVisible(way == setup::AppWay::Existing);
    m_clientId->setVisible(way == setup::AppWay::Existing);
    m_startButton->setText(way == setup::AppWay::Existing ? tr("Check app integration") : tr("Show what will change"));
    m_startButton->setEnabled(!isBusy && hasToken && m_configuration.org
                              && (way == setup::AppWay::Created || !m_clientId->text().trimmed().isEmpty()));
    m_token->setPlaceholderText(m_integration.hasManagementToken() ? tr("In memory; type to replace it") : QString());
    m_checkList->setLines(advice::checkLines(m_integration.lines()));
    const auto open = m_integration.record().open();
    if (open == setup::AppRecord::Open::CreationUnknown || open == setup::AppRecord::Open::CreationUnfinished) {
        if (!isBusy)
            m_notice->showText(checks::Status::Warning, tr("An app was being created."),
                               tr("Go on, and we look for it in Okta first; or delete what was created."));
    }
    renderRepairs();
    renderPlan();
    m_cancelButton->setVisible(isBusy);
    m_undoButton->setVisible(!isBusy && m_integration.hasManagementToken() && !m_integration.record().marker.isEmpty()
                             && !m_integration.record().applicationId.isEmpty());
    m_revokeButton->setVisible(!isBusy && m_integration.hasManagementToken());
    renderWait();
}

void AppIntegrationView::renderRepairs()
{
    QStringList rows;
    if (m_integration.record().way == setup::AppWay::Existing && !m_integration.isBusy()) {
        for (const auto &check : m_integration.lines()) {
            const bool isWrong = check.status == checks::Status::Failed || check.status == checks::Status::Warning;
            if (isWrong && okta::repairable(check.id) == okta::Repairable::BySettings)
                rows.append(check.id);
        }
    }
    QStringList shown;
    for (const QCheckBox *const box : std::as_const(m_repairBoxes))
        shown.append(box->property("row").toString());
    if (rows == shown)
        return;
    qDeleteAll(m_repairBoxes);
    m_repairBoxes.clear();
    for (const QString &row : std::as_const(rows)) {
        auto *const box = new QCheckBox(m_repairs);
        const auto line = advice::checkLine(m_integration.lines().check(row), m_integration.lines());
        box->setText(tr("Repair: %1").arg(line.title));
        box->setProperty("row", row);
        connect(box, &QCheckBox::toggled, this, &AppIntegrationView::renderPlan);
        m_repairsLayout->addWidget(box);
        m_repairBoxes.append(box);
    }
}

void AppIntegrationView::renderPlan()
{
    const bool isCreated = m_integration.record().way == setup::AppWay::Created;
    const bool isBusy = m_integration.isBusy();
    okta::ApplicationPlan plan;
    const auto wanted = m_integration.completed(setup::wantedApplication(m_configuration), m_configuration.issuer);
    if (isCreated && m_integration.isPreparedFor(setup::groupNames(m_configuration))
        && !m_integration.record().isFinished)
        plan = setup::AppIntegration::creationPlan(wanted);
    else if (!isCreated)
        plan = m_integration.repairPlan(wanted, selectedRows());
    QStringList lines;
    for (const auto &request : plan.requests)
        lines.append(advice::diagnose(request).headline);
    for (const auto &change : plan.changes)
        lines.append(changeText(change));
    if (!isCreated && !plan.isEmpty())
        lines.append(
            tr("Whether a change ends the sessions of people who are signed in is not documented. We count the "
               "app's refresh tokens before and after."));
    m_plan->setText(lines.join(QLatin1Char('\n')));
    m_plan->setVisible(!lines.isEmpty() && !isBusy);
    m_actButton->setText(isCreated ? tr("Create app integration") : tr("Repair selected settings"));
    m_actButton->setVisible(!plan.isEmpty() && !isBusy);
}

void AppIntegrationView::renderWait()
{
    const auto until = m_integration.waitingUntil();
    const qint64 seconds = until ? qMax(qint64(0), QDateTime::currentDateTimeUtc().secsTo(*until)) : 0;
    m_wait->setVisible(until.has_value());
    m_wait->setText(until ? tr("Okta limits the rate of requests. We go on in %1 s.").arg(seconds) : QString());
    if (until && !m_second.isActive())
        m_second.start();
    else if (!until)
        m_second.stop();
}
