// What a house sets for itself: each parameter is one row of one table, with its type, default and group; its words are
// the texts "parameter.NAME" and "parameter.NAME.effect". Only values that differ from the default are stored. Must not
// know what a parameter means: whoever asks for it decides that. Read parameter_actions.hpp next.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/field.hpp"
#include "base/texts.hpp"
#include "sql/database.hpp"

namespace kartei::parameters {

enum class ParameterType {
    yes_no,
    integer,
    text,
    choice,    ///< one of `choices`, or a code of the list of choices `list`
    captions,  ///< the caption of one field in three languages; empty = the standard caption
    fields     ///< names of fields of the customer
};

/// Kinds of customers have their own categories, captions and restrictions (customers.md 20.1).
inline constexpr std::array<std::string_view, 4> customer_kinds{"private", "company", "agency", "prospect"};

struct Parameter {
    std::string name;
    ParameterType type = ParameterType::text;
    std::string standard;              ///< written as stored: "1", "0", digits, text, names joined by ';'
    std::string_view group;
    std::vector<std::string_view> choices = {};
    std::string_view list = {};        ///< choice: the list of choices that its codes come from
    std::int64_t least = 0, most = 0;  ///< integer: both included
    std::string_view kind = {};        ///< kind of customer it holds for; "" = all
    std::string field = {};            ///< captions: the field that is captioned

    /// As the audit knows it.
    Field as_field() const;
};
const std::vector<Parameter>& declared_parameters();
/// Null when there is none.
const Parameter* find_parameter(std::string_view name);

/// Caption of a field in three languages; empty where a language has none.
struct Caption {
    std::string de, nl, en;
    bool empty() const { return de.empty() && nl.empty() && en.empty(); }
    /// In a language, else in the first that has one.
    const std::string& in(Language language) const;
};
/// Stored form of a caption (JSON), "" for an empty one; and back.
std::string write_caption(const Caption& caption);
Caption read_caption(std::string_view text);

/// All parameters of a house as they stand. A name that is not declared is a mistake of the program and throws.
class ParameterValues {
public:
    ParameterValues() = default;
    explicit ParameterValues(std::map<std::string, std::string, std::less<>> stored) : stored_(std::move(stored)) {}

    bool yes(std::string_view name) const { return text(name) == "1"; }
    std::int64_t integer(std::string_view name) const;
    const std::string& text(std::string_view name) const;  ///< as stored, else the default
    std::vector<std::string> list(std::string_view name) const;
    Caption caption(std::string_view name) const { return read_caption(text(name)); }

private:
    std::map<std::string, std::string, std::less<>> stored_;
};

/// The parameters as the transaction sees them; read from the database once for each of their states.
std::shared_ptr<const ParameterValues> parameters_of(sql::Transaction& transaction);

/// Modules that can be absent (decisions.md 17): bonus, fees, commission, agency, telephony, sms, direct_debit,
/// currency, archive, travel, venue, payments (control of payments and dunning).
bool module_is_on(const ParameterValues& parameters, std::string_view module);
/// Fields of the customer that belong to a module, for those that are absent: they are neither shown nor changed.
std::vector<std::string> absent_fields(const ParameterValues& parameters);

}  // namespace kartei::parameters
