#include "wizard/AppIntegrationView.h"

#include "advice/CheckLine.h"
#include "advice/Diagnosis.h"
#include "core/ServerText.h"
#include "setup/AppIntegration.h"
#include "setup/ApplicationStep.h"
#include "setup/Requests.h"
#include "wizard/AppGroupsView.h"
#include "wizard/Card.h"
#include "wizard/CardParts.h"
#include "wizard/CheckList.h"
#include "wizard/ManagementTokenView.h"
#include "wizard/Notice.h"
#include "wizard/RateLimitLabel.h"
#include "wizard/UndoCreation.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QRadioButton>
#include <QSignalBlocker>

namespace {

using Open = setup::AppRecord::Open;
using okta::ApplicationPlan;

QString changeText(const okta::ApplicationChange &change)
{
    //: %1: a setting's name in Okta's API, %2 and %3: its value before and after
    return AppIntegrationView::tr("%1: %2 → %3")
        .arg(change.path.section(QLatin1Char('.'), -1), okta::shown(change.before), okta::shown(change.after));
}

/// Of an app that is not there yet: there is no value before.
QString settingText(const okta::ApplicationChange &change)
{
    QString path = change.path;
    for (const QLatin1String common :
         {QLatin1String("settings.oauthClient."), QLatin1String("credentials.oauthClient.")}) {
        if (path.startsWith(common))
            path.remove(0, common.size());
    }
    //: %1: a setting's name in Okta's API, %2: its value
    return AppIntegrationView::tr("%1: %2").arg(path, okta::shown(change.after));
}

bool isWrong(const checks::Check &check)
{
    return check.status == checks::Status::Failed || check.status == checks::Status::Warning;
}

} // namespace

AppIntegrationView::AppIntegrationView(setup::AppIntegration &integration, setup::ApplicationStep &step,
                                       QWidget *parent)
    : QWidget(parent)
    , m_integration(integration)
    , m_step(step)
    , m_byHand(new QRadioButton(tr("Create it by hand in Okta"), this))
    , m_create(new QRadioButton(tr("Let this wizard create it"), this))
    , m_check(new QRadioButton(tr("It exists: check it"), this))
    , m_panel(new QWidget(this))
{
    buildWays();
    buildApp();
    buildWork();
    connect(&m_integration, &setup::AppIntegration::changed, this, &AppIntegrationView::render);
    m_clientId->setText(m_step.configuration().clientId);
    render();
}

AppIntegrationView::~AppIntegrationView() = default;

void AppIntegrationView::buildWays()
{
    auto *const column = parts::column(*this, 2.5);
    auto *const ways = new Card(this);
    ways->setTight(true);
    auto *const list = parts::column(*ways, 1);
    for (QRadioButton *const way : {m_byHand, m_create, m_check})
        list->addWidget(way);
    column->addWidget(ways);
    column->addWidget(m_panel);
    m_column = parts::column(*m_panel, 2.5);
    // Not clicked(): a screen reader toggles.
    const auto chooses = [this](QRadioButton *button, setup::AppWay way) {
        connect(button, &QRadioButton::toggled, this, [this, way](bool isOn) {
            if (isOn)
                chooseWay(way);
        });
    };
    chooses(m_byHand, setup::AppWay::ByHand);
    chooses(m_create, setup::AppWay::Created);
    chooses(m_check, setup::AppWay::Existing);
}

