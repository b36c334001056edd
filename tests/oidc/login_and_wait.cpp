// A program that signs in once, as the wizard does, and then goes on living with the result: for looking at its memory.
// Arguments: issuer, client ID. Standard input: a line with the client secret; a second line ends it. Standard output:
// a line with the address to sign in at, then how it ended.

#include "oidc/LoginJob.h"
#include "pomerium/SignInPolicy.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

namespace {

void say(const QByteArray &line)
{
    std::fputs((line + '\n').constData(), stdout);
    std::fflush(stdout);
}

class Announcing final : public oidc::UserAgent
{
public:
    [[nodiscard]] Expected<void, QString> open(const QUrl &authorizationUrl) override
    {
        say(authorizationUrl.toEncoded());
        return {};
    }
};

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    oidc::LoginRequest request;
    request.issuer = arguments.value(1);
    request.clientId = arguments.value(2);
    {
        char line[256] = {};
        if (!std::fgets(line, sizeof line, stdin))
            return 2;
        request.clientSecret = Secret(QByteArrayView(line).chopped(1));
    }
    request.ports = {0};
    request.scopes = pomerium::defaultScopes();
    request.usesGroups = false;
    request.relyingParty = pomerium::signInPolicy(pomerium::Release::parse(u"0.33").value());
    http::Client http;
    Announcing browser;
    oidc::LoginReport report; // what the wizard keeps
    auto job = std::make_unique<oidc::LoginJob>(std::move(request), http, browser);
    QObject::connect(job.get(), &Job::finished, job.get(), [&] {
        report = job->report();
        job.release()->deleteLater();
        // Whatever is still to be done when control comes back, such as closing connections, is done by then.
        QTimer::singleShot(0, QCoreApplication::instance(),
                           [&] { say(report.checks.isPassed() ? "passed" : "failed"); });
    });
    job->start();
    const QSocketNotifier end(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&end, &QSocketNotifier::activated, [] { QCoreApplication::exit(0); });
    return QCoreApplication::exec();
}
