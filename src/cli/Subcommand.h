#pragma once

#include "cli/Console.h"
#include "cli/Options.h"
#include "core/Expected.h"
#include "http/Client.h"
#include "secrets/Keychain.h"

#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace cli {

/// What a subcommand works with. Everything is made when it is first asked for.
class Context final
{
    Q_DISABLE_COPY_MOVE(Context)

public:
    using MakeKeychain = std::function<std::unique_ptr<secrets::Keychain>()>;

    Context(const Options &options, MakeKeychain makeKeychain);
    ~Context();

    [[nodiscard]] const Options &options() const { return m_options; }
    [[nodiscard]] const Console &console() const { return m_console; }
    /// A client with the authorities of --ca-file; the error is a sentence about what is wrong with them.
    [[nodiscard]] Expected<http::Client *, QString> connect();
    /// The system's.
    [[nodiscard]] secrets::Keychain &keychain();
    /// That connect() made; null: nobody was asked anything.
    [[nodiscard]] http::Client *client() const { return m_http.get(); }

private:
    const Options &m_options;
    const Console m_console;
    const MakeKeychain m_makeKeychain;
    std::unique_ptr<http::Client> m_http;
    std::unique_ptr<secrets::Keychain> m_keychain;
};

/// One subcommand: its entry in the program's table is all that help, parsing, completion and running need.
///
/// One that makes a list of checks is best made by checkSubcommand() (cli/CheckRun.h), which brings the options that
/// all of them have, the progress, the result and the report. Others run a command of their own by runToTheEnd()
/// (cli/RunToTheEnd.h).
struct Subcommand
{
    QString name;
    QString purpose; ///< one sentence for the help
    QList<Option> options;
    std::function<int(Context &)> run; ///< the exit status (cli/Status.h)
};

/// What subcommands share.
[[nodiscard]] Option caFileOption();
[[nodiscard]] Option jsonOption();

} // namespace cli
