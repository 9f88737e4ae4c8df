#include "modules/selections/comparison.hpp"

#include <algorithm>

#include "base/iban.hpp"
#include "base/text.hpp"
#include "modules/parameters/postcode.hpp"
#include "modules/selections/days.hpp"
#include "modules/selections/pattern.hpp"

namespace kartei::selections {
namespace {

using nlohmann::json;
using enum FieldKind;
using Names = std::vector<std::string_view>;

/// A stretch of an order: low <= key < high, or key <= high where the end is in it.
template <class Key>
struct Span {
    std::optional<Key> low, high;
    bool low_in = true, high_in = true;

    template <class Other>
    bool holds(const Other& key) const {
        if (low && (low_in ? key < *low : key <= *low)) return false;
        return !high || (high_in ? key <= *high : key < *high);
    }
};

const Names& names_for(const Field& field) {
    static const Names flag{"equal", "not_equal"}, code{"equal", "not_equal", "one_of", "empty", "not_empty"},
        number{"equal", "not_equal", "less", "less_or_equal", "greater", "greater_or_equal",
               "between", "one_of", "empty", "not_empty"},
        day{"on", "not_equal", "before", "less_or_equal", "after", "greater_or_equal", "between", "within",
            "birthday_in", "one_of", "empty", "not_empty", "equal", "less", "greater"},
        text{"equal", "not_equal", "like", "literal", "one_of", "between", "less", "less_or_equal", "greater",
             "greater_or_equal", "empty", "not_empty"};
    if (field.is_sensitive()) return code;
    switch (field.kind) {
        case yes_no: return flag;
        case choice: case country: case language: case currency: return code;
        case integer: case money: case customer_number: case reference: return number;
        case date: case instant: return day;
        default: return text;
    }
}

Refusal refuse_value(const Asked& asked, const char* key, Parameters parameters = {}) {
    return refuse_field(asked.path, key, std::move(parameters));
}

/// The values that are compared with: two for between, any number for one_of, else one.
Result<std::vector<json>> values_in(const Asked& asked) {
    if (asked.is == "between") {
        if (!asked.value.is_array() || asked.value.size() != 2)
            return refuse_value(asked, "error.selection_two_values");
        return asked.value.get<std::vector<json>>();
    }
    if (asked.is == "one_of") {
        if (!asked.value.is_array() || asked.value.empty())
            return refuse_value(asked, "error.selection_several_values");
        return asked.value.get<std::vector<json>>();
    }
    if (asked.value.is_null() || asked.value.is_array()) return refuse_value(asked, "error.selection_one_value");
    return std::vector<json>{asked.value};
}

/// What is asked as stretches; not_equal asks like equal and is turned round by the caller.
template <class Key>
std::vector<Span<Key>> spans_of(std::string_view is, const std::vector<Key>& keys) {
    std::vector<Span<Key>> spans;
    if (is == "between") {
        spans.push_back({keys[0], keys[1]});
    } else if (is == "less" || is == "before") {
        spans.push_back({{}, keys[0], true, false});
    } else if (is == "less_or_equal") {
        spans.push_back({{}, keys[0]});
    } else if (is == "greater" || is == "after") {
        spans.push_back({keys[0], {}, false});
    } else if (is == "greater_or_equal") {
        spans.push_back({keys[0], {}});
    } else {
        for (const auto& key : keys) spans.push_back({key, key});
    }
    return spans;
}

template <class Key, class Other>
bool any_holds(const std::vector<Span<Key>>& spans, const Other& key) {
    return std::any_of(spans.begin(), spans.end(), [&](const auto& span) { return span.holds(key); });
}

template <class Key, class KeyOf>
CellTest test_of(std::vector<Span<Key>> spans, bool turned, KeyOf key_of) {
    return [spans = std::move(spans), turned, key_of](const Cell& cell) {
        return cell.empty ? turned : any_holds(spans, key_of(cell)) != turned;
    };
}

/// The value as its column holds it. Numbers of a document are meant as they are read, money too.
Result<Value> value_of(const Measure& measure, const Field& field, const json& value, const std::string& path) {
    auto rules = measure.rules;
    rules.decimal_sign = '.';
    auto asked = field;
    asked.traits |= may_be_negative;
    asked.max_length = 0;
    if (!value.is_string() && !value.is_number()) return refuse_field(path, "error.wrong_type");
    auto read = read_value(asked, value.is_string() ? value.get<std::string>() : value.dump(), rules);
    if (read && is_empty(*read)) return refuse_field(path, "error.selection_one_value");
    if (read) return read;
    auto refusal = read.refusal();
    for (auto& issue : refusal.issues) issue.field = path;
    return refusal;
}

Result<CellTest> compare_numbers(const Measure& measure, const Field& field, const Asked& asked) {
    std::vector<std::int64_t> keys;
    for (const auto& value : TRY(values_in(asked)))
        keys.push_back(std::get<std::int64_t>(TRY(value_of(measure, field, value, asked.path))));
    const bool turned = asked.is == "not_equal";
    return CellTest::of_number([spans = spans_of(asked.is, keys), turned](std::int64_t number) {
        return any_holds(spans, number) != turned;
    }, turned);
}

/// Where a day begins, as the column writes it.
std::string beginning(const Measure& measure, const Field& field, Date day) {
    return field.kind == instant ? write_instant(start_of_day(day, measure.time_zone)) : write_date(day);
}

Span<std::string> span_of(const Measure& measure, const Field& field, std::optional<Date> first,
                          std::optional<Date> last) {
    Span<std::string> span;
    if (first) span.low = beginning(measure, field, *first);
    if (last) span.high = beginning(measure, field, add_days(*last, 1)), span.high_in = false;
    return span;
}

/// An instant lies on a day of the house's zone.
std::vector<Span<std::string>> day_spans(const Measure& measure, const Field& field, std::string_view is,
                                         const std::vector<Date>& days) {
    std::vector<Span<std::string>> spans;
    const auto add = [&](std::optional<Date> first, std::optional<Date> last) {
        spans.push_back(span_of(measure, field, first, last));
    };
    if (is == "between") add(days[0], days[1]);
    else if (is == "before" || is == "less") add({}, add_days(days[0], -1));
    else if (is == "less_or_equal") add({}, days[0]);
    else if (is == "after" || is == "greater") add(add_days(days[0], 1), {});
    else if (is == "greater_or_equal") add(days[0], {});
    else
        for (const auto day : days) add(day, day);
    return spans;
}

Result<CellTest> compare_days(const Measure& measure, const Field& field, const Asked& asked) {
    const auto text_of = [](const Cell& cell) -> const std::string& { return cell.text; };
    if (asked.is == "birthday_in") {
        const auto part = PartOfYear::of(asked.value, measure.today);
        if (!part || field.kind == instant) return refuse_value(asked, "error.selection_part_of_year");
        return CellTest([part = *part](const Cell& cell) { return !cell.empty && part.holds(cell.text); });
    }
    if (asked.is == "within") {
        const auto days = relative_days(asked.value, measure.today);
        if (!days) return refuse_value(asked, "error.selection_days");
        return test_of(std::vector{span_of(measure, field, days->first, days->last)}, false, text_of);
    }
    std::vector<Date> days;
    for (const auto& value : TRY(values_in(asked))) {
        const auto day = day_of(value, measure.today);
        if (!day) return refuse_value(asked, "error.not_a_date");
        days.push_back(*day);
    }
    return test_of(day_spans(measure, field, asked.is, days), asked.is == "not_equal", text_of);
}

Result<CellTest> compare_codes(const Measure& measure, const Field& field, const Asked& asked) {
    std::vector<std::string> keys;
    for (const auto& value : TRY(values_in(asked)))
        keys.push_back(std::get<std::string>(TRY(value_of(measure, field, value, asked.path))));
    return test_of(spans_of(asked.is, keys), asked.is == "not_equal",
                   [](const Cell& cell) -> const std::string& { return cell.text; });
}

Result<CellTest> compare_flags(const Asked& asked) {
    if (!asked.value.is_boolean()) return refuse_value(asked, "error.not_yes_no");
    const bool wanted = asked.value.get<bool>() == (asked.is == "equal");
    return CellTest([wanted](const Cell& cell) { return (cell.number != 0) == wanted; });
}

/// The hash of the value is all that the column tells.
Result<CellTest> compare_hashes(const Measure& measure, const Asked& asked, const std::string& purpose) {
    std::vector<std::string> keys;
    for (const auto& value : TRY(values_in(asked))) {
        if (!value.is_string()) return refuse_value(asked, "error.wrong_type");
        keys.push_back(measure.keys->blind_index(purpose, compact(value.get<std::string>())));
    }
    return test_of(spans_of(asked.is, keys), asked.is == "not_equal",
                   [](const Cell& cell) -> const std::string& { return cell.text; });
}

Result<std::vector<std::string>> texts_in(const Asked& asked) {
    std::vector<std::string> texts;
    for (const auto& value : TRY(values_in(asked))) {
        if (!value.is_string() && !value.is_number()) return refuse_value(asked, "error.wrong_type");
        texts.push_back(value.is_string() ? value.get<std::string>() : value.dump());
        if (texts.back().empty()) return refuse_value(asked, "error.selection_one_value");
    }
    return texts;
}

Result<CellTest> text_test(const Field& field, const Asked& asked, bool turned) {
    auto texts = TRY(texts_in(asked));
    if (asked.is == "literal")
        return CellTest([text = texts[0]](const Cell& cell) { return !cell.empty && cell.text == text; });
    if (asked.is == "like")
        return CellTest::of_text(field.kind, [pattern = Pattern(field.kind, texts[0])](std::string_view key) {
            return pattern.fits(key);
        }, false);
    std::vector<std::string> keys;
    for (const auto& text : texts) keys.push_back(comparable(field.kind, text));
    return CellTest::of_text(field.kind, [spans = spans_of(asked.is, keys), turned](std::string_view key) {
        return any_holds(spans, key) != turned;
    }, turned);
}

/// Of several texts in one field any may fit; not_equal: none does.
Result<CellTest> compare_texts(const Field& field, const Asked& asked) {
    const bool turned = asked.is == "not_equal";
    if (field.kind != text_list) return text_test(field, asked, turned);
    return CellTest([one = TRY(text_test(field, asked, false)), turned](const Cell& list) {
        if (list.empty) return turned;
        const auto parts = split_list(list.text);
        const bool found = std::any_of(parts.begin(), parts.end(),
                                       [&](const std::string& part) { return one(Cell{false, 0, part}); });
        return found != turned;
    });
}

}  // namespace

CellTest CellTest::of_number(OfNumber fits, bool if_empty) {
    CellTest test([fits, if_empty](const Cell& cell) { return cell.empty ? if_empty : fits(cell.number); });
    test.number_ = std::move(fits), test.if_empty_ = if_empty;
    return test;
}

CellTest CellTest::of_text(FieldKind kind, OfText fits, bool if_empty) {
    CellTest test([kind, fits, if_empty](const Cell& cell) {
        if (cell.empty) return if_empty;
        return cell.comparable ? fits(*cell.comparable) : fits(comparable(kind, cell.text));
    });
    test.text_ = std::move(fits), test.if_empty_ = if_empty;
    return test;
}

Measure measure_of(const House& house) {
    return {house.clock->today(house.rules.time_zone), house.rules.time_zone, house.country, house.rules, &house.keys};
}

std::vector<std::string_view> comparisons_of(const Field& field) {
    auto names = names_for(field);
    if (field.kind == instant) std::erase(names, "birthday_in");
    return names;
}

bool is_ordering(std::string_view is) {
    static const Names names{"less", "less_or_equal", "greater", "greater_or_equal", "between", "before", "after"};
    return std::find(names.begin(), names.end(), is) != names.end();
}

Result<CellTest> compare(const Measure& measure, const Field& field, const Asked& asked, const std::string& purpose) {
    const auto& names = names_for(field);
    if (std::find(names.begin(), names.end(), asked.is) == names.end())
        return refuse_value(asked, "error.selection_comparison", {{"comparison", asked.is}});
    if (asked.is == "empty") return CellTest([](const Cell& cell) { return cell.empty; });
    if (asked.is == "not_empty") return CellTest([](const Cell& cell) { return !cell.empty; });
    if (!purpose.empty()) return compare_hashes(measure, asked, purpose);
    switch (field.kind) {
        case yes_no: return compare_flags(asked);
        case choice: case country: case language: case currency: return compare_codes(measure, field, asked);
        case integer: case money: case customer_number: case reference: return compare_numbers(measure, field, asked);
        case date: case instant: return compare_days(measure, field, asked);
        default: return compare_texts(field, asked);
    }
}

Result<PairTest> compare_postcodes(const Measure& measure, const Field& field, const Asked& asked) {
    if (!is_ordering(asked.is)) {
        auto test = TRY(compare(measure, field, asked));
        return PairTest([test](const Cell& postcode, const Cell&) { return test(postcode); });
    }
    std::vector<std::string> keys;
    auto texts = TRY(texts_in(asked));
    const auto land = land_of(texts[0]).empty() ? measure.country : land_of(texts[0]);
    for (const auto& text : texts) keys.push_back(parameters::normal_postcode(land, text));
    if (keys.front().size() != keys.back().size()) return refuse_value(asked, "error.selection_postcodes");
    return PairTest([spans = spans_of(asked.is, keys), land, house = measure.country, size = keys.front().size()](
                        const Cell& postcode, const Cell& country) {
        if (postcode.empty || (country.empty ? house : country.text) != land) return false;
        const auto key = parameters::normal_postcode(land, postcode.text);
        return key.size() == size &&
               std::any_of(spans.begin(), spans.end(), [&](const auto& span) { return span.holds(key); });
    });
}

}  // namespace kartei::selections
