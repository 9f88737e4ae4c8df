// Criteria about what customers did, and about other saved selections.
#include <algorithm>

#include "base/event_access.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/selections/criteria_reader.hpp"

namespace kartei::selections {
namespace {

using nlohmann::json;

constexpr Field count_field{"count", FieldKind::integer}, sum_field{"sum", FieldKind::money};

/// One text or several.
std::optional<std::vector<std::string>> texts_in(const json& value) {
    if (value.is_string()) return std::vector{value.get<std::string>()};
    if (!value.is_array() || !std::all_of(value.begin(), value.end(), [](const json& one) { return one.is_string(); }))
        return std::nullopt;
    return value.get<std::vector<std::string>>();
}

std::string hash_of(const std::vector<std::int64_t>& events) {
    std::string text;
    for (const auto event : events) text += std::to_string(event) + ",";
    return audit::sha256(text);
}

/// What belongs to a hidden customer is not told by others either (decisions.md 33).
void leave_out_what_hidden_own(RowsCriterion::Plan& plan, const Source& source) {
    // sql: the column is that of a declared source
    const auto hidden = plan.columns.place_of_sql(
        "(SELECT h.hidden_in_search FROM customer h WHERE h.id = " + source.owner + ")", Form::number);
    RowTest seen({hidden}, [hidden](const Cells& cells) { return cells[hidden].number == 0; });
    if (plan.test) seen = RowTest(RowTest::Kind::all, {std::move(seen), std::move(plan.test)});
    plan.test = std::move(seen);
}

}  // namespace

std::optional<std::vector<std::int64_t>> CriteriaReader::events_in(const Json& object, const std::string& path) {
    events::EventFilter filter;
    if (!object.is_object()) return desk_.add(path, "error.wrong_type"), std::nullopt;
    const std::vector<std::pair<std::string_view, std::vector<std::string>*>> lists{
        {"events", &filter.events},     {"productions", &filter.productions}, {"seasons", &filter.seasons},
        {"promoters", &filter.promoters}, {"genres", &filter.genres},         {"tags", &filter.tags}};
    const std::vector<std::pair<std::string_view, std::string*>> texts{
        {"from", &filter.from}, {"to", &filter.to}, {"scope", &filter.scope}};
    bool sound = true;
    for (const auto& [name, value] : object.items()) {
        const auto is_named = [&name = name](const auto& one) { return one.first == name; };
        const auto list = std::find_if(lists.begin(), lists.end(), is_named);
        const auto text = std::find_if(texts.begin(), texts.end(), is_named);
        const auto words = texts_in(value);
        const bool known = list != lists.end() || text != texts.end();
        if (known && words && list != lists.end()) *list->second = *words;
        else if (known && value.is_string()) *text->second = value.get<std::string>();
        else desk_.add(path + "." + name, known ? "error.wrong_type" : "error.unknown_member"), sound = false;
    }
    if (!sound) return std::nullopt;
    const auto seen = events::events_of(desk_.transaction, desk_.actor);
    auto chosen = events::choose_events(desk_.house, desk_.transaction, desk_.actor, seen, filter);
    if (chosen) return *chosen;
    auto refusal = chosen.refusal();
    for (auto& issue : refusal.issues) issue.field = path + "." + issue.field;
    desk_.add(refusal);
    return std::nullopt;
}

void CriteriaReader::read_rows_of(const Json& rows, const Source& source, RowsCriterion::Plan& plan,
                                  const std::string& path) {
    if (!rows.is_object()) return desk_.add(path, "error.wrong_type");
    std::vector<RowTest> tests;
    for (const auto& [name, value] : rows.items()) {
        const auto below = path + "." + name;
        if (name == "events" && !source.event.empty()) plan.events = events_in(value, below);
        else tests.push_back(member_test(desk_, source, plan.columns, name, value, below));
    }
    if (!source.standard_field.empty() && !rows.contains(source.standard_field))
        tests.push_back(
            member_test(desk_, source, plan.columns, source.standard_field, source.standard, path));
    if (std::all_of(tests.begin(), tests.end(), [](const RowTest& test) { return bool(test); }))
        plan.test = RowTest(RowTest::Kind::all, std::move(tests));
}

void CriteriaReader::read_totals(const Json& object, const Source& source, Totals& totals, const std::string& path) {
    const Field day_field{"day", source.is_instant ? FieldKind::instant : FieldKind::date};
    const auto read = [&](const char* name, bool has, const Field& field, CellTest& test) {
        if (!object.contains(name)) return;
        const auto below = path + "." + name;
        if (!has) return desk_.add(below, "error.unknown_member");
        test = total_test(desk_, field, object[name], below);
    };
    read("count", true, count_field, totals.count);
    read("events_count", !source.event.empty(), count_field, totals.events);
    read("sum", !source.sum.empty(), sum_field, totals.sum);
    read("first", !source.day.empty(), day_field, totals.first);
    read("last", !source.day.empty(), day_field, totals.last);
}

void CriteriaReader::fact(Node& node, const Json& object, const Source& source) {
    if (!is_there(desk_.transaction, source))
        return desk_.add(node.path + "." + source.name, "error.selection_field", {{"field", source.name}});
    if (!desk_.demand(node.path, source.right)) return;
    if (source.of_all_events && desk_.actor.promoters)
        return desk_.add(refuse(RefusalKind::forbidden, "error.beyond_own_events"));
    if (!desk_.only(object, node.path, {source.name, "count", "events_count", "sum", "first", "last"})) return;
    RowsCriterion::Plan plan{&source};
    read_rows_of(object[source.name], source, plan, node.path + "." + source.name);
    read_totals(object, source, plan.totals, node.path);
    if (!plan.events && !source.event.empty()) plan.events = events::seen_events(desk_.transaction, desk_.actor);
    const bool hides = !source.owner.empty() && !desk_.actor.may("customers.see_hidden");
    if (hides) leave_out_what_hidden_own(plan, source);
    // An event date that is new, or of another season, makes it another question.
    const auto events = plan.events ? hash_of(*plan.events) : std::string();
    put(node, object, std::make_shared<RowsCriterion>(std::move(plan)),
        write_event_access(desk_.actor) + "|" + events + (hides ? "|without what hidden own" : ""));
}

void CriteriaReader::selection(Node& node, const Json& object, std::size_t) {
    node.kind = Node::Kind::selection;
    if (!desk_.only(object, node.path, {"selection"})) return;
    const auto path = node.path + ".selection";
    const auto found = find_referred(desk_.transaction, desk_.actor, object["selection"]);
    if (!found) return desk_.add(path, "error.selection_unknown", {{"selection", object["selection"].dump()}});
    if (std::find(opened_.begin(), opened_.end(), found->id) != opened_.end())
        return desk_.add(path, "error.selection_circle", {{"selection", object["selection"].dump()}});
    auto opened = opened_;
    opened.push_back(found->id);
    node.selected = read_within(desk_, json::parse(found->document), opened, path);
}

}  // namespace kartei::selections
