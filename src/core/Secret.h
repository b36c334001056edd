#pragma once

#include <QByteArrayView>

#include <cstddef>
#include <new>
#include <vector>

class QByteArray;
class QDebug;
class QString;

namespace detail {

/// Overwrites memory in a way that the compiler may not remove (OPENSSL_cleanse).
void cleanse(void *memory, std::size_t size) noexcept;

/// Wipes what it hands back.
template <typename T> struct CleansingAllocator
{
    using value_type = T;

    CleansingAllocator() = default;
    template <typename U>
    CleansingAllocator(const CleansingAllocator<U> &) noexcept // NOLINT: required by the allocator concept
    {
    }

    [[nodiscard]] T *allocate(std::size_t count) { return static_cast<T *>(::operator new(count * sizeof(T))); }
    void deallocate(T *memory, std::size_t count) noexcept
    {
        cleanse(memory, count * sizeof(T));
        ::operator delete(memory);
    }

    friend bool operator==(const CleansingAllocator &, const CleansingAllocator &) { return true; }
};

} // namespace detail

/// Bytes that are not printed, not compared in variable time and not left behind in freed memory.
///
/// This bounds the copies that we make. QLineEdit, QNetworkRequest and the platform keychain make theirs, and those
/// are beyond our reach. A vector and not a string: a short string lives inside the object, where no allocator
/// cleanses it.
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArrayView bytes);

    Secret(Secret &&other) noexcept = default;
    Secret &operator=(Secret &&other) noexcept = default;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret() = default;

    /// Takes the UTF-8 bytes of text that a person typed.
    [[nodiscard]] static Secret fromText(QStringView text);

    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }
    /// Number of bytes.
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_bytes.size()); }

    /// Every use of the plain bytes goes through here, so that it can be searched for.
    [[nodiscard]] QByteArrayView reveal() const;
    /// A second copy, asked for in so many words.
    [[nodiscard]] Secret clone() const;

    /// Constant time for secrets of equal size.
    friend bool operator==(const Secret &a, const Secret &b);
    friend QDebug operator<<(QDebug, const Secret &) = delete;

private:
    std::vector<char, detail::CleansingAllocator<char>> m_bytes;
};

/// Compares two byte strings in a time that depends on their sizes only (RFC 9700 4.7; used for `state`).
[[nodiscard]] bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

/// Overwrites bytes that are no longer needed and lets go of them. Bytes that are shared belong to somebody else, too,
/// and are only let go of.
void wipe(QByteArray &bytes);
/// The same for text.
void wipe(QString &text);
