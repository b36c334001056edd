#pragma once

#include "cli/Console.h"
#include "cli/Options.h"
#include "cli/Status.h"
#include "pomerium/ExportFormat.h"
#include "pomerium/IdentityProviderSettings.h"
#include "secrets/Keychain.h"
#include "setup/Draft.h"

#include <QObject>

#include <memory>

namespace cli {

/// `pomerium-okta export`: writes one of the files without the wizard, from options or, with --from-keychain, from what
/// the wizard kept.
class Export final : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] static QList<Option> options();

    Export(Options options, secrets::Keychain &keychain, const Console &console);
    ~Export() override;

    void start();

Q_SIGNALS:
    void finished(cli::Status status);

private:
    [[nodiscard]] Expected<void, QString> readOptions();
    /// The options that this format cannot do without, when nothing was kept in the keychain.
    [[nodiscard]] QStringList neededOptions() const;
    void fetchSecret();
    void fetchToken();
    void write();
    /// Which release the file is for, when none was given.
    void sayAssumedRelease();
    /// COOKIE_SECRET and SHARED_SECRET of the file that is replaced: new ones sign everybody out.
    void keepGeneratedSecrets(const Secret &file);
    void finishLater(Status status);
    /// What an existing file has and what it would have, secrets masked.
    void sayDifference(const Secret &before, const Secret &after);
    void refuse(const advice::Diagnosis &diagnosis);

    const Options m_options;
    secrets::Keychain &m_keychain;
    const Console &m_console;
    pomerium::ExportFormat m_format = pomerium::ExportFormat::Env;
    pomerium::IdentityProviderSettings m_settings;
    QString m_orgHost; ///< with --from-keychain
    std::unique_ptr<secrets::FetchJob> m_fetch;
};

} // namespace cli
