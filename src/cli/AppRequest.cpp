#include "cli/AppRequest.h"

#include "advice/Diagnosis.h"
#include "cli/Console.h"
#include "cli/PracticeValues.h"
#include "files/AtomicFile.h"
#include "oidc/LoopbackServer.h"
#include "okta/ApplicationFault.h"
#include "pomerium/AuthenticateUrl.h"
#include "pomerium/Release.h"
#include "setup/Requests.h"

#include <QDate>

namespace cli {

namespace {

bool needsPomerium(AppVerb verb)
{
    return verb == AppVerb::Plan || verb == AppVerb::Create || verb == AppVerb::Audit || verb == AppVerb::Repair;
}

/// Whether the app is there already.
bool needsApp(AppVerb verb)
{
    return verb != AppVerb::Plan && verb != AppVerb::Create;
}

QStringList listOf(const QString &text)
{
    QStringList list;
    const auto parts = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        if (const QString name = part.trimmed(); !name.isEmpty())
            list.append(name);
    }
    return list;
}

QStringList testRedirectUris(const QList<quint16> &ports)
{
    QStringList uris;
    for (const quint16 port : ports)
        uris.append(oidc::loopbackRedirectUri(port));
    return uris;
}

Expected<void, QString> readPomerium(AppRequest &request, const Options &options)
{
    const auto url = pomerium::AuthenticateUrl::parse(options.value(QStringLiteral("authenticate-url")));
    if (!url)
        return Unexpected(QStringLiteral("--authenticate-url: %1").arg(advice::diagnose(url.error()).headline));
    // What is wanted follows from a configuration as the wizard has it.
    setup::Configuration configuration;
    configuration.authenticateUrl = *url;
    const bool hasRelease = options.has(QStringLiteral("pomerium"));
    if (hasRelease) {
        const auto parsed = pomerium::Release::parse(options.value(QStringLiteral("pomerium")));
        if (!parsed)
            return Unexpected(Text::tr("--pomerium is a release such as 0.19 or 0.32.1."));
        configuration.release = *parsed;
    }
    const auto provider = okta::OrgUrl::parse(request.issuer);
    if (!provider)
        return Unexpected(QStringLiteral("--provider-url: %1").arg(advice::diagnose(provider.error()).headline));
    configuration.org = *provider;
    configuration.issuer = request.issuer;
    configuration.applicationName = request.wanted.label;
    configuration.access =
        options.has(QStringLiteral("everyone")) ? setup::Access::Everyone : setup::Access::NamedGroups;
    configuration.accessGroups = listOf(options.value(QStringLiteral("groups")));
    const bool wantsTestUris =
        options.has(QStringLiteral("test-uris")) || request.verb == AppVerb::Plan || request.verb == AppVerb::Create;
    if (wantsTestUris && !options.has(QStringLiteral("no-test-uris")))
        configuration.redirectPorts = oidc::fixedRedirectPorts();

    okta::WantedApplication wanted = setup::wantedApplication(configuration);
    wanted.marker = request.wanted.marker;
    if (const QString signOut = options.value(QStringLiteral("sign-out-redirect-url")); !signOut.isEmpty()) {
        wanted.signOutRedirectUris.append(signOut);
        wanted.sendsSignOutUri = true;
    }
    // Whether a policy uses groups is not known without the release.
    wanted.usesGroupsClaim = wanted.usesGroupsClaim && hasRelease && !options.has(QStringLiteral("no-groups"));
    request.wanted = std::move(wanted);
    request.groupNames = configuration.accessGroups;
    if (configuration.access == setup::Access::Everyone)
        request.groupNames += setup::groupNames(configuration);
    request.groupNames.removeDuplicates();
    return {};
}

} // namespace

QList<AppVerb> appVerbs()
{
    return {AppVerb::Plan,    AppVerb::Create,       AppVerb::Audit, AppVerb::Repair,
            AppVerb::CleanUp, AppVerb::RotateSecret, AppVerb::Delete};
}

QString appVerbName(AppVerb verb)
{
    switch (verb) {
    case AppVerb::Plan:
        return QStringLiteral("plan");
    case AppVerb::Create:
        return QStringLiteral("create");
    case AppVerb::Audit:
        return QStringLiteral("audit");
    case AppVerb::Repair:
        return QStringLiteral("repair");
    case AppVerb::CleanUp:
        return QStringLiteral("clean-up");
    case AppVerb::RotateSecret:
        return QStringLiteral("rotate-secret");
    case AppVerb::Delete:
        return QStringLiteral("delete");
    }
    Q_UNREACHABLE();
}

