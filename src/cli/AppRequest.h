#pragma once

#include "cli/Options.h"
#include "core/Expected.h"
#include "core/Secret.h"
#include "okta/ApiToken.h"
#include "okta/OrgUrl.h"
#include "okta/WantedApplication.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace cli {

/// What `pomerium-okta app VERB` is to do.
enum class AppVerb { Plan, Create, Audit, Repair, CleanUp, RotateSecret, Delete };

[[nodiscard]] QList<AppVerb> appVerbs();
/// "plan", "rotate-secret".
[[nodiscard]] QString appVerbName(AppVerb verb);
[[nodiscard]] QString appVerbPurpose(AppVerb verb);
[[nodiscard]] QList<Option> appOptions(AppVerb verb);

/// The options of a verb, read.
struct AppRequest
{
    AppVerb verb = AppVerb::Plan;
    okta::OrgUrl org;
    okta::ApiToken token;
    QString issuer = {}; ///< the provider URL
    QString clientId = {}; ///< empty: by name
    okta::WantedApplication wanted = {};
    QStringList groupNames = {};
    QStringList rows = {}; ///< of a repair
    QString marker = {}; ///< of a deletion, or of a creation that was interrupted
    QString secretOutput = {}; ///< where a new client secret is written
    std::optional<Secret> keptSecret = {}; ///< of the second half of a rotation
    bool readsSecrets = false;
    bool keepsToken = false;
    bool isDryRun = false;
};

/// The error is a sentence.
[[nodiscard]] Expected<AppRequest, QString> appRequest(AppVerb verb, const Options &options);

} // namespace cli
