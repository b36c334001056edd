#include "demo/RandomText.h"

#include <QRandomGenerator>

namespace demo {

namespace {

constexpr QLatin1String Letters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

} // namespace

QString randomText(int length)
{
    QString text;
    text.reserve(length);
    for (int i = 0; i < length; ++i)
        text += Letters.at(QRandomGenerator::system()->bounded(static_cast<int>(Letters.size())));
    return text;
}

SeededText::SeededText(quint64 seed)
    : m_numbers(seed)
{
}

QString SeededText::next(int length)
{
    QString text;
    text.reserve(length);
    for (int i = 0; i < length; ++i) {
        // The remainder favors some letters a little: these are made-up values of a demo, and a distribution of the
        // library would give other ones on another system.
        const auto letter = static_cast<int>(m_numbers() % static_cast<quint64>(Letters.size()));
        text += Letters.at(letter);
    }
    return text;
}

} // namespace demo
