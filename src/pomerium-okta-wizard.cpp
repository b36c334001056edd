// The window's composition root: which services, which organisation.

#include "PracticeOrg.h"
#include "WizardArguments.h"
#include "advice/Catalogue.h"
#include "cli/Interruption.h"
#include "cli/StandardStreams.h"
#include "core/CoreDumps.h"
#include "core/Product.h"
#include "demo/Visitor.h"
#include "http/Client.h"
#include "keychain/SilentBus.h"
#include "keychain/SystemKeychain.h"
#include "pomerium/ExportFormat.h"
#include "secrets/IndexedKeychain.h"
#include "secrets/MemoryKeychain.h"
#include "setup/Setup.h"
#include "wizard/Autoplay.h"
#include "wizard/DesktopBrowser.h"
#include "wizard/DisplaySettings.h"
#include "wizard/Presentation.h"
#include "wizard/SetupWizard.h"
#include "wizard/SideBySide.h"
#include "wizard/WizardStyle.h"

#include <QApplication>
#include <QDir>
#include <QIcon>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <memory>
#include <optional>

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Application)
};

constexpr int WrongUsage = 2;
constexpr int Cancelled = 3;
/// Longest time that the end waits for revocations that nobody else waits for.
constexpr auto Patience = std::chrono::seconds(3);
constexpr int PresenterTextSize = 150; ///< percent
constexpr auto QuickPace = std::chrono::milliseconds(20);
constexpr QSize PictureSize(1280, 900);

void say(FILE *stream, const QString &text)
{
    std::fputs(text.toLocal8Bit().constData(), stream);
    std::fputc('\n', stream);
    std::fflush(stream);
}

/// The built-in user agent of --autoplay.
class VisitingBrowser final : public oidc::UserAgent
{
public:
    [[nodiscard]] Expected<void, QString> open(const QUrl &authorizationUrl) override
    {
        m_visitor.visit(authorizationUrl);
        return {};
    }

private:
    demo::Visitor m_visitor;
};

/// A folder of its own for what --autoplay writes; it stays.
QString playFolder()
{
    QTemporaryDir folder(QDir::tempPath() + QStringLiteral("/okta-setup-demo-XXXXXX"));
    folder.setAutoRemove(false);
    return folder.isValid() ? folder.path() : QString();
}

void dress(QApplication &application)
{
    QCoreApplication::setApplicationName(product::name());
    QCoreApplication::setApplicationVersion(product::version());
    QGuiApplication::setDesktopFileName(product::applicationId());
    // The same look everywhere: own chrome would not fit the systems' wizard styles.
    QApplication::setStyle(new WizardStyle);
    Q_UNUSED(application)
}

/// Gives the windows their icon, and asks the system for its colors, when the first of them is painted. Not before:
/// with the first picture file, Qt loads the plugins of all picture formats, and the person would wait for them.
class LateIcon final : public QObject
{
public:
    LateIcon(QWidget &window, DisplaySettings &display)
        : QObject(&window)
        , m_display(display)
    {
        window.installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *window, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            window->removeEventFilter(this);
            QTimer::singleShot(0, this, [this] {
                m_display.followSystem();
                QIcon icon;
                for (const int size : {16, 32, 48, 64, 128})
                    icon.addPixmap(QPixmap(QStringLiteral(":/icons/okta-setup-for-pomerium-%1.png").arg(size)));
                QGuiApplication::setWindowIcon(icon);
            });
        }
        return false;
    }

private:
    DisplaySettings &m_display;
};

