#include "modules/parameters/parameter_actions.hpp"

#include <algorithm>

#include "audit/no_way_back.hpp"
#include "audit/hold.hpp"
#include "base/iban.hpp"
#include "base/module.hpp"
#include "base/text.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/parameter_store.hpp"

namespace kartei::parameters {
namespace {

using audit::Change;
using audit::Conflict;
using sql::Transaction;
using web::Json;

constexpr std::string_view record = "parameter";
constexpr std::string_view whole = "parameters";
constexpr int longest_caption = 60, longest_text = 200;

Refusal refused(const Parameter& parameter, std::string key, kartei::Parameters details = {}) {
    return refuse_field(parameter.name, std::move(key), std::move(details));
}

Result<std::string> integer_of(const Parameter& parameter, const Json& value) {
    if (!value.is_number_integer() || value < parameter.least || value > parameter.most)
        return refused(parameter, "error.parameter_out_of_range",
                       {{"least", std::to_string(parameter.least)}, {"most", std::to_string(parameter.most)}});
    return std::to_string(value.get<std::int64_t>());
}

Result<std::string> text_of(const Parameter& parameter, const Json& value, int longest) {
    if (!value.is_string()) return refused(parameter, "error.parameter_value");
    auto text = tidy(value.get_ref<const std::string&>());
    if (length_in_characters(text) > longest)
        return refused(parameter, "error.too_long", {{"max", std::to_string(longest)}});
    if (has_control_character(text)) return refused(parameter, "error.parameter_value");
    if (contains_card_number(text)) return refused(parameter, "error.card_number");
    return text;
}

/// Numbers of accounts are kept in their normal form, and only right ones.
Result<std::string> plain_text_of(const Parameter& parameter, const Json& value) {
    auto text = TRY(text_of(parameter, value, longest_text));
    const bool is_iban = parameter.name == "house_iban", is_bic = parameter.name == "house_bic";
    if (text.empty() || (!is_iban && !is_bic)) return text;
    auto normal = is_iban ? iban_of(text) : bic_of(text);
    if (normal.empty()) return refused(parameter, is_iban ? "error.not_an_iban" : "error.not_a_bic");
    return normal;
}

bool is_offered(Transaction& transaction, const Parameter& parameter, const std::string& code) {
    if (parameter.list.empty())
        return std::find(parameter.choices.begin(), parameter.choices.end(), code) != parameter.choices.end();
    const auto offered = choices_of(transaction, parameter.list, Language::en);
    return std::any_of(offered.begin(), offered.end(), [&](const Choice& choice) { return choice.code == code; });
}

Result<std::string> choice_of(Transaction& transaction, const Parameter& parameter, const Json& value) {
    auto code = TRY(text_of(parameter, value, longest_text));
    if (!is_offered(transaction, parameter, code)) return refused(parameter, "error.not_offered", {{"value", code}});
    return code;
}

Result<std::string> caption_of(const Parameter& parameter, const Json& value) {
    if (!value.is_object()) return refused(parameter, "error.parameter_value");
    Caption caption;
    for (auto [language, into] : {std::pair("de", &caption.de), {"nl", &caption.nl}, {"en", &caption.en}})
        if (const auto found = value.find(language); found != value.end() && !found->is_null())
            *into = TRY(text_of(parameter, *found, longest_caption));
    return write_caption(caption);
}

bool is_field_of_customers(std::string_view name) {
    const auto& fields = handed_in<FieldOfCustomers>();
    return std::any_of(fields.begin(), fields.end(), [&](const FieldOfCustomers& field) { return field.name == name; });
}

Result<std::string> names_of(const Parameter& parameter, const Json& value) {
    if (!value.is_array()) return refused(parameter, "error.parameter_value");
    std::string names;
    for (const auto& one : value) {
        const auto name = TRY(text_of(parameter, one, longest_text));
        if (!is_field_of_customers(name)) return refused(parameter, "error.unknown_field", {{"name", name}});
        names += (names.empty() ? "" : ";") + name;
    }
    return names;
}

Value value_of(const Parameter& parameter, const std::string& stored) {
    if (stored.empty()) return {};
    const auto field = parameter.as_field();
    if (field.kind == FieldKind::yes_no) return stored == "1";
    if (field.kind == FieldKind::integer) return static_cast<std::int64_t>(std::stoll(stored));
    return stored;
}

/// Stores what differs and writes it down; false when the version is not the one expected.
bool store_all(Transaction& transaction, Change& change, std::int64_t version,
               const std::map<std::string, std::string, std::less<>>& wanted) {
    if (!take_revision(transaction, whole, version)) return false;
    const ParameterValues before(stored_values(transaction));
    for (const auto& [name, value] : wanted) {
        const auto& parameter = *find_parameter(name);
        const auto& old = before.text(name);
        if (old == value) continue;
        store_value(transaction, name, value, parameter.standard);
        change.changed(record, 1, parameter.as_field(), value_of(parameter, old), value_of(parameter, value), 0);
    }
    return true;
}

std::vector<Conflict> reverse_change(House& house, Transaction& transaction, Change& change, std::int64_t,
                                     const std::vector<audit::FieldChange>& changes, bool check_only) {
    std::vector<Conflict> conflicts;
    const ParameterValues now(stored_values(transaction));
    std::map<std::string, std::string, std::less<>> back;
    (void)house;
    for (const auto& one : changes) {
        if (!find_parameter(one.field)) continue;
        if (const auto& found = now.text(one.field); found != one.after.value_or(""))
            conflicts.push_back({std::string(record), 1, one.field, one.after.value_or(""), found});
        else back[one.field] = one.before.value_or("");
    }
    if (!check_only && !back.empty()) store_all(transaction, change, version_of(transaction, whole), back);
    return conflicts;
}

}  // namespace

Json json_of(const Parameter& parameter, const std::string& stored) {
    switch (parameter.type) {
        case ParameterType::yes_no: return stored == "1";
        case ParameterType::integer: return stored.empty() ? Json(nullptr) : Json(std::stoll(stored));
        case ParameterType::fields: {
            const ParameterValues one(std::map<std::string, std::string, std::less<>>{{parameter.name, stored}});
            return one.list(parameter.name);
        }
        case ParameterType::captions: {
            const auto caption = read_caption(stored);
            return {{"de", caption.de}, {"nl", caption.nl}, {"en", caption.en}};
        }
        default: return stored;
    }
}

Result<std::string> stored_of(Transaction& transaction, const Parameter& parameter, const Json& value) {
    if (value.is_null()) return parameter.standard;
    switch (parameter.type) {
        case ParameterType::yes_no:
            if (!value.is_boolean()) return refused(parameter, "error.parameter_value");
            return std::string(value.get<bool>() ? "1" : "0");
        case ParameterType::integer: return integer_of(parameter, value);
        case ParameterType::text: return plain_text_of(parameter, value);
        case ParameterType::choice: return choice_of(transaction, parameter, value);
        case ParameterType::captions: return caption_of(parameter, value);
        case ParameterType::fields: return names_of(parameter, value);
    }
    return refused(parameter, "error.parameter_value");
}

Result<std::int64_t> change_parameters(House& house, Transaction& transaction, const Actor& actor,
                                       std::int64_t version, const Json& values) {
    hold_house(transaction);
    std::vector<Issue> issues;
    std::map<std::string, std::string, std::less<>> wanted;
    for (const auto& [name, value] : values.items()) {
        const auto* parameter = find_parameter(name);
        auto stored = parameter ? stored_of(transaction, *parameter, value)
                                : Result<std::string>(refuse_field(name, "error.no_such_parameter"));
        if (stored) wanted.emplace(name, std::move(*stored));
        else issues.insert(issues.end(), stored.refusal().issues.begin(), stored.refusal().issues.end());
    }
    if (!issues.empty()) return Refusal{RefusalKind::invalid, issues};
    if (version_of(transaction, whole) != version) return refuse(RefusalKind::stale, "error.stale");
    const auto now = parameters_of(transaction);
    if (std::all_of(wanted.begin(), wanted.end(),
                    [&](const auto& one) { return now->text(one.first) == one.second; }))
        return std::int64_t{0};
    Change change(house, transaction, actor, "parameters_changed");
    if (!store_all(transaction, change, version, wanted)) return refuse(RefusalKind::stale, "error.stale");
    change.seal();
    return change.event();
}

audit::Reversible reversible_parameters() {
    const std::string name(record);
    return {name, reverse_change, audit::no_creation_back(name), audit::gone_for_good(name)};
}

}  // namespace kartei::parameters
