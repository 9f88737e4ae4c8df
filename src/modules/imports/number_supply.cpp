#include "modules/imports/number_supply.hpp"

#include <algorithm>
#include <stdexcept>

namespace kartei::imports {

void NumberSupply::reserve(sql::Transaction& transaction, const std::string& kind, std::int64_t count,
                           const IsTaken& is_taken) {
    auto& blocks = blocks_[kind];
    blocks.clear();
    for (std::int64_t missing = count; missing > 0;) {
        auto rows = transaction.query(
            "UPDATE number_range SET next = CASE WHEN next < start THEN start ELSE next END + :count"
            " WHERE kind = :kind AND target = 'customer' RETURNING next",
            missing, kind);
        if (!rows.next()) throw std::logic_error("no number range for " + kind);
        const auto end = rows.integer(0);
        for (auto number = end - missing; number < end; ++number) {
            if (is_taken(number)) continue;
            if (blocks.empty() || blocks.back().end != number) blocks.push_back({number, number});
            ++blocks.back().end;
        }
        missing = count;
        for (const auto& block : blocks) missing -= block.end - block.next;
    }
    std::reverse(blocks.begin(), blocks.end());
}

std::int64_t NumberSupply::take(const std::string& kind) {
    auto& blocks = blocks_.at(kind);
    while (blocks.back().next == blocks.back().end) blocks.pop_back();
    return blocks.back().next++;
}

}  // namespace kartei::imports
