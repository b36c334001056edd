#pragma once

#include "advice/CheckLine.h"

#include <QList>
#include <QString>

namespace advice {

/// Something that the browser shows while the wizard waits: the mistakes that never come back to the listener
/// (facts: okta.md 2.1).
struct BrowserSymptom
{
    QString choice; ///< what the person sees, short, in the words of Okta's pages
    CheckLine problem; ///< the same as a failed check; `detail` has the page's words in full
};

/// The commonest first. `redirectUri` is the one that the browser was sent with.
[[nodiscard]] QList<BrowserSymptom> browserSymptoms(const QString &redirectUri);

} // namespace advice
