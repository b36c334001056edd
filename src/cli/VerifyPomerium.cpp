#include "cli/VerifyPomerium.h"

#include "authenticate/WaitForPomeriumJob.h"
#include "cli/CheckRun.h"
#include "cli/FileSettings.h"
#include "cli/PracticeValues.h"
#include "secrets/KeychainIndex.h"

#include <chrono>
#include <utility>

namespace cli {

namespace {

using authenticate::CheckRequest;
using authenticate::ProviderSettings;
using authenticate::WaitForPomeriumJob;

constexpr int LongestWait = 24 * 60 * 60;

/// Fetches the secrets of one client from the keychain, then checks.
class StoredClientJob final : public Job
{
public:
    /// `request` has everything but the secrets.
    StoredClientJob(CheckRequest request, QString orgHost, WaitForPomeriumJob::Patience patience, http::Client &http,
                    secrets::Keychain &keychain)
        : m_request(std::move(request))
        , m_orgHost(std::move(orgHost))
        , m_patience(patience)
        , m_http(http)
        , m_keychain(keychain)
        , m_recorder(m_request.checkIds())
    {
    }

    [[nodiscard]] const checks::Recorder &recorder() const { return m_recorder; }
    [[nodiscard]] bool hasTimedOut() const { return m_check && m_check->hasTimedOut(); }

private:
    void run() override
    {
        const QString clientId = QString::fromUtf8(m_request.settings.clientId);
        m_fetch = m_keychain.fetch(secrets::clientSecretEntry(m_orgHost, clientId));
        connect(m_fetch.get(), &Job::finished, this, &StoredClientJob::clientSecretFetched);
        m_fetch->start();
    }

    void clientSecretFetched()
    {
        auto secret = m_fetch->takeOutcome();
        if (!secret) {
            m_recorder.couldNotCheck(QStringLiteral("settings-match"), secret.error());
            m_recorder.skipOpen();
            finish();
            return;
        }
        m_clientSecret = *std::move(secret);
        auto fetch = m_keychain.fetch(secrets::apiTokenEntry(m_orgHost));
        m_fetch.release()->deleteLater(); // it is the one that called
        m_fetch = std::move(fetch);
        connect(m_fetch.get(), &Job::finished, this, &StoredClientJob::tokenFetched);
        m_fetch->start();
    }

    void tokenFetched()
    {
        auto token = m_fetch->takeOutcome();
        pomerium::IdentityProviderSettings settings;
        settings.providerUrl = QString::fromUtf8(m_request.settings.url);
        settings.clientId = QString::fromUtf8(m_request.settings.clientId);
        settings.clientSecret = std::move(m_clientSecret);
        settings.authenticateUrl = m_request.authenticateUrl;
        if (token) {
            // Up to 0.19 it is among the settings that are compared; later ones show that they do not read it.
            settings.release = pomerium::Release::legacy();
            settings.apiToken = *std::move(token);
        }
        m_request.settings = ProviderSettings::of(settings);
        m_request.settings.areScopesKnown = false; // the keychain does not have them
        m_check = std::make_unique<WaitForPomeriumJob>(std::move(m_request), m_http, m_patience);
        connect(&m_check->recorder(), &checks::Recorder::changed, this,
                [this](const QString &id) { m_recorder.record(m_check->list().check(id)); });
        connect(m_check.get(), &Job::finished, this, [this] {
            const auto all = m_check->list().all();
            for (const checks::Check &check : all)
                m_recorder.record(check);
            finish();
        });
        m_check->start();
    }

    CheckRequest m_request;
    const QString m_orgHost;
    const WaitForPomeriumJob::Patience m_patience;
    http::Client &m_http;
    secrets::Keychain &m_keychain;
    checks::Recorder m_recorder;
    Secret m_clientSecret;
    std::unique_ptr<secrets::FetchJob> m_fetch;
    std::unique_ptr<WaitForPomeriumJob> m_check;
};

/// What the options say besides where the settings come from.
struct Wishes
{
    std::optional<pomerium::AuthenticateUrl> authenticateUrl;
    QList<QUrl> routes;
    std::optional<Secret> otherClientSecret;
    WaitForPomeriumJob::Patience patience;

