#include "authenticate/Explanation.h"

#include "authenticate/Settings.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>

using authenticate::Explanation;
using authenticate::Hints;
using authenticate::Mistake;

namespace {

using Change = std::function<void(PomeriumVariables &)>;

/// What a person does to the text of one variable.
Change inValue(const QByteArray &name, const std::function<QByteArray(const QByteArray &)> &change)
{
    return [name, change](PomeriumVariables &variables) { variables.insert(name, change(variables.value(name))); };
}

Change around(const QByteArray &name, const QByteArray &before, const QByteArray &behind)
{
    return inValue(name, [before, behind](const QByteArray &text) { return before + text + behind; });
}

/// The same to every variable of the identity provider's.
Change inEvery(const QByteArray &before, const QByteArray &behind)
{
    return [before, behind](PomeriumVariables &variables) {
        for (auto each = variables.begin(); each != variables.end(); ++each) {
            if (each.key().startsWith("IDP_") && each.key() != "IDP_REQUEST_PARAMS")
                *each = before + *each + behind;
        }
    };
}

Change without(const QByteArray &name)
{
    return [name](PomeriumVariables &variables) { variables.remove(name); };
}

Change set(const QByteArray &name, const QByteArray &value)
{
    return inValue(name, [value](const QByteArray &) { return value; });
}

const QByteArray Secret2 = "second-secret-second-secret-second-secret-second-secret-second-x";

PomeriumVariables everyVariable()
{
    auto variables = rightVariables("https://acme.okta.com/oauth2/aus1");
    variables.insert("IDP_CLIENT_SECRET", "a/secret+with_signs-that=change&when~encoded");
    variables.insert("IDP_SERVICE_ACCOUNT",
                     "eyJhcGlfa2V5IjoiMDBLRm9tYWttSlQwZTI5VGFQdndqZHhNUTJ3RXFSc0NmaHdaeEg5dVVkIn0=");
    variables.insert("AUTHENTICATE_SERVICE_URL", "https://authenticate.example.com");
    variables.insert("IDP_REQUEST_PARAMS", R"({"prompt":"login"})");
    return variables;
}

struct Case
{
    const char *name;
    Mistake mistake;
    Change change;
    int oldest = 17; ///< releases in which it can be seen
    int newest = 33;
    bool isOfEvery = false;
};

QList<Case> cases()
{
    const QByteArray secret = "IDP_CLIENT_SECRET";
    const QByteArray url = "IDP_PROVIDER_URL";
    return {
        {"line feed behind the secret", Mistake::SecretLineFeed, around(secret, "", "\n")},
        {"CR LF behind the secret", Mistake::SecretCarriageReturnLineFeed, around(secret, "", "\r\n")},
        {"CR behind the secret", Mistake::SecretCarriageReturn, around(secret, "", "\r")},
        {"space behind the secret", Mistake::SecretSpace, around(secret, "", " ")},
        {"quotes around the secret", Mistake::SecretDoubleQuotes, around(secret, "\"", "\"")},
        {"single quotes around the secret", Mistake::SecretSingleQuotes, around(secret, "'", "'")},
        {"secret URL-encoded", Mistake::SecretPercentEncoded,
         set(secret, "a%2Fsecret%2Bwith_signs-that%3Dchange%26when~encoded")},
        {"secret in base64", Mistake::SecretBase64,
         set(secret, "YS9zZWNyZXQrd2l0aF9zaWducy10aGF0PWNoYW5nZSZ3aGVufmVuY29kZWQ=")},
        {"secret's line in base64", Mistake::SecretBase64OfLine,
         set(secret, "YS9zZWNyZXQrd2l0aF9zaWducy10aGF0PWNoYW5nZSZ3aGVufmVuY29kZWQK")},
        {"the other secret", Mistake::SecretIsOtherSecret, set(secret, Secret2)},
        {"client ID as secret", Mistake::SecretIsClientId, set(secret, "0oaScripted")},
        {"no secret", Mistake::SecretMissing, without(secret)},
        {"quotes around every value", Mistake::EveryValueDoubleQuotes, inEvery("\"", "\""), 17, 33, true},
        {"single quotes around every value", Mistake::EveryValueSingleQuotes, inEvery("'", "'"), 17, 33, true},
        {"CR behind every value", Mistake::EveryValueCarriageReturn, inEvery("", "\r"), 17, 33, true},
        {"no scopes", Mistake::ScopesMissing, without("IDP_SCOPES")},
        {"scopes with spaces behind commas", Mistake::ScopesSpaced,
         set("IDP_SCOPES", "openid, profile, email, groups, offline_access")},
        {"scopes with spaces instead of commas", Mistake::ScopesSeparatedBySpaces,
         set("IDP_SCOPES", "openid profile email groups offline_access")},
        {"quotes around the scopes", Mistake::ScopesDoubleQuotes, around("IDP_SCOPES", "\"", "\"")},
        {"other scopes", Mistake::ScopesOthers, set("IDP_SCOPES", "openid,email")},
        {"slash behind the URL", Mistake::UrlSlash, around(url, "", "/")},
        {"the administrators' host", Mistake::UrlAdminHost, set(url, "https://acme-admin.okta.com/oauth2/aus1")},
        {"default server", Mistake::UrlDefaultServer, set(url, "https://acme.okta.com/oauth2/default")},
        {"URL without its path", Mistake::UrlWithoutPath, set(url, "https://acme.okta.com")},
        {"no URL", Mistake::UrlMissing, without(url)},
        {"quotes around the URL", Mistake::UrlDoubleQuotes, around(url, "\"", "\"")},
        {"quotes around the client ID", Mistake::ClientIdDoubleQuotes, around("IDP_CLIENT_ID", "\"", "\"")},
        {"no client ID", Mistake::ClientIdMissing, without("IDP_CLIENT_ID")},
        {"another client ID", Mistake::ClientIdOther, set("IDP_CLIENT_ID", "0oaAnother")},
        {"no provider", Mistake::ProviderMissing, without("IDP_PROVIDER")},
        {"quotes around the provider", Mistake::ProviderDoubleQuotes, around("IDP_PROVIDER", "\"", "\"")},
        {"no service account", Mistake::ServiceAccountMissing, without("IDP_SERVICE_ACCOUNT"), 17, 19},
        {"quotes around the service account", Mistake::ServiceAccountDoubleQuotes,
         around("IDP_SERVICE_ACCOUNT", "\"", "\""), 17, 19},
        {"line feed behind the service account", Mistake::ServiceAccountLineFeed,
         around("IDP_SERVICE_ACCOUNT", "", "\n"), 17, 19},
        {"no request parameters", Mistake::RequestParametersMissing, without("IDP_REQUEST_PARAMS")},
        {"other request parameters", Mistake::RequestParametersOther, set("IDP_REQUEST_PARAMS", R"({"seen":"yes"})")},
        {"another authenticate URL", Mistake::AuthenticateUrlOther,
         set("AUTHENTICATE_SERVICE_URL", "https://auth.example.com:8443"), 27, 33},
    };
}

} // namespace

