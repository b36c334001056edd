#include "cli/RunToTheEnd.h"

namespace cli {

void exitWhenIdle(http::Client *http, int status)
{
    if (!http || !http->hasDispatched()) {
        QCoreApplication::exit(status);
        return;
    }
    QObject::connect(http, &http::Client::idle, qApp, [status] { QCoreApplication::exit(status); });
    QTimer::singleShot(PatienceAtTheEnd, qApp, [status] { QCoreApplication::exit(status); });
}

} // namespace cli
