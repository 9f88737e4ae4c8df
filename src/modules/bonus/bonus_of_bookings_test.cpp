// Points that follow bookings: earned by turnover, redeemed by payments, taken back and given back.
#include "modules/bonus/with_bonus_test.hpp"

#include <random>

namespace kartei::bonus {
namespace {

class BonusOfBookings : public WithBonus {
protected:
    Json now(const Json& booking) { return read(booking, "chief"); }
};
ON_BOTH_ENGINES(BonusOfBookings);

// The rate of an operator before the general one; only operators who are open for points
TEST_P(BonusOfBookings, TurnoverEarnsByOperator) {
    const auto anna = customer();
    const auto booking = booked(trip(anna, {service("ALPHA", "300.00"), service("ALPHA", "99.99"),
                                            service("BETA", "500.00"), service("GAMMA", "700.00")}));
    const auto all = points(anna);
    EXPECT_EQ(all["balance"], 399 + 250);
    ASSERT_EQ(all["lots"].size(), 2u);
    EXPECT_EQ(all["lots"][0]["operator"], "ALPHA");
    EXPECT_EQ(all["lots"][0]["turnover"], "399.99");
    EXPECT_EQ(all["lots"][0]["on"], "2026-03-01");
    EXPECT_EQ(all["lots"][1]["rate"], 50);
    // The discount of a customer is no turnover.
    auto services = now(booking)["services"];
    services[2]["commission_amount"] = "100.00", services[2]["commission_source"] = "by_hand";
    EXPECT_EQ(change(now(booking), {{"services", services}}, "chief").status, 200);
    EXPECT_EQ(balance(anna), 399 + 200);
    EXPECT_EQ(wrong(), 0);
}

TEST_P(BonusOfBookings, OffersAndOthersEarnNothing) {
    const auto anna = customer();
    auto offer = trip(anna, {service("ALPHA", "1000.00")});
    offer["kind"] = "offer";
    const auto made = booked(offer);
    EXPECT_EQ(balance(anna), 0);
    // It becomes a booking.
    EXPECT_EQ(change(made, {{"kind", "booking"}}).status, 200);
    EXPECT_EQ(balance(anna), 1000);
    set_parameter("bonus_rate", 0);
    thousand(anna);
    EXPECT_EQ(balance(anna), 1000);
    EXPECT_EQ(wrong(), 0);
}

// issue 16: a rate of zero earns nothing, of the house or of an operator, whatever the other one is
TEST_P(BonusOfBookings, ARateOfZeroEarnsNothing) {
    const auto anna = customer();
    base_row("operators", {{"code", "NULL"}, {"name", "Null Reisen"}, {"open_for_bonus", true}, {"bonus_rate", 0}});
    booked(trip(anna, {service("NULL", "1000.00")}));
    EXPECT_EQ(balance(anna), 0) << "its own rate goes before the general one";
    set_parameter("bonus_rate", 0);
    thousand(anna);
    EXPECT_EQ(balance(anna), 0);
    booked(trip(anna, {service("BETA", "1000.00")}));
    EXPECT_EQ(balance(anna), 500) << "and the other way round";
    EXPECT_EQ(wrong(), 0);
}

// J-198: nothing for whom the flag excludes; what he had stays, and nothing comes to it
TEST_P(BonusOfBookings, WhoIsExcludedEarnsNothing) {
    const auto anna = customer();
    const auto booking = thousand(anna);
    const auto path = path_of(anna);
    const auto version_now = chief().get(path).json.at("version").get<std::int64_t>();
    ASSERT_EQ(chief().patch(path, {{"no_bonus_points", true}}, version(version_now)).status, 200);
    thousand(anna);
    EXPECT_EQ(balance(anna), 1000);
    auto services = now(booking)["services"];
    services[0]["unit_price"] = "2000.00";
    EXPECT_EQ(change(now(booking), {{"services", services}}, "chief").status, 200);
    EXPECT_EQ(balance(anna), 1000);
    EXPECT_EQ(issues_of(redeem(booking, "1.00")), (std::vector<std::string>{"kind: error.bonus_not_for_customer"}));
    services = now(booking)["services"];
    services[0]["unit_price"] = "400.00";
    EXPECT_EQ(change(now(booking), {{"services", services}}, "chief").status, 200);
    EXPECT_EQ(balance(anna), 400);
    EXPECT_EQ(wrong(), 0);
}

TEST_P(BonusOfBookings, ChangingAndUndoingReckonAnew) {
    const auto anna = customer();
    const auto booking = thousand(anna);
    auto services = booking["services"];
    services[0]["unit_price"] = "1500.00";
    services.push_back(service("BETA", "100.00"));
    const auto changed = change(booking, {{"services", services}});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(balance(anna), 1550);
    // What is earned keeps its rate, whatever is set later.
    set_parameter("bonus_rate", 10);
    EXPECT_EQ(chief().post(booking_path(booking) + "/notes", {{"text", "Fenster"}}).status, 201);
    EXPECT_EQ(balance(anna), 1550);
    EXPECT_EQ(undo(changed.json["change_event"]).status, 200);
    EXPECT_EQ(balance(anna), 1000);
    EXPECT_EQ(undo(booking["change_event"]).status, 409) << "a note was written since";
    const auto removed = chief().del(booking_path(booking), version(now(booking)["version"].get<std::int64_t>()));
    EXPECT_EQ(removed.status, 200) << removed.text;
    EXPECT_EQ(balance(anna), 0);
    EXPECT_EQ(wrong(), 0);
    expect_sound();
}

TEST_P(BonusOfBookings, CancellingTakesBackExactlyItsPoints) {
    const auto anna = customer();
    const auto kept = thousand(anna),
               cancelled = booked(trip(anna, {service("ALPHA", "300.00"), service("BETA", "200.00")}));
    EXPECT_EQ(balance(anna), 1400);
    const auto done = cancel(cancelled);
    ASSERT_EQ(done.status, 200) << done.text;
    EXPECT_EQ(balance(anna), 1000);
    EXPECT_EQ(points(anna)["lots"].size(), 1u);
    const auto back = undo(done.json["booking"]["change_event"]);
    EXPECT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(balance(anna), 1400);
    EXPECT_EQ(wrong(), 0);
}

TEST_P(BonusOfBookings, PointsPayABookingAndComeBack) {
    const auto anna = customer();
    const auto first = thousand(anna), second = booked(trip(anna, {service("GAMMA", "6.50")}));
    const auto paid = redeem(second, "5.00");
    ASSERT_EQ(paid.status, 201) << paid.text;
    EXPECT_EQ(paid.json["totals"]["open"], "1.50");
    auto all = points(anna);
    EXPECT_EQ(all["balance"], 500);
    ASSERT_EQ(all["uses"].size(), 1u);
    EXPECT_EQ(all["uses"][0]["booking"], second["number"]);
    EXPECT_EQ(all["uses"][0]["amount"], "5.00");
    // Never below zero, never more than is open.
    EXPECT_EQ(issues_of(redeem(first, "5.01")), (std::vector<std::string>{"amount: error.bonus_not_enough"}));
    EXPECT_EQ(issues_of(redeem(second, "1.51")), (std::vector<std::string>{"amount: error.bonus_more_than_open"}));
    EXPECT_EQ(redeem(first, "5.00").status, 201);
    EXPECT_EQ(balance(anna), 0);
    // The price of a point changes; what is taken back gives back exactly what it had taken.
    set_parameter("bonus_points_per_unit", 7);
    const auto back = pay(second, {{"reverses", 1}});
    ASSERT_EQ(back.status, 201) << back.text;
    EXPECT_EQ(balance(anna), 500);
    EXPECT_EQ(points(anna)["uses"].size(), 1u);
    EXPECT_EQ(wrong(), 0);
    expect_sound();
}

TEST_P(BonusOfBookings, ARefundGivesBackInPartAndNoMore) {
    const auto anna = customer();
    const auto booking = thousand(anna);
    ASSERT_EQ(redeem(booking, "8.00").status, 201);
    EXPECT_EQ(balance(anna), 200);
    EXPECT_EQ(redeem(booking, "-3.00").status, 201);
    EXPECT_EQ(balance(anna), 500);
    EXPECT_EQ(issues_of(redeem(booking, "-5.01")),
              (std::vector<std::string>{"amount: error.bonus_more_than_redeemed"}));
    EXPECT_EQ(redeem(booking, "-5.00").status, 201);
    EXPECT_EQ(balance(anna), 1000);
    EXPECT_EQ(wrong(), 0);
}

TEST_P(BonusOfBookings, APaymentThatWasRefundedGivesBackTheRest) {
    const auto anna = customer();
    const auto booking = thousand(anna);
    ASSERT_EQ(redeem(booking, "8.00").status, 201);
    ASSERT_EQ(redeem(booking, "-3.00").status, 201);
    ASSERT_EQ(pay(booking, {{"reverses", 1}}).status, 201);
    EXPECT_EQ(balance(anna), 1000);
    EXPECT_EQ(wrong(), 0);
}

// A refund after the points were spent: said, and the next points make up for it
TEST_P(BonusOfBookings, BelowZeroIsSaid) {
    const auto anna = customer();
    const auto earning = thousand(anna), paying = booked(trip(anna, {service("GAMMA", "50.00")}));
    ASSERT_EQ(redeem(paying, "7.00").status, 201);
    const auto cancelled = cancel(earning);
    ASSERT_EQ(cancelled.status, 200) << cancelled.text;
    EXPECT_EQ(balance(anna), -700);
    EXPECT_THAT(keys_of(cancelled.json["booking"]["warnings"]), testing::Contains("booking_bonus_below_zero"));
    EXPECT_THAT(keys_of(now(paying)["warnings"]), testing::Contains("booking_bonus_below_zero"));
    EXPECT_EQ(issues_of(redeem(paying, "0.01")), (std::vector<std::string>{"amount: error.bonus_not_enough"}));
    thousand(anna);
    EXPECT_EQ(balance(anna), 300);
    EXPECT_THAT(keys_of(now(paying)["warnings"]), testing::Not(testing::Contains("booking_bonus_below_zero")));
    EXPECT_EQ(wrong(), 0);
}

TEST_P(BonusOfBookings, TheCheckFindsWhatDoesNotFit) {
    const auto anna = customer();
    const auto booking = thousand(anna);
    ASSERT_EQ(redeem(booking, "1.00").status, 201);
    EXPECT_EQ(wrong(), 0);
    db().write([](sql::Transaction& transaction) {
        transaction.execute("UPDATE bonus_earned SET points = points + 1");
        transaction.execute("UPDATE bonus_redeemed SET points = -1");
    });
    EXPECT_EQ(wrong(), 3);
}

// issue 16: whatever is done in whatever order, points = lots − uses, and each is what its booking says
TEST_P(BonusOfBookings, RandomDoingsAddUp) {
    std::mt19937 random(16);
    const auto anna = customer(), bert = customer({{"name", "Berg"}});
    std::vector<Json> bookings{thousand(anna), thousand(bert)};
    std::vector<Json> events;
    const char* operators[] = {"ALPHA", "BETA", "GAMMA"};
    for (int step = 0; step < 80; ++step) {
        const auto booking = now(bookings[random() % bookings.size()]);
        const auto& whose = random() % 2 == 0 ? anna : bert;
        const auto amount = std::to_string(random() % 9) + "." + std::to_string(10 + random() % 90);
        switch (random() % 7) {
            case 0: bookings.push_back(booked(trip(whose, {service(operators[random() % 3], "1" + amount)}))); break;
            case 1: {
                auto services = booking["services"];
                services.push_back(service(operators[random() % 3], amount));
                const auto changed = change(booking, {{"services", services}}, "chief");
                if (changed.status == 200) events.push_back(changed.json["change_event"]);
                break;
            }
            case 2: redeem(booking, amount); break;
            case 3: pay(booking, {{"reverses", 1 + random() % 3}}); break;
            case 4: redeem(booking, "-" + amount); break;
            case 5:
                random() % 3 == 0 ? (void)cancel(booking) : (void)enter(whose, 1 + static_cast<int>(random() % 90));
                break;
            default:
                if (!events.empty()) undo(events[random() % events.size()]);
        }
        ASSERT_EQ(wrong(), 0) << step;
        for (const auto& one : {anna, bert}) {
            const auto all = points(one);
            std::int64_t left = 0;
            for (const auto& lot : all["lots"]) left += lot["points"].get<std::int64_t>();
            for (const auto& use : all["uses"]) left -= use["points"].get<std::int64_t>();
            ASSERT_EQ(all["balance"], left) << step;
        }
    }
    expect_sound();
}

}  // namespace
}  // namespace kartei::bonus
