// What call services report, read into one message.
#include "modules/telephony/call_message.hpp"

#include <gmock/gmock.h>

#include "modules/telephony/call.hpp"
#include "modules/telephony/dial_out.hpp"
#include "web/form_body.hpp"

namespace kartei::telephony {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using What = CallMessage::What;

CallMessage read(const json& told) {
    auto message = read_message(told);
    EXPECT_TRUE(message) << told;
    return message ? std::move(*message) : CallMessage{};
}

TEST(CallMessages, AFormOfSipgateIsRead) {
    const auto form = web::read_form(
        "event=newCall&from=492111234567&to=4915791234567&direction=in&callId=123456&user%5B%5D=Alice&user%5B%5D=Bob"
        "&userId%5B%5D=w0&fullUserId%5B%5D=1234567w0&xcid=x");
    ASSERT_TRUE(form);
    const auto message = read(*form);
    EXPECT_EQ(message.what, What::begins);
    EXPECT_EQ(message.service_id, "123456");
    EXPECT_EQ(message.number, "+492111234567") << "sipgate leaves out the plus";
    EXPECT_EQ(message.line, "+4915791234567");
    EXPECT_THAT(message.extensions, ElementsAre("Alice", "Bob", "w0", "1234567w0", "+4915791234567"));
}

TEST(CallMessages, AJsonOfZammadIsRead) {
    const auto message = read({{"event", "hangup"}, {"from", "030 600"}, {"to", "0211 1234567"}, {"direction", "out"},
                               {"call_id", 42}, {"cause", "noAnswer"}, {"user", "Alice"}, {"answeringNumber", "12"}});
    EXPECT_EQ(message.what, What::ends);
    EXPECT_EQ(message.service_id, "42");
    EXPECT_EQ(message.number, "0211 1234567") << "of a call out, the one who is called";
    EXPECT_EQ(message.cause, "noAnswer");
    EXPECT_THAT(message.extensions, ElementsAre("Alice", "12", "030 600"));
}

TEST(CallMessages, AWithheldNumberIsNone) {
    EXPECT_EQ(
        read({{"event", "newCall"}, {"from", "anonymous"}, {"to", "1"}, {"direction", "in"}, {"callId", "a"}}).number,
        "");
}

TEST(CallMessages, WhatNamesNoCallIsRefusedAndOtherEventsSayNothing) {
    EXPECT_FALSE(read_message({{"event", "newCall"}, {"direction", "in"}}));
    EXPECT_FALSE(read_message({{"event", "newCall"}, {"callId", "a"}, {"direction", "sideways"}}));
    EXPECT_FALSE(read_message({{"event", "newCall"}, {"callId", std::string(201, 'x')}, {"direction", "in"}}));
    EXPECT_FALSE(
        read_message({{"event", "newCall"}, {"callId", "a"}, {"direction", "in"}, {"from", std::string(61, '1')}}));
    EXPECT_EQ(read({{"event", "dtmf"}, {"dtmf", "1"}}).what, What::other);
    EXPECT_EQ(read({{"event", {{"deep", 1}}}}).what, What::other);
}

TEST(CallMessages, FormsThatAreNotRightlyEncodedAreRefused) {
    for (const auto* bad : {"a=%zz", "a=%ff", "%00=1"}) EXPECT_FALSE(web::read_form(bad)) << bad;
    std::string many;
    for (int i = 0; i < 300; ++i) many += "a=1&";
    EXPECT_FALSE(web::read_form(many));
}

TEST(CallMessages, AnExtensionIsAWordOrANumberInAnyNotation) {
    Call call;
    call.rings = "Alice;w0;+49302312512;12";
    for (const auto* mine : {"alice", "w0", "030 2312512", "0049 30 23125 12", "12"})
        EXPECT_TRUE(rings_at(call, mine, "DE")) << mine;
    for (const auto* others : {"", "2", "512", "ali", "030 231251"})
        EXPECT_FALSE(rings_at(call, others, "DE")) << others;
}

// J-086: a configured call service in the place of a program on the computer
TEST(CallMessages, J086TheTemplateOfTheCallServiceIsFilledIn) {
    EXPECT_EQ(filled("tel:{number}", "+493012345", "12"), "tel:+493012345");
    EXPECT_EQ(filled("https://pbx.example/dial?to={number}&from={extension}", "+493012345", "A b"),
              "https://pbx.example/dial?to=%2B493012345&from=A%20b");
    EXPECT_TRUE(is_asked_by_house("https://pbx.example/{number}"));
    EXPECT_FALSE(is_asked_by_house("sip:{number}@pbx.example"));
    EXPECT_TRUE(check_template("sip:{number}@pbx.example"));
    for (const auto* bad : {"javascript:alert({number})", "https://pbx.example/", "tel:{number} x", "file:///{number}"})
        EXPECT_FALSE(check_template(bad)) << bad;
    EXPECT_EQ(dialled_number("030 / 23 12 51 23 App. 12", "DE"), "+493023125123");
    EXPECT_EQ(dialled_number("unbekannt", "DE"), "");
}

}  // namespace
}  // namespace kartei::telephony
