#pragma once

#include <QCoreApplication>
#include <QTest>
#include <QTimer>

/// Lets all happen that is due: events that were posted, timers of no time, and what those post in turn, as deep as a
/// job that starts a job that starts a job. For tests that something does not happen: what was going to, has by then.
inline void runQueuedEvents()
{
    constexpr int Depth = 8;
    for (int i = 0; i < Depth; ++i) {
        bool isOver = false;
        QTimer::singleShot(0,
                           [&isOver] { isOver = true; }); // timers of the same time expire in the order of their start
        while (!isOver)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents();
    }
}
