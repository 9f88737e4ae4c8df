#include "modules/profile/rows_in_force.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/money.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::profile {
namespace {

using sql::Transaction;

std::optional<std::int64_t> master_of(Transaction& transaction, std::string_view kind) {
    const auto number = parameters::parameters_of(transaction)->integer("master_customer_" + std::string(kind));
    return number == 0 ? std::nullopt : customers::id_of_number(transaction, number);
}

/// The word for a code of base data or of a choice list; the code itself when it is there no longer.
std::string word_for(Transaction& transaction, const List& list, std::string_view field, const std::string& code,
                     Language language) {
    for (const auto& [coded, base] : list.base_data)
        if (coded == field)
            if (const auto row = parameters::base_row_meant(transaction, base, code)) return row->text("name");
    for (const auto& [coded, choice_list] : list.choice_lists)
        if (coded == field)
            for (const auto& choice : parameters::choices_of(transaction, choice_list, language))
                if (choice.code == code) return choice.label;
    return code;
}

/// "12,50" in German and Dutch, "12.50" in English.
std::string number_in(Language language, std::int64_t number, int digits = 2) {
    auto text = write_money(number, digits);
    if (language != Language::en) std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::string amount_in(Language language, const House& house, std::int64_t amount) {
    return number_in(language, amount, house.rules.currency_digits) + " " + house.currency;
}

std::string surcharge_line(House& house, Transaction&, const List& list, const Row& row, Language language) {
    auto line = list.text(row, "text");
    if (line.empty()) line = list.text(row, "kind");
    if (const auto* amount = std::get_if<std::int64_t>(&list.value(row, "amount")))
        line += (line.empty() ? "" : " ") + amount_in(language, house, *amount);
    return line;
}

/// "TUI, Pauschalreise: Stammkunden 5.00 %"
std::string commission_line(House& house, Transaction& transaction, const List& list, const Row& row,
                            Language language) {
    std::string line;
    for (const char* field : {"operator", "product_type", "destination", "price_text", "service_type"})
        if (const auto code = list.text(row, field); !code.empty())
            line += (line.empty() ? "" : ", ") + word_for(transaction, list, field, code, language);
    if (line.empty()) line = text(language, "profile.all_services");
    const auto code = list.text(row, "commission_table");
    const auto table = parameters::base_row_meant(transaction, "commission-tables", code);
    if (!table) return line + ": " + code;
    const auto rate = table->integer("rate");
    return line + ": " + table->text("name") + " " +
           (table->text("basis") == "percent" ? number_in(language, rate) + " %" : amount_in(language, house, rate));
}

std::string fee_line(House& house, Transaction& transaction, const List& list, const Row& row, Language language) {
    const auto code = list.text(row, "fee_rule");
    const auto rule = parameters::base_row_meant(transaction, "fee-rules", code);
    const auto* own = std::get_if<std::int64_t>(&list.value(row, "amount"));
    if (!rule) return code;
    return rule->text("name") + " " + amount_in(language, house, own ? *own : rule->integer("amount"));
}

/// How a row of each list that is inherited reads in one line.
struct Worded {
    std::string_view record;
    std::string (*line)(House&, Transaction&, const List&, const Row&, Language);
};
constexpr std::array worded_lists{Worded{"surcharge", surcharge_line}, Worded{"commission_assignment", commission_line},
                              Worded{"fee_assignment", fee_line}};

}  // namespace

RowsInForce rows_in_force(House& house, Transaction& transaction, const List& list, std::int64_t customer) {
    const auto link = customers::find_link(list.inherited_over)->member;
    std::set<std::int64_t> seen;
    for (std::optional<std::int64_t> next = customer; next && seen.insert(*next).second;) {
        auto rows = rows_of(house, transaction, list, *next);
        if (!rows.empty()) return {*next, std::move(rows)};
        const auto one = customers::find_customer(transaction, *next);
        next = one && (*one).*link ? customers::id_of_number(transaction, *((*one).*link)) : std::nullopt;
    }
    if (!list.of_master_customer) return {};
    const auto one = customers::find_customer(transaction, customer);
    const auto master = one ? master_of(transaction, one->kind) : std::nullopt;
    if (!master) return {};
    auto rows = rows_of(house, transaction, list, *master);
    return rows.empty() ? RowsInForce{} : RowsInForce{*master, std::move(rows)};
}

std::vector<std::string> in_lines(House& house, Transaction& transaction, const List& list,
                                  const std::vector<Row>& rows, Language language) {
    const auto worded = std::find_if(worded_lists.begin(), worded_lists.end(),
                                     [&](const auto& one) { return one.record == list.record; });
    std::vector<std::string> lines;
    for (const auto& row : rows) lines.push_back(worded->line(house, transaction, list, row, language));
    return lines;
}

Result<Done> copy_rows(House& house, Transaction& transaction, audit::Change& change, const Actor& actor,
                       const List& list, std::int64_t from, std::int64_t to) {
    if (!actor.may(list.right)) return refuse(RefusalKind::forbidden, "error.no_right_to_lines");
    auto own = rows_of(house, transaction, list, to);
    const auto has = [&](const Row& row) {
        return std::any_of(own.begin(), own.end(), [&](const Row& one) { return one.values == row.values; });
    };
    bool copied = false;
    for (const auto& row : rows_of(house, transaction, list, from)) {
        if (has(row)) continue;
        Row copy{.customer_id = to, .values = row.values};
        insert_row(house, transaction, change, list, copy);
        copied = true;
    }
    if (!copied) return refuse(RefusalKind::conflict, "error.nothing_to_copy");
    return Done{};
}

std::vector<customers::OwnLines> own_lines() {
    std::vector<customers::OwnLines> all;
    for (const auto& list : all_lists()) {
        if (list.inherited_over.empty()) continue;
        customers::OwnLines own{std::string(list.inherited_over),
                                [&list](House& house, Transaction& transaction, std::int64_t customer,
                                        Language language) {
                                    return in_lines(house, transaction, list,
                                                    rows_of(house, transaction, list, customer), language);
                                }};
        if (list.can_be_copied)
            own.copy = [&list](House& house, Transaction& transaction, audit::Change& change, const Actor& actor,
                               std::int64_t from, std::int64_t to) {
                return copy_rows(house, transaction, change, actor, list, from, to);
            };
        all.push_back(std::move(own));
    }
    return all;
}

}  // namespace kartei::profile
