#include "audit/field_reversal.hpp"

#include "base/mask.hpp"

namespace kartei::audit {
namespace {

/// As the audit writes it; a yes/no that was never set reads like "no".
std::string read_as(const Field& field, const Value& value, const ReadingRules& rules) {
    if (is_empty(value)) return field.kind == FieldKind::yes_no ? "0" : "";
    return write_value(field, value, rules);
}

}  // namespace

std::optional<Conflict> put_back(const Field& field, Value& value, const FieldChange& back, const ReadingRules& rules) {
    if (back.erased) return std::nullopt;
    const auto found = read_as(field, value, rules);
    const auto expected = back.after.value_or(read_as(field, {}, rules));
    if (found != expected) {
        const auto shown = [&](const std::string& text) {
            return field.privacy == Privacy::sensitive ? masked(text) : text;
        };
        return Conflict{back.record, back.record_id, back.field, shown(expected), shown(found)};
    }
    auto before = back.before ? read_value(field, *back.before, rules) : Result<Value>(Value());
    if (!before) return std::nullopt;
    value = is_empty(*before) && field.kind == FieldKind::yes_no ? Value(false) : std::move(*before);
    return std::nullopt;
}

}  // namespace kartei::audit
