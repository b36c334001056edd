#pragma once

#include "demo/HttpResponse.h"

#include <QByteArrayList>

namespace demo {

struct HttpRequest;
class Pager;
class Tenant;

/// /api/v1/groups and /api/v1/users: who there is, and who belongs where. Read only.
class DirectoryApi final
{
public:
    DirectoryApi(const Tenant &tenant, const Pager &pager);

    /// `parts` is what follows /api/v1/groups, `ownerId` the owner of the token that asks.
    [[nodiscard]] HttpResponse groups(const HttpRequest &request, const QByteArrayList &parts) const;
    [[nodiscard]] HttpResponse users(const HttpRequest &request, const QByteArrayList &parts,
                                     const QString &ownerId) const;

    /// A group as the list shows it.
    [[nodiscard]] QByteArray groupText(int index, bool withStatistics) const;

private:
    [[nodiscard]] HttpResponse groupList(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse members(const HttpRequest &request, int group) const;
    [[nodiscard]] QByteArray userText(int index) const;

    const Tenant &m_tenant;
    const Pager &m_pager;
};

} // namespace demo