/// Until the window is closed and what it left on its way has arrived.
int runToTheEnd(SetupWizard &wizard, http::Client &http, const cli::Interruption &interruption, int &status)
{
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QObject window; // whose connections end with it
    QObject::connect(qApp, &QGuiApplication::lastWindowClosed, &window, [&http, &status, &window] {
        if (!http.hasDispatched()) {
            QCoreApplication::exit(status);
            return;
        }
        QObject::connect(&http, &http::Client::idle, &window, [&status] { QCoreApplication::exit(status); });
        QTimer::singleShot(Patience, &window, [&status] { QCoreApplication::exit(status); });
    });
    QObject::connect(&interruption, &cli::Interruption::interrupted, &wizard, [&wizard, &status] {
        status = Cancelled;
        wizard.closeWithoutAsking();
    });
    return QApplication::exec();
}

/// Without anybody to watch: to the end as fast as it goes, with a picture of each page.
std::unique_ptr<QObject> playQuickly(SetupWizard &wizard, setup::Setup &setup, const QString &folder, int &status)
{
    Autoplay::Options options;
    options.folder = folder;
    options.savesPictures = true;
    options.pace = QuickPace;
    wizard.resize(PictureSize);
    auto play = std::make_unique<Autoplay>(wizard, setup, options);
    QObject::connect(play.get(), &Autoplay::finished, qApp, [&status](const QString &trouble) {
        if (!trouble.isEmpty()) {
            say(stderr, trouble);
            status = 1;
        }
        QCoreApplication::exit(status);
    });
    play->start();
    return play;
}

/// To a room: in words, at the pace of a reader. The last page stays until somebody closes the window.
std::unique_ptr<QObject> present(SetupWizard &wizard, setup::Setup &setup, const DemoValues &demo,
                                 const QString &folder, int &status)
{
    const auto file = folder + QLatin1Char('/') + pomerium::usualFileName(setup.configuration().format, true);
    auto play = std::make_unique<Presentation>(wizard, setup, demo, presentationScript(setup, demo, file),
                                               Presentation::Pace());
    QObject::connect(play.get(), &Presentation::finished, qApp, [&setup, &status, folder](const QString &trouble) {
        const bool isWritten = setup.current() == setup::StepId::Done;
        const QString fault = trouble.isEmpty() && isWritten ? Autoplay::saveReports(setup, folder) : trouble;
        say(fault.isEmpty() ? stdout : stderr, fault.isEmpty() ? Text::tr("The demo was played to its end.") : fault);
        status = fault.isEmpty() ? 0 : 1;
    });
    play->start();
    return play;
}

/// What all windows of one start have in common.
struct Shared
{
    const WizardArguments &arguments;
    const cli::Interruption &interruption;
    PracticeOrg *demo; ///< null: none
    http::Client &http;
    const setup::Services &services;
    const secrets::KeychainIndex &index;
    DisplaySettings &display;
};

/// One setup in one window, from the first page until the window is closed. `geometry`: where it stands, and afterwards
/// stood. The exit status; nothing: the person wants to set up another org.
std::optional<int> runSetup(const Shared &shared, QByteArray &geometry)
{
    const auto &[arguments, interruption, demo, http, services, index, display] = shared;
    const bool isOffscreen = QGuiApplication::platformName() == QLatin1String("offscreen");
    setup::Setup setup(services,
                       setup::Draft(arguments.draft.value_or(demo ? QString() : setup::Draft::defaultPath())));
    setup.exportStep().setPractice(arguments.isDemo);
    SetupWizard::Forget forget;
    if (!demo)
        forget = [&shared, &setup] {
            return std::make_unique<setup::ForgetJob>(shared.services.keychain, shared.index, &setup);
        };
    SetupWizard wizard(setup, forget, demo ? &demo->values() : nullptr, &display);
    if (!geometry.isEmpty())
        wizard.restoreGeometry(geometry);
    SideBySide sideBySide(wizard);
    if (demo) {
        QObject::connect(demo, &PracticeOrg::begunAnew, &wizard, [&setup] { setup.expireResults(); });
        QObject::connect(demo, &PracticeOrg::sideBySideWanted, &sideBySide,
                         [&sideBySide, practice = demo] { sideBySide.arrange(practice->hint()); });
    }
    new LateIcon(wizard, display);
    if (arguments.isSideBySide)
        sideBySide.arrange(demo->hint());
    else
        wizard.show();

    int status = 0;
    std::unique_ptr<QObject> play;
    if (arguments.isAutoplay) {
        const QString folder = playFolder();
        if (folder.isEmpty()) {
            say(stderr, Text::tr("No folder can be made in %1.").arg(QDir::tempPath()));
            return 1;
        }
        say(stdout, folder);
        play = isOffscreen ? playQuickly(wizard, setup, folder, status)
                           : present(wizard, setup, demo->values(), folder, status);
    }
    const int result = runToTheEnd(wizard, http, interruption, status);
    geometry = wizard.saveGeometry();
    return wizard.wantsAnother() ? std::nullopt : std::optional(result);
}

