#pragma once

#include "http/Client.h"
#include "oidc/LoginJob.h"
#include "support/FakeUserAgent.h"
#include "support/ScriptedProvider.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <optional>

/// One sign-in check from end to end: a scripted provider, a browser without a window and the job.
class SignIn
{
public:
    struct Options
    {
        ScriptedProvider::Script provider;
        FakeUserAgent::Script browser;
        std::function<void(oidc::LoginRequest &request)> request; ///< what is asked for differently
    };

    SignIn()
        : SignIn(Options())
    {
    }
    explicit SignIn(Options options)
        : provider(options.provider)
        , browser(options.browser)
    {
        oidc::LoginRequest request;
        request.issuer = provider.issuer();
        request.clientId = QString::fromLatin1(provider.script().clientId);
        request.clientSecret = Secret(provider.script().clientSecret);
        request.ports = {0};
        request.scopes = defaultScopes();
        using Type = oidc::RelyingParty::TypedMember::Type;
        request.relyingParty.userInfoMembers = {{QStringLiteral("email"), Type::Text},
                                                {QStringLiteral("profile"), Type::Text},
                                                {QStringLiteral("email_verified"), Type::Truth}};
        request.browserTimeout = std::chrono::seconds(60);
        if (options.request)
            options.request(request);
        job = std::make_unique<oidc::LoginJob>(std::move(request), http, browser);
    }

    [[nodiscard]] static QStringList defaultScopes()
    {
        return {QStringLiteral("openid"), QStringLiteral("profile"), QStringLiteral("email"),
                QStringLiteral("offline_access")};
    }

    /// Runs it to its end.
    [[nodiscard]] bool run()
    {
        QSignalSpy finished(job.get(), &Job::finished);
        job->start();
        return finished.wait(40'000) || !finished.isEmpty();
    }

    [[nodiscard]] const oidc::LoginReport &report() const { return job->report(); }
    [[nodiscard]] const checks::Check &check(const QString &id) const { return job->report().checks.check(id); }
    /// Why a check is as it is; it must have a problem.
    [[nodiscard]] const oidc::Error &problem(const QString &id) const { return *check(id).problem->as<oidc::Error>(); }
    [[nodiscard]] std::optional<oidc::Reason> reason(const QString &id) const
    {
        return check(id).problem ? std::optional(problem(id).reason) : std::nullopt;
    }
    /// All lines, for a test that fails.
    [[nodiscard]] QByteArray summary() const
    {
        static const char *const Statuses[] = {"pending", "running", "passed", "warning", "failed", "skipped"};
        QByteArray text;
        for (const checks::Check &check : report().checks) {
            text += "\n  " + check.id.toUtf8() + ": " + Statuses[static_cast<int>(check.status)];
            if (check.problem)
                text += " (reason " + QByteArray::number(static_cast<int>(problem(check.id).reason.code)) + ")";
            text += " " + check.detail.toUtf8();
        }
        return text + "\n  violations: " + provider.violations().join(QStringLiteral(", ")).toUtf8();
    }

    ScriptedProvider provider;
    FakeUserAgent browser;
    http::Client http;
    std::unique_ptr<oidc::LoginJob> job; // first to go
};
