#include "wizard/ApplicationPage.h"

#include "advice/Places.h"
#include "core/ServerText.h"
#include "setup/ApplicationStep.h"
#include "wizard/Appearance.h"
#include "wizard/ValueRow.h"

#include <QDesktopServices>
#include <QSignalBlocker>

#include "ui_ApplicationPage.h"

namespace {

constexpr qsizetype LongestQuote = 32; // a word that cannot be broken must not make the page wider

QString missingGroup()
{
    return ApplicationPage::tr("At least one group is needed.");
}

} // namespace

ApplicationPage::ApplicationPage(setup::ApplicationStep &step, QWidget *parent)
    : Page(parent)
    , m_step(step)
    , m_ui(std::make_unique<Ui::ApplicationPage>())
{
    m_ui->setupUi(this);
    auto *const rows = new QVBoxLayout(m_ui->redirectUrisWidget);
    rows->setContentsMargins(0, 0, 0, 0);
    m_ui->breadcrumbLabel->setText(tr("Okta Admin Console: %1").arg(advice::places::applications()));
    m_ui->openPageButton->setAccessibleName(tr("Open this page"));
    for (QPlainTextEdit *const edit : {m_ui->baseUrisTextEdit, m_ui->groupsTextEdit}) {
        edit->setFixedHeight(appearance::lines(*this, 3.4));
        edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    }
    m_ui->baseUrisTextEdit->setPlaceholderText(QStringLiteral("https://app.example.com"));
    m_ui->copyNameButton->setCopies(tr("Copy application name"), [this] { return m_ui->nameLineEdit->text(); });
    m_ui->copyBaseUrisButton->setCopies(tr("Copy base URIs"), [this] { return m_ui->baseUrisTextEdit->toPlainText(); });

    connect(m_ui->openPageButton, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(m_step.adminConsoleUrl()); });
    connect(m_ui->nameLineEdit, &QLineEdit::textChanged, &m_step, &setup::ApplicationStep::setApplicationName);
    connect(m_ui->baseUrisTextEdit, &QPlainTextEdit::textChanged, this,
            [this] { m_step.setBaseUris(m_ui->baseUrisTextEdit->toPlainText()); });
    connect(m_ui->refreshTokenCheckBox, &QCheckBox::toggled, &m_step, &setup::ApplicationStep::setRefreshTokenTicked);
    connect(m_ui->accessComboBox, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_step.setAccess(index == 1 ? setup::Access::NamedGroups : setup::Access::Everyone); });
    connect(m_ui->groupsTextEdit, &QPlainTextEdit::textChanged, this, [this] {
        QStringList groups;
        const auto lines = m_ui->groupsTextEdit->toPlainText().split(QLatin1Char('\n'));
        for (const QString &line : lines) {
            if (!line.trimmed().isEmpty())
                groups.append(line.trimmed());
        }
        m_step.setAccessGroups(groups);
    });
    connect(&m_step, &setup::Step::changed, this, &ApplicationPage::render);
    render();
}

ApplicationPage::~ApplicationPage() = default;

QWidget *ApplicationPage::firstField() const
{
    return m_ui->nameLineEdit;
}