int run(const WizardArguments &arguments)
{
    const cli::Interruption interruption; // from the beginning: what comes earlier than the event loop waits for it
    const bool isOffscreen = QGuiApplication::platformName() == QLatin1String("offscreen");
    std::unique_ptr<PracticeOrg> demo;
    if (arguments.isDemo) {
        // A room is shown one mistake and its repair.
        const bool isPresented = arguments.isAutoplay && !isOffscreen;
        demo = std::make_unique<PracticeOrg>(isPresented ? demo::Scenario::RefreshTokenForgotten : arguments.scenario,
                                             arguments.seed);
        if (isPresented)
            demo->withholdExercise();
        if (!demo->org().isListening()) {
            say(stderr, Text::tr("The demo org cannot listen: %1").arg(demo->org().errorString()));
            return 1;
        }
    }
    http::ClientSettings clientSettings;
    clientSettings.isLoopbackOnly = arguments.isDemo; // the practice strip says that nothing leaves this computer
    http::Client http(clientSettings);
    std::unique_ptr<secrets::Keychain> system;
    std::unique_ptr<secrets::Keychain> keychain;
    const secrets::KeychainIndex index(secrets::KeychainIndex::defaultPath());
    if (demo) {
        keychain = std::make_unique<secrets::MemoryKeychain>(secrets::KeychainState::Ready);
    } else {
        system = std::make_unique<keychain::SystemKeychain>();
        keychain = std::make_unique<secrets::IndexedKeychain>(*system, index);
    }
    std::unique_ptr<oidc::UserAgent> browser;
    if (arguments.isAutoplay)
        browser = std::make_unique<VisitingBrowser>();
    else
        browser = std::make_unique<DesktopBrowser>();

    setup::Services services{http, *keychain, *browser};
    if (arguments.isAutoplay && isOffscreen)
        services.typingPause = QuickPace;
    DisplaySettings display(arguments.isAutoplay ? QString() : DisplaySettings::defaultPath());
    if (arguments.isAutoplay && !isOffscreen)
        display.setTextSize(PresenterTextSize);
    display.apply();
    const Shared shared{arguments, interruption, demo.get(), http, services, index, display};
    QByteArray geometry;
    for (;;) {
        if (const auto status = runSetup(shared, geometry))
            return *status;
    }
}

} // namespace

int main(int argc, char *argv[])
{
    preventCoreDumps();
    cli::secureStandardStreams();
    keychain::leaveSilentBus();
    QStringList given;
    for (int i = 0; i < argc; ++i)
        given.append(QString::fromLocal8Bit(argv[i]));

    WizardArguments arguments;
    if (const auto answer = arguments.parse(given)) {
        say(answer->isWrong ? stderr : stdout, answer->text);
        return answer->isWrong ? WrongUsage : 0;
    }
    if (!WizardArguments::hasDisplay(given)) {
        if (!arguments.isAutoplay) {
            say(stderr,
                Text::tr("There is no display to open a window on; pomerium-okta does the same work without one."));
            return WrongUsage;
        }
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    dress(application);
    const advice::Catalogue catalogue;
    return run(arguments);
}
