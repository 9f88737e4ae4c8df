// Tickets and sold products as rows of the files that imports read (files.md), in their order of columns. Knows neither
// file formats nor imports: which fields the columns have comes in.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "base/field.hpp"
#include "sql/database.hpp"

namespace kartei::orders {

/// One value for each field; ends when it returns false.
using TakeRow = std::function<bool(const std::vector<Value>&)>;

std::int64_t count_tickets(sql::Transaction& transaction);
/// In the order of orders, event dates and lines, deleted ones too. `currency`: of the house.
void each_ticket_row(sql::Transaction& transaction, std::span<const Field> fields, const std::string& currency,
                     const TakeRow& take);

std::int64_t count_product_sales(sql::Transaction& transaction);
void each_product_row(sql::Transaction& transaction, std::span<const Field> fields, const std::string& currency,
                      const TakeRow& take);

}  // namespace kartei::orders
