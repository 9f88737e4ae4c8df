// Payments of an order, in and out: each is a row, and what they come to is the order's `paid` as far as the counter
// took it. Every SQL statement on them stands in payments.cpp.
#pragma once

#include <array>

#include "modules/orders/counter_sale.hpp"

namespace kartei::orders {

/// How money comes in and goes out at the counter.
inline constexpr std::array<std::string_view, 5> payment_kinds{"cash", "card", "transfer", "voucher", "invoice"};

/// Refuses an amount of nothing and a kind that is not known.
Result<std::int64_t> sum_of_payments(const std::vector<Payment>& payments);
/// "cash; card": the kinds in the order in which they came, each once.
std::string payment_types(const std::string& before, const std::vector<Payment>& payments);

/// They go through the till of whoever takes them; refusal: conflict (error.no_open_till).
Result<Done> store_payments(House& house, sql::Transaction& transaction, audit::Change& change, const Actor& actor,
                            const Order& order, const std::vector<Payment>& payments);
std::vector<Payment> payments_of(sql::Transaction& transaction, std::int64_t order);

}  // namespace kartei::orders