class tst_Explanation final : public QObject
{
    Q_OBJECT

private:
    /// What is seen beside the id for these variables.
    struct Seen
    {
        explicit Seen(const PomeriumVariables &variables)
        {
            hints.clientId = variables.value("IDP_CLIENT_ID");
            hints.scope = variables.contains("IDP_SCOPES") ? variables.value("IDP_SCOPES").split(',').join(' ')
                                                           : QByteArray("openid profile email offline_access");
            hints.redirectUri = variables.value("AUTHENTICATE_SERVICE_URL") + "/oauth2/callback";
            hints.otherClientSecret = &other;
            hints.requestParameters.emplace();
            const QJsonObject sent = QJsonDocument::fromJson(variables.value("IDP_REQUEST_PARAMS")).object();
            for (auto each = sent.begin(); each != sent.end(); ++each)
                hints.requestParameters->emplace(each.key().toUtf8(), each->toString().toUtf8());
        }

        const Secret other{Secret2};
        Hints hints;
    };

    static std::optional<Explanation> explained(int minor, const PomeriumVariables &running)
    {
        Seen seen(running);
        seen.hints.readsServiceAccount = minor <= 19;
        return authenticate::explain(pomeriumProviderId(minor, running), settingsOf(everyVariable()), seen.hints);
    }

private Q_SLOTS:
    void every_mistake_has_its_row()
    {
        const auto mistakes = authenticate::everyMistake();
        const auto all = cases();
        QCOMPARE(all.size(), mistakes.size());
        for (const Mistake mistake : mistakes) {
            QCOMPARE(mistakes.count(mistake), 1);
            QCOMPARE(std::count_if(all.begin(), all.end(), [mistake](const Case &c) { return c.mistake == mistake; }),
                     1);
        }
    }

    void right_settings_are_explained_by_nothing_data()
    {
        QTest::addColumn<int>("minor");
        for (const int minor : {17, 18, 19, 20, 25, 26, 27, 30, 33})
            QTest::addRow("0.%d", minor) << minor;
    }

    void right_settings_are_explained_by_nothing()
    {
        QFETCH(int, minor);
        const auto explanation = explained(minor, everyVariable());
        QVERIFY(explanation.has_value());
        QVERIFY(explanation->mistakes.isEmpty());
        QCOMPARE(explanation->shape.hasServiceAccount, minor <= 19);
        QCOMPARE(explanation->shape.hasAuthenticateUrl, minor >= 27);
    }

