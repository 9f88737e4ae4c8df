// The customer's tables: every field has its column, numbers are counted without gaps and kept for ever.
#include "modules/customers/customer_store.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <set>
#include <thread>

#include "modules/customers/customer_actions.hpp"
#include "modules/customers/customer_numbers.hpp"
#include "modules/customers/number_leases.hpp"
#include "modules/customers/written_columns.hpp"
#include "tests/support/founded_house.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;
using testing::UnorderedElementsAreArray;

class CustomerStore : public test::InAHouse {
protected:
    std::set<std::string> columns_of_customer() {
        return db().read([&](Transaction& transaction) {
            auto rows = transaction.query(
                engine() == sql::Engine::sqlite
                    ? "SELECT name FROM pragma_table_info('customer')"
                    : "SELECT column_name::text FROM information_schema.columns WHERE table_name = 'customer'");
            std::set<std::string> names;
            while (rows.next()) names.insert(rows.string(0));
            return names;
        });
    }
    Result<Saved> create(NewValues values) {
        values.try_emplace("name", "Müller");
        return db().write(
            [&](Transaction& transaction) { return create_customer(house(), transaction, Actor::system(), values); });
    }
    std::vector<std::int64_t> numbers() {
        return db().read([](Transaction& transaction) {
            std::vector<std::int64_t> list;
            auto rows = transaction.query("SELECT number FROM customer WHERE id > 1 ORDER BY number");
            while (rows.next()) list.push_back(rows.integer(0));
            return list;
        });
    }
};
ON_BOTH_ENGINES(CustomerStore);

/// Every field filled with something that tells it from the others.
Customer with_every_field() {
    Customer customer;
    int number = 1;
    for (const auto& member : customer_fields()) {
        ++number;
        const auto& field = member.field;
        switch (field.kind) {
            case FieldKind::yes_no: member.set(customer, true); break;
            case FieldKind::integer:
            case FieldKind::customer_number: member.set(customer, static_cast<std::int64_t>(1 + number % 9)); break;
            case FieldKind::money: member.set(customer, static_cast<std::int64_t>(number * 100 + 5)); break;
            case FieldKind::date: member.set(customer, "2020-01-" + std::to_string(10 + number % 18)); break;
            case FieldKind::choice: member.set(customer, std::string(field.choices.back())); break;
            case FieldKind::country: member.set(customer, std::string("NL")); break;
            case FieldKind::language: member.set(customer, std::string("nl")); break;
            case FieldKind::currency: member.set(customer, std::string("EUR")); break;
            case FieldKind::email: member.set(customer, std::string("a@example.com")); break;
            case FieldKind::text_list:
                member.set(customer, std::vector<std::string>{"x@example.com", "y@example.com"});
                break;
            case FieldKind::phone: member.set(customer, "030 " + std::to_string(number)); break;
            default: member.set(customer, "ä;'\"" + std::to_string(number)); break;
        }
    }
    customer.number = 123456;
    customer.version = 1;
    customer.created_at = "2026-03-01T09:00:00Z";
    return customer;
}

TEST_P(CustomerStore, FieldsAreColumnsAndColumnsAreFields) {
    std::set<std::string> expected(row_columns().begin(), row_columns().end());
    EXPECT_EQ(columns_of_customer(), expected);
}

// J-004, J-068, J-081, J-092
TEST_P(CustomerStore, EveryFieldComesBackAsItWasStored) {
    auto customer = with_every_field();
    db().write([&](Transaction& transaction) {
        customer.id = take_ids(transaction, "customer");
        insert_customer(transaction, customer);
    });
    db().read([&](Transaction& transaction) {
        const auto found = find_customer(transaction, customer.id);
        ASSERT_TRUE(found);
        for (const auto& difference : differences(customer_fields(), customer, *found))
            ADD_FAILURE() << difference.field->name;
        for (const auto& member : customer_fields()) EXPECT_FALSE(is_empty(member.get(*found))) << member.field.name;
    });
    for (const auto& difference : differences(customer_fields(), customer, from_json(as_json(customer))))
        ADD_FAILURE() << "JSON: " << difference.field->name;
    EXPECT_EQ(db().read([](Transaction& transaction) { return check_lines(transaction); }), 0);
}

