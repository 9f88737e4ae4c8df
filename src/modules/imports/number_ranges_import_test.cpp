// Ranges of numbers while customers are taken over, as they are at entry (customer_numbers_test.cpp).
#include "modules/imports/import_test_support.hpp"
#include "modules/parameters/number_ranges.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;
using testing::ElementsAre;

class NumbersOfImports : public ImportTest {
protected:
    void set_range(const char* kind, const char* target, const parameters::PlainValues& values) {
        db().write([&](Transaction& transaction) {
            auto rows = transaction.query("SELECT version FROM number_range WHERE kind = :kind AND target = :target",
                                          kind, target);
            ASSERT_TRUE(rows.next());
            ASSERT_TRUE(parameters::change_range(house(), transaction, clerk(), kind, target, rows.integer(0), values));
        });
    }
};
ON_BOTH_ENGINES(NumbersOfImports);

// J-034, J-035, J-037, J-038
TEST_P(NumbersOfImports, AStrayNumberMovesNoRangeButItsOwn) {
    import("customers", "kind,number,debtor_number,name\nprivate,999999999,9999999999,A\nprivate,500009,,B\n"
                        "company,500003,,C\n");
    import("customers", "kind,name\nprospect,D\nprivate,E\ncompany,F\n");
    EXPECT_EQ(number_of("SELECT number FROM customer WHERE name = 'D'"), 800001);
    EXPECT_EQ(number_of("SELECT number FROM customer WHERE name = 'E'"), 100001);
    EXPECT_EQ(number_of("SELECT number FROM customer WHERE name = 'F'"), 500004) << "after the highest of its own";
    EXPECT_EQ(number_of("SELECT debtor_number FROM customer WHERE name = 'D'"), 800001);
}

// J-034, J-035, J-038: the whole import is refused rather than numbered from another kind's range
TEST_P(NumbersOfImports, ARangeThatIsUsedUpTakesNoNumberOfTheNext) {
    set_range("company", "customer", {{"start", std::int64_t{100003}}});
    EXPECT_EQ(import("customers", "name\nA\nB\n")["new"], 2);
    EXPECT_THAT(keys(run("customers", file("name\nC\n"))), ElementsAre("error.number_range_full"));
    EXPECT_EQ(number_of("SELECT count(*) FROM customer WHERE number >= 100003"), 0);
    set_range("private", "debtor", {{"same_as_customer", false}, {"last", std::int64_t{100002}}});
    EXPECT_THAT(keys(run("customers", file("name,number\nC,7\n"))), ElementsAre("error.number_range_full"));
    set_range("private", "debtor", {{"last", Value()}});
    EXPECT_EQ(import("customers", "name,number\nC,7\n")["new"], 1);
    EXPECT_EQ(number_of("SELECT debtor_number FROM customer WHERE name = 'C'"), 100003);
}

// J-036
TEST_P(NumbersOfImports, WhoIsBookedBringsADebtorNumberWhereNoneIsProposed) {
    for (const auto* kind : {"private", "prospect"})
        set_range(kind, "debtor", {{"propose", false}, {"same_as_customer", false}});
    const auto refused = run("customers", file("kind,name,debtor_number\nprivate,A,\nprivate,B,815\nprospect,C,\n"));
    EXPECT_THAT(problems(*refused), ElementsAre("2 debtor_number error.debtor_number_demanded"));
}

}  // namespace
}  // namespace kartei::imports
