// What lists of trips are asked: filters of bookings.md 5 and what they mean. Knows no rows.
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "lists/question.hpp"

namespace kartei::reports {

/// Of bookings: all kinds and states unless told. Of participants: bookings that stand, and who still travels.
const std::vector<lists::Filter>& booking_filters();
const std::vector<lists::Filter>& participant_filters();

struct TripFilter {
    bool by_booking = false;  ///< dates are days of booking, else of departure
    std::string from, to;     ///< inclusive; "" = open
    std::string operator_code, destination;
    std::string kind;   ///< "" = all
    std::string state;  ///< "" = all but void; "current": neither void nor cancelled
    std::int64_t customer = 0;  ///< id
    bool with_hidden = false;
    std::string name;  ///< beginning of "name, first name", folded
    bool documents_missing = false, open = false;
    std::int64_t gathered_at_most = 20'000;  ///< hits of one condition; where there are more, the walk meets them soon
};

/// Refusals: a customer who is not there (or not to be seen), an operator or destination that is not in the base data,
/// a period that ends before it begins.
Result<TripFilter> trip_filter(sql::Transaction& transaction, const Actor& actor, const lists::Question& question,
                               bool of_participants);

/// The customer asked for by number, a former one too; 0 when none was. Refusal: error.no_such_customer, also for one
/// who is hidden from the actor.
Result<std::int64_t> customer_asked(sql::Transaction& transaction, const Actor& actor, const lists::Question& question);
/// The same where a list is of one customer.
Result<std::int64_t> customer_demanded(sql::Transaction& transaction, const Actor& actor,
                                       const lists::Question& question);
Result<Done> check_period(const lists::Question& question);

/// decisions.md 25: which sides of the house count.
inline constexpr std::array<std::string_view, 3> sides{"trips", "tickets", "both"};
lists::Filter side_filter();
struct Sides {
    bool trips = true, tickets = false;
};
/// Refusal: tickets are asked without the right to read customers.
Result<Sides> sides_asked(const Actor& actor, const lists::Question& question);

}  // namespace kartei::reports
