// Receipts of what the counter takes in and gives out (money.md 1; J-196, J-197): each payment of an order has a number
// of one range for each year, without a gap. It is drawn as the last step of the transaction that stores the payment, so
// that whoever else draws one waits, and what is rolled back or killed gives its number back. A payment that is undone
// leaves its number, void. Payments of orders that were taken over have none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "base/result.hpp"

namespace kartei::orders {

struct OrderReceipt {
    std::string number;  ///< "B2026-00001": the year, five digits at least
    std::int64_t order_id = 0;
    std::string order_number, kind;
    std::int64_t amount = 0;  ///< below zero: given back
    std::string paid_at, paid_by, voided_at;
};

/// For the payments of an order that have none yet and were entered by `event`.
void draw_receipts(House& house, sql::Transaction& transaction, std::int64_t event, std::int64_t order);
void void_receipt(sql::Transaction& transaction, std::int64_t payment, const std::string& at);

std::vector<OrderReceipt> receipts_of_order(sql::Transaction& transaction, std::int64_t order);
/// Number of the receipt of each payment of an order, in their order; "" for one that has none.
std::vector<std::string> receipt_numbers(sql::Transaction& transaction, std::int64_t order);
std::optional<OrderReceipt> find_receipt(sql::Transaction& transaction, const std::string& number);

/// Years with a gap, and receipts that do not fit their payment; for `kartei check`.
std::int64_t check_receipts(sql::Transaction& transaction);

}  // namespace kartei::orders
