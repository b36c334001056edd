// What the menus do: import, report, forget, about; and the question before closing.

#include "advice/Diagnosis.h"
#include "core/Product.h"
#include "files/AtomicFile.h"
#include "pomerium/ImportFile.h"
#include "setup/Draft.h"
#include "wizard/AboutDialog.h"
#include "wizard/DemoValues.h"
#include "wizard/DisplaySettings.h"
#include "wizard/Divider.h"
#include "wizard/Notice.h"
#include "wizard/Page.h"
#include "wizard/PracticeStrip.h"
#include "wizard/Question.h"
#include "wizard/SetupReport.h"
#include "wizard/SetupWizard.h"
#include "wizard/StepTitles.h"

#include <QActionGroup>
#include <QFileDialog>
#include <QMenuBar>
#include <QProgressDialog>
#include <QVBoxLayout>

void SetupWizard::buildMenu()
{
    m_top = new QWidget(this);
    auto *const rows = new QVBoxLayout(m_top);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_menuBar = new QMenuBar(m_top);
    if (m_demo) {
        auto *const strip = new PracticeStrip(*m_demo, m_top);
        rows->addWidget(strip);
        connect(strip, &PracticeStrip::scenarioChanged, &m_setup, &setup::Setup::expireResults);
    }
    rows->addWidget(m_menuBar);
    rows->addWidget(new Divider(Qt::Horizontal, m_top));
    layout()->addWidget(m_top);
    QMenu *const file = m_menuBar->addMenu(tr("&File"));
    QAction *const import = file->addAction(tr("&Import existing file…"), this, &SetupWizard::importFile);
    import->setShortcut(QKeySequence::Open);
    file->addAction(tr("Save &report…"), this, &SetupWizard::saveReport);
    file->addSeparator();
    QAction *const forget = file->addAction(tr("For&get everything…"), this, &SetupWizard::askToForget);
    forget->setEnabled(static_cast<bool>(m_forget));
    file->addSeparator();
    QAction *const quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence::Quit);
    if (m_display)
        buildViewMenu();
    QMenu *const help = m_menuBar->addMenu(tr("&Help"));
    QAction *const field = help->addAction(tr("&Help for this field"), this, &SetupWizard::showHelp);
    field->setShortcut(QKeySequence::HelpContents);
    help->addSeparator();
    help->addAction(tr("&About"), this, &SetupWizard::showAbout);
    // Not QMessageBox::aboutQt(), which blocks in an event loop of its own.
    help->addAction(tr("About &Qt"), this, [this] {
        say(tr("About Qt"), tr("This program uses Qt %1.").arg(QLatin1String(qVersion())),
            tr("Qt is a toolkit for programs on many systems, from The Qt Company and others: www.qt.io. Its license "
               "is the GNU Lesser General Public License, version 3. You can replace it with your own build."));
    });
}

void SetupWizard::buildViewMenu()
{
    QMenu *const view = m_menuBar->addMenu(tr("&View"));
    QMenu *const colors = view->addMenu(tr("&Appearance"));
    auto *const colorGroup = new QActionGroup(colors);
    using Appearance = DisplaySettings::Appearance;
    const std::initializer_list<std::pair<Appearance, QString>> appearances = {
        {Appearance::System, tr("Use &system setting")},
        {Appearance::Light, tr("&Light")},
        {Appearance::Dark, tr("&Dark")},
        {Appearance::HighContrast, tr("&High contrast")}};
    for (const auto &[appearance, words] : appearances) {
        QAction *const action = colors->addAction(
            words, m_display, [this, appearance = appearance] { m_display->setAppearance(appearance); });
        action->setCheckable(true);
        action->setChecked(appearance == m_display->appearance());
        colorGroup->addAction(action);
    }
    QMenu *const sizes = view->addMenu(tr("&Text size"));
    auto *const sizeGroup = new QActionGroup(sizes);
    const auto offered = DisplaySettings::textSizes();
    for (const int size : offered) {
        QAction *const action =
            sizes->addAction(tr("%1 %").arg(size), m_display, [this, size] { m_display->setTextSize(size); });
        action->setCheckable(true);
        action->setData(size);
        sizeGroup->addAction(action);
    }
    const auto tick = [sizeGroup, this] {
        const auto actions = sizeGroup->actions();
        for (QAction *const action : actions)
            action->setChecked(action->data().toInt() == m_display->textSize());
    };
    tick();
    connect(sizes, &QMenu::aboutToShow, sizeGroup, tick); // keys change it as well
    if (m_demo && m_demo->arrange) {
        view->addSeparator();
        view->addAction(tr("Side by side with the &console"), this, [this] { m_demo->arrange(); });
    }
    view->addSeparator();
    QAction *const larger = view->addAction(tr("La&rger text"), m_display, &DisplaySettings::enlargeText);
    larger->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    QAction *const smaller = view->addAction(tr("S&maller text"), m_display, &DisplaySettings::reduceText);
    smaller->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Minus));
}

