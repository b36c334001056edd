#include "okta/ApplicationRefusal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using okta::ApiError;
using Refusal = okta::ApplicationRefusal;

class tst_ApplicationRefusal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_known_refusal_has_its_name_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("summary");
        QTest::addColumn<QStringList>("causes");
        QTest::addColumn<Refusal>("refusal");
        const auto add = [](const char *name, int status, const char *code, const char *summary,
                            const QStringList &causes, Refusal refusal) {
            QTest::newRow(name) << status << QString::fromLatin1(code) << QString::fromLatin1(summary) << causes
                                << refusal;
        };
        const auto one = [](const char *cause) { return QStringList{QString::fromLatin1(cause)}; };
        add("no name", 400, "E0000001", "Api validation failed: mediated",
            {QStringLiteral("Invalid signOnMode"), QStringLiteral("Missing visibility")}, Refusal::NotAnOktaOidcApp);
        add("fragment", 400, "E0000001", "Api validation failed: redirect_uris",
            one("redirect_uris: ''redirect_uris'' must not contain a fragment identifier."),
            Refusal::RedirectUriHasFragment);
        add("too long", 400, "E0000001", "Api validation failed: redirect_uris", one("redirect_uris: too long"),
            Refusal::RedirectUrisRefused);
        add("method none", 400, "E0000001", "Api validation failed: token_endpoint_auth_method",
            one("token_endpoint_auth_method: 'token_endpoint_auth_method' is invalid. Valid values: "
                "[client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt]."),
            Refusal::AuthenticationMethodRefused);
        add("no custom domain", 400, "E0000001", "Api validation failed: issuerMode",
            one("issuerMode: 'issuerMode' can not be set to CUSTOM_URL without a custom domain configured."),
            Refusal::NoCustomDomain);
        add("no rotation type", 400, "E0000001", "Api validation failed: refresh_token",
            one("''rotation_type'' is required."), Refusal::RotationTypeMissing);
        add("rotation in lower case", 400, "E0000001", "Api validation failed: rotationType",
            one("rotationType: The field has an invalid value"), Refusal::RotationTypeInvalid);
        add("label", 400, "E0000001", "Api validation failed: label",
            one("label: An active OpenID Connect Client instance with the label \"X\" already exists."),
            Refusal::LabelTaken);
        add("broker mode", 400, "E0000001", "Api validation failed: GroupAppAssignment",
            one("It is not possible to assign groups to an AppInstance that has Federation Broker Mode enabled"),
            Refusal::GroupsRefusedByBrokerMode);
        add("third secret", 400, "E0000001", "Api validation failed: OAuth2ClientSecretMediated",
            one("You've reached the maximum number of client secrets per client."), Refusal::TooManySecrets);
        add("only secret", 400, "E0000001", "Api validation failed: OAuth2ClientSecretMediated",
            one("You can't deactivate the only active client secret."), Refusal::LastActiveSecret);
        add("active secret", 400, "E0000001", "Api validation failed: OAuth2ClientSecretMediated",
            one("You can't delete an active client secret. Deactivate the secret before deleting it."),
            Refusal::SecretStillActive);
        add("own secret", 400, "E0000001", "Api validation failed: client_secret",
            one("'client_secret' can't be used when 'token_endpoint_auth_method' is 'private_key_jwt'."),
            Refusal::ClientSecretRefused);
        add("something new", 400, "E0000001", "Api validation failed: somethingNew", {}, Refusal::OtherSettingRefused);
        add("body", 400, "E0000003", "The request body was not well-formed.", {}, Refusal::BodyMalformed);
        add("inactive", 400, "E0000024", "Bad request. This operation on app metadata is not yet supported.",
            one("x: No active instances."), Refusal::InactiveNotSupported);
        add("label of another kind", 400, "E0000040",
            "Application label must not be the same as an existing application label.", {}, Refusal::LabelTaken);
        add("token", 401, "E0000011", "Invalid token provided", {}, Refusal::TokenRejected);
        add("feature", 401, "E0000015", "You do not have permission to access the feature you are requesting", {},
            Refusal::FeatureMissing);
        add("session", 403, "E0000005", "Invalid session", {}, Refusal::SessionInvalid);
        add("role", 403, "E0000006", "You do not have permission to perform the requested action", {},
            Refusal::RoleTooSmall);
        add("two PUTs", 403, "E0000039", "Operation on application settings failed.",
            one("The requested action cannot be supported for this application."), Refusal::EditedAtTheSameTime);
        add("catalog", 403, "E0000039", "Operation on application settings failed.",
            one("redirectURI: Does not match required pattern"), Refusal::CatalogApp);
        add("still active", 403, "E0000056", "Delete application forbidden.", {}, Refusal::StillActive);
        add("no app", 404, "E0000007", "Not found: Resource not found: 0oa1 (AppInstance)", {}, Refusal::AppNotFound);
        add("no group", 404, "E0000007", "Not found: Resource not found: 00g1 (UserGroup)", {}, Refusal::GroupNotFound);
        add("no person", 404, "E0000007", "Not found: Resource not found: 00u1 (User)", {}, Refusal::UserNotFound);
        add("rate", 429, "E0000047", "API call exceeded rate limit due to too many requests.", {},
            Refusal::RateLimited);
        add("internal", 500, "E0000009", "Internal Server Error", {}, Refusal::InternalError);
        add("nothing special", 404, "E0000007", "Not found: something", {}, Refusal::None);
    }
    void every_known_refusal_has_its_name()
    {
        QFETCH(int, status);
        QFETCH(QString, code);
        QFETCH(QString, summary);
        QFETCH(QStringList, causes);
        QFETCH(Refusal, refusal);
        QJsonArray list;
        for (const QString &cause : causes)
            list.append(QJsonObject{{QStringLiteral("errorSummary"), cause}});
        http::Response response;
        response.status = status;
        response.body = QJsonDocument(QJsonObject{{QStringLiteral("errorCode"), code},
                                                  {QStringLiteral("errorSummary"), summary},
                                                  {QStringLiteral("errorCauses"), list}})
                            .toJson();
        QCOMPARE(okta::applicationRefusal(ApiError::of(response)), refusal);
    }

    void a_missing_scope_is_told_in_a_header_only()
    {
        http::Response response;
        response.status = 403;
        response.headers = {{"WWW-Authenticate",
                             "DPoP realm=\"x\", error=\"insufficient_scope\", error_description=\"The access token "
                             "provided does not contain the required scopes.\""}};
        QCOMPARE(okta::applicationRefusal(ApiError::of(response)), Refusal::ScopeMissing);
    }
};

QTEST_GUILESS_MAIN(tst_ApplicationRefusal)
#include "tst_ApplicationRefusal.moc"
