// Looks through all memory of this process, as a core file or another program would show it.

#include <QByteArray>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <QTest>

#include <cstdlib>
#include <memory>
#include <string>

namespace {

/// Never in memory in the clear but where it was put: it is kept with each byte changed.
constexpr char Changed[] = {'c' ^ 1, 'a' ^ 1, 'n' ^ 1, 'a' ^ 1, 'r' ^ 1, 'y' ^ 1, '-' ^ 1, '4' ^ 1,
                            '7' ^ 1, '1' ^ 1, '1' ^ 1, '-' ^ 1, 'x' ^ 1, 'q' ^ 1, 'z' ^ 1, 'k' ^ 1};

void fill(char *to)
{
    for (const char byte : Changed)
        *to++ = static_cast<char>(byte ^ 1);
}

QByteArray canary()
{
    QByteArray bytes(sizeof Changed, Qt::Uninitialized);
    fill(bytes.data());
    return bytes;
}

bool isAt(const char *memory, std::size_t stride)
{
    for (std::size_t i = 0; i < sizeof Changed; ++i) {
        if ((memory[i * stride] ^ 1) != Changed[i])
            return false;
    }
    return true;
}

/// How often it is in the heap, as bytes or as UTF-16.
int found()
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (!maps.open(QIODevice::ReadOnly))
        return -1;
    const QList<QByteArray> lines = maps.readAll().split('\n');
    int times = 0;
    for (const QByteArray &line : lines) {
        if (!line.contains("[heap]"))
            continue;
        const QByteArray range = line.left(line.indexOf(' '));
        const auto begin = range.left(range.indexOf('-')).toULongLong(nullptr, 16);
        const auto end = range.mid(range.indexOf('-') + 1).toULongLong(nullptr, 16);
        // Read in place: a copy would be found, too.
        const auto *at = reinterpret_cast<const char *>(begin);
        const auto *last = reinterpret_cast<const char *>(end) - 2 * sizeof Changed;
        for (; at < last; ++at)
            times += isAt(at, 1) || isAt(at, 2);
    }
    return times;
}

} // namespace

class tst_WipingFree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_was_freed_is_not_in_memory();
    void realloc_keeps_what_it_has_to();
};

void tst_WipingFree::what_was_freed_is_not_in_memory()
{
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("free() is not replaced here");
#endif
    QCOMPARE(found(), 0);
    {
        const QByteArray bytes = canary();
        QCOMPARE(found(), 1); // it is searched for well
    }
    QCOMPARE(found(), 0);
    {
        QString text = QString::fromLatin1(canary());
        text += QString(1000, QLatin1Char(' ')); // moves it
        QVERIFY(found() > 0);
    }
    QCOMPARE(found(), 0);
    {
        const QJsonDocument document(QJsonObject{{QStringLiteral("token"), QString::fromLatin1(canary())}});
        const QByteArray json = document.toJson();
        const QJsonObject again = QJsonDocument::fromJson(json).object();
        QVERIFY(found() > 1);
    }
    QCOMPARE(found(), 0);
    {
        std::string text = canary().toStdString();
        for (int i = 0; i < 12; ++i)
            text += text;
        QVERIFY(found() > 1);
    }
    QCOMPARE(found(), 0);
}

void tst_WipingFree::realloc_keeps_what_it_has_to()
{
    auto *memory = static_cast<char *>(std::realloc(nullptr, sizeof Changed));
    fill(memory);
    for (const std::size_t size : {100UL, 17UL, 5'000'000UL, 16UL, 24UL, 100'000UL, 16UL}) {
        memory = static_cast<char *>(std::realloc(memory, size));
        QVERIFY(memory);
        QVERIFY(isAt(memory, 1));
    }
    std::free(memory);
}

QTEST_APPLESS_MAIN(tst_WipingFree)

#include "tst_WipingFree.moc"
