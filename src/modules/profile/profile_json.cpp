#include "modules/profile/profile_json.hpp"

#include "base/mask.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/label_json.hpp"
#include "modules/customers/customer_numbers.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/profile/choice_words.hpp"
#include "modules/profile/rows_in_force.hpp"
#include "web/field_json.hpp"

namespace kartei::profile {
namespace {

using sql::Transaction;
using web::Json;
namespace schema = web::schema;

using Members = std::vector<std::pair<std::string, Json>>;

std::vector<std::string> names_of(const Members& members) {
    std::vector<std::string> names;
    for (const auto& [name, schema] : members) names.push_back(name);
    return names;
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json row_schema(const List& list) {
    Members members{{"id", schema::integer()}, {"version", schema::integer()}, {"position", schema::integer()}};
    for (const auto& field : list.fields)
        if (field.kind != FieldKind::blind_index) members.emplace_back(field.name, web::value_schema(field));
    const auto required = names_of(members);
    members.emplace_back("change_event", schema::integer());
    return schema::object(members, required);
}

Json input_schema(const List& list) {
    Members members;
    for (const auto& field : list.fields)
        if (field.kind != FieldKind::blind_index && !field.has(read_only))
            members.emplace_back(field.name, web::input_schema(field));
    // What the program keeps is known by name, so that sending it back is refused as read only and not as unknown.
    for (const char* name : {"id", "version", "position"}) members.emplace_back(name, Json{{"readOnly", true}});
    for (const auto& field : list.fields)
        if (field.kind != FieldKind::blind_index && field.has(read_only))
            members.emplace_back(field.name, Json{{"readOnly", true}});
    return schema::object(members);
}

Members list_members() {
    Members members;
    for (const auto& list : all_lists()) {
        const auto row = schema::reference(schema_name(list));
        members.emplace_back(list.name, list.single ? schema::nullable(row) : schema::array(row));
    }
    const auto instant = schema::nullable(schema::instant());
    const auto whose = schema::object(
        {{"id", schema::integer()}, {"number", schema::integer()}, {"name", schema::text()}}, {"id", "number", "name"});
    for (const auto& list : all_lists()) {
        if (list.inherited_over.empty()) continue;
        const auto inherited = schema::object({{"from", whose},
                                               {"lines", schema::array(schema::text())},
                                               {"rows", schema::array(schema::reference(schema_name(list)))}},
                                              {"from", "lines", "rows"});
        members.emplace_back("inherited_" + std::string(list.name), schema::nullable(inherited));
    }
    members.emplace_back("relations_of_others",
                         schema::array(schema::object({{"id", schema::integer()},
                                                       {"number", schema::integer()},
                                                       {"name", schema::text()},
                                                       {"kind", schema::nullable(schema::text())},
                                                       {"remark", schema::nullable(schema::text())}},
                                                      {"id", "number", "name", "kind", "remark"})));
    members.emplace_back("former_numbers",
                         schema::array(schema::object({{"number", schema::integer()},
                                                       {"kind", schema::choice({"customer", "debtor"})},
                                                       {"since", schema::nullable(schema::date())}},
                                                      {"number", "kind", "since"})));
    members.emplace_back("labels", schema::array(consents::label_schema()));
    members.emplace_back("permissions",
                         schema::array(schema::object({{"permission", schema::text()},
                                                       {"state", schema::choice({"given", "withdrawn", "none"})},
                                                       {"at", instant}},
                                                      {"permission", "state", "at"})));
    return members;
}

Json warning_schema() {
    return schema::object({{"key", schema::text()},
                           {"text", schema::text()},
                           {"list", schema::text()},
                           {"row", schema::integer()}},
                          {"key", "text"});
}

/// The rows of another customer that hold for this one.
Json inherited_rows(House& house, Transaction& transaction, const List& list, std::int64_t customer,
                    Language language) {
    const auto in_force = rows_in_force(house, transaction, list, customer);
    if (in_force.from == 0 || in_force.from == customer) return nullptr;
    const auto from = customers::find_customer(transaction, in_force.from);
    Json rows = Json::array();
    for (const auto& row : in_force.rows) rows.push_back(row_json(list, row, house.rules));
    return {{"from", {{"id", from->id}, {"number", *from->number}, {"name", customers::full_name(*from)}}},
            {"lines", in_lines(house, transaction, list, in_force.rows, language)},
            {"rows", std::move(rows)}};
}

std::string name_in(const consents::NamedIds& names, std::int64_t id) {
    for (const auto& [known, name] : names)
        if (known == id) return name;
    return "";
}

}  // namespace

Json row_json(const List& list, const Row& row, const ReadingRules& rules, std::int64_t event, bool in_clear) {
    Json json{{"id", row.id}, {"version", row.version}, {"position", row.position}};
    for (std::size_t i = 0; i < list.fields.size(); ++i) {
        const auto& field = list.fields[i];
        if (field.kind == FieldKind::blind_index) continue;
        const auto* text = std::get_if<std::string>(&row.values[i]);
        const bool hidden = field.privacy == Privacy::sensitive && !in_clear && text;
        json[std::string(field.name)] = hidden ? Json(masked(*text)) : web::value_json(field, row.values[i], rules);
    }
    if (event > 0) json["change_event"] = event;
    return json;
}

Json relations_of_others(Transaction& transaction, const Actor& actor, std::int64_t customer, Language language) {
    std::vector<std::pair<std::int64_t, Row>> found;
    const auto& list = list_named("relations");
    {
        auto rows = transaction.query("SELECT r.customer_id, r.kind, r.remark FROM customer_relation r"
                                      " JOIN customer c ON c.number = r.other WHERE c.id = :id"
                                      " ORDER BY r.customer_id, r.position LIMIT 200",
                                      customer);
        while (rows.next()) {
            Row row;
            row.values = {Value(), Value(rows.string(1)), Value(rows.string(2))};
            found.emplace_back(rows.integer(0), std::move(row));
        }
    }
    Json json = Json::array();
    for (const auto& [id, row] : found) {
        const auto other = customers::find_customer(transaction, id);
        if (!other || !customers::may_see(transaction, actor, id)) continue;
        const auto worded = in_words(transaction, list, row, language);
        json.push_back({{"id", id},
                        {"number", *other->number},
                        {"name", customers::full_name(*other)},
                        {"kind", text_or_null(list.text(worded, "kind"))},
                        {"remark", text_or_null(list.text(worded, "remark"))}});
    }
    return json;
}

Json lists_json(House& house, Transaction& transaction, std::int64_t customer, const Lists& lists,
                Language language, bool in_clear) {
    Json json = Json::object();
    for (const auto& list : all_lists()) {
        Json rows = Json::array();
        for (const auto& row : lists.at(std::string(list.name)))
            rows.push_back(row_json(list, in_words(transaction, list, row, language), house.rules, 0, in_clear));
        json[std::string(list.name)] = !list.single ? rows : rows.empty() ? Json(nullptr) : rows[0];
        if (!list.inherited_over.empty())
            json["inherited_" + std::string(list.name)] = inherited_rows(house, transaction, list, customer, language);
    }
    json["former_numbers"] = Json::array();
    for (const auto& [number, target, since] : customers::former_numbers(transaction, customer))
        json["former_numbers"].push_back({{"number", number},
                                          {"kind", customers::name_of(target)},
                                          {"since", since.empty() ? Json(nullptr) : Json(since)}});
    const auto carried = consents::consents_of(transaction, customer);
    json["labels"] = Json::array();
    json["permissions"] = Json::array();
    if (!carried.labels.empty())
        for (const auto& label : consents::labels_of(house, transaction, customer))
            json["labels"].push_back(consents::label_json(label));
    if (!carried.permissions.empty()) {
        const auto names = consents::all_permissions(transaction);
        for (const auto& permission : carried.permissions)
            json["permissions"].push_back({{"permission", name_in(names, permission.id)},
                                           {"state", permission.state},
                                           {"at", text_or_null(permission.at)}});
    }
    return json;
}

Json warnings_json(const std::vector<Warning>& warnings, Language language) {
    Json all = Json::array();
    for (const auto& warning : warnings) {
        Json one{{"key", warning.key}, {"text", text(language, warning.key, warning.parameters)}};
        if (!warning.list.empty()) one["list"] = warning.list;
        if (warning.row != 0) one["row"] = warning.row;
        all.push_back(std::move(one));
    }
    return all;
}

std::string schema_name(const List& list) {
    std::string name;
    bool upper = true;
    for (char character : list.record) {
        if (character != '_') name += upper ? static_cast<char>(character - 'a' + 'A') : character;
        upper = character == '_';
    }
    return name;
}

std::vector<web::NamedSchema> profile_schemas() {
    std::vector<web::NamedSchema> schemas;
    for (const auto& list : all_lists()) {
        schemas.push_back({schema_name(list), row_schema(list)});
        schemas.push_back({schema_name(list) + "Input", input_schema(list)});
    }
    auto members = list_members();
    members.emplace_back("warnings", schema::array(warning_schema()));
    schemas.push_back({"CustomerLists", schema::object(members, names_of(members))});
    return schemas;
}

}  // namespace kartei::profile
