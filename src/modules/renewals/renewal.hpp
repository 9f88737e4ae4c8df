// A renewal (counter.md 4): subscriptions of one season lead to those of the next. What was decided about a right, and
// what became of it, is an entry; a right without one is open and is solved as it wishes. Read renewal_plan.hpp next.
#pragma once

#include "modules/renewals/seat_right.hpp"

namespace kartei::renewals {

struct Renewal {
    std::int64_t id = 0, version = 1;
    std::string name;
    std::vector<std::string> pairs;  ///< "OLD>NEW", ids of subscriptions

    std::vector<std::pair<std::int64_t, std::int64_t>> subscriptions() const;
};
const FieldTable<Renewal>& renewal_fields();
const parameters::PlainRecord& renewal_record();

struct Entry {
    std::int64_t id = 0, version = 1, renewal_id = 0, right_id = 0;
    std::int64_t subscription_id = 0;  ///< the new one, of what is reserved
    std::string decision = "solve";    ///< solve, keep, seat, wait, sabbatical, give_up
    std::string section, row, seat;    ///< decided on (seat), then the one that is reserved
    std::string state = "open";        ///< open, reserved, renewed, sabbatical, given_up
    std::int64_t order_id = 0;
    std::string seat_set;  ///< in the new order
};
const FieldTable<Entry>& entry_fields();
const parameters::PlainRecord& entry_record();

std::optional<Renewal> find_renewal(sql::Transaction& transaction, std::int64_t id);
std::optional<Renewal> find_renewal(sql::Transaction& transaction, const std::string& name);
std::vector<Renewal> all_renewals(sql::Transaction& transaction);

std::vector<Entry> entries_of(sql::Transaction& transaction, std::int64_t renewal);
std::vector<Entry> entries_of_order(sql::Transaction& transaction, std::int64_t order);
/// The stored one, or a new one that is open (id 0).
Entry entry_of(sql::Transaction& transaction, std::int64_t renewal, std::int64_t right);
/// Creates or changes it as part of a change; false when the stored version is another.
bool store_entry(sql::Transaction& transaction, audit::Change& change, const Entry& before, Entry after);

/// A new renewal. Refusals name "name" and "pairs": unknown or flexible subscriptions, dates the actor does not see.
struct NewRenewal {
    std::int64_t id = 0, event = 0;
};
Result<NewRenewal> begin_renewal(House& house, sql::Transaction& transaction, const Actor& actor,
                                 const std::string& name,
                                 const std::vector<std::pair<std::int64_t, std::int64_t>>& pairs);

}  // namespace kartei::renewals
