// What stands on a ticket in bars: twenty digits by chance, so that nobody who holds one knows another's. Tickets that were
// taken over keep what they came with, which may stand on several (a season card); those that came without get one before
// they are printed. A barcode that was replaced is never given again and stays known, so that the door can say why it is
// void.
#pragma once

#include "modules/orders/order.hpp"
#include "sql/database.hpp"

namespace kartei::orders {

inline constexpr std::size_t barcode_digits = 20;

/// One that no ticket has or had.
std::string new_barcode(sql::Transaction& transaction);

/// Tickets that carry it, in the order of their ids.
std::vector<Ticket> tickets_with_barcode(sql::Transaction& transaction, std::string_view barcode);
/// Tickets that carried it before they were exchanged.
std::vector<std::int64_t> tickets_that_had_barcode(sql::Transaction& transaction, std::string_view barcode);
/// The ticket has another barcode from now on. For change_ticket().
void void_barcode(sql::Transaction& transaction, const Ticket& before, std::string_view at);

}  // namespace kartei::orders
