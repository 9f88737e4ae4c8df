#include "modules/parameters/rate_steps.hpp"

#include <algorithm>
#include <charconv>

#include "base/money.hpp"
#include "base/text.hpp"

namespace kartei::parameters {
namespace {

/// Two parts of a step; blanks within a number ("25 000") belong to it when a colon parts the two.
std::optional<std::pair<std::string, std::string>> parts_of(std::string_view text) {
    auto written = tidy(text);
    while (!written.empty() && (written.back() == '%' || written.back() == ' ')) written.pop_back();
    const auto colon = written.find_first_of(":=");
    const auto cut = colon != std::string::npos ? colon : written.find_last_of(" \t");
    if (cut == std::string::npos) return std::nullopt;
    auto from = tidy(written.substr(0, cut)), rate = tidy(written.substr(cut + 1));
    if (from.empty() || rate.empty()) return std::nullopt;
    return std::pair{std::move(from), std::move(rate)};
}

std::optional<std::int64_t> days_of(const std::string& text) {
    std::int64_t days = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, days);
    return read.ec == std::errc() && read.ptr == end && days >= 0 && days < 10'000 ? std::optional(days) : std::nullopt;
}

std::optional<std::int64_t> amount_of(const std::string& text) {
    const auto amount = read_money(text);
    return amount && *amount >= 0 ? std::optional(*amount) : std::nullopt;
}

}  // namespace

std::optional<RateStep> read_rate_step(std::string_view text, StepBase base) {
    const auto parts = parts_of(text);
    if (!parts) return std::nullopt;
    const auto from = base == StepBase::days ? days_of(parts->first) : amount_of(parts->first);
    const auto rate = amount_of(parts->second);
    if (!from || !rate) return std::nullopt;
    return RateStep{*from, *rate};
}

std::string write_rate_step(const RateStep& step, StepBase base) {
    return (base == StepBase::days ? std::to_string(step.from) : write_money(step.from)) + " " + write_money(step.rate);
}

Result<std::vector<std::string>> ordered_steps(std::string_view field, const std::vector<std::string>& texts,
                                               StepBase base) {
    std::vector<RateStep> steps;
    for (const auto& text : texts) {
        const auto step = read_rate_step(text, base);
        if (!step) return refuse_field(std::string(field), "error.not_a_step", {{"value", text}});
        if (std::any_of(steps.begin(), steps.end(), [&](const RateStep& one) { return one.from == step->from; }))
            return refuse_field(std::string(field), "error.step_twice", {{"value", text}});
        steps.push_back(*step);
    }
    std::sort(steps.begin(), steps.end(), [](const RateStep& a, const RateStep& b) { return a.from < b.from; });
    std::vector<std::string> ordered;
    for (const auto& step : steps) ordered.push_back(write_rate_step(step, base));
    return ordered;
}

}  // namespace kartei::parameters
