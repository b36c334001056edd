#include "demo/ConsolePlaces.h"
#include "demo/Org.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTcpSocket>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

namespace {

constexpr int Browsers = 10;
constexpr int PagesEach = 40;
constexpr double SlowestPage = 20; // ms, for the middle one of ten browsers at once

/// One browser, with a connection that it keeps.
class Browser final : public QThread
{
public:
    Browser(quint16 port, QStringList paths)
        : m_port(port)
        , m_paths(std::move(paths))
    {
    }

    std::vector<double> times; ///< milliseconds

private:
    void run() override
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        if (!socket.waitForConnected())
            return;
        for (int i = 0; i < PagesEach; ++i) {
            QElapsedTimer timer;
            timer.start();
            socket.write("GET " + m_paths.at(i % m_paths.size()).toLatin1()
                         + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_port) + "\r\n\r\n");
            QByteArray answer;
            while (!answer.endsWith("</html>\n") && socket.waitForReadyRead())
                answer += socket.readAll();
            if (answer.startsWith("HTTP/1.1 200"))
                times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
    }

    const quint16 m_port;
    const QStringList m_paths;
};

} // namespace

/// Ten browsers at the practice console at once: how long a page takes.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const demo::Org org;
    QStringList paths;
    for (const auto place :
         {demo::ConsolePlace::Dashboard, demo::ConsolePlace::Applications, demo::ConsolePlace::AppGeneral,
          demo::ConsolePlace::AppAssignments, demo::ConsolePlace::ApiTokens, demo::ConsolePlace::SystemLog})
        paths.append(demo::consolePath(place, org.clientId()));

    std::vector<std::unique_ptr<Browser>> browsers;
    for (int i = 0; i < Browsers; ++i) {
        browsers.push_back(std::make_unique<Browser>(static_cast<quint16>(org.url().port()), paths));
        browsers.back()->start();
    }
    const auto isRunning = [&browsers] {
        return std::any_of(browsers.cbegin(), browsers.cend(), [](const auto &each) { return each->isRunning(); });
    };
    while (isRunning())
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);

    std::vector<double> times;
    for (const auto &browser : browsers)
        times.insert(times.end(), browser->times.cbegin(), browser->times.cend());
    if (times.size() != static_cast<std::size_t>(Browsers * PagesEach)) {
        std::printf("practice console: %zu of %d pages came\n", times.size(), Browsers * PagesEach);
        return 1;
    }
    std::sort(times.begin(), times.end());
    const double middle = times.at(times.size() / 2);
    std::printf("practice console, ten browsers at once: %.1f ms a page (limit %.0f), the slowest %.1f ms\n", middle,
                SlowestPage, times.back());
    return middle < SlowestPage ? 0 : 1;
}
