#pragma once

#include "core/Secret.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>

/// What the demo's organisation hands out, offered on the pages where an administrator would copy it from Okta, and the
/// exercise that is on. The wizard knows no demo: whoever puts the program together fills this in.
struct DemoValues final : public QObject
{
    Q_OBJECT

public:
    /// How far the exercise is, and where it goes on.
    struct Exercise
    {
        int done = 0;
        int count = 0; ///< 0: there is nothing to practice
        QString next; ///< the next step; empty: solved
        QString way; ///< by which menus one comes there in the console; empty: it is done in the wizard
    };

    QString organizationUrl;
    QString authenticateUrl;
    QString clientId; ///< empty, like the next two, as long as there is nothing to hand out
    Secret clientSecret;
    Secret apiToken;
    QStringList moods; ///< what a trainer can show, for people, in order
    int mood = 0; ///< the one that is on
    Exercise exercise;
    std::function<void(int)> setMood; ///< by index into moods
    // Where one of these is empty, it is not offered.
    std::function<void()> startOver; ///< the same scenario from its beginning
    std::function<void()> openConsole; ///< in the browser, where the exercise goes on
    std::function<void()> arrange; ///< window and console in the two halves of the screen
    std::function<void()> repair; ///< does in the console what the exercise asks for

Q_SIGNALS:
    /// Something of the above is different now.
    void changed();
};
