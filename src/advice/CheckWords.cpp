#include "advice/CheckWords.h"

#include "advice/Diagnosis.h"

#include <array>

namespace advice {

namespace {

struct Row
{
    const char *id;
    const char *onlyBeside; ///< null, or: the row is for lists that have a check of this id, too
    const char *title; ///< %1 is the object after the colon of the id
    const char *passed;
    const char *otherwise = nullptr;
};

constexpr const char *SignInTells = QT_TRANSLATE_NOOP("advice", "The sign-in test will show it.");

// Rows that need another check beside them stand before those that do not.
constexpr Row Rows[] = {
    // API token (okta::CheckApiTokenJob)
    {"organization", "token-accepted", QT_TRANSLATE_NOOP("advice", "Okta org"),
     QT_TRANSLATE_NOOP("advice", "There is an Okta org at this address.")},
    {"token-accepted", nullptr, QT_TRANSLATE_NOOP("advice", "API token"),
     QT_TRANSLATE_NOOP("advice", "Okta accepts the token.")},
    {"list-groups", nullptr, QT_TRANSLATE_NOOP("advice", "List groups"),
     QT_TRANSLATE_NOOP("advice", "The token can list groups.")},
    {"list-members", nullptr, QT_TRANSLATE_NOOP("advice", "List members"),
     QT_TRANSLATE_NOOP("advice", "The token can list the members of a group.")},

    // Sign-in test (oidc::LoginJob)
    {"organization", nullptr, QT_TRANSLATE_NOOP("advice", "Okta org"),
     QT_TRANSLATE_NOOP("advice", "The discovery document is complete and its issuer matches exactly.")},
    {"signing-keys", nullptr, QT_TRANSLATE_NOOP("advice", "Signing keys"),
     QT_TRANSLATE_NOOP("advice", "We fetched the provider's signing keys.")},
    {"client-credentials", nullptr, QT_TRANSLATE_NOOP("advice", "Client ID and secret"),
     QT_TRANSLATE_NOOP("advice", "The token endpoint accepted client ID and secret.")},
    {"redirect", nullptr, QT_TRANSLATE_NOOP("advice", "Sign-in in the browser"),
     QT_TRANSLATE_NOOP("advice", "The browser came back with the right state.")},
    {"code-exchange", nullptr, QT_TRANSLATE_NOOP("advice", "Token exchange"),
     QT_TRANSLATE_NOOP("advice", "The authorization code brought tokens.")},
    {"id-token", nullptr, QT_TRANSLATE_NOOP("advice", "ID token"),
     QT_TRANSLATE_NOOP("advice", "The ID token's signature and claims are right.")},
    {"userinfo", nullptr, QT_TRANSLATE_NOOP("advice", "UserInfo"),
     QT_TRANSLATE_NOOP("advice", "UserInfo answered for the same person.")},
    {"refresh-token", nullptr, QT_TRANSLATE_NOOP("advice", "Refresh token"),
     QT_TRANSLATE_NOOP("advice", "The refresh token worked twice.")},
    {"groups", nullptr, QT_TRANSLATE_NOOP("advice", "Groups"),
     QT_TRANSLATE_NOOP("advice", "The ID token carries the person's groups.")},
    {"revocation", nullptr, QT_TRANSLATE_NOOP("advice", "Revocation"),
     QT_TRANSLATE_NOOP("advice", "Test tokens were revoked, and Okta now rejects them.")},

    // What a client probe tells without a browser (oidc::ClientProbeJob)
    {"client-known", nullptr, QT_TRANSLATE_NOOP("advice", "Client ID"),
     QT_TRANSLATE_NOOP("advice", "The server knows this client ID."), SignInTells},
    {"secret-accepted", nullptr, QT_TRANSLATE_NOOP("advice", "Client secret"),
     QT_TRANSLATE_NOOP("advice", "The server accepts the client secret."), SignInTells},
    {"refresh-grant", nullptr, QT_TRANSLATE_NOOP("advice", "Refresh Token grant"),
     QT_TRANSLATE_NOOP("advice", "The app may use refresh tokens."), SignInTells},
    {"no-dpop", nullptr, QT_TRANSLATE_NOOP("advice", "DPoP"),
     QT_TRANSLATE_NOOP("advice", "The app does not require DPoP."), SignInTells},
    {"pkce-optional", nullptr, QT_TRANSLATE_NOOP("advice", "PKCE"),
     QT_TRANSLATE_NOOP("advice", "The app does not require PKCE."), SignInTells},
    {"redirect-uri", nullptr, QT_TRANSLATE_NOOP("advice", "Redirect URI %1"),
     QT_TRANSLATE_NOOP("advice", "The redirect URI is registered."), SignInTells},
};

QString translated(const char *text)
{
    return text ? Text::tr(text) : QString();
}

} // namespace

CheckWords wordsFor(const checks::Check &check, const checks::List &list)
{
    const QString id = contractId(check.id);
    for (const Row &row : Rows) {
        if (id != QLatin1String(row.id) || (row.onlyBeside && !list.contains(QLatin1String(row.onlyBeside))))
            continue;
        CheckWords words{translated(row.title), translated(row.passed), translated(row.otherwise)};
        if (words.title.contains(QLatin1String("%1")))
            words.title = words.title.arg(check.id.mid(id.size() + 1)).trimmed();
        return words;
    }
    return {id, Text::tr("This check passed.")};
}

QString contractId(const QString &id)
{
    return id.section(QLatin1Char(':'), 0, 0);
}

QStringList idsWithWords()
{
    QStringList ids;
    for (const Row &row : Rows) {
        if (!ids.contains(QLatin1String(row.id)))
            ids.append(QLatin1String(row.id));
    }
    return ids;
}

} // namespace advice
