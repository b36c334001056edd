#pragma once

#include <any>
#include <concepts>
#include <type_traits>
#include <utility>

namespace checks {

/// Why a check is not simply good: a value of the error type of the library that made the check (oidc::Error,
/// okta::ApiError and so on). Whoever shows checks passes it on unseen; `advice` alone turns it into sentences, with
/// one line for each type that it knows.
class Problem
{
public:
    template <typename Error>
    requires(!std::same_as<std::remove_cvref_t<Error>, Problem> && std::copy_constructible<std::decay_t<Error>>)
        Problem(Error &&error) // NOLINT(google-explicit-constructor): an error is a problem
        : m_error(std::forward<Error>(error))
    {
    }

    /// The error, if it is of this type; otherwise null.
    template <typename Error> [[nodiscard]] const Error *as() const { return std::any_cast<Error>(&m_error); }

private:
    std::any m_error;
};

} // namespace checks
