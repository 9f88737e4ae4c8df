// Steps of a table of rates as a person writes them, one text each: "25000 6,5" = from 25,000 on 6.5. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace kartei::parameters {

struct RateStep {
    std::int64_t from = 0;  ///< minor units of turnover, or days before departure
    std::int64_t rate = 0;  ///< hundredths of a per cent, or minor units
};

enum class StepBase { money, days };

/// Reads "25000 6,5", "25.000,00: 6,5 %", "30 10"; nothing when it is not two numbers that are not negative.
std::optional<RateStep> read_rate_step(std::string_view text, StepBase base);
/// "25000.00 6.50", "30 10.00": what read_rate_step reads back.
std::string write_rate_step(const RateStep& step, StepBase base);

/// All steps in their order (from the lowest), each in the form of write_rate_step; an issue on `field` names the first
/// text that cannot be read (error.not_a_step {value}) or the step that is given twice (error.step_twice {value}).
Result<std::vector<std::string>> ordered_steps(std::string_view field, const std::vector<std::string>& texts,
                                               StepBase base);

}  // namespace kartei::parameters
