// Merging and parting: nothing is lost, everything comes back as it was.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "modules/customers/customer_numbers.hpp"
#include "modules/customers/customer_search.hpp"
#include "modules/consents/declarations.hpp"
#include "modules/merges/merges_fixture.hpp"
#include "modules/orders/order_changes.hpp"

namespace kartei::merges {
namespace {

using testing::Contains;
using testing::ElementsAre;

class Merges : public WithFamilies {
protected:
    std::vector<std::int64_t> found_by(const std::string& typed) {
        std::vector<std::int64_t> ids;
        for (const auto& hit : db().read([&](Transaction& transaction) {
                 return customers::search_customers(transaction, typed, 20);
             }).hits)
            ids.push_back(hit.customer.id);
        return ids;
    }
};
ON_BOTH_ENGINES(Merges);

/// Random families, some of whom are merged further, come back byte by byte. KARTEI_MERGE_FAMILIES for many, of other
/// kinds with each KARTEI_MERGE_SEED (bench/results/merges.md).
TEST_P(Merges, RandomFamiliesComeBackAsTheyWere) {
    const auto* asked = std::getenv("KARTEI_MERGE_FAMILIES");
    const int families = asked ? std::atoi(asked) : 60;
    constexpr int at_once = 20;
    for (int done = 0; done < families; done += at_once) {
        std::vector<std::vector<std::int64_t>> all;
        std::vector<std::int64_t> everybody;
        for (int i = 0; i < at_once; ++i) {
            all.push_back(add_family());
            everybody.insert(everybody.end(), all.back().begin(), all.back().end());
        }
        add_links(everybody);
        const auto orders = number_of("SELECT count(*) FROM orders"), notes = number_of("SELECT count(*) FROM note");
        const auto before = dump();
        const auto versions_before = versions();
        std::vector<std::int64_t> events;
        for (const auto& family : all) events.push_back(merged(wish_of(family)));
        for (std::size_t i = 0; i + 1 < all.size(); i += 5)
            events.push_back(merged(wish_of({all[i + 1].front(), all[i].front()})));
        expect_sound();
        for (const std::string field : {"company", "agency", "billing_address_from", "joint_salutation_with"})
            EXPECT_EQ(number_of("SELECT count(*) FROM customer c WHERE c." + field + " IS NOT NULL AND NOT EXISTS "
                                "(SELECT 1 FROM customer o WHERE o.number = c." + field + ")"),
                      0)
                << field;
        EXPECT_EQ(number_of("SELECT count(*) FROM (SELECT customer_id FROM agency GROUP BY customer_id HAVING count(*) "
                            "> 1) AS several"),
                  0);
        EXPECT_EQ(number_of("SELECT count(*) FROM orders"), orders);
        EXPECT_EQ(number_of("SELECT count(*) FROM note"), notes);
        EXPECT_EQ(number_of("SELECT count(*) FROM orders o WHERE NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = "
                            "o.customer_id)"),
                  0);
        auto highest = versions_before;
        for (const auto& [row, version] : versions()) highest[row] = std::max(highest[row], version);
        for (auto event = events.rbegin(); event != events.rend(); ++event) ASSERT_TRUE(part(*event));
        ASSERT_EQ(difference(before, dump()), "");
        for (const auto& [row, version] : versions())
            EXPECT_TRUE(version > highest.at(row) || version == versions_before.at(row)) << row.first << row.second;
        for (const auto& family : all)
            EXPECT_GT(stored(family.front())->version, highest.at({"customer", family.front()}));
        expect_sound();
    }
}

TEST_P(Merges, TheSurvivorHasEverythingAndIsFoundByAllNumbers) {
    const auto anna = add_customer({{"name", "Müller"}, {"first_name", "Anna"}, {"email", "anna@example.com"}});
    const auto ana = add_customer({{"name", "Mueller"},
                                   {"first_name", "Ana"},
                                   {"email", "ana@example.org"},
                                   {"street", "Lindenstraße 1"},
                                   {"town", "Berlin"},
                                   {"first_contact_on", "2001-01-01"}});
    for (int i = 0; i < 5; ++i) hang_on(ana);
    const auto number = *stored(ana)->number;
    const auto orders = number_of("SELECT count(*) FROM orders");
    const auto event = merged(plain({anna, ana}));
    EXPECT_FALSE(stored(ana));
    const auto survivor = *stored(anna);
    EXPECT_EQ(survivor.name, "Müller");
    EXPECT_EQ(survivor.town, "Berlin");
    EXPECT_EQ(survivor.first_contact_on, "2001-01-01");
    EXPECT_THAT(survivor.alternative_emails, Contains("ana@example.org"));
    EXPECT_EQ(number_of("SELECT count(*) FROM orders WHERE customer_id = " + std::to_string(anna)), orders);
    EXPECT_THAT(found_by(std::to_string(number)), ElementsAre(anna));
    EXPECT_THAT(found_by("ana@example.org"), ElementsAre(anna));
    EXPECT_TRUE(db().read([&](Transaction& transaction) { return customers::number_is_taken(transaction, number); }));
    ASSERT_TRUE(part(event));
    EXPECT_THAT(found_by(std::to_string(number)), ElementsAre(ana));
}

TEST_P(Merges, ConsentsAreJoinedWithCare) {
    const auto one = add_customer({{"name", "Müller"}}), other = add_customer({{"name", "Müller"}});
    db().write([&](Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "import_customers");
        consents::store_permission(transaction, change, {one, 1, "given", "", "2024-01-01T00:00:00Z", ""});
        consents::store_permission(transaction, change, {other, 1, "withdrawn", "", "2025-01-01T00:00:00Z", ""});
        consents::store_permission(transaction, change, {one, 2, "given", "", "2025-01-01T00:00:00Z", ""});
        consents::store_permission(transaction, change, {other, 2, "withdrawn", "", "2024-01-01T00:00:00Z", ""});
        consents::store_label(transaction, change, {one, 1, "", "", "2026-06-01T00:00:00Z"});
        consents::store_label(transaction, change, {other, 1, "", "", ""});
        change.seal();
        for (const auto id : {one, other}) consents::refresh_consents(transaction, id);
    });
    const auto before = dump();
    const auto event = merged(plain({one, other}));
    const auto of_one = " WHERE customer_id = " + std::to_string(one);
    EXPECT_EQ(value_of("SELECT state FROM customer_permission" + of_one + " AND permission_id = 1"), "withdrawn")
        << "what was said last";
    EXPECT_EQ(value_of("SELECT state FROM customer_permission" + of_one + " AND permission_id = 2"), "given");
    EXPECT_EQ(number_of("SELECT count(*) FROM customer_label" + of_one + " AND expires_at IS NULL"), 1)
        << "the label that lasts longer";
    expect_sound();
    ASSERT_TRUE(part(event));
    EXPECT_EQ(difference(before, dump()), "");
}

TEST_P(Merges, WhatHappenedSinceIsToldAndGoesWhereItBelongs) {
    const auto one = add_customer({{"name", "Müller"}}), other = add_customer({{"name", "Mueller"}, {"town", "Bonn"}});
    db().write([&](Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "import_customers");
        add_order(transaction, change, other);
        change.seal();
    });
    const auto event = merged(plain({one, other}));
    db().write([&](Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "import_customers");
        add_order(transaction, change, one);  // a later order of the joined customer
        change.created("orders", 2);
        change.seal();
        transaction.execute("UPDATE orders SET description = 'bezahlt', version = version + 1 WHERE id = 1");
        orders::refresh_lines(transaction, 1);
    });
    ASSERT_TRUE(db().write([&](Transaction& transaction) {
        return customers::change_customer(house(), transaction, Actor::system(), one, stored(one)->version,
                                          {{"town", "Köln"}});
    }));
    const auto seen = db().read([&](Transaction& transaction) { return preview_parting(house(), transaction, event); });
    ASSERT_TRUE(seen);
    std::vector<std::string> told;
    for (const auto& since : seen->since)
        if (since.table == "orders")
            told.push_back(since.row + " " + since.happened + " " + (since.goes_to == one ? "one" : "other"));
    EXPECT_THAT(told, testing::UnorderedElementsAre("B-1 changed other", "B-2 created one"));
    EXPECT_THAT(seen->fields, Contains("town"));
    EXPECT_TRUE(seen->conflicts.empty());
    ASSERT_TRUE(part(event));
    EXPECT_EQ(stored(one)->town, "Köln") << "what was typed since stays";
    EXPECT_EQ(stored(other)->town, "Bonn");
    EXPECT_EQ(value_of("SELECT description FROM orders WHERE customer_id = " + std::to_string(other)), "bezahlt");
    EXPECT_EQ(number_of("SELECT count(*) FROM orders WHERE customer_id = " + std::to_string(one)), 1);
    expect_sound();
}

