#include "cli/VerifyLogin.h"

#include "advice/Diagnosis.h"
#include "cli/CheckRun.h"
#include "cli/CommandUserAgent.h"
#include "cli/FileSettings.h"
#include "cli/InputLines.h"
#include "cli/ManualUserAgent.h"
#include "cli/PracticeValues.h"
#include "oidc/LoopbackServer.h"
#include "pomerium/AuthenticateUrl.h"
#include "pomerium/SignInPolicy.h"
#include "setup/CheckFileJob.h"
#include "setup/Requests.h"

#include <QRegularExpression>

namespace cli {

namespace {

QList<Option> options()
{
    return {
        {QStringLiteral("issuer"), QStringLiteral("URL"),
         Text::tr("The provider URL, exactly as Pomerium will have it.")},
        {QStringLiteral("client-id"), QStringLiteral("ID"), Text::tr("The app's client ID.")},
        {QStringLiteral("client-secret-file"), QStringLiteral("FILE"),
         Text::tr("The client secret; - for standard input.")},
        {QStringLiteral("file"), QStringLiteral("PATH"),
         Text::tr("Pomerium's environment file or config.yaml: what is not given otherwise is taken from it.")},
        {QStringLiteral("redirect-port"), QStringLiteral("PORT"),
         Text::tr("The loopback port; 0 for any free one. Default: the fixed ports.")},
        {QStringLiteral("browser"), QStringLiteral("COMMAND"),
         Text::tr("Started with the authorization URL, which replaces %s or comes last. Default: $BROWSER, then the "
                  "system's browser.")},
        {QStringLiteral("no-browser"), QString(),
         Text::tr("Start no browser: print the address, and read the address where the browser ended from standard "
                  "input.")},
        {QStringLiteral("timeout"), QStringLiteral("SECONDS"), Text::tr("For the browser's return. Default: 300.")},
        {QStringLiteral("pomerium"), QStringLiteral("VERSION"),
         Text::tr("The release of Pomerium; from 0.20 on, groups are checked.")},
        {QStringLiteral("no-groups"), QString(), Text::tr("No policy uses groups: they are not checked.")},
        {QStringLiteral("authenticate-url"), QStringLiteral("URL"),
         Text::tr("Pomerium's authenticate service URL: its own redirect URI is checked, too.")},
        {QStringLiteral("scopes"), QStringLiteral("LIST"),
         Text::tr("What Pomerium will ask for, separated by commas. Default: what it asks for by itself.")},
        {QStringLiteral("no-probes"), QString(),
         Text::tr("For certification runs: nothing is asked before the browser opens.")}};
}

/// The browser lives as long as the sign-in that uses it.
class LoginWithBrowser final : public Job
{
public:
    LoginWithBrowser(oidc::LoginRequest request, http::Client &http, std::unique_ptr<oidc::UserAgent> browser,
                     const Console &console)
        : m_secretLength(request.clientSecret.size())
        , m_browser(std::move(browser))
        , m_login(std::move(request), http, *m_browser)
        , m_console(console)
    {
        connect(&m_login, &oidc::LoginJob::waitingForBrowser, this, &LoginWithBrowser::waitingForBrowser);
        connect(&m_login, &oidc::LoginJob::browserFailed, this, [this] {
            m_console.say(Text::tr("No browser was started: %1").arg(m_login.browserProblem()));
            m_console.say(
                Text::tr("Copy the address above and open it in a browser on this computer. We still wait for it."));
        });
        connect(&m_login, &Job::finished, this, [this] {
            if (const int ignored = m_login.report().ignoredRequests; ignored > 0)
                m_console.say(Text::tr("%1 unexpected requests to the loopback port were ignored.").arg(ignored));
            if (m_login.report().checks.isPassed())
                m_console.remark(advice::otherNetworkRemark());
            sayLengthOfRefusedSecret();
            finish();
        });
    }

    /// No browser of ours: the person is told how to come back, and may paste the address where the browser ended.
    void waitForPerson(bool canPaste)
    {
        m_isManual = true;
        m_canPaste = canPaste;
    }

    [[nodiscard]] const oidc::LoginJob &login() const { return m_login; }

private:
    void run() override { m_login.start(); }

