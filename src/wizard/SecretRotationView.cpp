#include "wizard/SecretRotationView.h"

#include "advice/CheckLine.h"
#include "setup/Setup.h"
#include "wizard/Card.h"
#include "wizard/CardParts.h"
#include "wizard/CheckList.h"
#include "wizard/ManagementTokenView.h"
#include "wizard/Notice.h"
#include "wizard/Question.h"
#include "wizard/StatusMark.h"

#include <QCheckBox>
#include <QHBoxLayout>

SecretRotationView::SecretRotationView(setup::Setup &setup, QWidget *parent)
    : QWidget(parent)
    , m_setup(setup)
    , m_hint(parts::hint(tr("We add a second client secret. Pomerium keeps using the old one. We delete it only "
                            "after you say that Pomerium runs with the new one. Okta logs that its client secrets "
                            "are read."),
                         this))
    , m_token(new ManagementTokenView(setup.app(), setup.configuration(), this))
    , m_stageList(new QWidget(this))
    , m_said(new QCheckBox(tr("Pomerium runs with the new client secret"), this))
    , m_add(parts::button(tr("Add a second client secret"), this))
    , m_retire(parts::button(tr("Delete the old client secret"), this))
    , m_withdraw(parts::button(tr("Delete the new client secret"), this))
    , m_notice(new Notice(this))
    , m_lines(new CheckList(this))
{
    auto *const all = parts::column(*this, 2.5);
    auto *const card = new Card(this);
    all->addWidget(card);
    all->addWidget(m_lines);
    auto *const column = parts::column(*card);
    column->addWidget(parts::heading(tr("Rotate the client secret"), card));
    column->addWidget(m_hint);
    auto *const stages = parts::column(*m_stageList, 1);
    for (int stage = Added; stage <= Retired; ++stage) {
        auto *const row = new QHBoxLayout;
        row->setSpacing(tokens::units(*this, 2.5));
        auto *const mark = new StatusMark(m_stageList);
        mark->setNumber(stage + 1);
        auto *const words = new PlainLabel(m_stageList);
        row->addWidget(mark, 0, Qt::AlignTop);
        row->addWidget(words, 1);
        stages->addLayout(row);
        m_stages.append({mark, words});
    }
    column->addWidget(m_stageList);
    column->addWidget(m_token);
    column->addWidget(m_said);
    column->addWidget(m_notice);
    column->addLayout(parts::row({m_add, m_retire, m_withdraw}, *this));

    connect(m_add, &QPushButton::clicked, this, &SecretRotationView::add);
    connect(m_retire, &QPushButton::clicked, this, &SecretRotationView::askToRetire);
    connect(m_withdraw, &QPushButton::clicked, this, &SecretRotationView::askToWithdraw);
    connect(m_said, &QCheckBox::toggled, this, &SecretRotationView::render);
    connect(&m_setup.app(), &setup::AppIntegration::changed, this, &SecretRotationView::render);
    connect(&m_setup, &setup::Setup::changed, this, &SecretRotationView::render);
    render();
}

SecretRotationView::~SecretRotationView() = default;

void SecretRotationView::add()
{
    m_isOurs = true;
    m_said->setChecked(false);
    m_setup.app().addSecret(m_setup.configuration().clientId);
}

void SecretRotationView::askToRetire()
{
    auto *const question =
        new Question(tr("Client secret"), tr("Delete the old client secret?"),
                     tr("Whatever still uses it can no longer sign people in. It cannot be brought back."), window());
    question->addHarmless(tr("Keep it"));
    question->addVerb(tr("Delete it"));
    connect(question, &QDialog::accepted, this, [this] {
        if (m_setup.app().isBusy() || !m_setup.app().hasManagementToken() || !isInUse())
            return;
        m_isOurs = true;
        m_setup.app().retireOldSecret();
    });
    question->open();
}

void SecretRotationView::askToWithdraw()
{
    auto *const question = new Question(tr("Client secret"), tr("Delete the new client secret?"),
                                        tr("Pomerium goes on with the old one."), window());
    question->addHarmless(tr("Keep it"));
    question->addVerb(tr("Delete it"));
    connect(question, &QDialog::accepted, this, [this] {
        if (m_setup.app().isBusy() || !m_setup.app().hasManagementToken())
            return;
        m_isOurs = true;
        m_setup.app().withdrawSecret();
    });
    question->open();
}

bool SecretRotationView::isInUse() const
{
    const auto &pomerium = m_setup.done().pomerium();
    const bool isSeen =
        m_setup.isNewSecretEntered() && pomerium.hasResult() && !pomerium.needsRecheck() && pomerium.list().isPassed();
    return isSeen || m_said->isChecked();
}

void SecretRotationView::render()
{
    const auto &app = m_setup.app();
    const auto &record = app.record();
    const bool isOpen = record.isRotationOpen();
    const bool isBusy = app.isBusy();
    const bool hasToken = app.hasManagementToken();
    const bool hasSecret = m_setup.isNewSecretEntered();
    m_token->setVisible(!hasToken);
    m_stageList->setVisible(isOpen);
    const bool canFinish = record.isRotating && !record.newSecretId.isEmpty();
    m_said->setVisible(canFinish);
    m_add->setVisible(!isOpen || (record.isRotating && !record.isRetiring && !record.isWithdrawing && !hasSecret));
    m_add->setText(isOpen ? tr("Get the new client secret from Okta") : tr("Add a second client secret"));
    const bool hasApp = !record.workId().isEmpty() || !m_setup.configuration().clientId.isEmpty();
    m_add->setEnabled(!isBusy && hasToken && hasApp && !record.isCreating());
    m_retire->setVisible(canFinish && !record.isWithdrawing);
    m_retire->setEnabled(!isBusy && hasToken && (record.isRetiring || isInUse()));
    m_withdraw->setVisible(isOpen && !record.isRetiring);
    m_withdraw->setEnabled(!isBusy && hasToken);
    // Another view's work is shown there.
    m_isOurs = m_isOurs && (isBusy || app.lines().contains(QStringLiteral("secrets-read")));
    m_lines->setVisible(m_isOurs);
    m_lines->setLines(m_isOurs ? advice::checkLines(app.lines()) : QList<advice::CheckLine>());
    if (canFinish && hasSecret && !m_setup.exportStep().isVerified())
        m_notice->showText(checks::Status::Running, tr("The new client secret is entered."),
                           tr("Check it in step 3, then write the file and restart Pomerium with it."));
    else
        m_notice->clear();
    renderStages();
}

void SecretRotationView::renderStages()
{
    using checks::Status;
    const auto &record = m_setup.app().record();
    const bool hasSecret = m_setup.isNewSecretEntered();
    const auto set = [this](StageId stage, Status status, const QString &words) {
        m_stages.at(stage).mark->setStatus(status);
        m_stages.at(stage).words->setText(words);
    };
    set(Added, record.newSecretId.isEmpty() ? Status::Pending : Status::Passed, tr("Okta has a second client secret."));
    const Status checked = hasSecret ? m_setup.credentials().checkStatus() : Status::Pending;
    set(Checked, checked, tr("The new client secret was checked without a browser."));
    set(Written, hasSecret && m_setup.exportStep().isVerified() ? Status::Passed : Status::Pending,
        tr("The file was written with it."));
    set(Running, isInUse() || record.isRetiring ? Status::Passed : Status::Pending, tr("Pomerium runs with it."));
    set(Retired, record.isRetiring ? Status::Warning : Status::Pending, tr("The old client secret is deleted."));
}
