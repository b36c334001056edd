// The command line's composition root: which subcommand, with what.

#include "advice/Catalogue.h"
#include "cli/CommandUserAgent.h"
#include "cli/Console.h"
#include "cli/Export.h"
#include "cli/Forget.h"
#include "cli/Interruption.h"
#include "cli/Options.h"
#include "cli/SelfTest.h"
#include "cli/StandardStreams.h"
#include "cli/VerifyLogin.h"
#include "cli/VerifyToken.h"
#include "core/Product.h"
#include "demo/Org.h"
#include "http/Client.h"
#include "http/TlsSupport.h"
#include "keychain/SystemKeychain.h"
#include "oidc/LoopbackServer.h"
#include "secrets/IndexedKeychain.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QLocale>
#include <QPluginLoader>
#include <QTimer>

#include <functional>
#include <memory>

namespace {

using cli::Status;
using cli::Text;

/// Longest time that the end waits for revocations that nobody else waits for.
constexpr auto Patience = std::chrono::seconds(3);

int statusOf(Status status)
{
    return static_cast<int>(status);
}

QList<cli::Option> demoOptions()
{
    return {{QStringLiteral("port"), QStringLiteral("PORT"),
             Text::tr("Where to listen on 127.0.0.1. Default: any free port.")},
            {QStringLiteral("scenario"), QStringLiteral("NAME"),
             Text::tr("The state to begin with, one of: %1. Default: everything-works.")
                 .arg(demo::scenarioNames().join(QStringLiteral(", ")))},
            {QStringLiteral("mood"), QStringLiteral("NAME"),
             Text::tr("The same as --scenario, and takes its names of version 1, too.")},
            {QStringLiteral("seed"), QStringLiteral("NUMBER"),
             Text::tr("Makes the same ids, secrets and tokens each time. Default: other ones each time.")},
            {QStringLiteral("groups"), QStringLiteral("COUNT"), Text::tr("How many groups there are. Default: 12.")},
            {QStringLiteral("redirect-uri"), QStringLiteral("URI"), Text::tr("Registered besides the wizard's own.")}};
}

struct Subcommand
{
    QString name;
    QString purpose;
    QList<cli::Option> options;
    std::function<int(const cli::Options &)> run;
};

QString usage(const QList<Subcommand> &subcommands)
{
    QString text = Text::tr("%1: checks and exports without a window.").arg(product::name()) + QStringLiteral("\n\n")
        + Text::tr("Usage: pomerium-okta SUBCOMMAND [OPTIONS]") + QStringLiteral("\n");
    for (const auto &subcommand : subcommands) {
        text += QStringLiteral("\npomerium-okta %1\n  %2\n").arg(subcommand.name, subcommand.purpose);
        text += cli::helpFor(subcommand.options);
    }
    text +=
        QStringLiteral("\n")
        + Text::tr(
            "Secrets are never arguments: they come from a file, or - for standard input; one final line break is "
            "cut.\n"
            "Exit status: 0 all passed; 1 a check failed or nothing was written; 2 wrong usage; 3 cancelled or timed "
            "out.\n");
    return text;
}

/// A client with the authorities of --ca-file; null after a word about what is wrong with them.
std::unique_ptr<http::Client> connectWith(const cli::Options &options, const cli::Console &console)
{
    http::ClientSettings settings;
    const QString path = options.value(QStringLiteral("ca-file"));
    if (options.has(QStringLiteral("ca-file"))) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            console.say(Text::tr("%1 cannot be read: %2").arg(path, file.errorString()));
            return nullptr;
        }
        settings.additionalAuthorities = file.readAll();
    }
    auto client = std::make_unique<http::Client>(std::move(settings));
    if (options.has(QStringLiteral("ca-file")) && client->additionalAuthorityCount() == 0) {
        console.say(Text::tr("%1 has no certificate in PEM form.").arg(path));
        return nullptr;
    }
    return client;
}

/// Runs a command until it has finished and everything that it dispatched has, too.
template <typename Command> int runToTheEnd(Command &command, http::Client &http, const cli::Console &console)
{
    cli::Interruption interruption;
    QObject::connect(&interruption, &cli::Interruption::interrupted, &command, &Command::cancel);
    int status = statusOf(Status::Failed);
    QObject::connect(&command, &Command::finished, qApp, [&](Status result) {
        status = statusOf(result == Status::Passed && console.hasLostOutput() ? Status::Failed : result);
        if (!http.hasDispatched()) {
            QCoreApplication::exit(status);
            return;
        }
        QObject::connect(&http, &http::Client::idle, qApp, [&status] { QCoreApplication::exit(status); });
        QTimer::singleShot(Patience, qApp, [&status] { QCoreApplication::exit(status); });
    });
    QTimer::singleShot(0, &command, &Command::start);
    return QCoreApplication::exec();
}

