#include "authenticate/IdentityProviderId.h"

#include "authenticate/Settings.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

using authenticate::IdentityProviderId;
using authenticate::IdShape;
using authenticate::IdText;

namespace {

/// One block of tests/data/authenticate/provider-ids.txt.
struct Seen
{
    QByteArray release;
    QByteArray shown;
    PomeriumVariables variables;
};

QList<Seen> seenIds()
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/authenticate/provider-ids.txt"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Seen> all;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("release "))
            all.append({line.mid(8), {}, {}});
        else if (line.startsWith("shown "))
            all.last().shown = line.mid(6);
        else if (const qsizetype equals = line.indexOf('='); equals > 0)
            all.last().variables.insert(line.left(equals), line.mid(equals + 1));
    }
    return all;
}

/// The shape of release 0.`minor`.
IdShape shapeOf(int minor, bool hasAudiences = false)
{
    return {minor < 27 ? IdText::Base58 : IdText::Base62, minor <= 19, minor >= 27, hasAudiences};
}

QByteArray textOf(const Secret &secret)
{
    return secret.reveal().toByteArray();
}

} // namespace

class tst_IdentityProviderId final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_real_releases_showed_is_computed()
    {
        const auto all = seenIds();
        QCOMPARE(all.size(), 3);
        for (const Seen &seen : all) {
            const int minor = seen.release.split('.').at(1).toInt();
            const auto settings = settingsOf(seen.variables);
            QVERIFY2(IdentityProviderId::of(settings, shapeOf(minor)).isShownAs(seen.shown), seen.release.constData());
            // The scripted Pomerium is as good as the real ones, too.
            QCOMPARE(pomeriumProviderId(minor, seen.variables), seen.shown);
        }
    }

    void one_other_byte_is_another_id()
    {
        const Seen seen = seenIds().constLast();
        const IdShape shape = shapeOf(33);
        const auto differs = [&](const QByteArray &variable, const QByteArray &value) {
            auto variables = seen.variables;
            variables.insert(variable, value);
            return !IdentityProviderId::of(settingsOf(variables), shape).isShownAs(seen.shown);
        };
        QVERIFY(differs("IDP_CLIENT_ID", seen.variables.value("IDP_CLIENT_ID") + "x"));
        QVERIFY(differs("IDP_CLIENT_SECRET", seen.variables.value("IDP_CLIENT_SECRET") + "\n"));
        QVERIFY(differs("IDP_PROVIDER_URL", seen.variables.value("IDP_PROVIDER_URL") + "/"));
        QVERIFY(differs("IDP_SCOPES", "openid"));
        QVERIFY(differs("IDP_REQUEST_PARAMS", "{}"));
        QVERIFY(differs("AUTHENTICATE_SERVICE_URL", "https://authenticate.example.com"));
        QVERIFY(!IdentityProviderId::of(settingsOf(seen.variables), shape).isShownAs(seen.shown.toLower()));
        QVERIFY(!IdentityProviderId::of(settingsOf(seen.variables), shape).isShownAs(seen.shown.chopped(1)));
        QVERIFY(!IdentityProviderId::of(settingsOf(seen.variables), shape).isShownAs({}));
    }

    void both_texts_are_exact_for_every_pattern_of_bits()
    {
        QByteArrayList digests{QByteArray(32, '\0'),
                               QByteArray(32, '\xFF'),
                               QByteArray(31, '\0') + '\x01',
                               '\x80' + QByteArray(31, '\0'),
                               QByteArray(2, '\0') + QByteArray(30, '\xFF'),
                               '\xF8' + QByteArray(31, '\0'),
                               '\xFC' + QByteArray(31, '\x7D')};
        for (int i = 0; i < 500; ++i)
            digests.append(QCryptographicHash::hash(QByteArray::number(i), QCryptographicHash::Sha256));
        // Every beginning: how the last digits of base 62 come out depends on it.
        for (int first = 0; first < 256; ++first)
            digests.append(static_cast<char>(first) + QByteArray(31, '\x5A'));
        for (const QByteArray &digest : std::as_const(digests)) {
            QCOMPARE(textOf(authenticate::idText(digest, IdText::Base58)), pomeriumIdText(20, digest));
            QCOMPARE(textOf(authenticate::idText(digest, IdText::Base62)), pomeriumIdText(33, digest));
        }
    }

    void leading_zeros_are_digits_of_base_58()
    {
        QCOMPARE(textOf(authenticate::idText(QByteArray(32, '\0'), IdText::Base58)), QByteArray(32, '1'));
        // 58 * 58 + 1, by hand.
        QCOMPARE(textOf(authenticate::idText(QByteArray(30, '\0') + "\x0D\x25", IdText::Base58)),
                 QByteArray(30, '1') + "212");
    }

    void each_shape_is_that_of_its_releases_data()
    {
        QTest::addColumn<int>("minor");
        for (const int minor : {17, 19, 20, 25, 26, 27, 29, 30, 32, 33})
            QTest::addRow("0.%d", minor) << minor;
    }

    void each_shape_is_that_of_its_releases()
    {
        QFETCH(int, minor);
        auto variables = rightVariables("https://acme.okta.com");
        variables.insert("IDP_SERVICE_ACCOUNT", "eyJhcGlfa2V5IjoiMDBLRm9tYWttSlQwZTI5In0=");
        variables.insert("AUTHENTICATE_SERVICE_URL", "https://authenticate.example.com");
        variables.insert("IDP_ACCESS_TOKEN_ALLOWED_AUDIENCES", "one,two");
        variables.insert("IDP_REQUEST_PARAMS", R"({"prompt":"login","empty":""})");
        const QByteArray shown = pomeriumProviderId(minor, variables);
        const bool hasAudiences = minor >= 29 && minor <= 32;
        int fitting = 0;
        for (const IdShape &shape : authenticate::idShapes()) {
            const bool fits = IdentityProviderId::of(settingsOf(variables), shape).isShownAs(shown);
            QCOMPARE(fits, shape == shapeOf(minor, hasAudiences));
            fitting += fits ? 1 : 0;
        }
        QCOMPARE(fitting, 1);
    }

    void values_longer_than_a_length_byte_holds_are_hashed_whole()
    {
        auto variables = rightVariables("https://acme.okta.com");
        variables.insert("IDP_CLIENT_SECRET", QByteArray(300, 'x'));
        QVERIFY(
            IdentityProviderId::of(settingsOf(variables), shapeOf(20)).isShownAs(pomeriumProviderId(20, variables)));
    }
};

QTEST_GUILESS_MAIN(tst_IdentityProviderId)
#include "tst_IdentityProviderId.moc"
