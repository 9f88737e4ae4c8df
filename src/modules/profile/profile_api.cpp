#include "modules/profile/profile_api.hpp"

#include <utility>

#include "audit/hold.hpp"
#include "audit/sensitive.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/consents/label_terms.hpp"
#include "modules/customers/customer_history.hpp"
#include "modules/customers/declared_records.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/profile/choice_words.hpp"
#include "modules/profile/list_api.hpp"
#include "modules/profile/list_export.hpp"
#include "modules/profile/machine_readable_zone.hpp"
#include "modules/profile/profile_json.hpp"
#include "modules/profile/rows_in_force.hpp"
#include "modules/profile/terms_api.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::profile {
namespace {

using customers::Customer;
using sql::Transaction;
using namespace web::endpoint_names;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Lists lists_of(House& house, Transaction& transaction, std::int64_t customer) {
    Lists lists;
    for (const auto& list : all_lists())
        lists.emplace(list.name, rows_of(house, transaction, list, customer));
    return lists;
}

/// decisions.md 14: does the other one name this customer too?
bool joint_points_back(Transaction& transaction, const Customer& customer) {
    if (!customer.joint_salutation_with) return true;
    const auto id = customers::id_of_number(transaction, *customer.joint_salutation_with);
    const auto other = id ? customers::find_customer(transaction, *id) : std::nullopt;
    return other && other->joint_salutation_with == customer.number;
}

MonthsAhead months_ahead(Transaction& transaction) {
    const auto parameters = parameters::parameters_of(transaction);
    return {static_cast<int>(parameters->integer("passport_warning_months")),
            static_cast<int>(parameters->integer("card_warning_months"))};
}

/// What labels say to whoever opens the customer, while they hold (counter.md 5).
void note_labels(const House& house, Transaction& transaction, std::int64_t customer, std::vector<Warning>& warnings) {
    for (const auto& [terms, given, has_expired] : consents::labels_of(house, transaction, customer))
        if (!has_expired && !terms.notice.empty())
            warnings.push_back({"warning.label_notice", {{"label", terms.name}, {"text", terms.notice}}});
}

Result<Answer> get_lists(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto customer = customers::find_customer(transaction, request.id());
        if (!customer) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
        const auto lists = lists_of(house, transaction, customer->id);
        auto json = lists_json(house, transaction, customer->id, lists, request.language);
        json["relations_of_others"] = relations_of_others(transaction, request.actor, customer->id, request.language);
        auto warnings = warnings_of(*customer, lists, house.clock->today(house.rules.time_zone),
                                    joint_points_back(transaction, *customer), request.language,
                                    months_ahead(transaction));
        note_labels(house, transaction, customer->id, warnings);
        json["warnings"] = warnings_json(warnings, request.language);
        return Answer::ok(std::move(json));
    });
}

/// As it reads before anything was entered; its version is what the first change is made from.
Row no_agency_yet(std::int64_t customer) {
    const auto& list = list_named("agency");
    Row row{0, 1, 0, customer, 1, {}};
    row.values.resize(list.fields.size());
    return row;
}

Answer agency_answer(const House& house, const SavedRow& saved) {
    auto answer = Answer::ok(row_json(list_named("agency"), saved.row, house.rules, saved.event));
    answer.version = saved.row.version;
    return answer;
}

Result<Answer> get_agency(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto customer = customers::find_customer(transaction, request.id());
        if (!customer || customer->kind != "agency") return refuse(RefusalKind::not_found, "error.only_of_agencies");
        auto rows = rows_of(house, transaction, list_named("agency"), customer->id);
        return agency_answer(house, {rows.empty() ? no_agency_yet(customer->id) : rows[0], 0});
    });
}

Result<Answer> patch_agency(House& house, const Request& request) {
    const auto saved = house.database.write([&](Transaction& transaction) {
        return change_agency(house, transaction, request.actor, request.id(), *request.version,
                             values_in(request.body));
    });
    if (saved) return agency_answer(house, *saved);
    const auto rows = house.database.read(
        [&](Transaction& transaction) { return rows_of(house, transaction, list_named("agency"), request.id()); });
    if (rows.empty()) return saved.refusal();
    return refused(house, list_named("agency"), request, rows[0].id, saved.refusal());
}

Result<Answer> member_to_customer(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto saved =
                TRY(customer_from_member(house, transaction, request.actor, request.id(), request.id("row_id")));
            const auto id = saved.customer.id;
            return Answer::created({{"id", id}, {"number", *saved.customer.number}, {"change_event", saved.event}},
                                   "/api/v1/customers/" + std::to_string(id));
        });
    });
}

Result<Answer> read_zone(House& house, const Request& request) {
    const auto document = TRY(read_machine_readable_zone(request.body.at("text").get<std::string>(),
                                                         house.clock->today(house.rules.time_zone)));
    return Answer::ok({{"document", document.document},
                       {"number", document.number},
                       {"name", document.name},
                       {"first_name", text_or_null(document.first_name)},
                       {"nationality", text_or_null(document.nationality)},
                       {"birth_date", text_or_null(document.birth_date)},
                       {"valid_until", text_or_null(document.valid_until)},
                       {"gender", text_or_null(document.gender)},
                       {"issuing_country", text_or_null(document.issuing_country)}});
}

