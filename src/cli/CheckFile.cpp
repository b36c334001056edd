#include "cli/CheckFile.h"

#include "cli/CheckRun.h"
#include "cli/PracticeValues.h"
#include "setup/CheckFileJob.h"
#include "setup/Requests.h"

namespace cli {

namespace {

Expected<CheckRun, QString> prepare(Context &context)
{
    const Options &options = context.options();
    setup::CheckFileRequest request;
    request.path = options.value(QStringLiteral("file"));
    if (options.has(QStringLiteral("token-file"))) {
        auto token = readSecret(options.value(QStringLiteral("token-file")));
        if (!token)
            return Unexpected(token.error());
        request.apiToken = std::move(*token);
    }
    if (options.has(QStringLiteral("authenticate-url"))) {
        const auto url = pomerium::AuthenticateUrl::parse(options.value(QStringLiteral("authenticate-url")));
        if (!url) {
            const auto diagnosis = advice::diagnose(url.error());
            return Unexpected(QStringLiteral("--authenticate-url: %1 %2").arg(diagnosis.headline, diagnosis.remedy));
        }
        request.authenticateUrl = *url;
    }
    if (options.has(QStringLiteral("pomerium"))) {
        const auto release = pomerium::Release::parse(options.value(QStringLiteral("pomerium")));
        if (!release)
            return Unexpected(Text::tr("--pomerium is a release such as 0.19 or 0.32.1."));
        request.release = *release;
    }
    const auto http = context.connect();
    if (!http)
        return Unexpected(http.error());

    CheckRun run{.id = QStringLiteral("file"), .title = Text::tr("Check of a configuration file")};
    auto job = std::make_unique<setup::CheckFileJob>(std::move(request), **http);
    const setup::Configuration &configuration = job->configuration();
    // A file without a usable address is told so by its check; nothing is sent anywhere.
    if (const QString &org = configuration.organizationText; !org.isEmpty()) {
        const auto practice = isPractice(org,
                                         {{QStringLiteral("IDP_CLIENT_ID"), configuration.clientId.toUtf8()},
                                          {QStringLiteral("IDP_CLIENT_SECRET"), configuration.clientSecret.reveal()},
                                          {Text::tr("API token"), configuration.apiToken.reveal()}});
        if (!practice)
            return Unexpected(practice.error());
    }
    run.facts = {{QStringLiteral("file"), Text::tr("File"), options.value(QStringLiteral("file"))},
                 {QStringLiteral("issuer"), Text::tr("Provider URL"), configuration.organizationText},
                 {QStringLiteral("client_id"), Text::tr("Client ID"), configuration.clientId},
                 {QStringLiteral("pomerium"), Text::tr("Pomerium release"), configuration.release.toString()}};
    if (configuration.authenticateUrl)
        run.facts.append({QStringLiteral("authenticate_url"), Text::tr("Authenticate service URL"),
                          configuration.authenticateUrl->toString()});
    run.secrets = setup::exportSettings(configuration).secrets();
    run.secrets.push_back(configuration.apiToken.clone());
    run.recorder = &job->recorder();
    run.job = std::move(job);
    return run;
}

} // namespace

Subcommand checkFile()
{
    return checkSubcommand(
        QStringLiteral("check"),
        Text::tr("Checks an existing environment file or config.yaml against Okta, without a browser."),
        {{QStringLiteral("file"), QStringLiteral("PATH"), Text::tr("The file that Pomerium reads."), true},
         {QStringLiteral("token-file"), QStringLiteral("FILE"),
          Text::tr("An API token to check, too; - for standard input.")},
         {QStringLiteral("authenticate-url"), QStringLiteral("URL"),
          Text::tr("Pomerium's authenticate service URL, where the file does not have it.")},
         {QStringLiteral("pomerium"), QStringLiteral("VERSION"), Text::tr("The release of Pomerium.")}},
        prepare);
}

} // namespace cli
