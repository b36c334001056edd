#pragma once

#include "cli/Console.h"
#include "cli/Status.h"
#include "secrets/Keychain.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace cli {

/// What can be seen of this installation from inside.
struct Installation
{
    bool hasTls = false;
    QString tlsBackend;
    int certificateAuthorities = 0; ///< that the system trusts
    bool hasBrowserPages = false; ///< the pages that the browser is shown are in the program
    QString catalogue; ///< of the program's words, as found; empty: not even the English one
    QString language; ///< of this session
    QStringList missingPlugins; ///< with why they do not load

    [[nodiscard]] static Installation ofThisProgram();
};

/// `pomerium-okta self-test`: whether the installation is whole. Fails loudly, so that every package can run it.
class SelfTest final : public QObject
{
    Q_OBJECT

public:
    SelfTest(Installation installation, secrets::Keychain &keychain, const Console &console);
    ~SelfTest() override;

    void start();

Q_SIGNALS:
    void finished(cli::Status status);

private:
    void keychainProbed();

    const Installation m_installation;
    const Console &m_console;
    const std::unique_ptr<secrets::ProbeJob> m_probe;
};

} // namespace cli
