// What is late, and the one fee of each letter: which of its bookings carries it, also when items go out or come back.
#pragma once

#include <map>

#include "audit/change.hpp"
#include "modules/payments/dunning_run.hpp"

namespace kartei::payments {

/// What is late of one booking or order, as one item; the level is the highest that a part of it has reached.
std::vector<DunningItem> late_things(House& house, sql::Transaction& transaction, const Actor& actor, Date on);

/// One fee for each letter, that of its highest level, on the first booking in it; nothing can be added to an order.
void settle_fees(std::vector<DunningItem>& items);

/// The level whose fee a letter carries: the highest in it with that fee, by customer and fee. It need not be the level of
/// the booking that carries it.
using FeeLevels = std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t>;
FeeLevels levels_of_fees(const std::vector<DunningItem>& items);

/// Items (places in the run) go out or come back, and the fee of each letter moves to whichever is the first booking in it
/// now.
void move_out(sql::Transaction& transaction, audit::Change& change, DunningRun& run,
              const std::vector<std::size_t>& places, bool is_out);

}  // namespace kartei::payments
