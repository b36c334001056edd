#include "keychain/SystemKeychain.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTextStream>

#include <cstdio>
#include <optional>

/// Reads a secret and quits when a line comes on standard input, in the way that the line says; prints what came of the
/// reading if that ends first.
int main(int argc, char **argv)
{
    std::optional<QCoreApplication> application;
    application.emplace(argc, argv);

    auto keychain = std::make_unique<keychain::SystemKeychain>();
    auto fetch = keychain->fetch(secrets::apiTokenEntry(QStringLiteral("acme.okta.com")));
    QObject::connect(fetch.get(), &Job::finished, fetch.get(), [] {
        std::puts("finished");
        std::fflush(stdout);
    });
    fetch->start();

    QSocketNotifier input(fileno(stdin), QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &input, [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
    input.setEnabled(false);

    const QString how = QTextStream(stdin).readLine();
    if (how == QLatin1String("keychain-first"))
        keychain.reset();
    if (how == QLatin1String("late"))
        application.reset();
    fetch.reset();
    keychain.reset();
    return 0;
}
