#include "modules/parameters/choice_lists.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "modules/parameters/settings_api.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::parameters {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

Json list_json(Transaction& transaction, const std::string& name, const std::vector<CodeUse>& uses) {
    Json entries = Json::array();
    for (const auto& row : entries_of(transaction, name)) {
        Json entry{{"used", is_used(row, uses)}};
        for (const auto& field : choice_record().fields)
            if (field.name != "list")
                entry[std::string(field.name)] = web::value_json(field, row.values.find(field.name)->second);
        entries.push_back(std::move(entry));
    }
    return {{"name", name}, {"version", version_of(transaction, revision_of(name))}, {"entries", std::move(entries)}};
}

Result<Answer> all_lists(House& house) {
    return house.database.read([&](Transaction& transaction) {
        const auto uses = uses_of(transaction, "");
        Json lists = Json::array();
        for (const auto& name : list_names(transaction)) lists.push_back(list_json(transaction, name, uses));
        return Answer::ok({{"lists", std::move(lists)}});
    });
}

Answer one_list(Transaction& transaction, const std::string& name) {
    auto answer = Answer::ok(list_json(transaction, name, uses_of(transaction, name)));
    answer.version = answer.json.at("version").get<std::int64_t>();
    return answer;
}

Result<Answer> put_list(House& house, const Request& request) {
    const auto& name = request.path_parameters.at("name");
    std::vector<PlainValues> entries;
    for (const auto& entry : request.body.at("entries")) {
        PlainValues values;
        for (const auto& [member, value] : entry.items())
            if (member != "used" && member != "position") values.emplace(member, web::value_of(value));
        entries.push_back(std::move(values));
    }
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto event =
            TRY(replace_list(house, transaction, request.actor, name, *request.version, entries));
        auto answer = one_list(transaction, name);
        if (event > 0) answer.json["change_event"] = event;
        return answer;
    });
}

Json entry_schema(bool answered) {
    std::vector<std::pair<std::string, Json>> members;
    for (const auto& field : choice_record().fields)
        if (field.name != "list")
            members.emplace_back(field.name, answered ? web::value_schema(field) : web::input_schema(field));
    members.emplace_back("used", schema::boolean());
    if (!answered) return schema::object(members);
    return schema::object(members, {"code", "kind", "position", "label_de", "label_nl", "label_en", "hidden", "used"});
}

}  // namespace

web::EndpointTable list_endpoints(House& house) {
    return {
        {Method::get, "/choice-lists", "list_choice_lists", "signed_in",
         "Every list of choices with all its entries, hidden ones too, and whether a customer has them. A list that "
         "belongs to kinds of customers or languages names them in `kind`.",
         {}, nullptr, {},
         {{200, "The lists.", schema::object({{"lists", schema::array(schema::reference("ChoiceList"))}}, {"lists"})}},
         {}, [&house](Request&) { return all_lists(house); }},
        {Method::get, "/choice-lists/{name}", "get_choice_list", "signed_in", "One list of choices.", {}, nullptr, {},
         {{200, "The list.", schema::reference("ChoiceList")}}, {},
         [&house](Request& request) -> Result<Answer> {
             return house.database.read(
                 [&](Transaction& transaction) { return one_list(transaction, request.path_parameters.at("name")); });
         }},
        {Method::put, "/choice-lists/{name}", "replace_choice_list", "parameters.manage",
         "Replaces a list by the entries given, in their order. A code that a customer has cannot be left out, only "
         "hidden (409).",
         {}, schema::object({{"entries", schema::array(entry_schema(false))}}, {"entries"}), {},
         {{200, "The list.", schema::reference("ChoiceList")}}, Precondition::if_match,
         [&house](Request& request) { return put_list(house, request); }, "choice"},
    };
}

std::vector<web::NamedSchema> list_schemas() {
    return {{"ChoiceList", schema::object({{"name", schema::text()},
                                           {"version", schema::integer()},
                                           {"entries", schema::array(entry_schema(true))},
                                           {"change_event", schema::integer()}},
                                          {"name", "version", "entries"})}};
}

}  // namespace kartei::parameters
