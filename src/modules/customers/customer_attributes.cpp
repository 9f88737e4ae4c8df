#include "modules/customers/customer_attributes.hpp"

namespace kartei::customers {

std::string_view right_of(const Field& field) {
    if (field.name == "number" || field.name == "debtor_number") return "customers.number";
    if (field.name == "kind") return "customers.kind";
    if (field.kind == FieldKind::customer_number) return "customers.links";
    if (field.name == "no_selection") return "customers.no_selection";
    if (field.name == "no_open_items") return "customers.no_open_items";
    if (field.name == "hidden_in_search") return "customers.hidden_in_search";
    return field.name == "booking_block" ? "customers.booking_block" : "";
}

}  // namespace kartei::customers
