// The command line's composition root: the system's keychain, and a server of our own for demo-org.

#include "advice/Catalogue.h"
#include "cli/Interruption.h"
#include "cli/Program.h"
#include "cli/StandardStreams.h"
#include "cli/Status.h"
#include "cli/Subcommands.h"
#include "core/CoreDumps.h"
#include "core/Product.h"
#include "demo/Org.h"
#include "keychain/SilentBus.h"
#include "keychain/SystemKeychain.h"
#include "oidc/LoopbackServer.h"

#include <QCoreApplication>
#include <QHash>

#include <memory>
#include <optional>

namespace {

using cli::Status;
using cli::Text;

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

int demoOrg(const cli::Options &options)
{
    const cli::Console console;
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
        console.say(Text::tr("--port takes a number up to 65535, --groups up to 1000000, --seed of 64 bits. "
                             "--scenario takes a name from --help."));
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
        console.say(Text::tr("The demo org cannot listen: %1").arg(org.errorString()));
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
    preventCoreDumps();
    cli::secureStandardStreams();
    keychain::leaveSilentBus(); // GLib, which Qt asks about proxies, may use it, too
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(product::name());
    QCoreApplication::setApplicationVersion(product::version());
    const advice::Catalogue catalogue;

    QList<cli::Subcommand> subcommands = cli::subcommands();
    subcommands.append({QStringLiteral("demo-org"),
                        Text::tr("A pretend Okta org; prints one line of JSON when it is ready."), demoOptions(),
                        [](cli::Context &context) { return demoOrg(context.options()); }});
    const cli::Program program(QStringLiteral("pomerium-okta"), std::move(subcommands),
                               [] { return std::make_unique<keychain::SystemKeychain>(); });
    return program.run(QCoreApplication::arguments().mid(1));
}
