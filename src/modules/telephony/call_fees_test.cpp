// What calls cost: by the minute, by the occasion, onto a booking or one of their own.
#include <gmock/gmock.h>

#include "modules/telephony/telephony_fixture.hpp"

namespace kartei::telephony {
namespace {

using testing::IsEmpty;

class CallFees : public WithTelephony {};
ON_BOTH_ENGINES(CallFees);

// J-089
TEST_P(CallFees, J089CallsAreChargedByTheMinuteAndByTheOccasion) {
    base_row("fee-rules", {{"code", "AUSK"}, {"name", "Flugauskunft"}, {"kind", "booking"}, {"occasion", "phone_call"},
                           {"amount", "15.00"}});
    base_row("fee-rules", {{"code", "BERAT"}, {"name", "Beratung"}, {"kind", "booking"}, {"occasion", "phone_call"},
                           {"amount", "2.50"}, {"minutes", 5}});
    base_row("fee-rules", {{"code", "ERST"},
                           {"name", "Ersterfassung"},
                           {"kind", "booking"},
                           {"occasion", "first_entry"},
                           {"amount", "9.00"}});
    EXPECT_EQ(chief().post("/base-data/fee-rules", {{"code", "X"}, {"name", "X"}, {"kind", "booking"},
                                                    {"occasion", "invoice"}, {"amount", "1.00"}, {"minutes", 5}})
                  .issues(),
              std::vector<std::string>{"minutes: error.only_of_calls"});
    const auto anna = with_phone("0171 1234567");
    const auto booking = booked(draft(anna));
    for (const auto* rule : {"AUSK", "BERAT", "ERST"})
        ASSERT_EQ(chief().post(path_of(anna) + "/fee-assignments", {{"fee_rule", rule}}).status, 201);
    called("c1", "0171 1234567", 11 * 60 + 1);
    const auto told = call(calls_of(anna).at(0)["id"]);
    ASSERT_EQ(told["fees"].size(), 2u) << told["fees"];
    EXPECT_EQ(told["fees"][0]["amount"], "15.00");
    EXPECT_EQ(told["fees"][1]["amount"], "7.50") << "12 minutes begun are three blocks of five begun";
    const auto charge = [&](const Json& body) { return as("agent").post(path_of_call(told) + "/fees", body); };

    const auto alone = charge({{"rules", {"BERAT"}}});
    ASSERT_EQ(alone.status, 201) << alone.text;
    const auto number = alone.json["booking"].get<int>();
    const auto made = chief().get("/bookings/" + std::to_string(number)).json;
    EXPECT_EQ(made["kind"], "fee_booking");
    EXPECT_EQ(made["totals"]["total"], "7.50") << "nothing but the fee of the call";
    EXPECT_EQ(charge({{"rules", {"BERAT"}}}).issues(), std::vector<std::string>{"rules: error.call_is_charged"});

    const auto onto = charge({{"rules", {"AUSK"}}, {"booking", booking["number"]}});
    ASSERT_EQ(onto.status, 201) << onto.text;
    EXPECT_EQ(read(booking)["totals"]["total"], "1015.00");
    EXPECT_TRUE(onto.json["fees"][0]["charged"]);
    expect_sound();

    ASSERT_EQ(undo(onto.json["change_event"]).status, 200);
    EXPECT_EQ(read(booking)["totals"]["total"], "1000.00");
    ASSERT_EQ(undo(alone.json["change_event"]).status, 200);
    EXPECT_EQ(call(told["id"])["fees"][1]["charged"], false);
    expect_sound();
}

// J-089
TEST_P(CallFees, J089OnlyWhatFitsIsCharged) {
    base_row("fee-rules", {{"code", "AUSK"}, {"name", "Flugauskunft"}, {"kind", "booking"}, {"occasion", "phone_call"},
                           {"amount", "15.00"}});
    const auto anna = with_phone("0171 1234567"), bert = customer({{"name", "Bertram"}});
    const auto of_bert = booked(draft(bert));
    ASSERT_EQ(chief().post(path_of(anna) + "/fee-assignments", {{"fee_rule", "AUSK"}}).status, 201);
    expect_taken(told("newCall", "c1", "0171 1234567"));
    const auto rings = ringing().at(0);
    const auto charge = [&](const Json& body, const std::string& who = "agent") {
        return as(who).post(path_of_call(rings) + "/fees", body);
    };
    EXPECT_EQ(charge({{"rules", {"AUSK"}}}).status, 409) << "it goes on";
    expect_taken(told("hangup", "c1", "0171 1234567"));
    EXPECT_EQ(charge({{"rules", {"AUSK"}}, {"booking", of_bert["number"]}}).issues(),
              std::vector<std::string>{"booking: error.booking_of_another"});
    EXPECT_EQ(charge({{"rules", {"NIX"}}}).issues(), std::vector<std::string>{"rules: error.no_fee_of_calls"});
    EXPECT_EQ(charge({{"rules", {"AUSK"}}}, "clerk").status, 403);
    set_parameter("module_fees", false);
    EXPECT_THAT(call(rings["id"])["fees"], IsEmpty());
    set_parameter("module_fees", true);
    ASSERT_EQ(change_call(call(rings["id"]), {{"customer", nullptr}}).status, 200);
    EXPECT_EQ(charge({{"rules", {"AUSK"}}}).status, 409) << "it is nobody's";
}

}  // namespace
}  // namespace kartei::telephony
