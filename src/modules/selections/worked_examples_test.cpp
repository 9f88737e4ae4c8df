// The fifteen worked examples of the old manual (customers.md 17.2), on the day of the house, 1 March 2026.
#include "modules/selections/selections_fixture.hpp"

namespace kartei::selections {
namespace {

class WorkedSelections : public WithSelections {
protected:
    void SetUp() override {
        WithSelections::SetUp();
        if (IsSkipped()) return;
        add("Adler", {{"category", std::string("regular")},
                      {"postcode", std::string("10115")},
                      {"birth_date", std::string("1970-06-03")}});
        add("Bär", {{"category", std::string("regular")},
                    {"postcode", std::string("80331")},
                    {"birth_date", std::string("1982-07-01")}});
        add("Celik",
            {{"postcode", std::string("19999")}, {"birth_date", std::string("1955-06-30")}, {"status5", true}});
        add("Dorn", {{"postcode", std::string("1010")}, {"country", std::string("AT")}});
        book({{"Adler", "2025-02-01", "2025-07-01", "Kanaren", 4000},
              {"Adler", "2025-11-01", "2026-05-01", "Kreta", 1500},
              {"Bär", "2025-05-05", "2025-12-20", "Kanada", 5500},
              {"Bär", "2026-01-10", "2026-02-10", "Rom", 300},
              {"Celik", "2024-03-01", "2024-06-01", "Kanaren", 2500},
              {"Celik", "2023-01-02", "2023-04-01", "Wien", 200},
              {"Celik", "2024-05-01", "2024-09-01", "Wien", 200},
              {"Celik", "2024-05-02", "2025-03-02", "Wien", 200},
              {"Dorn", "2026-02-01", "2026-08-01", "Kanaren", 6000}});
    }
    static json turnover(const char* year, int more_than) {
        return {{"bookings", {{"booked_on", within(year)}}}, {"sum", {{"is", "greater"}, {"value", more_than}}}};
    }
    static json within(const json& days) { return {{"is", "within"}, {"value", days}}; }
    static json dearer(int price) { return {{"is", "greater"}, {"value", std::to_string(price)}}; }
    static json trips(const json& members) { return {{"bookings", members}}; }
    static json between(const char* first, const char* last) {
        return {{"is", "between"}, {"value", {first, last}}};
    }
};
ON_BOTH_ENGINES(WorkedSelections);

// J-023, example 1: turnover last year and category
TEST_P(WorkedSelections, TurnoverLastYearAndCategory) {
    const json regular{{"field", "category"}, {"is", "equal"}, {"value", "regular"}};
    EXPECT_THAT(those({{"all", {turnover("last_year", 5000), regular}}}), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those({{"all", {turnover("last_year", 5499), regular}}}), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those({{"all", {turnover("last_year", 5500), regular}}}), IsEmpty()) << "5500 is not more than 5500";
}

// Example 2: a range of postcodes, within one country and one length
TEST_P(WorkedSelections, PostcodesFromTo) {
    EXPECT_THAT(those_with("postcode", "between", {"10000", "19999"}), ElementsAre("Adler", "Celik"));
    EXPECT_THAT(those_with("postcode", "between", {"A-1000", "A-1999"}), ElementsAre("Dorn"));
}

// Examples 3, 5, 6, 14: price of a trip with its destination, its departure, the day it was booked
TEST_P(WorkedSelections, PriceOfATripWithWhatElseIsAskedOfTheSameTrip) {
    EXPECT_THAT(those(trips({{"price", dearer(5000)}, {"destination", {{"is", "like"}, {"value", "KANA*"}}}})),
                ElementsAre("Bär", "Dorn"));
    EXPECT_THAT(those(trips({{"price", dearer(5000)}, {"departs_on", {{"is", "after"}, {"value", "01.01.2026"}}}})),
                ElementsAre("Dorn"));
    EXPECT_THAT(those(trips({{"price", dearer(5000)}, {"booked_on", {{"is", "after"}, {"value", "2025-05-04"}}}})),
                ElementsAre("Bär", "Dorn"));
    EXPECT_THAT(those(trips({{"price", dearer(5000)}, {"booked_on", {{"is", "after"}, {"value", "2025-05-05"}}}})),
                ElementsAre("Dorn"));
    EXPECT_THAT(those(trips({{"price", dearer(2000)}})), ElementsAre("Adler", "Bär", "Celik", "Dorn"));
}

// J-023, example 4: birthday in June
TEST_P(WorkedSelections, BirthdayInJune) {
    EXPECT_THAT(those_with("birth_date", "birthday_in", 6), ElementsAre("Adler", "Celik"));
    EXPECT_THAT(those_with("birth_date", "birthday_in", {"06-15", "07-14"}), ElementsAre("Bär", "Celik"));
}

// Examples 7 and 8: a period of departures (bookings) and a turnover
TEST_P(WorkedSelections, APeriodAndATurnover) {
    EXPECT_THAT(
        those({{"all", {trips({{"departs_on", between("2025-06-01", "2025-08-31")}}), turnover("last_year", 5000)}}}),
        ElementsAre("Adler"));
    EXPECT_THAT(
        those({{"all", {trips({{"booked_on", between("2026-01-01", "2026-02-28")}}), turnover("this_year", 5000)}}}),
        ElementsAre("Dorn"));
}

// Examples 9, 10, 11: not booked this year, last year, the year before last
TEST_P(WorkedSelections, NotBookedInAYear) {
    const auto not_booked = [&](const char* year) { return those({{"not", trips({{"booked_on", within(year)}})}}); };
    EXPECT_THAT(not_booked("this_year"), ElementsAre("Adler", "Celik"));
    EXPECT_THAT(not_booked("last_year"), ElementsAre("Celik", "Dorn"));
    EXPECT_THAT(not_booked("year_before_last"), ElementsAre("Adler", "Bär", "Dorn"));
    EXPECT_THAT(those({{"bookings", {{"booked_on", within("this_year")}}}, {"count", {{"is", "equal"}, {"value", 0}}}}),
                ElementsAre("Adler", "Celik"))
        << "no row counts as none";
}

// Example 12: more than three departures in the last three years
TEST_P(WorkedSelections, MoreThanThreeDeparturesInThreeYears) {
    const json last{{"last", 3}, {"unit", "years"}};
    const auto more_than = [&](int number) {
        return those({{"bookings", {{"departs_on", within(last)}}}, {"count", {{"is", "greater"}, {"value", number}}}});
    };
    EXPECT_THAT(more_than(3), ElementsAre("Celik"));
    EXPECT_THAT(more_than(4), IsEmpty());
}

// J-176, J-178, example 13: a status field by its number, and by its caption as the house has it now
TEST_P(WorkedSelections, StatusFieldNewsletter) {
    EXPECT_THAT(those({{"status", 5}, {"is", true}}), ElementsAre("Celik"));
    EXPECT_THAT(refused({{"where", {{"status", "Newsletter"}}}}), ElementsAre("where.status: error.selection_status"));
    set_parameter("caption_private_status5", {{"de", "Newsletter"}});
    EXPECT_THAT(those({{"status", "newsletter"}}), ElementsAre("Celik"));
    EXPECT_THAT(those({{"status", 5}, {"is", false}}), ElementsAre("Adler", "Bär", "Dorn"));
}

// J-180: another caption changes nobody; who asks by number finds the same as before
TEST_P(WorkedSelections, AnotherMeaningOfAStatusFieldChangesNoCustomer) {
    set_parameter("caption_private_status5", {{"de", "Newsletter"}});
    set_parameter("caption_private_status5", {{"de", "Katalog"}});
    EXPECT_THAT(those({{"status", 5}}), ElementsAre("Celik"));
    EXPECT_THAT(those({{"status", "Katalog"}}), ElementsAre("Celik"));
    EXPECT_THAT(refused({{"where", {{"status", "Newsletter"}}}}), ElementsAre("where.status: error.selection_status"));
}

// Example 15: booked this year, that very trip for more than 2,000
TEST_P(WorkedSelections, BookedThisYearForMoreThan) {
    EXPECT_THAT(those(trips({{"booked_on", within("this_year")}, {"price", dearer(2000)}})), ElementsAre("Dorn"));
    EXPECT_THAT(those(trips({{"booked_on", within("this_year")}, {"price", dearer(200)}})), ElementsAre("Bär", "Dorn"));
}

}  // namespace
}  // namespace kartei::selections
