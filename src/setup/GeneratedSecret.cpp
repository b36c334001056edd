#include "setup/GeneratedSecret.h"

#include "core/Random.h"

namespace setup {

Secret generatedSecret()
{
    QByteArray bytes = randomBytes(32);
    QByteArray encoded = bytes.toBase64();
    Secret secret{QByteArrayView(encoded)};
    detail::cleanse(bytes.data(), static_cast<std::size_t>(bytes.size()));
    detail::cleanse(encoded.data(), static_cast<std::size_t>(encoded.size()));
    return secret;
}

} // namespace setup
