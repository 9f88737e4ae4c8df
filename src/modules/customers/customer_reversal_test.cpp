// What was done to a customer can be taken back, and what stands against it is said.
#include <gmock/gmock.h>

#include <utility>

#include "audit/hold.hpp"
#include "modules/customers/customers_fixture.hpp"

namespace kartei::customers {
namespace {

using testing::SizeIs;

class CustomerReversal : public WithCustomers {};
ON_BOTH_ENGINES(CustomerReversal);

TEST_P(CustomerReversal, AChangeGoesBackAndForthAgain) {
    const auto saved = create(
        {{"name", "Müller"}, {"town", "Bonn"}, {"alternative_emails", std::vector<std::string>{"a@example.com"}}});
    const auto changed = change(saved->customer.id, 1,
                                {{"name", "Weber"},
                                 {"town", Value()},
                                 {"sms_list", false},
                                 {"credit_limit", "12,50"},
                                 {"alternative_emails", std::vector<std::string>{"b@example.com", "c@example.com"}}});
    const auto back = undo(changed->event);
    expect_equal(*stored(saved->customer.id), saved->customer);
    EXPECT_EQ(stored(saved->customer.id)->version, 3) << "an undo is a change like any other";
    EXPECT_EQ(audit::reverse_event(house(), clerk(), changed->event).refusal().issues.at(0).key,
              "error.already_undone");
    undo(back);
    expect_equal(*stored(saved->customer.id), changed->customer);
    expect_sound();
}

TEST_P(CustomerReversal, AYesNoGoesBackToNo) {
    const auto saved = create({{"name", "Müller"}});
    const auto changed = change(saved->customer.id, 1, {{"print_tax_number", true}});
    undo(changed->event);
    EXPECT_FALSE(stored(saved->customer.id)->print_tax_number);
}

TEST_P(CustomerReversal, WhatWasChangedSinceIsAConflictAndNothingGoesBack) {
    const auto saved = create({{"name", "Müller"}, {"town", "Bonn"}});
    const auto first = change(saved->customer.id, 1, {{"town", "Köln"}, {"title", "Dr."}});
    ASSERT_TRUE(change(saved->customer.id, 2, {{"town", "Trier"}}));
    const auto conflicts = conflicts_of(first->event);
    ASSERT_THAT(conflicts, SizeIs(1));
    EXPECT_EQ(conflicts[0].field, "town");
    EXPECT_EQ(conflicts[0].expected, "Köln");
    EXPECT_EQ(conflicts[0].found, "Trier");
    EXPECT_EQ(stored(saved->customer.id)->title, "Dr.");
    EXPECT_EQ(stored(saved->customer.id)->version, 3);
}

TEST_P(CustomerReversal, OtherFieldsChangedSinceAreNoConflict) {
    const auto saved = create({{"name", "Müller"}, {"town", "Bonn"}});
    const auto first = change(saved->customer.id, 1, {{"town", "Köln"}});
    ASSERT_TRUE(change(saved->customer.id, 2, {{"title", "Dr."}}));
    undo(first->event);
    EXPECT_EQ(stored(saved->customer.id)->town, "Bonn");
    EXPECT_EQ(stored(saved->customer.id)->title, "Dr.");
}

TEST_P(CustomerReversal, ACreationGoesBackUnlessSomethingHangsOnIt) {
    const auto saved = create({{"name", "Müller"}});
    const auto back = undo(saved->event);
    EXPECT_FALSE(stored(saved->customer.id));
    undo(back);
    expect_equal(*stored(saved->customer.id), saved->customer);
    expect_sound();

    const auto changed = create({{"name", "Weber"}});
    const auto later = change(changed->customer.id, 1, {{"town", "Bonn"}});
    const auto conflicts = conflicts_of(changed->event);
    ASSERT_THAT(conflicts, SizeIs(1));
    EXPECT_EQ(conflicts[0].found, "error.changed_since");
    undo(later->event);
    undo(changed->event);
    EXPECT_FALSE(stored(changed->customer.id)) << "a change that was undone stands against nothing";
    expect_sound();
}

TEST_P(CustomerReversal, ADeletionGoesBackWithEverythingThatWentAlong) {
    const auto saved =
        create({{"name", "Müller"}, {"first_name", "Anna"}, {"email", "anna@example.com"}, {"sms_list", Value()}});
    db().write([&](Transaction& transaction) { remember_source(transaction, "old", "A1", saved->customer.id); });
    const auto event = remove(saved->customer);
    ASSERT_TRUE(event);
    EXPECT_FALSE(stored(saved->customer.id));
    EXPECT_FALSE(db().read([](Transaction& transaction) { return id_of_source(transaction, "old", "A1"); }));
    expect_sound();
    const auto back = undo(*event);
    expect_equal(*stored(saved->customer.id), saved->customer);
    EXPECT_EQ(stored(saved->customer.id)->version, 2);
    EXPECT_EQ(db().read([](Transaction& transaction) { return id_of_source(transaction, "old", "A1"); }),
              saved->customer.id);
    EXPECT_EQ(db().read([&](Transaction& transaction) { return id_of_number(transaction, *saved->customer.number); }),
              saved->customer.id);
    expect_sound();
    undo(back);
    EXPECT_FALSE(stored(saved->customer.id)) << "done again";
    expect_sound();
}

TEST_P(CustomerReversal, TheHistoryKeepsTheCreationAfterADeletionWasUndone) {
    std::vector<Customer> made;
    db().write([&](Transaction& transaction) {
        audit::Change change(house(), transaction, clerk(), "import_customers");
        for (int i = 0; i < 5; ++i) {
            Customer draft;
            draft.kind = "private";
            draft.name = "Name " + std::to_string(i);
            made.push_back(create_customer(house(), transaction, change, clerk(), draft)->customer);
        }
        change.seal();
    });
    undo(*remove(made[2]));
    db().read([&](Transaction& transaction) {
        const auto own = audit::history_of(house(), transaction, "customer", made[2].id, 0, 10);
        ASSERT_THAT(own, SizeIs(3));
        EXPECT_EQ(own[0].kind, "reversal");
        EXPECT_EQ(own[1].kind, "customer_deleted");
        EXPECT_EQ(own[1].reversed_by, own[0].id);
        EXPECT_EQ(own[2].kind, "import_customers");
        EXPECT_THAT(audit::history_of(house(), transaction, "customer", made[3].id, 0, 10), SizeIs(1));
    });
}

// J-024, J-025: who has something hanging on him cannot be deleted, but changed
TEST_P(CustomerReversal, WhatHangsOnACustomerForbidsDeletion) {
    const auto saved = create({{"name", "Müller"}});
    db().write([&](Transaction& transaction) {
        transaction.execute("INSERT INTO product (id, name) VALUES (1, 'Programmheft')");
        transaction.execute("INSERT INTO product_sale (id, created_event, order_id, line, customer_id, product_id,"
                            " quantity, unit_price, state) VALUES (1, 1, 1, 1, :id, 1, 1, 500, 'sold')",
                            saved->customer.id);
    });
    EXPECT_EQ(remove(saved->customer).refusal().kind, RefusalKind::conflict);
    EXPECT_THAT(conflicts_of(saved->event), SizeIs(1));
    EXPECT_TRUE(stored(saved->customer.id));
    EXPECT_TRUE(change(saved->customer.id, 1, {{"town", "Bonn"}}));
    EXPECT_EQ(stored(saved->customer.id)->town, "Bonn");
}

TEST_P(CustomerReversal, AnErasedPersonDoesNotComeBack) {
    const auto saved = create({{"name", "Müller"}});
    const auto changed = change(saved->customer.id, 1, {{"name", "Weber"}, {"code1", "K1"}});
    const auto event = *remove(changed->customer);
    db().write([&](Transaction& transaction) { audit::forget_person(transaction, saved->customer.id); });
    const auto conflicts = conflicts_of(event);
    ASSERT_THAT(conflicts, SizeIs(1));
    EXPECT_EQ(conflicts[0].found, "error.erased");
    db().read([](Transaction& transaction) { EXPECT_EQ(audit::verify_audit(transaction), ""); });
}

TEST_P(CustomerReversal, ALargeEventGoesBackInPiecesAndGoesOnWhenStopped) {
    std::int64_t event = 0;
    db().write([&](Transaction& transaction) {
        audit::Change change(house(), transaction, clerk(), "import_customers");
        Customer draft;
        draft.kind = "private";
        for (int i = 0; i < 1700; ++i) {
            draft.name = "Name " + std::to_string(i);
            create_customer(house(), transaction, change, clerk(), draft).value();
        }
        change.seal();
        event = change.event();
    });
    const auto count = [&] {
        return db().read([](Transaction& transaction) { return count_lines(transaction, "", false); });
    };
    ASSERT_EQ(count(), 1700);
    ASSERT_TRUE(change(1000, 1, {{"town", "Bonn"}}));
    EXPECT_THAT(conflicts_of(event), SizeIs(1));
    EXPECT_EQ(count(), 1700);
    int pieces = 0;
    auto stopped =
        audit::reverse_event(house(), clerk(), event, true, [&](std::int64_t, std::int64_t) { return ++pieces < 2; });
    ASSERT_TRUE(stopped);
    EXPECT_LT(count(), 1700);
    EXPECT_GT(count(), 100);
    auto rest = audit::reverse_event(house(), clerk(), event, true);
    ASSERT_TRUE(rest);
    EXPECT_EQ(rest->event, stopped->event);
    EXPECT_EQ(count(), 1) << "only the one that somebody changed stays";
    EXPECT_THAT(rest->conflicts, SizeIs(1));
    expect_sound();
}

/// A change of two customers, the second of them written when `meanwhile` is called.
class LongOne {
public:
    LongOne(House& house, std::int64_t one, std::int64_t other) : house_(house), other_(other) {
        house_.database.write([&](Transaction& transaction) {
            audit::Change change(house_, transaction, Actor::system(), "customers_changed");
            move(transaction, change, one);
            event_ = change.event();
        });
    }
    std::int64_t event() const { return event_; }
    void go_on() {
        house_.database.write([&](Transaction& transaction) {
            hold_part(transaction);
            audit::Change change(house_, transaction, event_);
            move(transaction, change, other_);
        });
    }

private:
    void move(Transaction& transaction, audit::Change& change, std::int64_t id) {
        const auto customer = *find_customer(transaction, id);
        ASSERT_TRUE(change_customer(house_, transaction, change, Actor::system(), customer, {{"town", "Ulm"}}));
        change.seal();
    }
    House& house_;
    std::int64_t other_, event_ = 0;
};

// An undo that read its steps before the last piece of a running change took only the pieces it had read.
TEST_P(CustomerReversal, WhatAChangeWroteSinceItsUndoReadItGoesBackToo) {
    const auto one = create({{"name", "Müller"}})->customer.id, other = create({{"name", "Weber"}})->customer.id;
    LongOne change(house(), one, other);
    bool went_on = false;
    const auto undone = audit::reverse_event(house(), clerk(), change.event(), false, [&](std::int64_t, std::int64_t) {
        if (!std::exchange(went_on, true)) change.go_on();
        return true;
    });
    ASSERT_TRUE(undone);
    EXPECT_NE(undone->event, 0);
    EXPECT_EQ(stored(one)->town, "");
    EXPECT_EQ(stored(other)->town, "");
    expect_sound();
}

TEST_P(CustomerReversal, AChangeThatIsUndoneGoesOnNoMore) {
    const auto one = create({{"name", "Müller"}})->customer.id, other = create({{"name", "Weber"}})->customer.id;
    LongOne change(house(), one, other);
    undo(change.event());
    EXPECT_THROW(change.go_on(), std::runtime_error);
    EXPECT_EQ(stored(other)->town, "");
    expect_sound();
}

TEST_P(CustomerReversal, AChangeThatIsWrittenAllTheTimeIsNotUndoneHalf) {
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 6; ++i) ids.push_back(create({{"name", "Müller"}})->customer.id);
    LongOne change(house(), ids[0], ids[1]);
    std::size_t next = 2;
    const auto undone = audit::reverse_event(house(), clerk(), change.event(), false, [&](std::int64_t, std::int64_t) {
        db().write([&](Transaction& transaction) {
            audit::Change more(house(), transaction, change.event());
            const auto customer = *find_customer(transaction, ids.at(next++));
            (void)change_customer(house(), transaction, more, Actor::system(), customer, {{"town", "Ulm"}});
            more.seal();
        });
        return true;
    });
    ASSERT_FALSE(undone);
    EXPECT_EQ(undone.refusal().issues.at(0).key, "error.change_at_work");
    EXPECT_EQ(stored(ids[0])->town, "Ulm") << "nothing went back";
}

TEST(UndoRefused, EachReasonIsToldInItsOwnWords) {
    const auto keys = [](const std::vector<Conflict>& conflicts) {
        std::vector<std::string> all;
        for (const auto& issue : audit::refusal_of(conflicts).issues) all.push_back(issue.key);
        return all;
    };
    const Conflict till{"order_payment", 1, "", "", "error.till_is_closed_behind"}, field{"customer", 2, "town", "Ulm", "Bonn"};
    EXPECT_THAT(keys({till, till}), testing::ElementsAre("error.till_is_closed_behind"));
    EXPECT_THAT(keys({field, field}), testing::ElementsAre("error.records_changed_since"));
    EXPECT_THAT(keys({till, field}),
                testing::ElementsAre("error.records_do_not_go_back", "error.changed_since", "error.till_is_closed_behind"));
}

}  // namespace
}  // namespace kartei::customers
