// Moving what hangs on one customer to another, and back. Every table of customers::Reference is walked, so that
// whoever stores a customer is moved along. Invariant: move_back() of what move_rows() noted leaves every row as it
// was, as far as nobody has touched it since; what has been touched since goes as happened_since() says.
#pragma once

#include "audit/house.hpp"
#include "modules/merges/table_shape.hpp"

namespace kartei::merges {

/// Tables whose rows follow a customer, each with its column; customers::Reference and former numbers.
std::vector<TableShape> followed_tables(sql::Transaction& transaction);

/// Moves all rows of `from` to `to` and says how, by table: rows that moved (key, position, fingerprint), rows that
/// could not stay because the other has one of the same kind (label, permission, agency): those of `from` that gave way
/// ("displaced") and those of `to` ("replaced").
nlohmann::json move_rows(sql::Transaction& transaction, std::int64_t from, std::int64_t to);

/// The opposite: `moves` as move_rows() gave it. `from` is the customer who comes back, `to` the one who had him.
void move_back(sql::Transaction& transaction, const nlohmann::json& moves, std::int64_t from, std::int64_t to);

/// What became of rows since they moved, and to whom they go when they are moved back.
struct Since {
    std::string table;
    std::string happened;  ///< "changed", "gone", "elsewhere" (moved on since) or "created"
    std::string row;       ///< what a person knows it by; "" where nothing is said
    std::int64_t goes_to;  ///< a customer; 0 = it stays gone, or where it is
};
std::vector<Since> happened_since(sql::Transaction& transaction, const nlohmann::json& moves, std::int64_t from,
                                  std::int64_t to);
/// Rows that came to a customer by later changes than `event`; they stay with him.
std::vector<Since> created_since(sql::Transaction& transaction, std::int64_t customer, std::int64_t event);

/// What a person knows a row by; never a sensitive value. "" when there is nothing to say.
std::string sample_of(const TableShape& shape, const RawRow& row);

}  // namespace kartei::merges
