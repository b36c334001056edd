#pragma once

#include <QObject>

namespace cli {

/// Ctrl-C, SIGTERM or SIGHUP as a signal of Qt's. One object for the process.
class Interruption final : public QObject
{
    Q_OBJECT

public:
    Interruption();
    ~Interruption() override;

Q_SIGNALS:
    void interrupted();
};

} // namespace cli
