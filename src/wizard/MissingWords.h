#pragma once

#include "setup/Missing.h"

#include <QString>

/// What the footer says beside a disabled Continue; empty where the page's verb says it.
[[nodiscard]] QString missingWords(setup::Missing missing);
