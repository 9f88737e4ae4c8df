#include "modules/imports/entered_values.hpp"

#include <array>

#include "modules/customers/capitals.hpp"
#include "modules/customers/street_line.hpp"
#include "modules/customers/impossible_values.hpp"
#include "modules/parameters/choice_lists.hpp"

namespace kartei::imports {

using customers::Customer;
using customers::NewValues;

namespace {

std::string text_of(const NewValues& values, std::string_view name) {
    const auto found = values.find(name);
    const auto* text = found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text ? *text : "";
}

}  // namespace

void as_entered(NewValues& values) {
    Customer split;
    split.street = text_of(values, "street");
    split.house_number = text_of(values, "house_number");
    split.house_number_suffix = text_of(values, "house_number_suffix");
    const auto street = split.street, number = split.house_number;
    customers::split_street(split);
    customers::split_house_number(split);
    if (split.street != street) values["street"] = split.street;
    if (split.house_number != number) values["house_number"] = split.house_number;
    if (split.house_number != number && !split.house_number_suffix.empty())
        values["house_number_suffix"] = split.house_number_suffix;
    if (auto greeting = text_of(values, "letter_salutation"); !greeting.empty()) {
        greeting = parameters::without_comma(std::move(greeting));
        values["letter_salutation"] = greeting.empty() ? Value() : Value(greeting);
    }
}

void mend_postcodes(NewValues& values, const Customer& before, std::string_view country) {
    const auto text = [&](std::string_view name) {
        const auto found = values.find(name);
        return found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
    };
    const auto* named = text("country");
    const std::string_view here = named ? *named : before.country.empty() ? country : std::string_view(before.country);
    // What he has already stays: the same file again changes nothing.
    for (const auto& [name, had] :
         {std::pair("postcode", &before.postcode), std::pair("po_box_postcode", &before.po_box_postcode)})
        if (auto* postcode = text(name); postcode && *postcode != *had)
            *postcode = customers::with_lost_zeros(*postcode, here);
}

void set_capitals(NewValues& values, const Customer& before) {
    Customer draft = before;
    if (draft.kind.empty()) draft.kind = "private";
    if (const auto kind = text_of(values, "kind"); !kind.empty()) draft.kind = kind;
    const auto set = [&](std::string_view name, auto&& use) {
        if (const auto found = values.find(name); found != values.end())
            if (auto* text = std::get_if<std::string>(&found->second)) use(*text);
    };
    constexpr std::array names{std::pair("first_name", &Customer::first_name), std::pair("name", &Customer::name),
                               std::pair("street", &Customer::street), std::pair("town", &Customer::town)};
    for (const auto& [name, member] : names) set(name, [&](const std::string& text) { draft.*member = text; });
    customers::set_capitals(draft, {});
    for (const auto& [name, member] : names) set(name, [&](std::string& text) { text = draft.*member; });
}

}  // namespace kartei::imports
