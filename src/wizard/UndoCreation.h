#pragma once

#include <QString>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace setup {
class AppIntegration;
}

/// Asks, over the window of `view`, whether the app that this wizard created is to be deleted, and deletes it. `result`
/// says what that means where it is asked. `view` and `app` must outlive the question.
void askToUndoCreation(QWidget &view, setup::AppIntegration &app, const QString &result);
