#pragma once

#include <QByteArray>
#include <QList>

#include <random>

/// Spoils bytes at random, the same way in each run: a failure is found again by its round.
class Mutator
{
public:
    explicit Mutator(quint32 seed)
        : m_random(seed)
    {
    }

    /// A number from 0 to below `end`.
    [[nodiscard]] qsizetype below(qsizetype end)
    {
        return static_cast<qsizetype>(m_random() % static_cast<std::mt19937::result_type>(end));
    }

    /// One of a list.
    template <typename T> [[nodiscard]] const T &oneOf(const QList<T> &list) { return list.at(below(list.size())); }

    /// One to four changes: bits, bytes, characters of `alphabet`, cuts, repetitions, pieces of `other`.
    [[nodiscard]] QByteArray mutated(QByteArray bytes, const QByteArray &alphabet, const QByteArray &other)
    {
        for (qsizetype changes = 1 + below(4); changes > 0; --changes)
            change(bytes, alphabet, other);
        return bytes;
    }

private:
    void change(QByteArray &bytes, const QByteArray &alphabet, const QByteArray &other)
    {
        if (bytes.isEmpty()) {
            bytes.append(alphabet.at(below(alphabet.size())));
            return;
        }
        const qsizetype at = below(bytes.size());
        const qsizetype length = 1 + below(qMin<qsizetype>(bytes.size() - at, 16));
        switch (below(8)) {
        case 0:
            bytes[at] = static_cast<char>(bytes.at(at) ^ (1 << below(8)));
            break;
        case 1:
            bytes[at] = static_cast<char>(below(256));
            break;
        case 2:
        case 3: // most often: what survives the first look at the text
            bytes[at] = alphabet.at(below(alphabet.size()));
            break;
        case 4:
            bytes.remove(at, length);
            break;
        case 5:
            bytes.insert(at, bytes.mid(at, length));
            break;
        case 6:
            bytes.truncate(at);
            break;
        case 7:
            bytes.replace(at, length, other.mid(below(other.size()), length));
            break;
        }
    }

    std::mt19937 m_random;
};
