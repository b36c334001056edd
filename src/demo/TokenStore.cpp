#include "demo/TokenStore.h"

#include "demo/RandomText.h"

namespace demo {

namespace {

constexpr qsizetype ManyTokens = 2000;

} // namespace

QString TokenStore::addCode(const SignInPointer &signIn, qint64 now)
{
    dropExpired(now);
    auto code = randomText(43);
    m_codes.insert(code, {signIn, now + CodeLifetime, false});
    return code;
}

TokenStore::SignInPointer TokenStore::takeCode(const QString &code, qint64 now)
{
    const auto found = m_codes.find(code);
    if (found == m_codes.end())
        return nullptr;
    if (found->isUsed) {
        found->signIn->isEnded = true;
        return nullptr;
    }
    if (now >= found->expires)
        return nullptr;
    found->isUsed = true;
    return found->signIn;
}

void TokenStore::addAccessToken(const QString &token, const AccessToken &details, qint64 now)
{
    dropExpired(now);
    m_accessTokens.insert(token, details);
}

std::optional<TokenStore::AccessToken> TokenStore::accessToken(const QString &token, qint64 now) const
{
    const auto found = m_accessTokens.find(token);
    if (found == m_accessTokens.end() || found->signIn->isEnded || now >= found->expires)
        return std::nullopt;
    return *found;
}

QString TokenStore::addRefreshToken(const SignInPointer &signIn, qint64 now)
{
    dropExpired(now);
    auto token = randomText(43);
    m_refreshTokens.insert(token,
                           {signIn, QStringLiteral("oarPRACTICE") + randomText(9), now, now + RefreshTokenLifetime, 0});
    signIn->refreshToken = token;
    return token;
}

TokenStore::SignInPointer TokenStore::useRefreshToken(const QString &token, qint64 now)
{
    const auto found = m_refreshTokens.find(token);
    if (found == m_refreshTokens.end() || found->signIn->isEnded || now >= found->expires)
        return nullptr;
    if (found->validUntil != 0 && now >= found->validUntil) {
        found->signIn->isEnded = true;
        return nullptr;
    }
    return found->signIn;
}

std::optional<TokenStore::RefreshToken> TokenStore::refreshToken(const QString &token, qint64 now) const
{
    const auto found = m_refreshTokens.find(token);
    if (found == m_refreshTokens.end() || found->signIn->isEnded || now >= found->expires
        || (found->validUntil != 0 && now >= found->validUntil))
        return std::nullopt;
    return *found;
}

QList<TokenStore::RefreshToken> TokenStore::refreshTokensOf(const QString &appId, qint64 now) const
{
    QList<RefreshToken> tokens;
    for (auto entry = m_refreshTokens.cbegin(); entry != m_refreshTokens.cend(); ++entry) {
        if (entry->signIn->appId == appId && refreshToken(entry.key(), now))
            tokens.append(*entry);
    }
    return tokens;
}

void TokenStore::revokeAllOf(const QString &appId)
{
    for (auto &code : m_codes) {
        if (code.signIn->appId == appId)
            code.signIn->isEnded = true;
    }
    for (auto &token : m_accessTokens) {
        if (token.signIn->appId == appId)
            token.signIn->isEnded = true;
    }
    for (auto &token : m_refreshTokens) {
        if (token.signIn->appId == appId)
            token.signIn->isEnded = true;
    }
}

void TokenStore::clear()
{
    m_codes.clear();
    m_accessTokens.clear();
    m_refreshTokens.clear();
}

QString TokenStore::rotate(const QString &token, qint64 now, int leeway)
{
    const auto found = m_refreshTokens.find(token);
    Q_ASSERT(found != m_refreshTokens.end());
    if (found->validUntil == 0)
        found->validUntil = now + leeway;
    const auto signIn = found->signIn; // the next line may move the table
    return addRefreshToken(signIn, now);
}

void TokenStore::revoke(const QString &token)
{
    m_accessTokens.remove(token);
    const auto found = m_refreshTokens.find(token);
    if (found != m_refreshTokens.end())
        found->signIn->isEnded = true;
}

void TokenStore::dropExpired(qint64 now)
{
    const auto isOver = [now](const auto &entry) { return entry->signIn->isEnded || now >= entry->expires; };
    const auto drop = [&isOver](auto &table) {
        if (table.size() < ManyTokens)
            return;
        for (auto entry = table.begin(); entry != table.end();)
            entry = isOver(entry) ? table.erase(entry) : std::next(entry);
        if (table.size() >= ManyTokens)
            table.clear(); // somebody is counting on us to run out of memory
    };
    drop(m_codes);
    drop(m_accessTokens);
    drop(m_refreshTokens);
}

} // namespace demo
