#include "wizard/AppRecoveryView.h"

#include "advice/CheckLine.h"
#include "setup/Requests.h"
#include "setup/Setup.h"
#include "wizard/Card.h"
#include "wizard/CardParts.h"
#include "wizard/CheckList.h"
#include "wizard/ManagementTokenView.h"
#include "wizard/Question.h"

#include <QHBoxLayout>

namespace {

using Open = setup::AppRecord::Open;

} // namespace

AppRecoveryView::AppRecoveryView(setup::Setup &setup, QWidget *parent)
    : QWidget(parent)
    , m_setup(setup)
    , m_card(new Card(this))
    , m_story(new PlainLabel(m_card))
    , m_findings(new PlainLabel(m_card))
    , m_token(new ManagementTokenView(setup.app(), setup.configuration(), m_card))
    , m_lines(new CheckList(m_card))
    , m_look(parts::button(tr("Ask Okta what is there"), m_card))
    , m_goOn(parts::button({}, m_card))
    , m_undo(parts::button(tr("Undo"), m_card))
    , m_later(parts::button(tr("Not now"), m_card, WizardStyle::Look::Link))
{
    m_card->setStatus(checks::Status::Warning);
    auto *const all = parts::column(*this);
    all->setContentsMargins(0, 0, 0, tokens::units(*this, 4)); // from the title below
    all->addWidget(m_card);
    auto *const column = parts::column(*m_card);
    column->addWidget(parts::heading(tr("Work in Okta is not finished"), m_card));
    for (QWidget *const part : {static_cast<QWidget *>(m_story), static_cast<QWidget *>(m_token),
                                static_cast<QWidget *>(m_findings), static_cast<QWidget *>(m_lines)})
        column->addWidget(part);
    column->addLayout(parts::row({m_look, m_goOn, m_undo, m_later}, *this));
    m_undo->setAccessibleName(tr("Undo the work in Okta"));
    m_later->setAccessibleName(tr("Leave the work in Okta for later"));

    auto &app = m_setup.app();
    connect(m_look, &QPushButton::clicked, this, &AppRecoveryView::look);
    connect(m_goOn, &QPushButton::clicked, this, &AppRecoveryView::goOn);
    connect(m_undo, &QPushButton::clicked, this, &AppRecoveryView::askToUndo);
    connect(m_later, &QPushButton::clicked, &app, &setup::AppIntegration::dismissRestored);
    connect(&app, &setup::AppIntegration::changed, this, &AppRecoveryView::render);
    connect(&m_setup, &setup::Setup::changed, this, &AppRecoveryView::render);
    render();
}

AppRecoveryView::~AppRecoveryView() = default;

void AppRecoveryView::look()
{
    if (m_setup.app().isBusy() || !m_setup.app().hasManagementToken())
        return;
    m_hasActed = true;
    m_setup.app().inspect(setup::wantedApplication(m_setup.configuration()));
}

void AppRecoveryView::goOn()
{
    auto &app = m_setup.app();
    if (app.record().open() == Open::Token && !app.hasManagementToken()) {
        app.setTokenRevokedElsewhere();
        return;
    }
    if (app.isBusy() || !app.hasManagementToken())
        return;
    m_hasActed = true;
    const auto &configuration = m_setup.configuration();
    app.goOn(setup::wantedApplication(configuration), configuration.issuer, setup::groupNames(configuration),
             configuration.clientId);
}

void AppRecoveryView::askToUndo()
{
    const bool isRotation = m_setup.app().record().isRotationOpen();
    auto *const question =
        new Question(tr("Work in Okta"),
                     isRotation ? tr("Delete the new client secret?") : tr("Delete the app that this wizard created?"),
                     isRotation ? tr("Pomerium goes on with the old one.")
                                : tr("We delete only the app that has our note. Its client secret stops working."),
                     window());
    question->addHarmless(tr("Keep it"));
    question->addVerb(tr("Delete it"));
    connect(question, &QDialog::accepted, this, [this] {
        if (!m_setup.app().canUndoOpen())
            return;
        m_hasActed = true;
        m_setup.app().undoOpen();
    });
    question->open();
}

