#pragma once

#include "core/Secret.h"

#include <QByteArray>

#include <vector>

namespace okta {

/// Takes every value of a JSON member `client_secret` out of the text of an answer, in order, before anything parses
/// it: a parser would leave copies behind. Each is overwritten where it stood, so that the text stays JSON.
[[nodiscard]] std::vector<Secret> takeClientSecrets(QByteArray &json);

} // namespace okta
