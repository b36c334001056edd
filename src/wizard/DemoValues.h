#pragma once

#include "core/Secret.h"

#include <QString>
#include <QStringList>

#include <functional>

/// What the demo's organisation hands out, offered on the pages where an administrator would copy it from Okta. The
/// wizard knows no demo: whoever puts the program together fills this in.
struct DemoValues
{
    QString organizationUrl;
    QString authenticateUrl;
    QString clientId;
    Secret clientSecret;
    Secret apiToken;
    QStringList moods; ///< what a trainer can show, for people, in order
    std::function<void(int)> setMood; ///< by index into moods
};
