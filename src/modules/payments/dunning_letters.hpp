// The letters of a run of dunning: one for each debtor, in his language, on the house's letter form.
#pragma once

#include "modules/parameters/plain_record.hpp"
#include "modules/payments/dunning_run.hpp"

namespace kartei::payments {

/// The level for a kind of customer, else the one for all others; null when the house has none.
const parameters::PlainRow* dunning_level(const std::vector<parameters::PlainRow>& levels, std::int64_t level,
                                          std::string_view customer_kind);

/// As one PDF. Refusals: conflict when everything was taken out; of the words of a level, what is no placeholder.
Result<std::string> dunning_letters(House& house, sql::Transaction& transaction, const DunningRun& run,
                                    jobs::Progress* progress = nullptr);

}  // namespace kartei::payments