/// J-024, J-026: what forbids deletion, and what can be done instead.
Result<Answer> erasable(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto customer = customers::find_customer(transaction, request.id());
        if (!customer) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
        Json hangs = Json::array();
        for (const auto& hanging : hanging_on(transaction, request.id()))
            hangs.push_back({{"what", text(request.language, "hangs." + hanging.table)}, {"count", hanging.count}});
        const bool deletable = hangs.empty() && request.id() != customers::anonymous_customer;
        return Answer::ok({{"deletable", deletable},
                           {"hangs", std::move(hangs)},
                           {"linked", customers::who_points_at(transaction, request.actor, *customer, request.language)},
                           {"blocks", {"booking_block", "no_selection", "hidden_in_search"}}});
    });
}

web::EndpointTable customer_endpoints(House& house) {
    const auto hanging = schema::object({{"what", schema::text()}, {"count", schema::integer()}}, {"what", "count"});
    return {
        {Method::get,
         "/customers/{id}/lists",
         "get_customer_lists",
         "customers.read",
         "Everything a profile lists, and what is to be said when it is opened (J-117). Sensitive values are masked.",
         {},
         nullptr,
         {},
         {{200, "The lists.", schema::reference("CustomerLists")}},
         {},
         [&house](Request& request) { return get_lists(house, request); }},
        {Method::get,
         "/customers/{id}/erasable",
         "get_customer_erasable",
         "customers.read",
         "Whether a customer can be deleted (J-024), what hangs on him, who points at him, and the blocks that can be set instead "
         "(J-026).",
         {},
         nullptr,
         {},
         {{200, "What hangs on the customer.",
           schema::object({{"deletable", schema::boolean()},
                           {"hangs", schema::array(hanging)},
                           {"linked", schema::array(schema::text())},
                           {"blocks", schema::array(schema::text())}},
                          {"deletable", "hangs", "linked", "blocks"})}},
         {},
         [&house](Request& request) { return erasable(house, request); }},
        {Method::post,
         "/customers/{id}/family/{row_id}/customer",
         "customer_from_member",
         "customers.create",
         "Makes a customer of a member of the family, at the same address, and links the two; 409 when he is one.",
         {},
         nullptr,
         {},
         {{201, "The new customer; `change_event` undoes it.",
           schema::object(
               {{"id", schema::integer()}, {"number", schema::integer()}, {"change_event", schema::integer()}},
               {"id", "number", "change_event"})}},
         Precondition::idempotency_key,
         [&house](Request& request) { return member_to_customer(house, request); },
         "customer"},
    };
}

web::EndpointTable agency_endpoints(House& house) {
    const auto agency = schema::reference("Agency");
    return {
        {Method::get, "/customers/{id}/agency", "get_agency", "customers.read",
         "Agency data; 404 for other kinds of customers. Without any yet: id 0 and empty fields.", {}, nullptr, {},
         {{200, "The agency data.", agency}}, {}, [&house](Request& request) { return get_agency(house, request); }},
        {Method::patch, "/customers/{id}/agency", "change_agency", "customers.change",
         "Changes the fields that are given, null empties; 409 for other kinds of customers.", {},
         schema::reference("AgencyInput"), {}, {{200, "The agency data as it is now.", agency}}, Precondition::if_match,
         [&house](Request& request) { return patch_agency(house, request); }, "agency"},
    };
}

web::Endpoint zone_endpoint(House& house) {
    const auto text = schema::text(), maybe = schema::nullable(schema::text());
    const auto document = schema::object({{"document", text},
                                          {"number", text},
                                          {"name", text},
                                          {"first_name", maybe},
                                          {"nationality", maybe},
                                          {"birth_date", schema::nullable(schema::date())},
                                          {"valid_until", schema::nullable(schema::date())},
                                          {"gender", maybe},
                                          {"issuing_country", maybe}},
                                         {"document", "number", "name", "first_name", "nationality", "birth_date",
                                          "valid_until", "gender", "issuing_country"});
    return {
        Method::post,
        "/machine-readable-zones",
        "read_machine_readable_zone",
        "customers.read",
        "Reads the machine-readable zone of a travel document (ICAO 9303: TD1, TD2, TD3, visas); 422 names the check "
        "digits that do not hold. Stores nothing.",
        {},
        schema::object({{"text", schema::text(400)}}, {"text"}),
        {},
        {{200, "What the zone says.", document}},
        {},
        [&house](Request& request) { return read_zone(house, request); },
        "passport"};
}

}  // namespace

web::EndpointTable profile_endpoints(House& house) {
    auto table = list_endpoints(house);
    for (auto part : {customer_endpoints(house), agency_endpoints(house),
                      web::EndpointTable{zone_endpoint(house), terms_endpoint(house)}})
        for (auto& endpoint : part) table.push_back(std::move(endpoint));
    return table;
}

}  // namespace kartei::profile
