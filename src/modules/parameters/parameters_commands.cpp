#include "modules/parameters/parameters_commands.hpp"

#include <CLI/CLI.hpp>
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

struct Words {
    std::string name;
    std::optional<std::string> value;
    bool all = false;
};

int set(House& house, const Terminal& terminal, const Words& words) {
    auto value = Json::parse(*words.value, nullptr, false);
    if (value.is_discarded()) value = *words.value;
    const auto event = house.database.write([&](Transaction& transaction) {
        return change_parameters(house, transaction, terminal.actor, version_of(transaction, "parameters"),
                                 {{words.name, value}});
    });
    if (!event) return settings::print_refusal(terminal.actor.language, event.refusal(), "parameter", terminal.err);
    if (*event > 0) terminal.out << "change event " << *event << '\n';
    return 0;
}

int print_one(House& house, const Terminal& terminal, const std::string& name) {
    const auto* parameter = find_parameter(name);
    if (!parameter)
        return settings::print_refusal(terminal.actor.language, refuse_field(name, "error.no_such_parameter"),
                                       "parameter", terminal.err);
    return house.database.read([&](Transaction& transaction) {
        print(*parameter, *parameters_of(transaction), terminal.actor.language, terminal.out);
        return 0;
    });
}

}  // namespace

Work parameters_command(CLI::App& app) {
    const auto words = std::make_shared<Words>();
    auto* name = app.add_option("NAME", words->name);
    app.add_option("VALUE", words->value);
    app.add_flag("--all", words->all)->excludes(name);
    app.footer("kartei parameters --all\nkartei parameters letter_form a");
    return [words](House& house, const Terminal& terminal) {
        if (words->value) return set(house, terminal, *words);
        if (!words->name.empty()) return print_one(house, terminal, words->name);
        return print_all(house, terminal.actor.language, words->all, terminal.out);
    };
}

}  // namespace kartei::parameters