void AppIntegrationView::buildApp()
{
    auto *const tokenCard = new Card(m_panel);
    auto *const tokenColumn = parts::column(*tokenCard);
    tokenColumn->addWidget(parts::heading(tr("Temporary management token"), tokenCard));
    m_token = new ManagementTokenView(m_integration, m_step.configuration(), tokenCard);
    tokenColumn->addWidget(m_token);
    m_column->addWidget(tokenCard);

    m_appCard = new Card(m_panel);
    auto *const column = parts::column(*m_appCard);
    m_appHeading = parts::heading({}, m_appCard);
    column->addWidget(m_appHeading);
    m_name = new QLineEdit(m_appCard);
    m_name->setAccessibleName(tr("Name of the new app"));
    m_nameLabel = parts::fieldLabel(tr("Name of the new app"), *m_name, m_appCard);
    m_clientId = new QLineEdit(m_appCard);
    m_clientId->setAccessibleName(tr("Client ID of the app"));
    m_clientIdLabel = parts::fieldLabel(tr("Client ID of the app"), *m_clientId, m_appCard);
    for (QWidget *const part : {static_cast<QWidget *>(m_nameLabel), static_cast<QWidget *>(m_name),
                                static_cast<QWidget *>(m_clientIdLabel), static_cast<QWidget *>(m_clientId)})
        column->addWidget(part);
    auto *const access = new PlainLabel(tr("Who may sign in"), m_appCard);
    access->setType(tokens::Type::FieldLabel);
    column->addWidget(access);
    m_groups = new AppGroupsView(m_integration, m_step, m_appCard);
    column->addWidget(m_groups);
    m_startButton = parts::button({}, m_appCard, WizardStyle::Look::Plain);
    column->addLayout(parts::row({m_startButton}, *this));
    m_notice = new Notice(m_appCard);
    column->addWidget(m_notice);
    m_column->addWidget(m_appCard);

    connect(m_token, &ManagementTokenView::taken, this, [this] {
        m_integration.listGroups();
        render();
    });
    connect(m_name, &QLineEdit::textChanged, &m_step, &setup::ApplicationStep::setApplicationName);
    connect(m_clientId, &QLineEdit::textChanged, this, &AppIntegrationView::render);
    connect(m_startButton, &QPushButton::clicked, this, &AppIntegrationView::start);
}

void AppIntegrationView::buildWork()
{
    auto *const wait = new RateLimitLabel(m_integration, m_panel);
    m_cancelButton = parts::button(tr("Cancel"), m_panel);
    m_column->addWidget(wait);
    m_column->addLayout(parts::row({m_cancelButton}, *this));
    m_result = new Notice(m_panel);
    m_column->addWidget(m_result);
    m_undoButton = parts::button(tr("Delete the app that was created"), m_panel);
    m_undoRepairButton = parts::button(tr("Undo the repair"), m_panel);
    m_column->addLayout(parts::row({m_undoButton, m_undoRepairButton}, *this));
    m_existing = new QWidget(m_panel);
    m_existingColumn = parts::column(*m_existing, 1.5);
    m_column->addWidget(m_existing);

    m_planCard = new Card(m_panel);
    auto *const plan = parts::column(*m_planCard);
    m_planHeading = parts::heading({}, m_planCard);
    plan->addWidget(m_planHeading);
    m_repairColumn = new QVBoxLayout;
    m_repairColumn->setSpacing(tokens::units(*this, 1));
    plan->addLayout(m_repairColumn);
    m_plan = new PlainLabel(m_planCard);
    m_remark = parts::hint(
        tr("Whether a change ends the sessions of people who are signed in is not documented. We count the app's "
           "refresh tokens before and after."),
        m_planCard);
    m_actButton = parts::button({}, m_planCard, WizardStyle::Look::Primary);
    plan->addWidget(m_plan);
    plan->addWidget(m_remark);
    plan->addLayout(parts::row({m_actButton}, *this));
    m_column->addWidget(m_planCard);

    m_checkList = new CheckList(m_panel);
    m_column->addWidget(m_checkList);

    m_claimCard = new Card(m_panel);
    auto *const claim = parts::column(*m_claimCard);
    claim->addWidget(parts::heading(tr("Groups claim"), m_claimCard));
    claim->addWidget(parts::hint(tr("Okta's API has no proven call for the groups claim. We can add a federated claim "
                                    "named groups on trial. Only "
                                    "the sign-in test shows whether tokens carry it. Remove it here if they do not."),
                                 m_claimCard));
    m_addClaim = parts::button(tr("Try a groups claim"), m_claimCard);
    m_removeClaim = parts::button(tr("Remove the groups claim"), m_claimCard);
    claim->addLayout(parts::row({m_addClaim, m_removeClaim}, *this));
    m_column->addWidget(m_claimCard);

    connect(m_actButton, &QPushButton::clicked, this, &AppIntegrationView::act);
    connect(m_cancelButton, &QPushButton::clicked, &m_integration, &setup::AppIntegration::cancel);
    connect(m_undoButton, &QPushButton::clicked, this, &AppIntegrationView::askToUndoCreation);
    connect(m_undoRepairButton, &QPushButton::clicked, this, [this] {
        if (m_integration.canUndoRepair())
            m_integration.undoRepair(wanted());
    });
    connect(m_addClaim, &QPushButton::clicked, this,
            [this] { m_integration.addGroupsClaim(m_step.configuration().clientId); });
    connect(m_removeClaim, &QPushButton::clicked, &m_integration, &setup::AppIntegration::removeGroupsClaim);
}

