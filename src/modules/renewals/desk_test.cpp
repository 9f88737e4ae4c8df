// The renewal desk over HTTP and its job: who gets which seat, what is in the way, reserving and taking it back.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "modules/renewals/desk_fixture.hpp"

namespace kartei::renewals {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;
using test::Json;

class RenewalDesk : public AtTheDesk {
protected:
    void three_rights() {
        subscribe(adler_, {seat("1", "1")}, "60.00");
        clock().advance(std::chrono::hours(24));
        subscribe(bach_, {seat("1", "3")}, "60.00");
        clock().advance(std::chrono::hours(24));
        subscribe(claus_, {seat("2", "2")}, "40.00");
    }
    void wish(std::int64_t customer, const std::string& row, const std::string& seat, const std::string& otherwise = "keep") {
        const auto changed = change(rights(customer)[0], {{"wish_section", "P"}, {"wish_row", row}, {"wish_seat", seat},
                                                          {"fall_back", otherwise}});
        ASSERT_EQ(changed.status, 200) << changed.text;
    }
};
ON_BOTH_ENGINES(RenewalDesk);

// T-054: the fixed seats of an old season are renewed
TEST_P(RenewalDesk, EverybodyKeepsHisSeatAndIsReserved) {
    three_rights();
    const auto renewal = begun();
    EXPECT_THAT(told(renewal), ElementsAre("Adler P 1/1 > P 1/1 open", "Bach P 1/3 > P 1/3 open",
                                           "Claus P 2/2 > P 2/2 open"));
    EXPECT_EQ(lines(renewal).json["counts"]["ready"], 3);
    EXPECT_EQ(lines(renewal).json["rows"][0]["why"], "P 1/1 stays.");
    EXPECT_THAT(states(n1_), IsEmpty()) << "looking reserves nothing";
    const auto done = reserved(renewal);
    EXPECT_EQ(done.orders, 3);
    EXPECT_EQ(done.tickets, 6);
    EXPECT_THAT(states(n1_), ElementsAre("1/1 reserved", "1/3 reserved", "2/2 reserved"));
    EXPECT_THAT(states(n2_), ElementsAre("1/1 reserved", "1/3 reserved", "2/2 reserved"));
    EXPECT_THAT(told(renewal, "reserved"), SizeIs(3));
    expect_whole();
    EXPECT_EQ(reserved(renewal).event, 0) << "run again it changes nothing";
    undo(done.event);
    EXPECT_THAT(states(n1_), IsEmpty());
    EXPECT_THAT(states(n2_), IsEmpty());
    EXPECT_THAT(told(renewal, "open"), SizeIs(3));
    EXPECT_EQ(number("SELECT count(*) FROM orders WHERE description = 'Herbst'"), 0);
    expect_whole();
}

TEST_P(RenewalDesk, PaidTheRightGoesOnInItsLine) {
    three_rights();
    const auto renewal = begun();
    reserved(renewal, {rights(adler_)[0]["id"].get<std::int64_t>()});
    EXPECT_THAT(told(renewal, "open"), SizeIs(2)) << "one alone";
    const auto line = lines(renewal, "reserved").json["rows"][0];
    const auto order = "/orders/" + std::to_string(line["order"].get<int>());
    const auto paid = as("anna").post(order + "/payments", {{"payments", cash("60.00")}}, {test::if_match(1)});
    ASSERT_EQ(paid.status, 200) << paid.text;
    EXPECT_THAT(told(renewal, "renewed"), ElementsAre("Adler P 1/1 > P 1/1 renewed"));
    const auto all = rights(adler_);
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_EQ(all[1]["subscription"], new_);
    EXPECT_EQ(all[1]["since"], all[0]["since"]) << "it is the same line";
    EXPECT_THAT(told(begun("Noch einmal")), testing::Contains("Adler P 1/1 > - open already_renewed"));
    const auto back = as("chief").post(order + "/returns", {{"kind", "cash"}}, {test::if_match(2)});
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_THAT(told(renewal, "given_up"), SizeIs(1));
    EXPECT_EQ(rights(adler_)[1]["state"], "given_up");
}

TEST_P(RenewalDesk, AReservedOrderThatIsGivenBackIsOpenAgain) {
    three_rights();
    const auto renewal = begun();
    reserved(renewal);
    const auto line = lines(renewal, "reserved").json["rows"][0];
    const auto back = as("anna").post("/orders/" + std::to_string(line["order"].get<int>()) + "/returns",
                                      Json::object(), {test::if_match(1)});
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_THAT(told(renewal, "open"), ElementsAre("Adler P 1/1 > P 1/1 open"));
    EXPECT_EQ(reserved(renewal).orders, 1);
}

TEST_P(RenewalDesk, WishesAreSolvedTogetherAndExplained) {
    three_rights();
    wish(adler_, "1", "3");  // Bach's seat, who moves to Claus' seat, who moves to a free one
    wish(bach_, "2", "2");
    wish(claus_, "2", "3");
    const auto renewal = begun();
    EXPECT_THAT(told(renewal), ElementsAre("Adler P 1/1 > P 1/3 open", "Bach P 1/3 > P 2/2 open",
                                           "Claus P 2/2 > P 2/3 open"));
    EXPECT_THAT(lines(renewal).json["rows"][0]["why"].get<std::string>(), HasSubstr("moves himself"));
    const auto done = reserved(renewal, {rights(adler_)[0]["id"].get<std::int64_t>()});
    EXPECT_EQ(done.rights, 3) << "whoever is part of the exchange comes along";
    EXPECT_EQ(done.along, 2);
    EXPECT_THAT(states(n1_), ElementsAre("1/3 reserved", "2/2 reserved", "2/3 reserved"));
    expect_whole();
}

TEST_P(RenewalDesk, WhatIsInTheWayIsSaid) {
    three_rights();
    wish(adler_, "1", "3", "call");
    ASSERT_EQ(sell("anna", wanted(seat("1", "3"), 1, n2_), cash("30.00")).status, 201);
    ASSERT_EQ(as("anna").post(path(n1_, "blocks"), {{"seats", {seat("2", "2")}}, {"blocked", true}, {"reason", "Kamera"}})
                  .status,
              200);
    const auto renewal = begun();
    EXPECT_THAT(told(renewal), ElementsAre("Adler P 1/1 > P 1/1 open wish_denied", "Bach P 1/3 > - open taken",
                                           "Claus P 2/2 > - open blocked"));
    EXPECT_THAT(told(renewal, "ready"), IsEmpty()) << "he wants to be called first";
    EXPECT_EQ(reserved(renewal).event, 0);
    const auto bach = rights(bach_)[0];
    EXPECT_THAT(decide_on(renewal, bach, {{"decision", "seat"}, {"section", "P"}, {"row", "9"}, {"seat", "9"}}).issues(),
                ElementsAre("seat: error.seat_not_at_every_date"));
    const auto decided =
        decide_on(renewal, bach, {{"decision", "seat"}, {"section", "P"}, {"row", "1"}, {"seat", "4"}});
    ASSERT_EQ(decided.status, 200) << decided.text;
    EXPECT_EQ(decided.json["new_seat"], "P 1/4");
    EXPECT_EQ(decide_on(renewal, bach, {{"decision", "keep"}}).status, 412) << "decided meanwhile";
    ASSERT_EQ(decide_on(renewal, rights(adler_)[0], {{"decision", "keep"}}).status, 200);
    EXPECT_EQ(reserved(renewal).rights, 2);
    EXPECT_THAT(states(n1_), ElementsAre("1/1 reserved", "1/4 reserved", "2/2 blocked"));
    EXPECT_EQ(decide_on(renewal, bach, {{"decision", "wait"}}, 3).status, 409) << "it is reserved";
    expect_whole();
}

TEST_P(RenewalDesk, ASabbaticalKeepsTheSeatAndGivingUpFreesIt) {
    three_rights();
    wish(adler_, "1", "3");
    const auto renewal = begun();
    const auto bach = rights(bach_)[0];
    const auto paused = decide_on(renewal, bach, {{"decision", "sabbatical"}});
    ASSERT_EQ(paused.status, 200) << paused.text;
    EXPECT_EQ(rights(bach_)[0]["state"], "sabbatical");
    EXPECT_THAT(told(renewal, "open"), testing::Contains("Adler P 1/1 > P 1/1 open wish_denied"));
    const auto given_up = decide_on(renewal, bach, {{"decision", "give_up"}}, 2);
    ASSERT_EQ(given_up.status, 200) << given_up.text;
    EXPECT_THAT(told(renewal, "open"), testing::Contains("Adler P 1/1 > P 1/3 open"));
    undo(given_up.json["change_event"]);
    EXPECT_EQ(rights(bach_)[0]["state"], "sabbatical");
}

TEST_P(RenewalDesk, WhoMayNotBookIsNotReserved) {
    three_rights();
    db().write([&](sql::Transaction& transaction) {
        transaction.execute("UPDATE customer SET booking_block = 1 WHERE id = :id", bach_);
        transaction.execute("UPDATE customer SET hidden_in_search = 1 WHERE id = :id", claus_);
    });
    const auto renewal = begun();
    EXPECT_THAT(told(renewal), ElementsAre("Adler P 1/1 > P 1/1 open", "Bach P 1/3 > - open holder_blocked"))
        << "and who is hidden is not shown";
    EXPECT_EQ(lines(renewal, "all", "nord").status, 404) << "nor other promoters' dates";
    EXPECT_EQ(as("nord").post("/renewals", {{"name", "N"}, {"pairs", {{{"from", old_}, {"to", new_}}}}}).status, 422);
}

// Seats of the new season are on sale while the desk reserves: whoever comes first has a seat, and the desk says of whom it was
// not; nobody gets a seat at one date alone.
TEST_P(RenewalDesk, ASeatSoldWhileTheDeskReservesIsSoldOnceAndSaid) {
    three_rights();
    const auto renewal = begun();
    std::atomic<int> sold = 0;
    std::vector<std::thread> clerks;
    for (const auto event : {n1_, n2_})
        for (const auto place : {seat("2", "2"), seat("1", "3"), seat("1", "1")})
            clerks.emplace_back([&, event, place] {
                orders::SaleWish wish;
                wish.tickets.push_back({event, place, false, 1});
                wish.payments = {{"cash", place == seat("2", "2") ? 2000 : 3000}};
                const auto done = db().write([&](sql::Transaction& transaction) {
                    return orders::sell(house(), transaction, Actor::system(), wish);
                });
                if (done) ++sold;
            });
    clerks.emplace_back([&] { (void)reserve(house(), Actor::system(), {renewal, {}, ""}, nullptr); });
    for (auto& clerk : clerks) clerk.join();
    const auto renewed = number("SELECT count(*) FROM renewal_entry WHERE state = 'reserved'");
    const std::string new_dates = " event_id IN (" + std::to_string(n1_) + ", " + std::to_string(n2_) + ")";
    EXPECT_EQ(number("SELECT count(*) FROM seat_claim WHERE state = 'reserved' AND" + new_dates), 2 * renewed)
        << "both dates of a right, or none";
    EXPECT_EQ(number("SELECT count(*) FROM seat_claim WHERE state = 'sold' AND" + new_dates), sold);
    EXPECT_LE(2 * renewed + sold, 6) << "three seats at two dates";
    const auto open = told(renewal, "open");
    EXPECT_EQ(std::ssize(open), 3 - renewed);
    for (const auto& line : open) EXPECT_TRUE(line.ends_with(" > - open taken")) << line;
    EXPECT_EQ(reserved(renewal).rights, 0) << "what was sold is not reserved later either";
    expect_whole();
}

TEST_P(RenewalDesk, TwoDesksReserveARightOnce) {
    three_rights();
    const auto first = begun("Erste"), second = begun("Zweite");
    std::vector<std::thread> desks;
    for (int i = 0; i < 4; ++i)
        desks.emplace_back([&, i] {
            (void)reserve(house(), Actor::system(), {i % 2 ? first : second, {}, ""}, nullptr);
        });
    for (auto& desk : desks) desk.join();
    EXPECT_EQ(number("SELECT count(*) FROM seat_claim WHERE state = 'reserved'"), 6);
    EXPECT_EQ(number("SELECT count(*) FROM renewal_entry WHERE state = 'reserved'"), 3);
    expect_whole();
}

}  // namespace
}  // namespace kartei::renewals
