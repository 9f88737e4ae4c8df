#include "audit/key_commands.hpp"

#include <ostream>

#include "audit/house_key.hpp"

namespace kartei::audit {
namespace {

int check(House& house, const std::string& key_file, std::ostream& out) {
    const auto state =
        house.database.read([&](sql::Transaction& transaction) { return check_keys(transaction, key_file); });
    out << "key file " << key_file << ": "
        << (state.opens ? "opens this house" : "does not open this house (missing, or another house's)") << "\n";
    if (state.opens)
        out << "keys of persons: " << state.persons << ", "
            << (state.damaged == 0 ? "all of them open" : std::to_string(state.damaged) + " do not open") << "\n";
    if (state.in_change) out << "a change of the key was cut off; `kartei key change` does it again\n";
    return state.opens && state.damaged == 0 ? 0 : 1;
}

int change(House& house, const std::string& key_file, std::ostream& out) {
    change_key_file(house.database, key_file);
    out << "The key file " << key_file << " holds a new key; the old one opens this house no more. Keep a copy of it "
        << "apart from the database, with the backups made from now on, and put it beside every other server of this "
        << "house before that is started again. Backups made until now need the old key.\n";
    return 0;
}

}  // namespace

int key_command(House& house, const std::string& key_file, bool changes, std::ostream& out) {
    return changes ? change(house, key_file, out) : check(house, key_file, out);
}

}  // namespace kartei::audit
