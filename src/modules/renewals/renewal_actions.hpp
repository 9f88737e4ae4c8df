// What a user does at the renewal desk: decides about a right, reserves one, some or all as orders. Whoever reserves takes
// everybody along whose seats are part of the same exchange, so that nobody stands without one half way.
#pragma once

#include "jobs/job.hpp"
#include "modules/renewals/renewal_plan.hpp"

namespace kartei::renewals {

struct Decision {
    std::string decision;            ///< as in Entry
    std::string section, row, seat;  ///< for `seat`
};
/// Refusals: not_found, stale; "decision" (already reserved), "seat" (no such seat at every date). Gives the change event.
Result<std::int64_t> decide(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t renewal,
                            std::int64_t right, std::int64_t version, const Decision& decision);

struct ReserveOrder {
    std::int64_t renewal = 0;
    std::vector<std::int64_t> rights;  ///< none named: all that can be
    std::string expires_at;            ///< instant until which the orders are reserved; "" = open
};
struct Reserved {
    std::int64_t event = 0;   ///< undo takes everything back; 0: nothing was reserved
    std::int64_t rights = 0, orders = 0, tickets = 0;
    std::int64_t along = 0;   ///< rights that were not named and came along, as seats were exchanged
    std::int64_t left = 0;    ///< named ones that could not be reserved
};
/// In short transactions, one event; cancelled, what stands stays (and is undone by the event).
Result<Reserved> reserve(House& house, const Actor& actor, const ReserveOrder& order, jobs::Progress* progress);

/// One seat of one date given back for resale: its ticket is deleted, the right is kept. Gives the change event.
Result<std::int64_t> give_back_date(House& house, sql::Transaction& transaction, const Actor& actor,
                                    std::int64_t right, std::int64_t event);

}  // namespace kartei::renewals
