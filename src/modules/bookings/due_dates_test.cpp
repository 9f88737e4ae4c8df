#include "modules/bookings/due_dates.hpp"

#include <gmock/gmock.h>

#include <random>

#include "base/money.hpp"
#include "modules/bookings/service_line_fixture.hpp"

namespace kartei::bookings {
namespace {

using test::day;
using test::service;
using ::testing::ElementsAre;

const BookingDays in_may{day("2027-05-01"), day("2027-07-17"), day("2027-07-31")};

std::vector<std::string> written(const DueDays& dates) {
    std::vector<std::string> lines;
    for (const auto& due : dates)
        lines.push_back(write_date(due.due_on) + " " + write_money(due.amount) + " " + due.kind);
    return lines;
}

std::int64_t sum(const DueDays& dates) {
    std::int64_t sum = 0;
    for (const auto& due : dates) sum += due.amount;
    return sum;
}

DueDays standard_dates(std::int64_t total, const BookingDays& days) {
    return due_dates(term_parts(total, {}, {}, {}), days);
}

// J-131: 1,333.33 booked on 1 May, departure on 17 July
TEST(DueDates, TheStandardIsAFifthAtBookingAndTheRestFourWeeksBefore) {
    EXPECT_THAT(written(standard_dates(133'333, in_may)),
                ElementsAre("2027-05-01 266.67 deposit", "2027-06-19 1066.66 balance"));
}

// J-131: booked on 1 July the second day has passed
TEST(DueDates, ADayBeforeTheBookingIsThatOfTheBooking) {
    EXPECT_THAT(written(standard_dates(133'333, {day("2027-07-01"), day("2027-07-17"), {}})),
                ElementsAre("2027-07-01 1333.33 full"));
}

TEST(DueDates, WithoutADepartureAllIsDueAtTheBooking) {
    EXPECT_THAT(written(standard_dates(10'000, {day("2027-05-01"), {}, {}})), ElementsAre("2027-05-01 100.00 full"));
    EXPECT_THAT(standard_dates(0, in_may), ElementsAre());
}

// J-128 J-129: the customer's term goes before that of the product type and the standard
TEST(DueDates, TheCustomersTermComesFirst) {
    auto package = service(100'000);
    package.product_type = "package";
    const TermsOfTypes of_types{{"package", {{whole, Anchor::return_day, 10}}}};
    const auto parts = term_parts(100'000, {package}, customary_term("booking_day"), of_types);
    const auto dates = due_dates(parts, in_may);
    EXPECT_THAT(written(dates), ElementsAre("2027-05-01 1000.00 full"));
    EXPECT_EQ(dates[0].source, "customer");
    EXPECT_EQ(customary_term("unknown"), std::nullopt) << "then the standard holds (J-131)";
}

// J-131: without a customer's term
TEST(DueDates, WhatTheHouseCollectsFollowsItsProductTypeTheRestTheStandard) {
    auto flight = service(40'000), hotel = service(60'000), gone = service(7'000);
    flight.product_type = hotel.product_type = gone.product_type = "flight";
    flight.commission = 1'000, hotel.collection = "operator", gone.cancelled = true;
    const TermsOfTypes of_types{{"flight", {{whole, Anchor::departure, -14}}}};
    const auto dates = due_dates(term_parts(99'000, {flight, hotel, gone}, {}, of_types), in_may);
    EXPECT_THAT(written(dates), ElementsAre("2027-05-01 120.00 deposit", "2027-06-19 480.00 deposit",
                                            "2027-07-03 390.00 balance"));
    EXPECT_EQ(dates[1].source, "standard");
    EXPECT_EQ(dates[2].source, "product_type");
}

TEST(DueDates, EqualDaysAreOneDueDate) {
    const Term term{{3'000, Anchor::booking, 0}, {3'000, Anchor::departure, -77}, {4'000, Anchor::return_day, 0}};
    EXPECT_THAT(written(due_dates({{100'000, term, "customer"}}, in_may)),
                ElementsAre("2027-05-01 600.00 deposit", "2027-07-31 400.00 balance"));
}

// J-130: raised to 1,500.00 after the deposit was paid
TEST(DueDates, ALaterChangeOfTheTotalChangesWhatIsNotPaidTheLastFirst) {
    auto dates = fill(standard_dates(133'333, in_may), 26'667).dates;
    EXPECT_THAT(written(follow_total(dates, 150'000, in_may)),
                ElementsAre("2027-05-01 266.67 deposit", "2027-06-19 1233.33 balance"));
    EXPECT_THAT(written(follow_total(dates, 100'000, in_may)),
                ElementsAre("2027-05-01 266.67 deposit", "2027-06-19 733.33 balance"));
    EXPECT_THAT(written(follow_total(dates, 20'000, in_may)),
                ElementsAre("2027-05-01 266.67 deposit", "2027-06-19 -66.67 balance"))
        << "more was paid than is owed now";
    EXPECT_THAT(written(follow_total(standard_dates(133'333, in_may), 20'000, in_may)),
                ElementsAre("2027-05-01 200.00 deposit"))
        << "the balance falls away, then the deposit shrinks";
    EXPECT_THAT(written(follow_total({}, 5'000, in_may)), ElementsAre("2027-05-01 50.00 full"));
    EXPECT_THAT(written(follow_total(fill(dates, 133'333).dates, 140'000, in_may)),
                ElementsAre("2027-05-01 266.67 deposit", "2027-06-19 1133.33 balance"));
}

TEST(DueDates, PaymentsFillTheOldestDateFirst) {
    const auto dates = standard_dates(100'000, in_may);
    const auto filled = fill({dates[1], dates[0]}, 30'000);
    EXPECT_EQ(filled.dates[0].open(), 0);
    EXPECT_EQ(filled.dates[1].paid, 10'000);
    EXPECT_EQ(fill(dates, 120'000).credit, 20'000);
    EXPECT_EQ(fill(dates, -5'000).dates[0].open(), 25'000) << "paid out, and owed at once";
}

std::string reading(const std::vector<std::string>& steps) {
    const auto term = read_term("steps", steps);
    if (!term) return term.refusal().issues[0].field + " " + term.refusal().issues[0].key;
    std::string text;
    for (const auto& step : *term) text += (text.empty() ? "" : "; ") + write_term_step(step);
    return text;
}

// J-127: terms as the base data of the house has them
TEST(DueDates, TermsAreReadFromTheirTexts) {
    EXPECT_EQ(reading({"20 booking", "80 departure -28"}), "20.00 booking 0; 80.00 departure -28");
    EXPECT_EQ(reading({"30,5 % Buchung 14", "rest Abreise -10"}), "30.50 booking 14; 69.50 departure -10");
    EXPECT_EQ(reading({"100% vertrek"}), "100.00 departure 0");
    EXPECT_EQ(reading({"100 Rückreise +7"}), "100.00 return 7");
    EXPECT_EQ(reading({"20.00 booking 0", "80.00 departure -28"}), "20.00 booking 0; 80.00 departure -28");
    for (const auto* wrong : {"", "20", "booking 20", "20 Ostern", "20 booking soon", "-20 booking", "120 booking",
                              "20 booking 4000", "20 booking 3 4"})
        EXPECT_EQ(reading({wrong}), "steps error.not_a_term_step") << wrong;
    EXPECT_EQ(reading({"20 booking", "70 departure"}), "steps error.term_does_not_add_up");
    EXPECT_EQ(reading({}), "steps error.term_does_not_add_up");
}

class RandomTerms : public ::testing::Test {
protected:
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(random_);
    }
    Term term() {
        Term steps;
        Rate rest = whole;
        for (auto left = between(0, 4); left > 0; --left) {
            steps.push_back({between(0, rest), static_cast<Anchor>(between(0, 2)), static_cast<int>(between(-90, 30))});
            rest -= steps.back().percent;
        }
        steps.push_back({rest, static_cast<Anchor>(between(0, 2)), static_cast<int>(between(-90, 30))});
        return steps;
    }
    std::vector<ServiceLine> services() {
        std::vector<ServiceLine> lines;
        for (auto left = between(0, 5); left > 0; --left) {
            lines.push_back(service(between(0, 300'000), between(0, 4)));
            lines.back().product_type = between(0, 1) == 0 ? "flight" : "hotel";
            if (between(0, 3) == 0) lines.back().collection = "operator";
        }
        return lines;
    }

private:
    std::mt19937_64 random_{28};
};

TEST_F(RandomTerms, AlwaysAddUpToTheTotalInTheOrderOfTheirDays) {
    for (int round = 0; round < 2'000; ++round) {
        const auto total = between(-100'000, 3'000'000);
        const TermsOfTypes of_types{{"flight", term()}, {"hotel", term()}};
        const auto of_customer = between(0, 1) == 0 ? std::optional(term()) : std::nullopt;
        auto dates = due_dates(term_parts(total, services(), of_customer, of_types), in_may);
        ASSERT_EQ(sum(dates), total) << round;
        for (std::size_t i = 0; i < dates.size(); ++i) {
            ASSERT_GE(dates[i].due_on, i == 0 ? in_may.booked_on : add_days(dates[i - 1].due_on, 1)) << round;
            ASSERT_NE(dates[i].amount, 0) << round;
        }
        const auto paid = between(0, 3'000'000);
        const auto filled = fill(std::move(dates), paid);
        std::int64_t of_dates = filled.credit;
        for (const auto& due : filled.dates) of_dates += due.paid;
        ASSERT_EQ(of_dates, paid) << round;
        const auto changed = between(0, 3'000'000);
        ASSERT_EQ(sum(follow_total(filled.dates, changed, in_may)), changed) << round;
    }
}

}  // namespace
}  // namespace kartei::bookings
