#include "modules/customers/search_api.hpp"

#include <array>

#include "base/text.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/customers/form_search.hpp"
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
constexpr std::array<Criterion, 19> criteria{
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
     {"order", &FormQuestion::order, "Number of an order."},
     {"ticket", &FormQuestion::ticket, "Number or barcode of a ticket."}}};

Result<Answer> search_form(House& house, const Request& request) {
    FormQuestion question;
    question.with_hidden = TRY(with_hidden(request));
    question.limit = static_cast<int>(request.query_integer("limit", most_hits));
    for (const auto& criterion : criteria)
        question.*criterion.member = tidy(request.query_text(criterion.name).value_or(""));
    return Answer::ok(hits_json(TRY(house.database.read(
        [&](sql::Transaction& transaction) { return search_by_form(transaction, question); }))));
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
             "customer"}};
}

}  // namespace kartei::customers
