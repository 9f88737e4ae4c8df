// Seats of a subscription at all of its event dates at once (counter.md 4): which are free at every date, and holding
// them. Ids are those of the plan of one of the dates, which is the one that is looked at.
#pragma once

#include <tuple>

#include "modules/orders/subscription_sale.hpp"

namespace kartei::orders {

/// The event dates a subscription is sold for, the one whose plan is looked at first among them.
class DatesOfSale {
public:
    using Name = std::tuple<bool, std::string, std::string, std::string>;  ///< counted, section, row, seat

    DatesOfSale(DatesOfSale&&) = default;  // names_ points into plans_: moved, never copied
    DatesOfSale& operator=(DatesOfSale&&) = default;

    /// Refusals name "subscriptions" and "event": none of the dates, not on sale, not seen.
    static Result<DatesOfSale> find(House& house, sql::Transaction& transaction, const Actor& actor,
                                    std::int64_t subscription, std::int64_t looked_at, std::vector<std::int64_t> chosen);

    const std::vector<std::int64_t>& events() const { return events_; }
    const events::SeatPlan& plan() const { return plans_.at(looked_at_); }
    const events::SeatPlan& plan_of(std::int64_t event) const { return plans_.at(event); }
    std::int64_t looked_at() const { return looked_at_; }
    std::vector<std::int64_t> versions() const;

    /// A place of plan() at another date; none: it has no such place.
    const events::Place* there(std::int64_t event, const events::Place& place) const;

private:
    DatesOfSale() = default;

    std::int64_t looked_at_ = 0;
    std::vector<std::int64_t> events_;  ///< in the one order in which seats are claimed
    std::map<std::int64_t, events::SeatPlan> plans_;
    std::map<std::int64_t, std::int64_t> versions_;
    std::map<std::int64_t, std::map<Name, const events::Place*>> names_;  ///< of dates with another plan
};

/// Who has a place where it is not free.
struct TakenAtDates {
    Claim claim;                       ///< of the first of the dates; state "blocked" where the date has no such place
    std::vector<std::int64_t> events;  ///< dates at which it is not free
};
/// By the id of the place in the plan that is looked at.
std::map<std::int64_t, TakenAtDates> taken_of(House& house, sql::Transaction& transaction, const DatesOfSale& dates);
/// Sections without seats: as many taken as at the date that has the fewest left.
std::vector<SectionState> sections_of(House& house, sql::Transaction& transaction, const DatesOfSale& dates);

struct HeldAtDate {
    std::int64_t event = 0;
    std::vector<std::int64_t> seats;  ///< of the plan of the date, as asked; 0: it is not free there
};
/// All seats at all dates, or none; conflict says which seat is whose at which date. `where_free`: only where they are
/// free, but at one date at least: the clerk chooses other seats for the rest.
Result<std::vector<HeldAtDate>> hold_at_dates(House& house, sql::Transaction& transaction, const Draft& draft,
                                              const DatesOfSale& dates, const std::vector<std::int64_t>& seats,
                                              bool where_free);
Result<Done> hold_places_at_dates(House& house, sql::Transaction& transaction, const Draft& draft,
                                  const DatesOfSale& dates, std::int64_t section, std::int64_t places);

}  // namespace kartei::orders
