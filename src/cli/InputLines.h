#pragma once

#include <QByteArray>
#include <QObject>

#include <memory>

namespace cli {

/// Lines from standard input, as they come; never waits. Ends silently with the input. Lines over 16 KiB are cut.
class InputLines final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InputLines)

public:
    InputLines();
    ~InputLines() override;

Q_SIGNALS:
    /// Without its line break; may be empty.
    void line(const QString &text);

private:
    void take(QByteArray bytes);

    class Reader;
    std::unique_ptr<Reader> m_reader;
    QByteArray m_begun;
};

} // namespace cli
