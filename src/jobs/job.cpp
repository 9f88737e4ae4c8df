#include "jobs/job.hpp"

#include <array>
#include <stdexcept>

namespace kartei::jobs {
namespace {

constexpr std::array<std::string_view, 5> state_names{"waiting", "running", "done", "failed", "cancelled"};

// In the order of RefusalKind.
constexpr std::array<std::string_view, 11> kind_names{
    "invalid",   "unauthenticated", "forbidden",         "not_found",  "conflict", "stale", "precondition_required",
    "too_large", "unsupported",     "too_many_requests", "unavailable"};

template <std::size_t size>
std::size_t position_of(const std::array<std::string_view, size>& names, std::string_view name) {
    for (std::size_t i = 0; i < size; ++i)
        if (names[i] == name) return i;
    throw std::logic_error("not a name that is stored: " + std::string(name));
}

}  // namespace

std::string_view state_name(State state) { return state_names[static_cast<std::size_t>(state)]; }
State state_of(std::string_view name) { return static_cast<State>(position_of(state_names, name)); }

void Progress::begin_phase(std::string_view key, std::int64_t total) {
    {
        std::lock_guard guard(phase_mutex_);
        phase_ = key;
    }
    done_ = 0;
    total_ = total;
    changed(true);
}

void Progress::set_total(std::int64_t total) {
    total_ = total;
    changed(false);
}

void Progress::set_done(std::int64_t done) {
    done_ = done;
    changed(false);
}

void Progress::add(std::int64_t count) {
    done_ += count;
    changed(false);
}

std::string Progress::phase() const {
    std::lock_guard guard(phase_mutex_);
    return phase_;
}

std::string write_problem(const Refusal& refusal) {
    nlohmann::json problem = {{"kind", kind_names[static_cast<std::size_t>(refusal.kind)]},
                              {"issues", nlohmann::json::array()}};
    for (const auto& issue : refusal.issues) {
        auto parameters = nlohmann::json::object();
        for (const auto& [name, value] : issue.parameters) parameters[name] = value;
        problem["issues"].push_back(
            {{"field", issue.field}, {"key", issue.key}, {"parameters", std::move(parameters)}});
    }
    return problem.dump();
}

Refusal read_problem(std::string_view text) {
    const auto problem = nlohmann::json::parse(text);
    Refusal refusal{static_cast<RefusalKind>(position_of(kind_names, problem.at("kind").get<std::string>())), {}};
    for (const auto& written : problem.at("issues")) {
        Issue issue{written.at("field"), written.at("key"), {}};
        for (const auto& [name, value] : written.at("parameters").items()) issue.parameters.emplace_back(name, value);
        refusal.issues.push_back(std::move(issue));
    }
    return refusal;
}

}  // namespace kartei::jobs
