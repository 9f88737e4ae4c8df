// A house with its standard roles for the tests of this module; hashing is cheap there unless a test asks for the real
// cost.
#pragma once

#include "modules/accounts/account_actions.hpp"
#include "modules/accounts/account_store.hpp"
#include "modules/accounts/accounts.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/accounts/sign_in.hpp"
#include "tests/support/founded_house.hpp"

namespace kartei::accounts {

inline constexpr auto good_password = "vier blaue Kamele trinken";
inline constexpr HashCost cheap_hash{1, 8 * 1024, 4, 32};

class WithAccounts : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        db().write([](sql::Transaction& transaction) { found_accounts(transaction); });
        make({});
    }

    void make(SessionRules sessions, HashCost cost = cheap_hash) {
        accounts_.emplace(house(), AccountRules{sessions, cost, {}});
    }
    Accounts& accounts() { return *accounts_; }

    User make_user(const std::string& name, std::vector<std::string> roles = {},
                  const std::string& password = good_password) {
        User user;
        user.name = name;
        user.display_name = name + " Beispiel";
        user.roles = std::move(roles);
        const auto hash = *accounts().passwords.hash(password);
        return *db().write([&](sql::Transaction& transaction) {
            return create_user(house(), transaction, Actor::system(), user, hash);
        });
    }

    Result<std::string> sign_in_as(const std::string& name, const std::string& password = good_password,
                                   const std::string& address = "192.0.2.7") {
        return sign_in(accounts(), {name, password, {}, address, {}});
    }

    Result<ChangedUser> change(const User& user, const NewValues& values, const std::string& password_hash = {}) {
        auto changed = db().write([&](sql::Transaction& transaction) {
            return change_user(house(), transaction, Actor::system(), user.id, user.version, values, password_hash);
        });
        if (changed) accounts().sessions.changed(changed.value().signed_out ? user.id : 0);
        return changed;
    }

    static std::string key_of(const Refusal& refusal) { return refusal.issues.empty() ? "" : refusal.issues[0].key; }

    std::int64_t count(const std::string& table) {
        return db().read([&](sql::Transaction& transaction) {
            auto rows = transaction.query("SELECT count(*) FROM " + table);
            rows.next();
            return rows.integer(0);
        });
    }

private:
    std::optional<Accounts> accounts_;
};

}  // namespace kartei::accounts
