#include "wizard/ApplicationPage.h"

#include "core/ServerText.h"
#include "setup/Setup.h"
#include "wizard/AppIntegrationView.h"
#include "wizard/Appearance.h"
#include "wizard/Icons.h"
#include "wizard/MissingWords.h"
#include "wizard/SecretRotationView.h"
#include "wizard/ValueRow.h"
#include "wizard/WizardStyle.h"

#include <QDesktopServices>
#include <QSignalBlocker>

#include <algorithm>

#include "ui_ApplicationPage.h"

namespace {

constexpr qsizetype LongestQuote = 32; // a word that cannot be broken must not make the page wider
// Two of the tasks, in the order of Okta's form.
constexpr int BaseUrisTask = 4;
constexpr int AssignmentsTask = 5;

} // namespace

ApplicationPage::ApplicationPage(setup::ApplicationStep &step, QWidget *parent)
    : Page(parent)
    , m_step(step)
    , m_ui(std::make_unique<Ui::ApplicationPage>())
{
    m_ui->setupUi(this);
    const auto units = [this](double count) { return tokens::units(*this, count); };
    m_ui->row->setSpacing(units(5));
    m_ui->row->setAlignment(m_ui->sketchPanel, Qt::AlignTop);
    m_ui->column->setSpacing(units(2.5));
    auto *const rows = new QVBoxLayout(m_ui->redirectUrisWidget);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(units(1.5));
    int number = 0;
    for (StatusMark *const mark : {m_ui->mark1, m_ui->mark2, m_ui->mark3, m_ui->mark4, m_ui->mark5, m_ui->mark6})
        mark->setNumber(++number);
    for (Card *const card : {m_ui->card1, m_ui->card2, m_ui->card3, m_ui->card4, m_ui->card5, m_ui->card6})
        card->setTight(true);
    for (QHBoxLayout *const row :
         {m_ui->taskRow1, m_ui->taskRow2, m_ui->taskRow3, m_ui->taskRow4, m_ui->taskRow5, m_ui->taskRow6}) {
        row->setSpacing(units(2.5));
        row->setAlignment(row->itemAt(0)->widget(), Qt::AlignTop);
    }
    for (QVBoxLayout *const column : {m_ui->task1, m_ui->task2, m_ui->task3, m_ui->task4, m_ui->task5, m_ui->task6})
        column->setSpacing(units(1.5));
    for (PlainLabel *const label : {m_ui->createLabel, m_ui->nameLabel, m_ui->grantLabel, m_ui->redirectLabel,
                                    m_ui->baseUrisLabel, m_ui->accessLabel})
        label->setType(tokens::Type::FieldLabel);
    for (PlainLabel *const label : {m_ui->createHintLabel, m_ui->grantHintLabel, m_ui->redirectHintLabel,
                                    m_ui->baseUrisHintLabel, m_ui->saveLabel, m_ui->moreLabel, m_ui->laterLabel})
        label->setInk(tokens::Role::SecondaryText);
    m_ui->createLabel->setText(QStringLiteral("Applications › Create App Integration"));
    m_ui->createHintLabel->setMarkedText(tr(
        "Select **OIDC - OpenID Connect**, **Web Application**, then **Next**. If Okta offers **Classic experience**, "
        "select it first."));
    m_ui->baseUrisColumn->setSpacing(units(1.5));
    m_ui->baseUrisBox->hide();
    for (QPushButton *const link : {m_ui->moreButton, m_ui->baseUrisFold})
        WizardStyle::setLook(*link, WizardStyle::Look::Link);
    connect(m_ui->baseUrisFold, &QPushButton::toggled, m_ui->baseUrisBox, &QWidget::setVisible);
    connect(m_ui->moreButton, &QPushButton::clicked, this, [this] {
        m_isUriListOpen = true;
        renderRedirectUris();
    });
    m_ui->openPageButton->setAccessibleName(tr("Open in Okta"));
    m_ui->openPageButton->setIcon(icons::make(icons::Icon::OpenOutside));
    m_ui->moreButton->setAccessibleName(tr("Show all redirect URIs"));
    for (QPushButton *const button :
         {m_ui->openPageButton, m_ui->copyNextButton, m_ui->refreshTokenButton, m_ui->savedButton,
          static_cast<QPushButton *>(m_ui->copyNameButton), static_cast<QPushButton *>(m_ui->copyBaseUrisButton)})
        WizardStyle::setLook(*button, WizardStyle::Look::Small);
    for (QHBoxLayout *const row : {m_ui->grantRow, m_ui->saveRow}) {
        row->setStretch(0, 1);
        row->setAlignment(row->itemAt(1)->widget(), Qt::AlignTop);
    }
    m_ui->grantColumn->setSpacing(units(0.5));
    m_ui->nameRow->setSpacing(units(2));
    m_ui->nameLineEdit->setFont(tokens::font(tokens::Type::Code, font()));
    m_ui->nameLineEdit->setMinimumWidth(units(20));
    m_ui->nameLineEdit->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_ui->accessComboBox->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_ui->accessComboBox->setMinimumContentsLength(16);
    connect(m_ui->copyNextButton, &QPushButton::clicked, this, &ApplicationPage::copyNextUri);
    connect(m_ui->copyNameButton, &CopyButton::copied, this, &ApplicationPage::renderProgress);
    connect(m_ui->copyBaseUrisButton, &CopyButton::copied, this, &ApplicationPage::renderProgress);
    for (QPlainTextEdit *const edit : {m_ui->baseUrisTextEdit, m_ui->groupsTextEdit}) {
        edit->setFixedHeight(appearance::lines(*this, 3.4));
        edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    }
    m_ui->baseUrisTextEdit->setPlaceholderText(QStringLiteral("https://app.example.com"));
    m_ui->copyNameButton->setCopies(tr("Copy app integration name"), [this] { return m_ui->nameLineEdit->text(); });
    m_ui->copyBaseUrisButton->setCopies(tr("Copy base URIs"), [this] { return m_ui->baseUrisTextEdit->toPlainText(); });

    connect(m_ui->openPageButton, &QPushButton::clicked, this, [this] {
        QDesktopServices::openUrl(m_step.adminConsoleUrl());
        m_wasOpened = true;
        renderProgress();
    });
    connect(m_ui->nameLineEdit, &QLineEdit::textChanged, &m_step, &setup::ApplicationStep::setApplicationName);
    connect(m_ui->baseUrisTextEdit, &QPlainTextEdit::textChanged, this,
            [this] { m_step.setBaseUris(m_ui->baseUrisTextEdit->toPlainText()); });
    connect(m_ui->refreshTokenButton, &QPushButton::toggled, &m_step, &setup::ApplicationStep::setRefreshTokenTicked);
    connect(m_ui->savedButton, &QPushButton::toggled, this, &ApplicationPage::renderProgress);
    connect(m_ui->accessComboBox, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_step.setAccess(static_cast<setup::Access>(index)); });
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

