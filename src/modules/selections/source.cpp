#include "modules/selections/source.hpp"

#include <algorithm>
#include <array>

#include "modules/customers/customer.hpp"
#include "modules/customers/declared_records.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/profile/list.hpp"

namespace kartei::selections {
namespace {

using enum FieldKind;

Column customer_column(const Field& field) {
    Column column{field, std::string(field.name), "customer." + std::string(field.name)};
    if (is_postcode(field)) column.country = "country";
    if (const auto found = customers::customer_sources().find(field.name); found != customers::customer_sources().end())
        column.choice_list = found->second.choice_list;
    return column;
}

/// What the program keeps beside the fields.
Column kept_column(std::string_view name) {
    return {{name, instant, 0, Privacy::open, read_only}, std::string(name), "customer." + std::string(name)};
}

std::string_view found_in(const std::vector<std::pair<std::string_view, std::string_view>>& lists,
                          std::string_view field) {
    for (const auto& [name, list] : lists)
        if (name == field) return list;
    return {};
}

/// A sensitive value is sealed; what can be compared is its hash beside it.
Column row_column(const profile::List& list, const Field& field) {
    const auto name = std::string(field.name), record = std::string(list.record);
    Column column{field, name, record + "." + name};
    if (field.is_sensitive()) column.sql += "_index", column.purpose = record + "." + name;
    for (const auto* lists : {&list.choice_lists, &list.word_lists, &list.offered_lists})
        if (const auto found = found_in(*lists, field.name); !found.empty()) column.choice_list = found;
    for (const auto* lists : {&list.base_data, &list.offered_base_data})
        if (const auto found = found_in(*lists, field.name); !found.empty()) column.base_data = found;
    return column;
}

Source source_of(const profile::List& list) {
    const std::string name(list.name);
    Source source{name, "list." + name, std::string(list.record), "customer_id", "id", {}};
    for (const auto& field : list.fields)
        if (field.kind != blind_index) source.columns.push_back(row_column(list, field));
    return source;
}

Source labels() {
    return {"labels",
            "selection.labels",
            "customer_label c",
            "c.customer_id",
            "c.label_id",
            {{{"label", text, 200}, "l.name", "selection.label", "JOIN label l ON l.id = c.label_id"},
             {{"granted_at", instant}, "c.granted_at", "selection.granted_at"},
             {{"granted_by", text, 120}, "c.granted_by", "selection.granted_by"},
             {{"expires_at", instant}, "c.expires_at", "selection.expires_at"}}};
}

Source permissions() {
    static constexpr std::array<std::string_view, 3> states{"given", "withdrawn", "none"};
    return {"permissions",
            "selection.permissions",
            "customer_permission c",
            "c.customer_id",
            "c.permission_id",
            {{{"permission", text, 200}, "p.name", "selection.permission",
              "JOIN permission p ON p.id = c.permission_id"},
             {{"state", choice, 0, Privacy::open, plain, states}, "c.state", "order.permission"},
             {{"channel", text, 60}, "c.channel", "selection.channel"},
             {{"at", instant}, "c.at", "order.permission_at"},
             {{"source", text, 200}, "c.source", "selection.source"}}};
}

const Source* find_in(const std::vector<Source>& sources, std::string_view name) {
    const auto found =
        std::find_if(sources.begin(), sources.end(), [&](const Source& source) { return source.name == name; });
    return found == sources.end() ? nullptr : &*found;
}

}  // namespace

bool is_postcode(const Field& field) { return field.name.ends_with("postcode"); }

const Column* Source::find(std::string_view field) const {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const Column& column) { return column.field.name == field; });
    return found == columns.end() ? nullptr : &*found;
}

const Source& customer_source() {
    static const Source source = [] {
        Source customer{"customer", "selection.customer", "customer", "id", "id", {}};
        for (const auto& member : customers::customer_fields())
            customer.columns.push_back(customer_column(member.field));
        for (const auto name : {"created_at", "changed_at"}) customer.columns.push_back(kept_column(name));
        return customer;
    }();
    return source;
}

const std::vector<Source>& list_sources() {
    static const std::vector<Source> sources = [] {
        std::vector<Source> all;
        for (const auto& list : profile::all_lists()) all.push_back(source_of(list));
        all.push_back(labels());
        all.push_back(permissions());
        return all;
    }();
    return sources;
}

const Source* find_list_source(std::string_view name) { return find_in(list_sources(), name); }

const Source* find_fact(std::string_view name) { return find_in(facts(), name); }

bool is_there(sql::Transaction& transaction, const Source& source) {
    return source.module.empty() ||
           parameters::module_is_on(*parameters::parameters_of(transaction), source.module);
}

}  // namespace kartei::selections
