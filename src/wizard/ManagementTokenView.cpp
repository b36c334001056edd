#include "wizard/ManagementTokenView.h"

#include "advice/Diagnosis.h"
#include "advice/Places.h"
#include "setup/AppIntegration.h"
#include "wizard/Breadcrumb.h"
#include "wizard/CardParts.h"
#include "wizard/Notice.h"
#include "wizard/SecretLineEdit.h"

#include <QHBoxLayout>
#include <QLineEdit>

ManagementTokenView::ManagementTokenView(setup::AppIntegration &integration, const setup::Configuration &configuration,
                                         QWidget *parent)
    : QWidget(parent)
    , m_integration(integration)
    , m_configuration(configuration)
    , m_hint(parts::hint({}, this))
    , m_token(new SecretLineEdit(this))
    , m_tokenLabel(parts::fieldLabel(tr("Management token"), *m_token, this))
    , m_use(parts::button(tr("Use this token"), this))
    , m_inMemory(new PlainLabel(tr("The management token is in memory, and nowhere else."), this))
    , m_revoke(parts::button(tr("Revoke the management token"), this))
    , m_notice(new Notice(this))
{
    m_hint->setText(
        tr("Create a second API token for this, never the one that Pomerium uses. A Super Administrator can create it, "
           "or an account with the roles Read-Only Administrator and Application Administrator. It stays in memory "
           "only, and is revoked at the end.\n%1")
            .arg(withCrumbs(advice::places::tokens())));
    m_token->setNames(tr("Management token"), tr("Show management token"));
    auto *const column = parts::column(*this);
    column->addWidget(m_hint);
    column->addWidget(m_tokenLabel);
    auto *const entry = new QHBoxLayout;
    entry->setSpacing(tokens::units(*this, 2));
    entry->addWidget(m_token, 1);
    entry->addWidget(m_use);
    column->addLayout(entry);
    auto *const kept = new QHBoxLayout;
    kept->setSpacing(tokens::units(*this, 2));
    kept->addWidget(m_inMemory, 1);
    kept->addWidget(m_revoke);
    column->addLayout(kept);
    column->addWidget(m_notice);

    connect(m_token, &SecretLineEdit::edited, this, &ManagementTokenView::render);
    connect(m_use, &QPushButton::clicked, this, &ManagementTokenView::take);
    connect(m_token->lineEdit(), &QLineEdit::returnPressed, this, [this] {
        if (m_use->isEnabled())
            take();
    });
    connect(m_revoke, &QPushButton::clicked, &m_integration, &setup::AppIntegration::revokeManagementToken);
    connect(&m_integration, &setup::AppIntegration::changed, this, &ManagementTokenView::render);
    render();
}

ManagementTokenView::~ManagementTokenView() = default;

void ManagementTokenView::take()
{
    m_notice->clear();
    auto token = okta::ApiToken::parse(m_token->secret());
    if (!token) {
        m_notice->show(checks::Status::Failed, advice::diagnose(token.error()));
        return;
    }
    if (!m_configuration.org) {
        m_notice->showText(checks::Status::Failed, tr("Enter the organization URL first."));
        return;
    }
    if (token->value() == m_configuration.apiToken) {
        m_notice->showText(checks::Status::Failed, tr("This is the token that Pomerium uses."),
                           tr("It would be revoked at the end. Create a second, temporary one."));
        return;
    }
    m_integration.setManagementToken(*m_configuration.org, std::move(*token));
    m_token->setSecret(Secret());
    Q_EMIT taken();
}

void ManagementTokenView::render()
{
    const bool hasToken = m_integration.hasManagementToken();
    m_hint->setVisible(!hasToken);
    m_tokenLabel->setVisible(!hasToken);
    m_token->setVisible(!hasToken);
    m_use->setVisible(!hasToken);
    m_use->setEnabled(!m_token->isEmpty());
    m_inMemory->setVisible(hasToken);
    m_revoke->setVisible(hasToken);
    m_revoke->setEnabled(hasToken && !m_integration.isBusy());
}
