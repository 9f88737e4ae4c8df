#include "modules/customers/declared_records.hpp"

#include "base/module.hpp"
#include "modules/customers/customer.hpp"
#include "modules/customers/customer_attributes.hpp"
#include "modules/customers/value_help.hpp"
#include "web/field_json.hpp"

namespace kartei::customers {
namespace {

using web::Json;
namespace schema = web::schema;

Json field_with(const Field& field, const Sources& sources) {
    auto json = web::field_json(field);
    const auto found = sources.find(field.name);
    if (found == sources.end()) return json;
    const auto& source = found->second;
    if (!source.choice_list.empty()) json["choice_list"] = source.choice_list;
    if (!source.base_data.empty()) json["base_data"] = source.base_data;
    if (source.own_words) json["own_words"] = true;
    if (source.value_help) json["value_help"] = true;
    return json;
}

Json customer_json() {
    Json fields = Json::array();
    for (const auto& member : customer_fields()) {
        fields.push_back(field_with(member.field, customer_sources()));
        if (const auto right = right_of(member.field); !right.empty()) fields.back()["right"] = right;
    }
    static const Field created{"created_at", FieldKind::instant, 0, Privacy::open, read_only | on_tab};
    static const Field changed{"changed_at", FieldKind::instant, 0, Privacy::open, read_only | on_tab};
    for (const auto* kept : {&created, &changed}) fields.push_back(web::field_json(*kept));
    return fields;
}

Json list_json(const DeclaredRecord& record) {
    const auto& list = *record.list;
    Json json{{"name", list.name},   {"record", record.name},   {"path", list.path},     {"owner", list.owner},
              {"right", list.right}, {"ordered", list.ordered}, {"single", list.single}, {"holder", list.holder}};
    json["inherited_over"] = list.inherited_over.empty() ? Json(nullptr) : Json(list.inherited_over);
    json["tab"] = list.tab.empty() ? Json(nullptr) : Json(list.tab);
    return json;
}

Json list_schema() {
    const std::vector<std::pair<std::string, Json>> members{{"name", schema::text()},
                                                            {"record", schema::text()},
                                                            {"path", schema::text()},
                                                            {"owner", schema::choice({"customer", "house"})},
                                                            {"right", schema::text()},
                                                            {"ordered", schema::boolean()},
                                                            {"single", schema::boolean()},
                                                            {"holder", schema::boolean()},
                                                            {"inherited_over", schema::nullable(schema::text())},
                                                            {"tab", schema::nullable(schema::text())}};
    std::vector<std::string> names;
    for (const auto& [name, declared] : members) names.push_back(name);
    return schema::object(members, names);
}

}  // namespace

const Sources& customer_sources() {
    static const Sources all = [] {
        Sources sources;
        for (const char* name : {"category", "mailing_kind", "payment_kind", "payment_term"})
            sources[name] = {.choice_list = name};
        for (const char* name : {"salutation", "title", "letter_salutation", "code1", "code2"})
            sources[name] = {.choice_list = name, .own_words = true};
        for (auto name : helped_fields) sources[std::string(name)] = {.own_words = true, .value_help = true};
        sources["town"] = {.own_words = true};
        return sources;
    }();
    return all;
}

Json declaration() {
    Json records{{"customer", customer_json()}}, lists = Json::array();
    for (const auto& record : handed_in<DeclaredRecord>()) {
        auto& fields = records[record.name] = Json::array();
        for (const auto& field : record.fields)
            if (field.kind != FieldKind::blind_index) fields.push_back(field_with(field, record.sources));
        if (record.list) lists.push_back(list_json(record));
    }
    return {{"records", std::move(records)}, {"lists", std::move(lists)}};
}

Json declaration_schema() {
    const auto list = schema::array(schema::reference("Field"));
    std::vector<std::pair<std::string, Json>> members{{"customer", list}};
    for (const auto& record : handed_in<DeclaredRecord>()) members.emplace_back(record.name, list);
    return schema::object({{"records", schema::object(members, {"customer"})}, {"lists", schema::array(list_schema())}},
                          {"records", "lists"});
}

}  // namespace kartei::customers
