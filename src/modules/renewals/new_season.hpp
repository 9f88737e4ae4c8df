// What a renewal can give: the seats of the new subscriptions, which of them are free at every event date, and what they
// cost. Read from plans and claims, as they stand now.
#pragma once

#include <map>
#include <tuple>

#include "modules/orders/subscription_terms.hpp"
#include "modules/renewals/solve.hpp"

namespace kartei::renewals {

using SeatName = std::tuple<std::string, std::string, std::string>;  ///< section, row, seat

/// One new subscription.
struct Target {
    orders::SubscriptionTerms terms;
    std::vector<events::EventSale> sales;  ///< of its dates
    std::int64_t hall_id = 0;
    std::map<SeatName, int> seats;
};

class NewSeason {
public:
    /// Refusals: a date that the actor does not see (not_found), that has no plan yet or is cancelled (conflict).
    static Result<NewSeason> read(House& house, sql::Transaction& transaction, const Actor& actor,
                                  const std::vector<std::int64_t>& subscriptions);

    const std::vector<SeatOffered>& seats() const { return seats_; }
    const Target& target(std::int64_t subscription) const { return targets_.at(subscription); }
    /// -1: there is no such seat at every date.
    int find(std::int64_t subscription, const SeatName& name) const;
    /// "" = free, taken, blocked.
    const std::string& state(int seat) const { return states_[static_cast<std::size_t>(seat)]; }
    /// Ids of the seat in the plans of the dates of its subscription, in their order.
    const std::vector<std::int64_t>& ids(int seat) const { return ids_[static_cast<std::size_t>(seat)]; }
    /// Of each date; nothing where a ticket type is not sold in this zone. Type 0: the first that is.
    std::optional<std::vector<std::int64_t>> prices(int seat, std::int64_t& ticket_type) const;

private:
    struct Plans;
    Result<Done> add(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t subscription,
                     Plans& plans);
    void add_seats(const Target& target, Plans& plans, std::map<SeatName, int>& known);
    void claim(sql::Transaction& transaction, const Target& target, std::string_view now);
    void find_clashes();

    std::map<std::int64_t, Target> targets_;
    std::vector<SeatOffered> seats_;
    std::vector<std::string> states_;
    std::vector<std::vector<std::int64_t>> ids_;
};

}  // namespace kartei::renewals
