#include "cli/InputLines.h"

#include "core/Secret.h"

#include <QString>

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <unistd.h>
#else
#include <cstdio>
#include <mutex>
#include <thread>
#endif

namespace cli {

namespace {

constexpr qsizetype LongestLine = 16 * 1024;

} // namespace

#ifdef Q_OS_UNIX

class InputLines::Reader
{
public:
    explicit Reader(InputLines &lines)
        : m_notifier(STDIN_FILENO, QSocketNotifier::Read)
    {
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &lines, [this, &lines] {
            char piece[4096];
            const ssize_t size = ::read(STDIN_FILENO, piece, sizeof piece);
            if (size > 0)
                lines.take(QByteArray(piece, size));
            else
                m_notifier.setEnabled(false);
            detail::cleanse(piece, sizeof piece);
        });
    }

private:
    QSocketNotifier m_notifier;
};

#else

/// Nothing tells on Windows that a console has a line, but a thread that waits for it. It is left waiting at the end.
class InputLines::Reader
{
public:
    explicit Reader(InputLines &lines)
        : m_shared(std::make_shared<Shared>())
    {
        m_shared->lines = &lines;
        std::thread([shared = m_shared] {
            char piece[4096];
            while (std::fgets(piece, sizeof piece, stdin)) {
                const std::lock_guard lock(shared->mutex);
                if (!shared->lines)
                    return;
                QMetaObject::invokeMethod(
                    shared->lines, [lines = shared->lines, bytes = QByteArray(piece)] { lines->take(bytes); },
                    Qt::QueuedConnection);
                detail::cleanse(piece, sizeof piece);
            }
        }).detach();
    }
    ~Reader()
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->lines = nullptr;
    }

private:
    struct Shared
    {
        std::mutex mutex;
        InputLines *lines = nullptr;
    };
    const std::shared_ptr<Shared> m_shared;
};

#endif

InputLines::InputLines()
    : m_reader(std::make_unique<Reader>(*this))
{
}

InputLines::~InputLines() = default;

void InputLines::take(QByteArray bytes)
{
    m_begun += bytes;
    wipe(bytes);
    for (qsizetype end = m_begun.indexOf('\n'); end >= 0; end = m_begun.indexOf('\n')) {
        const QString text = QString::fromUtf8(m_begun.first(end)).trimmed();
        m_begun.remove(0, end + 1);
        Q_EMIT line(text);
    }
    m_begun.truncate(LongestLine);
}

} // namespace cli
