#include "cli/Subcommand.h"

#include "advice/Diagnosis.h"
#include "http/Authorities.h"
#include "http/Client.h"

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
    if (m_options.has(QStringLiteral("ca-file"))) {
        const QString path = m_options.value(QStringLiteral("ca-file"));
        auto pem = http::readAuthorities(path);
        if (!pem)
            return Unexpected(advice::sentence(pem.error(), path));
        settings.additionalAuthorities = std::move(*pem);
    }
    m_http = std::make_unique<http::Client>(std::move(settings));
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
