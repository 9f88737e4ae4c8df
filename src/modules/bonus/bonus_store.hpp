// Every SQL statement on the tables of points. What came and went is read together, by customer; what is given back is
// taken off the use that it gives back. Invariant: an entry is never changed, only made and taken back.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "audit/change.hpp"
#include "modules/bonus/bonus.hpp"

namespace kartei::bonus {

/// Points entered by hand: + given, - taken.
struct Entry {
    std::int64_t id = 0, version = 1, created_event = 0, customer_id = 0;
    std::string entered_on;
    std::int64_t points = 0;
    std::string text, expires_on;
    std::string entered_by, entered_at;
};

/// Columns of bonus_entry, for whoever carries whole rows.
const std::vector<std::string>& entry_columns();
std::optional<Entry> find_entry(sql::Transaction& transaction, std::int64_t id);
/// Id and event are filled in; the customer's history says it.
void insert_entry(sql::Transaction& transaction, audit::Change& change, Entry& entry);
void delete_entry(sql::Transaction& transaction, audit::Change& change, const Entry& entry);
/// What the audit kept of an entry that went: whose it was, how many points.
Entry entry_in(const std::string& row);
/// False when the customer is gone.
bool restore_entry(sql::Transaction& transaction, audit::Change& change, const std::string& row);

/// All that came to and went from a customer.
struct Holding {
    std::int64_t customer_id = 0;
    std::vector<Lot> lots;
    std::vector<Use> uses;
};
Holding holding_of(sql::Transaction& transaction, std::int64_t customer);
/// Of everybody who ever had any, by id, in bounded memory.
void each_holding(sql::Transaction& transaction, const std::function<bool(const Holding&)>& take);

/// What a booking earned by one operator.
struct Earned {
    std::int64_t booking_id = 0;
    std::string operator_code;
    std::int64_t rate = 0, turnover = 0, points = 0;
    std::string earned_on;
    bool operator==(const Earned&) const = default;
};
std::vector<Earned> earned_of(sql::Transaction& transaction, std::int64_t booking);
void put_earned(sql::Transaction& transaction, const Earned& earned);

/// What a payment of a booking came to in points.
struct Redeemed {
    std::int64_t payment_id = 0, booking_id = 0, points = 0;
    std::string redeemed_on;
    std::optional<std::int64_t> gives_back;
};
std::vector<Redeemed> redeemed_of(sql::Transaction& transaction, std::int64_t booking);
void insert_redeemed(sql::Transaction& transaction, const Redeemed& redeemed);
void delete_redeemed(sql::Transaction& transaction, std::int64_t payment);
/// Did a file bring what this change event wrote?
bool is_imported(sql::Transaction& transaction, std::int64_t event);

/// Points that do not fit the bookings and payments they come from, and accounts that do not add up; for `kartei
/// check`.
std::int64_t check_bonus(House& house, sql::Transaction& transaction);

}  // namespace kartei::bonus