TEST_P(CustomerStore, ColumnsThatNobodyFillsMayBeLeftToTheDatabase) {
    Customer full = with_every_field(), bare;
    bare.name = "Müller";
    bare.number = 5;
    bare.kind = "private";
    bare.created_at = "2026-03-01T09:00:00Z";
    bare.version = 1;
    full.id = 901, bare.id = 902;
    for (const auto* customer : {&bare, &full}) {
        WrittenColumns written;
        std::vector<std::string> kept;
        auto row = row_parameters(*customer, kept);
        written.note(row);
        written.shorten(row);
        EXPECT_EQ(row.size(), written.names().size());
        db().write([&](Transaction& transaction) {
            auto insert = transaction.bulk_insert("customer", written.names());
            insert->add(row);
            insert->finish();
        });
        const auto found =
            db().read([&](Transaction& transaction) { return find_customer(transaction, customer->id); });
        ASSERT_TRUE(found);
        EXPECT_EQ(found->created_at, customer->created_at);
        for (const auto& difference : differences(customer_fields(), *customer, *found))
            ADD_FAILURE() << difference.field->name;
    }
}

TEST_P(CustomerStore, EmptyTextIsNullInTheDatabase) {
    ASSERT_TRUE(create({{"town", Value()}}));
    db().read([](Transaction& transaction) {
        auto rows = transaction.query("SELECT count(*) FROM customer WHERE town = '' OR title = '' OR email = ''");
        rows.next();
        EXPECT_EQ(rows.integer(0), 0);
    });
}

// J-031, J-034
TEST_P(CustomerStore, NumbersBeginWhereTheKindsRangeBegins) {
    const std::vector<std::pair<std::string, std::int64_t>> starts{
        {"private", 100001}, {"company", 500001}, {"agency", 700001}, {"prospect", 800001}};
    for (const auto& [kind, start] : starts) {
        EXPECT_EQ(create({{"kind", kind}})->customer.number, start) << kind;
        EXPECT_EQ(create({{"kind", kind}})->customer.number, start + 1) << kind;
    }
    db().write([](Transaction& transaction) {
        return_leases(transaction);
        transaction.execute("UPDATE number_range SET next = :next WHERE kind = 'private' AND target = 'customer'",
                            250000);
    });
    EXPECT_EQ(db().read([](Transaction& transaction) { return propose_numbers(transaction, "private").number; }),
              250000);
    EXPECT_EQ(create({})->customer.number, 250000);
}

// J-031
TEST_P(CustomerStore, NumbersAreGaplessWithManyWritersAndRollbacks) {
    constexpr int writers = 8, each = 12;
    std::atomic<int> refused = 0;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer)
        threads.emplace_back([&, writer] {
            for (int i = 0; i < each; ++i) {
                const bool fails = (writer + i) % 3 == 0;
                try {
                    const auto done = db().write([&](Transaction& transaction) -> Result<Done> {
                        auto saved = create_customer(house(), transaction, Actor::system(),
                                                     {{"name", "W" + std::to_string(writer)}});
                        if (!saved) return saved.refusal();
                        if (fails && i % 2) throw std::runtime_error("in the middle");
                        if (fails) return refuse(RefusalKind::conflict, "error.changed_since");
                        return Done{};
                    });
                    EXPECT_NE(static_cast<bool>(done), fails);
                } catch (const std::runtime_error&) {
                }
                if (fails) ++refused;
            }
        });
    for (auto& thread : threads) thread.join();
    ASSERT_GT(refused, 10);
    EXPECT_EQ(numbers().size(), static_cast<std::size_t>(writers * each - refused));
    // On PostgreSQL what was given back last may stand free below the highest: the next customers get it.
    for (int i = 0; i < writers && numbers().back() - 100000 > static_cast<std::int64_t>(numbers().size()); ++i)
        ASSERT_TRUE(create({}));
    std::vector<std::int64_t> expected(numbers().size());
    for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = 100001 + static_cast<std::int64_t>(i);
    EXPECT_EQ(numbers(), expected);
    EXPECT_EQ(db().read([](Transaction& transaction) { return audit::verify_audit(transaction); }), "");
    EXPECT_EQ(db().read([](Transaction& transaction) { return check_lines(transaction); }), 0);
}

