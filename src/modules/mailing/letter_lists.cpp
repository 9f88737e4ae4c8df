#include "modules/mailing/letter_lists.hpp"

#include <array>

#include "modules/customers/customer_rules.hpp"

namespace kartei::mailing {
namespace {

constexpr std::array<std::string_view, 4> in_letters{"family", "phones", "passports", "wishes"};
constexpr std::string_view holder = "holder";

std::vector<LetterList> made_lists() {
    std::vector<LetterList> all;
    for (const auto name : in_letters) {
        const auto& list = profile::list_named(name);
        LetterList made{std::string(name), std::string(list.record), {}};
        for (const auto& field : list.fields)
            if (field.privacy != Privacy::sensitive) made.fields.emplace_back(field.name);
        all.push_back(std::move(made));
    }
    return all;
}

/// The member of the family with this id, else the customer himself.
std::string name_of_holder(const std::vector<profile::Row>& family, const profile::List& list, std::string_view id,
                           const customers::Customer& customer) {
    for (const auto& row : family)
        if (std::to_string(row.id) == id) return list.label(row.values);
    return customers::full_name(customer);
}

}  // namespace

const std::vector<LetterList>& letter_lists() {
    static const auto all = made_lists();
    return all;
}

const LetterList* letter_list(std::string_view name) {
    for (const auto& list : letter_lists())
        if (list.name == name) return &list;
    return nullptr;
}

std::vector<Placeholders> rows_for_letter(House& house, sql::Transaction& transaction, const LetterList& list,
                                          const customers::Customer& customer, Language language) {
    const auto& declared = profile::list_named(list.name);
    const auto& family = profile::list_named("family");
    const auto members = declared.has_holder ? rows_of(house, transaction, family, customer.id)
                                             : std::vector<profile::Row>();
    std::vector<Placeholders> rows;
    for (const auto& row : rows_of(house, transaction, declared, customer.id)) {
        const auto all = placeholders_of_row(house, transaction, declared, row, language, list.name);
        Placeholders values;
        for (const auto& field : list.fields) {
            const auto name = list.name + "." + field;
            values[name] = declared.has_holder && field == holder
                               ? name_of_holder(members, family, all.at(name), customer)
                               : all.at(name);
        }
        rows.push_back(std::move(values));
    }
    return rows;
}

}  // namespace kartei::mailing
