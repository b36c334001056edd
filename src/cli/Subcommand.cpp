#include "cli/Subcommand.h"

#include <QFile>

namespace cli {

namespace {

Console::Style styleOf(const Options &options)
{
    if (options.has(QStringLiteral("json")))
        return Console::Style::Json;
    return options.has(QStringLiteral("quiet")) ? Console::Style::Quiet : Console::Style::Text;
}

} // namespace

Context::Context(const Options &options, MakeKeychain makeKeychain)
    : m_options(options)
    , m_console(styleOf(options))
    , m_makeKeychain(std::move(makeKeychain))
{
}

Context::~Context() = default;

Expected<http::Client *, QString> Context::connect()
{
    if (m_http)
        return m_http.get();
    http::ClientSettings settings;
    const bool hasFile = m_options.has(QStringLiteral("ca-file"));
    const QString path = m_options.value(QStringLiteral("ca-file"));
    if (hasFile) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return Unexpected(Text::tr("%1 cannot be read: %2").arg(path, file.errorString()));
        settings.additionalAuthorities = file.readAll();
    }
    auto client = std::make_unique<http::Client>(std::move(settings));
    if (hasFile && client->additionalAuthorityCount() == 0)
        return Unexpected(Text::tr("%1 has no certificate in PEM form.").arg(path));
    m_http = std::move(client);
    return m_http.get();
}

secrets::Keychain &Context::keychain()
{
    if (!m_keychain)
        m_keychain = m_makeKeychain();
    return *m_keychain;
}

Option caFileOption()
{
    return {QStringLiteral("ca-file"), QStringLiteral("PEM"),
            Text::tr("Certificates that are trusted besides the system's.")};
}

Option jsonOption()
{
    return {QStringLiteral("json"), QString(), Text::tr("Print the result as one JSON object.")};
}

} // namespace cli
