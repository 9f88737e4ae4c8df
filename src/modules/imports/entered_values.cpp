#include "modules/imports/entered_values.hpp"

#include <array>

#include "modules/customers/customer_restrictions.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/impossible_values.hpp"

namespace kartei::imports {

using customers::Customer;
using customers::NewValues;

void split_street(NewValues& values) {
    const auto street = values.find("street");
    const auto number = values.find("house_number");
    if (street == values.end() || is_empty(street->second) || (number != values.end() && !is_empty(number->second)))
        return;
    Customer split;
    split.street = std::get<std::string>(street->second);
    customers::split_street(split);
    if (split.house_number.empty()) return;
    values["street"] = split.street;
    values["house_number"] = split.house_number;
    if (!split.house_number_suffix.empty()) values["house_number_suffix"] = split.house_number_suffix;
}

void mend_postcodes(NewValues& values, const Customer& before, std::string_view country) {
    const auto text = [&](std::string_view name) {
        const auto found = values.find(name);
        return found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
    };
    const auto* named = text("country");
    const std::string_view here = named ? *named : before.country.empty() ? country : std::string_view(before.country);
    for (const auto name : {"postcode", "po_box_postcode"})
        if (auto* postcode = text(name)) *postcode = customers::with_lost_zeros(*postcode, here);
}

void set_capitals(NewValues& values, const Customer& before) {
    Customer draft = before;
    const auto set = [&](std::string_view name, auto&& use) {
        if (const auto found = values.find(name); found != values.end())
            if (auto* text = std::get_if<std::string>(&found->second)) use(*text);
    };
    constexpr std::array names{std::pair("first_name", &Customer::first_name), std::pair("name", &Customer::name),
                               std::pair("street", &Customer::street), std::pair("town", &Customer::town)};
    for (const auto& [name, member] : names) set(name, [&](const std::string& text) { draft.*member = text; });
    customers::set_capitals(draft, before);
    for (const auto& [name, member] : names) set(name, [&](std::string& text) { text = draft.*member; });
}

}  // namespace kartei::imports
