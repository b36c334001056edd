#include "wizard/ExportPage.h"

#include "advice/Diagnosis.h"
#include "setup/Setup.h"
#include "wizard/Appearance.h"
#include "wizard/Divider.h"
#include "wizard/PlainLabel.h"
#include "wizard/SecretLineEdit.h"
#include "wizard/SetupReport.h"
#include "wizard/WizardStyle.h"

#include <QApplication>
#include <QEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QTimer>

#include <algorithm>

#include "ui_ExportPage.h"

namespace {

QString formatTitle(pomerium::ExportFormat format)
{
    using Format = pomerium::ExportFormat;
    switch (format) {
    case Format::Env:
        return ExportPage::tr("Environment file for all programs (env)");
    case Format::EnvDocker:
        return ExportPage::tr("Environment file for docker run (env-docker)");
    case Format::EnvCompose:
        return ExportPage::tr("Environment file for Docker Compose (env-compose)");
    case Format::EnvSystemd:
        return ExportPage::tr("Environment file for systemd (env-systemd)");
    case Format::EnvShell:
        return ExportPage::tr("Environment file for a shell (env-shell)");
    case Format::EnvPowershell:
        return ExportPage::tr("Script for PowerShell (env-powershell)");
    case Format::ConfigYaml:
        return ExportPage::tr("Pomerium's config.yaml (config-yaml)");
    case Format::Kubernetes:
        return ExportPage::tr("Kubernetes: Secret and ingress controller settings (kubernetes)");
    case Format::ServiceAccount:
        return ExportPage::tr("The service account's value alone (service-account)");
    case Format::ClientSecret:
        return ExportPage::tr("The client secret alone, for IDP_CLIENT_SECRET_FILE (client-secret)");
    case Format::CopySheet:
        return ExportPage::tr("Values for Pomerium Enterprise and Zero (%1)").arg(pomerium::formatName(format));
    }
    Q_UNREACHABLE();
}

QString wholeFile(const QList<pomerium::DiffLine> &lines)
{
    QString text;
    for (const pomerium::DiffLine &line : lines) {
        if (line.kind != pomerium::DiffLine::Kind::Removed)
            text += line.text + QLatin1Char('\n');
    }
    return text;
}

} // namespace