TEST_P(Merges, SalesFollowTheOrderAndNotTheMerge) {
    const auto one = add_customer({{"name", "Müller"}}), other = add_customer({{"name", "Mueller"}});
    const auto sum_of = [&](std::int64_t customer) {
        return number_of("SELECT coalesce(sum(count), 0) FROM sales_ledger WHERE customer_id = " +
                         std::to_string(customer));
    };
    db().write([&](Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "import_tickets");
        add_order(transaction, change, other);
        change.seal();
    });
    const auto event = merged(plain({one, other}));
    EXPECT_EQ(sum_of(other), 1) << "a line says who bought; nothing is written over";
    expect_sound();
    db().write([&](Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "import_tickets");
        auto ticket = orders::tickets_of(transaction, 1).front(), dearer = ticket;
        dearer.price = 3000;
        ASSERT_TRUE(orders::change_ticket(transaction, change, ticket, dearer, one));
        orders::refresh_lines(transaction, 1);
        orders::settle_sales(transaction, change, 1);
        change.seal();
    });
    EXPECT_EQ(sum_of(one), 1) << "sold anew while both were one";
    expect_sound();
    ASSERT_TRUE(part(event));
    EXPECT_EQ(sum_of(one), 0);
    EXPECT_EQ(sum_of(other), 1) << "his order, his sale";
    expect_sound();
}

