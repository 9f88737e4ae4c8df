#include "modules/profile/booking_terms.hpp"

#include "modules/customers/customer_links.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/customers/print_address.hpp"

namespace kartei::profile {
namespace {

using customers::Customer;
using parameters::ParameterValues;
using sql::Transaction;

constexpr std::string_view unknown = "unknown";

Term<std::string> code_or_standard(const std::string& own, const std::string& standard) {
    if (!own.empty() && own != unknown) return {own};
    return {standard, true};
}

Term<std::string> own_or(const std::string& own, const std::string& standard) {
    return own.empty() ? Term<std::string>{standard, true} : Term<std::string>{own};
}

const std::string& tax_number_of(const Customer& customer) {
    return customer.tax_number.empty() ? customer.vat_id : customer.tax_number;
}

/// Who gets the papers: the customer that the link Rechnungsadresse leads to, if any.
std::optional<Customer> payer_of(Transaction& transaction, const Customer& customer) {
    auto chain = customers::chain_of(transaction, *customers::find_link("billing_address_from"), customer);
    return chain.empty() ? std::nullopt : std::optional(std::move(chain.front()));
}

PaperHead head_of(const House& house, const Customer& customer, const std::optional<Customer>& payer) {
    return {print_address(payer ? *payer : customer, house.country), payer, ""};
}

}  // namespace

bool receives_sms(const Customer& customer, const ParameterValues& parameters) {
    return parameters::module_is_on(parameters, "sms") && customer.sms_list && !customer.phone_mobile_e164.empty();
}

BookingTerms booking_terms(House& house, Transaction& transaction, const Customer& customer) {
    const auto parameters = parameters::parameters_of(transaction);
    const auto payer = payer_of(transaction, customer);
    BookingTerms terms;
    terms.payment_kind = code_or_standard(customer.payment_kind, parameters->text("payment_kind_" + customer.kind));
    terms.payment_term = code_or_standard(customer.payment_term, parameters->text("payment_term_" + customer.kind));
    // J-144: without a number in the profile the house's holds.
    terms.copies = customer.print_copies ? Term<std::int64_t>{*customer.print_copies}
                                         : Term<std::int64_t>{parameters->integer("print_copies"), true};
    terms.language = own_or(customer.language,
                            std::string(language_code(customers::language_of_letters(customer, house.country))));
    const bool foreign = parameters::module_is_on(*parameters, "currency");
    terms.currency = own_or(foreign ? customer.currency : "", house.currency);
    terms.may_book = !customer.booking_block;
    terms.checks_open_items = !customer.no_open_items;
    terms.presets_invoice = customer.print_invoice;
    terms.earns_bonus_points = parameters::module_is_on(*parameters, "bonus") && !customer.no_bonus_points;
    terms.receives_sms = receives_sms(customer, *parameters);
    terms.invoices_after_settlement = customer.invoice_after_settlement && customer.kind == "agency";
    terms.invoice = head_of(house, customer, payer);
    if (customer.print_tax_number) terms.invoice.tax_number = tax_number_of(customer);  // J-203
    terms.credit_note = terms.invoice;
    // J-204: the credit note of somebody private goes to his company under its number.
    if (customer.kind == "private" && payer && payer->kind == "company")
        terms.credit_note.tax_number = tax_number_of(*payer);
    return terms;
}

}  // namespace kartei::profile
