#include "modules/merges/merge_json.hpp"

#include <set>

#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/profile/list.hpp"
#include "web/field_json.hpp"

namespace kartei::merges {
namespace {

using web::Json;
namespace schema = web::schema;

Json customer_json(sql::Transaction& transaction, std::int64_t id) {
    const auto customer = customers::find_customer(transaction, id);
    if (!customer) return nullptr;
    return {{"id", id}, {"number", *customer->number}, {"name", customers::full_name(*customer)}};
}

Json since_json(sql::Transaction& transaction, const Since& since, const Json& merged, Language language) {
    Json to = nullptr;
    if (since.goes_to != 0) to = customer_json(transaction, since.goes_to);
    for (const auto& customer : merged)
        if (customer.at("id") == since.goes_to) to = customer;
    return {{"table", since.table},
            {"what", words_for(since.table, language)},
            {"happened", since.happened},
            {"text", words_for(since.table, language) + (since.row.empty() ? "" : " " + since.row) + ": " +
                         text(language, "merges.since." + since.happened)},
            {"count", 1},
            {"to", to}};
}

Json person_schema() {
    return schema::nullable(schema::object({{"id", schema::integer()},
                                            {"number", schema::integer()},
                                            {"name", schema::text()}},
                                           {"id", "number", "name"}));
}

std::string caption_of(const std::string& name, Language language) {
    return text(language, name.starts_with(agency_prefix) ? name : "customer." + name);
}

Json warning_json(const std::string& key, Language language) { return {{"key", key}, {"text", text(language, key)}}; }

const Json warnings_schema =
    schema::array(schema::object({{"key", schema::text()}, {"text", schema::text()}}, {"key", "text"}));

}  // namespace

std::string words_for(const std::string& table, Language language) {
    if (const auto key = "merges.what." + table; has_text(key)) return text(language, key);
    if (const auto* list = profile::find_list(table)) return text(language, "list." + std::string(list->name));
    return text(language, "merges.what.other", {{"table", table}});
}

Json preview_json(const MergePreview& preview, const House& house, Language language) {
    Json fields = Json::array(), moves = Json::array(), warnings = Json::array();
    for (const auto& proposal : preview.fields) {
        Json values = Json::array();
        for (const auto& [customer, value] : proposal.values)
            values.push_back(
                {{"customer", customer}, {"value", web::value_json(*proposal.field, value, house.rules)}});
        fields.push_back({{"name", proposal.name},
                          {"values", std::move(values)},
                          {"proposed", proposal.proposed},
                          {"proposed_value", web::value_json(*proposal.field, proposal.value, house.rules)}});
    }
    for (const auto& move : preview.moves)
        moves.push_back({{"table", move.table},
                         {"what", words_for(move.table, language)},
                         {"count", move.count},
                         {"sample", move.sample}});
    for (const auto& key : preview.warnings) warnings.push_back(warning_json(key, language));
    return {{"fields", std::move(fields)}, {"moves", std::move(moves)}, {"warnings", std::move(warnings)}};
}

Json parting_json(sql::Transaction& transaction, const PartingPreview& preview, Language language) {
    Json merged = Json::array(), since = Json::array(), warnings = Json::array();
    for (const auto& [id, number, name] : preview.merged)
        merged.push_back({{"id", id}, {"number", number}, {"name", name}});
    for (const auto& one : preview.since) since.push_back(since_json(transaction, one, merged, language));
    for (const auto& name : preview.fields)
        since.push_back({{"table", "customer"},
                         {"what", caption_of(name, language)},
                         {"happened", "changed"},
                         {"text", caption_of(name, language) + ": " + text(language, "merges.since.changed")},
                         {"count", 1},
                         {"to", customer_json(transaction, preview.survivor)}});
    std::set<std::string> told;  // rows of several tables may stand in the way for one reason
    for (const auto& conflict : preview.conflicts)
        if (told.insert(conflict.found).second) warnings.push_back(warning_json(conflict.found, language));
    if (const auto survivor = customer_json(transaction, preview.survivor); !survivor.is_null())
        merged.insert(merged.begin(), survivor);
    return {{"since", std::move(since)}, {"customers", std::move(merged)}, {"warnings", std::move(warnings)},
            {"possible", preview.conflicts.empty()}};
}

Json preview_schema() {
    const auto value =
        schema::object({{"customer", schema::integer()}, {"value", schema::anything()}}, {"customer", "value"});
    const auto field = schema::object({{"name", schema::text()},
                                       {"values", schema::array(value)},
                                       {"proposed", schema::integer()},
                                       {"proposed_value", schema::anything()}},
                                      {"name", "values", "proposed", "proposed_value"});
    const auto move = schema::object({{"table", schema::text()},
                                      {"what", schema::text()},
                                      {"count", schema::integer()},
                                      {"sample", schema::array(schema::text())}},
                                     {"table", "what", "count", "sample"});
    return schema::object(
        {{"fields", schema::array(field)}, {"moves", schema::array(move)}, {"warnings", warnings_schema}},
        {"fields", "moves", "warnings"});
}

Json parting_schema() {
    const auto since = schema::object({{"table", schema::text()},
                                       {"what", schema::text()},
                                       {"happened", schema::choice({"changed", "gone", "elsewhere", "created"})},
                                       {"text", schema::text()},
                                       {"count", schema::integer()},
                                       {"to", person_schema()}},
                                      {"table", "what", "happened", "text", "count", "to"});
    return schema::object({{"since", schema::array(since)},
                           {"customers", schema::array(person_schema())},
                           {"warnings", warnings_schema},
                           {"possible", schema::boolean()}},
                          {"since", "customers", "warnings", "possible"});
}

}  // namespace kartei::merges