void SetupWizard::say(const QString &title, const QString &heading, const QString &text)
{
    auto *const told = new Question(title, heading, text, this);
    told->addHarmless(tr("Close"));
    told->open();
}

void SetupWizard::askBeforeClosing()
{
    if (m_closingQuestion)
        return;
    QString fate = tr("Your entries are kept for the next start. Secrets are kept only in the keychain.");
    if (m_setup.offeredDraft())
        fate = tr("The unfinished setup stays. Your other entries will be lost.");
    else if (!m_setup.isDraftKept())
        fate = tr("Your entries will be lost.");
    const bool isWritten = !m_setup.hasUnsavedWork();
    if (m_setup.hasOpenWork() && m_setup.isDraftKept())
        fate = tr("Something of this wizard is still in Okta. The saved setup keeps it for the next start.");
    else if (m_setup.hasOpenWork())
        fate = tr("Some things are still in Okta: redirect URIs of the sign-in test, a client secret, or a working "
                  "management token.");
    auto *const question = new Question(
        product::name(), isWritten ? tr("Close before the clean-up in Okta?") : tr("Close without writing a file?"),
        fate, this);
    question->addHarmless(tr("Stay"));
    question->addVerb(m_wantsAnother ? tr("Set up another org") : tr("Close"));
    connect(question, &QDialog::rejected, this, [this] { m_wantsAnother = false; });
    m_closingQuestion = question;
    connect(question, &QDialog::accepted, this, &SetupWizard::closeWithoutAsking);
    question->open();
}

void SetupWizard::askToDiscard()
{
    const auto &offered = m_setup.offeredDraft();
    if (!offered || offered->configuration.app.open() == setup::AppRecord::Open::Nothing) {
        m_setup.discardDraft();
        return;
    }
    auto *const question =
        new Question(product::name(), tr("Forget what is unfinished in Okta?"),
                     tr("The saved setup knows what was begun in Okta: an app, a client secret, redirect URIs or "
                        "a management token. Without it, clean them up in Okta yourself."),
                     this);
    question->addHarmless(tr("Keep the saved setup"));
    question->addVerb(tr("Start again"));
    connect(question, &QDialog::accepted, &m_setup, &setup::Setup::discardDraft);
    question->open();
}

