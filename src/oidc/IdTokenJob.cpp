#include "oidc/IdTokenJob.h"

#include <QDateTime>

namespace oidc {

IdTokenJob::IdTokenJob(Secret compact, JsonWebKeySet &keys, QUrl jwksUri, IdTokenExpectations expectations,
                       http::Client &http)
    : m_compact(std::move(compact))
    , m_keys(keys)
    , m_jwksUri(std::move(jwksUri))
    , m_expectations(std::move(expectations))
    , m_http(http)
{
}

void IdTokenJob::run()
{
    auto verdict = judge();
    if (verdict
        || (verdict.error().reason != Reason::IdTokenKeyUnknown
            && verdict.error().reason != Reason::IdTokenSignatureInvalid)) {
        finishWith(std::move(verdict));
        return;
    }
    m_firstVerdict = verdict.error();
    m_fetch = std::make_unique<JsonWebKeySetJob>(m_jwksUri, m_http);
    connect(m_fetch.get(), &Job::finished, this, &IdTokenJob::fetched);
    m_fetch->start();
}

Expected<IdToken, Error> IdTokenJob::judge()
{
    m_expectations.now = QDateTime::currentDateTimeUtc();
    return IdToken::verify(m_compact, m_keys, m_expectations);
}

void IdTokenJob::fetched()
{
    auto keys = m_fetch->takeOutcome();
    if (!keys) {
        // The first verdict stands: it was not seen to be good.
        Error error = m_firstVerdict;
        error.detail += error.detail.isEmpty() ? QString() : QStringLiteral("; ");
        error.detail += QStringLiteral("fetching the keys once more failed");
        if (!keys.error().detail.isEmpty())
            error.detail += QStringLiteral(": ") + keys.error().detail;
        error.transport = keys.error().transport;
        finishWith(Unexpected(std::move(error)));
        return;
    }
    m_keys = *std::move(keys);
    auto verdict = judge();
    if (!verdict && verdict.error().reason == Reason::IdTokenKeyUnknown && !m_keys.leftOut().isEmpty()) {
        Error error = std::move(verdict).error();
        error.detail += QStringLiteral("; left out: ") + m_keys.leftOut().join(QLatin1String("; ")).left(500);
        verdict = Unexpected(std::move(error));
    }
    finishWith(std::move(verdict));
}

} // namespace oidc
