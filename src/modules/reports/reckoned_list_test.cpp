// Lists that are reckoned whole before their first row goes out: the pages of one list share what was reckoned.
#include <gmock/gmock.h>

#include "audit/change.hpp"
#include "modules/reports/trip_columns.hpp"
#include "tests/support/founded_house.hpp"

namespace kartei::reports {
namespace {

using sql::Transaction;
using testing::ElementsAre;

struct Line : lists::Row {
    std::int64_t number = 0;
};
using LineList = ReckonedList<Line>;

class ReckonedLists : public test::InAHouse {
protected:
    std::shared_ptr<LineList> list(std::int64_t rows, const House* house = nullptr) {
        static const lists::ListTable table;
        return std::make_shared<LineList>(
            table,
            [this, rows](Transaction&) {
                ++reckoned_;
                std::vector<Line> lines(static_cast<std::size_t>(rows));
                for (std::int64_t i = 0; i < rows; ++i) lines[static_cast<std::size_t>(i)].number = i + 1;
                return lines;
            },
            house);
    }
    std::vector<std::int64_t> page(const LineList& list, const std::string& after) {
        std::vector<std::int64_t> numbers;
        db().read([&](Transaction& transaction) {
            list.read(transaction, after, 2, [&](const lists::Row& row, const lists::Place&) {
                numbers.push_back(static_cast<const Line&>(row).number);
                return numbers.size() < 2;
            });
        });
        return numbers;
    }
    void something_happens() {
        db().write([&](Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "customer_changed");
            change.created("customer", 1);
            change.seal();
        });
    }
    int reckoned_ = 0;
};
ON_BOTH_ENGINES(ReckonedLists);

// T-050: paging through a list that is reckoned costs one reckoning
TEST_P(ReckonedLists, PagesOfOneListShareWhatWasReckoned) {
    const auto lines = list(5);
    EXPECT_THAT(page(*lines, ""), ElementsAre(1, 2));
    EXPECT_THAT(page(*lines, "2"), ElementsAre(3, 4));
    EXPECT_THAT(page(*lines, "4"), ElementsAre(5));
    EXPECT_EQ(reckoned_, 1);
}

TEST_P(ReckonedLists, AreReckonedAnewWhenSomethingHasChanged) {
    const auto lines = list(5);
    page(*lines, "");
    something_happens();
    EXPECT_THAT(page(*lines, "2"), ElementsAre(3, 4));
    EXPECT_EQ(reckoned_, 2);
}

TEST_P(ReckonedLists, AreReckonedAnewOnAnotherDayWhereTheyGoByTheDay) {
    const auto by_day = list(5, &house()), always = list(5);
    page(*by_day, ""), page(*always, "");
    clock().advance(std::chrono::hours(24));
    page(*by_day, ""), page(*always, "");
    EXPECT_EQ(reckoned_, 3);
}

// Whose list it is: what one may see is in his own list alone
TEST_P(ReckonedLists, NobodyIsGivenTheRowsOfAnother) {
    const auto one = list(5), other = list(2);
    page(*one, "");
    EXPECT_THAT(page(*other, ""), ElementsAre(1, 2));
    EXPECT_THAT(page(*other, "2"), ElementsAre());
    EXPECT_EQ(reckoned_, 2);
}

TEST(ReckonedRows, AreBounded) {
    ReckonedRows rows(10, 2);
    const ReckonedRows::Moment moment;
    const auto some = std::make_shared<const int>(1);
    const int a = 0, b = 0, c = 0;
    rows.keep(&a, moment, some, 11);
    EXPECT_FALSE(rows.find(&a, moment)) << "more than may be kept";
    rows.keep(&a, moment, some, 4), rows.keep(&b, moment, some, 4);
    EXPECT_TRUE(rows.find(&a, moment));
    rows.keep(&c, moment, some, 4);
    EXPECT_FALSE(rows.find(&b, moment)) << "used least";
    EXPECT_TRUE(rows.find(&a, moment) && rows.find(&c, moment));
    rows.forget(&a);
    EXPECT_FALSE(rows.find(&a, moment));
}

}  // namespace
}  // namespace kartei::reports