void SetupWizard::importFile()
{
    auto *const dialog = new QFileDialog(this, tr("Import an environment file or config.yaml"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Pomerium's settings (*.env *.yaml *.yml .env)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &SetupWizard::takeImport);
    dialog->open();
}

void SetupWizard::takeImport(const QString &path)
{
    const auto import = pomerium::importFile(path);
    if (!import) {
        m_importNotice->show(checks::Status::Failed, advice::diagnose(import.error()));
        return;
    }
    const QString before = m_setup.configuration().release.toString();
    m_setup.applyImport(*import, path);
    QStringList remarks;
    for (const auto &remark : import->notes) {
        const auto diagnosis = advice::diagnose(remark);
        remarks.append(QStringLiteral("• %1 %2").arg(diagnosis.headline, diagnosis.remedy));
    }
    if (m_setup.configuration().release.toString() != before)
        remarks.prepend(QStringLiteral("• ")
                        + tr("The file needs Pomerium %1, so this version is selected. Check it on this page.")
                              .arg(m_setup.configuration().release.toString()));
    m_importNotice->showText(remarks.isEmpty() ? checks::Status::Passed : checks::Status::Warning,
                             tr("Imported %1.").arg(path), remarks.join(QLatin1Char('\n')));
}

void SetupWizard::saveReport()
{
    auto *const dialog = new QFileDialog(this, tr("Save the report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("HTML (*.html)"), tr("JSON (*.json)")});
    dialog->setDefaultSuffix(QStringLiteral("html"));
    dialog->selectFile(QStringLiteral("okta-setup-report.html"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String("json")) ? QStringLiteral("json")
                                                                        : QStringLiteral("html"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &SetupWizard::writeReport);
    dialog->open();
}

void SetupWizard::writeReport(const QString &path)
{
    const auto report = setupReport(m_setup);
    if (const auto written = advice::writeReport(report, path, true); !written)
        say(tr("Report"), tr("The report was not saved."), files::words(written.error()));
    else
        say(tr("Report"), tr("The report was saved."), path);
}

void SetupWizard::askToForget()
{
    auto *const question = new Question(tr("Forget everything"), tr("Remove all stored secrets and saved setups?"),
                                        tr("We verify each removal. Files written for Pomerium stay."), this);
    question->addHarmless(tr("Keep"));
    question->addVerb(tr("Forget everything"));
    connect(question, &QDialog::accepted, this, [this] {
        if (m_forgetJob)
            return;
        m_forgetJob = m_forget();
        connect(m_forgetJob.get(), &Job::finished, this, &SetupWizard::forgotten);
        showForgetting();
        m_forgetJob->start();
    });
    question->open();
}

void SetupWizard::showForgetting()
{
    // A keychain may ask somebody for its password first.
    m_forgetting = new QProgressDialog(tr("Removing the stored secrets…"), tr("Cancel"), 0, 0, this);
    m_forgetting->setAttribute(Qt::WA_DeleteOnClose);
    m_forgetting->setWindowTitle(tr("Forget everything"));
    m_forgetting->setWindowModality(Qt::WindowModal);
    m_forgetting->setMinimumDuration(300);
    connect(m_forgetting, &QProgressDialog::canceled, this, [this] {
        m_forgetJob.reset();
        m_forgetting->deleteLater(); // Cancel only hides it
        say(tr("Forget everything"), tr("Stopped"), tr("Some secrets are still stored. You can remove them later."));
    });
}

void SetupWizard::forgotten()
{
    const auto job = std::move(m_forgetJob);
    const setup::Forgotten &result = job->result();
    delete m_forgetting;
    QStringList trouble;
    if (!result.entries) {
        trouble.append(tr("The list of what was stored cannot be read: %1").arg(result.entries.error().detail));
    } else {
        for (const auto &failure : result.entries->failed)
            trouble.append(failure.entry.account + QStringLiteral(": ")
                           + advice::diagnose(failure.error, advice::KeychainUse::Remove).headline);
        for (const QString &list : result.entries->damagedLists)
            trouble.append(tr("%1 could not be read; what it named may still be there.").arg(list));
    }
    if (!result.drafts)
        trouble.append(tr("%1 could not be removed.").arg(result.drafts.error().path));
    if (trouble.isEmpty())
        say(tr("Forget everything"),
            tr("Removed and verified: %n secrets.", nullptr, static_cast<int>(result.entries->removed.size())), {});
    else
        say(tr("Forget everything"), tr("Not everything could be removed."), trouble.join(QLatin1Char('\n')));
}

void SetupWizard::showHelp()
{
    const QWidget *const focus = focusWidget();
    const QWidget *const end = &page();
    QString words;
    QString name;
    for (const QWidget *part = focus; part && part != end && words.isEmpty(); part = part->parentWidget()) {
        words = part->whatsThis();
        if (name.isEmpty())
            name = part->accessibleName();
    }
    if (words.isEmpty() && focus)
        words = focus->accessibleDescription();
    if (words.isEmpty()) {
        name = steps::heading(m_setup, m_setup.current());
        words = steps::lead(m_setup, m_setup.current());
    }
    say(tr("Help"), name.isEmpty() ? steps::heading(m_setup, m_setup.current()) : name, words);
}

void SetupWizard::showAbout()
{
    auto *const dialog = new AboutDialog(AboutDialog::installedNotices(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}
