#include "audit/key_commands.hpp"

#include <ostream>

#include "audit/house_key.hpp"

namespace kartei::audit {
namespace {

int check(House& house, const std::string& key_file, Language language, std::ostream& out) {
    const auto state =
        house.database.read([&](sql::Transaction& transaction) { return check_keys(transaction, key_file); });
    const auto say = [&](const char* key, const Parameters& details = {}) {
        out << text(language, key, details) << "\n";
    };
    say(state.opens ? "key.opens" : "key.does_not_open", {{"file", key_file}});
    if (state.opens)
        say(state.damaged == 0 ? "key.persons" : "key.persons_damaged",
            {{"count", std::to_string(state.persons)}, {"damaged", std::to_string(state.damaged)}});
    if (state.in_change) say("key.in_change");
    return state.opens && state.damaged == 0 ? 0 : 1;
}

int change(House& house, const std::string& key_file, Language language, std::ostream& out) {
    change_key_file(house.database, key_file);
    out << text(language, "key.changed", {{"file", key_file}}) << "\n";
    return 0;
}

}  // namespace

int key_command(House& house, const std::string& key_file, bool changes, Language language, std::ostream& out) {
    return changes ? change(house, key_file, language, out) : check(house, key_file, language, out);
}

}  // namespace kartei::audit
