// Endpoints around the entry of a customer: what is proposed and asked while he is typed, and another kind for him.
#include "modules/customers/customer_answers.hpp"
#include "modules/customers/customer_api.hpp"
#include "modules/customers/customer_kind.hpp"
#include "modules/customers/customer_proposals.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

/// What is proposed besides numbers.
constexpr std::array<const char*, 14> proposed_fields{
    "matchcode",    "gender",              "letter_salutation", "first_contact_on", "country",      "street",
    "house_number", "house_number_suffix", "town",              "mailing_kind",     "payment_kind", "payment_term",
    "name",         "name_prefix"};

Json number_or_null(const std::optional<std::int64_t>& number) { return number ? Json(*number) : Json(nullptr); }

Json warnings_json(const std::vector<Warning>& warnings, Language language) {
    Json list = Json::array();
    for (const auto& warning : warnings)
        list.push_back({{"field", warning.field},
                        {"key", warning.key},
                        {"text", text(language, warning.key, warning.parameters)},
                        {"asks", warning.asks}});
    return list;
}

/// The fields that copying the linked customer's address would fill.
Json copied_json(const Proposals& proposals) {
    if (!proposals.copied_address) return nullptr;
    Json copied = Json::object();
    for (const auto& filled : *proposals.copied_address)
        copied[std::string(filled.field->name)] = web::value_json(*filled.field, filled.after);
    return copied;
}

/// What would be filled in for what has been typed so far; nothing is stored or taken.
Result<Answer> propose(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto proposals = TRY(propose_values(house, transaction, request.actor, values_of(request.body)));
        Json json{{"number", number_or_null(proposals.numbers.number)},
                  {"debtor_number", number_or_null(proposals.numbers.debtor_number)},
                  {"towns", proposals.towns},
                  {"warnings", warnings_json(proposals.warnings, request.language)}};
        for (const auto* name : proposed_fields)
            json[name] = web::value_json(find_field(customer_fields(), name)->field,
                                         find_field(customer_fields(), name)->get(proposals.customer));
        json["copied_address"] = copied_json(proposals);
        return Answer::ok(std::move(json));
    });
}

NewKind kind_of(const Json& body) {
    return {body.at("kind").get<std::string>(), body.value("number", "keep") == "new",
            body.value("debtor_number", "keep") == "new"};
}

Result<Answer> change_kind_of(House& house, const Request& request) {
    const auto saved = house.database.write([&](Transaction& transaction) {
        return change_kind(house, transaction, request.actor, request.id(), *request.version, kind_of(request.body));
    });
    if (!saved) return refused(house, request, saved.refusal());
    return answer_of(saved->customer, house, saved->event);
}

Json proposals_schema() {
    const auto warning = schema::object({{"field", schema::text()},
                                         {"key", schema::text()},
                                         {"text", schema::text()},
                                         {"asks", schema::boolean()}},
                                        {"field", "key", "text", "asks"});
    std::vector<std::pair<std::string, Json>> members{{"number", schema::nullable(schema::integer())},
                                                      {"debtor_number", schema::nullable(schema::integer())},
                                                      {"towns", schema::array(schema::text())},
                                                      {"warnings", schema::array(warning)},
                                                      {"copied_address", schema::nullable(schema::reference("CustomerInput"))}};
    for (const auto* name : proposed_fields)
        members.emplace_back(name, web::value_schema(find_field(customer_fields(), name)->field));
    std::vector<std::string> names;
    for (const auto& [name, declared] : members) names.push_back(name);
    return schema::object(members, names);
}

}  // namespace

web::EndpointTable entry_endpoints(House& house) {
    const auto customer = schema::reference("Customer");
    return {
        {Method::post,
         "/customers/proposals",
         "propose_customer_values",
         "customers.read",
         "What would be filled in for what has been typed so far, the numbers that would be given, the towns of the "
         "postcode, and what the house asks about before saving (`asks`) or hints at; stores and takes nothing.",
         {},
         schema::reference("CustomerInput"),
         {},
         {{200, "The proposals.", proposals_schema()}},
         {},
         [&house](Request& request) { return propose(house, request); },
         "customer"},
        {Method::post,
         "/customers/{id}/kind",
         "change_customer_kind",
         "customers.kind",
         "Another kind for a customer; each number stays or is drawn anew from the new kind's range. He stays findable "
         "by the old one, which nobody else ever gets.",
         {},
         schema::object({{"kind", schema::choice({"private", "company", "agency", "prospect"})},
                         {"number", schema::choice({"keep", "new"})},
                         {"debtor_number", schema::choice({"keep", "new"})}},
                        {"kind"}),
         {},
         {{200, "The customer as he is now; `change_event` undoes the change.", customer}},
         Precondition::if_match,
         [&house](Request& request) { return change_kind_of(house, request); },
         "customer"},
    };
}

}  // namespace kartei::customers
