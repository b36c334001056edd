#include "secrets/KeychainIndex.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <vector>

using secrets::KeychainEntry;
using secrets::KeychainIndex;
using secrets::KeychainIndexError;
using Reason = KeychainIndexError::Reason;

class tst_KeychainIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void nothing_was_ever_stored();
    void names_come_back_in_the_order_in_which_they_were_added();
    void a_name_is_there_once();
    void organisations_stand_side_by_side();
    void the_file_goes_with_the_last_name();
    void removing_from_nothing_makes_nothing();
    void the_file_is_nobody_elses_business();
    void it_is_one_list_for_all_processes();
    void a_corrupt_list_is_said_to_be_corrupt_data();
    void a_corrupt_list_is_said_to_be_corrupt();
    void adding_to_a_corrupt_list_keeps_it_aside();
    void a_list_of_a_later_version_is_left_alone();
    void a_list_that_cannot_be_read_is_not_empty();
    void a_link_that_leads_nowhere_is_not_empty();
    void a_folder_that_cannot_be_written_is_an_error();
    void a_lock_that_is_held_is_an_error();
    void processes_do_not_lose_each_others_names();

private:
    [[nodiscard]] KeychainIndex index() const { return KeychainIndex(m_path); }
    void writeFile(const QByteArray &bytes) const;
    [[nodiscard]] QByteArray readFile() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

namespace {

const KeychainEntry One = secrets::apiTokenEntry(QStringLiteral("one.okta.com"));
const KeychainEntry Two = secrets::apiTokenEntry(QStringLiteral("two.okta.com"));
const KeychainEntry Client = secrets::clientSecretEntry(QStringLiteral("one.okta.com"), QStringLiteral("0oa1"));

} // namespace

void tst_KeychainIndex::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_path = m_folder->filePath(QStringLiteral("data/entries.json"));
}

