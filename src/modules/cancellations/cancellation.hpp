// A cancelled event date, settled for all its orders at once (counter.md 3): the money goes back, stays as money for later, or
// the tickets go to another date. One change event over short transactions, one for each order, so that the counter goes
// on selling; cancelled before its end, or cut off, all of it goes back. What became of each order is kept: the list
// "cancelled-dates", from which everybody is written to. Articles of the date go back with its tickets, but stay when those
// move: they are on the order. Knows no HTTP.
#pragma once

#include <nlohmann/json.hpp>

#include "jobs/job.hpp"
#include "modules/orders/order_work.hpp"

namespace kartei::cancellations {

struct Asked {
    std::int64_t event = 0;        ///< the event date
    std::string decision;          ///< refund, move, credit
    std::string kind;              ///< of a refund; "" = as it came in
    std::int64_t target = 0;       ///< of a move: the date that the tickets go to
    bool cancel = false;           ///< the date is cancelled with it; without it, it must be
    bool also_anonymous = false;   ///< also what nobody known bought
    bool keep_fees = false;        ///< of a refund or credit: fees of the tickets stay with the house
    std::vector<std::int64_t> orders;  ///< none: all of the date
};

/// What becomes of one order, or why nothing does.
struct Line {
    std::int64_t order_id = 0, customer_id = 0, event_id = 0;
    std::string number, customer_name;  ///< "" where the actor may not see it
    std::string outcome;   ///< refunded, moved, credited, released (nothing was paid), left
    std::string reason;    ///< of those that are left: nobody_known, scanned, no_places, payment_unknown, articles,
                         ///< not_visible, changed
    std::int64_t tickets = 0, amount = 0;
};

struct Plan {
    std::string event_name;
    std::vector<Line> lines;  ///< those that are left first
};
/// Writes nothing. Refusals name "event", "target", "decision", "kind".
Result<Plan> plan_cancellation(House& house, sql::Transaction& transaction, const Actor& actor, const Asked& asked);

/// {"cancellation", "change_event", "orders", "left", "tickets", "refunded", "credited", "moved", "released"}; amounts as
/// texts. Outside any transaction.
Result<nlohmann::json> cancel_date(House& house, const Actor& actor, const Asked& asked, jobs::Progress& progress);

/// Takes back what was cut off; for the start of the server.
void recover_cancellations(House& house);

}  // namespace kartei::cancellations
