// Which page belongs to which step.

#include "wizard/ApiTokenPage.h"
#include "wizard/ApplicationPage.h"
#include "wizard/CredentialsPage.h"
#include "wizard/DonePage.h"
#include "wizard/ExportPage.h"
#include "wizard/OrganizationPage.h"
#include "wizard/SetupWizard.h"
#include "wizard/SignInPage.h"

std::unique_ptr<Page> SetupWizard::makePage(setup::StepId id)
{
    using Id = setup::StepId;
    switch (id) {
    case Id::Organization: {
        auto page = std::make_unique<OrganizationPage>(m_setup.organization(), m_demo);
        connect(page.get(), &OrganizationPage::importRequested, this, &SetupWizard::importFile);
        return page;
    }
    case Id::Application: {
        auto page = std::make_unique<ApplicationPage>(m_setup.application());
        page->showIntegration(m_setup);
        return page;
    }
    case Id::Credentials:
        return std::make_unique<CredentialsPage>(m_setup.credentials(), m_demo);
    case Id::SignIn:
        return std::make_unique<SignInPage>(m_setup.signIn(), &m_setup.credentials());
    case Id::ApiToken:
        return std::make_unique<ApiTokenPage>(m_setup.apiToken(), m_demo);
    case Id::Export:
        return std::make_unique<ExportPage>(m_setup);
    case Id::Done: {
        auto page = std::make_unique<DonePage>(m_setup.done());
        page->showCleanUp(m_setup);
        page->setOffersAnother(!m_demo); // there is one practice org
        connect(page.get(), &DonePage::anotherOrgRequested, this, &SetupWizard::beginAnother);
        connect(page.get(), &DonePage::saveReportRequested, this, &SetupWizard::saveReport);
        return page;
    }
    }
    Q_UNREACHABLE();
}
