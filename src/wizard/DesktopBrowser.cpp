#include "wizard/DesktopBrowser.h"

#include <QDesktopServices>

Expected<void, QString> DesktopBrowser::open(const QUrl &authorizationUrl)
{
    if (!QDesktopServices::openUrl(authorizationUrl))
        return Unexpected(QStringLiteral("the system has no browser, or could not start it"));
    return {};
}
