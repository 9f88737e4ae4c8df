#include "modules/profile/terms_api.hpp"

#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/profile/booking_terms.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/profile/rows_in_force.hpp"

namespace kartei::profile {
namespace {

using customers::Customer;
using sql::Transaction;
using web::Answer;
using web::Json;
using web::Request;
namespace schema = web::schema;

template <class Type>
Json term_json(const Term<Type>& term) {
    return {{"value", term.value}, {"of_house", term.of_house}};
}

Json brief(const Actor& actor, const std::optional<Customer>& customer) {
    if (!customer || !customers::may_see(actor, *customer)) return nullptr;
    return {{"id", customer->id}, {"number", *customer->number}, {"name", full_name(*customer)}};
}

Json head_json(const Actor& actor, const PaperHead& head) {
    const bool seen = !head.from || customers::may_see(actor, *head.from);
    return {{"lines", seen ? head.lines : std::vector<std::string>()},
            {"from", brief(actor, head.from)},
            {"tax_number", head.tax_number.empty() ? Json(nullptr) : Json(head.tax_number)}};
}

/// What holds of a list, in words, and whose it is when it is not his (J-149, J-162, J-181, J-182).
Json lines_json(House& house, Transaction& transaction, const Actor& actor, std::string_view name,
                std::int64_t customer, Language language) {
    const auto& list = list_named(name);
    const bool absent =
        !list.module.empty() && !parameters::module_is_on(*parameters::parameters_of(transaction), list.module);
    const auto in_force = absent ? RowsInForce{} : rows_in_force(house, transaction, list, customer);
    const auto from = in_force.from == 0 || in_force.from == customer
                          ? std::nullopt
                          : customers::find_customer(transaction, in_force.from);
    return {{"lines", in_lines(house, transaction, list, in_force.rows, language)}, {"from", brief(actor, from)}};
}

Result<Answer> get_terms(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto customer = customers::find_customer(transaction, request.id());
        if (!customer) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
        const auto terms = booking_terms(house, transaction, *customer);
        const auto lines_of = [&](std::string_view list) {
            return lines_json(house, transaction, request.actor, list, customer->id, request.language);
        };
        return Answer::ok({{"payment_kind", term_json(terms.payment_kind)},
                           {"payment_term", term_json(terms.payment_term)},
                           {"print_copies", term_json(terms.copies)},
                           {"language", term_json(terms.language)},
                           {"currency", term_json(terms.currency)},
                           {"may_book", terms.may_book},
                           {"checks_open_items", terms.checks_open_items},
                           {"presets_invoice", terms.presets_invoice},
                           {"earns_bonus_points", terms.earns_bonus_points},
                           {"receives_sms", terms.receives_sms},
                           {"invoices_after_settlement", terms.invoices_after_settlement},
                           {"surcharges", lines_of("surcharges")},
                           {"commission", lines_of("commission_assignments")},
                           {"fees", lines_of("fee_assignments")},
                           {"invoice", head_json(request.actor, terms.invoice)},
                           {"credit_note", head_json(request.actor, terms.credit_note)}});
    });
}

Json terms_schema() {
    const auto customer = schema::nullable(
        schema::object({{"id", schema::integer()}, {"number", schema::integer()}, {"name", schema::text()}},
                       {"id", "number", "name"}));
    const auto term = [](Json value) {
        return schema::object({{"value", std::move(value)}, {"of_house", schema::boolean()}}, {"value", "of_house"});
    };
    const auto lines = schema::array(schema::text());
    const auto head = schema::object(
        {{"lines", lines}, {"from", customer}, {"tax_number", schema::nullable(schema::text())}},
        {"lines", "from", "tax_number"});
    const auto in_words = schema::object({{"lines", lines}, {"from", customer}}, {"lines", "from"});
    std::vector<std::pair<std::string, Json>> members{
        {"payment_kind", term(schema::text())},  {"payment_term", term(schema::text())},
        {"print_copies", term(schema::integer())}, {"language", term(schema::text())},
        {"currency", term(schema::text())},
        {"surcharges", in_words}, {"commission", in_words}, {"fees", in_words},
        {"invoice", head}, {"credit_note", head}};
    for (const char* flag : {"may_book", "checks_open_items", "presets_invoice", "earns_bonus_points", "receives_sms",
                             "invoices_after_settlement"})
        members.emplace_back(flag, schema::boolean());
    std::vector<std::string> names;
    for (const auto& [name, declared] : members) names.push_back(name);
    return schema::object(members, names);
}

}  // namespace

web::Endpoint terms_endpoint(House& house) {
    return {
        web::Method::get,
        "/customers/{id}/booking-terms",
        "get_booking_terms",
        "customers.read",
        "What a booking of the customer begins with, and what his papers carry, for bookings, invoices and payments "
        "wherever they are made: each value his own or the house's (J-122, J-144), surcharges, commission and fees in "
        "words and whose they are (J-149, J-162, J-181), addresses and tax numbers of invoice and credit note (J-203, "
        "J-204), and what his flags allow (J-185, J-194, J-196, J-198 to J-200).",
        {},
        nullptr,
        {},
        {{200, "The terms.", terms_schema()}},
        {},
        [&house](Request& request) { return get_terms(house, request); }};
}

}  // namespace kartei::profile
