#pragma once

#include "demo/Org.h"
#include "http/Client.h"
#include "setup/OrganizationStep.h"
#include "support/FakeKeychain.h"
#include "support/FreePort.h"
#include "support/VisitingUserAgent.h"

#include <QTest>

/// What the steps behind the first one begin with: an organisation that was found good, and what they need.
class SettledOrganization
{
public:
    explicit SettledOrganization(demo::Settings settings = {})
        : org(std::move(settings))
    {
        configuration.redirectPorts = {freePort()};
        organization.setAuthenticateText(QStringLiteral("https://authenticate.example.com"));
        org.setRedirectUris(configuration.signInRedirectUris());
        settle(org);
    }

    /// Another organisation, or the same one again.
    void settle(const demo::Org &other)
    {
        organization.setOrganizationText(other.issuer());
        if (!QTest::qWaitFor([this] { return organization.isVerified(); }, 20'000))
            qFatal("the organisation was not found good");
    }

    demo::Org org;
    setup::Configuration configuration;
    http::Client http;
    FakeKeychain keychain;
    VisitingUserAgent browser;
    setup::Services services{http, keychain, browser, std::chrono::milliseconds(0)};
    setup::OrganizationStep organization{configuration, services};
};
