#include "wizard/DonePage.h"

#include "advice/CheckLine.h"
#include "advice/Diagnosis.h"
#include "advice/Places.h"
#include "pomerium/ValueEncoding.h"
#include "setup/DoneStep.h"
#include "wizard/CheckList.h"
#include "wizard/PlainLabel.h"

#include <QLocale>

#include "ui_DonePage.h"

namespace {

/// A path as it is typed into a shell.
QString typed(const QString &path)
{
    const auto word = pomerium::environmentValue(pomerium::ExportFormat::EnvShell, path.toUtf8());
    return word ? QString::fromUtf8(word->reveal()) : path;
}

/// How the program that the file was written for is told of it.
QString wordsToLoad(pomerium::ExportFormat format, const QString &path)
{
    using Format = pomerium::ExportFormat;
    switch (format) {
    case Format::EnvDocker:
        return DonePage::tr("Start Pomerium anew with the file: docker run --env-file %1").arg(typed(path));
    case Format::EnvCompose:
        return DonePage::tr("Name %1 as env_file of the service in the Compose file, and start it anew.").arg(path);
    case Format::EnvSystemd:
        return DonePage::tr("Write EnvironmentFile=%1 under [Service] in a drop-in of the unit (systemctl edit "
                            "pomerium), and restart "
                            "it.")
            .arg(path);
    case Format::EnvShell:
        return DonePage::tr("Read the file in the shell that starts Pomerium: set -a; . %1; set +a").arg(typed(path));
    case Format::EnvPowershell:
        return DonePage::tr("Read the file in the PowerShell that starts docker or kubectl: . %1").arg(path);
    case Format::ConfigYaml:
        return DonePage::tr("Start Pomerium anew with the file: pomerium -config %1").arg(typed(path));
    case Format::Env:
    case Format::Kubernetes:
    case Format::ServiceAccount:
    case Format::ClientSecret:
    case Format::CopySheet:
        break;
    }
    return DonePage::tr("Give the file to Pomerium, and start it anew.");
}

} // namespace

DonePage::DonePage(setup::DoneStep &step, QWidget *parent)
    : Page(parent)
    , m_step(step)
    , m_ui(std::make_unique<Ui::DonePage>())
{
    m_ui->setupUi(this);
    auto *const tasks = new QVBoxLayout(m_ui->tasksWidget);
    tasks->setContentsMargins(0, 0, 0, 0);
    connect(m_ui->undoButton, &QPushButton::clicked, this, [this] { m_step.exportStep().undo(); });
    connect(m_ui->saveReportButton, &QPushButton::clicked, this, &DonePage::saveReportRequested);
    connect(m_ui->checkPomeriumButton, &QPushButton::clicked, &m_step.pomerium(), &setup::RunningPomerium::start);
    connect(m_ui->waitForPomeriumButton, &QPushButton::clicked, &m_step.pomerium(), &setup::RunningPomerium::wait);
    connect(m_ui->cancelPomeriumButton, &QPushButton::clicked, &m_step.pomerium(), &setup::RunningPomerium::cancel);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &DonePage::renderWait);
    connect(&m_step, &setup::Step::changed, this, &DonePage::render);
    render();
}

DonePage::~DonePage() = default;

QWidget *DonePage::firstField() const
{
    return m_ui->saveReportButton;
}

void DonePage::render()
{
    auto &written = m_step.exportStep();
    if (written.isUndone()) {
        m_ui->writtenNotice->showText(
            checks::Status::Warning, tr("Writing was undone."),
            tr("%1 is as it was before. Go back to write it again.").arg(written.writtenPath()));
    } else if (written.isWritten()) {
        m_ui->writtenNotice->showText(
            checks::Status::Passed, tr("%1 was written.").arg(written.writtenPath()),
            tr("%1, readable by you only.")
                .arg(QLocale().toString(written.writtenAt().toLocalTime(), QLocale::ShortFormat)));
    } else {
        m_ui->writtenNotice->clear();
    }
    m_ui->writtenLabel->setVisible(written.needsRecheck());
    m_ui->writtenLabel->setText(
        tr("Something was changed since. The file holds what was entered before; go back to write it again."));
    m_ui->undoButton->setVisible(written.canUndo());
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
        notice->showText(Status::Failed, tr("Pomerium did not start with these settings in time."),
                         tr("The checks below show what was seen last."));
    else if (pomerium.list().hasFailed())
        notice->showText(Status::Failed, tr("Pomerium does not run with these settings yet."),
                         tr("Load the file, restart Pomerium, and check again."));
    else
        notice->showText(Status::Warning, tr("Couldn't check everything."),
                         tr("What was checked is right. The checks below say what this Pomerium does not show."));
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
    qDeleteAll(m_ui->tasksWidget->findChildren<QLabel *>());
    using Task = setup::DoneStep::Task;
    const auto tasks = m_step.tasks();
    const QString path =
        m_step.exportStep().isWritten() ? m_step.exportStep().writtenPath() : m_step.configuration().targetPath;
    int number = 0;
    for (const auto task : tasks) {
        QString words;
        switch (task) {
        case Task::RemoveLoopbackRedirectUris:
            words = tr("In Okta, remove the redirect URIs of the sign-in check: %1. %2")
                        .arg(m_step.loopbackRedirectUris().join(QStringLiteral(", ")), advice::places::redirectUris());
            break;
        case Task::LoadFile:
            words = wordsToLoad(m_step.configuration().format, path);
            break;
        case Task::ApplyManifest:
            words = tr("Give the file to the cluster: kubectl apply -f %1").arg(typed(path));
            break;
        case Task::EnterServiceAccount:
            words = tr("Put the value in the file where IDP_SERVICE_ACCOUNT is set, and start Pomerium anew.");
            break;
        case Task::PlaceClientSecret:
            words = m_step.exportStep().clientSecretPath().isEmpty()
                ? tr("Put the file where IDP_CLIENT_SECRET_FILE says, readable by Pomerium only.")
                : tr("Write the client secret's file too (format client-secret), and put it at %1, readable by "
                     "Pomerium only.")
                      .arg(m_step.exportStep().clientSecretPath());
            break;
        case Task::CopyValues:
            words = tr("Copy the values into the console, and delete the file: it has secrets in it.");
            break;
        case Task::RestartPomerium:
            words = tr("If the first directory sync fails, restart Pomerium: groups stay empty until then.");
            break;
        case Task::ConfigureGroupsClaim:
            words =
                tr("In Okta, let the application send the groups claim, and name the groups in Pomerium's policies. %1")
                    .arg(advice::places::signOn());
            break;
        case Task::EnterTokenInConsole:
            words = tr("For Pomerium Enterprise or Zero, enter the API token in its console: it is not in the file.");
            break;
        }
        m_ui->tasksWidget->layout()->addWidget(
            new PlainLabel(QStringLiteral("%1. %2").arg(++number).arg(words), m_ui->tasksWidget));
    }
}
