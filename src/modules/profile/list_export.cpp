// The lists of all customers for `kartei export`: what `kartei import` of the same name reads back
// (imports/list_import).
#include "modules/profile/list_export.hpp"

#include "audit/hold.hpp"
#include "modules/customers/register_export.hpp"
#include "modules/profile/row_actions.hpp"

namespace kartei::profile {
namespace {

using customers::ExportColumn;
using customers::RegisterExport;
using sql::Transaction;

/// In every file `customer` is whose list it is.
std::string_view column_name(const Field& field) { return field.name == "customer" ? "own_customer" : field.name; }

bool has_column(const Field& field, bool in_clear) {
    return field.kind != FieldKind::blind_index && (in_clear || field.privacy != Privacy::sensitive);
}

std::vector<ExportColumn> columns_of(const List& list, bool in_clear) {
    std::vector<ExportColumn> columns{{{"customer", FieldKind::customer_number}, "profile.customer"}};
    if (!list.single) columns.push_back({{"position", FieldKind::integer}, "profile.position"});
    for (auto field : list.fields) {
        if (!has_column(field, in_clear)) continue;
        field.name = column_name(field);
        columns.push_back({field, std::string(list.record) + "." + std::string(field.name)});
    }
    return columns;
}

/// What rows of one customer after the other want to know of him.
class Customers {
public:
    Customers(House& house, Transaction& transaction) : house_(house), transaction_(transaction) {}

    std::int64_t number(std::int64_t customer) {
        look_at(customer);
        return number_;
    }
    /// A file names a member of the family by position.
    std::int64_t position_of_member(std::int64_t customer, std::int64_t member) {
        look_at(customer);
        for (const auto& row : family_)
            if (row.id == member) return row.position;
        return 0;
    }

private:
    void look_at(std::int64_t customer) {
        if (customer == customer_) return;
        customer_ = customer;
        auto rows = transaction_.query("SELECT number FROM customer WHERE id = :id", customer);
        number_ = rows.next() ? rows.integer(0) : 0;
        family_ = rows_of(house_, transaction_, list_named("family"), customer);
    }

    House& house_;
    Transaction& transaction_;
    std::int64_t customer_ = 0, number_ = 0;
    std::vector<Row> family_;
};

void each_of(House& house, Transaction& transaction, const List& list, bool in_clear,
             const RegisterExport::Take& take) {
    Customers customers(house, transaction);
    each_row(house, transaction, list, [&](const Row& row) {
        std::vector<Value> values{customers.number(row.customer_id)};
        if (!list.single) values.emplace_back(row.position);
        for (std::size_t i = 0; i < list.fields.size(); ++i) {
            if (!has_column(list.fields[i], in_clear)) continue;
            const auto* holder = std::get_if<std::int64_t>(&row.values[i]);
            values.push_back(list.has_holder && list.fields[i].name == "holder" && holder
                                 ? Value(customers.position_of_member(row.customer_id, *holder))
                                 : row.values[i]);
        }
        return take(values);
    });
}

/// One event for the whole export, with a row for each value that is read.
void note_export(House& house, const Actor& actor, const List& list) {
    house.database.write([&](Transaction& transaction) {
        hold_part(transaction);
        audit::Change change(house, transaction, actor, "sensitive_read", list.name);
        each_row(house, transaction, list, [&](const Row& row) {
            note_reading(change, list, row);
            return true;
        });
        change.seal();
    });
}

}  // namespace

std::vector<RegisterExport> list_exports() {
    std::vector<RegisterExport> all;
    for (const auto& list : all_lists())
        all.push_back(
            {std::string(list.name), [&list](bool in_clear) { return columns_of(list, in_clear); },
             [&list](Transaction& transaction) { return count_rows(transaction, list); },
             [&list](House& house, Transaction& transaction, bool in_clear, const RegisterExport::Take& take) {
                 each_of(house, transaction, list, in_clear, take);
             },
             list.has_sensitive_fields(),
             [&list](House& house, const Actor& actor) { note_export(house, actor, list); }});
    return all;
}

}  // namespace kartei::profile
