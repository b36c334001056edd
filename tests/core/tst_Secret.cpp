#include "core/Secret.h"

#include <QByteArray>
#include <QDebug>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <vector>

namespace {

/// What is looked for in memory that is handed back; a static array, so that looking leaves no copy.
char needle[64];
std::size_t needleSize = 0;
int blocksWithNeedle = 0;

constexpr std::size_t Header = alignof(std::max_align_t);

void *allocate(std::size_t size)
{
    auto *const block = static_cast<char *>(std::malloc(Header + size));
    if (!block)
        throw std::bad_alloc();
    std::memcpy(block, &size, sizeof size);
    return block + Header;
}

void inspectAndFree(void *memory) noexcept
{
    if (!memory)
        return;
    char *const bytes = static_cast<char *>(memory);
    std::size_t size = 0;
    std::memcpy(&size, bytes - Header, sizeof size);
    if (needleSize > 0 && std::search(bytes, bytes + size, needle, needle + needleSize) != bytes + size)
        ++blocksWithNeedle;
    std::free(bytes - Header);
}

} // namespace

// All memory of this program comes and goes here, so that what is freed can be looked at.
void *operator new(std::size_t size)
{
    return allocate(size);
}
void *operator new[](std::size_t size)
{
    return allocate(size);
}
void operator delete(void *memory) noexcept
{
    inspectAndFree(memory);
}
void operator delete[](void *memory) noexcept
{
    inspectAndFree(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    inspectAndFree(memory);
}
void operator delete[](void *memory, std::size_t) noexcept
{
    inspectAndFree(memory);
}

namespace {

/// Counts freed blocks that still hold the bytes, for as long as it lives.
class FreedMemory
{
    Q_DISABLE_COPY_MOVE(FreedMemory)

public:
    explicit FreedMemory(QByteArrayView bytes)
    {
        blocksWithNeedle = 0;
        std::memcpy(needle, bytes.data(), static_cast<std::size_t>(bytes.size()));
        needleSize = static_cast<std::size_t>(bytes.size());
    }
    ~FreedMemory() { needleSize = 0; }

    [[nodiscard]] int blocksLeftBehind() const { return blocksWithNeedle; }
};

template <typename T> constexpr bool canBePrinted = requires(QDebug debug, const T &value)
{
    debug << value;
};

} // namespace

class tst_Secret : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keeps_its_bytes();
    void cannot_be_copied_or_printed();
    void leaves_nothing_in_freed_memory_data();
    void leaves_nothing_in_freed_memory();
    void wipes_what_it_is_told_to();
    void a_moved_secret_is_empty();
    void a_clone_is_a_second_copy();
    void takes_typed_text_as_UTF_8();
    void compares_by_bytes_data();
    void compares_by_bytes();
};

void tst_Secret::keeps_its_bytes()
{
    const QByteArray bytes("a\0b\xFF\n", 5);
    const Secret secret(bytes);
    QCOMPARE(secret.size(), 5);
    QVERIFY(!secret.isEmpty());
    QCOMPARE(secret.reveal().toByteArray(), bytes);
    QVERIFY(Secret().isEmpty());
    QCOMPARE(Secret().size(), 0);
    QVERIFY(Secret(QByteArrayView()).isEmpty());
}

void tst_Secret::cannot_be_copied_or_printed()
{
    static_assert(!std::is_copy_constructible_v<Secret>);
    static_assert(!std::is_copy_assignable_v<Secret>);
    static_assert(std::is_nothrow_move_constructible_v<Secret>);
    static_assert(!std::is_convertible_v<QByteArray, Secret>);
    static_assert(!std::is_convertible_v<Secret, QByteArray>);
    static_assert(canBePrinted<QByteArray>);
    static_assert(!canBePrinted<Secret>);
}

void tst_Secret::leaves_nothing_in_freed_memory_data()
{
    QTest::addColumn<QByteArray>("bytes");
    // A string of the first size would live inside its object, where no allocator sees it.
    QTest::newRow("12 bytes") << QByteArray("s3cr%t:+/ &x");
    QTest::newRow("42 bytes") << QByteArray("00aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789-_ab");
}

void tst_Secret::leaves_nothing_in_freed_memory()
{
    QFETCH(QByteArray, bytes);
    {
        const FreedMemory freed(bytes);
        {
            const std::vector<char> plain(bytes.begin(), bytes.end());
        }
        QCOMPARE(freed.blocksLeftBehind(), 1); // the instrument works
    }
    {
        const FreedMemory freed(bytes);
        {
            const Secret secret(bytes);
        }
        QCOMPARE(freed.blocksLeftBehind(), 0);
        {
            Secret first(bytes);
            first = Secret(QByteArrayView("other")); // overwritten
            Secret second(bytes);
            const Secret third = std::move(second); // moved
            const Secret fourth = third.clone(); // copied
            const Secret typed = Secret::fromText(QString::fromLatin1(bytes));
        }
        QCOMPARE(freed.blocksLeftBehind(), 0);
    }
}

void tst_Secret::wipes_what_it_is_told_to()
{
    char memory[] = "secret";
    detail::cleanse(memory, 3);
    QCOMPARE(QByteArray(memory, 6), QByteArray("\0\0\0ret", 6));
}

void tst_Secret::a_moved_secret_is_empty()
{
    Secret first(QByteArrayView("abc"));
    const Secret second = std::move(first);
    QVERIFY(first.isEmpty()); // NOLINT(bugprone-use-after-move): what is tested
    QCOMPARE(second.reveal().toByteArray(), QByteArray("abc"));
}

void tst_Secret::a_clone_is_a_second_copy()
{
    Secret first(QByteArrayView("abc"));
    const Secret second = first.clone();
    QVERIFY(second.reveal().data() != first.reveal().data());
    first = Secret();
    QCOMPARE(second.reveal().toByteArray(), QByteArray("abc"));
}

void tst_Secret::takes_typed_text_as_UTF_8()
{
    QCOMPARE(Secret::fromText(QStringLiteral("p\u00E4ss\U0001F600")).reveal().toByteArray(),
             QByteArray("p\xC3\xA4ss\xF0\x9F\x98\x80"));
    QVERIFY(Secret::fromText(QString()).isEmpty());
}

void tst_Secret::compares_by_bytes_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<bool>("equal");
    QTest::newRow("same") << QByteArray("abc") << QByteArray("abc") << true;
    QTest::newRow("both empty") << QByteArray() << QByteArray("") << true;
    QTest::newRow("first byte") << QByteArray("xbc") << QByteArray("abc") << false;
    QTest::newRow("last byte") << QByteArray("abx") << QByteArray("abc") << false;
    QTest::newRow("case") << QByteArray("ABC") << QByteArray("abc") << false;
    QTest::newRow("beginning") << QByteArray("ab") << QByteArray("abc") << false;
    QTest::newRow("empty and not") << QByteArray() << QByteArray("a") << false;
    QTest::newRow("behind a NUL") << QByteArray("a\0b", 3) << QByteArray("a\0c", 3) << false;
}

void tst_Secret::compares_by_bytes()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(bool, equal);
    QCOMPARE(Secret(a) == Secret(b), equal);
    QCOMPARE(Secret(b) == Secret(a), equal);
    QCOMPARE(Secret(a) != Secret(b), !equal);
    QCOMPARE(equalInConstantTime(a, b), equal);
}

QTEST_APPLESS_MAIN(tst_Secret)

#include "tst_Secret.moc"
