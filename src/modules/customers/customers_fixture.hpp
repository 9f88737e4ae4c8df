// Creating, changing and undoing in a house, for the tests of this module.
#pragma once

#include "modules/customers/customer_actions.hpp"
#include "tests/support/founded_house.hpp"

namespace kartei::customers {

using audit::Conflict;
using sql::Transaction;

class WithCustomers : public test::InAHouse {
protected:
    /// Whoever may create and change, but nothing that needs a right of its own.
    Actor clerk() {
        Actor actor;
        actor.user_id = 7;
        actor.name = "anke";
        actor.permissions = {"customers.create", "customers.change", "customers.links"};
        return actor;
    }
    Result<Saved> create(const NewValues& values, std::optional<Actor> actor = {}) {
        return db().write([&](Transaction& transaction) {
            return create_customer(house(), transaction, actor.value_or(clerk()), values);
        });
    }
    Result<Saved> change(std::int64_t id, std::int64_t version, const NewValues& values,
                         std::optional<Actor> actor = {}) {
        return db().write([&](Transaction& transaction) {
            return change_customer(house(), transaction, actor.value_or(clerk()), id, version, values);
        });
    }
    Result<std::int64_t> remove(const Customer& customer) {
        return db().write([&](Transaction& transaction) {
            return delete_customer(house(), transaction, clerk(), customer.id, customer.version);
        });
    }
    std::optional<Customer> stored(std::int64_t id) {
        return db().read([&](Transaction& transaction) { return find_customer(transaction, id); });
    }
    /// Undoes and expects that nothing stands against it; returns the new event.
    std::int64_t undo(std::int64_t event) {
        auto reversed = audit::reverse_event(house(), clerk(), event);
        if (!reversed) {
            ADD_FAILURE() << reversed.refusal().issues.at(0).key;
            return 0;
        }
        for (const auto& conflict : reversed->conflicts)
            ADD_FAILURE() << conflict.field << " expected " << conflict.expected << " found " << conflict.found;
        return reversed->event;
    }
    std::vector<Conflict> conflicts_of(std::int64_t event) {
        auto reversed = audit::reverse_event(house(), clerk(), event);
        EXPECT_TRUE(reversed);
        EXPECT_EQ(reversed->event, 0) << "something was undone";
        return reversed->conflicts;
    }
    void expect_sound() {
        db().read([](Transaction& transaction) {
            EXPECT_EQ(check_lines(transaction), 0);
            EXPECT_EQ(audit::verify_audit(transaction), "");
        });
    }
    void expect_equal(const Customer& one, const Customer& other) {
        for (const auto& difference : differences(customer_fields(), one, other))
            ADD_FAILURE() << difference.field->name;
    }
    static std::vector<std::pair<std::string, std::string>> issues(const Refusal& refusal) {
        std::vector<std::pair<std::string, std::string>> list;
        for (const auto& issue : refusal.issues) list.emplace_back(issue.field, issue.key);
        return list;
    }
};
}  // namespace kartei::customers
