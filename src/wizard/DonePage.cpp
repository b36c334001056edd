#include "wizard/DonePage.h"

#include "advice/CheckLine.h"
#include "advice/Diagnosis.h"
#include "advice/Places.h"
#include "pomerium/ValueEncoding.h"
#include "setup/DoneStep.h"
#include "setup/Setup.h"
#include "wizard/AppCleanUpView.h"
#include "wizard/CheckList.h"
#include "wizard/PlainLabel.h"
#include "wizard/SecretRotationView.h"
#include "wizard/TaskCard.h"
#include "wizard/Tokens.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QLocale>
#include <QUrl>

#include "ui_DonePage.h"

namespace {

/// A path as it is typed into a shell.
QString typed(const QString &path)
{
    const auto word = pomerium::environmentValue(pomerium::ExportFormat::EnvShell, path.toUtf8());
    return word ? QString::fromUtf8(word->reveal()) : path;
}

/// What to do, and what is typed or pasted for it.
struct Words
{
    QString text = {};
    QStringList values = {};
    bool isInOkta = false;
};

/// How the program that the file was written for is told of it.
Words wordsToLoad(pomerium::ExportFormat format, const QString &path)
{
    using Format = pomerium::ExportFormat;
    switch (format) {
    case Format::EnvDocker:
        return {DonePage::tr("Restart Pomerium with the file:"),
                {QStringLiteral("docker run --env-file %1").arg(typed(path))}};
    case Format::EnvCompose:
        return {DonePage::tr("Name the file as env_file of the service in the Compose file, then restart it:"), {path}};
    case Format::EnvSystemd:
        return {
            DonePage::tr("Add this under [Service] in a drop-in of the unit (systemctl edit pomerium), then restart "
                         "it:"),
            {QStringLiteral("EnvironmentFile=%1").arg(path)}};
    case Format::EnvShell:
        return {DonePage::tr("Read the file in the shell that starts Pomerium:"),
                {QStringLiteral("set -a; . %1; set +a").arg(typed(path))}};
    case Format::EnvPowershell:
        return {DonePage::tr("Read the file in the PowerShell that starts docker or kubectl:"),
                {QStringLiteral(". %1").arg(path)}};
    case Format::ConfigYaml:
        return {DonePage::tr("Restart Pomerium with the file:"),
                {QStringLiteral("pomerium -config %1").arg(typed(path))}};
    case Format::Env:
    case Format::Kubernetes:
    case Format::ServiceAccount:
    case Format::ClientSecret:
    case Format::CopySheet:
        break;
    }
    return {DonePage::tr("Load the file and restart Pomerium."), {path}};
}

} // namespace

DonePage::DonePage(setup::DoneStep &step, QWidget *parent)
    : Page(parent)
    , m_step(step)
    , m_ui(std::make_unique<Ui::DonePage>())
{
    m_ui->setupUi(this);
    dress();
    m_ui->routesLineEdit->setFont(tokens::font(tokens::Type::Code, font()));
    auto *const tasks = new QVBoxLayout(m_ui->tasksWidget);
    tasks->setContentsMargins(0, 0, 0, 0);
    tasks->setSpacing(tokens::units(*this, 2.5));
    auto *const remark = new PlainLabel(advice::otherNetworkRemark(), this);
    remark->setInk(tokens::Role::SecondaryText);
    layout()->addWidget(remark);
    m_ui->copyPathButton->setWords(tr("Copy path"));
    m_ui->copyPathButton->setCopies(tr("Copy path"), [this] { return m_step.exportStep().writtenPath(); });
    connect(m_ui->openFolderButton, &QPushButton::clicked, this, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_step.exportStep().writtenPath()).absolutePath()));
    });
    connect(m_ui->undoButton, &QPushButton::clicked, this, [this] { m_step.exportStep().undo(); });
    connect(m_ui->saveReportButton, &QPushButton::clicked, this, &DonePage::saveReportRequested);
    connect(m_ui->anotherOrgButton, &QPushButton::clicked, this, &DonePage::anotherOrgRequested);
    connect(m_ui->checkPomeriumButton, &QPushButton::clicked, &m_step.pomerium(), &setup::RunningPomerium::start);
    connect(m_ui->waitForPomeriumButton, &QPushButton::clicked, &m_step.pomerium(), &setup::RunningPomerium::wait);
    connect(m_ui->cancelPomeriumButton, &QPushButton::clicked, &m_step.pomerium(), &setup::RunningPomerium::cancel);
    connect(m_ui->routesLineEdit, &QLineEdit::textChanged, &m_step.pomerium(), &setup::RunningPomerium::setRoutesText);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &DonePage::renderWait);
    connect(&m_step, &setup::Step::changed, this, &DonePage::render);
    render();
}

DonePage::~DonePage() = default;

