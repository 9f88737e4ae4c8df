// The list of customers as a report ("register"): what the screen of the register shows, in its order, as a file or on
// paper; all that a filter finds, or those that were marked. Its pages on the screen come from customer_list.hpp.
#pragma once

#include "lists/report.hpp"
#include "modules/customers/customer_list.hpp"

namespace kartei::customers {

lists::Report register_report();

/// A row of a list of customers, for other lists that show the register's columns.
struct RegisterRow : lists::Row {
    ListRow row;
    std::vector<std::string_view> parts;  ///< of the row's columns

    void take(ListRow one);
    std::string_view part(std::size_t position) const {
        return position < parts.size() ? parts[position] : std::string_view();
    }
};
const std::vector<lists::Column>& register_columns();
const std::vector<lists::RowKey>& register_keys();

}  // namespace kartei::customers
