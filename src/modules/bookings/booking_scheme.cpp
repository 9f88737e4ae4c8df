#include "modules/bookings/booking_scheme.hpp"

#include <set>

#include "modules/bookings/booking_sums.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/profile/rows_in_force.hpp"

namespace kartei::bookings {
namespace {

using parameters::PlainRow;
using parameters::StepBase;
using sql::Transaction;

constexpr std::string_view unknown = "unknown";

std::vector<std::string> texts_of(const PlainRow& row, std::string_view field) {
    const auto found = row.values.find(field);
    const auto* texts = found == row.values.end() ? nullptr : std::get_if<std::vector<std::string>>(&found->second);
    return texts ? *texts : std::vector<std::string>();
}

std::vector<parameters::RateStep> steps_of(const PlainRow& row, std::string_view field, StepBase base) {
    std::vector<parameters::RateStep> steps;
    for (const auto& text : texts_of(row, field))
        if (const auto step = read_rate_step(text, base)) steps.push_back(*step);
    return steps;
}

std::vector<PlainRow> base_rows(Transaction& transaction, std::string_view base) {
    return parameters::all_rows(transaction, *parameters::base_data(base));
}

std::int64_t number_of(Transaction& transaction, std::int64_t customer) {
    const auto found = customers::find_customer(transaction, customer);
    return found ? found->number.value_or(0) : 0;
}

bool is_on(Transaction& transaction, std::string_view module) {
    return parameters::module_is_on(*parameters::parameters_of(transaction), module);
}

std::int64_t money_of(const profile::List& list, const profile::Row& row, std::string_view field) {
    const auto* amount = std::get_if<std::int64_t>(&list.value(row, field));
    return amount ? *amount : 0;
}

CommissionTable table_of(const PlainRow& row) {
    CommissionTable table;
    table.code = row.text("code");
    table.per_service_amount = row.text("basis") == "amount";
    table.rate = row.integer("rate");
    table.tiers = steps_of(row, "tiers", StepBase::money);
    table.valid_from = day_of(row.text("valid_from"));
    table.valid_until = day_of(row.text("valid_until"));
    table.tax_on_top = row.text("vat") == "on_top";
    return table;
}

FeeRule rule_of(const PlainRow& row) {
    return {row.text("code"),         row.text("invoice_text"), row.text("kind"),
            row.text("occasion"),     row.text("operator"),     row.text("product_type"),
            row.text("destination"),  row.text("service_type"), row.integer("amount"),
            row.yes("per_participant"), row.integer("minutes")};
}

CancellationTerms cancellation_of(const PlainRow& row, std::string_view whose) {
    CancellationTerms terms;
    terms.source = std::string(whose) + " " + row.text("code");
    const auto& rate = row.values.find("cancellation_rate")->second;
    if (const auto* given = std::get_if<std::int64_t>(&rate)) terms.general = *given;
    terms.minimum = row.integer("cancellation_minimum");
    terms.steps = steps_of(row, "cancellation_steps", StepBase::days);
    return terms;
}

/// The parts of a term by its code; one that nobody has written down is none.
std::optional<Term> term_of(const std::map<std::string, Term>& terms, const std::string& code) {
    const auto found = code == unknown ? terms.end() : terms.find(code);
    return found == terms.end() ? std::nullopt : std::optional(found->second);
}

std::map<std::string, Term> all_terms(Transaction& transaction) {
    std::map<std::string, Term> terms;
    for (const auto& row : base_rows(transaction, "payment-terms"))
        if (auto term = read_term("parts", texts_of(row, "parts"))) terms.emplace(row.text("code"), std::move(*term));
    return terms;
}

/// A product type follows the operator it is booked with; the first of a booking's services says which.
std::map<std::string, Term> product_terms(Transaction& transaction, const WholeBooking& booking,
                                          const std::map<std::string, Term>& terms) {
    std::set<std::pair<std::string, std::string>> booked;
    for (const auto& service : booking.services) booked.emplace(service.operator_code, service.product_type);
    std::map<std::string, Term> of_products;
    for (const auto& row : base_rows(transaction, "operator-products"))
        if (booked.contains({row.text("operator"), row.text("product_type")}))
            if (auto term = term_of(terms, row.text("payment_term")))
                of_products.emplace(row.text("product_type"), std::move(*term));
    return of_products;
}

}  // namespace

CommissionScheme commission_scheme(House& house, Transaction& transaction, std::int64_t customer) {
    CommissionScheme scheme;
    if (!is_on(transaction, "commission")) return scheme;
    const auto& list = profile::list_named("commission_assignments");
    const auto in_force = profile::rows_in_force(house, transaction, list, customer);
    if (in_force.rows.empty()) return scheme;
    scheme.from = number_of(transaction, in_force.from);
    for (const auto& row : in_force.rows)
        scheme.lines.push_back({list.text(row, "operator"), list.text(row, "product_type"),
                                list.text(row, "destination"), list.text(row, "price_text"),
                                list.text(row, "service_type"), list.text(row, "commission_table")});
    for (const auto& row : base_rows(transaction, "commission-tables")) scheme.tables.push_back(table_of(row));
    return scheme;
}

FeeScheme fee_scheme(House& house, Transaction& transaction, std::int64_t customer) {
    FeeScheme scheme;
    if (!is_on(transaction, "fees")) return scheme;
    const auto& list = profile::list_named("fee_assignments");
    const auto in_force = profile::rows_in_force(house, transaction, list, customer);
    if (in_force.rows.empty()) return scheme;
    scheme.from = number_of(transaction, in_force.from);
    std::map<std::string, FeeRule> rules;
    for (const auto& row : base_rows(transaction, "fee-rules")) rules.emplace(row.text("code"), rule_of(row));
    for (const auto& row : in_force.rows) {
        const auto rule = rules.find(list.text(row, "fee_rule"));
        if (rule == rules.end()) continue;
        scheme.rules.push_back(rule->second);
        if (!is_empty(list.value(row, "amount"))) scheme.rules.back().amount = money_of(list, row, "amount");
    }
    return scheme;
}

SurchargeScheme surcharge_scheme(House& house, Transaction& transaction, std::int64_t customer) {
    const auto& list = profile::list_named("surcharges");
    const auto in_force = profile::rows_in_force(house, transaction, list, customer);
    SurchargeScheme scheme{number_of(transaction, in_force.from), in_force.from == customer, {}};
    for (const auto& row : in_force.rows)
        scheme.lines.push_back({list.text(row, "kind"), list.text(row, "text"), money_of(list, row, "amount"),
                                list.text(row, "per")});
    return scheme;
}

std::vector<VatRate> tax_rates(House& house, Transaction& transaction) {
    std::vector<VatRate> rates;
    for (const auto& row : base_rows(transaction, "tax-rates"))
        if (const auto from = day_of(row.text("valid_from")); from && row.text("country") == house.country)
            rates.push_back({row.text("tax"), row.integer("rate"), *from});
    return rates;
}

PaymentTerms payment_terms(Transaction& transaction, const WholeBooking& booking, std::string_view house_term) {
    const auto terms = all_terms(transaction);
    PaymentTerms all{term_of(terms, booking.head.payment_term), product_terms(transaction, booking, terms), {}};
    if (auto of_house = term_of(terms, std::string(house_term))) all.standard = std::move(*of_house);
    else if (auto standard = term_of(terms, "standard")) all.standard = std::move(*standard);
    else all.standard = standard_term();
    return all;
}

const CancellationTerms* CancellationScheme::for_service(const Service& service) const {
    const auto named = [](const std::map<std::string, CancellationTerms>& terms, const std::string& code) {
        const auto found = terms.find(code);
        return found == terms.end() ? nullptr : &found->second;
    };
    return terms_in_force(named(of_tables, service.commission_table), named(of_operators, service.operator_code));
}

CancellationScheme cancellation_scheme(Transaction& transaction) {
    CancellationScheme scheme;
    for (const auto& row : base_rows(transaction, "commission-tables"))
        scheme.of_tables.emplace(row.text("code"), cancellation_of(row, "commission_table"));
    for (const auto& row : base_rows(transaction, "operators"))
        scheme.of_operators.emplace(row.text("code"), cancellation_of(row, "operator"));
    return scheme;
}

}  // namespace kartei::bookings
