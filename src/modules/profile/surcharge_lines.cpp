#include "modules/profile/surcharge_lines.hpp"

#include "base/money.hpp"
#include "modules/profile/row_store.hpp"

namespace kartei::profile {

std::vector<std::string> surcharge_lines(House& house, sql::Transaction& transaction, std::int64_t customer,
                                         Language) {
    const auto& list = list_named("surcharges");
    std::vector<std::string> lines;
    for (const auto& row : rows_of(house, transaction, list, customer)) {
        auto line = list.text(row, "text");
        if (line.empty()) line = list.text(row, "kind");
        if (const auto* amount = std::get_if<std::int64_t>(&list.value(row, "amount")))
            line += (line.empty() ? "" : " ") + write_money(*amount, house.rules.currency_digits) + " " + house.currency;
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace kartei::profile
