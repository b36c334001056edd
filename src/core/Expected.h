#pragma once

#include <QtGlobal>

#include <type_traits>
#include <utility>
#include <variant>

/// Wraps an error on its way into an Expected, as std::unexpected does.
template <typename E> class Unexpected
{
public:
    explicit Unexpected(E error)
        : m_error(std::move(error))
    {
    }

    [[nodiscard]] const E &error() const & { return m_error; }
    [[nodiscard]] E &&error() && { return std::move(m_error); }

private:
    E m_error;
};

/// A value, or the reason why there is none.
///
/// The names are those of std::expected, so that this file can be deleted when every compiler of ours has it
/// (GCC 12 has it in C++23 mode only, clang 14 not at all). Ignoring a returned one does not compile.
/// value() and error() of the wrong side are our own mistakes and are asserted.
template <typename T, typename E> class [[nodiscard]] Expected
{
public:
    using value_type = T;
    using error_type = E;

    Expected(T value) // NOLINT: converts like std::expected
        : m_content(std::in_place_index<0>, std::move(value))
    {
    }
    template <typename G>
    Expected(Unexpected<G> unexpected) // NOLINT: converts like std::expected
        : m_content(std::in_place_index<1>, std::move(unexpected).error())
    {
    }

    [[nodiscard]] bool has_value() const { return m_content.index() == 0; }
    explicit operator bool() const { return has_value(); }

    [[nodiscard]] T &value() &
    {
        Q_ASSERT(has_value());
        return *std::get_if<0>(&m_content);
    }
    [[nodiscard]] const T &value() const &
    {
        Q_ASSERT(has_value());
        return *std::get_if<0>(&m_content);
    }
    [[nodiscard]] T &&value() &&
    {
        Q_ASSERT(has_value());
        return std::move(*std::get_if<0>(&m_content));
    }

    [[nodiscard]] T &operator*() & { return value(); }
    [[nodiscard]] const T &operator*() const & { return value(); }
    [[nodiscard]] T &&operator*() && { return std::move(*this).value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

    [[nodiscard]] E &error() &
    {
        Q_ASSERT(!has_value());
        return *std::get_if<1>(&m_content);
    }
    [[nodiscard]] const E &error() const &
    {
        Q_ASSERT(!has_value());
        return *std::get_if<1>(&m_content);
    }
    [[nodiscard]] E &&error() &&
    {
        Q_ASSERT(!has_value());
        return std::move(*std::get_if<1>(&m_content));
    }

private:
    std::variant<T, E> m_content;
};

/// Done, or the reason why not.
template <typename E> class [[nodiscard]] Expected<void, E>
{
public:
    using value_type = void;
    using error_type = E;

    Expected() = default;
    template <typename G>
    Expected(Unexpected<G> unexpected) // NOLINT: converts like std::expected
        : m_content(std::in_place_index<1>, std::move(unexpected).error())
    {
    }

    [[nodiscard]] bool has_value() const { return m_content.index() == 0; }
    explicit operator bool() const { return has_value(); }

    [[nodiscard]] E &error() &
    {
        Q_ASSERT(!has_value());
        return *std::get_if<1>(&m_content);
    }
    [[nodiscard]] const E &error() const &
    {
        Q_ASSERT(!has_value());
        return *std::get_if<1>(&m_content);
    }
    [[nodiscard]] E &&error() &&
    {
        Q_ASSERT(!has_value());
        return std::move(*std::get_if<1>(&m_content));
    }

private:
    std::variant<std::monostate, E> m_content;
};