void AppIntegrationView::addBelow(QWidget *widget)
{
    m_column->addWidget(widget);
}

QWidget *AppIntegrationView::firstField() const
{
    return m_create->isChecked() ? m_create : m_check->isChecked() ? m_check : m_byHand;
}

void AppIntegrationView::chooseWay(setup::AppWay way)
{
    m_integration.setWay(way);
    render();
}

okta::WantedApplication AppIntegrationView::wanted() const
{
    return m_integration.completed(setup::wantedApplication(m_step.configuration()), m_step.configuration().issuer);
}

void AppIntegrationView::start()
{
    m_notice->clear();
    if (m_integration.isBusy() || !m_integration.hasManagementToken())
        return;
    if (m_integration.record().way == setup::AppWay::Created)
        m_integration.prepare(setup::groupNames(m_step.configuration()));
    else
        checkExisting(m_clientId->text().trimmed());
}

void AppIntegrationView::checkExisting(const QString &clientId)
{
    m_integration.prepareAndAudit(clientId, setup::wantedApplication(m_step.configuration()),
                                  m_step.configuration().issuer, setup::groupNames(m_step.configuration()));
}

void AppIntegrationView::act()
{
    if (m_integration.isBusy() || !m_integration.hasManagementToken())
        return;
    if (m_integration.record().way == setup::AppWay::Created)
        m_integration.create(wanted());
    else
        m_integration.repair(wanted(), selectedRows());
}

void AppIntegrationView::askToUndoCreation()
{
    ::askToUndoCreation(*this, m_integration,
                        tr("Okta deactivates and deletes it. Its client ID and client secret stop working."));
}

QStringList AppIntegrationView::selectedRows() const
{
    QStringList rows;
    for (const Repair &repair : m_repairs) {
        if (repair.box->isChecked())
            rows.append(repair.row);
    }
    return rows;
}

