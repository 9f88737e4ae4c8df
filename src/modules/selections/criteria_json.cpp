// What can be asked, for builders of documents: made from the declarations alone.
#include <algorithm>

#include "modules/consents/consent_store.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/selections/selection_json.hpp"
#include "web/field_json.hpp"

namespace kartei::selections {
namespace {

using sql::Transaction;
using web::Json;
namespace schema = web::schema;

Json choices_json(const Column& column, Language language) {
    Json choices = Json::array();
    for (const auto choice : column.field.choices) {
        const auto key = column.caption + "." + std::string(choice);
        choices.push_back({{"code", choice}, {"caption", has_text(key) ? text(language, key) : std::string(choice)}});
    }
    return choices;
}

Json column_json(const Column& column, const std::string& record, Language language) {
    Json comparisons = Json::array();
    for (const auto name : comparisons_of(column.field)) comparisons.push_back(name);
    Json json{{"name", column.field.name},
              {"caption", text(language, column.caption)},
              {"kind", web::kind_name(column.field.kind)},
              {"comparisons", std::move(comparisons)},
              {"choices", choices_json(column, language)},
              {"choice_list", column.choice_list.empty() ? Json(nullptr) : Json(column.choice_list)},
              {"base_data", column.base_data.empty() ? Json(nullptr) : Json(column.base_data)},
              {"record", record}};
    return json;
}

/// What the actor may compare.
Json columns_json(const Source& source, const Actor& actor, const std::vector<std::string>& absent, Language language) {
    Json columns = Json::array();
    for (const auto& column : source.columns) {
        const bool is_absent = std::find(absent.begin(), absent.end(), column.field.name) != absent.end();
        const bool may = (!column.field.is_sensitive() || actor.may("sensitive.read")) &&
                         (column.field.name != "hidden_in_search" || actor.may("customers.see_hidden"));
        if (may && !is_absent) columns.push_back(column_json(column, source.name, language));
    }
    return columns;
}

/// Number and caption; a house that has one caption for several kinds names them all.
Json statuses_json(Transaction& transaction, Language language) {
    Json statuses = Json::array();
    const auto parameters = parameters::parameters_of(transaction);
    for (int number = 1; number <= 32; ++number) {
        std::string caption;
        for (const auto kind : parameters::customer_kinds) {
            const auto own = parameters->caption("caption_" + std::string(kind) + "_status" + std::to_string(number));
            const auto& words = own.in(language);
            if (!words.empty() && caption.find(words) == std::string::npos)
                caption += (caption.empty() ? "" : " / ") + words;
        }
        if (caption.empty()) caption = text(language, "customer.status" + std::to_string(number));
        statuses.push_back({{"number", number}, {"caption", caption}});
    }
    return statuses;
}

Json links_json(const std::vector<std::string>& absent, Language language) {
    Json links = Json::array();
    for (const auto& link : customers::links)
        if (std::find(absent.begin(), absent.end(), link.field) == absent.end())
            links.push_back(
                {{"name", link.field}, {"caption", text(language, "customer." + std::string(link.field))}});
    return links;
}

Json fact_json(const Source& source, const Actor& actor, Language language) {
    Json aggregates = Json::array({"count"});
    if (!source.event.empty()) aggregates.push_back("events_count");
    if (!source.sum.empty()) aggregates.push_back("sum");
    if (!source.day.empty()) aggregates.push_back("first"), aggregates.push_back("last");
    return {{"name", source.name},
            {"caption", text(language, source.caption)},
            {"fields", columns_json(source, actor, {}, language)},
            {"events", !source.event.empty()},
            {"aggregates", std::move(aggregates)}};
}

Json names_json(const consents::NamedIds& names) {
    Json list = Json::array();
    for (const auto& [id, name] : names) list.push_back(name);
    return list;
}

}  // namespace

Json criteria_json(House&, Transaction& transaction, const Actor& actor, Language language) {
    const auto absent = parameters::absent_fields(*parameters::parameters_of(transaction));
    Json lists = Json::array(), facts_offered = Json::array(), saved = Json::array();
    for (const auto& source : list_sources())
        lists.push_back({{"name", source.name},
                         {"caption", text(language, source.caption)},
                         {"fields", columns_json(source, actor, {}, language)}});
    for (const auto& source : facts())
        if (is_there(transaction, source) && actor.may(source.right) && !(source.of_all_events && actor.promoters))
            facts_offered.push_back(fact_json(source, actor, language));
    for (const auto& row : selections_of(transaction, actor))
        saved.push_back({{"id", row.id}, {"name", row.text("name")}});
    return {{"fields", columns_json(customer_source(), actor, absent, language)},
            {"statuses", statuses_json(transaction, language)},
            {"lists", std::move(lists)},
            {"links", links_json(absent, language)},
            {"labels", names_json(consents::all_labels(transaction))},
            {"permissions", names_json(consents::all_permissions(transaction))},
            {"facts", std::move(facts_offered)},
            {"selections", std::move(saved)}};
}

Json criteria_schema() {
    const auto words = schema::object({{"code", schema::text()}, {"caption", schema::text()}}, {"code", "caption"});
    const auto field = schema::object({{"name", schema::text()},
                                       {"caption", schema::text()},
                                       {"kind", schema::text()},
                                       {"comparisons", schema::array(schema::text())},
                                       {"choices", schema::array(words)},
                                       {"choice_list", schema::nullable(schema::text())},
                                       {"base_data", schema::nullable(schema::text())},
                                       {"record", schema::text()}},
                                      {"name", "caption", "kind", "comparisons", "choices", "base_data", "record"});
    const auto fields = schema::array(field), texts = schema::array(schema::text());
    const auto of = [](std::vector<std::pair<std::string, Json>> members) {
        std::vector<std::string> names;
        for (const auto& [name, declared] : members) names.push_back(name);
        return schema::object(members, names);
    };
    const std::pair<std::string, Json> name{"name", schema::text()}, caption{"caption", schema::text()};
    return of({{"fields", fields},
               {"statuses", schema::array(of({{"number", schema::integer()}, caption}))},
               {"lists", schema::array(of({name, caption, {"fields", fields}}))},
               {"links", schema::array(of({name, caption}))},
               {"labels", texts},
               {"permissions", texts},
               {"facts", schema::array(of({name, caption, {"fields", fields}, {"events", schema::boolean()},
                                           {"aggregates", texts}}))},
               {"selections", schema::array(of({{"id", schema::integer()}, name}))}});
}

}  // namespace kartei::selections
