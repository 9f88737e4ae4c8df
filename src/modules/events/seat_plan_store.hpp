// Every SQL statement on seat plans and on how event dates are sold.
#pragma once

#include "audit/reversal.hpp"
#include "modules/events/seat_plan.hpp"

namespace kartei::events {

std::optional<SeatPlan> find_plan(sql::Transaction& transaction, std::int64_t id);
/// One place of a plan: a seat, or a section whose places are counted. Reads no other.
std::optional<Place> find_place(sql::Transaction& transaction, std::int64_t plan, std::int64_t id, bool counted);
/// The place that is called as another one, which may be of another plan.
std::optional<Place> find_same_place(sql::Transaction& transaction, std::int64_t plan, const Place& place);
/// The newest edition of a hall.
std::optional<std::int64_t> newest_plan(sql::Transaction& transaction, std::int64_t hall);

/// A plan in a list: without its places.
struct PlanLine {
    std::int64_t id = 0, edition = 1;
    std::string hall, venue, name;
    std::int64_t seats = 0, counted = 0, events = 0;  ///< counted: places of sections that have no seats
};
/// By hall, the newest edition first.
std::vector<PlanLine> all_plans(sql::Transaction& transaction);

/// A new edition of a hall, as part of `change`; the hall is made when nobody knows it. `places` must be arranged().
std::int64_t store_plan(sql::Transaction& transaction, audit::Change& change, const std::string& hall,
                        const std::string& venue, const std::string& name, const std::vector<Place>& places);

/// How the creation of a plan goes back: while no event date is sold on it.
audit::Reversible reversible_plan();

// --- how an event date is sold ---------------------------------------------------------------------------------------

struct Price {
    std::int64_t ticket_type_id = 0;
    std::string price_zone;
    std::int64_t price = 0;  ///< minor units
    bool operator==(const Price&) const = default;
};

struct EventSale {
    std::int64_t event_id = 0, version = 1;  ///< version 1: nothing was said yet
    std::int64_t plan_id = 0;
    std::string state = "draft";  ///< draft, on_sale, stopped, cancelled
    std::string sale_from, sale_to;
    std::vector<std::string> prices;  ///< "TYPE/PRICE/ZONE", see written_price()
};
/// What the audit knows of it.
const FieldTable<EventSale>& event_sale_fields();
std::string written_price(const Price& price);
std::vector<Price> prices_of(const EventSale& sale);
/// As find_event_sale() gives them: by ticket type, then zone.
std::vector<std::string> in_order(const EventSale& sale);
/// Nothing when the type is not sold in this zone.
std::optional<std::int64_t> price_of(const EventSale& sale, std::int64_t ticket_type, std::string_view zone);

EventSale find_event_sale(sql::Transaction& transaction, std::int64_t event);
/// Event dates that are sold on a plan.
std::vector<std::int64_t> events_on_plans(sql::Transaction& transaction);
/// False when the stored version is another.
bool store_event_sale(sql::Transaction& transaction, audit::Change& change, const EventSale& before,
                      const EventSale& after);

/// May it be sold now?
bool is_on_sale(const EventSale& sale, std::string_view now);

}  // namespace kartei::events
