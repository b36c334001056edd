#pragma once

#include "cli/Console.h"
#include "cli/Options.h"
#include "cli/Status.h"
#include "setup/Draft.h"
#include "setup/ForgetJob.h"

#include <QObject>

#include <memory>

namespace cli {

/// `pomerium-okta forget --all`: removes every secret that the product ever stored, and the drafts, and proves it.
class Forget final : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] static QList<Option> options();

    Forget(secrets::Keychain &keychain, secrets::KeychainIndex index, const Console &console);
    ~Forget() override;

    void start();

Q_SIGNALS:
    void finished(cli::Status status);

private:
    void ended();

    const Console &m_console;
    setup::ForgetJob m_job;
};

} // namespace cli
