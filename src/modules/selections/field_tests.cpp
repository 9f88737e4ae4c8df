#include "modules/selections/field_tests.hpp"

#include <algorithm>

#include "modules/parameters/parameter.hpp"
#include "modules/selections/document.hpp"

namespace kartei::selections {
namespace {

using nlohmann::json;

/// Words that stand for several codes are spelled out; false when none is among what is asked.
bool spell_out(const Column& column, Asked& asked) {
    json codes = json::array();
    bool found = false;
    for (const auto& one : asked.value.is_array() ? asked.value : json::array({asked.value})) {
        const auto word = one.is_string() ? column.words.find(one.get<std::string>()) : column.words.end();
        if (word == column.words.end()) {
            codes.push_back(one);
            continue;
        }
        found = true;
        for (const auto& code : word->second) codes.push_back(code);
    }
    if (found) asked.value = std::move(codes);
    return found;
}

RowTest test_of(Desk& desk, Columns& columns, const Column& column, Asked asked) {
    const auto place = columns.place_of(column);
    const bool one = (asked.is == "equal" || asked.is == "not_equal") && !asked.value.is_array();
    if ((one || asked.is == "one_of") && spell_out(column, asked)) {
        const bool turned = asked.is == "not_equal";
        auto any = compare(desk.measure, column.field, {"one_of", asked.value, asked.path});
        if (!any) return desk.add(any.refusal()), RowTest();
        return RowTest({place}, [test = *any, place, turned](const Cells& cells) { return test(cells[place]) != turned; });
    }
    if (!column.country.empty() && is_ordering(asked.is)) {
        const auto country = columns.place_of_sql(column.country, Form::text);
        auto test = compare_postcodes(desk.measure, column.field, asked);
        if (!test) return desk.add(test.refusal()), RowTest();
        return RowTest({place, country}, [test = *test, place, country](const Cells& cells) {
            return test(cells[place], cells[country]);
        });
    }
    auto test = compare(desk.measure, column.field, asked, column.purpose);
    if (!test) return desk.add(test.refusal()), RowTest();
    return RowTest(place, *test);
}

/// {"is": true} asks a yes/no whether it is yes.
std::optional<Asked> asked_in(Desk& desk, const json& object, const std::string& path) {
    const auto is = object.find("is");
    if (is != object.end() && is->is_boolean() && !object.contains("value")) return Asked{"equal", *is, path};
    if (is == object.end() || !is->is_string())
        return desk.add(path + ".is", "error.selection_no_comparison"), std::nullopt;
    return Asked{is->get<std::string>(), object.value("value", json()), path};
}

bool is_absent(Desk& desk, std::string_view field) {
    const auto absent = parameters::absent_fields(*parameters::parameters_of(desk.transaction));
    return std::find(absent.begin(), absent.end(), field) != absent.end();
}

}  // namespace

void Desk::add(const Refusal& refusal) {
    right_missing = right_missing || refusal.kind == RefusalKind::forbidden;
    issues.insert(issues.end(), refusal.issues.begin(), refusal.issues.end());
}

bool Desk::demand(const std::string& path, std::string_view right) {
    if (right.empty() || actor.may(right)) return true;
    right_missing = true;
    add(path, "error.permission", {{"permission", std::string(right)}});
    return false;
}

bool Desk::only(const json& object, const std::string& path, std::initializer_list<std::string_view> members) {
    bool sound = true;
    for (const auto& [name, value] : object.items())
        if (std::find(members.begin(), members.end(), name) == members.end())
            add(path.empty() ? name : path + "." + name, "error.unknown_member"), sound = false;
    return sound;
}

const Column* column_asked(Desk& desk, const Source& source, const std::string& field, const std::string& path) {
    const auto* column = source.find(field);
    if (!column || (&source == &customer_source() && is_absent(desk, field)))
        return desk.add(path, "error.selection_field", {{"field", field}}), nullptr;
    if (column->field.is_sensitive() && !desk.demand(path, "sensitive.read")) return nullptr;
    if (field == "hidden_in_search" && !desk.demand(path, "customers.see_hidden")) return nullptr;
    return column;
}

RowTest field_test(Desk& desk, const Source& source, Columns& columns, const json& object, const std::string& path) {
    if (!desk.only(object, path, {"field", "is", "value"})) return {};
    if (!object["field"].is_string()) return desk.add(path + ".field", "error.wrong_type"), RowTest();
    const auto* column = column_asked(desk, source, object["field"], path + ".field");
    const auto asked = asked_in(desk, object, path);
    if (!column || !asked) return {};
    return test_of(desk, columns, *column, *asked);
}

RowTest row_group(Desk& desk, const Source& source, Columns& columns, const json& object, const std::string& path,
                  std::size_t level) {
    if (++desk.nodes > most_nodes || level > most_levels) return desk.add(path, "error.selection_too_large"), RowTest();
    if (!object.is_object() || object.empty()) return desk.add(path, "error.selection_group"), RowTest();
    if (object.contains("field")) return field_test(desk, source, columns, object, path);
    const auto name = object.begin().key();
    const auto& inner = object.begin().value();
    if (object.size() != 1 || (name != "all" && name != "any" && name != "not") || (name != "not" && !inner.is_array()))
        return desk.add(path, "error.selection_group"), RowTest();
    const auto below = path + "." + name;
    if (name == "not") {
        auto test = row_group(desk, source, columns, inner, below, level + 1);
        return test ? RowTest(RowTest::Kind::negation, {std::move(test)}) : RowTest();
    }
    std::vector<RowTest> tests;
    for (std::size_t i = 0; i < inner.size(); ++i)
        tests.push_back(row_group(desk, source, columns, inner[i], below + "[" + std::to_string(i) + "]", level + 1));
    if (!std::all_of(tests.begin(), tests.end(), [](const RowTest& test) { return bool(test); })) return {};
    return RowTest(name == "all" ? RowTest::Kind::all : RowTest::Kind::any, std::move(tests));
}

RowTest member_test(Desk& desk, const Source& source, Columns& columns, const std::string& name, const json& value,
                    const std::string& path) {
    const auto* column = column_asked(desk, source, name, path);
    if (!column) return {};
    if (value.is_object()) {
        if (!desk.only(value, path, {"is", "value"})) return {};
        const auto asked = asked_in(desk, value, path);
        return asked ? test_of(desk, columns, *column, *asked) : RowTest();
    }
    return test_of(desk, columns, *column, {value.is_array() ? "one_of" : "equal", value, path});
}

CellTest total_test(Desk& desk, const Field& field, const json& value, const std::string& path) {
    if (!value.is_object()) return desk.add(path, "error.wrong_type"), CellTest();
    if (!desk.only(value, path, {"is", "value"})) return {};
    const auto asked = asked_in(desk, value, path);
    if (!asked) return {};
    auto test = compare(desk.measure, field, *asked);
    if (!test) return desk.add(test.refusal()), CellTest();
    return *test;
}

}  // namespace kartei::selections