    void a_mistake_alone_is_named_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("minor");
        const auto all = cases();
        for (int i = 0; i < all.size(); ++i) {
            for (const int minor : {17, 19, 20, 25, 27, 33}) {
                if (minor >= all.at(i).oldest && minor <= all.at(i).newest)
                    QTest::addRow("%s, 0.%d", all.at(i).name, minor) << i << minor;
            }
        }
    }

    void a_mistake_alone_is_named()
    {
        QFETCH(int, index);
        QFETCH(int, minor);
        const Case each = cases().at(index);
        auto running = everyVariable();
        each.change(running);
        const auto explanation = explained(minor, running);
        QVERIFY(explanation.has_value());
        QCOMPARE(explanation->mistakes, QList<Mistake>{each.mistake});
    }

    void two_mistakes_together_are_named_data()
    {
        QTest::addColumn<QList<int>>("indices");
        QTest::addColumn<int>("minor");
        const auto all = cases();
        for (int first = 0; first < all.size(); ++first) {
            // A thinned-out table: each mistake with some of the others.
            for (int second = first % 7; second < all.size(); second += 7) {
                if (second == first || all.at(first).isOfEvery)
                    continue; // what is done to every value is done last: before it is what they were before
                const int oldest = qMax(all.at(first).oldest, all.at(second).oldest);
                const int newest = qMin(all.at(first).newest, all.at(second).newest);
                if (oldest <= newest)
                    QTest::addRow("%s, then %s", all.at(first).name, all.at(second).name)
                        << QList<int>{first, second} << (newest == 33 ? 33 : 19);
            }
        }
    }

    void two_mistakes_together_are_named()
    {
        QFETCH(QList<int>, indices);
        QFETCH(int, minor);
        auto running = everyVariable();
        for (const int index : std::as_const(indices))
            cases().at(index).change(running);
        const QByteArray shown = pomeriumProviderId(minor, running);
        const auto explanation = explained(minor, running);
        QVERIFY(explanation.has_value());
        QVERIFY(explanation->mistakes.size() <= 2);
        // Some of the pairs come to the same as another, shorter story; what is named must lead to this very id.
        auto settings = settingsOf(everyVariable());
        const Seen seen(running);
        for (const Mistake mistake : std::as_const(explanation->mistakes)) {
            auto changed = authenticate::after(mistake, settings, seen.hints);
            QVERIFY(changed.has_value());
            settings = *std::move(changed);
        }
        QVERIFY(authenticate::IdentityProviderId::of(settings, explanation->shape).isShownAs(shown));
    }

    void what_nobody_does_is_not_explained()
    {
        auto running = everyVariable();
        running.insert("IDP_CLIENT_SECRET", "something-else-altogether");
        for (const int minor : {17, 25, 33})
            QVERIFY(!explained(minor, running).has_value());
        QVERIFY(!authenticate::explain("", settingsOf(everyVariable()), {}).has_value());
        QVERIFY(!authenticate::explain(QByteArray(100'000, 'A'), settingsOf(everyVariable()), {}).has_value());
        QVERIFY(!authenticate::explain(QByteArray("\0\xFF\xFE", 3), settingsOf(everyVariable()), {}).has_value());
    }

    void a_service_account_that_is_not_there_is_missing_only_where_it_is_read()
    {
        auto running = everyVariable();
        running.remove("IDP_SERVICE_ACCOUNT");
        const QByteArray shown = pomeriumProviderId(20, running);
        QCOMPARE(shown, pomeriumProviderId(19, running));
        Hints hints;
        QVERIFY(authenticate::explain(shown, settingsOf(everyVariable()), hints)->mistakes.isEmpty());
        hints.readsServiceAccount = true;
        QCOMPARE(authenticate::explain(shown, settingsOf(everyVariable()), hints)->mistakes,
                 QList<Mistake>{Mistake::ServiceAccountMissing});
    }

    void another_spelling_of_the_service_account_is_as_good()
    {
        auto settings = settingsOf(everyVariable());
        const QByteArray spelled =
            QByteArray("{\"api_key\": \"00KFomakmJT0e29TaPvwjdxMQ2wEqRsCfhwZxH9uUd\"}\n").toBase64();
        settings.serviceAccountSpellings.emplace_back(QByteArrayView(spelled));
        auto running = everyVariable();
        running.insert("IDP_SERVICE_ACCOUNT", spelled);
        const auto explanation = authenticate::explain(pomeriumProviderId(19, running), settings, {});
        QVERIFY(explanation.has_value());
        QVERIFY(explanation->mistakes.isEmpty());
        QVERIFY(explanation->shape.hasServiceAccount);
    }
};

QTEST_GUILESS_MAIN(tst_Explanation)
#include "tst_Explanation.moc"