void ApplicationPage::showIntegration(setup::Setup &setup)
{
    auto *const view = new AppIntegrationView(setup.app(), m_step, this);
    m_view = view;
    m_ui->column->insertWidget(0, view);
    view->lower(); // a screen reader reads it first, too
    auto *const rotation = new SecretRotationView(setup, view);
    view->addBelow(rotation);
    const auto showRotation = [&setup, rotation] {
        const auto &record = setup.app().record();
        rotation->setVisible(record.isRotationOpen()
                             || (record.way == setup::AppWay::Existing && !record.checkedId.isEmpty()));
    };
    showRotation();
    connect(&m_step, &setup::Step::changed, view, &AppIntegrationView::render);
    connect(&setup.app(), &setup::AppIntegration::changed, this, &ApplicationPage::render);
    connect(&setup.app(), &setup::AppIntegration::changed, rotation, showRotation);
    render();
}

QWidget *ApplicationPage::firstField() const
{
    const bool isByHand = m_step.configuration().app.way == setup::AppWay::ByHand;
    return isByHand || !m_view ? m_ui->nameLineEdit : m_view->firstField();
}

void ApplicationPage::render()
{
    const auto &configuration = m_step.configuration();
    // What is typed into Okta's form is of no use when the wizard does it.
    const bool isByHand = configuration.app.way == setup::AppWay::ByHand;
    if (isByHand == m_isFormHidden) {
        m_isFormHidden = !isByHand;
        for (QWidget *const part : {static_cast<QWidget *>(m_ui->card1), static_cast<QWidget *>(m_ui->card2),
                                    static_cast<QWidget *>(m_ui->card3), static_cast<QWidget *>(m_ui->card4),
                                    static_cast<QWidget *>(m_ui->card5), static_cast<QWidget *>(m_ui->card6),
                                    static_cast<QWidget *>(m_ui->sketchPanel), static_cast<QWidget *>(m_ui->saveLabel)})
            part->setVisible(isByHand);
        m_ui->sketchPanel->setVisible(isByHand && room() >= tokens::units(*this, 170));
    }
    draw(m_ui->nameLineEdit, configuration.applicationName);
    draw(m_ui->baseUrisTextEdit, configuration.baseUris);
    {
        const QSignalBlocker guardTick(m_ui->refreshTokenButton);
        const QSignalBlocker guardAccess(m_ui->accessComboBox);
        m_ui->refreshTokenButton->setChecked(configuration.refreshTokenTicked);
        m_ui->accessComboBox->setCurrentIndex(
            static_cast<int>(configuration.access)); // in the order of the enumerators
    }
    m_ui->groupsBox->setVisible(configuration.access == setup::Access::NamedGroups);
    m_ui->laterLabel->setVisible(configuration.access == setup::Access::Later);
    if (!configuration.baseUris.isEmpty())
        m_ui->baseUrisFold->setChecked(true);
    // Empty lines are the person's own while typing; only another list is drawn.
    QStringList typed = m_ui->groupsTextEdit->toPlainText().split(QLatin1Char('\n'));
    for (QString &line : typed)
        line = line.trimmed();
    typed.removeAll(QString());
    if (typed != configuration.accessGroups)
        draw(m_ui->groupsTextEdit, configuration.accessGroups.join(QLatin1Char('\n')));

    const QUrl console = m_step.adminConsoleUrl();
    m_ui->openPageButton->setEnabled(!console.isEmpty());
    m_ui->openPageButton->setToolTip(
        console.isEmpty() ? tr("The Admin Console of a custom domain has another address, which is not known here.")
                          : console.toString());
    m_ui->openPageButton->setAccessibleDescription(m_ui->openPageButton->toolTip());
    switch (m_step.nameProblem()) {
    case setup::ApplicationStep::NameProblem::None:
        m_ui->nameNotice->clear();
        break;
    case setup::ApplicationStep::NameProblem::Empty:
        m_ui->nameNotice->showText(checks::Status::Failed, tr("Enter a name."));
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
        m_ui->nameNotice->showText(checks::Status::Failed, tr("The name has an invisible character."),
                                   tr("You may have copied it. Type the name."));
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
    m_ui->groupsTextEdit->setAccessibleDescription(
        configuration.accessGroups.isEmpty() ? missingWords(setup::Missing::Group) : m_ui->groupsNotice->text());
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
        connect(row, &ValueRow::copied, this, &ApplicationPage::renderProgress);
        m_redirectRows.append(row);
    }
    // Pomerium's, and the first of the sign-in test; the others when they are wanted, or copied.
    constexpr qsizetype AlwaysShown = 2;
    const qsizetype more = m_isUriListOpen ? 0 : qMax<qsizetype>(0, uris.size() - AlwaysShown);
    for (qsizetype i = 0; i < uris.size(); ++i) {
        m_redirectRows.at(i)->setValue(uris.at(i));
        m_redirectRows.at(i)->setTag(i > 0 ? tr("sign-in test, remove later") : QString());
        m_redirectRows.at(i)->setVisible(i < AlwaysShown || more == 0);
    }
    m_ui->moreLabel->setVisible(more > 0);
    m_ui->moreButton->setVisible(more > 0);
    m_ui->moreLabel->setText(tr("And %n more URIs for the sign-in test", nullptr, static_cast<int>(more)));
    renderProgress();
}

