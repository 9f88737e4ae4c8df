// Numbers of customers: ranges per kind, equal debtor numbers, gaps, numbers that were given up, many writers at once.
#include <gmock/gmock.h>

#include <cstdlib>
#include <thread>

#include "modules/customers/customer_kind.hpp"
#include "modules/customers/customer_numbers.hpp"
#include "modules/customers/customers_fixture.hpp"
#include "modules/parameters/number_ranges.hpp"

namespace kartei::customers {
namespace {

using testing::ElementsAre;

int from_environment(const char* name, int otherwise) {
    const char* value = std::getenv(name);
    return value ? std::atoi(value) : otherwise;
}

class CustomerNumbers : public WithCustomers {
protected:
    Actor chief() { return Actor::system(); }
    void set_range(const char* kind, const char* target, const parameters::PlainValues& values) {
        db().write([&](Transaction& transaction) {
            auto rows = transaction.query("SELECT version FROM number_range WHERE kind = :kind AND target = :target",
                                          kind, target);
            ASSERT_TRUE(rows.next());
            const auto saved = parameters::change_range(house(), transaction, chief(), kind, target, rows.integer(0),
                                                        values);
            ASSERT_TRUE(saved) << saved.refusal().issues.at(0).key;
        });
    }
    Customer made(const NewValues& values) {
        auto saved = create(values, chief());
        EXPECT_TRUE(saved) << (saved ? "" : saved.refusal().issues.at(0).key);
        return saved ? saved->customer : Customer();
    }
    template <class Kept>
    std::string refusal_of(const Result<Kept>& result) {
        return result ? "saved" : result.refusal().issues.at(0).field + " " + result.refusal().issues.at(0).key;
    }
    std::optional<std::int64_t> found(std::int64_t number) {
        return db().read([&](Transaction& transaction) { return id_of_number(transaction, number); });
    }
};
ON_BOTH_ENGINES(CustomerNumbers);

// J-031, J-034, J-035, J-036, J-037, J-038, J-039
TEST_P(CustomerNumbers, EachKindCountsFromItsOwnStart) {
    EXPECT_EQ(made({{"name", "Müller"}}).number, 100001);
    EXPECT_EQ(made({{"name", "Weber"}}).number, 100002);
    const auto company = made({{"name", "Weber GmbH"}, {"kind", "company"}});
    EXPECT_EQ(company.number, 500001);
    EXPECT_EQ(company.debtor_number, 500001) << "equal, as recommended";
    set_range("agency", "customer", {{"start", std::int64_t{90}}});
    set_range("agency", "debtor", {{"start", std::int64_t{7000000001}}, {"same_as_customer", false}});
    const auto agency = made({{"name", "Sonne"}, {"kind", "agency"}});
    EXPECT_EQ(agency.number, 90);
    EXPECT_EQ(agency.debtor_number, 7000000001) << "ten digits are allowed";
    EXPECT_EQ(made({{"name", "Meer"}, {"kind", "agency"}}).debtor_number, 7000000002);
}

// J-032, J-033
TEST_P(CustomerNumbers, AChosenNumberIsOneOfOnesOwnAndOnlyAtEntry) {
    const auto saved = create({{"name", "Müller"}, {"number", std::int64_t{100010}}}, chief());
    ASSERT_TRUE(saved);
    EXPECT_EQ(saved->customer.debtor_number, 100010);
    EXPECT_EQ(made({{"name", "Weber"}}).number, 100011) << "the next one is higher than the highest";
    EXPECT_EQ(refusal_of(create({{"name", "Bauer"}, {"number", std::int64_t{100010}}}, chief())),
              "number error.number_taken");
    EXPECT_EQ(refusal_of(create({{"name", "Bauer"}, {"debtor_number", std::int64_t{100010}}}, chief())),
              "debtor_number error.number_taken");
    EXPECT_EQ(refusal_of(change(saved->customer.id, 1, {{"number", std::int64_t{7}}}, chief())),
              "number error.number_only_at_entry");
    EXPECT_EQ(refusal_of(change(saved->customer.id, 1, {{"debtor_number", std::int64_t{7}}}, chief())),
              "debtor_number error.number_only_at_entry");
    EXPECT_EQ(refusal_of(create({{"name", "Bauer"}, {"number", std::int64_t{1234567890}}}, chief())),
              "number error.too_many_digits");
}

// J-034, J-035, J-037, J-038: a number of one kind never moves another kind's range
TEST_P(CustomerNumbers, AStrayNumberMovesNoRangeButItsOwn) {
    made({{"name", "Müller"}, {"number", std::int64_t{999999999}}, {"debtor_number", std::int64_t{9999999999}}});
    EXPECT_EQ(made({{"name", "Neugierig"}, {"kind", "prospect"}}).number, 800001);
    EXPECT_EQ(made({{"name", "Weber"}}).number, 100001);
    made({{"name", "Weber"}, {"number", std::int64_t{500007}}});
    const auto company = made({{"name", "Weber GmbH"}, {"kind", "company"}});
    EXPECT_EQ(company.number, 500001);
    EXPECT_EQ(company.debtor_number, 500001);
    made({{"name", "Adler"}, {"kind", "company"}, {"number", std::int64_t{500006}}});
    EXPECT_EQ(made({{"name", "Bär GmbH"}, {"kind", "company"}}).number, 500008) << "500007 is somebody's";
    // Found anew after the range was changed: strangers in it do not count.
    set_range("prospect", "customer", {{"start", std::int64_t{800500}}});
    EXPECT_EQ(made({{"name", "Neugierig"}, {"kind", "prospect"}}).number, 800500);
    set_range("prospect", "debtor", {{"start", std::int64_t{9000000000}}, {"same_as_customer", false}});
    EXPECT_EQ(made({{"name", "Neugierig"}, {"kind", "prospect"}}).debtor_number, 9000000000);
}

TEST_P(CustomerNumbers, ARangeThatIsUsedUpSaysWhoseItIs) {
    set_range("prospect", "customer", {{"start", std::int64_t{999999999}}});
    made({{"name", "Neugierig"}, {"kind", "prospect"}});
    const auto refused = create({{"name", "Neugierig"}, {"kind", "prospect"}}, chief());
    ASSERT_FALSE(refused);
    const auto words = sentence(Language::de, refused.refusal().issues.at(0));
    EXPECT_THAT(words, testing::HasSubstr("Kundennummern für Interessenten ist verbraucht; er beginnt bei 999999999"));
    EXPECT_THAT(words, testing::HasSubstr("Einstellungen > Nummernkreise"));
    EXPECT_EQ(made({{"name", "Weber"}}).number, 100001) << "the others go on";
    set_range("agency", "debtor", {{"start", std::int64_t{9999999999}}, {"same_as_customer", false}});
    made({{"name", "Sonne"}, {"kind", "agency"}});
    EXPECT_THAT(sentence(Language::en, create({{"name", "Meer"}, {"kind", "agency"}}).refusal().issues.at(0)),
                testing::HasSubstr("debtor numbers for agencies"));
}

// J-034, J-035, J-038: a range ends where the next one begins; used up, it never goes on in that of another kind
TEST_P(CustomerNumbers, ARangeThatIsUsedUpTakesNoNumberOfTheNext) {
    set_range("company", "customer", {{"start", std::int64_t{100003}}});
    set_range("company", "debtor", {{"start", std::int64_t{100003}}});
    EXPECT_EQ(made({{"name", "Müller"}}).number, 100001);
    EXPECT_EQ(made({{"name", "Weber"}}).number, 100002);
    const auto refused = create({{"name", "Bauer"}});
    ASSERT_FALSE(refused);
    EXPECT_THAT(sentence(Language::de, refused.refusal().issues.at(0)),
                testing::HasSubstr("für Privatkunden ist verbraucht; er beginnt bei 100001 und endet bei 100002"));
    db().read([](Transaction& transaction) {
        EXPECT_EQ(propose_numbers(transaction, "private").number, std::nullopt);
    });
    EXPECT_EQ(made({{"name", "Weber GmbH"}, {"kind", "company"}}).number, 100003) << "it was left to the companies";
    EXPECT_EQ(made({{"name", "Bauer"}, {"number", std::int64_t{99}}}).number, 99) << "one can be chosen";
    set_range("private", "customer", {{"start", std::int64_t{200000}}});
    EXPECT_EQ(made({{"name", "Bauer"}}).number, 200000) << "widened";
}

TEST_P(CustomerNumbers, ADebtorNumberIsNotOneOfTheNextRangeEither) {
    set_range("private", "debtor", {{"same_as_customer", false},
                                    {"start", std::int64_t{7000000001}},
                                    {"last", std::int64_t{7000000001}}});
    EXPECT_EQ(made({{"name", "Müller"}}).debtor_number, 7000000001);
    const auto refused = create({{"name", "Bauer"}});
    ASSERT_FALSE(refused);
    EXPECT_THAT(sentence(Language::en, refused.refusal().issues.at(0)), testing::HasSubstr("debtor numbers for private"));
    set_range("private", "debtor", {{"last", Value()}});
    EXPECT_EQ(made({{"name", "Bauer"}}).debtor_number, 7000000002);
}

// Leased ahead or not, what another kind's range begins with from now on is not given any more.
TEST_P(CustomerNumbers, ARangeThatIsCutGivesNothingBeyondItsEnd) {
    EXPECT_EQ(made({{"name", "Müller"}}).number, 100001);
    set_range("company", "customer", {{"start", std::int64_t{100002}}});
    EXPECT_EQ(create({{"name", "Weber"}}).refusal().issues.at(0).key, "error.number_range_full");
}

TEST_P(CustomerNumbers, RangesThatWouldOverlapAreRefused) {
    made({{"name", "Müller"}, {"number", std::int64_t{100010}}});
    const auto refused = [&](const char* kind, const parameters::PlainValues& values) {
        return db().write([&](Transaction& transaction) -> std::string {
            auto rows = transaction.query(
                "SELECT version FROM number_range WHERE kind = :kind AND target = 'customer'", kind);
            EXPECT_TRUE(rows.next());
            return refusal_of(parameters::change_range(house(), transaction, chief(), kind, "customer",
                                                       rows.integer(0), values));
        });
    };
    EXPECT_EQ(refused("private", {{"last", std::int64_t{500001}}}), "last error.number_range_overlaps");
    EXPECT_EQ(refused("private", {{"last", std::int64_t{100000}}}), "last error.number_range_ends_before_it_begins");
    EXPECT_EQ(refused("private", {{"last", std::int64_t{1000000000}}}), "last error.parameter_out_of_range");
    EXPECT_EQ(refused("company", {{"start", std::int64_t{100010}}}), "start error.number_range_reached");
    EXPECT_EQ(refused("private", {{"last", std::int64_t{199999}}}), "saved");
    EXPECT_EQ(refused("company", {{"start", std::int64_t{199999}}}), "start error.number_range_ends_later");
    EXPECT_EQ(refused("company", {{"start", std::int64_t{200000}}}), "saved");
    EXPECT_EQ(refused("private", {{"start", std::int64_t{200000}}, {"last", Value()}}), "saved") << "shared";
}

// J-036: who can be booked has a debtor number
TEST_P(CustomerNumbers, NobodyWhoIsBookedIsWithoutADebtorNumber) {
    for (const auto* kind : {"private", "company", "agency", "prospect"})
        set_range(kind, "debtor", {{"propose", false}, {"same_as_customer", false}});
    for (const auto* kind : {"private", "company", "agency"})
        EXPECT_EQ(refusal_of(create({{"name", "Müller"}, {"kind", kind}})), "debtor_number error.debtor_number_demanded");
    const auto typed = create({{"name", "Müller"}, {"debtor_number", std::int64_t{815}}});
    ASSERT_TRUE(typed) << "no right is needed to choose what nobody proposes";
    const auto prospect = made({{"name", "Neugierig"}, {"kind", "prospect"}});
    EXPECT_FALSE(prospect.debtor_number);
    const auto becomes = [&](std::int64_t version) {
        return db().write([&](Transaction& transaction) {
            return change_kind(house(), transaction, chief(), prospect.id, version, {"private"});
        });
    };
    EXPECT_EQ(refusal_of(becomes(1)), "debtor_number error.debtor_number_demanded");
    set_range("private", "debtor", {{"propose", true}, {"start", std::int64_t{7000}}});
    const auto customer = becomes(1);
    ASSERT_TRUE(customer);
    EXPECT_EQ(customer->customer.debtor_number, 7000);
}

// J-039: what will be the debtor number follows the number that is typed
TEST_P(CustomerNumbers, TheForecastOfTheDebtorNumberFollowsAChosenNumber) {
    made({{"name", "Müller"}, {"number", std::int64_t{100050}}, {"debtor_number", std::int64_t{100060}}});
    db().read([](Transaction& transaction) {
        EXPECT_EQ(propose_numbers(transaction, "private").debtor_number, 100051);
        EXPECT_EQ(propose_numbers(transaction, "private", 4711).debtor_number, 4711);
        EXPECT_EQ(propose_numbers(transaction, "private", 4711).number, 100051);
        EXPECT_EQ(propose_numbers(transaction, "private", 100060).debtor_number, 100061) << "100060 is somebody's";
    });
    EXPECT_EQ(made({{"name", "Weber"}, {"number", std::int64_t{100060}}}).debtor_number, 100061);
}

TEST_P(CustomerNumbers, GapsAreFilledWhereTheHouseWantsIt) {
    for (std::int64_t number : {100001, 100002, 100004, 100007}) made({{"name", "Müller"}, {"number", number}});
    EXPECT_EQ(made({{"name", "Weber"}}).number, 100008);
    set_range("private", "customer", {{"gap_search", true}});
    EXPECT_EQ(made({{"name", "Weber"}}).number, 100003);
    EXPECT_EQ(made({{"name", "Weber"}}).number, 100005);
    set_range("private", "customer", {{"gap_search", false}});
    EXPECT_EQ(made({{"name", "Weber"}}).number, 100009);
    set_range("private", "customer", {{"start", std::int64_t{50}}});
    EXPECT_EQ(made({{"name", "Weber"}}).number, 100010) << "after the highest of the range";
}

TEST_P(CustomerNumbers, WhereNoneIsProposedItMustBeTyped) {
    set_range("prospect", "customer", {{"propose", false}});
    EXPECT_EQ(refusal_of(create({{"name", "Müller"}, {"kind", "prospect"}})), "number error.number_demanded");
    const auto typed = create({{"name", "Müller"}, {"kind", "prospect"}, {"number", std::int64_t{815}}});
    ASSERT_TRUE(typed) << "no right is needed to change what nobody proposed";
    EXPECT_EQ(typed->customer.number, 815);
    db().read([](Transaction& transaction) {
        EXPECT_EQ(propose_numbers(transaction, "prospect").number, std::nullopt);
        EXPECT_EQ(propose_numbers(transaction, "private").number, 100001);
    });
}

/// decisions.md 8
TEST_P(CustomerNumbers, AnotherKindKeepsTheNumberOrDrawsOne) {
    const auto prospect = made({{"name", "Müller"}, {"kind", "prospect"}});
    const auto kind = [&](std::int64_t version, const NewKind& wanted, Actor actor) {
        return db().write([&](Transaction& transaction) {
            return change_kind(house(), transaction, actor, prospect.id, version, wanted);
        });
    };
    EXPECT_EQ(kind(1, {"private"}, clerk()).refusal().kind, RefusalKind::forbidden);
    const auto kept = kind(1, {"private"}, chief());
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->customer.number, 800001);
    const auto drawn = kind(2, {"company", true, true}, chief());
    ASSERT_TRUE(drawn);
    EXPECT_EQ(drawn->customer.number, 500001);
    EXPECT_EQ(drawn->customer.debtor_number, 500001);
    EXPECT_EQ(found(800001), prospect.id) << "the old number leads to him";
    EXPECT_EQ(found(500001), prospect.id);
    db().read([&](Transaction& transaction) {
        const auto former = former_numbers(transaction, prospect.id);
        ASSERT_EQ(former.size(), 2u);
        EXPECT_EQ(former[0].number, 800001);
        EXPECT_EQ(former[0].since, "2026-03-01");
    });
    EXPECT_EQ(refusal_of(create({{"name", "Weber"}, {"number", std::int64_t{800001}}}, chief())),
              "number error.number_taken");
    undo(drawn->event);
    EXPECT_EQ(stored(prospect.id)->number, 800001);
    EXPECT_EQ(found(500001), prospect.id) << "what was given once stays his";
    EXPECT_EQ(made({{"name", "Weber GmbH"}, {"kind", "company"}}).number, 500002);
    expect_sound();
}

TEST_P(CustomerNumbers, ADeletedCustomersNumbersAreNeverGivenAgain) {
    const auto saved = create({{"name", "Müller"}});
    const auto event = remove(saved->customer);
    ASSERT_TRUE(event);
    set_range("private", "customer", {{"gap_search", true}});
    EXPECT_EQ(made({{"name", "Weber"}}).number, 100002);
    EXPECT_EQ(refusal_of(create({{"name", "Bauer"}, {"debtor_number", std::int64_t{100001}}}, chief())),
              "debtor_number error.number_taken");
    undo(*event);
    EXPECT_EQ(stored(saved->customer.id)->debtor_number, 100001);
}

/// tools/soak-numbers does the same with 32,000 saves of 16 writers.
// J-031, J-037
TEST_P(CustomerNumbers, ManyWritersAndRollbacksLeaveNoGapAndNoDouble) {
    const int writers = from_environment("KARTEI_SOAK_WRITERS", 8), saves = from_environment("KARTEI_SOAK_SAVES", 25);
    struct RolledBack {};
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer)
        threads.emplace_back([&, writer] {
            for (int i = 0; i < saves; ++i) {
                const NewValues values{{"name", "Müller"}};
                if ((i + writer) % 3 == 0) {  // what is rolled back gives its number back
                    try {
                        db().write([&](Transaction& transaction) {
                            (void)create_customer(house(), transaction, clerk(), values);
                            throw RolledBack();
                        });
                    } catch (const RolledBack&) {
                    }
                }
                EXPECT_TRUE(create(values));
            }
        });
    for (auto& thread : threads) thread.join();
    db().read([&](Transaction& transaction) {
        auto rows = transaction.query(
            "SELECT count(*), count(DISTINCT number), min(number), max(number), count(DISTINCT debtor_number),"
            " min(debtor_number), max(debtor_number) FROM customer WHERE id > 1");
        ASSERT_TRUE(rows.next());
        const std::int64_t all = writers * saves;
        EXPECT_EQ(rows.integer(0), all);
        EXPECT_EQ(rows.integer(1), all);
        EXPECT_EQ(rows.integer(2), 100001);
        EXPECT_EQ(rows.integer(3), 100000 + all);
        EXPECT_EQ(rows.integer(4), all);
        EXPECT_EQ(rows.integer(5), 100001);
        EXPECT_EQ(rows.integer(6), 100000 + all);
    });
    expect_sound();
}

// J-031: private customers and companies of one range, drawn by many at once
TEST_P(CustomerNumbers, KindsThatShareARangeGiveNoNumberTwice) {
    set_range("company", "customer", {{"start", std::int64_t{100001}}});
    set_range("company", "debtor", {{"start", std::int64_t{100001}}});
    constexpr int writers = 6, saves = 20;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer)
        threads.emplace_back([&, kind = std::string(writer % 2 == 0 ? "private" : "company")] {
            for (int i = 0; i < saves; ++i) EXPECT_TRUE(create({{"name", "Müller"}, {"kind", kind}}, chief()));
        });
    for (auto& thread : threads) thread.join();
    db().read([&](Transaction& transaction) {
        auto rows = transaction.query(
            "SELECT count(*), count(DISTINCT number), count(DISTINCT debtor_number) FROM customer WHERE id > 1");
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.integer(0), writers * saves);
        EXPECT_EQ(rows.integer(1), writers * saves);
        EXPECT_EQ(rows.integer(2), writers * saves);
    });
}

}  // namespace
}  // namespace kartei::customers
