#pragma once

#include "demo/HttpResponse.h"

#include <QByteArrayList>

namespace demo {

struct HttpRequest;
class Pager;
class Tenant;

/// /api/v1/logs, /api/v1/policies and /api/v1/api-tokens: what an administrator looks up. Read only, but for tokens.
class ReportsApi final
{
public:
    ReportsApi(Tenant &tenant, const Pager &pager);

    [[nodiscard]] HttpResponse logs(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse policies(const HttpRequest &request, const QByteArrayList &parts) const;

    /// `currentId` is the id of the token that asks.
    [[nodiscard]] HttpResponse apiTokens(const HttpRequest &request, const QByteArrayList &parts,
                                         const QString &currentId);

private:
    Tenant &m_tenant;
    const Pager &m_pager;
};

/// The token is dead from now on, with its line in the System Log. The console comes here, too.
void revokeToken(Tenant &tenant, const QString &id);

} // namespace demo
