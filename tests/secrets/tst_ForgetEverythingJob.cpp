#include "secrets/ForgetEverythingJob.h"

#include "secrets/BrokenKeychain.h"
#include "secrets/IndexedKeychain.h"
#include "support/QueuedEvents.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using secrets::ForgetEverythingJob;
using secrets::IndexedKeychain;
using secrets::KeychainEntry;
using secrets::KeychainError;
using secrets::KeychainIndex;
using secrets::KeychainIndexError;
using Reason = KeychainError::Reason;

namespace {

const KeychainEntry One = secrets::apiTokenEntry(QStringLiteral("one.okta.com"));
const KeychainEntry Client = secrets::clientSecretEntry(QStringLiteral("one.okta.com"), QStringLiteral("0oa1"));
const KeychainEntry Two = secrets::apiTokenEntry(QStringLiteral("two.okta.com"));

} // namespace

class tst_ForgetEverythingJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void nothing_to_forget_is_forgotten();
    void everything_of_all_organisations_goes();
    void what_another_program_stored_stays();
    void what_cannot_be_removed_is_named_and_can_be_tried_again();
    void a_keychain_that_cannot_be_used_is_asked_once_data();
    void a_keychain_that_cannot_be_used_is_asked_once();
    void an_unreadable_list_is_not_an_empty_one();
    void a_damaged_list_is_not_kept_quiet();
    void dropping_it_stops_it();

private:
    void storeAll();

    BrokenKeychain m_keychain;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<KeychainIndex> m_index;
};

void tst_ForgetEverythingJob::init()
{
    m_keychain.removeFails.clear();
    m_keychain.removes = 0;
    m_folder = std::make_unique<QTemporaryDir>();
    m_index = std::make_unique<KeychainIndex>(m_folder->filePath(QStringLiteral("entries.json")));
}

void tst_ForgetEverythingJob::storeAll()
{
    IndexedKeychain keychain(m_keychain, *m_index);
    for (const KeychainEntry &entry : {One, Client, Two})
        QVERIFY(outcomeOf(keychain.store(entry, Secret(QByteArrayLiteral("secret")))));
    QCOMPARE(m_index->entries().value().size(), 3);
}

void tst_ForgetEverythingJob::nothing_to_forget_is_forgotten()
{
    const auto report = outcomeOf(std::make_unique<ForgetEverythingJob>(m_keychain, *m_index));
    QVERIFY(report);
    QVERIFY(report.value().isComplete());
    QVERIFY(report.value().removed.isEmpty());
}

void tst_ForgetEverythingJob::everything_of_all_organisations_goes()
{
    storeAll();
    const auto report = outcomeOf(std::make_unique<ForgetEverythingJob>(m_keychain, *m_index));
    QVERIFY(report);
    QVERIFY(report.value().isComplete());
    QCOMPARE(report.value().removed, (QList<KeychainEntry>{One, Client, Two}));
    for (const KeychainEntry &entry : {One, Client, Two})
        QCOMPARE(outcomeOf(m_keychain.fetch(entry)).error().reason, Reason::NotFound);
    QVERIFY(m_index->entries().value().isEmpty());
    QVERIFY(!QFile::exists(m_index->filePath()));
}

void tst_ForgetEverythingJob::what_another_program_stored_stays()
{
    storeAll();
    const KeychainEntry foreign{QStringLiteral("other"), QStringLiteral("other/key")};
    QVERIFY(outcomeOf(m_keychain.store(foreign, Secret(QByteArrayLiteral("theirs")))));
    QVERIFY(outcomeOf(std::make_unique<ForgetEverythingJob>(m_keychain, *m_index)));
    QVERIFY(outcomeOf(m_keychain.fetch(foreign)));
}

void tst_ForgetEverythingJob::what_cannot_be_removed_is_named_and_can_be_tried_again()
{
    storeAll();
    m_keychain.removeFails = {{Client.account, Reason::StillThere}};
    const auto report = outcomeOf(std::make_unique<ForgetEverythingJob>(m_keychain, *m_index));
    QVERIFY(report);
    QVERIFY(!report.value().isComplete());
    QCOMPARE(report.value().removed, (QList<KeychainEntry>{One, Two}));
    QCOMPARE(report.value().failed.size(), 1);
    QCOMPARE(report.value().failed.first().entry, Client);
    QCOMPARE(report.value().failed.first().error.reason, Reason::StillThere);
    QCOMPARE(m_index->entries().value(), QList<KeychainEntry>{Client});

    m_keychain.removeFails.clear();
    const auto again = outcomeOf(std::make_unique<ForgetEverythingJob>(m_keychain, *m_index));
    QVERIFY(again.value().isComplete());
    QCOMPARE(again.value().removed, QList<KeychainEntry>{Client});
}

void tst_ForgetEverythingJob::a_keychain_that_cannot_be_used_is_asked_once_data()
{
    QTest::addColumn<Reason>("reason");
    QTest::newRow("Locked") << Reason::Locked;
    QTest::newRow("NoBus") << Reason::NoBus;
    QTest::newRow("NoService") << Reason::NoService;
    QTest::newRow("NoCollection") << Reason::NoCollection;
    QTest::newRow("TimedOut") << Reason::TimedOut;
}

void tst_ForgetEverythingJob::a_keychain_that_cannot_be_used_is_asked_once()
{
    QFETCH(const Reason, reason);
    storeAll();
    m_keychain.removeFails = {{One.account, reason}};
    const auto report = outcomeOf(std::make_unique<ForgetEverythingJob>(m_keychain, *m_index));
    QVERIFY(report);
    QVERIFY(!report.value().isComplete());
    QVERIFY(report.value().removed.isEmpty());
    QCOMPARE(report.value().failed.size(), 3);
    QCOMPARE(report.value().failed.last().entry, Two);
    QCOMPARE(report.value().failed.last().error.reason, reason);
    QCOMPARE(m_keychain.removes, 1);
    QCOMPARE(m_index->entries().value().size(), 3);
}

void tst_ForgetEverythingJob::an_unreadable_list_is_not_an_empty_one()
{
    QFile file(m_index->filePath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("broken");
    file.close();
    const auto report = outcomeOf(std::make_unique<ForgetEverythingJob>(m_keychain, *m_index));
    QVERIFY(!report);
    QCOMPARE(report.error().reason, KeychainIndexError::Reason::Corrupt);
}

void tst_ForgetEverythingJob::a_damaged_list_is_not_kept_quiet()
{
    QFile file(m_index->filePath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("broken");
    file.close();
    storeAll();
    const auto report = outcomeOf(std::make_unique<ForgetEverythingJob>(m_keychain, *m_index));
    QVERIFY(report);
    QCOMPARE(report.value().removed.size(), 3);
    QVERIFY(report.value().failed.isEmpty());
    QCOMPARE(report.value().damagedLists.size(), 1);
    QVERIFY(!report.value().isComplete());
}

void tst_ForgetEverythingJob::dropping_it_stops_it()
{
    storeAll();
    auto job = std::make_unique<ForgetEverythingJob>(m_keychain, *m_index);
    job->start();
    QVERIFY(QTest::qWaitFor([this] { return m_keychain.removes == 2; }));
    job.reset();
    runQueuedEvents();
    QCOMPARE(m_keychain.removes, 2);
    QCOMPARE(m_index->entries().value(), (QList<KeychainEntry>{Client, Two})); // only what was proved to be gone
}

QTEST_GUILESS_MAIN(tst_ForgetEverythingJob)

#include "tst_ForgetEverythingJob.moc"
