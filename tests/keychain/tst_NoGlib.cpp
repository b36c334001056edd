#include "keychain/KeyringTest.h"
#include "keychain/SystemKeychain.h"

#include <QCoreApplication>
#include <QTest>

using keychain::SystemKeychain;

/// A Qt without GLib's event loop (facts 3.2, row "QT_NO_GLIB=1"): libsecret never answers there.
class tst_NoGlib : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_answer_comes_in_time();
};

void tst_NoGlib::every_answer_comes_in_time()
{
    SystemKeychain keychain({.answerWithin = std::chrono::milliseconds(1000)});
    const auto entry = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Ready");
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(entry))), "TimedOut");
    QCOMPARE(reasonOf(outcomeOf(keychain.store(entry, Secret(QByteArrayLiteral("secret"))))), "TimedOut");
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(entry))), "TimedOut");
}

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    tst_NoGlib test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_NoGlib.moc"
