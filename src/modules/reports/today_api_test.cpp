// What the first screen shows of a day, for whom.
#include "modules/reports/today_api.hpp"

#include "modules/bookings/bookings_fixture.hpp"
#include "modules/parameters/choice.hpp"

namespace kartei::reports {
namespace {

using bookings::WithBookings;
using test::Json;

class Today : public WithBookings {
protected:
    web::EndpointTable further_endpoints() override { return today_endpoints(house()); }
    Json part(const std::string& who, const char* name) {
        const auto answer = as(who).get("/today");
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json.at(name);
    }
};
ON_BOTH_ENGINES(Today);

TEST_P(Today, BirthdaysAreThoseOfTheDay) {
    customer({{"name", "Eriksson"}, {"first_name", "Anna"}, {"birth_date", "1980-03-01"}});
    customer({{"name", "Berg"}, {"birth_date", "1980-03-02"}});
    const auto hidden = customer({{"name", "Adler"}, {"birth_date", "1950-03-01"}});
    hide(hidden);
    const auto seen = part("clerk", "birthdays");
    EXPECT_EQ(seen.at("count"), 1);
    EXPECT_EQ(seen.at("named")[0].at("name"), "Anna Eriksson");
    EXPECT_EQ(seen.at("named")[0].at("age"), 46);
    EXPECT_EQ(part("chief", "birthdays").at("count"), 2);
    clock().set(*read_instant("2026-02-28T09:00:00Z", "UTC"));
    customer({{"name", "Schalt"}, {"birth_date", "2000-02-29"}});
    EXPECT_EQ(part("clerk", "birthdays").at("named")[0].at("name"), "Schalt") << "in a year without that day";
}

TEST_P(Today, PassportsAboutToExpireAreNamedWithTheirHolder) {
    const auto anna = customer();
    const auto member =
        chief().post(path_of(anna) + "/family", {{"first_name", "Jan"}, {"name", "Eriksson"}}).json.at("id");
    const auto add = [&](const Json& holder, const char* until) {
        const auto made = chief().post(path_of(anna) + "/passports",
                                       {{"holder", holder}, {"number", "C01X00T47"}, {"valid_until", until}});
        EXPECT_EQ(made.status, 201) << made.text;
    };
    add(0, "2026-08-31"), add(member, "2026-05-01"), add(0, "2026-10-01"), add(0, "2026-02-28");
    const auto seen = part("clerk", "passports");
    EXPECT_EQ(seen.at("count"), 2) << "neither the one of the past nor that of another year";
    EXPECT_EQ(seen.at("named")[0].at("holder"), "Eriksson, Jan");
    EXPECT_EQ(seen.at("named")[1].at("holder"), nullptr);
    EXPECT_EQ(seen.at("named")[1].at("name"), "Eriksson, Anna");
    set_parameter("passport_warning_months", 0);
    EXPECT_EQ(part("clerk", "passports").at("count"), 0);
}

TEST_P(Today, WhatIsDueIsToldToWhoReadsBookings) {
    auto body = draft(customer());
    body["kind"] = "option";
    body["option_until"] = "2026-03-01";
    booked(body);
    body["option_until"] = "2026-03-02";
    booked(body);
    const auto due = part("clerk", "follow_ups");
    EXPECT_EQ(due.at("count"), 1);
    EXPECT_EQ(due.at("named")[0].at("what"), "option");
    set_parameter("module_travel", false);
    EXPECT_EQ(part("clerk", "follow_ups"), nullptr);
    EXPECT_EQ(part("stranger", "birthdays"), nullptr);
}

}  // namespace
}  // namespace kartei::reports
