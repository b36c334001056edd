#include "cli/SelfTest.h"

#include "advice/Catalogue.h"
#include "advice/Diagnosis.h"
#include "http/TlsSupport.h"

#include <QFile>
#include <QLocale>
#include <QPluginLoader>

#include <algorithm>

namespace cli {

namespace {

QString installAgain()
{
    return Text::tr("Install the program again from its package.");
}

/// Plugins that no linker asks for and without which no window opens or no server can be asked, with why they do not
/// load.
QStringList pluginsThatDoNotLoad()
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

} // namespace

Installation Installation::ofThisProgram()
{
    const auto tls = http::TlsSupport::ofThisInstallation();
    Installation installation;
    installation.hasTls = tls.isAvailable;
    installation.tlsBackend = tls.backend;
    installation.certificateAuthorities = tls.systemAuthorities;
    installation.hasBrowserPages = QFile(QStringLiteral(":/oidc/pages/signed-in.html")).size() > 0;
    installation.missingPlugins = pluginsThatDoNotLoad();
    installation.catalogue = advice::Catalogue().fileName();
    installation.language = QLocale().name();
    return installation;
}

SelfTest::SelfTest(Installation installation, secrets::Keychain &keychain, const Console &console)
    : m_installation(std::move(installation))
    , m_console(console)
    , m_probe(keychain.probe())
{
    connect(m_probe.get(), &Job::finished, this, &SelfTest::keychainProbed);
}

SelfTest::~SelfTest() = default;

void SelfTest::start()
{
    m_probe->start();
}

void SelfTest::keychainProbed()
{
    QList<advice::CheckLine> lines;
    const auto add = [&lines](const QString &id, const QString &title, bool isGood, const QString &good,
                              const advice::Diagnosis &bad, const QString &detail) {
        advice::CheckLine line;
        line.id = id;
        line.title = title;
        line.status = isGood ? checks::Status::Passed : checks::Status::Failed;
        line.headline = isGood ? good : bad.headline;
        if (!isGood) {
            line.code = bad.code;
            line.cause = bad.cause;
            line.remedy = bad.remedy;
        }
        line.detail = detail;
        lines.append(line);
    };
    add(QStringLiteral("tls"), Text::tr("Encrypted connections"), m_installation.hasTls,
        Text::tr("A TLS backend is there."),
        {QStringLiteral("SELF-TLS"), Text::tr("There is no TLS backend."),
         Text::tr("The plugin folder \"tls\" is missing or cannot be loaded. Nothing can be checked without it."),
         installAgain()},
        m_installation.tlsBackend);
    add(QStringLiteral("certificates"), Text::tr("Certificate authorities"), m_installation.certificateAuthorities > 0,
        Text::tr("The system's certificate authorities are there."),
        {QStringLiteral("SELF-CERTIFICATES"), Text::tr("No certificate authority is trusted."),
         Text::tr("The system's list of authorities is missing, so no server could be believed."),
         Text::tr("Install the package ca-certificates.")},
        QString::number(m_installation.certificateAuthorities));
    add(QStringLiteral("plugins"), Text::tr("Plugins"), m_installation.missingPlugins.isEmpty(),
        Text::tr("All plugins are there."),
        {QStringLiteral("SELF-PLUGINS"), Text::tr("A plugin is missing."),
         Text::tr("The program was packaged or copied incompletely."), installAgain()},
        m_installation.missingPlugins.join(QStringLiteral("; ")));
    add(QStringLiteral("pages"), Text::tr("Pages for the browser"), m_installation.hasBrowserPages,
        Text::tr("The pages that the browser is shown are there."),
        {QStringLiteral("SELF-PAGES"), Text::tr("The pages for the browser are missing."),
         Text::tr("The program was built without its resources."), installAgain()},
        QString());
    add(QStringLiteral("translations"), Text::tr("Translations"), !m_installation.catalogue.isEmpty(),
        Text::tr("The program's words are there."),
        {QStringLiteral("SELF-TRANSLATIONS"), Text::tr("The program's words are missing."),
         Text::tr("A catalogue that belongs to the program cannot be loaded."), installAgain()},
        QStringLiteral("%1 %2").arg(m_installation.language, m_installation.catalogue).trimmed());

    // The keychain belongs to the session, not to the installation: its state is told, and only a question that got no
    // answer is a failure.
    advice::CheckLine keychain;
    keychain.id = QStringLiteral("keychain");
    keychain.title = Text::tr("Keychain");
    const auto &state = m_probe->outcome();
    if (!state) {
        const auto diagnosis = advice::diagnose(state.error());
        keychain.status = checks::Status::Warning;
        keychain.code = diagnosis.code;
        keychain.headline = diagnosis.headline;
        keychain.cause = diagnosis.cause;
        keychain.remedy = diagnosis.remedy;
        keychain.detail = diagnosis.detail;
    } else if (const auto words = advice::describe(*state); words.headline.isEmpty()) {
        keychain.status = checks::Status::Passed;
        keychain.headline = Text::tr("The keychain is ready.");
    } else {
        keychain.status = checks::Status::Warning;
        keychain.code = words.code;
        keychain.headline = words.headline;
        keychain.cause = words.cause;
        keychain.remedy = words.remedy;
    }
    lines.append(keychain);

    for (const auto &line : lines)
        m_console.progress(line);
    const bool isWhole = std::none_of(lines.cbegin(), lines.cend(), [](const advice::CheckLine &line) {
        return line.status == checks::Status::Failed;
    });
    m_console.result(isWhole ? Result::Passed : Result::Failed, lines);
    Q_EMIT finished(isWhole ? Status::Passed : Status::Failed);
}

} // namespace cli