    /// What is asked of a Pomerium that is to have these settings.
    [[nodiscard]] CheckRequest request(ProviderSettings settings, const pomerium::AuthenticateUrl &url) const
    {
        CheckRequest request{std::move(settings), url};
        request.routes = routes;
        if (otherClientSecret)
            request.otherClientSecret = otherClientSecret->clone();
        return request;
    }
};

Expected<Wishes, QString> wishesOf(const Options &options)
{
    Wishes wishes;
    if (options.has(QStringLiteral("wait"))) {
        bool isNumber = false;
        const int seconds = options.value(QStringLiteral("wait")).toInt(&isNumber);
        if (!isNumber || seconds < 0 || seconds > LongestWait)
            return Unexpected(Text::tr("--wait is a number of seconds from 0 to %1.").arg(LongestWait));
        wishes.patience.limit = std::chrono::seconds(seconds);
    }
    const auto routes = options.values(QStringLiteral("route"));
    for (const QString &text : routes) {
        const auto url = CheckRequest::routeUrl(text);
        if (!url)
            return Unexpected(Text::tr("--route is a full address, such as https://app.example.com."));
        if (!wishes.routes.contains(*url))
            wishes.routes.append(*url);
    }
    if (options.has(QStringLiteral("authenticate-url"))) {
        const auto url = pomerium::AuthenticateUrl::parse(options.value(QStringLiteral("authenticate-url")));
        if (!url) {
            const auto diagnosis = advice::diagnose(url.error());
            return Unexpected(QStringLiteral("--authenticate-url: %1 %2").arg(diagnosis.headline, diagnosis.remedy));
        }
        wishes.authenticateUrl = *url;
    }
    if (options.has(QStringLiteral("other-client-secret-file"))) {
        auto secret = readSecret(options.value(QStringLiteral("other-client-secret-file")));
        if (!secret)
            return Unexpected(secret.error());
        wishes.otherClientSecret = *std::move(secret);
    }
    return wishes;
}

/// The settings of a file, and where Pomerium is by them.
Expected<CheckRequest, QString> requestOfFile(const QString &file, const Wishes &wishes)
{
    const auto import = importedFile(file);
    if (!import)
        return Unexpected(import.error());
    const auto missing = [&file](const char *key) {
        return Unexpected(Text::tr("%1 does not set %2.").arg(file, QString::fromLatin1(key)));
    };
    auto settings = import->toSettings();
    if (settings.providerUrl.isEmpty())
        return missing("IDP_PROVIDER_URL");
    if (settings.clientId.isEmpty())
        return missing("IDP_CLIENT_ID");
    if (const auto practice = isPractice(settings.providerUrl,
                                         {{QStringLiteral("IDP_CLIENT_ID"), settings.clientId.toUtf8()},
                                          {QStringLiteral("IDP_CLIENT_SECRET"), settings.clientSecret.reveal()}});
        !practice)
        return Unexpected(practice.error());
    if (wishes.authenticateUrl)
        settings.authenticateUrl = wishes.authenticateUrl;
    if (!settings.authenticateUrl)
        return Unexpected(Text::tr("%1 does not set AUTHENTICATE_SERVICE_URL. Give --authenticate-url.").arg(file));
    auto expected = ProviderSettings::of(settings);
    if (settings.clientSecretPath)
        expected.clientSecret = secretInFile(*settings.clientSecretPath);
    CheckRequest request = wishes.request(std::move(expected), *settings.authenticateUrl);
    request.callbackPath = import->callbackPath;
    return request;
}

/// The one client of an org whose secret the wizard stored.
Expected<QString, QString> storedClient(const QString &host)
{
    const auto entries = secrets::KeychainIndex(secrets::KeychainIndex::defaultPath()).entries();
    QStringList clients;
    for (const auto &entry : entries ? *entries : QList<secrets::KeychainEntry>()) {
        if (secrets::orgHostOf(entry) == host && !secrets::clientIdOf(entry).isEmpty())
            clients.append(secrets::clientIdOf(entry));
    }
    if (clients.isEmpty())
        return Unexpected(Text::tr("No client secret of %1 is stored. Use --file instead.").arg(host));
    if (clients.size() > 1)
        return Unexpected(Text::tr("Several clients of %1 are stored: %2. Use --file instead.")
                              .arg(host, clients.join(QStringLiteral(", "))));
    return clients.constFirst();
}

/// The facts of the report and what is to be hidden in it.
CheckRun runOf(const CheckRequest &request)
{
    CheckRun run{.id = QStringLiteral("running-pomerium"), .title = Text::tr("Running Pomerium")};
    run.facts = {
        {QStringLiteral("authenticate_url"), Text::tr("Authenticate service URL"), request.authenticateUrl.toString()},
        {QStringLiteral("issuer"), Text::tr("Issuer"), QString::fromUtf8(request.settings.url)},
        {QStringLiteral("client_id"), Text::tr("Client ID"), QString::fromUtf8(request.settings.clientId)}};
    for (const Secret *const secret : {&request.settings.clientSecret, &request.settings.serviceAccount}) {
        if (!secret->isEmpty())
            run.secrets.push_back(secret->clone());
    }
    if (request.otherClientSecret)
        run.secrets.push_back(request.otherClientSecret->clone());
    return run;
}

template <typename CheckJob> CheckRun withJob(CheckRun run, std::unique_ptr<CheckJob> job)
{
    run.recorder = &job->recorder();
    run.result = [waiting = job.get()]() -> std::optional<Result> {
        if (waiting->hasTimedOut())
            return Result::Cancelled;
        // What the release shows nobody is said to be unchecked, and is no failure.
        return authenticate::isRightAsFarAsShown(waiting->recorder().list()) ? std::optional(Result::Passed)
                                                                             : std::nullopt;
    };
    run.job = std::move(job);
    return run;
}

Expected<CheckRun, QString> prepare(Context &context)
{
    const Options &options = context.options();
    const QString file = options.value(QStringLiteral("file"));
    const QString host = options.value(QStringLiteral("from-keychain")).trimmed().toLower();
    if (file.isEmpty() == host.isEmpty())
        return Unexpected(Text::tr("Give either --file or --from-keychain."));
    const auto wishes = wishesOf(options);
    if (!wishes)
        return Unexpected(wishes.error());
    if (file.isEmpty() && !wishes->authenticateUrl)
        return Unexpected(Text::tr("--from-keychain needs --authenticate-url."));
    const auto http = context.connect();
    if (!http)
        return Unexpected(http.error());
    const auto sayWait = [&] {
        if (wishes->patience.limit.count() > 0)
            context.console().say(Text::tr("Waiting until Pomerium runs with these settings. Ctrl-C ends the wait."));
    };

    if (!file.isEmpty()) {
        auto request = requestOfFile(file, *wishes);
        if (!request)
            return Unexpected(request.error());
        sayWait();
        CheckRun run = runOf(*request);
        return withJob(std::move(run),
                       std::make_unique<WaitForPomeriumJob>(*std::move(request), **http, wishes->patience));
    }
    const auto client = storedClient(host);
    if (!client)
        return Unexpected(client.error());
    ProviderSettings settings;
    settings.url = QByteArrayLiteral("https://") + host.toUtf8();
    settings.clientId = client->toUtf8();
    CheckRequest request = wishes->request(std::move(settings), *wishes->authenticateUrl);
    sayWait();
    CheckRun run = runOf(request);
    return withJob(
        std::move(run),
        std::make_unique<StoredClientJob>(std::move(request), host, wishes->patience, **http, context.keychain()));
}

} // namespace

Subcommand verifyPomerium()
{
    Option route{QStringLiteral("route"), QStringLiteral("URL"),
                 Text::tr("The address of a route, to be checked too. May be given again.")};
    route.isRepeatable = true;
    return checkSubcommand(
        QStringLiteral("verify-pomerium"),
        Text::tr("Asks a running Pomerium whether it has the settings of a file, or those that were stored."),
        {{QStringLiteral("file"), QStringLiteral("PATH"),
          Text::tr("Pomerium's environment file or config.yaml, with the settings to compare with.")},
         {QStringLiteral("from-keychain"), QStringLiteral("ORG_HOST"),
          Text::tr("Instead of --file: the client that the wizard stored for this org.")},
         {QStringLiteral("authenticate-url"), QStringLiteral("URL"),
          Text::tr("Pomerium's authenticate service URL. Default: that of the file.")},
         route,
         {QStringLiteral("other-client-secret-file"), QStringLiteral("FILE"),
          Text::tr("The app's other client secret in Okta, to tell whether Pomerium has that one; - for standard "
                   "input.")},
         {QStringLiteral("wait"), QStringLiteral("SECONDS"),
          Text::tr("Check again until Pomerium runs with these settings, for this long at most.")}},
        prepare);
}

} // namespace cli