ExportPage::ExportPage(setup::Setup &setup, QWidget *parent)
    : Page(parent)
    , m_setup(setup)
    , m_step(setup.exportStep())
    , m_ui(std::make_unique<Ui::ExportPage>())
    , m_hideSecrets(new QTimer(this))
{
    m_ui->setupUi(this);
    dress();
    m_ui->columns->setSpacing(tokens::units(*this, 5));
    for (QVBoxLayout *const column : {m_ui->leftColumn, m_ui->rightColumn})
        column->setSpacing(tokens::units(*this, 3.5));
    m_ui->previewTextEdit->setLineWrapMode(QPlainTextEdit::NoWrap);
    const auto formats = pomerium::exportFormats();
    for (const auto format : formats)
        m_ui->formatComboBox->addItem(formatTitle(format), static_cast<int>(format));
    m_ui->formatComboBox->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_ui->formatComboBox->setMinimumContentsLength(12);
    m_ui->previewTextEdit->setFont(tokens::font(tokens::Type::Code, font()));
    m_ui->previewTextEdit->setLayoutDirection(Qt::LeftToRight);
    for (QLineEdit *const path : {m_ui->targetLineEdit, m_ui->clientSecretPathLineEdit})
        path->setFont(tokens::font(tokens::Type::Code, font()));
    for (QPlainTextEdit *const view : {m_ui->previewTextEdit, static_cast<QPlainTextEdit *>(m_ui->differenceView)})
        view->setFrameShape(QFrame::NoFrame); // the card has one
    m_ui->viewTabs->setChoices({tr("Changes"), tr("Whole file")}, Segments::Kind::Tabs);
    m_ui->fileCard->setTight(true);
    m_ui->viewRow->setAlignment(m_ui->showSecretsButton, Qt::AlignTop);
    m_ui->fileColumn->insertWidget(1, new Divider(Qt::Horizontal, m_ui->fileCard));
    m_ui->fileColumn->setSpacing(tokens::units(*this, 1));
    m_ui->keepLabel->setType(tokens::Type::FieldLabel);
    m_ui->keepColumn->setSpacing(tokens::units(*this, 0.5));
    m_ui->clientSecretPathBox->hide();
    WizardStyle::setLook(*m_ui->clientSecretFold, WizardStyle::Look::Link);
    m_ui->checkedList->setUnfolded(true);
    m_ui->targetLineEdit->setLayoutDirection(Qt::LeftToRight);
    m_ui->clientSecretPathLineEdit->setLayoutDirection(Qt::LeftToRight);
    m_ui->serviceAccountEdit->setNames(tr("Service account"), tr("Show service account"));
    m_ui->serviceAccountEdit->setReadOnly(true);
    m_ui->decodedEdit->setNames(tr("Service account, decoded"), tr("Show decoded service account"));
    m_ui->decodedEdit->setReadOnly(true);
    m_ui->copyServiceAccountButton->setCopiesSecret(tr("Copy service account"),
                                                    [this] { return m_step.serviceAccount(); });
    auto *const summary = new QGridLayout(m_ui->summaryWidget);
    summary->setContentsMargins(0, 0, 0, 0);
    summary->setVerticalSpacing(appearance::lines(*this, 0.2));
    summary->setHorizontalSpacing(appearance::lines(*this, 1));
    summary->setColumnStretch(0, 1);
    summary->setColumnStretch(1, 2);
    auto *const notes = new QVBoxLayout(m_ui->notesWidget);
    notes->setContentsMargins(0, 0, 0, 0);
    notes->setSpacing(tokens::units(*this, 1));

    connect(m_ui->formatComboBox, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_step.setFormat(static_cast<pomerium::ExportFormat>(m_ui->formatComboBox->itemData(index).toInt()));
    });
    connect(m_ui->targetLineEdit, &QLineEdit::textChanged, &m_step, &setup::ExportStep::setTargetPath);
    connect(m_ui->clientSecretPathLineEdit, &QLineEdit::textChanged, &m_step, &setup::ExportStep::setClientSecretPath);
    connect(m_ui->browseButton, &QPushButton::clicked, this, &ExportPage::browse);
    connect(m_ui->generateCheckBox, &QCheckBox::toggled, &m_step, &setup::ExportStep::setGeneratesSecrets);
    connect(m_ui->forecastCheckBox, &QCheckBox::toggled, &m_step, &setup::ExportStep::setUsesForecast);
    connect(m_ui->keepRadio, &QRadioButton::toggled, &m_step, &setup::ExportStep::setKeepsOtherSettings);
    connect(m_ui->clientSecretFold, &QPushButton::toggled, this, &ExportPage::render);
    connect(m_ui->showSecretsButton, &QPushButton::toggled, this, &ExportPage::showSecrets);
    m_hideSecrets->setObjectName(QStringLiteral("hideSecretsTimer"));
    m_hideSecrets->setSingleShot(true);
    m_hideSecrets->setInterval(SecretLineEdit::ShownFor);
    connect(m_hideSecrets, &QTimer::timeout, this, [this] { m_ui->showSecretsButton->setChecked(false); });
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *, const QWidget *now) {
        if (now && !m_ui->fileCard->isAncestorOf(now))
            m_ui->showSecretsButton->setChecked(false);
    });
    connect(m_ui->viewTabs, &Segments::chosen, this, [this](int index) {
        m_isWholeWanted = index == 1;
        renderView();
    });
    connect(&m_step, &setup::Step::changed, this, &ExportPage::render);
    render();
}

ExportPage::~ExportPage()
{
    disconnect(qApp, nullptr, this, nullptr); // the focus moves on while the parts go
}

QWidget *ExportPage::firstField() const
{
    return m_ui->formatComboBox;
}

void ExportPage::browse()
{
    auto *const dialog = new QFileDialog(this, tr("Where to write"), m_step.configuration().targetPath);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    // An existing file is shown as a difference, which says more than a question.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    connect(dialog, &QFileDialog::fileSelected, &m_step, &setup::ExportStep::setTargetPath);
    dialog->open();
}

