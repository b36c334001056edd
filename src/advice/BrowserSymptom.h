#pragma once

#include <QList>
#include <QString>

namespace advice {

/// Something that the browser shows while the wizard waits: the mistakes that never come back to the listener
/// (facts: okta.md 2.1).
struct BrowserSymptom
{
    QString sight; ///< what the person sees
    QString cause;
    QString remedy;
};

/// The commonest first. `redirectUri` is the one that the browser was sent with.
[[nodiscard]] QList<BrowserSymptom> browserSymptoms(const QString &redirectUri);

} // namespace advice