void DonePage::showCleanUp(setup::Setup &setup)
{
    const int above = layout()->indexOf(m_ui->tasksTitleLabel);
    auto *const rotation = new SecretRotationView(setup, this);
    auto *const cleanUp = new AppCleanUpView(setup, this);
    auto *const column = static_cast<QVBoxLayout *>(layout());
    column->insertWidget(above, rotation);
    column->insertWidget(above + 1, cleanUp);
    for (QWidget *const part : {static_cast<QWidget *>(rotation), static_cast<QWidget *>(cleanUp)})
        part->stackUnder(m_ui->tasksTitleLabel); // a screen reader reads it there, too
    const auto showRotation = [&setup, rotation] { rotation->setVisible(setup.app().record().isRotationOpen()); };
    showRotation();
    connect(&setup.app(), &setup::AppIntegration::changed, rotation, showRotation);
    connect(&setup.app(), &setup::AppIntegration::changed, this, &DonePage::render);
}

void DonePage::setOffersAnother(bool offers)
{
    m_ui->anotherOrgButton->setVisible(offers);
}

bool DonePage::tellsTime() const
{
    return m_step.pomerium().isWaiting();
}

QString DonePage::hint() const
{
    if (m_step.exportStep().isUndone())
        return tr("Writing was undone. Go back to write the file again.");
    return m_step.tasks().isEmpty() ? tr("Nothing is left to do.") : tr("The list says what is left to do.");
}

QWidget *DonePage::firstField() const
{
    return nullptr; // Close is what one came for; the rest is read first
}

void DonePage::render()
{
    auto &written = m_step.exportStep();
    if (written.isUndone()) {
        m_ui->writtenNotice->showText(
            checks::Status::Warning, tr("Writing was undone."),
            tr("%1 is as it was before. You can go back and write it again.").arg(written.writtenPath()));
    } else if (written.wasAlreadySo()) {
        m_ui->writtenNotice->showText(checks::Status::Passed,
                                      tr("%1 already has these settings.").arg(written.writtenPath()),
                                      tr("Nothing had to be written."));
    } else if (written.isWritten()) {
        const QString when = QLocale().toString(written.writtenAt().toLocalTime(), QLocale::ShortFormat);
        m_ui->writtenNotice->showText(checks::Status::Passed, tr("%1 was written.").arg(written.writtenPath()),
                                      written.hasReplaced()
                                          //: %1: the time
                                          ? tr("%1. It keeps its owner and group, and others cannot read it.").arg(when)
                                          : tr("%1, readable by you only.").arg(when));
    } else {
        m_ui->writtenNotice->clear();
    }
    m_ui->writtenLabel->setVisible(written.needsRecheck());
    m_ui->writtenLabel->setText(tr("Your entries changed since. Go back and write the file again."));
    m_ui->undoButton->setVisible(written.canUndo());
    m_ui->openFolderButton->setVisible(written.isWritten());
    m_ui->copyPathButton->setVisible(written.isWritten());
    m_ui->copyPathButton->refresh();
    if (written.writeError())
        m_ui->undoNotice->show(checks::Status::Failed, advice::diagnose(*written.writeError()));
    else
        m_ui->undoNotice->clear();
    renderPomerium();
    renderTasks();
}

void DonePage::renderPomerium()
{
    const auto &pomerium = m_step.pomerium();
    const bool hadFocus = m_ui->checkPomeriumButton->hasFocus() || m_ui->waitForPomeriumButton->hasFocus();
    m_ui->cancelPomeriumButton->setVisible(pomerium.isBusy());
    if (m_ui->routesLineEdit->text() != pomerium.routesText())
        m_ui->routesLineEdit->setText(pomerium.routesText());
    m_ui->routesLineEdit->setEnabled(!pomerium.isBusy());
    const QString unusable = pomerium.unusableRoute();
    m_ui->routesProblemLabel->setVisible(!unusable.isEmpty());
    m_ui->routesProblemLabel->setText(
        tr("%1 is not the address of a route. Enter it like this: https://app.example.com.").arg(unusable));
    if (pomerium.isBusy() && hadFocus)
        m_ui->cancelPomeriumButton->setFocus();
    else if (!pomerium.isBusy() && m_ui->cancelPomeriumButton->hasFocus())
        m_ui->checkPomeriumButton->setFocus();
    m_ui->checkPomeriumButton->setEnabled(pomerium.canStart() && !pomerium.isBusy());
    m_ui->waitForPomeriumButton->setEnabled(pomerium.canStart() && !pomerium.isBusy());
    m_ui->pomeriumList->setVisible(!pomerium.list().isEmpty());
    m_ui->pomeriumList->setLines(advice::checkLines(pomerium.list()));

    using Status = checks::Status;
    Notice *const notice = m_ui->pomeriumNotice;
    if (pomerium.isBusy() || !pomerium.hasResult())
        notice->clear();
    else if (pomerium.needsRecheck())
        notice->showText(Status::Warning, tr("Check again."), tr("The settings have changed since this check."));
    else if (pomerium.list().isPassed())
        notice->showText(Status::Passed, tr("Pomerium runs with these settings."), QString());
    else if (pomerium.hasTimedOut())
        notice->showText(Status::Failed, tr("Pomerium did not start with these settings."),
                         tr("The checks below show what was seen last."));
    else if (pomerium.list().hasFailed())
        notice->showText(Status::Failed, tr("Pomerium does not run with these settings yet."),
                         tr("Load the file, restart Pomerium, and check again."));
    else
        notice->showText(Status::Warning, tr("Couldn't check everything."),
                         tr("What we could check is right. The checks below say what this Pomerium does not show."));
    renderWait();
}