QString appVerbPurpose(AppVerb verb)
{
    switch (verb) {
    case AppVerb::Plan:
        return Text::tr("Shows how the app integration would be created, and changes nothing.");
    case AppVerb::Create:
        return Text::tr("Creates the app integration in Okta and assigns groups.");
    case AppVerb::Audit:
        return Text::tr("Checks every setting of an app integration, and changes nothing.");
    case AppVerb::Repair:
        return Text::tr("Fixes the chosen rows of an audit, then audits again.");
    case AppVerb::CleanUp:
        return Text::tr("Removes the sign-in test's redirect URIs and revokes the management token.");
    case AppVerb::RotateSecret:
        return Text::tr("Adds a second client secret; later, with --retire-old, removes the old one.");
    case AppVerb::Delete:
        return Text::tr("Deletes an app integration that this program created.");
    }
    Q_UNREACHABLE();
}

QList<Option> appOptions(AppVerb verb)
{
    QList<Option> options{
        {QStringLiteral("org"), QStringLiteral("URL"), Text::tr("The organization URL."), true},
        {QStringLiteral("management-token-file"), QStringLiteral("FILE"),
         Text::tr("A temporary API token that may manage apps, never Pomerium's own; - for standard input."), true}};
    if (needsApp(verb)) {
        options << Option{QStringLiteral("client-id"), QStringLiteral("ID"), Text::tr("The app's client ID."),
                          verb == AppVerb::Delete};
    }
    if (verb != AppVerb::Delete)
        options << Option{QStringLiteral("name"), QStringLiteral("NAME"),
                          Text::tr("The app's name. Default: Pomerium.")};
    if (needsPomerium(verb)) {
        options << Option{QStringLiteral("authenticate-url"), QStringLiteral("URL"),
                          Text::tr("Pomerium's authenticate service URL."), true}
                << Option{QStringLiteral("provider-url"), QStringLiteral("URL"),
                          Text::tr("The issuer that Pomerium is configured with. Default: the organization URL.")}
                << Option{QStringLiteral("pomerium"), QStringLiteral("VERSION"),
                          Text::tr("The release of Pomerium. Default: 0.20 or later, without the groups claim.")}
                << Option{QStringLiteral("sign-out-redirect-url"), QStringLiteral("URL"),
                          Text::tr("Pomerium's signout_redirect_url, if it is set.")}
                << Option{QStringLiteral("groups"), QStringLiteral("LIST"),
                          Text::tr("Names of the groups that may sign in, separated by commas.")}
                << Option{QStringLiteral("everyone"), QString(), Text::tr("Everyone in the org may sign in.")}
                << Option{QStringLiteral("no-groups"), QString(), Text::tr("No policy of Pomerium uses groups.")};
    }
    if (verb == AppVerb::Plan || verb == AppVerb::Create)
        options << Option{QStringLiteral("no-test-uris"), QString(),
                          Text::tr("Without the loopback redirect URIs of the sign-in test.")};
    if (verb == AppVerb::Audit || verb == AppVerb::Repair)
        options << Option{QStringLiteral("test-uris"), QString(),
                          Text::tr("The loopback redirect URIs of the sign-in test are there on purpose.")};
    if (verb == AppVerb::Audit)
        options << Option{QStringLiteral("read-secrets"), QString(),
                          Text::tr("Also count client secrets: Okta returns them all, and logs the call.")};
    if (verb == AppVerb::Repair)
        options << Option{QStringLiteral("rows"), QStringLiteral("LIST"),
                          Text::tr("Rows of the audit, such as a8,a12; or all."), true};
    if (verb == AppVerb::CleanUp)
        options << Option{QStringLiteral("keep-token"), QString(), Text::tr("Do not revoke the management token.")};
    if (verb == AppVerb::Create || verb == AppVerb::RotateSecret || verb == AppVerb::Repair)
        options << Option{QStringLiteral("client-secret-output"), QStringLiteral("FILE"),
                          Text::tr("Where the client secret is written, readable by you only. The file must be new.")};
    if (verb == AppVerb::Create)
        options << Option{QStringLiteral("marker"), QStringLiteral("TEXT"),
                          Text::tr("The note of a creation that was interrupted: go on with it.")};
    if (verb == AppVerb::RotateSecret) {
        options << Option{QStringLiteral("retire-old"), QString(),
                          Text::tr("Pomerium runs with the new secret: deactivate and delete the old one.")}
                << Option{QStringLiteral("client-secret-file"), QStringLiteral("FILE"),
                          Text::tr("With --retire-old: the secret that stays; - for standard input.")};
    }
    if (verb == AppVerb::Delete)
        options << Option{QStringLiteral("marker"), QStringLiteral("TEXT"),
                          Text::tr("The note that app create printed; the app must have it."), true};
    if (verb != AppVerb::Plan && verb != AppVerb::Audit)
        options << Option{QStringLiteral("dry-run"), QString(),
                          Text::tr("Show what would be sent, and send nothing but GET requests.")};
    return options;
}

