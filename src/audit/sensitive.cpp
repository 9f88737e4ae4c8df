#include "audit/sensitive.hpp"

#include "base/mask.hpp"

namespace kartei::audit {

std::set<std::string, std::less<>>& sensitive_fields() {
    static std::set<std::string, std::less<>> fields;
    return fields;
}

std::optional<std::string> shown(const FieldChange& change, const std::optional<std::string>& value) {
    if (!value || !sensitive_fields().contains(change.record + "." + change.field)) return value;
    return masked(*value);
}

}  // namespace kartei::audit
