#include "modules/bonus/bonus_rates.hpp"

#include "audit/hold.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::bonus {

Rates rates_of(sql::Transaction& transaction) {
    const auto parameters = parameters::parameters_of(transaction);
    return {parameters::module_is_on(*parameters, "bonus"), parameters->integer("bonus_rate"),
            parameters->integer("bonus_points_per_unit"),
            {parameters->yes("bonus_expire_idle"), parameters->integer("bonus_valid_months")}};
}

std::int64_t rate_of(sql::Transaction& transaction, const Rates& rates, const std::string& operator_code) {
    const auto row = parameters::base_row_meant(transaction, "operators", operator_code);
    if (!row || row->text("code") != operator_code || !row->yes("open_for_bonus")) return 0;
    return is_empty(row->values.at("bonus_rate")) ? rates.rate : row->integer("bonus_rate");
}

void hold_points(sql::Transaction& transaction, std::int64_t customer) {
    // In the rank of words, which lies behind bookings; no word of a name looks like it.
    hold(transaction, Held::word, "bonus points of " + std::to_string(customer));
}

}  // namespace kartei::bonus