void ApplicationPage::render()
{
    const auto &configuration = m_step.configuration();
    draw(m_ui->nameLineEdit, configuration.applicationName);
    draw(m_ui->baseUrisTextEdit, configuration.baseUris);
    {
        const QSignalBlocker guardTick(m_ui->refreshTokenCheckBox);
        const QSignalBlocker guardAccess(m_ui->accessComboBox);
        m_ui->refreshTokenCheckBox->setChecked(configuration.refreshTokenTicked);
        m_ui->accessComboBox->setCurrentIndex(configuration.access == setup::Access::NamedGroups ? 1 : 0);
    }
    m_ui->groupsBox->setVisible(configuration.access == setup::Access::NamedGroups);
    // Empty lines are the person's own while typing; only another list is drawn.
    QStringList typed = m_ui->groupsTextEdit->toPlainText().split(QLatin1Char('\n'));
    for (QString &line : typed)
        line = line.trimmed();
    typed.removeAll(QString());
    if (typed != configuration.accessGroups)
        draw(m_ui->groupsTextEdit, configuration.accessGroups.join(QLatin1Char('\n')));

    const QUrl console = m_step.adminConsoleUrl();
    m_ui->openPageButton->setEnabled(!console.isEmpty());
    m_ui->openPageButton->setToolTip(console.isEmpty()
                                         ? tr("The address of the Admin Console of a custom domain is not known.")
                                         : console.toString());
    m_ui->openPageButton->setAccessibleDescription(m_ui->openPageButton->toolTip());
    switch (m_step.nameProblem()) {
    case setup::ApplicationStep::NameProblem::None:
        m_ui->nameNotice->clear();
        break;
    case setup::ApplicationStep::NameProblem::Empty:
        m_ui->nameNotice->showText(checks::Status::Failed, tr("The application needs a name."));
        break;
    case setup::ApplicationStep::NameProblem::TooLong:
        m_ui->nameNotice->showText(checks::Status::Failed, tr("The name is too long."),
                                   tr("Okta takes 100 characters at most."));
        break;
    case setup::ApplicationStep::NameProblem::Secret:
        m_ui->nameNotice->showText(checks::Status::Failed, tr("This looks like a secret, not a name."),
                                   tr("It is not saved. Enter a name such as Pomerium."));
        break;
    case setup::ApplicationStep::NameProblem::UnseenCharacter:
        m_ui->nameNotice->showText(checks::Status::Failed, tr("The name has a character that cannot be seen."),
                                   tr("It came with a copied text. Type the name."));
        break;
    }
    m_ui->nameLineEdit->setAccessibleDescription(m_ui->nameNotice->text());
    if (const QString uri = m_step.invalidBaseUri(); !uri.isEmpty())
        m_ui->baseUrisNotice->showText(
            checks::Status::Failed, tr("%1 is not a base URI.").arg(serverText(uri, LongestQuote)),
            tr("A base URI begins with https:// or http:// and a host. Clear the line if you need none."));
    else
        m_ui->baseUrisNotice->clear();
    m_ui->baseUrisTextEdit->setAccessibleDescription(m_ui->baseUrisNotice->text());
    if (const QString group = m_step.invalidGroup(); !group.isEmpty())
        m_ui->groupsNotice->showText(checks::Status::Failed,
                                     tr("No group is called %1.").arg(serverText(group, LongestQuote)),
                                     tr("A group's name has at most 255 characters, all of which can be seen."));
    else
        m_ui->groupsNotice->clear();
    m_ui->groupsTextEdit->setAccessibleDescription(configuration.accessGroups.isEmpty() ? missingGroup()
                                                                                        : m_ui->groupsNotice->text());
    renderRedirectUris();
}

void ApplicationPage::renderRedirectUris()
{
    const QStringList uris = m_step.configuration().signInRedirectUris();
    while (m_redirectRows.size() > uris.size())
        delete m_redirectRows.takeLast();
    while (m_redirectRows.size() < uris.size()) {
        auto *const row = new ValueRow(m_ui->redirectUrisWidget);
        const auto number = m_redirectRows.size() + 1;
        row->setNames(tr("Sign-in redirect URI %1").arg(number), tr("Copy sign-in redirect URI %1").arg(number));
        m_ui->redirectUrisWidget->layout()->addWidget(row);
        m_redirectRows.append(row);
    }
    for (qsizetype i = 0; i < uris.size(); ++i)
        m_redirectRows.at(i)->setValue(uris.at(i));
}

QString ApplicationPage::missing() const
{
    if (m_step.canProceed())
        return {};
    if (!m_step.configuration().refreshTokenTicked)
        return tr("Tick the box when Refresh Token is ticked in Okta.");
    if (m_step.configuration().access == setup::Access::NamedGroups && m_step.configuration().accessGroups.isEmpty())
        return missingGroup();
    return tr("Something on this page needs a correction.");
}
