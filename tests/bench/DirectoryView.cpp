#include "demo/Org.h"
#include "http/Client.h"
#include "secrets/MemoryKeychain.h"
#include "setup/Setup.h"
#include "wizard/ApiTokenPage.h"
#include "wizard/SetupWizard.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>

namespace {

constexpr int Groups = 100'000;
constexpr double MostMemory = 150; // MiB over the empty page
constexpr double LongestGap = 200; // ms; from here on a person notices

/// The organisation is another process: neither its memory nor its work is the wizard's.
int serve(QCoreApplication &application)
{
    demo::Settings settings;
    settings.groupCount = Groups;
    settings.rateLimit = 10'000'000;
    const demo::Org org(settings);
    std::printf("%s\n%s\n", qPrintable(org.url().toString()), qPrintable(org.apiToken()));
    std::fflush(stdout);
    return application.exec();
}

class NoBrowser final : public oidc::UserAgent
{
public:
    Expected<void, QString> open(const QUrl &) override { return Unexpected(QStringLiteral("none")); }
};

/// A line of /proc/self/status, in MiB.
double memory(const QByteArray &name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const auto lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(name + ':'))
            return line.mid(name.size() + 1).simplified().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

/// The longest time between two turns of the event loop, which is how long a window stands still.
class Heartbeat
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { beat(); });
        m_clock.start();
        m_timer.start();
    }

    void beginAnew()
    {
        m_clock.start();
        m_longest = 0;
    }
    [[nodiscard]] double longest()
    {
        beat();
        return static_cast<double>(m_longest) / 1e6;
    }

private:
    void beat()
    {
        m_longest = std::max(m_longest, m_clock.nsecsElapsed());
        m_clock.start();
    }

    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
};

/// Turns the event loop until it is so.
bool isReached(const std::function<bool()> &condition, int seconds)
{
    const QDeadlineTimer deadline(std::chrono::seconds{seconds});
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

} // namespace

/// The directory on page 5: 100,000 groups that come page by page from another process, beside a whole wizard that
/// keeps its draft. Prints how long the window stood still at most, how much memory came to that of the empty page, and
/// how soon Cancel answers.
///
/// Fails when more than 150 MiB came, when the window stood still for more than 200 ms, or when groups come after
/// Cancel.
int main(int argc, char *argv[])
{
    if (argc > 1 && qstrcmp(argv[1], "--serve") == 0) {
        QCoreApplication application(argc, argv);
        return serve(application);
    }
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);

    QProcess organisation;
    organisation.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--serve")});
    QStringList ready;
    while (ready.size() < 3 && organisation.waitForReadyRead(10'000))
        ready += QString::fromUtf8(organisation.readAll()).split(QLatin1Char('\n'));
    if (ready.size() < 3) {
        std::fputs("the organisation does not start\n", stderr);
        return 2;
    }

    const QTemporaryDir folder;
    http::Client http;
    secrets::MemoryKeychain keychain;
    NoBrowser browser;
    setup::Setup setup(setup::Services{http, keychain, browser, std::chrono::milliseconds(1)},
                       setup::Draft(folder.filePath(QStringLiteral("draft.json"))));
    SetupWizard wizard(setup, {}, nullptr);
    wizard.show();
    setup.organization().setRelease(pomerium::Release::legacy());
    setup.organization().setOrganizationText(ready.at(0));
    setup::ApiTokenStep &step = setup.apiToken();
    QScrollArea window;
    window.setWidgetResizable(true);
    window.setWidget(new ApiTokenPage(step, nullptr));
    window.resize(900, 700);
    window.show();

    Heartbeat heartbeat;
    const QDeadlineTimer settled(std::chrono::seconds(1));
    isReached([&settled] { return settled.hasExpired(); }, 5);
    const double before = memory("VmRSS");

    heartbeat.beginAnew();
    QElapsedTimer clock;
    clock.start();
    step.setToken(Secret::fromText(ready.at(1)));
    if (!isReached([&step] { return step.directory().isComplete() || step.directory().error(); }, 300)
        || !step.directory().isComplete()) {
        std::fputs("the groups did not come\n", stderr);
        return 2;
    }
    const double loading = heartbeat.longest();
    std::printf("%lld groups in %.1f s\n", static_cast<long long>(step.directory().groups().size()),
                static_cast<double>(clock.elapsed()) / 1000);
    const double grown = memory("VmRSS") - before;
    std::printf("memory over the empty page: %.0f MiB (at most %.0f), at its peak %.0f MiB\n", grown, MostMemory,
                memory("VmHWM") - before);

    const auto measured = [&heartbeat](const std::function<void()> &gesture) {
        heartbeat.beginAnew();
        gesture();
        const QDeadlineTimer drawn(std::chrono::milliseconds(300));
        isReached([&drawn] { return drawn.hasExpired(); }, 5);
        return heartbeat.longest();
    };
    auto *const search = window.findChild<QLineEdit *>(QStringLiteral("groupsFilterLineEdit"));
    auto *const table = window.findChild<QTableView *>();
    double searching = 0;
    for (const char *const text : {"a", "a1", "7", "77", "x", "", "00g", ""})
        searching = std::max(searching, measured([&] { search->setText(QString::fromLatin1(text)); }));
    const double selecting = measured([&] { table->selectAll(); });
    const double scrolling = measured([&] { table->scrollToBottom(); });
    std::printf("longest standstill: %.0f ms while they come, %.0f ms in a search, %.0f ms at Select all, %.0f ms at "
                "scrolling (at most %.0f)\n",
                loading, searching, selecting, scrolling, LongestGap);

    step.loadGroups();
    isReached([&step] { return step.directory().groups().size() > Groups / 10; }, 60);
    clock.start();
    step.cancel();
    const double cancelled = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    const auto kept = step.directory().groups().size();
    const QDeadlineTimer quiet(std::chrono::milliseconds(500));
    isReached([&quiet] { return quiet.hasExpired(); }, 5);
    const bool isStopped = !step.directory().isLoading() && step.directory().groups().size() == kept;
    std::printf("Cancel answered after %.1f ms; groups that came later: %lld\n", cancelled,
                static_cast<long long>(step.directory().groups().size() - kept));

    organisation.kill();
    organisation.waitForFinished();
    const double longest = std::max({loading, searching, selecting, scrolling, cancelled});
    return grown <= MostMemory && longest <= LongestGap && isStopped ? 0 : 1;
}
