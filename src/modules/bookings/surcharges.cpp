#include "modules/bookings/surcharges.hpp"

namespace kartei::bookings {

std::vector<AmountLine> surcharges_of(const std::vector<SurchargeLine>& lines, std::int64_t from, bool own) {
    std::vector<AmountLine> amounts;
    for (const auto& line : lines) {
        AmountLine amount{line.text.empty() ? line.kind : line.text, line.amount, line.per == "person"};
        amount.source = own ? "own" : std::to_string(from);
        amounts.push_back(std::move(amount));
    }
    return amounts;
}

}  // namespace kartei::bookings