    void waitingForBrowser()
    {
        m_console.say(m_isManual
                          ? Text::tr("Open this address in a browser, on any computer:")
                          : Text::tr("Sign in with the browser. If none opens, open this address on this computer:"));
        m_console.sayAsItIs(m_login.authorizationUrl().toString(QUrl::FullyEncoded));
        if (!m_isManual)
            return;
        const QString redirectUri = m_login.report().redirectUri;
        const QString tunnel = tunnelCommand(qgetenv("SSH_CONNECTION"), qEnvironmentVariable("USER"),
                                             static_cast<quint16>(QUrl(redirectUri).port()));
        if (!tunnel.isEmpty()) {
            m_console.say(
                Text::tr("To let the browser come back by itself, first run this on the computer that has it:"));
            m_console.sayAsItIs(tunnel);
        }
        if (!m_canPaste) {
            m_console.say(Text::tr("Standard input had the client secret, so no address can be pasted."));
            return;
        }
        m_console.say(Text::tr("If the browser ends at an address that does not open (%1?…), copy it whole. Paste it "
                               "here, and press Enter.")
                          .arg(redirectUri));
        m_input = std::make_unique<InputLines>();
        connect(m_input.get(), &InputLines::line, this, [this, redirectUri](const QString &pasted) {
            if (!pasted.isEmpty() && m_login.isWaitingForBrowser() && !m_login.takeAddress(pasted))
                m_console.say(
                    Text::tr("This is not the answer to this sign-in. Paste the whole address, from %1 to its end.")
                        .arg(redirectUri));
        });
    }

    /// A secret that was cut or has a line break too many is seen by its length.
    void sayLengthOfRefusedSecret()
    {
        const auto &check = m_login.recorder().list().check(oidc::CheckId::ClientCredentials);
        if (check.status == checks::Status::Failed)
            m_console.say(Text::tr("The client secret that was sent has %1 characters.").arg(m_secretLength));
    }