void tst_KeychainIndex::writeFile(const QByteArray &bytes) const
{
    QDir().mkpath(QFileInfo(m_path).path());
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray tst_KeychainIndex::readFile() const
{
    QFile file(m_path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void tst_KeychainIndex::nothing_was_ever_stored()
{
    const auto entries = index().entries();
    QVERIFY(entries);
    QVERIFY(entries.value().isEmpty());
}

void tst_KeychainIndex::names_come_back_in_the_order_in_which_they_were_added()
{
    QVERIFY(index().add(Two));
    QVERIFY(index().add(Client));
    QVERIFY(index().add(One));
    QCOMPARE(index().entries().value(), (QList<KeychainEntry>{Two, Client, One}));
}

void tst_KeychainIndex::a_name_is_there_once()
{
    QVERIFY(index().add(One));
    QVERIFY(index().add(One));
    QCOMPARE(index().entries().value(), QList<KeychainEntry>{One});
}

void tst_KeychainIndex::organisations_stand_side_by_side()
{
    QVERIFY(index().add(One));
    QVERIFY(index().add(Client));
    QVERIFY(index().add(Two));
    QVERIFY(index().remove(One));
    QCOMPARE(index().entries().value(), (QList<KeychainEntry>{Client, Two}));
}

void tst_KeychainIndex::the_file_goes_with_the_last_name()
{
    QVERIFY(index().add(One));
    QVERIFY(QFile::exists(m_path));
    QVERIFY(index().remove(One));
    QCOMPARE(QFileInfo(m_path).dir().entryList(QDir::Files | QDir::Hidden), QStringList());
    QVERIFY(index().entries().value().isEmpty());
}

void tst_KeychainIndex::removing_from_nothing_makes_nothing()
{
    QVERIFY(index().remove(One));
    QVERIFY(!QFileInfo::exists(QFileInfo(m_path).path()));
}

void tst_KeychainIndex::the_file_is_nobody_elses_business()
{
    QVERIFY(index().add(One));
#ifdef Q_OS_UNIX
    QCOMPARE(QFile::permissions(m_path) & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
#endif
}

void tst_KeychainIndex::it_is_one_list_for_all_processes()
{
    const KeychainIndex here(m_path);
    const KeychainIndex there(m_path);
    QVERIFY(here.add(One));
    QVERIFY(there.add(Two));
    QCOMPARE(here.entries().value(), (QList<KeychainEntry>{One, Two}));
    // Both programs of the product look in the same place, whatever they are called.
    QVERIFY(KeychainIndex::defaultPath().endsWith(
        QLatin1String("/io.github.okta_setup_for_pomerium/keychain-entries.json")));
}

void tst_KeychainIndex::a_corrupt_list_is_said_to_be_corrupt_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArrayLiteral("{\"version\": 1, \"entries\": [{\"service\": \"a\"");
    QTest::newRow("not JSON") << QByteArrayLiteral("\x01\x02\x03");
    QTest::newRow("an array") << QByteArrayLiteral("[]");
    QTest::newRow("no version") << QByteArrayLiteral("{\"entries\": []}");
    QTest::newRow("version 0") << QByteArrayLiteral("{\"version\": 0, \"entries\": []}");
    QTest::newRow("no entries") << QByteArrayLiteral("{\"version\": 1}");
    QTest::newRow("entries of another type") << QByteArrayLiteral("{\"version\": 1, \"entries\": {}}");
    QTest::newRow("an entry that is none") << QByteArrayLiteral("{\"version\": 1, \"entries\": [7]}");
    QTest::newRow("an entry without account")
        << QByteArrayLiteral("{\"version\": 1, \"entries\": [{\"service\": \"a\", \"account\": \"\"}]}");
}

void tst_KeychainIndex::a_corrupt_list_is_said_to_be_corrupt()
{
    QFETCH(const QByteArray, bytes);
    writeFile(bytes);
    const auto entries = index().entries();
    QVERIFY(!entries);
    QCOMPARE(entries.error().reason, Reason::Corrupt);
    QCOMPARE(readFile(), bytes);
}

void tst_KeychainIndex::adding_to_a_corrupt_list_keeps_it_aside()
{
    writeFile(QByteArrayLiteral("{ broken"));
    QVERIFY(index().damagedLists().isEmpty());
    QVERIFY(index().add(One));
    QCOMPARE(index().entries().value(), QList<KeychainEntry>{One});
    QCOMPARE(index().damagedLists().size(), 1);

    writeFile(QByteArrayLiteral("broken again"));
    QVERIFY(index().add(Two));
    QCOMPARE(index().entries().value(), QList<KeychainEntry>{Two});
    QList<QByteArray> kept;
    const QStringList damaged = index().damagedLists();
    for (const QString &path : damaged) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        kept.append(file.readAll());
    }
    QCOMPARE(kept, (QList<QByteArray>{QByteArrayLiteral("{ broken"), QByteArrayLiteral("broken again")}));
}

void tst_KeychainIndex::a_list_of_a_later_version_is_left_alone()
{
    const QByteArray later = QByteArrayLiteral("{\"version\": 2, \"entries\": \"in another way\"}");
    writeFile(later);
    QCOMPARE(index().entries().error().reason, Reason::TooNew);
    QCOMPARE(index().add(One).error().reason, Reason::TooNew);
    QCOMPARE(index().remove(One).error().reason, Reason::TooNew);
    QCOMPARE(readFile(), later);
    QVERIFY(index().damagedLists().isEmpty());
}

void tst_KeychainIndex::a_list_that_cannot_be_read_is_not_empty()
{
    QDir().mkpath(m_path); // a folder where the file should be: unreadable for root, too
    const auto entries = index().entries();
    QVERIFY(!entries);
    QCOMPARE(entries.error().reason, Reason::Unreadable);
    QCOMPARE(index().add(One).error().reason, Reason::Unreadable);
}

void tst_KeychainIndex::a_link_that_leads_nowhere_is_not_empty()
{
    // As a list that cannot be asked for now: a file system that does not answer, a folder without permission.
    QVERIFY(QDir().mkpath(QFileInfo(m_path).path()));
    if (!QFile::link(m_folder->filePath(QStringLiteral("gone")), m_path))
        QSKIP("no symbolic links here");
    const auto entries = index().entries();
    QVERIFY(!entries);
    QCOMPARE(entries.error().reason, Reason::Unreadable);
    QVERIFY(!index().add(One));
    QVERIFY(!index().remove(One));
    QVERIFY(QFileInfo(m_path).isSymLink());
}

void tst_KeychainIndex::a_folder_that_cannot_be_written_is_an_error()
{
    // A file where the folder should be: not writable for root, too.
    QFile inTheWay(m_folder->filePath(QStringLiteral("data")));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    QCOMPARE(index().add(One).error().reason, Reason::Unwritable);
    QVERIFY(index().entries().value().isEmpty());

#ifdef Q_OS_LINUX
    // And where even root may not.
    QCOMPARE(KeychainIndex(QStringLiteral("/proc/entries.json")).add(One).error().reason, Reason::Unwritable);
    QCOMPARE(KeychainIndex(QStringLiteral("/proc/new/entries.json")).add(One).error().reason, Reason::Unwritable);
#endif
}

void tst_KeychainIndex::a_lock_that_is_held_is_an_error()
{
    QVERIFY(index().add(One));
    QLockFile held(m_path + QStringLiteral(".lock"));
    QVERIFY(held.lock());
    const QByteArray before = readFile();
    QCOMPARE(index().add(Two).error().reason, Reason::Busy);
    QCOMPARE(index().remove(One).error().reason, Reason::Busy);
    QCOMPARE(readFile(), before);
    QCOMPARE(index().entries().value(), QList<KeychainEntry>{One}); // reading needs no lock: files are replaced whole
    held.unlock();
    QVERIFY(index().add(Two));
}

void tst_KeychainIndex::processes_do_not_lose_each_others_names()
{
    constexpr int Processes = 4;
    constexpr int Names = 20;
    std::vector<std::unique_ptr<QProcess>> processes;
    for (int i = 0; i < Processes; ++i) {
        processes.push_back(std::make_unique<QProcess>());
        processes.back()->start(QStringLiteral(INDEX_WRITER),
                                {m_path, QStringLiteral("p%1-").arg(i), QString::number(Names)});
    }
    for (const auto &process : processes) {
        QVERIFY(process->waitForFinished(100'000));
        QCOMPARE(process->exitCode(), 0);
    }
    const auto entries = index().entries();
    QVERIFY(entries);
    QSet<QString> names;
    for (const KeychainEntry &entry : entries.value())
        names.insert(entry.account);
    QSet<QString> expected;
    for (int i = 0; i < Processes; ++i)
        for (int number = 0; number < Names; number += 2)
            expected.insert(QStringLiteral("p%1-%2").arg(i).arg(number));
    QCOMPARE(names, expected);
    QCOMPARE(entries.value().size(), expected.size());
}

QTEST_GUILESS_MAIN(tst_KeychainIndex)

#include "tst_KeychainIndex.moc"
