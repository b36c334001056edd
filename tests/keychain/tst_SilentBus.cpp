#include "keychain/KeyringTest.h"
#include "keychain/SilentBus.h"
#include "keychain/SystemKeychain.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <thread>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using keychain::SystemKeychain;

namespace {

/// A bus in a thread of its own, because whoever is tested waits for it: accepts, and says so much and no more.
class Bus
{
    Q_DISABLE_COPY_MOVE(Bus)

public:
    Bus(const QByteArray &path, bool accepts, const QByteArray &answer)
        : m_listener(::socket(AF_UNIX, SOCK_STREAM, 0))
    {
        sockaddr_un name{};
        name.sun_family = AF_UNIX;
        std::memcpy(name.sun_path, path.constData(), static_cast<std::size_t>(path.size()));
        if (::bind(m_listener, reinterpret_cast<sockaddr *>(&name), sizeof name) != 0 || ::listen(m_listener, 4) != 0)
            qFatal("no socket");
        if (!accepts)
            return;
        m_thread = std::thread([this, answer] {
            const int peer = ::accept(m_listener, nullptr, nullptr);
            if (peer < 0)
                return;
            char piece[64];
            bool isAnswered = false;
            while (::read(peer, piece, sizeof piece) > 0) {
                if (!isAnswered && !answer.isEmpty()
                    && ::write(peer, answer.constData(), static_cast<std::size_t>(answer.size())) < 0)
                    break;
                isAnswered = true;
            }
            ::close(peer);
        });
    }
    ~Bus()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        ::close(m_listener);
        if (m_thread.joinable())
            m_thread.join();
    }

private:
    const int m_listener;
    std::thread m_thread;
};

} // namespace

/// A session bus that is there and never answers: a bus that hangs, or a socket that somebody left behind.
class tst_SilentBus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_bus_that_works_is_kept();
    void a_bus_that_never_answers_is_left_data();
    void a_bus_that_never_answers_is_left();
};

void tst_SilentBus::a_bus_that_works_is_kept()
{
    const QByteArray address = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    QVERIFY(!address.isEmpty());
    keychain::leaveSilentBus(std::chrono::seconds(60)); // returns at once all the same
    QVERIFY(!keychain::isBusSilent());
    QCOMPARE(qgetenv("DBUS_SESSION_BUS_ADDRESS"), address);
}

void tst_SilentBus::a_bus_that_never_answers_is_left_data()
{
    QTest::addColumn<bool>("accepts");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("accepts nobody") << false << QByteArray();
    QTest::newRow("says nothing") << true << QByteArray();
    QTest::newRow("says who it is, and no more") << true << QByteArray("OK 0123456789abcdef0123456789abcdef\r\n");
}

/// The last test of its program: what is left is left for good.
void tst_SilentBus::a_bus_that_never_answers_is_left()
{
    QFETCH(bool, accepts);
    QFETCH(QByteArray, answer);
    const QTemporaryDir folder;
    const QByteArray path = folder.filePath(QStringLiteral("bus")).toLocal8Bit();
    const Bus bus(path, accepts, answer);
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + path + ",guid=0123456789abcdef0123456789abcdef");

    keychain::leaveSilentBus(std::chrono::milliseconds(300));

    QVERIFY(keychain::isBusSilent());
    SystemKeychain keychain;
    const auto state = outcomeOf(keychain.probe());
    QVERIFY(!state.has_value());
    QCOMPARE(state.error().reason, secrets::KeychainError::Reason::TimedOut);
    QVERIFY(!outcomeOf(keychain.store(secrets::apiTokenEntry(QStringLiteral("acme.okta.com")),
                                      Secret(QByteArrayLiteral("secret"))))
                 .has_value());
}

QTEST_GUILESS_MAIN(tst_SilentBus)

#include "tst_SilentBus.moc"
