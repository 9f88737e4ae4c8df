#include <algorithm>

#include "modules/accounts/account_json.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/module_switch.hpp"
#include "modules/parameters/postcode.hpp"
#include "modules/parameters/settings_api.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::parameters {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

Json row_json(const House& house, const PlainRecord& record, const PlainRow& row) {
    Json json{{"id", row.id}, {"version", row.version}};
    for (const auto& field : record.fields)
        json[std::string(field.name)] = web::value_json(field, row.values.find(field.name)->second, house.rules);
    return json;
}

Answer answer_of(const House& house, const PlainRecord& record, const SavedRow& saved) {
    auto json = row_json(house, record, saved.row);
    if (saved.event > 0) json["change_event"] = saved.event;
    auto answer = Answer::ok(std::move(json));
    answer.version = saved.row.version;
    return answer;
}

/// Postcodes are stored in the form in which they are looked for.
PlainValues values_of(const PlainRecord& record, const Json& body) {
    PlainValues values;
    for (const auto& [name, value] : body.items()) values.emplace(name, web::value_of(value));
    const auto postcode = values.find("postcode"), country = values.find("country");
    if (record.name == "postcode" && postcode != values.end() && country != values.end())
        if (auto *code = std::get_if<std::string>(&postcode->second), *of = std::get_if<std::string>(&country->second);
            code && of)
            *code = normal_postcode(*of, *code);
    return values;
}

Result<Answer> list(House& house, const PlainRecord& record, const Request& request) {
    const auto page = house.database.read([&](Transaction& transaction) {
        return page_of(transaction, request.actor, record, request.query_text("q").value_or(""), request.query_integer("offset", 0),
                       request.query_integer("limit", 100));
    });
    Json rows = Json::array();
    for (const auto& row : page.rows) rows.push_back(row_json(house, record, row));
    return Answer::ok({{"count", page.count}, {"rows", std::move(rows)}});
}

Result<Answer> add(House& house, const PlainRecord& record, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            auto answer = answer_of(
                house, record, TRY(create(house, transaction, request.actor, record, values_of(record, request.body))));
            answer.status = 201;
            return answer;
        });
    });
}

/// The row as it is now, for who changed an older state of it.
Result<Answer> refused(House& house, const PlainRecord& record, const Request& request, const Refusal& refusal) {
    if (refusal.kind != RefusalKind::stale) return refusal;
    const auto now = house.database.read(
        [&](Transaction& transaction) { return find_row(transaction, record, request.id()); });
    if (!now) return refusal;
    return accounts::stale(house, record.name, now->id, *request.version, row_json(house, record, *now), request);
}

Result<Answer> patch(House& house, const PlainRecord& record, const Request& request) {
    const auto saved = house.database.write([&](Transaction& transaction) {
        return change(house, transaction, request.actor, record, request.id(), *request.version,
                      values_of(record, request.body));
    });
    if (!saved) return refused(house, record, request, saved.refusal());
    return answer_of(house, record, *saved);
}

Result<Answer> take_out(House& house, const PlainRecord& record, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        return Answer::ok(
            {{"change_event",
              TRY(remove(house, transaction, request.actor, record, request.id(), *request.version))}});
    });
}

Json members(const PlainRecord& record, bool answered) {
    std::vector<std::pair<std::string, Json>> all;
    std::vector<std::string> named;
    if (answered) all = {{"id", schema::integer()}, {"version", schema::integer()}};
    for (const auto& field : record.fields)
        all.emplace_back(field.name, answered ? web::value_schema(field) : web::input_schema(field));
    for (const auto& [name, declared] : all) named.push_back(name);
    if (!answered) return schema::object(all);
    all.emplace_back("change_event", schema::integer());
    return schema::object(all, named);
}

std::string schema_name(std::string_view name) {
    if (name == "postcodes") return "PostcodeRow";
    if (name == "banks") return "Bank";
    if (name == "letter-templates") return "LetterTemplate";
    if (name == "commission-tables") return "CommissionTable";
    if (name == "fee-rules") return "FeeRule";
    if (name == "operator-products") return "OperatorProduct";
    if (name == "payment-terms") return "PaymentTerm";
    if (name == "tax-rates") return "TaxRate";
    if (name == "text-blocks") return "TextBlock";
    if (name == "contact-laws") return "ContactLaw";
    if (const auto* joined = joined_base_data(name)) return joined->schema;
    if (name == "dunning-levels") return "DunningLevel";
    if (name == "posting-accounts") return "PostingAccount";
    if (name == "dunning-levels") return "DunningLevel";
    return name == "operators" ? "Operator" : "Destination";
}

/// "letter-templates" -> "letter_templates".
std::string operation_name(std::string_view name) {
    std::string operation(name);
    std::replace(operation.begin(), operation.end(), '-', '_');
    return operation;
}

web::EndpointTable endpoints_of(House& house, std::string_view name, const PlainRecord& record) {
    const std::string path = "/base-data/" + std::string(name), of = schema_name(name);
    const auto* joined = joined_base_data(name);
    const std::string reading = joined ? joined->reading : "signed_in", right(right_of_base_data(name));
    const auto row = schema::reference(of);
    const auto page = schema::object({{"count", schema::integer()}, {"rows", schema::array(row)}}, {"count", "rows"});
    auto limit = schema::integer();
    limit["minimum"] = 1, limit["maximum"] = 500;
    return {
        {Method::get, path, "list_" + operation_name(name), reading,
         "Base data, in order; `q` finds what one of the texts holds, however it is written.",
         {{"q", "Part of a text.", schema::text(120)},
          {"offset", "", schema::integer()},
          {"limit", "100 when not given.", limit}},
         nullptr, {}, {{200, "A page, and how many there are.", page}}, {},
         [&house, &record](Request& request) { return list(house, record, request); }},
        {Method::post, path, "add_" + record.name, right, "Adds an entry to the base data.", {},
         members(record, false), {}, {{201, "The entry.", row}}, Precondition::idempotency_key,
         [&house, &record](Request& request) { return add(house, record, request); }, record.name},
        {Method::patch, path + "/{id}", "change_" + record.name, right, "Changes an entry.", {},
         members(record, false), {}, {{200, "The entry.", row}}, Precondition::if_match,
         [&house, &record](Request& request) { return patch(house, record, request); }, record.name},
        {Method::del, path + "/{id}", "remove_" + record.name, right, "Removes an entry.", {}, nullptr,
         {},
         {{200, "Removed; `change_event` undoes it.",
           schema::object({{"change_event", schema::integer()}}, {"change_event"})}},
         Precondition::if_match, [&house, &record](Request& request) { return take_out(house, record, request); },
         record.name},
    };
}

}  // namespace

web::EndpointTable base_data_endpoints(House& house) {
    web::EndpointTable table;
    for (auto name : base_data_names())
        for (auto& endpoint :
             only_with_module(house, module_of_base_data(name), endpoints_of(house, name, *base_data(name))))
            table.push_back(std::move(endpoint));
    return table;
}

std::vector<web::NamedSchema> base_data_schemas() {
    std::vector<web::NamedSchema> schemas;
    for (auto name : base_data_names()) schemas.push_back({schema_name(name), members(*base_data(name), true)});
    return schemas;
}

}  // namespace kartei::parameters
