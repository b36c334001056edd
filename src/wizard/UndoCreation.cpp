#include "wizard/UndoCreation.h"

#include "setup/AppIntegration.h"
#include "wizard/Question.h"

#include <QCoreApplication>

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(UndoCreation)
};

} // namespace

void askToUndoCreation(QWidget &view, setup::AppIntegration &app, const QString &result)
{
    auto *const question = new Question(Text::tr("App integration"),
                                        Text::tr("Delete the app that this wizard created?"), result, view.window());
    question->addHarmless(Text::tr("Keep the app"));
    question->addVerb(Text::tr("Delete the app"));
    QObject::connect(question, &QDialog::accepted, &view, [&app] {
        if (app.canUndoCreation())
            app.undoCreation();
    });
    question->open();
}
