#include "modules/selections/criteria_reader.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/selections/days.hpp"

namespace kartei::selections {
namespace {

using nlohmann::json;

constexpr Field count_field{"count", FieldKind::integer};

std::string at(const std::string& path, std::size_t place) { return path + "[" + std::to_string(place) + "]"; }

bool is_named(const std::string& known, const json& wanted) {
    return wanted.is_string() && fold(known) == fold(wanted.get<std::string>());
}

std::int64_t id_in(const consents::NamedIds& names, const json& wanted) {
    for (const auto& [id, name] : names)
        if (is_named(name, wanted)) return id;
    return 0;
}

}  // namespace

Node CriteriaReader::group(const Json& object, const std::string& path, std::size_t level) {
    using Read = void (CriteriaReader::*)(Node&, const Json&, std::size_t);
    using Self = CriteriaReader;
    static const std::vector<std::pair<std::string_view, Read>> forms{
        {"all", &Self::several},         {"any", &Self::several},     {"not", &Self::negation},
        {"field", &Self::field},         {"status", &Self::status},   {"list", &Self::list},
        {"link", &Self::link},           {"linked_by", &Self::link},  {"label", &Self::label},
        {"permission", &Self::permission}, {"changed", &Self::changed}, {"selection", &Self::selection}};
    Node node;
    node.path = path;
    if (++desk_.nodes > most_nodes || level > most_levels) return desk_.add(path, "error.selection_too_large"), node;
    if (!object.is_object()) return desk_.add(path, "error.selection_group"), node;
    for (const auto& [name, read] : forms)
        if (object.contains(name)) return (this->*read)(node, object, level), node;
    for (const auto& [name, value] : object.items())
        if (const auto* source = find_fact(name)) return fact(node, object, *source), node;
    desk_.add(path, "error.selection_group");
    return node;
}

void CriteriaReader::several(Node& node, const Json& object, std::size_t level) {
    const std::string name = object.contains("all") ? "all" : "any";
    node.kind = name == "all" ? Node::Kind::all : Node::Kind::any;
    if (!desk_.only(object, node.path, {name})) return;
    const auto& inner = object[name];
    if (!inner.is_array()) return desk_.add(node.path + "." + name, "error.wrong_type");
    for (std::size_t i = 0; i < inner.size(); ++i)
        node.children.push_back(group(inner[i], at(node.path + "." + name, i), level + 1));
}

void CriteriaReader::negation(Node& node, const Json& object, std::size_t level) {
    node.kind = Node::Kind::negation;
    if (desk_.only(object, node.path, {"not"}))
        node.children.push_back(group(object["not"], node.path + ".not", level + 1));
}

void CriteriaReader::field(Node& node, const Json& object, std::size_t) {
    Columns columns;
    auto test = field_test(desk_, customer_source(), columns, object, node.path);
    if (test) put(node, object, std::make_shared<FieldCriterion>(std::move(columns), std::move(test)));
}

void CriteriaReader::put(Node& node, const Json& object, std::shared_ptr<const Criterion> criterion,
                         std::string_view besides) {
    node.kind = Node::Kind::criterion;
    node.criterion = std::move(criterion);
    node.key = object.dump() + "|" + write_date(desk_.measure.today) + "|" + std::string(besides);
}

void CriteriaReader::status(Node& node, const Json& object, std::size_t) {
    if (!desk_.only(object, node.path, {"status", "is"})) return;
    const auto numbers = status_meant(desk_.transaction, object["status"]);
    const auto is = object.value("is", json(true));
    if (!is.is_boolean()) return desk_.add(node.path + ".is", "error.not_yes_no");
    if (std::all_of(numbers.begin(), numbers.end(), [](int number) { return number < 0; }))
        return desk_.add(node.path + ".status", "error.selection_status", {{"status", object["status"].dump()}});
    Columns columns;
    const auto kind = columns.place_of(*customer_source().find("kind"));
    std::vector<std::size_t> places;
    for (const auto number : numbers)
        places.push_back(number < 0 ? kind
                                    : columns.place_of(*customer_source().find("status" + std::to_string(number))));
    auto read = places;
    read.push_back(kind);
    auto test = [kind, places, numbers, wanted = is.get<bool>()](const Cells& cells) {
        for (std::size_t i = 0; i < places.size(); ++i)
            if (cells[kind].text == parameters::customer_kinds[i])
                return numbers[i] > 0 && (cells[places[i]].number != 0) == wanted;
        return false;
    };
    std::string meant;
    for (const auto number : numbers) meant += std::to_string(number) + ",";
    put(node, object, std::make_shared<FieldCriterion>(std::move(columns), RowTest(std::move(read), std::move(test))), meant);
}

void CriteriaReader::list(Node& node, const Json& object, std::size_t) {
    if (!desk_.only(object, node.path, {"list", "where", "count"})) return;
    const auto* source = object["list"].is_string() ? find_list_source(object["list"].get<std::string>()) : nullptr;
    if (!source) return desk_.add(node.path + ".list", "error.selection_list", {{"list", object["list"].dump()}});
    RowsCriterion::Plan plan{source};
    if (object.contains("where"))
        plan.test = row_group(desk_, *source, plan.columns, object["where"], node.path + ".where");
    if (object.contains("count"))
        plan.totals.count = total_test(desk_, count_field, object["count"], node.path + ".count");
    put(node, object, std::make_shared<RowsCriterion>(std::move(plan)));
}

void CriteriaReader::link(Node& node, const Json& object, std::size_t level) {
    const std::string name = object.contains("link") ? "link" : "linked_by";
    node.kind = name == "link" ? Node::Kind::link : Node::Kind::linked_by;
    if (!desk_.only(object, node.path, {name, "where"})) return;
    node.link = object[name].is_string() ? object[name].get<std::string>() : "";
    if (!customers::find_link(node.link))
        return desk_.add(node.path + "." + name, "error.selection_link", {{"link", object[name].dump()}});
    if (!column_asked(desk_, customer_source(), node.link, node.path + "." + name)) return;
    if (object.contains("where")) node.children.push_back(group(object["where"], node.path + ".where", level + 1));
}

std::optional<std::string> CriteriaReader::end_of_day(const Json& object, const std::string& path) {
    auto day = std::optional(desk_.measure.today);
    if (object.contains("on")) {
        auto read = object["on"].is_string() ? read_date(object["on"].get<std::string>())
                                             : Result<Date>(refuse_field("", "error.not_a_date"));
        if (!read) return desk_.add(path + ".on", "error.not_a_date"), std::nullopt;
        day = *read;
    }
    return write_instant(start_of_day(add_days(*day, 1), desk_.measure.time_zone));
}

/// Held on a day: given by its end, and not yet expired by it.
void CriteriaReader::label(Node& node, const Json& object, std::size_t) {
    if (!desk_.only(object, node.path, {"label", "on"})) return;
    if (id_in(consents::all_labels(desk_.transaction), object["label"]) == 0)
        return desk_.add(node.path + ".label", "error.selection_label", {{"label", object["label"].dump()}});
    const auto end = end_of_day(object, node.path);
    if (!end) return;
    const auto* source = find_list_source("labels");
    RowsCriterion::Plan plan{source};
    const auto name = plan.columns.place_of(*source->find("label")),
               granted = plan.columns.place_of(*source->find("granted_at")),
               expires = plan.columns.place_of(*source->find("expires_at"));
    const auto test = [](std::size_t place, auto holds) {
        return RowTest({place}, [place, holds](const Cells& cells) { return holds(cells[place]); });
    };
    plan.test = RowTest(RowTest::Kind::all,
                        {test(name, [wanted = fold(object["label"].get<std::string>())](
                                        const Cell& cell) { return fold(cell.text) == wanted; }),
                         test(granted, [end = *end](const Cell& cell) { return cell.empty || cell.text < end; }),
                         test(expires, [end = *end](const Cell& cell) { return cell.empty || cell.text >= end; })});
    put(node, object, std::make_shared<RowsCriterion>(std::move(plan)));
}

void CriteriaReader::permission(Node& node, const Json& object, std::size_t) {
    if (!desk_.only(object, node.path, {"permission", "state", "on"})) return;
    const auto id = id_in(consents::all_permissions(desk_.transaction), object["permission"]);
    const auto state = object.value("state", json("given"));
    if (id == 0)
        return desk_.add(node.path + ".permission", "error.selection_permission",
                         {{"permission", object["permission"].dump()}});
    if (state != "given" && state != "withdrawn" && state != "none")
        return desk_.add(node.path + ".state", "error.not_a_choice");
    if (const auto end = end_of_day(object, node.path))
        put(node, object, std::make_shared<PermissionCriterion>(id, state, *end));
}

void CriteriaReader::changed(Node& node, const Json& object, std::size_t) {
    if (!desk_.only(object, node.path, {"changed"}) || !desk_.demand(node.path, "history.read")) return;
    const auto& asked = object["changed"];
    if (!asked.is_object()) return desk_.add(node.path + ".changed", "error.wrong_type");
    const auto path = node.path + ".changed";
    if (!desk_.only(asked, path, {"field", "since"})) return;
    std::string field;
    if (asked.contains("field")) {
        const auto* column = column_asked(desk_, customer_source(), asked["field"].is_string() ? asked["field"] : "",
                                          path + ".field");
        if (!column) return;
        field = column->field.name;
    }
    const auto since = asked.contains("since") ? day_of(asked["since"], desk_.measure.today) : std::nullopt;
    if (!since) return desk_.add(path + ".since", "error.not_a_date");
    put(node, object,
        std::make_shared<ChangeCriterion>(field, write_instant(start_of_day(*since, desk_.measure.time_zone))));
}

}  // namespace kartei::selections
