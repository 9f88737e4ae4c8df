#include "modules/customers/customer_json.hpp"

#include "base/text.hpp"
#include "web/field_json.hpp"
#include "web/json_writer.hpp"

namespace kartei::customers {
namespace {

using web::Json;
using web::JsonWriter;
namespace schema = web::schema;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

void write_text(JsonWriter& json, std::string_view text) { text.empty() ? json.null() : json.text(text); }

/// A packed column as its kind is answered: see web::value_json.
void write_column(JsonWriter& json, const Field& field, std::string_view text) {
    switch (field.kind) {
        case FieldKind::yes_no: json.boolean(text == "1"); return;
        case FieldKind::integer:
        case FieldKind::customer_number: text.empty() ? json.null() : json.raw(text); return;
        case FieldKind::text_list:
            json.begin_array();
            for (const auto& one : split_list(text)) json.text(one);
            json.end_array();
            return;
        default: write_text(json, text);
    }
}

/// The first of the phones that is filled, as main_phone() has it.
std::string_view phone_of(const std::vector<std::string_view>& parts) {
    static const int mobile = line_position("phone_mobile"), home = line_position("phone_private"),
                     business = line_position("phone_business");
    return !parts[mobile].empty() ? parts[mobile] : !parts[home].empty() ? parts[home] : parts[business];
}

void write_row(JsonWriter& json, const ListRow& row, std::vector<std::string_view>& parts) {
    split_columns(row.columns, parts);
    parts.resize(line_fields().size());  // the anonymous customer's line is empty
    json.begin_object().name("id").integer(row.id);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& field = line_fields()[i]->field;
        json.name(field.name);
        write_column(json, field, parts[i]);
    }
    static const int last_booked = line_position("last_booked_on");
    json.name("phone");
    write_text(json, phone_of(parts));
    json.name("last_purchase_on");
    write_text(json, parts[last_booked]);
    json.name("hidden_in_search").boolean(row.hidden).name("created_at").text(row.created_at).name("changed_at");
    write_text(json, row.changed_at);
    json.end_object();
}

std::vector<std::string> names_of(const std::vector<std::pair<std::string, Json>>& members) {
    std::vector<std::string> names;
    for (const auto& [name, schema] : members) names.push_back(name);
    return names;
}

Json customer_schema() {
    std::vector<std::pair<std::string, Json>> members{{"id", schema::integer()},
                                                      {"version", schema::integer()},
                                                      {"created_at", schema::instant()},
                                                      {"changed_at", schema::nullable(schema::instant())}};
    for (auto& member : web::value_schemas(customer_fields())) members.push_back(std::move(member));
    const auto required = names_of(members);
    members.emplace_back("change_event", schema::integer());
    return schema::object(members, required);
}

/// What the program keeps is known by name, so that sending it back is refused as read only and not as unknown.
std::vector<std::pair<std::string, Json>> input_members() {
    auto members = web::input_schemas(customer_fields());
    for (const char* name : {"id", "version", "created_at", "changed_at"})
        members.emplace_back(name, Json{{"readOnly", true}});
    for (const auto& member : customer_fields())
        if (member.field.has(read_only)) members.emplace_back(member.field.name, Json{{"readOnly", true}});
    return members;
}

Json row_schema() {
    std::vector<std::pair<std::string, Json>> members{{"id", schema::integer()}};
    for (const auto* member : line_fields()) members.emplace_back(member->field.name, web::value_schema(member->field));
    // The anonymous customer's line shows nothing.
    for (auto& [name, declared] : members)
        if (name == "kind" || name == "name") declared = schema::nullable(schema::text());
    for (const char* name : {"phone", "last_purchase_on"}) members.emplace_back(name, schema::nullable(schema::text()));
    members.emplace_back("hidden_in_search", schema::boolean());
    members.emplace_back("created_at", schema::instant());
    members.emplace_back("changed_at", schema::nullable(schema::instant()));
    return schema::object(members, names_of(members));
}

Json hit_schema() {
    const auto text = schema::nullable(schema::text());
    std::vector<std::pair<std::string, Json>> members{
        {"kind", schema::choice({"customer", "order", "event"})},
        {"id", schema::integer()},
        {"number", Json{{"type", {"integer", "string"}}}},
        {"name", schema::text()},
        {"matched", schema::choice({"matchcode", "name", "number", "email", "phone", "postcode", "code1", "order",
                                    "ticket", "booking", "external_booking", "traveller", "member", "similar", "address", "birth_date", "work", "link"})},
        {"blocked", schema::boolean()}};
    const auto required = names_of(members);
    for (const char* name :
         {"first_name", "name_prefix", "matchcode", "street", "house_number", "house_number_suffix", "postcode", "town",
          "country", "phone", "email", "code1", "category", "last_purchase_on"})
        members.emplace_back(name, text);
    members.emplace_back("customer_kind", schema::choice({"private", "company", "agency", "prospect"}));
    members.emplace_back("hidden_in_search", schema::boolean());
    members.emplace_back("customer", schema::integer());
    return schema::object(members, required);
}

Json hit_json(const Hit& hit) {
    const auto& customer = hit.customer;
    return {{"kind", "customer"},
            {"id", customer.id},
            {"number", *customer.number},
            {"name", customer.name},
            {"matched", hit.matched},
            {"blocked", customer.booking_block},
            {"first_name", text_or_null(customer.first_name)},
            {"name_prefix", text_or_null(customer.name_prefix)},
            {"matchcode", text_or_null(customer.matchcode)},
            {"street", text_or_null(customer.street)},
            {"house_number", text_or_null(customer.house_number)},
            {"house_number_suffix", text_or_null(customer.house_number_suffix)},
            {"postcode", text_or_null(customer.postcode)},
            {"town", text_or_null(customer.town)},
            {"country", text_or_null(customer.country)},
            {"phone", text_or_null(main_phone(customer))},
            {"email", text_or_null(customer.email)},
            {"code1", text_or_null(customer.code1)},
            {"category", text_or_null(customer.category)},
            {"customer_kind", customer.kind},
            {"last_purchase_on", text_or_null(customer.last_booked_on)},
            {"hidden_in_search", customer.hidden_in_search}};
}

}  // namespace

Json customer_json(const Customer& customer, const ReadingRules& rules, std::int64_t event) {
    Json json{{"id", customer.id},
              {"version", customer.version},
              {"created_at", customer.created_at},
              {"changed_at", text_or_null(customer.changed_at)}};
    web::write_fields(json, customer_fields(), customer, rules);
    if (event > 0) json["change_event"] = event;
    return json;
}

void write_rows(std::string& out, const std::vector<ListRow>& rows) {
    JsonWriter json(out);
    std::vector<std::string_view> parts;
    json.begin_array();
    for (const auto& row : rows) write_row(json, row, parts);
    json.end_array();
}

Json hits_json(const Hits& hits) {
    Json list = Json::array();
    for (const auto& hit : hits.hits) list.push_back(hit_json(hit));
    return {{"hits", std::move(list)}, {"complete", hits.complete}};
}

std::vector<web::NamedSchema> customer_schemas() {
    return {{"Customer", customer_schema()},
            {"CustomerInput", schema::object(input_members())},
            {"CustomerRow", row_schema()},
            {"SearchHit", hit_schema()},
            {"Field", web::field_schema()}};
}

}  // namespace kartei::customers
