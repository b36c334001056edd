#include "cli/App.h"

#include "cli/AppJob.h"
#include "cli/CheckRun.h"

namespace cli {

namespace {

Expected<CheckRun, QString> prepare(AppVerb verb, Context &context)
{
    auto request = appRequest(verb, context.options());
    if (!request)
        return Unexpected(request.error());
    const auto http = context.connect();
    if (!http)
        return Unexpected(http.error());
    for (const auto repair : request->org.repairs())
        context.console().say(advice::sentence(repair, request->org));
    CheckRun run{.id = QStringLiteral("app"), .title = Text::tr("App integration")};
    run.facts = {{QStringLiteral("organization"), Text::tr("Okta org"), request->org.toString()}};
    run.secrets.push_back(request->token.value().clone());
    if (request->keptSecret)
        run.secrets.push_back(request->keptSecret->clone());
    auto job = std::make_unique<AppJob>(std::move(*request), **http, context.console());
    run.recorder = &job->recorder();
    run.job = std::move(job);
    return run;
}

} // namespace

QList<Subcommand> appSubcommands()
{
    QList<Subcommand> all;
    for (const AppVerb verb : appVerbs())
        all.append(checkSubcommand(QStringLiteral("app ") + appVerbName(verb), appVerbPurpose(verb), appOptions(verb),
                                   [verb](Context &context) { return prepare(verb, context); }));
    return all;
}

} // namespace cli
