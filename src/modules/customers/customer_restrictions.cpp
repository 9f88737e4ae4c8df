#include "modules/customers/customer_restrictions.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/choice_lists.hpp"
#include "modules/parameters/parameter_actions.hpp"

namespace kartei::customers {
namespace {

using parameters::ParameterValues;
using sql::Transaction;

class Restrictions {
public:
    Restrictions(Transaction& transaction, const ParameterValues& parameters, const Customer& customer,
                 const Customer* before)
        : transaction_(transaction), parameters_(parameters), customer_(customer), before_(before) {}

    std::vector<Issue> all() {
        for (const auto& name : parameters_.list("mandatory_fields_" + customer_.kind))
            if (is_empty_now(name) && changes(name)) add(name, "error.required");
        for (const auto& name : parameters_.list("locked_fields")) refuse_change(name, "error.field_locked");
        for (const auto& name : absent_fields(parameters_)) refuse_change(name, "error.field_absent");
        if (parameters_.yes("code1_six_characters") && changes("code1") && length_in_characters(customer_.code1) > 6)
            add("code1", "error.too_long", {{"max", "6"}});
        if (parameters_.yes("code1_as_list")) demand_offered("code1", customer_.code1, true);
        if (parameters_.yes("code2_as_list")) demand_offered("code2", customer_.code2, true);
        demand_offered("category", customer_.category, false);
        demand_known("mailing_kind", customer_.mailing_kind);
        demand_known("payment_kind", customer_.payment_kind);
        demand_known("payment_term", customer_.payment_term);
        return std::move(issues_);
    }

private:
    Value value(const Customer& customer, std::string_view name) const {
        const auto* member = find_field(customer_fields(), name);
        auto value = member ? member->get(customer) : Value();
        return value == Value(false) ? Value() : value;
    }
    bool is_empty_now(std::string_view name) const { return is_empty(value(customer_, name)); }
    bool changes(std::string_view name) const {
        return !before_ || before_->kind != customer_.kind || value(*before_, name) != value(customer_, name);
    }
    void add(std::string_view name, const char* key, Parameters details = {}) {
        issues_.push_back({std::string(name), key, std::move(details)});
    }
    void refuse_change(std::string_view name, const char* key) {
        if (before_ ? value(*before_, name) != value(customer_, name) : !is_empty_now(name)) add(name, key);
    }
    /// The value must be one of the list, for this kind of customer or for all. A list that has nothing for the kind
    /// refuses nothing, unless the field is there for its list alone.
    void demand_offered(std::string_view list, const std::string& code, bool always) {
        if (code.empty() || !changes(list)) return;
        bool offers = always;
        for (const auto& choice : parameters::choices_of(transaction_, list, Language::en)) {
            if (choice.kind != customer_.kind && choice.kind != "all") continue;
            offers = true;
            if (choice.code == code) return;
        }
        if (offers) add(list, "error.not_offered", {{"value", code}});
    }

    /// J-119, J-121, J-127: an entry of the list.
    void demand_known(std::string_view list, const std::string& code) {
        if (code.empty() || !changes(list)) return;
        const auto choices = parameters::choices_of(transaction_, list, Language::en);
        const auto is_it = [&](const parameters::Choice& choice) { return choice.code == code; };
        if (!choices.empty() && std::none_of(choices.begin(), choices.end(), is_it))
            add(list, "error.not_offered", {{"value", code}});
    }

    Transaction& transaction_;
    const ParameterValues& parameters_;
    const Customer& customer_;
    const Customer* before_;
    std::vector<Issue> issues_;
};

/// Lists whose codes customers have.
constexpr std::array<std::string_view, 6> few_values{"category",     "salutation",   "title",
                                                     "mailing_kind", "payment_kind", "payment_term"};

void add_uses(Transaction& transaction, std::string_view list, std::vector<parameters::CodeUse>& uses) {
    // sql: the column is one of few_values, code1 or code2
    auto rows = transaction.query("SELECT DISTINCT kind, " + std::string(list) + " FROM customer WHERE " +
                                  std::string(list) + " IS NOT NULL");
    while (rows.next()) uses.push_back({std::string(list), rows.string(0), rows.string(1)});
}

/// One pass over the register for all lists that have few values.
void add_all_uses(Transaction& transaction, std::vector<parameters::CodeUse>& uses) {
    std::string columns;
    for (auto list : few_values) columns.append(", ").append(list);
    // sql: the columns are few_values
    auto rows = transaction.query("SELECT DISTINCT kind" + columns + " FROM customer");
    std::set<std::array<std::string, 3>> seen;
    while (rows.next())
        for (int i = 0; i < static_cast<int>(few_values.size()); ++i)
            if (!rows.is_null(i + 1))
                seen.insert({std::string(few_values[static_cast<std::size_t>(i)]), rows.string(0), rows.string(i + 1)});
    for (const auto& [list, kind, code] : seen) uses.push_back({list, kind, code});
}

}  // namespace

std::vector<parameters::CodeUse> uses_of_codes(Transaction& transaction, std::string_view list) {
    std::vector<parameters::CodeUse> uses;
    if (list.empty()) add_all_uses(transaction, uses);
    else if (std::find(few_values.begin(), few_values.end(), list) != few_values.end())
        add_uses(transaction, list, uses);
    for (const char* code : {"code1", "code2"})
        if ((list.empty() || list == code) && !parameters::entries_of(transaction, code).empty())
            add_uses(transaction, code, uses);
    return uses;
}

void fill_from_parameters(Customer& customer, const ParameterValues& parameters) {
    if (!parameters::find_parameter("payment_kind_" + customer.kind)) return;
    if (customer.payment_kind.empty()) customer.payment_kind = parameters.text("payment_kind_" + customer.kind);
    if (customer.payment_term.empty()) customer.payment_term = parameters.text("payment_term_" + customer.kind);
    if (customer.mailing_kind.empty()) customer.mailing_kind = parameters.text("mailing_kind_" + customer.kind);
}

std::vector<Issue> restriction_issues(Transaction& transaction, const ParameterValues& parameters,
                                      const Customer& customer, const Customer* before) {
    if (!parameters::find_parameter("mandatory_fields_" + customer.kind)) return {};  // no such kind: told elsewhere
    return Restrictions(transaction, parameters, customer, before).all();
}

}  // namespace kartei::customers
