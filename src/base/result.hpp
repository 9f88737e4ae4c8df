// Expected outcomes as values. A refusal (bad input, no right, stale version …) is a value that names every issue at
// once; a failure (disk, database, bug) is an exception and is caught once, at the edge (web/server, main). Knows
// nothing of HTTP or exit codes: web/problem.hpp and main.cpp each map RefusalKind once.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace kartei {

/// Named values that a text is filled with, for example {"max", "120"}.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// One thing that is wrong. `field` is a field name of fields.md ("" when it concerns the whole), `key` a key of
/// texts.json. Never holds a sensitive value.
struct Issue {
    std::string field;
    std::string key;
    Parameters parameters;
};

enum class RefusalKind {
    invalid,                ///< the input breaks a rule: mend and send again
    unauthenticated,        ///< nobody is signed in
    forbidden,              ///< signed in, but without the right
    not_found,              ///< no such thing, or it is not yours to see
    conflict,               ///< it contradicts something stored (number taken, something hangs on it)
    stale,                  ///< somebody else changed it meanwhile
    precondition_required,  ///< the change did not say which version it was made from
    too_large,              ///< over a documented limit
    unsupported,            ///< a media type or form that is not read here
    too_many_requests,      ///< slow down; try again later
    unavailable             ///< not now (another import runs, the database is away)
};

struct Refusal {
    RefusalKind kind = RefusalKind::invalid;
    std::vector<Issue> issues;
};

/// A refusal with one issue about the whole.
inline Refusal refuse(RefusalKind kind, std::string key, Parameters parameters = {}) {
    return {kind, {Issue{"", std::move(key), std::move(parameters)}}};
}

/// A refusal of one field's value.
inline Refusal refuse_field(std::string field, std::string key, Parameters parameters = {}) {
    return {RefusalKind::invalid, {Issue{std::move(field), std::move(key), std::move(parameters)}}};
}

struct Done {};  ///< the value of an action that has nothing to return

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : content_(std::move(value)) {}
    Result(Refusal refusal) : content_(std::move(refusal)) {}

    explicit operator bool() const { return content_.index() == 0; }
    T& value() & { return std::get<0>(content_); }
    const T& value() const& { return std::get<0>(content_); }
    T&& value() && { return std::get<0>(std::move(content_)); }
    T* operator->() { return &std::get<0>(content_); }
    const T* operator->() const { return &std::get<0>(content_); }
    T& operator*() & { return std::get<0>(content_); }
    const T& operator*() const& { return std::get<0>(content_); }
    T&& operator*() && { return std::get<0>(std::move(content_)); }
    const Refusal& refusal() const { return std::get<1>(content_); }

private:
    std::variant<T, Refusal> content_;
};

}  // namespace kartei

/// Value of a Result, or return its refusal from the calling function (a statement expression, as g++ and clang have
/// it).
#define TRY(expression)                                          \
    __extension__({                                              \
        auto result_ = (expression);                             \
        if (!result_) return result_.refusal();                  \
        std::move(result_).value();                              \
    })