void ApplicationPage::copyNextUri()
{
    const auto next = std::find_if(m_redirectRows.cbegin(), m_redirectRows.cend(),
                                   [](const ValueRow *row) { return !row->isCopied(); });
    if (next == m_redirectRows.cend())
        return;
    if ((*next)->isHidden()) {
        m_isUriListOpen = true;
        renderRedirectUris();
    }
    (*next)->copy();
}

void ApplicationPage::renderProgress()
{
    const auto copied = std::count_if(m_redirectRows.cbegin(), m_redirectRows.cend(),
                                      [](const ValueRow *row) { return row->isCopied(); });
    const auto all = m_redirectRows.size();
    m_ui->copyNextButton->setText(copied < all ? tr("Copy next (%1 of %2)").arg(copied + 1).arg(all)
                                               : tr("All copied"));
    m_ui->copyNextButton->setEnabled(copied < all);
    m_ui->copyNameButton->refresh();
    m_ui->copyBaseUrisButton->refresh();
    for (QPushButton *const button : {m_ui->refreshTokenButton, m_ui->savedButton}) {
        button->setText(button->isChecked() ? tr("Done") : tr("Mark as done"));
        button->setIcon(button->isChecked() ? icons::make(icons::Icon::Check) : QIcon());
    }
    const bool hasBaseUris = !m_step.configuration().baseUris.trimmed().isEmpty();
    const QList<bool> done{m_wasOpened,
                           m_ui->copyNameButton->isCopied(),
                           m_step.configuration().refreshTokenTicked,
                           all > 0 && copied == all,
                           !hasBaseUris || m_ui->copyBaseUrisButton->isCopied(),
                           m_ui->savedButton->isChecked()};
    const QList<StatusMark *> marks{m_ui->mark1, m_ui->mark2, m_ui->mark3, m_ui->mark4, m_ui->mark5, m_ui->mark6};
    const QList<Card *> cards{m_ui->card1, m_ui->card2, m_ui->card3, m_ui->card4, m_ui->card5, m_ui->card6};
    const auto current = done.indexOf(false);
    for (qsizetype i = 0; i < done.size(); ++i) {
        const bool isLeftOut = i == BaseUrisTask && !hasBaseUris;
        marks.at(i)->setStatus(isLeftOut        ? checks::Status::Skipped
                                   : done.at(i) ? checks::Status::Passed
                                                : checks::Status::Pending);
        cards.at(i)->setCurrent(i == current);
    }
    // What is optional and empty is not counted.
    m_tasks = static_cast<int>(done.size()) - (hasBaseUris ? 0 : 1);
    m_done = static_cast<int>(done.count(true)) - (hasBaseUris ? 0 : 1);
    showPlace(static_cast<int>(current));
    Q_EMIT footerChanged();
}

void ApplicationPage::showPlace(int task)
{
    using sketches::Place;
    //: %1: the number of the task on the page
    const QString heading = tr("Step %1 in Okta").arg(task < 0 ? AssignmentsTask + 1 : task + 1);
    if (task == 0)
        m_ui->sketchPanel->show(heading, tr("Create a new app integration"), Place::CreateAppIntegration);
    else if (task > 0 && task < AssignmentsTask)
        m_ui->sketchPanel->show(heading, tr("New Web App Integration, General Settings"), Place::NewWebAppIntegration,
                                task + 1);
    else
        m_ui->sketchPanel->show(heading, tr("New Web App Integration, Assignments"), Place::Assignments);
}

void ApplicationPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_ui->sketchPanel->setVisible(!m_isFormHidden && room() >= tokens::units(*this, 170));
}

QString ApplicationPage::hint() const
{
    if (m_step.configuration().app.way != setup::AppWay::ByHand)
        return tr("Next: the client credentials.");
    //: %1: how many, %2: of how many
    return tr("%1 of %2 done in Okta. Continue when you have saved the app.").arg(m_done).arg(m_tasks);
}
