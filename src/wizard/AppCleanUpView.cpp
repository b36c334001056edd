#include "wizard/AppCleanUpView.h"

#include "advice/CheckLine.h"
#include "oidc/CheckIds.h"
#include "setup/Setup.h"
#include "wizard/Card.h"
#include "wizard/CardParts.h"
#include "wizard/CheckList.h"
#include "wizard/ManagementTokenView.h"
#include "wizard/RateLimitLabel.h"
#include "wizard/StatusMark.h"
#include "wizard/UndoCreation.h"

#include <QHBoxLayout>

AppCleanUpView::AppCleanUpView(setup::Setup &setup, QWidget *parent)
    : QWidget(parent)
    , m_setup(setup)
    , m_state(new PlainLabel(this))
    , m_token(new ManagementTokenView(setup.app(), setup.configuration(), this))
    , m_cancel(parts::button(tr("Cancel the clean-up"), this))
    , m_lines(new CheckList(this))
{
    auto *const all = parts::column(*this, 2.5);
    auto *const card = new Card(this);
    all->addWidget(card);
    all->addWidget(m_lines);
    auto *const column = parts::column(*card);
    column->addWidget(parts::heading(tr("Clean up in Okta"), card));
    m_state->setInk(tokens::Role::SecondaryText);
    column->addWidget(m_state);
    m_uris = makeLine(tr("Remove them"), card);
    m_claim = makeLine(tr("Remove the groups claim"), card);
    m_revoke = makeLine(tr("Revoke it"), card);
    m_undo = makeLine(tr("Delete the app…"), card);
    for (const Line &line : {m_uris, m_claim, m_revoke, m_undo})
        column->addWidget(line.row);
    column->addWidget(m_token);
    column->addWidget(new RateLimitLabel(setup.app(), card));
    column->addLayout(parts::row({m_cancel}, *this));

    auto &app = m_setup.app();
    connect(m_uris.verb, &QPushButton::clicked, this, [this] {
        m_setup.app().cleanUp(m_setup.configuration().clientId, m_setup.configuration().loopbackRedirectUris());
    });
    connect(m_claim.verb, &QPushButton::clicked, &app, &setup::AppIntegration::removeGroupsClaim);
    connect(m_revoke.verb, &QPushButton::clicked, this, [this] {
        if (m_setup.app().hasManagementToken())
            m_setup.app().revokeManagementToken();
        else
            m_setup.app().setTokenRevokedElsewhere();
    });
    connect(m_undo.verb, &QPushButton::clicked, this, &AppCleanUpView::askToUndo);
    connect(m_cancel, &QPushButton::clicked, &app, &setup::AppIntegration::cancel);
    connect(&app, &setup::AppIntegration::changed, this, &AppCleanUpView::render);
    connect(&m_setup, &setup::Setup::changed, this, &AppCleanUpView::render);
    render();
}

AppCleanUpView::~AppCleanUpView() = default;

AppCleanUpView::Line AppCleanUpView::makeLine(const QString &verb, QWidget *parent)
{
    Line line;
    line.row = new QWidget(parent);
    auto *const row = new QHBoxLayout(line.row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(tokens::units(*this, 2.5));
    line.mark = new StatusMark(line.row);
    line.words = new PlainLabel(line.row);
    line.verb = parts::button(verb, line.row);
    row->addWidget(line.mark, 0, Qt::AlignTop);
    row->addWidget(line.words, 1);
    row->addWidget(line.verb, 0, Qt::AlignTop);
    return line;
}

void AppCleanUpView::draw(const Line &line, bool isThere, bool isDone, const QString &words, bool isEnabled)
{
    line.row->setVisible(isThere);
    line.mark->setStatus(isDone ? checks::Status::Passed : checks::Status::Warning);
    line.words->setText(words);
    line.verb->setVisible(!isDone);
    line.verb->setEnabled(isEnabled);
}

void AppCleanUpView::askToUndo()
{
    askToUndoCreation(*this, m_setup.app(),
                      tr("Okta deactivates and deletes it. Pomerium can no longer sign people in with it."));
}

void AppCleanUpView::render()
{
    const auto &app = m_setup.app();
    const auto &record = app.record();
    const bool mayWork = app.hasManagementToken() && !app.isBusy();
    const bool hasApp = !record.workId().isEmpty() || !m_setup.configuration().clientId.isEmpty();
    draw(m_uris, true, record.isCleanedUp,
         record.isCleanedUp               ? tr("The redirect URIs of the sign-in test are out of the app.")
             : record.hasTestRedirectUris ? tr("The redirect URIs of the sign-in test are in the app.")
                                          : tr("The redirect URIs of the sign-in test may be in the app."),
         mayWork && hasApp);

    const auto &signIn = m_setup.signIn();
    const bool hasSeenGroups = signIn.isVerified() && signIn.report().checks.contains(oidc::CheckId::Groups)
        && signIn.report().checks.status(oidc::CheckId::Groups) == checks::Status::Passed;
    draw(m_claim, !record.claimId.isEmpty(), hasSeenGroups,
         hasSeenGroups ? tr("The groups claim works: the sign-in test saw it.")
                       : tr("The groups claim was added on trial, and no sign-in test saw it."),
         mayWork);

    m_revoke.verb->setText(app.hasManagementToken() ? tr("Revoke it") : tr("I revoked it in Okta"));
    draw(m_revoke, record.hasToken || app.lines().contains(QStringLiteral("token-rejected")), !record.hasToken,
         record.hasToken ? tr("The management token may still work.") : tr("Okta rejects the management token."),
         !app.isBusy() && !record.isRotationOpen());
    draw(m_undo, !record.marker.isEmpty() && !record.applicationId.isEmpty(), false,
         tr("Only if nobody needs it: the app that this wizard created."), mayWork);
    m_undo.mark->setStatus(checks::Status::Pending);

    const bool isLeft = !record.isCleanedUp || record.hasToken || (!record.claimId.isEmpty() && !hasSeenGroups);
    m_state->setText(isLeft ? (m_setup.isDraftKept()
                                   ? tr("The saved setup keeps this until it is done.") + QLatin1Char(' ')
                                   : QString())
                             + tr("Without a management token, do it by hand, as listed below.")
                            : tr("Nothing of ours is left in Okta."));
    m_token->setVisible(!app.hasManagementToken() && isLeft);
    m_cancel->setVisible(app.isBusy());
    m_lines->setLines(advice::checkLines(app.lines()));
    m_lines->setVisible(!app.lines().isEmpty());
}
