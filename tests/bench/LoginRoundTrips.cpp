#include "http/Client.h"
#include "oidc/LoginJob.h"
#include "support/FakeUserAgent.h"
#include "support/ScriptedProvider.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

/// How long a person waits between the browser's return and the last check: the round trips that follow one another, as
/// the provider counts them, and the time as a multiple of the provider's latency. The middle one of five runs.
///
/// Fails when there are more than five round trips, or when the time is more than six latencies: one for everything
/// that is not waiting.
int main(int argc, char *argv[])
{
    using namespace std::chrono_literals;
    const QCoreApplication application(argc, argv);
    constexpr auto Latency = 50ms;
    constexpr int Runs = 5;

    int roundTrips = 0;
    std::vector<double> multiples;
    for (int run = 0; run < Runs; ++run) {
        ScriptedProvider::Script script;
        script.latency = Latency;
        ScriptedProvider provider(script);
        FakeUserAgent browser({});
        http::Client http;
        oidc::LoginRequest request;
        request.issuer = provider.issuer();
        request.clientId = QString::fromLatin1(script.clientId);
        request.clientSecret = Secret(script.clientSecret);
        request.ports = {0};
        request.scopes = {QStringLiteral("openid"), QStringLiteral("profile"), QStringLiteral("email"),
                          QStringLiteral("offline_access")};
        oidc::LoginJob login(std::move(request), http, browser);

        QElapsedTimer sinceCallback;
        double milliseconds = 0;
        QObject::connect(&login.recorder(), &checks::Recorder::changed, &application, [&](const QString &id) {
            const checks::Status status = login.recorder().list().status(id);
            if (id == oidc::CheckId::Redirect && status == checks::Status::Passed)
                sinceCallback.start();
            if (id == oidc::CheckId::Revocation && status != checks::Status::Running)
                milliseconds = static_cast<double>(sinceCallback.nsecsElapsed()) / 1e6;
        });
        QObject::connect(&login, &Job::finished, &application, &QCoreApplication::quit);
        login.start();
        QCoreApplication::exec();
        if (!login.report().checks.isPassed()) {
            std::fputs("the sign-in check did not pass\n", stderr);
            return 1;
        }
        roundTrips = std::max(roundTrips, provider.sequentialRoundTrips());
        multiples.push_back(milliseconds / static_cast<double>(Latency.count()));
    }
    std::sort(multiples.begin(), multiples.end());
    const double multiple = multiples.at(Runs / 2);
    std::printf("sequential round trips after the callback: %d (to reach: 5)\n", roundTrips);
    std::printf("time after the callback, in latencies of %lld ms: %.2f (to reach: 6)\n",
                static_cast<long long>(Latency.count()), multiple);
    return roundTrips <= 5 && multiple <= 6 ? 0 : 1;
}
