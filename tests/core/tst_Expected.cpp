#include "core/Expected.h"

#include <QString>
#include <QTest>

#include <memory>
#include <type_traits>

namespace {

struct Problem
{
    int code = 0;
};

Expected<int, Problem> halfOf(int number)
{
    if (number % 2 != 0)
        return Unexpected(Problem{number});
    return number / 2;
}

Expected<void, Problem> check(int number)
{
    if (number < 0)
        return Unexpected(Problem{number});
    return {};
}

} // namespace

class tst_Expected : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holds_a_value();
    void holds_an_error();
    void holds_nothing_or_an_error();
    void tells_a_value_from_an_error_of_the_same_type();
    void moves_what_cannot_be_copied();
    void changes_in_place();
    void copies_are_independent();
};

void tst_Expected::holds_a_value()
{
    const auto half = halfOf(8);
    QVERIFY(half);
    QVERIFY(half.has_value());
    QCOMPARE(*half, 4);
    QCOMPARE(half.value(), 4);
    static_assert(std::is_same_v<decltype(half)::value_type, int>);
    static_assert(std::is_same_v<decltype(half)::error_type, Problem>);
    static_assert(!std::is_convertible_v<decltype(half), bool>); // only in a condition
}

void tst_Expected::holds_an_error()
{
    const auto half = halfOf(7);
    QVERIFY(!half);
    QVERIFY(!half.has_value());
    QCOMPARE(half.error().code, 7);
}

void tst_Expected::holds_nothing_or_an_error()
{
    QVERIFY(check(1));
    const auto bad = check(-3);
    QVERIFY(!bad);
    QCOMPARE(bad.error().code, -3);
}

void tst_Expected::tells_a_value_from_an_error_of_the_same_type()
{
    using Text = Expected<QString, QString>;
    const Text value(QStringLiteral("value"));
    const Text error(Unexpected(QStringLiteral("error")));
    QVERIFY(value);
    QCOMPARE(*value, QStringLiteral("value"));
    QVERIFY(!error);
    QCOMPARE(error.error(), QStringLiteral("error"));
}

void tst_Expected::moves_what_cannot_be_copied()
{
    using Owner = Expected<std::unique_ptr<int>, std::unique_ptr<Problem>>;
    Owner value(std::make_unique<int>(5));
    const std::unique_ptr<int> five = *std::move(value);
    QCOMPARE(*five, 5);

    Owner error(Unexpected(std::make_unique<Problem>(Problem{6})));
    const std::unique_ptr<Problem> six = std::move(error).error();
    QCOMPARE(six->code, 6);

    Owner there(std::make_unique<int>(7));
    const Owner here(std::move(there));
    QCOMPARE(**here, 7);
}

void tst_Expected::changes_in_place()
{
    Expected<QString, Problem> text(QStringLiteral("a"));
    *text += QStringLiteral("b");
    QCOMPARE(text->size(), 2);
    text = Unexpected(Problem{1});
    text.error().code = 2;
    QCOMPARE(text.error().code, 2);
    text = QStringLiteral("again");
    QCOMPARE(text.value(), QStringLiteral("again"));
}

void tst_Expected::copies_are_independent()
{
    Expected<QString, Problem> one(QStringLiteral("a"));
    const auto two = one;
    *one = QStringLiteral("b");
    QCOMPARE(*two, QStringLiteral("a"));
}

QTEST_APPLESS_MAIN(tst_Expected)

#include "tst_Expected.moc"
