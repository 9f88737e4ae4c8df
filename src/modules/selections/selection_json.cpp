#include "modules/selections/selection_json.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "modules/selections/reading.hpp"

namespace kartei::selections {
namespace {

using web::Json;
namespace schema = web::schema;

constexpr std::array<std::string_view, 8> words_of_kinds{"all",  "any",       "not",       "criterion",
                                                         "link", "linked_by", "selection", "pot"};

/// A value in the order of its column: numbers by value, texts folded; empty ones stand last, as in the lists.
std::string sort_key(const Column& column, const Cell& cell) {
    std::string key(1, cell.empty ? '\xff' : '\0');
    if (cell.empty) return key;
    if (column.field.is_number() || column.field.kind == FieldKind::yes_no) {
        const auto shifted = static_cast<std::uint64_t>(cell.number) ^ (std::uint64_t{1} << 63);
        for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>((shifted >> shift) & 0xff);
        return key;
    }
    const bool as_it_is = column.field.kind == FieldKind::date || column.field.kind == FieldKind::instant;
    return key + (as_it_is ? cell.text : fold(cell.text)) + '\1';
}

}  // namespace

Json lines_json(const Line& line) {
    Json children = Json::array();
    for (const auto& child : line.children) children.push_back(lines_json(child));
    return {
        {"hits", line.hits}, {"left", line.left ? Json(*line.left) : Json(nullptr)}, {"children", std::move(children)}};
}

Json steps_json(const std::vector<Step>& steps) {
    Json all = Json::array();
    for (const auto& step : steps)
        all.push_back({{"step", step.name}, {"removed", step.removed}, {"added", step.added}, {"left", step.left}});
    return all;
}

Json explained_tree(const Looking& looking, const Node& node, const Line& line, std::int64_t customer) {
    Json children = Json::array(), values = Json::object();
    for (std::size_t i = 0; i < node.children.size(); ++i)
        children.push_back(explained_tree(looking, node.children[i], line.children[i], customer));
    if (node.criterion) values = node.criterion->values(looking, customer);
    return {{"path", node.path},
            {"kind", words_of_kinds.at(static_cast<std::size_t>(node.kind))},
            {"result", line.holds},
            {"values", std::move(values)},
            {"children", std::move(children)}};
}

Json reasons_json(const Found& found, Language language) {
    Json reasons = Json::array();
    bool in = true;
    for (const auto& step : found.steps) {
        if (step.holds != in) {
            const auto name = std::string(step.name);
            reasons.push_back({{"step", name}, {"text", text(language, "selection.step." + name)}});
        }
        in = step.holds;
    }
    if (reasons.empty()) reasons.push_back({{"step", "members"}, {"text", text(language, "selection.step.members")}});
    return reasons;
}

std::vector<std::int64_t> ordered_members(const Looking& looking, const Document& document, const Found& found) {
    Columns columns;
    std::vector<std::size_t> places;
    for (const auto* column : document.sort) places.push_back(columns.place_of(*column));
    struct Keyed {
        std::string key;
        std::int64_t number, id;
    };
    std::vector<Keyed> members;
    read_rows(looking, {&customer_source(), columns}, [&](std::size_t ordinal, const Cells& cells) {
        if (!found.members.has(ordinal)) return;
        auto& member =
            members.emplace_back(Keyed{"", found.people->at(ordinal).number, found.people->at(ordinal).id});
        for (std::size_t i = 0; i < places.size(); ++i) member.key += sort_key(*document.sort[i], cells[places[i]]);
    });
    std::sort(members.begin(), members.end(), [](const Keyed& a, const Keyed& b) {
        return a.key != b.key ? a.key < b.key : a.number < b.number;
    });
    std::vector<std::int64_t> ids;
    ids.reserve(members.size());
    for (const auto& member : members) ids.push_back(member.id);
    return ids;
}

Json count_schema() {
    const auto step = schema::object({{"step", schema::text()},
                                      {"removed", schema::integer()},
                                      {"added", schema::integer()},
                                      {"left", schema::integer()}},
                                     {"step", "removed", "added", "left"});
    return schema::object({{"count", schema::integer()},
                           {"position", schema::integer()},
                           {"lines", schema::nullable(schema::reference("SelectionLine"))},
                           {"waterfall", schema::array(step)},
                           {"undecided", schema::array(schema::integer())}},
                          {"count", "position", "lines", "waterfall", "undecided"});
}

Json explain_schema() {
    const auto reason = schema::object({{"step", schema::text()}, {"text", schema::text()}}, {"step", "text"});
    return schema::object({{"in", schema::boolean()},
                           {"position", schema::integer()},
                           {"tree", schema::reference("ExplainedLine")},
                           {"reasons", schema::array(reason)}},
                          {"in", "position", "tree", "reasons"});
}

}  // namespace kartei::selections