QString AppRecoveryView::story() const
{
    switch (m_setup.app().record().open()) {
    case Open::CreationUnknown:
        return tr("The last start was creating an app integration. Okta may have it.");
    case Open::CreationUnfinished:
        return tr("The last start created an app integration and did not get to the end.");
    case Open::UndoUnfinished:
        return tr("The last start was deleting the app integration that it had created.");
    case Open::RotationUnknown:
        return tr("The last start was adding a second client secret. Okta may have it.");
    case Open::Rotation:
        return tr("The client secret is being rotated: the app has an old and a new one.");
    case Open::RetirementUnfinished:
        return tr("The last start was deleting the old client secret.");
    case Open::WithdrawalUnfinished:
        return tr("The last start was deleting the new client secret.");
    case Open::CleanUp:
        return tr("The redirect URIs of the sign-in test may be in the app still.");
    case Open::Token:
        return tr("The management token of the last start may still work. Enter it here to revoke it, or revoke it in "
                  "Okta.");
    case Open::Nothing:
        return tr("Done: nothing is left to do in Okta.");
    }
    Q_UNREACHABLE();
}

QString AppRecoveryView::findings() const
{
    const auto &inspection = m_setup.app().inspection();
    if (!inspection)
        return {};
    const auto &record = m_setup.app().record();
    if (inspection->found.isEmpty())
        return record.isCreating() ? tr("Okta has no app with our note: nothing was created, or it is deleted.")
                                   : tr("Okta shows no such app.");
    if (inspection->found.size() > 1)
        return tr("Okta has several apps that fit. We touch none of them.");
    const okta::Application &app = inspection->found.first();
    QStringList words{//: %1: an app's name, %2: its client ID, %3: ACTIVE or INACTIVE
                      tr("Okta has the app \"%1\" (%2, %3).").arg(app.label(), app.clientId(), app.status())};
    if (record.isRotationOpen()) {
        int active = 0;
        for (const auto &secret : inspection->secrets)
            active += secret.isActive ? 1 : 0;
        words.append(tr("Client secrets: %1, active: %2.").arg(inspection->secrets.size()).arg(active));
    }
    const QStringList uris = app.redirectUris();
    int left = 0;
    for (const QString &uri : m_setup.configuration().loopbackRedirectUris())
        left += uris.contains(uri) ? 1 : 0;
    words.append(left > 0 ? tr("The redirect URIs of the sign-in test are in it.")
                          : tr("The redirect URIs of the sign-in test are not in it."));
    return words.join(QLatin1Char(' '));
}

void AppRecoveryView::render()
{
    const auto &app = m_setup.app();
    const auto open = app.record().open();
    const bool isShown = app.isRestored() && open != Open::Nothing;
    setVisible(isShown);
    if (!isShown) {
        m_hasActed = false;
        return;
    }
    const bool isBusy = app.isBusy();
    const bool hasToken = app.hasManagementToken();
    const bool isToken = open == Open::Token;
    const bool hasOrg = m_setup.configuration().org && !m_setup.configuration().issuer.isEmpty();
    m_story->setText(story());
    m_findings->setText(findings());
    m_findings->setVisible(!isToken && !findings().isEmpty());
    m_token->setVisible(!hasToken);
    m_look->setVisible(!isToken && !app.inspection());
    m_look->setEnabled(hasToken && hasOrg && !isBusy);
    m_goOn->setText(!isToken ? tr("Go on") : hasToken ? tr("Revoke the token") : tr("I revoked it in Okta"));
    m_goOn->setVisible(isToken || app.inspection());
    m_goOn->setEnabled(!isBusy && (isToken || (hasToken && hasOrg)));
    m_undo->setVisible(!isToken && app.inspection() && app.canUndoOpen());
    m_later->setEnabled(!isBusy);
    m_lines->setLines(m_hasActed ? advice::checkLines(app.lines()) : QList<advice::CheckLine>());
    m_lines->setVisible(m_hasActed);
}
