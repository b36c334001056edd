#include "cli/Export.h"

#include "cli/PracticeValues.h"
#include "files/AtomicFile.h"
#include "okta/OrgUrl.h"
#include "pomerium/Difference.h"
#include "pomerium/Export.h"
#include "pomerium/Import.h"
#include "pomerium/ImportFile.h"
#include "pomerium/Merge.h"
#include "setup/GeneratedSecret.h"
#include "setup/Requests.h"

#include <QTimer>

namespace cli {

QList<Option> Export::options()
{
    QStringList names;
    for (const auto format : pomerium::exportFormats())
        names.append(pomerium::formatName(format));
    return {
        {QStringLiteral("format"), QStringLiteral("NAME"), names.join(QStringLiteral(", ")), true},
        {QStringLiteral("output"), QStringLiteral("FILE"), Text::tr("Where to write; - for standard output."), true},
        {QStringLiteral("provider-url"), QStringLiteral("URL"), Text::tr("The discovered issuer, letter by letter.")},
        {QStringLiteral("client-id"), QStringLiteral("ID"), Text::tr("The application's client ID.")},
        {QStringLiteral("client-secret-file"), QStringLiteral("FILE"),
         Text::tr("The client secret; - for standard input.")},
        {QStringLiteral("token-file"), QStringLiteral("FILE"), Text::tr("The API token; - for standard input.")},
        {QStringLiteral("authenticate-url"), QStringLiteral("URL"), Text::tr("Pomerium's authenticate service URL.")},
        {QStringLiteral("pomerium"), QStringLiteral("VERSION"),
         Text::tr("The release of Pomerium, such as 0.19 or 0.32.1.")},
        {QStringLiteral("client-secret-path"), QStringLiteral("PATH"),
         Text::tr("Write this path, where Pomerium finds the client secret, in place of the secret (0.18 or later).")},
        {QStringLiteral("generate-secrets"), QString(),
         Text::tr("Add a new COOKIE_SECRET and SHARED_SECRET. New ones sign everybody out.")},
        {QStringLiteral("from-keychain"), QStringLiteral("ORG_HOST"),
         Text::tr("Take what the wizard kept for this org.")},
        {QStringLiteral("merge"), QString(),
         Text::tr("Put the settings into an existing file; keep its other settings.")},
        {QStringLiteral("force"), QString(),
         Text::tr("Replace an existing file. Only its COOKIE_SECRET and SHARED_SECRET are kept.")}};
}

Export::Export(Options options, secrets::Keychain &keychain, const Console &console)
    : m_options(std::move(options))
    , m_keychain(keychain)
    , m_console(console)
{
}

Export::~Export() = default;

void Export::start()
{
    if (const auto read = readOptions(); !read) {
        m_console.say(read.error());
        finishLater(Status::WrongUsage);
        return;
    }
    if (m_orgHost.isEmpty())
        write();
    else if (m_settings.clientSecret.isEmpty() && !m_settings.clientId.isEmpty()
             && neededOptions().contains(QLatin1String("client-secret-file")))
        fetchSecret();
    else
        fetchToken();
}

Expected<void, QString> Export::readOptions()
{
    const auto format = pomerium::formatFromName(m_options.value(QStringLiteral("format")));
    if (!format)
        return Unexpected(Text::tr("Unknown format: %1").arg(m_options.value(QStringLiteral("format"))));
    m_format = *format;

    if (m_options.has(QStringLiteral("from-keychain"))) {
        m_orgHost = m_options.value(QStringLiteral("from-keychain"));
        const auto org = okta::OrgUrl::parse(m_orgHost);
        if (!org)
            return Unexpected(QStringLiteral("--from-keychain: %1").arg(advice::diagnose(org.error()).headline));
        m_orgHost = org->host();
        auto kept = setup::Draft(setup::Draft::pathForOrganization(m_orgHost)).load();
        if (kept) {
            kept->configuration.format = m_format;
            m_settings = setup::exportSettings(kept->configuration);
        } else if (kept.error().reason != setup::DraftError::Reason::NotReadable) {
            return Unexpected(Text::tr("What was kept for %1 cannot be read: %2").arg(m_orgHost, kept.error().detail));
        }
    }
    if (m_options.has(QStringLiteral("provider-url")))
        m_settings.providerUrl = m_options.value(QStringLiteral("provider-url"));
    if (m_options.has(QStringLiteral("client-id")))
        m_settings.clientId = m_options.value(QStringLiteral("client-id"));
    if (m_options.has(QStringLiteral("authenticate-url"))) {
        const auto url = pomerium::AuthenticateUrl::parse(m_options.value(QStringLiteral("authenticate-url")));
        if (!url) {
            const auto diagnosis = advice::diagnose(url.error());
            return Unexpected(QStringLiteral("--authenticate-url: %1 %2").arg(diagnosis.headline, diagnosis.remedy));
        }
        m_settings.authenticateUrl = *url;
    }
    if (m_options.has(QStringLiteral("pomerium"))) {
        const auto release = pomerium::Release::parse(m_options.value(QStringLiteral("pomerium")));
        if (!release)
            return Unexpected(Text::tr("--pomerium is a release such as 0.19 or 0.32.1."));
        m_settings.release = *release;
    }
    if (m_options.has(QStringLiteral("client-secret-path")))
        m_settings.clientSecretPath = m_options.value(QStringLiteral("client-secret-path"));
    if (m_options.has(QStringLiteral("generate-secrets"))) {
        m_settings.cookieSecret = setup::generatedSecret();
        m_settings.sharedSecret = setup::generatedSecret();
    }
    m_settings.groupsFromClaim = !m_settings.release.value_or(pomerium::Release::newest()).usesServiceAccount();

    if (m_orgHost.isEmpty()) {
        for (const QString &name : neededOptions()) {
            if (!m_options.has(name))
                return Unexpected(Text::tr("--%1 is missing.").arg(name));
        }
    }
    if (m_options.has(QStringLiteral("client-secret-file"))) {
        auto secret = readSecret(m_options.value(QStringLiteral("client-secret-file")));
        if (!secret)
            return Unexpected(secret.error());
        m_settings.clientSecret = std::move(*secret);
    }
    if (m_options.has(QStringLiteral("token-file"))) {
        auto token = readSecret(m_options.value(QStringLiteral("token-file")));
        if (!token)
            return Unexpected(token.error());
        m_settings.apiToken = std::move(*token);
    }
    const auto practice = isPractice(
        m_settings.providerUrl,
        {{QStringLiteral("--client-id"), m_settings.clientId.toUtf8()},
         {QStringLiteral("--client-secret-file"), m_settings.clientSecret.reveal()},
         {QStringLiteral("--token-file"), m_settings.apiToken ? m_settings.apiToken->reveal() : QByteArrayView()}});
    if (!practice)
        return Unexpected(practice.error());
    m_settings.isPractice = *practice;
    return {};
}

QStringList Export::neededOptions() const
{
    using pomerium::ExportFormat;
    const QString secret = QStringLiteral("client-secret-file");
    // The service account alone is made of the token, and the client secret's file of the secret.
    if (m_format == ExportFormat::ServiceAccount)
        return {QStringLiteral("token-file")};
    if (m_format == ExportFormat::ClientSecret)
        return {secret};
    QStringList names{QStringLiteral("provider-url"), QStringLiteral("client-id")};
    if (!m_settings.clientSecretPath)
        names << secret;
    return names;
}

void Export::fetchSecret()
{
    m_fetch = m_keychain.fetch(secrets::clientSecretEntry(m_orgHost, m_settings.clientId));
    connect(m_fetch.get(), &Job::finished, this, [this] {
        auto outcome = m_fetch->takeOutcome();
        m_fetch.reset();
        if (!outcome) {
            refuse(advice::diagnose(outcome.error(), advice::KeychainUse::Fetch));
            return;
        }
        m_settings.clientSecret = std::move(*outcome);
        fetchToken();
    });
    m_fetch->start();
}

void Export::fetchToken()
{
    if (m_settings.apiToken || m_format == pomerium::ExportFormat::ClientSecret) {
        write();
        return;
    }
    m_fetch = m_keychain.fetch(secrets::apiTokenEntry(m_orgHost));
    connect(m_fetch.get(), &Job::finished, this, [this] {
        auto outcome = m_fetch->takeOutcome();
        m_fetch.reset();
        const bool isNeeded = m_format == pomerium::ExportFormat::ServiceAccount
            || m_settings.release.value_or(pomerium::Release::newest()).usesServiceAccount();
        if (outcome) {
            m_settings.apiToken = std::move(*outcome);
        } else if (isNeeded || outcome.error().reason != secrets::KeychainError::Reason::NotFound) {
            refuse(advice::diagnose(outcome.error(), advice::KeychainUse::Fetch));
            return;
        }
        write();
    });
    m_fetch->start();
}

void Export::write()
{
    const QString output = m_options.value(QStringLiteral("output"));
    const bool isFile = output != QLatin1String("-");
    sayAssumedRelease();
    std::optional<files::FileSnapshot> there;
    if (isFile) {
        auto snapshot = files::snapshot(output);
        if (!snapshot) {
            refuse(advice::diagnose(snapshot.error()));
            return;
        }
        there = std::move(*snapshot);
    }
    const bool exists = there && there->exists;
    const bool isForced = m_options.has(QStringLiteral("force"));
    // Without either word the difference is that of a merge, which loses nothing, where there can be one.
    const bool isMerged = exists && (m_options.has(QStringLiteral("merge")) || !isForced);
    // What the wizard wrote there has more in it than a draft keeps.
    if (exists && !m_orgHost.isEmpty()) {
        if (const auto before = pomerium::importFile(output))
            setup::keepOtherSettings(m_settings, *before);
    }
    if (exists && isForced && !isMerged)
        keepGeneratedSecrets(there->bytes);
    auto alone = pomerium::exportAs(m_format, m_settings);
    if (!alone) {
        refuse(advice::diagnose(alone.error()));
        return;
    }
    Secret bytes = std::move(*alone);
    if (isMerged) {
        auto merged = pomerium::mergedInto(there->bytes.reveal(), m_format, m_settings);
        if (merged) {
            if (m_options.has(QStringLiteral("merge")))
                m_console.say(Text::tr("Other settings that are kept: %1").arg(merged->otherSettings));
            bytes = std::move(merged->bytes);
        } else if (m_options.has(QStringLiteral("merge"))) {
            refuse(advice::diagnose(merged.error()));
            return;
        }
    }
    for (const auto note : pomerium::exportNotes(m_format, m_settings))
        m_console.say(advice::sentence(note));
    if (!isFile) {
        const bool isWritten = m_console.write(bytes.reveal());
        finishLater(isWritten ? Status::Passed : Status::Failed);
        return;
    }
    if (exists && there->bytes == bytes) {
        m_console.say(Text::tr("%1 is already so. Nothing was written.").arg(output));
        finishLater(Status::Passed);
        return;
    }
    if (exists)
        sayDifference(there->bytes, bytes);
    if (exists && !isForced && !m_options.has(QStringLiteral("merge"))) {
        refuse(advice::diagnose(files::WriteError{files::WriteError::Reason::Exists, output, {}}));
        m_console.say(Text::tr("--merge keeps the file's other settings; --force replaces the file."));
        return;
    }
    const auto written = files::writeWhole(output, bytes, there);
    if (!written) {
        refuse(advice::diagnose(written.error()));
        return;
    }
    for (const auto &change : *written)
        m_console.say(advice::sentence(change));
    m_console.say(Text::tr("Written: %1").arg(output));
    finishLater(Status::Passed);
}

void Export::sayAssumedRelease()
{
    if (m_settings.release || m_format == pomerium::ExportFormat::ServiceAccount
        || m_format == pomerium::ExportFormat::ClientSecret)
        return;
    m_console.say(Text::tr("Pomerium %1 is assumed, the newest known release. Use --pomerium for another one.")
                      .arg(pomerium::Release::newest().toString()));
}

void Export::keepGeneratedSecrets(const Secret &file)
{
    const auto import = pomerium::traitsOf(m_format).kind == pomerium::FormatKind::Configuration
        ? pomerium::importConfigYaml(file.reveal())
        : pomerium::importEnvironmentFile(file.reveal());
    if (!import)
        return; // what cannot be read is replaced, as was asked for
    const auto keep = [this](const std::optional<Secret> &old, std::optional<Secret> &now, const QString &key) {
        if (!old || now)
            return;
        now = old->clone();
        m_console.say(Text::tr("%1 of the old file is kept.").arg(key));
    };
    keep(import->cookieSecret, m_settings.cookieSecret, QStringLiteral("COOKIE_SECRET"));
    keep(import->sharedSecret, m_settings.sharedSecret, QStringLiteral("SHARED_SECRET"));
}

void Export::sayDifference(const Secret &before, const Secret &after)
{
    using Kind = pomerium::DiffLine::Kind;
    for (const auto &line : pomerium::difference(before.reveal(), after.reveal(), pomerium::lineMasker(m_settings))) {
        const QLatin1String sign(line.kind == Kind::Added ? "+ " : line.kind == Kind::Removed ? "- " : "  ");
        m_console.say(sign + line.text);
    }
}

void Export::refuse(const advice::Diagnosis &diagnosis)
{
    m_console.say(QStringLiteral("%1 [%2]").arg(diagnosis.headline, diagnosis.code));
    m_console.say(diagnosis.cause);
    m_console.say(diagnosis.remedy);
    if (!diagnosis.detail.isEmpty())
        m_console.say(diagnosis.detail);
    finishLater(Status::Failed);
}

void Export::finishLater(Status status)
{
    QTimer::singleShot(0, this, [this, status] { Q_EMIT finished(status); });
}

} // namespace cli