TEST_P(CustomerStore, ANumberThatIsTakenIsSkipped) {
    ASSERT_TRUE(create({{"number", std::int64_t{100002}}}));
    ASSERT_TRUE(create({{"kind", "company"}, {"number", std::int64_t{100003}}}));
    db().write([](Transaction& transaction) { transaction.execute("UPDATE number_range SET next = start"); });
    EXPECT_EQ(create({})->customer.number, 100001);
    EXPECT_EQ(db().read([](Transaction& transaction) { return propose_numbers(transaction, "private").number; }),
              100004);
    EXPECT_EQ(create({})->customer.number, 100004);
    const auto again = create({{"number", std::int64_t{100002}}});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.refusal().kind, RefusalKind::conflict);
    EXPECT_EQ(again.refusal().issues[0].key, "error.number_taken");
}

TEST_P(CustomerStore, ADeletedCustomerKeepsHisNumberForEver) {
    const auto saved = *create({});
    ASSERT_TRUE(db().write([&](Transaction& transaction) {
        return delete_customer(house(), transaction, Actor::system(), saved.customer.id, 1);
    }));
    db().read([&](Transaction& transaction) {
        EXPECT_TRUE(number_is_taken(transaction, *saved.customer.number));
        EXPECT_FALSE(id_of_number(transaction, *saved.customer.number));
    });
    EXPECT_EQ(create({{"number", *saved.customer.number}}).refusal().issues.at(0).key, "error.number_taken");
    db().write([](Transaction& transaction) { transaction.execute("UPDATE number_range SET next = start"); });
    EXPECT_EQ(create({})->customer.number, *saved.customer.number + 1);
}

TEST_P(CustomerStore, AnOldVersionChangesNothing) {
    const auto saved = *create({});
    auto mine = saved.customer, theirs = saved.customer;
    mine.town = "Bonn";
    theirs.town = "Köln";
    EXPECT_TRUE(
        db().write([&](Transaction& transaction) { return update_customer(transaction, saved.customer, mine, 1); }));
    EXPECT_FALSE(
        db().write([&](Transaction& transaction) { return update_customer(transaction, saved.customer, theirs, 1); }));
    db().read([&](Transaction& transaction) {
        EXPECT_EQ(find_customer(transaction, saved.customer.id)->town, "Bonn");
        EXPECT_EQ(find_customer(transaction, saved.customer.id)->version, 2);
    });
    EXPECT_FALSE(db().write([&](Transaction& transaction) { return delete_customer(transaction, saved.customer); }));
}

TEST_P(CustomerStore, FormerNumbersAndSourcesLeadToTheCustomer) {
    const auto saved = *create({});
    db().write([&](Transaction& transaction) {
        keep_former_number(transaction, Target::customer, 77, saved.customer.id, "2025-01-01", "changed");
        remember_source(transaction, "old", "A1", saved.customer.id);
        remember_source(transaction, "old", "A1", saved.customer.id);
    });
    db().read([&](Transaction& transaction) {
        EXPECT_EQ(id_of_number(transaction, 77), saved.customer.id);
        EXPECT_EQ(id_of_source(transaction, "old", "A1"), saved.customer.id);
        EXPECT_FALSE(id_of_source(transaction, "new", "A1"));
    });
}

}  // namespace
}  // namespace kartei::customers
