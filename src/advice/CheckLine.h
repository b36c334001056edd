#pragma once

#include "checks/Status.h"
#include "oidc/LoginReport.h"
#include "okta/CheckApiTokenJob.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace advice {

/// One line of a check as it is shown and printed; the members are those of the command line's JSON.
struct CheckLine
{
    QString id = {}; ///< "id-token"
    QString title = {}; ///< "ID token": for people
    checks::Status status = checks::Status::Pending;
    QString code = {}; ///< empty when all is well
    QString headline = {};
    QString cause = {};
    QString remedy = {};
    QString detail = {};

    /// id, status, code, headline, cause, remedy, detail.
    [[nodiscard]] QJsonObject toJson() const;
};

/// The status in a word for people.
[[nodiscard]] QString statusWord(checks::Status status);

[[nodiscard]] QList<CheckLine> checkLines(const oidc::LoginReport &report);
[[nodiscard]] QList<CheckLine> checkLines(const okta::TokenReport &report);
/// The questions of a client probe as lines: client-known, secret-accepted, refresh-grant, no-dpop, one redirect-uri
/// for each URI. "Cannot tell" is a skipped line that says why, never a passed one.
[[nodiscard]] QList<CheckLine> checkLines(const oidc::ClientProbe &probe);

} // namespace advice
