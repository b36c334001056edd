#include "oidc/KnownSecrets.h"

#include "oidc/ClientCredentials.h"

#include <QTest>

namespace {

const QByteArray Plain = "s3cr%t:+/ &value";
const QString Mask(8, QChar(0x2022));

} // namespace

/// Servers repeat what they were sent; what they say is shown and attached to tickets.
class tst_KnownSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_secret_is_hidden_however_it_is_written_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("hidden");
        const QString plain = QString::fromUtf8(Plain);
        QTest::newRow("as it is") << QStringLiteral("bad secret: %1!").arg(plain)
                                  << QStringLiteral("bad secret: %1!").arg(Mask);
        QTest::newRow("twice") << plain + plain << Mask + Mask;
        QTest::newRow("percent-encoded") << QString::fromLatin1(Plain.toPercentEncoding()) << Mask;
        QTest::newRow("as a form field") << QStringLiteral("client_secret=s3cr%25t%3A%2B%2F+%26value") << Mask;
        QTest::newRow("cut by the limit of length") << QStringLiteral("bad: ") + plain.left(10) + QChar(0x2026)
                                                    << QStringLiteral("bad: ") + Mask + QChar(0x2026);
        QTest::newRow("none of it") << QStringLiteral("The client secret is invalid.")
                                    << QStringLiteral("The client secret is invalid.");
        QTest::newRow("nothing") << QString() << QString();
    }

    void a_secret_is_hidden_however_it_is_written()
    {
        QFETCH(QString, text);
        QFETCH(QString, hidden);
        oidc::KnownSecrets secrets;
        secrets.add(Secret(Plain));
        QCOMPARE(secrets.hidden(text), hidden);
    }

    void the_authorization_header_is_hidden_too()
    {
        oidc::KnownSecrets secrets;
        secrets.add(oidc::ClientCredentials{QStringLiteral("0oaclient"), Secret("secret-value-1"),
                                            oidc::ClientAuthentication::Basic});
        const QString header = QString::fromLatin1(QByteArray("0oaclient:secret-value-1").toBase64());
        QCOMPARE(secrets.hidden(QStringLiteral("Basic %1").arg(header)), QStringLiteral("Basic %1").arg(Mask));
    }

    /// A word of a secret's is a word of many sentences.
    void words_that_any_sentence_may_have_stay()
    {
        oidc::KnownSecrets secrets;
        secrets.add(Secret("secret"));
        secrets.add(Secret("abc"));
        const QString sentence = QStringLiteral("The client secret abc is invalid.");
        QCOMPARE(secrets.hidden(sentence), sentence);
    }

    void every_text_of_an_error_is_looked_into()
    {
        oidc::KnownSecrets secrets;
        secrets.add(Secret(Plain));
        const QString plain = QString::fromUtf8(Plain);
        oidc::Error error;
        error.detail = error.answer.error = error.answer.description = error.answer.errorId = error.answer.requestId =
            plain;
        secrets.hideIn(error);
        for (const QString &text :
             {error.detail, error.answer.error, error.answer.description, error.answer.errorId, error.answer.requestId})
            QCOMPARE(text, Mask);
    }
};

QTEST_GUILESS_MAIN(tst_KnownSecrets)

#include "tst_KnownSecrets.moc"
