#include "okta/ApiToken.h"

#include <QTest>

using okta::ApiToken;
using okta::ApiTokenError;
using Hint = okta::ApiToken::Hint;

namespace {

const QString Token = QStringLiteral("00") + QString(40, QLatin1Char('x'));

} // namespace

class tst_ApiToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_of_the_practice_console_are_known()
    {
        QVERIFY(okta::isPracticeValue("0oaPRACTICEN2Be6XPgT"));
        QVERIFY(okta::isPracticeValue(" 00PRACTICEB3p1ZhHDeWW5GbqS5vSjoWv4Fqn7Bao6\n"));
        QVERIFY(okta::isPracticeValue("PRACTICE" + QByteArray(56, 'x')));
        QVERIFY(!okta::isPracticeValue("PRACTICE makes perfect"));
        QVERIFY(!okta::isPracticeValue("0oa1b2c3d4e5f6g7h8i9"));
        QVERIFY(!okta::isPracticeValue(""));
    }

    void a_token_is_sent_as_SSWS()
    {
        const auto token = ApiToken::parse(Token);
        QVERIFY(token);
        QCOMPARE(token->authorization().reveal().toByteArray(), "SSWS " + Token.toLatin1());
        QVERIFY(!token->hint());
        QVERIFY(!token->wasTrimmed());
    }

    void white_space_around_it_is_cut_and_said()
    {
        const auto token = ApiToken::parse(QStringLiteral(" %1\r\n").arg(Token));
        QVERIFY(token);
        QCOMPARE(token->value().reveal().toByteArray(), Token.toLatin1());
        QVERIFY(token->wasTrimmed());
    }

    void what_looks_like_something_else_is_hinted_at_and_not_refused_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<Hint>("hint");
        const QString tail(17, QLatin1Char('a'));
        QTest::newRow("token id") << QStringLiteral("00T") + tail << Hint::TokenId;
        QTest::newRow("user id") << QStringLiteral("00u") + tail << Hint::UserId;
        QTest::newRow("organisation id") << QStringLiteral("00o") + tail << Hint::OrganizationId;
        QTest::newRow("group id") << QStringLiteral("00g") + tail << Hint::GroupId;
        QTest::newRow("client id") << QStringLiteral("0oa") + tail << Hint::ClientId;
        QTest::newRow("client secret") << QString(64, QLatin1Char('s')) << Hint::ClientSecret;
        QTest::newRow("old client secret") << QString(40, QLatin1Char('s')) << Hint::ClientSecret;
        QTest::newRow("service account") << QStringLiteral("eyJhcGlfa2V5IjoiMDAifQ==") << Hint::ServiceAccount;
        QTest::newRow("with the header") << QStringLiteral("SSWS ") + Token << Hint::AuthorizationHeader;
        QTest::newRow("too short") << QStringLiteral("00abc") << Hint::Unusual;
        QTest::newRow("43 characters") << Token + QLatin1Char('x') << Hint::Unusual;
    }
    void what_looks_like_something_else_is_hinted_at_and_not_refused()
    {
        QFETCH(QString, input);
        QFETCH(Hint, hint);
        const auto token = ApiToken::parse(input);
        QVERIFY(token);
        QVERIFY(token->hint());
        QCOMPARE(*token->hint(), hint);
    }

    void what_no_header_carries_is_refused_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<ApiTokenError::Reason>("reason");
        using Reason = ApiTokenError::Reason;
        QTest::newRow("empty") << QString() << Reason::Empty;
        QTest::newRow("spaces") << QStringLiteral("  \n") << Reason::Empty;
        QTest::newRow("line break inside") << QStringLiteral("00ab\ncd") << Reason::CharacterInvalid;
        QTest::newRow("header injection") << QStringLiteral("00ab\r\nX-Evil: 1") << Reason::CharacterInvalid;
        QTest::newRow("space inside") << QStringLiteral("00ab cd") << Reason::CharacterInvalid;
        QTest::newRow("umlaut") << QStringLiteral("00äb") << Reason::CharacterInvalid;
        QTest::newRow("NUL") << QStringLiteral("00a") + QChar(0) + QStringLiteral("b") << Reason::CharacterInvalid;
        QTest::newRow("10,000 characters") << QString(10000, QLatin1Char('x')) << Reason::TooLong;
    }
    void what_no_header_carries_is_refused()
    {
        QFETCH(QString, input);
        QFETCH(ApiTokenError::Reason, reason);
        const auto token = ApiToken::parse(input);
        QVERIFY(!token);
        QCOMPARE(token.error().reason, reason);
        QVERIFY(!token.error().detail.contains(QStringLiteral("cd")));
    }

    void a_client_id_in_the_secrets_field_is_named()
    {
        QCOMPARE(okta::clientSecretConfusion(Secret("0oaaaaaaaaaaaaaaaaaa")), Hint::ClientId);
        QVERIFY(!okta::clientSecretConfusion(Secret(QByteArray(64, 's'))));
        QCOMPARE(okta::clientIdConfusion(QString(64, QLatin1Char('s'))), Hint::ClientSecret);
        QVERIFY(!okta::clientIdConfusion(u"0oaaaaaaaaaaaaaaaaaa"));
        QVERIFY(!okta::clientIdConfusion(u"my-own-id"));
    }
};

QTEST_GUILESS_MAIN(tst_ApiToken)
#include "tst_ApiToken.moc"
