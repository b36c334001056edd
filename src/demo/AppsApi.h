#pragma once

#include "demo/HttpResponse.h"

#include <QByteArrayList>
#include <QString>

namespace demo {

struct App;
class DirectoryApi;
class FormFields;
struct HttpRequest;
class Pager;
class Tenant;
class TokenStore;

/// /api/v1/apps: applications, their lifecycle, who may use them, their secrets, their refresh tokens.
class AppsApi final
{
public:
    AppsApi(Tenant &tenant, TokenStore &tokens, const Pager &pager, const DirectoryApi &directory);

    /// `parts` is what follows /api/v1/apps.
    [[nodiscard]] HttpResponse answer(const HttpRequest &request, const QByteArrayList &parts);

private:
    [[nodiscard]] HttpResponse list(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse create(const HttpRequest &request);
    [[nodiscard]] HttpResponse one(const HttpRequest &request, App &app);
    [[nodiscard]] HttpResponse replace(const HttpRequest &request, App &app);
    [[nodiscard]] HttpResponse remove(const App &app);
    [[nodiscard]] HttpResponse lifecycle(const HttpRequest &request, App &app, const QByteArray &verb);
    [[nodiscard]] HttpResponse groups(const HttpRequest &request, App &app, const QByteArrayList &rest);
    [[nodiscard]] HttpResponse users(const HttpRequest &request, App &app, const QByteArrayList &rest);
    [[nodiscard]] HttpResponse secrets(const HttpRequest &request, App &app, const QByteArrayList &rest);
    [[nodiscard]] HttpResponse tokens(const HttpRequest &request, const App &app);

    [[nodiscard]] QByteArray groupText(const App &app, int row, bool withGroup) const;
    [[nodiscard]] QByteArray userText(const App &app, int person) const;

    Tenant &m_tenant;
    TokenStore &m_tokens;
    const Pager &m_pager;
    const DirectoryApi &m_directory;
};

} // namespace demo