void ExportPage::render()
{
    const auto &configuration = m_step.configuration();
    {
        const QSignalBlocker guardFormat(m_ui->formatComboBox);
        const QSignalBlocker guardGenerate(m_ui->generateCheckBox);
        const QSignalBlocker guardForecast(m_ui->forecastCheckBox);
        m_ui->formatComboBox->setCurrentIndex(m_ui->formatComboBox->findData(static_cast<int>(configuration.format)));
        m_ui->generateCheckBox->setChecked(m_step.generatesSecrets());
        m_ui->forecastCheckBox->setChecked(m_step.usesForecast());
        const QSignalBlocker guardKeep(m_ui->keepRadio);
        m_ui->keepRadio->setChecked(m_step.keepsOtherSettings());
        m_ui->replaceRadio->setChecked(!m_step.keepsOtherSettings());
    }
    m_ui->keepBox->setVisible(m_step.asksToKeepOtherSettings() && !m_step.isVerified());
    m_ui->keepRadio->setText(m_step.otherSettings() > 0
                                 ? tr("Keep its other %n settings", nullptr, m_step.otherSettings())
                                 : tr("Keep its other settings"));
    draw(m_ui->targetLineEdit, configuration.targetPath);
    draw(m_ui->clientSecretPathLineEdit, m_step.clientSecretPath());
    if (!m_step.clientSecretPath().isEmpty() && !m_ui->clientSecretFold->isChecked()) {
        const QSignalBlocker guardFold(m_ui->clientSecretFold);
        m_ui->clientSecretFold->setChecked(true);
    }
    m_ui->clientSecretFold->setVisible(m_step.takesClientSecretPath());
    m_ui->clientSecretPathBox->setVisible(m_step.takesClientSecretPath() && m_ui->clientSecretFold->isChecked());
    m_ui->generateCheckBox->setVisible(configuration.release.needsCookieSecret());
    m_ui->generateHintLabel->setVisible(configuration.release.needsCookieSecret());
    m_ui->generateHintLabel->setText(
        m_setup.hasNewGeneratedSecrets()
            ? tr("These are new, because a saved setup holds no secrets. To keep the earlier ones of a file, clear "
                 "this.")
            : tr("Pomerium does not start without them. If it already has them, do not select this: new ones sign "
                 "everyone out."));
    const auto forecast = m_setup.apiToken().forecast();
    m_ui->forecastCheckBox->setVisible(configuration.release.usesServiceAccount() && forecast
                                       && !forecast->fitsDefaults());
    m_ui->introLabel->setText(m_step.isVerified() ? m_step.wasAlreadySo()
                                      ? tr("Nothing had to be written. This is what is in the file.")
                                      : tr("The file was written. This is what is in it.")
                                                  : QString());
    m_ui->introLabel->setVisible(m_step.isVerified());
    renderSummary();
    renderServiceAccount();
    renderTarget();
    renderPreview();
}

void ExportPage::renderSummary()
{
    auto *const grid = static_cast<QGridLayout *>(m_ui->summaryWidget->layout());
    const auto facts = setupReport(m_setup).facts;
    while (m_facts.size() > facts.size()) {
        const auto [title, value] = m_facts.takeLast();
        delete title;
        delete value;
    }
    while (m_facts.size() < facts.size()) {
        const int row = static_cast<int>(m_facts.size());
        m_facts.append(std::pair(new PlainLabel(m_ui->summaryWidget), new PlainLabel(m_ui->summaryWidget)));
        grid->addWidget(m_facts.last().first, row, 0, Qt::AlignTop);
        grid->addWidget(m_facts.last().second, row, 1, Qt::AlignTop);
    }
    for (qsizetype i = 0; i < facts.size(); ++i) {
        m_facts.at(i).first->setText(facts.at(i).title);
        m_facts.at(i).second->setText(facts.at(i).value);
    }
    m_ui->checkedList->setLines(setupSummary(m_setup));
}

void ExportPage::renderServiceAccount()
{
    const Secret value = m_step.serviceAccount();
    m_ui->serviceAccountBox->setVisible(!value.isEmpty());
    if (!(m_ui->serviceAccountEdit->secret() == value))
        m_ui->serviceAccountEdit->setSecret(value);
    if (value.isEmpty()) {
        m_ui->decodedEdit->setSecret(Secret());
        return;
    }
    const Secret decoded(m_step.configuration().release.usesRawServiceAccount()
                             ? value.reveal().toByteArray()
                             : QByteArray::fromBase64(value.reveal().toByteArray()));
    if (!(m_ui->decodedEdit->secret() == decoded))
        m_ui->decodedEdit->setSecret(decoded);
    m_ui->proofLabel->setText(m_step.serviceAccountIsProven()
                                  ? tr("Decoding it gives exactly the API token that was entered.")
                                  : tr("Decoding it does not give the API token back."));
}

void ExportPage::renderTarget()
{
    if (m_step.targetProblem())
        m_ui->targetNotice->show(checks::Status::Failed, advice::diagnose(*m_step.targetProblem()));
    else if (m_step.mergeProblem())
        m_ui->targetNotice->show(checks::Status::Failed, advice::diagnose(*m_step.mergeProblem()));
    else if (m_step.isAlreadySo() && !m_step.isVerified())
        m_ui->targetNotice->showText(checks::Status::Passed, tr("Nothing to write."),
                                     tr("The file already has exactly these settings."));
    else if (!m_step.accessChanges().isEmpty() && m_step.targetExists() && !m_step.isVerified()) {
        QStringList words;
        for (const auto &change : m_step.accessChanges())
            words << advice::sentence(change);
        m_ui->targetNotice->showText(checks::Status::Warning, tr("Who can read the file will change."),
                                     words.join(QLatin1Char('\n')));
    } else {
        m_ui->targetNotice->clear();
    }
    m_ui->targetLineEdit->setAccessibleDescription(m_ui->targetNotice->text());
    if (m_step.writeError())
        m_ui->writeNotice->show(checks::Status::Failed, advice::diagnose(*m_step.writeError()));
    else
        m_ui->writeNotice->clear();
}

