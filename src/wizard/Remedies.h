#pragma once

#include "okta/OrgUrl.h"
#include "wizard/Sketches.h"

#include <QStringList>
#include <QUrl>

/// Where in Okta a problem is fixed, and by which clicks.
namespace remedies {

/// The pages of the Admin Console that can be opened directly.
enum class ConsolePage { None, Applications, AppGeneral, AppSignOn, AppAssignments, Tokens };

struct Remedy
{
    sketches::Place place = sketches::Place::None;
    QStringList breadcrumb = {}; ///< Okta's own labels
    QStringList steps = {}; ///< one action each, with the marks of PlainLabel::setMarkedText()
    ConsolePage page = ConsolePage::None;

    [[nodiscard]] bool isEmpty() const { return steps.isEmpty(); }
};

/// By the stable code of a diagnosis; empty where nothing in Okta helps, or where it depends.
[[nodiscard]] Remedy forCode(const QString &code);

/// Where a page of the Admin Console is; empty where it has no address: at a custom domain, or None. `clientId` is the
/// app's, empty while it is not known.
[[nodiscard]] QUrl consoleUrl(const okta::OrgUrl &org, ConsolePage page, const QString &clientId);

} // namespace remedies
