// Putting an event date on sale: its plan, its prices, when it may be sold; and moving it to another edition of its
// plan without anybody losing his seat. Here and not beside the events, as the seats that tickets have follow.
#pragma once

#include "modules/events/seat_plan_store.hpp"
#include "modules/orders/seat_claims.hpp"

namespace kartei::orders {

struct OnSale {
    events::EventSale sale;
    std::int64_t change_event = 0;      ///< 0 when nothing changed
    std::vector<Unclaimed> conflicts;   ///< seats that two live tickets name: the second claims nothing
};

/// Refuses conflict (error.seats_would_vanish) with every place of a live ticket that the new plan lacks, stale when
/// the version is another, invalid for a plan that is not there or a price without type or zone.
Result<OnSale> put_on_sale(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t version,
                           events::EventSale after);

/// What of it forbids to store it so.
Result<Done> check_sale_of_event(sql::Transaction& transaction, const events::EventSale& sale);
/// Stores what was checked as part of `change`; on another plan the claims are made anew.
std::vector<Unclaimed> store_sale_of_event(House& house, sql::Transaction& transaction, audit::Change& change,
                                           const events::EventSale& before, const events::EventSale& after);

/// A plan of the seats that tickets of a hall name, in their natural order: what a house took over has a drawing at
/// once. Nothing when it is the plan that the hall has already; refuses a hall without seats.
Result<std::optional<std::int64_t>> plan_from_tickets(House& house, sql::Transaction& transaction, const Actor& actor,
                                                      const std::string& hall);

/// Coming event dates of a hall that have no plan yet go on sale on its newest one, for what tickets of their kind cost
/// in this hall. How many.
Result<std::int64_t> sell_hall(House& house, sql::Transaction& transaction, const Actor& actor,
                               const std::string& hall);

/// What a correction of a plan made.
struct Corrected {
    std::int64_t plan = 0;            ///< the new edition; the old one when nothing differs
    std::int64_t dates = 0;           ///< event dates that were moved to it
    std::int64_t change_event = 0;    ///< 0 when nothing changed
};
/// A new edition of the hall's plan in the place of `plan`, and every coming event date of the old one moved to it, as
/// one change. Refuses stale what is not the hall's newest edition, and conflict with every place of a live ticket that
/// the new one lacks, or that is too small for its tickets.
Result<Corrected> correct_plan(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t plan,
                               const std::string& name, const std::vector<events::Place>& places);
/// Coming event dates of a hall that are sold on an older edition of its plan are moved to the newest.
Result<Corrected> move_to_newest_plan(House& house, sql::Transaction& transaction, const Actor& actor,
                                      const std::string& hall);

audit::Reversible reversible_event_sale();

}  // namespace kartei::orders
