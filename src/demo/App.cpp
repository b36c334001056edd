#include "demo/App.h"

#include <algorithm>

namespace demo {

bool App::hasActiveSecret(const QString &value) const
{
    return std::any_of(secrets.cbegin(), secrets.cend(),
                       [&value](const ClientSecret &secret) { return secret.isActive && secret.value == value; });
}

const ClientSecret *App::firstActiveSecret() const
{
    const auto found =
        std::find_if(secrets.cbegin(), secrets.cend(), [](const ClientSecret &secret) { return secret.isActive; });
    return found == secrets.cend() ? nullptr : &*found;
}

} // namespace demo
