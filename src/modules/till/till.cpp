#include "modules/till/till.hpp"

#include <algorithm>

namespace kartei::till {

bool is_taken_in(std::string_view kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); }

std::vector<KindSum> WholeTill::sums() const {
    std::vector<KindSum> all;
    for (const auto kind : kinds) {
        KindSum sum{std::string(kind)};
        bool any = false;
        for (const auto& entry : entries) {
            if (entry.kind != kind) continue;
            any = true;
            (entry.amount > 0 ? sum.in : sum.out) += entry.amount;
        }
        if (any) all.push_back(std::move(sum));
    }
    return all;
}

std::int64_t WholeTill::cash() const {
    auto cash = till.opening;
    for (const auto& entry : entries)
        if (entry.kind == "cash") cash += entry.amount;
    return cash;
}

}  // namespace kartei::till