TEST_P(Merges, WhatCannotBeMergedIsSaid) {
    const auto one = add_customer({{"name", "Müller"}}), other = add_customer({{"name", "Mueller"}});
    const auto refused = [&](MergeWish wish) {
        const auto event = merge(wish);
        return event ? std::string("merged") : event.refusal().issues.at(0).key;
    };
    EXPECT_EQ(refused({one, {}, {}, {}}), "error.nobody_to_merge");
    EXPECT_EQ(refused({one, {one}, {}, {}}), "error.merged_twice");
    EXPECT_EQ(refused({one, {customers::anonymous_customer}, {}, {}}), "error.anonymous_customer");
    EXPECT_EQ(refused({customers::anonymous_customer, {one}, {}, {}}), "error.anonymous_customer");
    EXPECT_EQ(refused({one, {999}, {}, {}}), "error.no_such_customer_here");
    EXPECT_EQ(refused({one, {other}, {}, {{one, 1}, {other, 7}}}), "error.stale");
    EXPECT_EQ(refused({one, {other}, {}, {{one, 1}}}), "error.stale");
    EXPECT_EQ(refused({one, {other}, {{"shoe_size", one}}, {}}), "error.unknown_field");
    EXPECT_EQ(refused({one, {other}, {{"agency.shoe_size", one}}, {}}), "error.unknown_field");
    EXPECT_EQ(refused({one, {other}, {{"number", other}}, {}}), "error.field_stays_with_survivor");
    EXPECT_EQ(refused({one, {other}, {{"town", 999}}, {}}), "error.takes_no_part");
    EXPECT_TRUE(stored(other));
    expect_sound();
}

