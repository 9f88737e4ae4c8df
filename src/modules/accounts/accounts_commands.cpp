#include "modules/accounts/accounts_commands.hpp"

#include <CLI/CLI.hpp>
#include <istream>
#include <ostream>

#include "base/random.hpp"
#include "modules/accounts/account_actions.hpp"
#include "modules/accounts/account_store.hpp"
#include "modules/accounts/sign_in.hpp"

namespace kartei::accounts {
namespace {

using sql::Transaction;

int refused(const Terminal& terminal, const Refusal& refusal) {
    for (const auto& issue : refusal.issues) terminal.err << sentence(terminal.actor.language, issue, "user") << '\n';
    return 1;
}

std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "" : ",") + name;
    return all;
}

std::string wanted_password(const Terminal& terminal, bool from_in) {
    if (!from_in) return random_secret(15);
    std::string line;
    std::getline(terminal.in, line);
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

/// Printed once, kept nowhere.
void show_password(const Terminal& terminal, bool from_in, const std::string& password) {
    if (!from_in) terminal.out << text(terminal.actor.language, "command.password", {{"password", password}}) << '\n';
}

struct UserWords {
    std::string name;
    std::vector<std::string> roles;
    bool from_in = false;
};

}  // namespace

Work user_command(CLI::App& app) {
    const auto words = std::make_shared<UserWords>();
    auto* add = app.add_subcommand("add");
    add->add_option("NAME", words->name)->required();
    add->add_option("--role", words->roles)->allow_extra_args(false);
    add->add_flag("--password-stdin", words->from_in);
    add->footer("kartei user add erika --role counter");
    auto* list = app.add_subcommand("list");
    list->footer("kartei user list");
    auto* password = app.add_subcommand("password");
    password->add_option("NAME", words->name)->required();
    password->add_flag("--password-stdin", words->from_in);
    password->footer("kartei user password erika");
    app.require_subcommand(1);
    app.footer("kartei user add erika --role counter\nkartei user list");
    return [words, add, list](House& house, const Terminal& terminal) {
        Accounts accounts(house);
        if (add->parsed()) return add_user(accounts, terminal, words->name, words->roles, words->from_in);
        if (list->parsed()) return list_users(accounts, terminal);
        return set_password(accounts, terminal, words->name, words->from_in);
    };
}

int add_user(Accounts& accounts, const Terminal& terminal, const std::string& name,
             const std::vector<std::string>& roles, bool password_from_in) {
    auto& house = accounts.house;
    User user;
    user.language = language_code(terminal.actor.language);
    if (auto issues = apply_values(user, {{"name", name}, {"display_name", name}, {"roles", roles}}); !issues.empty())
        return refused(terminal, {RefusalKind::invalid, issues});
    const auto password = wanted_password(terminal, password_from_in);
    const auto hash = hash_new_password(accounts, user, password);
    if (!hash) return refused(terminal, hash.refusal());
    const auto made = house.database.write(
        [&](Transaction& transaction) { return create_user(house, transaction, terminal.actor, user, hash.value()); });
    if (!made) return refused(terminal, made.refusal());
    terminal.out << text(terminal.actor.language, "command.user_added", {{"name", made.value().name}}) << '\n';
    show_password(terminal, password_from_in, password);
    return 0;
}

int list_users(Accounts& accounts, const Terminal& terminal) {
    const auto users = accounts.house.database.read([](Transaction& transaction) { return all_users(transaction); });
    for (const auto& user : users)
        terminal.out << user.name << '\t' << joined(user.roles) << '\t' << (user.active ? "active" : "locked") << '\t'
                     << user.last_sign_in_at << '\n';
    return 0;
}

int set_password(Accounts& accounts, const Terminal& terminal, const std::string& name, bool password_from_in) {
    auto& house = accounts.house;
    const auto user = house.database.read([&](Transaction& transaction) -> std::optional<User> {
        const auto id = user_called(transaction, sign_in_name(name));
        return id ? find_user(transaction, *id) : std::nullopt;
    });
    if (!user) return refused(terminal, refuse(RefusalKind::not_found, "error.no_such_user"));
    const auto password = wanted_password(terminal, password_from_in);
    const auto hash = hash_new_password(accounts, *user, password);
    if (!hash) return refused(terminal, hash.refusal());
    const auto changed = house.database.write([&](Transaction& transaction) {
        return change_user(house, transaction, terminal.actor, user->id, user->version, {}, hash.value());
    });
    if (!changed) return refused(terminal, changed.refusal());
    accounts.sessions.changed(user->id);
    terminal.out << text(terminal.actor.language, "command.password_set", {{"name", user->name}}) << '\n';
    show_password(terminal, password_from_in, password);
    return 0;
}

}  // namespace kartei::accounts
