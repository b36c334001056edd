#include "cli/VerifyToken.h"

#include "cli/CheckRun.h"
#include "cli/PracticeValues.h"
#include "okta/CheckApiTokenJob.h"

namespace cli {

namespace {

/// What was given cannot even be asked about: the check that it belongs to fails, the others were not made.
checks::List refused(const QString &id, checks::Problem problem)
{
    checks::List list(okta::TokenCheckId::all());
    list.put({.id = id,
              .status = checks::Status::Failed,
              .problem = std::move(problem),
              .checkedAt = QDateTime::currentDateTimeUtc()});
    list.skipOpen();
    return list;
}

Expected<CheckRun, QString> prepare(Context &context)
{
    const Options &options = context.options();
    const Console &console = context.console();
    auto text = readSecret(options.value(QStringLiteral("token-file")));
    if (!text)
        return Unexpected(text.error());
    const auto http = context.connect();
    if (!http)
        return Unexpected(http.error());
    CheckRun run{.id = QStringLiteral("api-token"), .title = Text::tr("API token check")};
    run.facts = {{QStringLiteral("organisation"), Text::tr("Okta org"), options.value(QStringLiteral("org"))}};
    run.secrets.push_back(text->clone());

    const auto org = okta::OrgUrl::parse(options.value(QStringLiteral("org")));
    if (!org) {
        run.list = refused(okta::TokenCheckId::Organization, org.error());
        return run;
    }
    for (const auto repair : org->repairs())
        console.say(advice::sentence(repair, *org));
    auto token = okta::ApiToken::parse(*text);
    if (!token) {
        run.list = refused(okta::TokenCheckId::TokenAccepted, token.error());
        return run;
    }
    if (const auto practice = isPractice(org->toString(), {{QStringLiteral("--token-file"), token->value().reveal()}});
        !practice)
        return Unexpected(practice.error());
    if (token->hint())
        console.say(advice::sentence(*token->hint(), advice::Field::ApiToken));
    auto job = std::make_unique<okta::CheckApiTokenJob>(*org, std::move(*token), **http);
    run.recorder = &job->recorder();
    run.job = std::move(job);
    return run;
}

} // namespace

Subcommand verifyToken()
{
    return checkSubcommand(QStringLiteral("verify-token"),
                           Text::tr("Checks an API token: whose it is, and what it may list."),
                           {{QStringLiteral("org"), QStringLiteral("URL"), Text::tr("The organization URL."), true},
                            {QStringLiteral("token-file"), QStringLiteral("FILE"),
                             Text::tr("The API token; - for standard input."), true}},
                           prepare);
}

} // namespace cli