/// The same for commands that ask nobody over the network.
template <typename Command> int runToTheEnd(Command &command, const cli::Console &console)
{
    QObject::connect(&command, &Command::finished, qApp, [&console](Status result) {
        QCoreApplication::exit(statusOf(result == Status::Passed && console.hasLostOutput() ? Status::Failed : result));
    });
    QTimer::singleShot(0, &command, &Command::start);
    return QCoreApplication::exec();
}

int verifyLogin(const cli::Options &options)
{
    const cli::Console console(options.has(QStringLiteral("json")));
    auto request = cli::VerifyLogin::request(options);
    if (!request) {
        console.say(request.error());
        return statusOf(Status::WrongUsage);
    }
    const auto http = connectWith(options, console);
    if (!http)
        return statusOf(Status::WrongUsage);
    cli::CommandUserAgent browser(options.value(QStringLiteral("browser")));
    cli::VerifyLogin command(std::move(*request), *http, browser, console, options.value(QStringLiteral("report")));
    return runToTheEnd(command, *http, console);
}

int verifyToken(const cli::Options &options)
{
    const cli::Console console(options.has(QStringLiteral("json")));
    auto token = cli::readSecret(options.value(QStringLiteral("token-file")));
    if (!token) {
        console.say(token.error());
        return statusOf(Status::WrongUsage);
    }
    const auto http = connectWith(options, console);
    if (!http)
        return statusOf(Status::WrongUsage);
    cli::VerifyToken command(options.value(QStringLiteral("org")), std::move(*token), *http, console,
                             options.value(QStringLiteral("report")));
    return runToTheEnd(command, *http, console);
}

int exportFile(const cli::Options &options)
{
    const cli::Console console(false);
    keychain::SystemKeychain keychain;
    cli::Export command(options, keychain, console);
    return runToTheEnd(command, console);
}

int forget(const cli::Options &)
{
    const cli::Console console(false);
    keychain::SystemKeychain keychain;
    cli::Forget command(keychain, secrets::KeychainIndex(secrets::KeychainIndex::defaultPath()), console);
    return runToTheEnd(command, console);
}

/// Plugins that no linker asks for and without which no window opens or no server can be asked, with why they do not
/// load.
QStringList missingPlugins()
{
#if defined(Q_OS_WIN)
    const QStringList needed{QStringLiteral("platforms/qwindows"), QStringLiteral("tls/qschannelbackend")};
#elif defined(Q_OS_MACOS)
    const QStringList needed{QStringLiteral("platforms/qcocoa"), QStringLiteral("tls/qsecuretransportbackend")};
#else
    const QStringList needed{QStringLiteral("platforms/qxcb"), QStringLiteral("tls/qopensslbackend")};
#endif
    QStringList missing;
    for (const QString &name : needed) {
        QPluginLoader plugin(name); // looks in Qt's plugin folders, and adds "lib" and the suffix
        if (!plugin.load())
            missing.append(QStringLiteral("%1: %2").arg(name, plugin.errorString()));
    }
    return missing;
}

int selfTest(const cli::Options &options, const QString &catalogue)
{
    const cli::Console console(options.has(QStringLiteral("json")));
    const auto tls = http::TlsSupport::ofThisInstallation();
    cli::Installation installation;
    installation.hasTls = tls.isAvailable;
    installation.tlsBackend = tls.backend;
    installation.certificateAuthorities = tls.systemAuthorities;
    installation.hasBrowserPages = QFile(QStringLiteral(":/oidc/pages/signed-in.html")).size() > 0;
    installation.missingPlugins = missingPlugins();
    installation.catalogue = catalogue;
    installation.language = QLocale().name();
    keychain::SystemKeychain keychain;
    cli::SelfTest command(std::move(installation), keychain, console);
    return runToTheEnd(command, console);
}

