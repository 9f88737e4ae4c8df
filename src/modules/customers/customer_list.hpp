// Pages of the register: any place of a million customers, in four orders, narrowed by the beginning of a name. Knows
// no HTTP.
#pragma once

#include "modules/customers/customer_store.hpp"

namespace kartei::customers {

enum class ListOrder { name, number, created_at, changed_at };

struct ListQuestion {
    ListOrder order = ListOrder::name;
    bool descending = false;
    std::string
        filter;  ///< beginning of the name, "Meyer, An" or "Meyer*An" with the first name; else of the matchcode
    std::int64_t offset = 0;     ///< within the filter
    std::optional<std::string>
        start;  ///< instead of offset: the first row at or after this name (order of names, ascending)
    int limit = 100;
    bool with_hidden = false;
};

struct ListRow {
    std::int64_t id;
    std::string columns;  ///< packed, see line_fields()
    bool hidden = false;
    std::string created_at, changed_at;
};

struct ListPage {
    std::vector<ListRow> rows;
    std::int64_t offset = 0;
};

/// Costs some milliseconds at any offset in the order of names (name_bucket). The other orders walk an index from the
/// nearer end; with a filter they sort what it leaves.
ListPage list_customers(sql::Transaction& transaction, const ListQuestion& question);
/// These customers from the question's offset on, in its order.
std::vector<ListRow> list_marked(sql::Transaction& transaction, const std::vector<std::int64_t>& ids,
                                 const ListQuestion& question);
/// These customers in the order of the ids, without those that are gone.
std::vector<ListRow> list_in_order(sql::Transaction& transaction, const std::vector<std::int64_t>& ids);
/// "van den Berg, Anna", as lists show a customer in one cell.
std::string name_in_lists(const std::string& prefix, const std::string& name, const std::string& first_name);
std::int64_t count_customers(sql::Transaction& transaction, const std::string& filter, bool with_hidden);

}  // namespace kartei::customers