void DonePage::renderWait()
{
    const auto &pomerium = m_step.pomerium();
    m_ui->pomeriumWaitLabel->setVisible(pomerium.isBusy());
    if (!pomerium.isBusy()) {
        m_second.stop();
        return;
    }
    if (!pomerium.isWaiting()) {
        m_ui->pomeriumWaitLabel->setText(tr("Checking…"));
        return;
    }
    if (!m_second.isActive())
        m_second.start();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(pomerium.remainingWait()).count();
    //: %1: minutes and seconds, "4:59"
    m_ui->pomeriumWaitLabel->setText(
        tr("Restart Pomerium with the file. Waiting until it runs with these settings. Time left: %1")
            .arg(QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'))));
}

void DonePage::renderTasks()
{
    using Task = setup::DoneStep::Task;
    const auto tasks = m_step.tasks();
    const QString path =
        m_step.exportStep().isWritten() ? m_step.exportStep().writtenPath() : m_step.configuration().targetPath;
    QList<Words> wanted;
    for (const auto task : tasks) {
        switch (task) {
        case Task::RemoveLoopbackRedirectUris:
            wanted.append(
                {tr("In Okta, remove the redirect URIs of the sign-in test:"), m_step.loopbackRedirectUris(), true});
            break;
        case Task::LoadFile:
            wanted.append(wordsToLoad(m_step.configuration().format, path));
            break;
        case Task::ApplyManifest:
            wanted.append(
                {tr("Apply the file to the cluster:"), {QStringLiteral("kubectl apply -f %1").arg(typed(path))}});
            break;
        case Task::EnterServiceAccount:
            wanted.append({tr("Set IDP_SERVICE_ACCOUNT to the value in the file, then restart Pomerium."), {path}});
            break;
        case Task::PlaceClientSecret:
            wanted.append(
                m_step.exportStep().clientSecretPath().isEmpty()
                    ? Words{tr("Put the file where IDP_CLIENT_SECRET_FILE says, readable by Pomerium only.")}
                    : Words{tr("Write the client secret's file too (format client-secret), and put it here, readable "
                               "by Pomerium only:"),
                            {m_step.exportStep().clientSecretPath()}});
            break;
        case Task::CopyValues:
            wanted.append(
                {tr("Copy the values into the console, then delete the file. It has secrets in it."), {path}});
            break;
        case Task::RestartPomerium:
            wanted.append({tr("If the first directory sync fails, restart Pomerium. Groups stay empty until then.")});
            break;
        case Task::ConfigureGroupsClaim:
            wanted.append(
                {tr("In Okta, let the app send the groups claim, and name the groups in Pomerium's policies: %1")
                     .arg(advice::places::signOn()),
                 {QStringLiteral("claim/groups")},
                 true});
            break;
        case Task::NameGroups:
            wanted.append({tr("Name the groups in Pomerium's policies:"), {QStringLiteral("claim/groups")}});
            break;
        case Task::EnterTokenInConsole:
            wanted.append(
                {tr("For Pomerium Enterprise or Zero, enter the API token in its console. It is not in the file.")});
            break;
        }
    }
    // Not made anew while nothing changed: somebody may be about to copy there.
    QStringList shown;
    for (const Words &words : std::as_const(wanted))
        shown.append(words.text + QLatin1Char('\n') + words.values.join(QLatin1Char('\n')));
    if (shown == m_shownTasks)
        return;
    m_shownTasks = shown;
    qDeleteAll(m_ui->tasksWidget->findChildren<TaskCard *>());
    const auto &org = m_step.configuration().org;
    const QUrl apps = org ? org->adminUrl(QStringLiteral("/admin/apps/active")) : QUrl();
    int number = 0;
    for (const Words &words : std::as_const(wanted))
        m_ui->tasksWidget->layout()->addWidget(
            new TaskCard(++number, words.text, words.values, words.isInOkta ? apps : QUrl(), m_ui->tasksWidget));
}
