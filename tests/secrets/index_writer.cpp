#include "secrets/KeychainIndex.h"

#include <QCoreApplication>
#include <QStringList>

/// index_writer FILE PREFIX COUNT: adds COUNT entries to an index, one by one, and removes every second one again.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4)
        return 2;
    const secrets::KeychainIndex index(arguments.at(1));
    const int count = arguments.at(3).toInt();
    for (int number = 0; number < count; ++number) {
        const secrets::KeychainEntry entry{QStringLiteral("service"), arguments.at(2) + QString::number(number)};
        // Busy is an honest answer on a loaded machine; giving up on it would not be.
        for (;;) {
            const auto added = index.add(entry);
            if (added)
                break;
            if (added.error().reason != secrets::KeychainIndexError::Reason::Busy)
                return 1;
        }
        while (number % 2 == 1) {
            const auto removed = index.remove(entry);
            if (removed)
                break;
            if (removed.error().reason != secrets::KeychainIndexError::Reason::Busy)
                return 1;
        }
    }
    return 0;
}
