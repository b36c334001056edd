#pragma once

#include "okta/ApplicationJob.h"
#include "support/GoodApplication.h"
#include "support/OktaDescription.h"
#include "support/ScriptedOkta.h"

#include <QSignalSpy>
#include <QTest>

/// A scripted org and a session in it.
struct ApplicationJobBench
{
    ScriptedOkta okta;
    http::Client http;
    okta::ApiSession session{*okta::OrgUrl::parse(okta.url()), *okta::ApiToken::parse(okta.token()), http};

    /// The app that a Pomerium at authenticate.example.com needs.
    [[nodiscard]] static okta::WantedApplication wanted()
    {
        okta::WantedApplication wanted;
        wanted.marker = QStringLiteral("Made by Okta Setup for Pomerium 2026-11-28 (abcdefgh)");
        wanted.redirectUri = QStringLiteral("https://authenticate.example.com/oauth2/callback");
        wanted.testRedirectUris = {QStringLiteral("http://127.0.0.1:23571/callback")};
        wanted.signOutRedirectUris = {QStringLiteral("https://authenticate.example.com/.pomerium/signed_out")};
        wanted.requiresPkce = false;
        wanted.groups = {{QStringLiteral("00gA"), QStringLiteral("Engineering")}};
        return wanted;
    }

    /// Whether the job finished.
    [[nodiscard]] static bool run(okta::ApplicationJob &job)
    {
        const QSignalSpy finished(&job, &Job::finished);
        job.start();
        return QTest::qWaitFor([&finished] { return finished.size() == 1; }, 30'000);
    }

    /// "ppfs": passed, warning, failed, skipped; an upper case S is one that does not apply.
    [[nodiscard]] static QString statuses(const okta::ApplicationJob &job)
    {
        QString letters;
        for (const auto &check : job.checks()) {
            const bool isByChoice = check.status == checks::Status::Skipped && check.skip == checks::Skip::DoesNotApply;
            letters += isByChoice ? QLatin1Char('S') : QStringLiteral("?rpwfs").at(static_cast<int>(check.status));
        }
        return letters;
    }

    template <typename Error> [[nodiscard]] static const Error *problem(const okta::ApplicationJob &job, const char *id)
    {
        const auto &check = job.checks().check(QString::fromLatin1(id));
        return check.problem ? check.problem->as<Error>() : nullptr;
    }

    /// What Okta's description says against the requests that came; empty for a good client. Only a creation is made of
    /// our own members alone: a PUT gives back whatever Okta gave.
    [[nodiscard]] QStringList undescribed() const
    {
        QStringList problems;
        for (const auto source : {OktaDescription::Source::BesideTheCheckout, OktaDescription::Source::Restated}) {
            const OktaDescription description(source);
            if (!description.isLoaded())
                problems.append(QStringLiteral("no description"));
            for (const auto &call : okta.calls())
                problems +=
                    description.problems(QString::fromLatin1(call.method), call.path, call.body, call.method == "POST");
        }
        return problems;
    }
};
