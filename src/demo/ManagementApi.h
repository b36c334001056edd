#pragma once

#include "demo/HttpResponse.h"
#include "demo/RateLimit.h"

#include <QByteArray>

#include <optional>

namespace demo {

class FormFields;
struct HttpRequest;
class Tenant;

/// /api/v1: users/me, groups, members, and the one call that revokes the API token that makes it.
class ManagementApi final
{
public:
    explicit ManagementApi(Tenant &tenant);

    [[nodiscard]] HttpResponse answer(const HttpRequest &request);

    /// Mood::RateLimited: the next call of the groups API finds its minute used up.
    void exhaustGroups() { m_groupsLimit.exhaustNextWindow(); }

    /// All windows begin anew.
    void forgetLimits();

private:
    [[nodiscard]] std::optional<HttpResponse> refuseToken(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse route(const HttpRequest &request);
    [[nodiscard]] HttpResponse groups(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse matchingGroups(const QString &prefix, int limit) const;
    [[nodiscard]] HttpResponse group(const QString &id) const;
    [[nodiscard]] HttpResponse members(const HttpRequest &request, const QString &id) const;
    [[nodiscard]] HttpResponse user(const QString &id) const;
    [[nodiscard]] HttpResponse revokeToken();

    [[nodiscard]] QByteArray groupText(int index, bool withStatistics) const;
    [[nodiscard]] QByteArray userText(int index) const;

    /// A page of a list: rows `begin` to `end` of `total`, written one piece after the other.
    [[nodiscard]] HttpResponse page(const HttpRequest &request, int begin, int end, int total,
                                    const std::function<QByteArray(int)> &row) const;

    /// The opaque "after". Nobody else can make one, so a client that builds its own is found out.
    [[nodiscard]] QString cursor(const QByteArray &path, int next) const;
    [[nodiscard]] std::optional<int> cursorPosition(const QByteArray &path, const QString &cursor) const;

    Tenant &m_tenant;
    RateLimit m_groupsLimit; ///< groups and members share one
    RateLimit m_otherLimit;
    const QByteArray m_cursorSalt;
};

} // namespace demo
