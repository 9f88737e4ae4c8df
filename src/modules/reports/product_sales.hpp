// What the product lists are about: which lines of sales count, for one actor, and how they are read.
#pragma once

#include <set>

#include "lists/question.hpp"
#include "modules/reports/list_row.hpp"
#include "modules/reports/subjects.hpp"

namespace kartei::reports {

struct ProductSelection {
    NamedIds products;                       ///< by name
    std::optional<std::set<std::int64_t>> events;  ///< none: lines of all event dates, and of none
    std::string from, before;                ///< instants of the sale; "" = open
    bool with_returned = false;
    bool with_hidden = false;

    /// What a line adds to quantities: 1, -1 for what was returned where that is asked, else 0.
    int sign_of(std::string_view state) const {
        if (state == "sold") return 1;  // T-071: what is reserved only was not bought
        return state == "returned" && with_returned ? -1 : 0;
    }
    bool is_at_event(std::int64_t event) const { return !events || (event != 0 && events->contains(event)); }
};

struct ProductLine {
    std::string place;  ///< in the order of names, orders and lines
    std::string order, vat_rate, state, sold_at, name_key;
    std::int64_t product_id = 0, order_id = 0, event_id = 0, customer_id = 0, quantity = 0, unit_price = 0;
};
/// The lines behind a place, in order.
std::vector<ProductLine> lines_after(sql::Transaction& transaction, const ProductSelection& selection,
                                     std::string_view after);

struct ProductTotal {
    std::int64_t product_id = 0, event_id = 0, quantity = 0, revenue = 0;
};
/// By the order of the products, then by event date; what comes to nothing at all is left out.
std::vector<ProductTotal> totals_of(sql::Transaction& transaction, const ProductSelection& selection);

}  // namespace kartei::reports