    const qsizetype m_secretLength;
    const std::unique_ptr<oidc::UserAgent> m_browser;
    oidc::LoginJob m_login;
    const Console &m_console;
    bool m_isManual = false;
    bool m_canPaste = false;
    std::unique_ptr<InputLines> m_input;
};

Expected<CheckRun, QString> prepare(Context &context)
{
    auto request = loginRequest(context.options());
    if (!request)
        return Unexpected(request.error());
    const auto http = context.connect();
    if (!http)
        return Unexpected(http.error());
    CheckRun run{.id = QStringLiteral("sign-in"), .title = Text::tr("Sign-in test")};
    run.facts = {{QStringLiteral("issuer"), Text::tr("Issuer"), request->issuer},
                 {QStringLiteral("client-id"), Text::tr("Client ID"), request->clientId}};
    run.secrets.push_back(request->clientSecret.clone());
    const Options &given = context.options();
    const bool isManual = given.has(QStringLiteral("no-browser"));
    std::unique_ptr<oidc::UserAgent> browser;
    if (isManual)
        browser = std::make_unique<ManualUserAgent>();
    else
        browser = std::make_unique<CommandUserAgent>(given.value(QStringLiteral("browser")));
    auto job = std::make_unique<LoginWithBrowser>(std::move(*request), **http, std::move(browser), context.console());
    if (isManual)
        job->waitForPerson(given.value(QStringLiteral("client-secret-file")) != QLatin1String("-"));
    const oidc::LoginJob &login = job->login();
    run.recorder = &login.recorder();
    run.result = [&login]() -> std::optional<Result> {
        return login.report().isTimedOut ? std::optional(Result::Cancelled) : std::nullopt;
    };
    run.job = std::move(job);
    return run;
}

/// A whole number of that range; none: it is another.
std::optional<int> number(const QString &text, int smallest, int largest)
{
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    return isNumber && value >= smallest && value <= largest ? std::optional(value) : std::nullopt;
}

/// Whose sign-in is tested, before the other options are looked at.
struct Start
{
    setup::Configuration configuration;
    std::optional<pomerium::Release> release; ///< as far as a file tells it
    bool isOfFile = false;
};

/// Issuer and client ID as the options say them, and everything else of the file that they name. A secret file of the
/// options' is not read yet.
Expected<Start, QString> configurationToTest(const Options &options)
{
    Start start;
    setup::Configuration &configuration = start.configuration;
    const QString file = options.value(QStringLiteral("file"));
    if (!file.isEmpty()) {
        const auto import = importedFile(file);
        if (!import)
            return Unexpected(import.error());
        // With such a mistake no sign-in works, however well this one goes with the value that was meant.
        for (const pomerium::ImportRemark &remark : import->notes) {
            if (setup::isFatal(remark.note)) {
                const auto diagnosis = advice::diagnose(remark);
                return Unexpected(QStringLiteral("%1: %2 %3").arg(file, diagnosis.headline, diagnosis.remedy));
            }
        }
        configuration = setup::configurationOf(*import, file);
        if (setup::hasUnreadParameters(configuration))
            return Unexpected(
                Text::tr("%1: IDP_REQUEST_PARAMS cannot be read. Write them as one JSON object of texts, or "
                         "as one name: value a line.")
                    .arg(file));
        configuration.issuer = configuration.organizationText;
        if (import->clientSecretPath)
            configuration.clientSecret = secretInFile(*import->clientSecretPath);
        start.release = import->release;
        start.isOfFile = true;
    }
    if (options.has(QStringLiteral("issuer")))
        configuration.issuer = options.value(QStringLiteral("issuer"));
    if (options.has(QStringLiteral("client-id")))
        configuration.clientId = options.value(QStringLiteral("client-id"));
    const auto missing = [&file](const char *option) {
        const QString name = QString::fromLatin1(option);
        return Unexpected(file.isEmpty() ? Text::tr("--%1 is missing.").arg(name)
                                         : Text::tr("%1 does not have it: give --%2.").arg(file, name));
    };
    if (configuration.issuer.isEmpty())
        return missing("issuer");
    if (configuration.clientId.isEmpty())
        return missing("client-id");
    if (configuration.clientSecret.isEmpty() && !options.has(QStringLiteral("client-secret-file")))
        return missing("client-secret-file");
    return start;
}

} // namespace

Subcommand verifyLogin()
{
    return checkSubcommand(QStringLiteral("verify-login"),
                           Text::tr("Signs in with the browser and checks everything that Pomerium will rely on."),
                           options(), prepare);
}

Expected<oidc::LoginRequest, QString> loginRequest(const Options &options)
{
    if (options.has(QStringLiteral("browser")) && options.has(QStringLiteral("no-browser")))
        return Unexpected(Text::tr("Use either --browser or --no-browser."));
    auto start = configurationToTest(options);
    if (!start)
        return Unexpected(start.error());
    setup::Configuration configuration = std::move(start->configuration);
    configuration.redirectPorts = oidc::fixedRedirectPorts();
    if (options.has(QStringLiteral("redirect-port"))) {
        const auto port = number(options.value(QStringLiteral("redirect-port")), 0, 65535);
        if (!port)
            return Unexpected(Text::tr("--redirect-port is a number from 0 to 65535."));
        configuration.redirectPorts = {static_cast<quint16>(*port)};
    }
    std::optional<int> seconds;
    if (options.has(QStringLiteral("timeout"))) {
        seconds = number(options.value(QStringLiteral("timeout")), 1, 86400);
        if (!seconds)
            return Unexpected(Text::tr("--timeout is a number of seconds from 1 to 86400."));
    }
    std::optional<pomerium::Release> release = start->release;
    if (options.has(QStringLiteral("pomerium"))) {
        const auto given = pomerium::Release::parse(options.value(QStringLiteral("pomerium")));
        if (!given)
            return Unexpected(Text::tr("--pomerium is a release such as 0.19 or 0.32.1."));
        release = *given;
    }
    // Without a release, groups are not looked at, as in those that read a service account.
    configuration.release =
        release.value_or(start->isOfFile ? pomerium::Release::current() : pomerium::Release::legacy());
    configuration.usesGroups = !options.has(QStringLiteral("no-groups"));
    if (options.has(QStringLiteral("scopes"))) {
        static const QRegularExpression Separator(QStringLiteral("[, ]+"));
        configuration.imported.scopes = options.value(QStringLiteral("scopes")).split(Separator, Qt::SkipEmptyParts);
        if (!configuration.imported.scopes->contains(QLatin1String("openid")))
            return Unexpected(Text::tr("--scopes is a list such as openid,profile,email,offline_access, with openid."));
    }
    if (options.has(QStringLiteral("authenticate-url"))) {
        const auto url = pomerium::AuthenticateUrl::parse(options.value(QStringLiteral("authenticate-url")));
        if (!url)
            return Unexpected(Text::tr("--authenticate-url is an address such as https://authenticate.example.com."));
        configuration.authenticateUrl = *url;
    }
    if (options.has(QStringLiteral("client-secret-file"))) {
        auto secret = readSecret(options.value(QStringLiteral("client-secret-file")));
        if (!secret)
            return Unexpected(secret.error());
        configuration.clientSecret = std::move(*secret);
    }

    if (const auto practice =
            isPractice(configuration.issuer,
                       {{QStringLiteral("--client-id"), configuration.clientId.toUtf8()},
                        {QStringLiteral("--client-secret-file"), configuration.clientSecret.reveal()}});
        !practice)
        return Unexpected(practice.error());

    oidc::LoginRequest request = setup::loginRequest(configuration);
    request.relyingParty = pomerium::signInPolicy(release);
    request.probes = !options.has(QStringLiteral("no-probes"));
    if (seconds)
        request.browserTimeout = std::chrono::seconds(*seconds);
    return request;
}

} // namespace cli