Expected<AppRequest, QString> appRequest(AppVerb verb, const Options &options)
{
    const QString tokenFile = options.value(QStringLiteral("management-token-file"));
    const auto text = readSecret(tokenFile);
    if (!text)
        return Unexpected(text.error());
    const auto org = okta::OrgUrl::parse(options.value(QStringLiteral("org")));
    if (!org)
        return Unexpected(QStringLiteral("--org: %1").arg(advice::diagnose(org.error()).headline));
    auto token = okta::ApiToken::parse(*text);
    if (!token)
        return Unexpected(QStringLiteral("--management-token-file: %1").arg(advice::diagnose(token.error()).headline));
    if (const auto practice =
            isPractice(org->toString(),
                       {{QStringLiteral("--management-token-file"), token->value().reveal()},
                        {QStringLiteral("--client-id"), options.value(QStringLiteral("client-id")).toUtf8()}});
        !practice)
        return Unexpected(practice.error());
    AppRequest request{.verb = verb, .org = *org, .token = std::move(*token)};
    request.isDryRun = verb == AppVerb::Plan || options.has(QStringLiteral("dry-run"));
    request.clientId = options.value(QStringLiteral("client-id"));
    if (options.has(QStringLiteral("name")))
        request.wanted.label = options.value(QStringLiteral("name")).trimmed();
    if (request.wanted.label.isEmpty() || request.wanted.label.size() > 100)
        return Unexpected(Text::tr("--name has from 1 to 100 characters."));
    request.wanted.testRedirectUris = testRedirectUris(oidc::fixedRedirectPorts());
    request.wanted.marker = okta::WantedApplication::newMarker(QDate::currentDate());
    request.marker = options.value(QStringLiteral("marker"));
    request.readsSecrets = options.has(QStringLiteral("read-secrets"));
    request.keepsToken = options.has(QStringLiteral("keep-token"));
    request.issuer = options.has(QStringLiteral("provider-url")) ? options.value(QStringLiteral("provider-url"))
                                                                 : request.org.issuer();
    if (needsPomerium(verb)) {
        if (auto read = readPomerium(request, options); !read)
            return Unexpected(read.error());
    }
    if (verb == AppVerb::Repair) {
        const QString rows = options.value(QStringLiteral("rows"));
        request.rows = rows == QLatin1String("all") ? okta::auditRows() : listOf(rows);
        for (const QString &row : request.rows) {
            if (!okta::auditRows().contains(row))
                return Unexpected(Text::tr("--rows has rows from a1 to a34, or all."));
        }
    }
    request.secretOutput = options.value(QStringLiteral("client-secret-output"));
    const bool isRetiring = options.has(QStringLiteral("retire-old"));
    if (isRetiring != options.has(QStringLiteral("client-secret-file")))
        return Unexpected(Text::tr("--retire-old and --client-secret-file go together."));
    if (isRetiring) {
        const QString file = options.value(QStringLiteral("client-secret-file"));
        if (file == QLatin1String("-") && tokenFile == QLatin1String("-"))
            return Unexpected(Text::tr("Only one secret can come from standard input."));
        auto kept = readSecret(file);
        if (!kept)
            return Unexpected(kept.error());
        request.keptSecret = std::move(*kept);
    }
    if (verb == AppVerb::Create && !request.marker.isEmpty()) {
        if (!okta::WantedApplication::isMarker(request.marker))
            return Unexpected(Text::tr("--marker is the note that app create printed, letter by letter."));
        request.wanted.marker = request.marker;
    }
    const bool makesSecret = verb == AppVerb::Create || (verb == AppVerb::RotateSecret && !isRetiring);
    if ((makesSecret || !request.secretOutput.isEmpty()) && !request.isDryRun) {
        if (request.secretOutput.isEmpty())
            return Unexpected(Text::tr("--client-secret-output is missing: the client secret would be lost."));
        const auto there = files::snapshot(request.secretOutput);
        if (!there)
            return Unexpected(advice::diagnose(there.error()).headline);
        if (there->exists)
            return Unexpected(Text::tr("%1 exists already. Give the name of a new file.").arg(request.secretOutput));
    }
    return request;
}

} // namespace cli
