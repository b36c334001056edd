#include "wizard/SideBySide.h"

#include <QDesktopServices>
#include <QEvent>
#include <QFileInfo>
#include <QProcess>
#include <QScreen>
#include <QStandardPaths>
#include <QTimer>
#include <QWidget>

#include <algorithm>

namespace {

const QString scheme = QStringLiteral("http"); // of the practice org's pages; real ones are https
constexpr int PatienceMs = 2000; ///< for a browser to end, before its profile is removed

} // namespace

SideBySide::SideBySide(QWidget &window)
    : m_window(window)
{
    m_window.installEventFilter(this);
}

SideBySide::~SideBySide()
{
    QDesktopServices::unsetUrlHandler(scheme);
    // Its pages are gone with this program, and nothing of the practice is kept.
    for (const auto &process : m_processes) {
        process->disconnect(this);
        process->terminate();
    }
    for (const auto &process : m_processes) {
        if (process->state() != QProcess::NotRunning && !process->waitForFinished(PatienceMs))
            process->kill();
    }
}

QStringList SideBySide::placeableBrowsers()
{
    QStringList found;
#if defined(Q_OS_WIN)
    for (const char *const variable : {"ProgramFiles(x86)", "ProgramFiles", "LocalAppData"}) {
        const QString folder = qEnvironmentVariable(variable);
        for (const char *const program :
             {"/Microsoft/Edge/Application/msedge.exe", "/Google/Chrome/Application/chrome.exe"})
            found.append(folder + QLatin1String(program));
    }
#elif defined(Q_OS_MACOS)
    for (const char *const name : {"Google Chrome", "Chromium", "Microsoft Edge"})
        found.append(QStringLiteral("/Applications/%1.app/Contents/MacOS/%1").arg(QLatin1String(name)));
#else
    for (const char *const name :
         {"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "brave-browser"})
        found.append(QStandardPaths::findExecutable(QLatin1String(name)));
#endif
    found.removeIf([](const QString &path) { return path.isEmpty() || !QFileInfo(path).isExecutable(); });
    return found;
}

std::pair<QRect, QRect> SideBySide::halves(const QRect &screen, int leastWidth)
{
    const int left = std::min(std::max(screen.width() / 2, leastWidth), screen.width());
    return {QRect(screen.topLeft(), QSize(left, screen.height())),
            QRect(screen.left() + left, screen.top(), screen.width() - left, screen.height())};
}

void SideBySide::arrange(const QUrl &page)
{
    const QRect screen = m_window.screen()->availableGeometry();
    const QSize frame = m_window.frameGeometry().size() - m_window.size();
    std::tie(m_left, m_right) = halves(screen, m_window.minimumWidth() + frame.width());
    placeWindow();
    const QStringList browsers = placeableBrowsers();
    if (browsers.isEmpty()) {
        giveUp(page);
        return;
    }
    m_program = browsers.first();
    if (!m_profile)
        m_profile = std::make_unique<QTemporaryDir>();
    QDesktopServices::setUrlHandler(scheme, this, "openUrl");
    openUrl(page);
}

void SideBySide::placeWindow()
{
    // Positions are of the frame, sizes of what is in it. A window that is not shown yet has no frame.
    const QSize frame = m_window.isVisible() ? m_window.frameGeometry().size() - m_window.size() : QSize(0, 0);
    m_window.resize(m_left.size() - frame);
    m_window.move(m_left.topLeft());
    m_window.showNormal();
    m_frame = m_window.frameGeometry().size() - m_window.size();
    if (*m_frame != frame) // some know it at once
        m_window.resize(m_left.size() - *m_frame);
}

bool SideBySide::eventFilter(QObject *watched, QEvent *event)
{
    // How thick its frame is, a window manager tells later, by moving what is in it. Once: then it is the person's.
    if (watched == &m_window && event->type() == QEvent::Move && m_frame == QSize(0, 0)
        && m_window.frameGeometry().size() != m_window.size()) {
        QTimer::singleShot(0, &m_window, [this] { placeWindow(); });
        m_frame.reset();
    }
    return QObject::eventFilter(watched, event);
}

QStringList SideBySide::browserArguments(const QUrl &url) const
{
    return {QStringLiteral("--user-data-dir=") + m_profile->path(),
            QStringLiteral("--no-first-run"),
            QStringLiteral("--no-default-browser-check"),
            QStringLiteral("--disable-background-networking"), // nothing leaves this computer
            QStringLiteral("--disable-component-update"),
            QStringLiteral("--disable-sync"),
            QStringLiteral("--window-position=%1,%2").arg(m_right.x()).arg(m_right.y()),
            QStringLiteral("--window-size=%1,%2").arg(m_right.width()).arg(m_right.height()),
            url.toString(QUrl::FullyEncoded)};
}

void SideBySide::openUrl(const QUrl &url)
{
    std::erase_if(m_processes, [](const auto &process) { return process->state() == QProcess::NotRunning; });
    auto process = std::make_unique<QProcess>();
    process->setStandardInputFile(QProcess::nullDevice());
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setStandardErrorFile(QProcess::nullDevice());
    // One that is running already takes the page over, and this one ends with 0.
    connect(
        process.get(), &QProcess::errorOccurred, this,
        [this, url](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                giveUp(url);
        },
        Qt::QueuedConnection);
    connect(
        process.get(), &QProcess::finished, this,
        [this, url](int status, QProcess::ExitStatus how) {
            if (status != 0 || how == QProcess::CrashExit)
                giveUp(url);
        },
        Qt::QueuedConnection);
    process->start(m_program, browserArguments(url));
    m_processes.push_back(std::move(process));
}

void SideBySide::giveUp(const QUrl &url)
{
    QDesktopServices::unsetUrlHandler(scheme);
    QDesktopServices::openUrl(url);
}
