// Places of another event date for tickets that lose theirs: the same seats where they are free, together before split, else
// the next best of their price zone; never a worse zone for the old price. Pure: plan and what is taken come in. What it
// gives is no longer free for the next who asks.
#pragma once

#include <map>
#include <set>

#include "modules/events/seat_plan.hpp"
#include "modules/orders/order.hpp"

namespace kartei::cancellations {

struct FoundPlace {
    std::int64_t ticket_id = 0, place_id = 0;
    bool counted = false;  ///< a section without seats
};

class FreePlaces {
public:
    /// `left`: places of sections without seats, where they were counted; of others all are.
    FreePlaces(const events::SeatPlan& plan, const std::set<std::int64_t>& taken_seats,
               const std::map<std::int64_t, std::int64_t>& left);

    /// A place for each, or nothing.
    std::optional<std::vector<FoundPlace>> take(const std::vector<orders::Ticket>& tickets);

private:
    using Chosen = std::vector<std::ptrdiff_t>;  ///< of each ticket its place in the plan; -1: none yet

    std::ptrdiff_t same_place(const orders::Ticket& ticket) const;
    bool take_place(std::ptrdiff_t place);
    bool take_same(const std::vector<orders::Ticket>& tickets, Chosen& chosen, bool all);
    bool take_together(const std::vector<orders::Ticket>& tickets, Chosen& chosen);
    bool take_best(const std::vector<orders::Ticket>& tickets, Chosen& chosen);
    bool take_counted(const orders::Ticket& ticket, std::ptrdiff_t& chosen);
    std::string zone_of(const orders::Ticket& ticket) const;

    const events::SeatPlan& plan_;
    std::vector<bool> is_free_;
    std::map<std::ptrdiff_t, std::int64_t> left_;
    std::map<std::tuple<std::string, std::string, std::string>, std::ptrdiff_t> by_name_;
    std::set<std::string> zones_;
};

}  // namespace kartei::cancellations
