#include "modules/parameters/parameter.hpp"

#include <array>
#include <charconv>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/text.hpp"
#include "modules/parameters/parameter_store.hpp"

namespace kartei::parameters {
namespace {

using nlohmann::json;

struct ModuleField {
    std::string_view module, field;
};
/// Where two modules lead to a field, the field is there as long as one of them is.
constexpr std::array module_fields{ModuleField{"commission", "commission_from"},
                                   ModuleField{"fees", "fees_from"},
                                   ModuleField{"agency", "agency"},
                                   ModuleField{"agency", "invoice_after_settlement"},
                                   ModuleField{"bonus", "no_bonus_points"},
                                   ModuleField{"sms", "sms_list"},
                                   ModuleField{"currency", "currency"},
                                   ModuleField{"archive", "archived_bookings"},
                                   ModuleField{"archive", "last_departure_on"}};

FieldKind kind_of(ParameterType type) {
    switch (type) {
        case ParameterType::yes_no: return FieldKind::yes_no;
        case ParameterType::integer: return FieldKind::integer;
        default: return FieldKind::text;
    }
}

}  // namespace

Field Parameter::as_field() const { return {name, kind_of(type), type == ParameterType::integer ? 9 : 1000}; }

const Parameter* find_parameter(std::string_view name) {
    static const auto by_name = [] {
        std::map<std::string_view, const Parameter*> all;
        for (const auto& parameter : declared_parameters()) all.emplace(parameter.name, &parameter);
        return all;
    }();
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : found->second;
}

const std::string& Caption::in(Language language) const {
    const auto& own = language == Language::de ? de : language == Language::nl ? nl : en;
    if (!own.empty()) return own;
    return !de.empty() ? de : !nl.empty() ? nl : en;
}

std::string write_caption(const Caption& caption) {
    if (caption.empty()) return "";
    return json{{"de", caption.de}, {"nl", caption.nl}, {"en", caption.en}}.dump();
}

Caption read_caption(std::string_view text) {
    if (text.empty()) return {};
    const auto all = json::parse(text);
    return {all.value("de", ""), all.value("nl", ""), all.value("en", "")};
}

const std::string& ParameterValues::text(std::string_view name) const {
    if (const auto found = stored_.find(name); found != stored_.end()) return found->second;
    const auto* parameter = find_parameter(name);
    if (!parameter) throw std::logic_error("no parameter " + std::string(name));
    return parameter->standard;
}

std::int64_t ParameterValues::integer(std::string_view name) const {
    const auto& digits = text(name);
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

std::vector<std::string> ParameterValues::list(std::string_view name) const {
    return split_list(text(name));
}

std::shared_ptr<const ParameterValues> parameters_of(sql::Transaction& transaction) {
    // A mark stands for one state of one house and for no other, so that what was read under it stays true.
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<const ParameterValues>> kept;
    const auto mark = mark_of(transaction, "parameters");
    const std::lock_guard lock(mutex);
    if (const auto found = kept.find(mark); found != kept.end()) return found->second;
    if (kept.size() > 16) kept.clear();
    auto values = mark.empty() ? ParameterValues() : ParameterValues(stored_values(transaction));
    return kept[mark] = std::make_shared<const ParameterValues>(std::move(values));
}

bool module_is_on(const ParameterValues& parameters, std::string_view module) {
    return parameters.yes("module_" + std::string(module));
}

std::vector<std::string> absent_fields(const ParameterValues& parameters) {
    std::vector<std::string> fields;
    for (const auto& [module, field] : module_fields)
        if (!module_is_on(parameters, module)) fields.emplace_back(field);
    return fields;
}

}  // namespace kartei::parameters
