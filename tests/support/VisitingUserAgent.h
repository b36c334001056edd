#pragma once

#include "demo/Visitor.h"
#include "oidc/UserAgent.h"

/// The demo's visitor as a browser: opens the page, presses the button and follows the redirects.
class VisitingUserAgent final : public oidc::UserAgent
{
public:
    bool staysAway = false; ///< opens, and nobody signs in
    int opened = 0;

    [[nodiscard]] Expected<void, QString> open(const QUrl &authorizationUrl) override
    {
        ++opened;
        if (!staysAway)
            m_visitor.visit(authorizationUrl);
        return {};
    }

private:
    demo::Visitor m_visitor;
};
