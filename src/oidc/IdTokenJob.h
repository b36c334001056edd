#pragma once

#include "core/Job.h"
#include "http/Client.h"
#include "oidc/Error.h"
#include "oidc/IdToken.h"
#include "oidc/JsonWebKeySet.h"

#include <QUrl>

#include <memory>

namespace oidc {

/// Verifies one ID token. When the key is unknown or the signature does not fit, the keys may have been rotated: they
/// are fetched once more, and once only, and then the verdict is final (OpenID Connect Core section 10.1.1).
class IdTokenJob final : public JobOf<IdToken, Error>
{
    Q_OBJECT

public:
    /// `keys` is replaced by what was fetched; it and what the expectations point to outlive the job. The time is taken
    /// when it judges: IdTokenExpectations::now is not read.
    IdTokenJob(Secret compact, JsonWebKeySet &keys, QUrl jwksUri, IdTokenExpectations expectations, http::Client &http);

    /// Whether the keys had to be fetched again.
    [[nodiscard]] bool hasFetchedKeys() const { return m_fetch != nullptr; }

private:
    void run() override;
    [[nodiscard]] Expected<IdToken, Error> judge();
    void fetched();

    const Secret m_compact;
    JsonWebKeySet &m_keys;
    const QUrl m_jwksUri;
    IdTokenExpectations m_expectations;
    http::Client &m_http;
    std::unique_ptr<JsonWebKeySetJob> m_fetch;
    Error m_firstVerdict;
};

} // namespace oidc
