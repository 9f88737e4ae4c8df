// Comparing what stands in a field with what is asked: one rule for each kind of field, in C++ with the folding of the
// lists, so that both engines find the same. A comparison becomes spans of an ordered form of the value: folded text,
// whole numbers, or days as text. Pure functions: no SQL, no clock. An empty value meets only `empty` and `not_equal`.
#pragma once

#include <concepts>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/house.hpp"
#include "base/field.hpp"

namespace kartei::selections {

/// What stands in one column of a row.
struct Cell {
    bool empty = true;
    std::int64_t number = 0;
    std::string text = {};
    std::optional<std::string_view> comparable = {};  ///< the text in its comparable form, where that is kept
};

/// What is asked of a cell. A test that looks at nothing but its number, or at nothing but its text in comparable form,
/// says so: then a million different values are asked without a cell being made of each.
class CellTest {
public:
    using OfNumber = std::function<bool(std::int64_t)>;
    using OfText = std::function<bool(std::string_view)>;

    CellTest() = default;
    template <class Test>
        requires std::predicate<const Test&, const Cell&>
    CellTest(Test test) : test_(std::move(test)) {}
    static CellTest of_number(OfNumber fits, bool if_empty);
    static CellTest of_text(FieldKind kind, OfText fits, bool if_empty);

    explicit operator bool() const { return bool(test_); }
    bool operator()(const Cell& cell) const { return test_(cell); }

    /// Null: it is one of the others.
    const OfNumber& number_test() const { return number_; }
    const OfText& text_test() const { return text_; }
    bool if_empty() const { return if_empty_; }

private:
    std::function<bool(const Cell&)> test_;
    OfNumber number_;
    OfText text_;
    bool if_empty_ = false;
};
/// A postcode and its country.
using PairTest = std::function<bool(const Cell& postcode, const Cell& country)>;

/// What comparing needs to know of the house.
struct Measure {
    Date today;
    std::string time_zone, country;
    ReadingRules rules;
    const audit::KeyRing* keys = nullptr;
};
Measure measure_of(const House& house);

/// What is asked of a field: {"is": "between", "value": […]}.
struct Asked {
    std::string is;
    nlohmann::json value;
    std::string path;  ///< where it stands in the document
};

/// Names of the comparisons that a field can be asked by, in the order in which they are offered.
std::vector<std::string_view> comparisons_of(const Field& field);

/// Refusals (invalid) name the path: a comparison that the field has not, a value that is none of its kind.
/// `purpose`: of a sensitive field, what its keyed hash is made for.
Result<CellTest> compare(const Measure& measure, const Field& field, const Asked& asked,
                         const std::string& purpose = "");
/// Postcodes are ordered within one country and one length: that of the sign before the value ("A-1010"), else of the
/// house. Other comparisons do not ask for the country.
Result<PairTest> compare_postcodes(const Measure& measure, const Field& field, const Asked& asked);
bool is_ordering(std::string_view is);

}  // namespace kartei::selections