void ExportPage::renderView()
{
    const auto &difference = m_step.difference();
    const bool hasDifference = m_step.targetExists() && !difference.isEmpty() && !m_step.isVerified();
    const bool isWhole = m_isWholeWanted || !hasDifference;
    const bool hasPreview = m_step.preview() && *m_step.preview();
    const auto changes = std::count_if(difference.cbegin(), difference.cend(), [](const pomerium::DiffLine &line) {
        return line.kind != pomerium::DiffLine::Kind::Same;
    });
    m_ui->viewTabs->button(0).setVisible(hasDifference);
    m_ui->viewTabs->setText(0, tr("Changes (%1)").arg(changes));
    m_ui->viewTabs->setCurrent(isWhole ? 1 : 0);
    m_ui->differenceView->setVisible(!isWhole);
    m_ui->previewTextEdit->setVisible(isWhole && hasPreview);
    // As high as the window allows, so that what belongs to it stays in sight.
    const int height = qBound(appearance::lines(*this, 8), window()->height() - tokens::units(*this, 100),
                              appearance::lines(*this, 40));
    for (QPlainTextEdit *const view : {m_ui->previewTextEdit, static_cast<QPlainTextEdit *>(m_ui->differenceView)})
        view->setFixedHeight(height);
}

void ExportPage::renderPreview()
{
    const auto &preview = m_step.preview();
    if (preview && !*preview)
        m_ui->previewNotice->show(checks::Status::Failed, advice::diagnose(preview->error()));
    else
        m_ui->previewNotice->clear();
    const bool hasPreview = preview && *preview;
    m_ui->showSecretsButton->setVisible(hasPreview);
    if (!hasPreview)
        m_ui->showSecretsButton->setChecked(false);
    renderView();
    const auto shown = m_ui->showSecretsButton->isChecked() ? m_step.linesWithSecrets() : QList<pomerium::DiffLine>();
    m_ui->differenceView->setDifference(shown.isEmpty() ? m_step.difference() : shown);
    if (hasPreview)
        draw(m_ui->previewTextEdit, shown.isEmpty() ? **preview : wholeFile(shown));

    qDeleteAll(m_ui->notesWidget->findChildren<QLabel *>());
    const auto notes = m_step.notes();
    for (const auto note : notes)
        m_ui->notesWidget->layout()->addWidget(
            new PlainLabel(QStringLiteral("• ") + advice::sentence(note), m_ui->notesWidget));
    m_ui->notesWidget->setVisible(!notes.isEmpty());
}

void ExportPage::showSecrets(bool areShown)
{
    // While they are shown, nothing takes them along: not the clipboard, nor what the middle button pastes.
    for (QPlainTextEdit *const view : {m_ui->previewTextEdit, static_cast<QPlainTextEdit *>(m_ui->differenceView)})
        view->setTextInteractionFlags(areShown ? Qt::NoTextInteraction
                                               : Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_ui->showSecretsButton->setText(areShown ? tr("Hide secrets") : tr("Show secrets"));
    if (areShown)
        m_hideSecrets->start();
    else
        m_hideSecrets->stop();
    renderPreview();
}

bool ExportPage::event(QEvent *event)
{
    if (event->type() == QEvent::WindowDeactivate || event->type() == QEvent::Hide)
        m_ui->showSecretsButton->setChecked(false);
    return Page::event(event);
}

void ExportPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    // Two columns where there is room for them.
    const int least =
        m_ui->leftColumn->minimumSize().width() + m_ui->rightColumn->minimumSize().width() + m_ui->columns->spacing();
    m_ui->columns->setDirection(room() >= qMax(tokens::units(*this, 150), least) ? QBoxLayout::LeftToRight
                                                                                 : QBoxLayout::TopToBottom);
    renderView();
}

QWidget *ExportPage::firstProblem() const
{
    return m_step.writeError() ? m_ui->writeNotice->firstButton() : nullptr;
}

QString ExportPage::hint() const
{
    if (m_step.isAlreadySo())
        return tr("Nothing to write. The file already has exactly these settings.");
    return m_step.targetExists() ? tr("The file keeps its owner and group. Others cannot read it. You can undo once.")
                                 : tr("Only you can read the file.");
}

QString ExportPage::refusal() const
{
    return m_step.writeError() ? advice::diagnose(*m_step.writeError()).headline : QString();
}
