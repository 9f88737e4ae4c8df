#include "modules/customers/search_api.hpp"

#include <array>

#include "base/text.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/customers/form_search.hpp"
#include "modules/customers/value_help.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::customers {
namespace {

using namespace web::endpoint_names;

constexpr int longest_text = 400;

struct Criterion {
    const char* name;
    std::string FormQuestion::*member;
    const char* description;
};
constexpr std::array<Criterion, 30> criteria{
    {{"number", &FormQuestion::number, "Customer number, also a former one."},
     {"debtor_number", &FormQuestion::debtor_number, ""},
     {"name", &FormQuestion::name, "Last name from its beginning, or matchcode."},
     {"first_name", &FormQuestion::first_name, "Only beside the complete last name (J-057)."},
     {"matchcode", &FormQuestion::matchcode, "mul*an: each segment from its beginning."},
     {"code1", &FormQuestion::code1, ""},
     {"code2", &FormQuestion::code2, ""},
     {"street", &FormQuestion::street, "Str. and Straße are the same."},
     {"house_number", &FormQuestion::house_number, ""},
     {"postcode", &FormQuestion::postcode, ""},
     {"town", &FormQuestion::town, ""},
     {"country", &FormQuestion::country, "ISO 3166-1."},
     {"phone", &FormQuestion::phone, "In any notation."},
     {"email", &FormQuestion::email, "The address, or a part of it from its beginning."},
     {"birth_date", &FormQuestion::birth_date, "As a person writes it."},
     {"kind", &FormQuestion::kind, ""},
     {"category", &FormQuestion::category, ""},
     {"occupation", &FormQuestion::occupation, "In any spelling; \"in quotes\" exactly as spelt (J-133)."},
     {"employer", &FormQuestion::employer, "As occupation."},
     {"position", &FormQuestion::position, "As occupation."},
     {"commission_from", &FormQuestion::commission_from, "Number of the customer that the link leads to (J-172)."},
     {"billing_address_from", &FormQuestion::billing_address_from, "As commission_from."},
     {"surcharges_from", &FormQuestion::surcharges_from, "As commission_from."},
     {"company", &FormQuestion::company, "As commission_from."},
     {"turnover_group", &FormQuestion::turnover_group, "As commission_from."},
     {"joint_salutation_with", &FormQuestion::joint_salutation_with, "As commission_from."},
     {"fees_from", &FormQuestion::fees_from, "As commission_from."},
     {"agency", &FormQuestion::agency, "As commission_from."},
     {"order", &FormQuestion::order, "Number of an order."},
     {"ticket", &FormQuestion::ticket, "Number or barcode of a ticket."}}};

Result<Answer> search_form(House& house, const Request& request) {
    FormQuestion question;
    question.with_hidden = TRY(with_hidden(request));
    question.access = request.actor.promoters;
    question.limit = static_cast<int>(request.query_integer("limit", most_hits));
    for (const auto& criterion : criteria)
        question.*criterion.member = tidy(request.query_text(criterion.name).value_or(""));
    return Answer::ok(hits_json(TRY(house.database.read(
        [&](sql::Transaction& transaction) { return search_by_form(transaction, question); }))));
}

Result<Answer> value_help(House& house, const Request& request) {
    const auto values = house.database.read([&](sql::Transaction& transaction) {
        return known_values(transaction, *request.query_text("field"), tidy(request.query_text("q").value_or("")));
    });
    web::Json list = web::Json::array();
    for (const auto& [value, count] : values) list.push_back({{"value", value}, {"count", count}});
    return Answer::ok({{"values", std::move(list)}});
}

std::vector<web::ParameterDeclaration> parameters() {
    std::vector<web::ParameterDeclaration> list;
    for (const auto& criterion : criteria)
        list.push_back({criterion.name, criterion.description,
                        std::string_view(criterion.name) == "kind"
                            ? schema::choice({"private", "company", "agency", "prospect"})
                            : schema::text(longest_text)});
    auto limit = schema::integer();
    limit["minimum"] = 1;
    limit["maximum"] = most_hits;
    list.push_back({"limit", "100 when not given.", limit});
    list.push_back({"hidden", "Also hidden customers; needs customers.see_hidden.", schema::boolean()});
    return list;
}

}  // namespace

Result<bool> with_hidden(const Request& request) {
    const bool wanted = request.query_text("hidden").value_or("false") == "true";
    if (wanted && !request.actor.may("customers.see_hidden"))
        return refuse(RefusalKind::forbidden, "error.permission", {{"permission", "customers.see_hidden"}});
    return wanted;
}

web::EndpointTable form_search_endpoints(House& house) {
    const auto hits =
        schema::object({{"hits", schema::array(schema::reference("SearchHit"))}, {"complete", schema::boolean()}},
                       {"hits", "complete"});
    const auto known = schema::object({{"value", schema::text()}, {"count", schema::integer()}}, {"value", "count"});
    return {{web::Method::get,
             "/search/customers",
             "search_customers",
             "search",
             "The search form (J-012): all criteria hold together, texts from their beginning; in the order of names. "
             "`complete` is false when there are, or may be, more. 422 when nothing is asked for.",
             parameters(),
             nullptr,
             {},
             {{200, "The hits.", hits}},
             {},
             [&house](Request& request) { return search_form(house, request); },
             "customer"},
            {web::Method::get,
             "/value-help",
             "get_value_help",
             "customers.read",
             "What others were given before in a field that is typed freely, so that one word is written one way "
             "(J-133): spellings that begin with `q`, those of the most customers first.",
             {{"field", "", schema::choice({helped_fields.begin(), helped_fields.end()}), true},
              {"q", "", schema::text(longest_text)}},
             nullptr,
             {},
             {{200, "The spellings.", schema::object({{"values", schema::array(known)}}, {"values"})}},
             {},
             [&house](Request& request) { return value_help(house, request); }}};
}

}  // namespace kartei::customers
