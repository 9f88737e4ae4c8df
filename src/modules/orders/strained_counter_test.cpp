// What happens at a counter on a bad evening: a hold that ends while the customer looks for his card, a payment that takes
// its time, an exchange that leaves one seat alone, one seat wanted by all.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "modules/orders/counter_fixture.hpp"

namespace kartei::orders {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using test::Json;

class StrainedCounter : public AtTheCounter {
protected:
    std::int64_t count_of_orders() { return number("SELECT count(*) FROM orders"); }
    std::int64_t payments() { return number("SELECT count(*) FROM order_payment"); }
};
ON_BOTH_ENGINES(StrainedCounter);

// counter.md 2: a hold that ends during the payment belongs to whoever takes it then; the late sale leaves no trace
TEST_P(StrainedCounter, AHoldThatEndsDuringPaymentIsNotSoldTwice) {
    const auto before = count_of_orders();
    const auto held = hold("anna", {{"seats", {seat("1", "1"), seat("1", "2")}}});
    clock().advance(std::chrono::minutes(11));
    ASSERT_EQ(hold("bert", {{"seats", {seat("1", "2")}}}).status, 201) << "expired, so taken over";
    const auto late = sell("anna", {wanted(seat("1", "1")), wanted(seat("1", "2"))}, cash("60.00"),
                           {{"draft", held.json["draft"]}});
    EXPECT_EQ(late.status, 409) << late.text;
    EXPECT_EQ(count_of_orders(), before) << "not half of it either";
    EXPECT_EQ(payments(), 0);
    EXPECT_EQ(sell("anna", {wanted(seat("1", "1"))}, cash("30.00")).status, 201) << "what nobody took is free";
    EXPECT_THAT(states(), ElementsAre("1/1 sold", "1/2 held"));
    expect_whole();
}

// counter.md 3: a payment that is begun turns holds into a reservation, which lasts until the payment answers
TEST_P(StrainedCounter, WhileAPaymentIsOnItsWayTheSeatsStay) {
    const auto held = hold("anna", {{"seats", {seat("1", "1")}}});
    const auto begun = sell("anna", {wanted(seat("1", "1"))}, Json::array(),
                            {{"draft", held.json["draft"]}, {"reserve", true}});
    ASSERT_EQ(begun.status, 201) << begun.text;
    clock().advance(std::chrono::hours(2));
    EXPECT_EQ(hold("bert", {{"seats", {seat("1", "1")}}}).status, 409);
    const auto path = "/orders/" + std::to_string(begun.json["id"].get<int>()) + "/payments";
    const Json card{{"payments", {{{"kind", "card"}, {"amount", "30.00"}}}}};
    EXPECT_EQ(as("anna").post(path, card, {test::if_match(1)}).status, 200);
    EXPECT_EQ(as("anna").post(path, card, {test::if_match(1)}).status, 412) << "the same answer twice pays once";
    EXPECT_EQ(payments(), 1);
    expect_whole();
}

TEST_P(StrainedCounter, AnExchangeMayLeaveASeatAloneWhichIsSoldLikeAnyOther) {
    const auto sold = sell("anna", {wanted(seat("1", "1")), wanted(seat("1", "2"))}, cash("60.00"));
    const Json apart{{"tickets", {{{"ticket", sold.json["tickets"][0]["id"]}, {"event", e1_}, {"seat", seat("1", "3")}}}}};
    const auto path = "/orders/" + std::to_string(sold.json["id"].get<int>()) + "/exchanges";
    ASSERT_EQ(as("anna").post(path, apart, {test::if_match(1)}).status, 200);
    EXPECT_THAT(states(), ElementsAre("1/2 sold", "1/3 sold"));
    const auto two = hold("bert", {{"best", {{"count", 2}, {"price_zone", "I"}, {"together", true}}}});
    ASSERT_EQ(two.status, 201) << two.text;
    EXPECT_THAT(states(), ElementsAre("1/2 sold", "1/3 sold", "1/4 held", "1/5 held")) << "the one that is alone is for no two";
    EXPECT_EQ(sell("anna", {wanted(seat("1", "1"))}, cash("30.00")).status, 201);
    expect_whole();
}

// An exchange that leaves a stranded single: the clerk is told before, and the seats that are proposed leave none
TEST_P(StrainedCounter, BeforeAnExchangeTheSinglesThatItLeavesAreTold) {
    const auto sold = sell("anna", {wanted(seat("1", "1")), wanted(seat("1", "2"))}, cash("60.00"));
    const auto path = "/orders/" + std::to_string(sold.json["id"].get<int>()) + "/exchange-seats";
    const auto look = [&](const Json& tickets, const Json& seats) {
        return as("anna").post(path, {{"event", e1_}, {"tickets", tickets}, {"seats", seats}});
    };
    const auto seats_alone = [](const test::ApiAnswer& answer) {
        std::vector<std::string> list;
        for (const auto& one : answer.json["left_alone"])
            list.push_back(one["row"].get<std::string>() + "/" + one["seat"].get<std::string>());
        return list;
    };
    const auto one = Json::array({sold.json["tickets"][0]["id"]});
    EXPECT_THAT(seats_alone(look(one, {seat("1", "4")})), ElementsAre("1/1", "1/3", "1/5"))
        << "the seat that is left, and those beside the new one";
    const auto both = Json::array({sold.json["tickets"][0]["id"], sold.json["tickets"][1]["id"]});
    EXPECT_THAT(seats_alone(look(both, {seat("1", "2"), seat("1", "3")})), ElementsAre("1/1"));
    EXPECT_THAT(seats_alone(look(both, {seat("2", "1"), seat("2", "2")})), IsEmpty());
    const auto best = look(both, Json::array());
    ASSERT_EQ(best.status, 200) << best.text;
    EXPECT_THAT(seats_alone(best), IsEmpty());
    EXPECT_EQ(best.json["seats"].size(), 2u);
    EXPECT_FALSE(best.json["said"].is_null());
    EXPECT_THAT(states(), ElementsAre("1/1 sold", "1/2 sold")) << "looking takes nothing";
    EXPECT_THAT(look({4711}, Json::array()).issues(), ElementsAre("tickets: error.no_such_ticket"));
    EXPECT_THAT(look(both, {4711}).issues(), ElementsAre("seats: error.no_such_seat"));
    EXPECT_EQ(as("nord").post(path, {{"event", e1_}, {"tickets", both}}).status, 404) << "another promoter's order";
}

// counter.md 2: two clerks, and more, on one seat
TEST_P(StrainedCounter, OneSeatWantedByAllIsSoldOnce) {
    std::atomic<int> sold = 0, refused = 0;
    std::vector<std::thread> clerks;
    for (int clerk = 0; clerk < 6; ++clerk)
        clerks.emplace_back([&] {
            SaleWish wish;
            wish.tickets.push_back({e1_, seat("1", "3"), false, 1});
            wish.payments = {{"cash", 3000}};
            const auto done = db().write([&](sql::Transaction& transaction) {
                return orders::sell(house(), transaction, Actor::system(), wish);
            });
            ++(done ? sold : refused);
        });
    for (auto& clerk : clerks) clerk.join();
    EXPECT_EQ(sold, 1);
    EXPECT_EQ(refused, 5);
    EXPECT_EQ(payments(), 1);
    EXPECT_THAT(states(e2_), IsEmpty());
    expect_whole();
}

}  // namespace
}  // namespace kartei::orders
