// Which rows of a list hold for a customer: his own, or, while he has none, those of the customer whom he names in the
// list's link, and so on; of fees at last those of the master customer of his kind (J-151, J-155, J-164, J-181, J-182;
// decisions.md 5; customers.md 12, 13). One own row ends what is inherited, the last one deleted restores it.
#pragma once

#include "modules/customers/customer.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/profile/row_store.hpp"

namespace kartei::profile {

struct RowsInForce {
    std::int64_t from = 0;  ///< whose rows they are, 0 when there are none
    std::vector<Row> rows;
};

/// What a new booking of the customer begins with. Ends at a link in a circle.
RowsInForce rows_in_force(House& house, sql::Transaction& transaction, const List& list, std::int64_t customer);

/// Rows in words, one line each: "Kurtaxe 12.50 EUR", "TUI, Pauschalreise: Stammkunden 5.00 %".
std::vector<std::string> in_lines(House& house, sql::Transaction& transaction, const List& list,
                                  const std::vector<Row>& rows, Language language);

/// Appends what the customer has not got of another one's rows, in their order (J-150, J-163). Refusals: forbidden
/// without the list's right, conflict when there is nothing to copy.
Result<Done> copy_rows(House& house, sql::Transaction& transaction, audit::Change& change, const Actor& actor,
                       const List& list, std::int64_t from, std::int64_t to);

/// Joins all lists that are inherited to customers::own_lines().
std::vector<customers::OwnLines> own_lines();

}  // namespace kartei::profile
