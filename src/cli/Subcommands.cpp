#include "cli/Subcommands.h"

#include "cli/App.h"
#include "cli/CheckFile.h"
#include "cli/Export.h"
#include "cli/Forget.h"
#include "cli/RunToTheEnd.h"
#include "cli/SelfTest.h"
#include "cli/VerifyLogin.h"
#include "cli/VerifyPomerium.h"
#include "cli/VerifyToken.h"

namespace cli {

namespace {

Subcommand exportFile()
{
    return {QStringLiteral("export"),
            Text::tr("Writes a configuration file for Pomerium, whole or not at all, readable by you only."),
            Export::options(), [](Context &context) {
                Export command(context.options(), context.keychain(), context.console());
                return runToTheEnd(command, context);
            }};
}

Subcommand forget()
{
    return {QStringLiteral("forget"), Text::tr("Removes every stored secret, and proves it."), Forget::options(),
            [](Context &context) {
                Forget command(context.keychain(), secrets::KeychainIndex(secrets::KeychainIndex::defaultPath()),
                               context.console());
                return runToTheEnd(command, context);
            }};
}

Subcommand selfTest()
{
    return {QStringLiteral("self-test"),
            Text::tr("Whether this installation is whole: TLS, plugins, keychain, translations."),
            {jsonOption()},
            [](Context &context) {
                SelfTest command(Installation::ofThisProgram(), context.keychain(), context.console());
                return runToTheEnd(command, context);
            }};
}

} // namespace

QList<Subcommand> subcommands()
{
    return QList<Subcommand>{checkFile(), verifyLogin(), verifyToken(), verifyPomerium()} + appSubcommands()
        + QList<Subcommand>{exportFile(), forget(), selfTest()};
}

} // namespace cli