void AppIntegrationView::render()
{
    const auto &record = m_integration.record();
    const auto way = record.way;
    {
        const QSignalBlocker guardHand(m_byHand);
        const QSignalBlocker guardCreate(m_create);
        const QSignalBlocker guardCheck(m_check);
        m_byHand->setChecked(way == setup::AppWay::ByHand);
        m_create->setChecked(way == setup::AppWay::Created);
        m_check->setChecked(way == setup::AppWay::Existing);
    }
    const bool isBusy = m_integration.isBusy();
    const bool isCreated = way == setup::AppWay::Created;
    for (QRadioButton *const each : {m_byHand, m_create, m_check})
        each->setEnabled(each->isChecked() || (!isBusy && !record.isCreating()));
    m_panel->setVisible(way != setup::AppWay::ByHand);
    // What was made is not asked for again.
    m_appCard->setVisible(!(isCreated && record.isFinished));
    m_appHeading->setText(isCreated ? tr("The new app") : tr("The app to check"));
    for (QWidget *const part : {static_cast<QWidget *>(m_nameLabel), static_cast<QWidget *>(m_name)})
        part->setVisible(isCreated);
    for (QWidget *const part : {static_cast<QWidget *>(m_clientIdLabel), static_cast<QWidget *>(m_clientId)})
        part->setVisible(!isCreated);
    if (m_name->text() != m_step.configuration().applicationName) {
        const QSignalBlocker guard(m_name);
        m_name->setText(m_step.configuration().applicationName);
    }
    if (isCreated && m_step.nameProblem() != setup::ApplicationStep::NameProblem::None)
        m_notice->showText(checks::Status::Failed, tr("Enter a name from 1 to 100 characters."));
    else
        m_notice->clear();
    m_groups->setMayStay(!isCreated);
    m_startButton->setText(isCreated ? tr("Show what will change") : tr("Check app integration"));
    const bool isComplete = isCreated
        ? record.isAccessChosen && m_step.nameProblem() == setup::ApplicationStep::NameProblem::None
        : !m_clientId->text().trimmed().isEmpty();
    m_startButton->setEnabled(!isBusy && m_integration.hasManagementToken() && m_step.configuration().org
                              && isComplete);
    m_checkList->setLines(advice::checkLines(m_integration.lines()));
    renderResult();
    renderExisting();
    renderRepairs();
    renderPlan();
    m_cancelButton->setVisible(isBusy);
    m_undoButton->setVisible(m_integration.canUndoCreation());
    m_undoRepairButton->setVisible(m_integration.canUndoRepair());
    const bool offersClaim = setup::wantedApplication(m_step.configuration()).usesGroupsClaim
        && !setup::wantedApplication(m_step.configuration()).isCustomServer() && !record.workId().isEmpty()
        && !record.isCreating() && m_integration.hasManagementToken();
    m_claimCard->setVisible(offersClaim);
    m_addClaim->setVisible(record.claimId.isEmpty());
    m_removeClaim->setVisible(!record.claimId.isEmpty());
    for (QPushButton *const button : {m_addClaim, m_removeClaim})
        button->setEnabled(!isBusy);
}

void AppIntegrationView::renderResult()
{
    const auto &record = m_integration.record();
    const bool isBusy = m_integration.isBusy();
    if (!isBusy && record.way == setup::AppWay::Created && record.isFinished) {
        m_result->showText(checks::Status::Passed, tr("Okta has the app integration."),
                           tr("Client ID and client secret are entered on the next page."));
    } else if (!isBusy && (record.open() == Open::CreationUnknown || record.open() == Open::CreationUnfinished)) {
        m_result->showText(checks::Status::Warning, tr("An app was being created."),
                           tr("Continue, and we look for it in Okta first. Or delete what was created."));
    } else if (!isBusy && record.open() == Open::UndoUnfinished) {
        m_result->showText(checks::Status::Warning, tr("The app is not deleted yet."),
                           tr("Delete it again: we look first at what Okta has."));
    } else if (m_integration.canUndoRepair()) {
        m_result->showText(checks::Status::Running, tr("The app was changed, then checked again."),
                           tr("Undo puts back what was there before."));
    } else {
        m_result->clear();
    }
}

