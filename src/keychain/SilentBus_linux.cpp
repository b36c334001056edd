#include "keychain/SilentBus.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QDeadlineTimer>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <optional>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace keychain {

namespace {

constexpr const char *Variable = "DBUS_SESSION_BUS_ADDRESS";
bool isSilent = false; // written once, before there is a second thread

class Descriptor
{
    Q_DISABLE_COPY_MOVE(Descriptor)

public:
    explicit Descriptor(int value)
        : m_value(value)
    {
    }
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    [[nodiscard]] int get() const { return m_value; }

private:
    const int m_value;
};

/// The socket of "unix:path=..." or "unix:abstract=..." (D-Bus specification, "Server Addresses"); nothing for other
/// kinds, and for lists, of which the bus's own library tries one after the other.
std::optional<sockaddr_un> unixAddress(const QByteArray &address, socklen_t &size)
{
    if (!address.startsWith("unix:") || address.contains(';'))
        return std::nullopt;
    for (const QByteArray &pair : address.mid(5).split(',')) {
        const bool isAbstract = pair.startsWith("abstract=");
        if (!isAbstract && !pair.startsWith("path="))
            continue;
        const QByteArray value = QByteArray::fromPercentEncoding(pair.mid(pair.indexOf('=') + 1));
        sockaddr_un name{};
        name.sun_family = AF_UNIX;
        const std::size_t offset = isAbstract ? 1 : 0;
        if (value.isEmpty() || static_cast<std::size_t>(value.size()) + offset >= sizeof name.sun_path)
            return std::nullopt;
        std::memcpy(name.sun_path + offset, value.constData(), static_cast<std::size_t>(value.size()));
        size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + offset + static_cast<std::size_t>(value.size())
                                      + (isAbstract ? 0 : 1));
        return name;
    }
    return std::nullopt;
}

bool waitFor(int descriptor, short event, const QDeadlineTimer &deadline)
{
    while (!deadline.hasExpired()) {
        pollfd waiting{descriptor, event, 0};
        const int ready = ::poll(&waiting, 1, static_cast<int>(deadline.remainingTime()));
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return false;
    }
    return false;
}

bool send(int descriptor, const QByteArray &bytes, const QDeadlineTimer &deadline)
{
    for (qsizetype at = 0; at < bytes.size();) {
        if (!waitFor(descriptor, POLLOUT, deadline))
            return false;
        const ssize_t written = ::send(descriptor, bytes.constData() + at, static_cast<std::size_t>(bytes.size() - at),
                                       MSG_NOSIGNAL | MSG_DONTWAIT);
        if (written < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        at += written > 0 ? written : 0;
    }
    return true;
}

/// What comes until there is enough of it; less when the peer closed, nothing when the time was over.
std::optional<QByteArray> receive(int descriptor, qsizetype enough, const QDeadlineTimer &deadline)
{
    QByteArray received;
    while (received.size() < enough) {
        if (!waitFor(descriptor, POLLIN, deadline))
            return std::nullopt;
        char piece[256];
        const ssize_t size = ::recv(descriptor, piece, sizeof piece, MSG_DONTWAIT);
        if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR))
            return received;
        if (size > 0)
            received.append(piece, size);
    }
    return received;
}

/// The first message of every client (D-Bus specification, "Message Format"), little-endian.
QByteArray helloMessage()
{
    QByteArray fields;
    const auto add = [&fields](char code, char type, const QByteArray &value) {
        fields.append(QByteArray((8 - fields.size() % 8) % 8, '\0'));
        fields.append(code).append('\1').append(type).append('\0');
        fields.append(static_cast<char>(value.size())).append(3, '\0').append(value).append('\0');
    };
    add(1, 'o', "/org/freedesktop/DBus");
    add(2, 's', "org.freedesktop.DBus");
    add(3, 's', "Hello");
    add(6, 's', "org.freedesktop.DBus");
    QByteArray message("l\1\0\1\0\0\0\0\1\0\0\0", 12);
    message.append(static_cast<char>(fields.size())).append(3, '\0').append(fields);
    message.append(QByteArray((8 - message.size() % 8) % 8, '\0'));
    return message;
}

/// Whether a bus is there and says nothing. One that is not there, or hangs up, is told by everybody's own error.
bool saysNothing(const sockaddr_un &name, socklen_t size, const QDeadlineTimer &deadline)
{
    const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (socket.get() < 0)
        return false;
    while (::connect(socket.get(), reinterpret_cast<const sockaddr *>(&name), size) != 0) {
        // EAGAIN: nobody accepts, and the queue is full.
        if (errno != EAGAIN && errno != EINTR)
            return false;
        if (deadline.hasExpired())
            return true;
        ::poll(nullptr, 0, 10);
    }
    constexpr qsizetype HeaderSize = 16;
    const QByteArray identity = QByteArray::number(::geteuid()).toHex();
    if (!send(socket.get(), QByteArray(1, '\0') + "AUTH EXTERNAL " + identity + "\r\n", deadline))
        return deadline.hasExpired();
    const auto accepted = receive(socket.get(), 3, deadline);
    if (!accepted)
        return true;
    if (!accepted->startsWith("OK "))
        return false; // other ways to sign in are the library's business
    if (!send(socket.get(), "BEGIN\r\n" + helloMessage(), deadline))
        return deadline.hasExpired();
    // The rest of the line that began with OK is 34 bytes; a message follows it.
    return !receive(socket.get(), 34 + HeaderSize, deadline);
}

} // namespace

void leaveSilentBus(std::chrono::milliseconds limit)
{
    QByteArray address = qgetenv(Variable);
    if (address.isEmpty() && qEnvironmentVariableIsSet("XDG_RUNTIME_DIR"))
        address = "unix:path=" + qgetenv("XDG_RUNTIME_DIR") + "/bus"; // what the bus's library takes then
    socklen_t size = 0;
    const auto name = unixAddress(address, size);
    if (!name || !saysNothing(*name, size, QDeadlineTimer(limit)))
        return;
    isSilent = true;
    qputenv(Variable, "unix:path=/dev/null"); // everybody is refused there, at once
}

bool isBusSilent()
{
    return isSilent;
}

} // namespace keychain
