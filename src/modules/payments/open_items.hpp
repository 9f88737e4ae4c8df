// Open items (money.md 1): what is owed to the house by a day. Each due date of what the house collects in a booking,
// and each reserved or part-paid order, is one; its debtor is whom the invoice is addressed to. Payments fill the
// oldest due date of a booking first, what was paid too much is its credit. Nothing is stored: items follow from
// bookings and orders whenever they are asked for. Knows no HTTP. Read take_payment.hpp next for how they are paid.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "base/date.hpp"

namespace kartei::payments {

struct OpenItem {
    std::int64_t booking = 0, booking_id = 0;  ///< its number; 0: of an order
    std::string order;                         ///< its number; "": of a booking
    std::int64_t order_id = 0;
    std::string
        kind;  ///< deposit, balance, full, by_hand; reservation (an order); credit (paid too much, open below zero)
    std::string due_on;
    std::int64_t amount = 0, paid = 0;  ///< minor units of the house's currency
    std::int64_t days_late = 0;         ///< 0: not late
    std::int64_t level = 0;             ///< of dunning, 0: none yet
    std::int64_t customer_id = 0;       ///< who booked or ordered
    std::int64_t debtor_id = 0;         ///< whom the invoice is addressed to
    std::optional<std::int64_t> debtor_number;
    std::string debtor_name;   ///< "van den Berg, Anna"
    std::string payment_kind;  ///< of the booking, else of who booked, else of the house for his kind
    std::string blocked;       ///< why it is not controlled: "no_open_items" (J-185); "" = it is

    std::int64_t open() const { return amount - paid; }
};

enum class Credits { without, with, alone };

struct OpenItemFilter {
    Date on{};                      ///< what was paid until then counts, days late count to it
    std::string due_from, due_to;   ///< of due_on, inclusive; "" = open
    std::int64_t least_days_late = 0;
    std::int64_t customer_id = 0;   ///< who owes it or has booked it; 0 = everybody
    std::int64_t booking = 0;       ///< number; 0 = all, and orders
    std::string order;              ///< number; "" = all, and bookings
    std::string payment_kind;       ///< code; "" = all
    std::optional<std::int64_t> level;
    std::int64_t least_open = 0;    ///< minor units
    bool also_blocked = false;      ///< J-186: who is kept out of the control is left out
    Credits credits = Credits::without;
};

/// By name of the debtor, due date, booking, order; without what the actor may not see: hidden customers, orders with
/// event dates that are not his.
std::vector<OpenItem> open_items(House& house, sql::Transaction& transaction, const Actor& actor,
                                 const OpenItemFilter& filter);

/// May the actor see all event dates of an order? One of bookings has none.
bool sees_order(sql::Transaction& transaction, const Actor& actor, std::int64_t order);
/// The same of what is owed for a booking or an order (0: none): its customer, and the event dates.
bool sees_owed(sql::Transaction& transaction, const Actor& actor, std::int64_t booking, std::int64_t order);

/// How old what is owed is: not late, 1–30 days, 31–60, 61–90, more.
inline constexpr std::size_t age_groups = 5;
std::size_t age_group(std::int64_t days_late);

}  // namespace kartei::payments
