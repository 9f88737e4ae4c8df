// How seat rights come and go (counter.md 4): the sale of a fixed subscription makes one for each of its seats, a
// reservation alone makes none, an exchange changes none, the refund of all its tickets ends it. Houses that were taken
// over have them made from their live tickets, with how sure that is.
#pragma once

#include "jobs/job.hpp"
#include "modules/renewals/renewal.hpp"

namespace kartei::renewals {

/// A renewed order that is sold renews its rights; one that is gone opens them again.
void follow_order(House& house, sql::Transaction& transaction, audit::Change& change, std::int64_t order);

struct RightsMade {
    std::int64_t event = 0;  ///< 0: there was nothing to make
    std::int64_t made = 0, there = 0;  ///< rights made, seats that had one
    std::int64_t all = 0, most = 0, tie = 0;  ///< of those made: how sure
};
/// Of the sold tickets of these subscriptions (none named: of all fixed ones). What has a right keeps it: run again, it
/// makes nothing. In short transactions, one event; cancelled, what was made stays and is undone by that event.
Result<RightsMade> make_rights(House& house, const Actor& actor, std::vector<std::int64_t> subscriptions,
                               jobs::Progress* progress);

}  // namespace kartei::renewals