TEST_P(Merges, WhoWasMergedFurtherIsPartedFirst) {
    const auto one = add_customer({{"name", "Müller"}}), other = add_customer({{"name", "Mueller"}}),
               third = add_customer({{"name", "Muller"}});
    const auto first = merged(plain({one, other}));
    const auto second = merged(plain({third, one}));
    const auto early = part(first);
    ASSERT_FALSE(early);
    EXPECT_EQ(early.refusal().issues.at(0).key, "error.survivor_gone");
    ASSERT_TRUE(part(second));
    ASSERT_TRUE(part(first));
    const auto again = part(first);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.refusal().issues.at(0).key, "error.already_undone");
    EXPECT_TRUE(stored(other));
}

/// The images of a merge lie under the keys of those they are of: who is forgotten takes his along, and the others stay
/// readable.
TEST_P(Merges, SealedValuesStayReadable) {
    const auto one = add_customer({{"name", "Müller"}}), other = add_customer({{"name", "Mueller"}});
    ASSERT_TRUE(db().write([&](Transaction& transaction) {
        return customers::change_customer(house(), transaction, Actor::system(), other, 1, {{"town", "Bonn"}});
    }));
    const auto history = [&] {
        return db().read([&](Transaction& transaction) {
            for (const auto& event : audit::history_of(house(), transaction, "customer", other, 0, 10))
                for (const auto& change : event.changes)
                    if (change.field == "town") return change.after.value_or("sealed");
            return std::string("none");
        });
    };
    const auto event = merged(plain({one, other}));
    EXPECT_EQ(history(), "Bonn");
    ASSERT_TRUE(part(event));
    EXPECT_EQ(history(), "Bonn");
    const auto second = merged(plain({one, other}));
    db().write([&](Transaction& transaction) { audit::forget_person(transaction, other); });
    const auto parted = part(second);
    ASSERT_FALSE(parted);
    EXPECT_EQ(parted.refusal().issues.at(0).key, "error.erased");
    expect_sound();
}

/// Merges and parts until it is killed; says after each what it was.
[[noreturn]] void merge_in_child(const sql::Location& location, const audit::KeyRing& keys,
                                 const std::vector<MergeWish>& wishes, int pipe) {
    auto database = sql::Database::open(location);
    House house{*database, keys};
    read_house(house);
    for (;;)
        for (auto wish : wishes) {
            const auto event = database->write([&](Transaction& transaction) {
                for (auto& [id, version] : wish.versions)
                    version = customers::find_customer(transaction, id)->version;
                return merge_customers(house, transaction, Actor::system(), wish);
            });
            if (!event || !part_customers(house, Actor::system(), *event)) ::_exit(2);
            if (::write(pipe, "x", 1) != 1) ::_exit(1);
        }
}

TEST_P(Merges, KilledInTheMiddleEachIsWholeOrNotAtAll) {
    std::vector<std::vector<std::int64_t>> families;
    for (int i = 0; i < 8; ++i) families.push_back(add_family());
    std::vector<MergeWish> wishes;
    for (const auto& family : families) wishes.push_back(wish_of(family));
    const auto before = dump();
    for (int round = 0; round < 8; ++round) {
        fresh().close();
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        const auto child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) merge_in_child(fresh().location(), keys_, wishes, ends[1]);
        ::close(ends[1]);
        char said = 0;
        for (int i = 0; i < 1 + round % 4; ++i) ASSERT_EQ(::read(ends[0], &said, 1), 1) << "the child could not merge";
        ::usleep(static_cast<useconds_t>(std::uniform_int_distribution<>(0, 20'000)(random_)));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        ::close(ends[0]);
        fresh().reopen();
        house_.emplace(House{db(), keys_, house_->rules, house_->country, house_->currency, house_->folder, &clock_});
        expect_sound();
        const auto standing = number_of(
            "SELECT coalesce(max(e.id), 0) FROM change_event e WHERE e.kind = 'customers_merged' AND NOT EXISTS "
            "(SELECT 1 "
            "FROM change_event r WHERE r.reverses = e.id)");
        if (standing > 0) ASSERT_TRUE(part(standing));
        ASSERT_EQ(difference(before, dump()), "") << "round " << round;
    }
}

}  // namespace
}  // namespace kartei::merges