void AppIntegrationView::renderExisting()
{
    QStringList ids;
    const auto &apps = m_integration.existing();
    if (m_integration.record().way == setup::AppWay::Created && !m_integration.record().isFinished) {
        for (const okta::Application &app : apps)
            ids.append(app.id());
    }
    if (ids == m_existingIds)
        return;
    m_existingIds = ids;
    qDeleteAll(m_existing->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    for (const okta::Application &app : apps) {
        if (!ids.contains(app.id()))
            continue;
        //: %1: an app's name, %2: its client ID
        auto *const button =
            parts::button(tr("Check \"%1\" (%2) instead").arg(app.label(), app.clientId()), m_existing);
        connect(button, &QPushButton::clicked, this, [this, clientId = app.clientId()] {
            m_integration.setWay(setup::AppWay::Existing);
            m_clientId->setText(clientId);
            if (m_integration.hasManagementToken() && !m_integration.isBusy())
                checkExisting(clientId);
        });
        m_existingColumn->addWidget(button, 0, Qt::AlignLeft);
    }
}

QStringList AppIntegrationView::repairableRows() const
{
    QStringList rows;
    if (m_integration.record().way != setup::AppWay::Existing || m_integration.isBusy())
        return rows;
    for (const auto &check : m_integration.lines()) {
        if (isWrong(check) && okta::repairable(check.id) != okta::Repairable::No
            && !m_integration.repairPlan(wanted(), {check.id}).isEmpty())
            rows.append(check.id);
    }
    // For the sign-in test; taken out again by the clean-up.
    if (!m_integration.repairPlan(wanted(), {ApplicationPlan::TestUrisRow}).isEmpty())
        rows.append(ApplicationPlan::TestUrisRow);
    return rows;
}

void AppIntegrationView::renderRepairs()
{
    const QStringList rows = repairableRows();
    QStringList shown;
    for (const Repair &repair : std::as_const(m_repairs))
        shown.append(repair.row);
    if (rows != shown) {
        for (const Repair &repair : std::as_const(m_repairs)) {
            delete repair.box;
            delete repair.change;
        }
        m_repairs.clear();
        for (const QString &row : rows) {
            auto *const box = new QCheckBox(m_planCard);
            const bool isForTest = row == ApplicationPlan::TestUrisRow;
            box->setText(
                isForTest ? tr("Add the redirect URIs of the sign-in test")
                          : tr("Repair: %1")
                                .arg(advice::checkLine(m_integration.lines().check(row), m_integration.lines()).title));
            connect(box, &QCheckBox::toggled, this, &AppIntegrationView::renderPlan);
            auto *const change = parts::hint({}, m_planCard);
            m_repairColumn->addWidget(box);
            m_repairColumn->addWidget(change);
            m_repairs.append({row, box, change});
        }
    }
    for (const Repair &repair : std::as_const(m_repairs)) {
        QStringList changes;
        for (const auto &change : m_integration.repairPlan(wanted(), {repair.row}).changes)
            changes.append(changeText(change));
        repair.change->setText(changes.join(QLatin1Char('\n')));
    }
}

void AppIntegrationView::renderPlan()
{
    const bool isCreated = m_integration.record().way == setup::AppWay::Created;
    const bool isBusy = m_integration.isBusy();
    okta::ApplicationPlan plan;
    if (isCreated && m_integration.isPreparedFor(setup::groupNames(m_step.configuration()))
        && !m_integration.record().isFinished) {
        okta::WantedApplication app = wanted();
        // The note gets its random part with the creation.
        app.marker = m_integration.record().marker.isEmpty() ? QStringLiteral("Made by Okta Setup for Pomerium …")
                                                             : m_integration.record().marker;
        plan = setup::AppIntegration::creationPlan(app);
    } else if (!isCreated) {
        plan = m_integration.repairPlan(wanted(), selectedRows());
    }
    QStringList lines;
    for (const auto &request : plan.requests)
        lines.append(advice::diagnose(request).headline);
    if (isCreated) {
        for (const auto &change : plan.changes)
            lines.append(settingText(change));
    }
    m_plan->setText(lines.join(QLatin1Char('\n')));
    m_plan->setVisible(!lines.isEmpty());
    m_planHeading->setText(isCreated ? tr("What will change in Okta") : tr("Repair in Okta"));
    m_remark->setVisible(!isCreated && !plan.isEmpty());
    m_actButton->setText(isCreated ? tr("Create app integration") : tr("Repair selected settings"));
    m_actButton->setVisible(!plan.isEmpty() || !m_repairs.isEmpty());
    m_actButton->setEnabled(!plan.isEmpty());
    m_planCard->setVisible(!isBusy && (!plan.isEmpty() || !m_repairs.isEmpty()));
}