int demoOrg(const cli::Options &options)
{
    const cli::Console console(false);
    const auto number = [&options](const QString &name, int otherwise, int largest) -> std::optional<int> {
        if (!options.has(name))
            return otherwise;
        bool isNumber = false;
        const int value = options.value(name).toInt(&isNumber);
        return isNumber && value >= 0 && value <= largest ? std::optional(value) : std::nullopt;
    };
    demo::Settings settings;
    const auto port = number(QStringLiteral("port"), 0, 65535);
    const auto groups = number(QStringLiteral("groups"), settings.groupCount, 1000000);
    const QString name =
        options.value(options.has(QStringLiteral("scenario")) ? QStringLiteral("scenario") : QStringLiteral("mood"));
    const auto scenario = name.isEmpty() ? settings.scenario : demo::scenarioOfName(name);
    const bool isNamed = options.has(QStringLiteral("scenario")) || options.has(QStringLiteral("mood"));
    bool isSeed = true;
    if (options.has(QStringLiteral("seed")))
        settings.seed = options.value(QStringLiteral("seed")).toULongLong(&isSeed);
    if (!port || !groups || !scenario || (isNamed && name.isEmpty()) || !isSeed) {
        console.say(Text::tr("--port is a number from 0 to 65535, --groups one up to 1000000, --seed one of at most 64 "
                             "bits, --scenario one of the names in --help."));
        return statusOf(Status::WrongUsage);
    }
    settings.port = static_cast<quint16>(*port);
    settings.groupCount = *groups;
    settings.scenario = *scenario;
    for (const quint16 redirectPort : oidc::fixedRedirectPorts())
        settings.redirectUris.append(oidc::loopbackRedirectUri(redirectPort));
    if (options.has(QStringLiteral("redirect-uri")))
        settings.redirectUris.append(options.value(QStringLiteral("redirect-uri")));

    const demo::Org org(settings);
    if (!org.isListening()) {
        console.say(Text::tr("The demo organisation cannot listen: %1").arg(org.errorString()));
        return statusOf(Status::Failed);
    }
    cli::Interruption interruption;
    QObject::connect(&interruption, &cli::Interruption::interrupted, qApp, &QCoreApplication::quit);
    if (!console.write(org.ready() + '\n'))
        return statusOf(Status::Failed);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    cli::secureStandardStreams();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(product::name());
    QCoreApplication::setApplicationVersion(product::version());
    const advice::Catalogue catalogue;

    const QList<Subcommand> subcommands{
        {QStringLiteral("verify-login"),
         Text::tr("Signs in with the browser and checks everything that Pomerium will rely on."),
         cli::VerifyLogin::options(), verifyLogin},
        {QStringLiteral("verify-token"), Text::tr("Checks an API token: whose it is, and what it may list."),
         cli::VerifyToken::options(), verifyToken},
        {QStringLiteral("export"),
         Text::tr("Writes a configuration file for Pomerium, whole or not at all, readable by you only."),
         cli::Export::options(), exportFile},
        {QStringLiteral("forget"), Text::tr("Removes every stored secret, and proves it."), cli::Forget::options(),
         forget},
        {QStringLiteral("demo-org"), Text::tr("A pretend Okta organisation; prints one line of JSON when it is ready."),
         demoOptions(), demoOrg},
        {QStringLiteral("self-test"),
         Text::tr("Whether this installation is whole: TLS, plugins, keychain, translations."),
         cli::SelfTest::options(),
         [&catalogue](const cli::Options &options) { return selfTest(options, catalogue.fileName()); }}};

    const cli::Console console(false);
    QStringList arguments = QCoreApplication::arguments().mid(1);
    const QString name = arguments.isEmpty() ? QString() : arguments.takeFirst();
    if (name == QLatin1String("--help") || name == QLatin1String("help"))
        return console.write(usage(subcommands).toLocal8Bit()) ? 0 : statusOf(Status::Failed);
    if (name == QLatin1String("--version")) {
        const QString line = QStringLiteral("pomerium-okta (%1) %2\n").arg(product::name(), product::version());
        return console.write(line.toLocal8Bit()) ? 0 : statusOf(Status::Failed);
    }
    for (const auto &subcommand : subcommands) {
        if (subcommand.name != name)
            continue;
        if (arguments.contains(QStringLiteral("--help")))
            return console.write(usage({subcommand}).toLocal8Bit()) ? 0 : statusOf(Status::Failed);
        const auto options = cli::Options::parse(arguments, subcommand.options);
        if (!options) {
            console.say(options.error());
            console.say(Text::tr("See pomerium-okta %1 --help.").arg(subcommand.name));
            return statusOf(Status::WrongUsage);
        }
        return subcommand.run(*options);
    }
    console.say(name.isEmpty() ? Text::tr("A subcommand is missing.") : Text::tr("Unknown subcommand: %1").arg(name));
    console.say(usage(subcommands));
    return statusOf(Status::WrongUsage);
}
