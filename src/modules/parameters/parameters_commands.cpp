#include "modules/parameters/parameters_commands.hpp"

#include <ostream>

#include "modules/parameters/parameter_actions.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "settings/command_line.hpp"

namespace kartei::parameters {
namespace {

using sql::Transaction;
using web::Json;

void print(const Parameter& parameter, const ParameterValues& values, Language language, std::ostream& out) {
    const auto key = parameter.type == ParameterType::captions ? "parameter.caption" : "parameter." + parameter.name;
    out << parameter.name << " = " << json_of(parameter, values.text(parameter.name)).dump() << "\n    "
        << text(language, key) << '\n';
}

int print_all(House& house, Language language, bool also_defaults, std::ostream& out) {
    return house.database.read([&](Transaction& transaction) {
        const auto values = parameters_of(transaction);
        for (const auto& parameter : declared_parameters())
            if (also_defaults || values->text(parameter.name) != parameter.standard)
                print(parameter, *values, language, out);
        return 0;
    });
}

int set(House& house, const Actor& actor, const std::string& name, const std::string& typed, std::ostream& out,
        std::ostream& err) {
    auto value = Json::parse(typed, nullptr, false);
    if (value.is_discarded()) value = typed;
    const auto event = house.database.write([&](Transaction& transaction) {
        return change_parameters(house, transaction, actor, version_of(transaction, "parameters"), {{name, value}});
    });
    if (!event) return settings::print_refusal(actor.language, event.refusal(), "parameter", err);
    if (*event > 0) out << "change event " << *event << '\n';
    return 0;
}

}  // namespace

int parameters_command(House& house, const Actor& actor, const std::vector<std::string>& words, std::ostream& out,
                       std::ostream& err) {
    if (words.empty()) return print_all(house, actor.language, false, out);
    if (words.size() == 1 && words[0] == "--all") return print_all(house, actor.language, true, out);
    if (words.size() == 2) return set(house, actor, words[0], words[1], out, err);
    const auto* parameter = words.size() == 1 ? find_parameter(words[0]) : nullptr;
    if (!parameter) {
        err << "usage: kartei parameters [--all | NAME [VALUE]]\n";
        return 2;
    }
    return house.database.read([&](Transaction& transaction) {
        print(*parameter, *parameters_of(transaction), actor.language, out);
        return 0;
    });
}

}  // namespace kartei::parameters
