// The base data of a house, through the API: postcodes, banks, operators, commission tables, fee rules; and its undo.
#include <gmock/gmock.h>

#include "modules/customers/register_server_fixture.hpp"

namespace kartei::customers {
namespace {

using test::if_match;
using test::Json;
using testing::ElementsAre;

class HouseBaseData : public WithRegisterServer {
protected:
    void SetUp() override {
        WithRegisterServer::SetUp();
        if (!IsSkipped()) db().write([](sql::Transaction& transaction) { parameters::found_parameters(transaction); });
    }
    void undo(const Json& event) {
        const auto answer = chief().post("/change-events/" + event.dump() + "/reversal");
        EXPECT_EQ(answer.status, 200) << answer.text;
    }
};
ON_BOTH_ENGINES(HouseBaseData);

// J-069
TEST_P(HouseBaseData, BaseDataIsAddedChangedFoundAndRemoved) {
    const auto made =
        chief().post("/base-data/postcodes", {{"country", "NL"}, {"postcode", "5611 AB"}, {"town", "Eindhoven"}});
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(chief().get("/postcodes?country=NL&postcode=5611xy").json.at("towns"), Json({"Eindhoven"}));
    EXPECT_THAT(
        chief().post("/base-data/postcodes", {{"country", "NL"}, {"postcode", "5611"}, {"town", "Eindhoven"}}).issues(),
        ElementsAre("town: error.exists_already"));
    const auto path = "/base-data/postcodes/" + made.json.at("id").dump();
    const auto changed = chief().patch(path, {{"town", "Eindhoven-Centrum"}}, {if_match(1)});
    EXPECT_EQ(changed.json.at("town"), "Eindhoven-Centrum");
    const auto late = chief().patch(path, {{"town", "Strijp"}}, {if_match(1)});
    EXPECT_EQ(late.status, 412);
    EXPECT_EQ(late.json["current"]["town"], "Eindhoven-Centrum") << "what somebody else has saved meanwhile";
    EXPECT_EQ(late.json["changes"][0]["field"], "town");
    const auto removed = chief().del(path, {if_match(2)});
    ASSERT_EQ(removed.status, 200) << removed.text;
    EXPECT_EQ(chief().get("/base-data/postcodes?q=eind").json.at("count"), 0);
    undo(removed.json.at("change_event"));
    EXPECT_EQ(chief().get("/base-data/postcodes?q=eind").json.at("count"), 1);
    for (const auto& [what, values] :
         {std::pair<std::string, Json>{"banks", {{"country", "DE"}, {"bank_code", "37040044"}, {"name", "Bank"}}},
          {"operators", {{"code", "AGVER"}, {"name", "Agenturverrechnung"}}},
          {"destinations", {{"code", "PMI"}, {"name", "Mallorca"}, {"country", "ES"}}},
          {"letter-templates", {{"name", "Dank"}, {"text", "Vielen Dank!\n\nBis bald"}}}}) {
        const auto row = chief().post("/base-data/" + what, values);
        ASSERT_EQ(row.status, 201) << row.text;
        EXPECT_EQ(chief().get("/base-data/" + what).json.at("count"), 1);
        const auto at = "/base-data/" + what + "/" + row.json.at("id").dump();
        EXPECT_EQ(chief().patch(at, {{"name", "Neu"}}, {if_match(1)}).status, 200);
        EXPECT_EQ(chief().del(at, {if_match(2)}).status, 200);
    }
}

// J-217, J-218: a commission table says how much, when, and what a cancellation costs
TEST_P(HouseBaseData, ACommissionTableHasTiersAPeriodAndCancellation) {
    const auto made = chief().post("/base-data/commission-tables",
                                   {{"code", "STAMM"},
                                    {"name", "Stammkunden"},
                                    {"rate", "6"},
                                    {"tiers", {"50.000,00: 7 %", "25000 6,5"}},
                                    {"valid_from", "2026-01-01"},
                                    {"valid_until", "2026-12-31"},
                                    {"cancellation_rate", "10"},
                                    {"cancellation_minimum", "25,00"},
                                    {"cancellation_steps", {"30 20", "7: 50 %"}}});
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.json.at("basis"), "percent");
    EXPECT_EQ(made.json.at("rate"), "6.00");
    EXPECT_EQ(made.json.at("tiers"), Json({"25000.00 6.50", "50000.00 7.00"})) << "in their order";
    EXPECT_EQ(made.json.at("cancellation_steps"), Json({"7 50.00", "30 20.00"}));
    const auto path = "/base-data/commission-tables/" + made.json.at("id").dump();
    EXPECT_THAT(chief().patch(path, {{"tiers", {"viel 6"}},
                                     {"cancellation_steps", {"30 20", "30 25"}},
                                     {"rate", "101"},
                                     {"valid_until", "2025-12-31"}},
                              {if_match(1)})
                    .issues(),
                ElementsAre("cancellation_steps: error.step_twice", "rate: error.more_than_all",
                            "tiers: error.not_a_step", "valid_until: error.ends_before_it_begins"));
    const auto changed = chief().patch(path, {{"tiers", nullptr}, {"rate", "5,5"}}, {if_match(1)});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.json.at("tiers"), Json::array());
    undo(changed.json.at("change_event"));
    EXPECT_EQ(chief().get("/base-data/commission-tables").json.at("rows").at(0).at("tiers").size(), 2u);
    const auto version = chief().get("/parameters").version();
    ASSERT_EQ(chief().patch("/parameters", {{"module_commission", false}}, {if_match(version)}).status, 200);
    EXPECT_EQ(chief().get("/base-data/commission-tables").status, 404);
}

// J-222: a rule has a name of its own, a text for the invoice, and is of a service or of a booking
TEST_P(HouseBaseData, AFeeRuleIsOfAServiceOrOfABooking) {
    chief().post("/base-data/operators", {{"code", "TUI"}, {"name", "TUI Deutschland"}});
    const auto made = chief().post("/base-data/fee-rules", {{"code", "VISUM"},
                                                            {"name", "Visum besorgen"},
                                                            {"invoice_text", "Visumgebühr"},
                                                            {"operator", "tui deutschland"},
                                                            {"product_type", "Pauschalreise"},
                                                            {"amount", "35"},
                                                            {"per_participant", true}});
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.json.at("kind"), "service");
    EXPECT_EQ(made.json.at("operator"), "TUI");
    EXPECT_EQ(made.json.at("product_type"), "package_tour");
    EXPECT_THAT(chief()
                    .post("/base-data/fee-rules", {{"code", "DRUCK"},
                                                   {"name", "Rechnungsdruck"},
                                                   {"kind", "booking"},
                                                   {"operator", "TUI"},
                                                   {"amount", "5"}})
                    .issues(),
                ElementsAre("occasion: error.required", "operator: error.only_of_services"));
    EXPECT_THAT(chief()
                    .post("/base-data/fee-rules",
                          {{"code", "visum"}, {"name", "Noch eine"}, {"occasion", "invoice"}, {"amount", "5"}})
                    .issues(),
                ElementsAre("occasion: error.only_of_booking_fees"));
    EXPECT_THAT(
        chief().post("/base-data/fee-rules", {{"code", "V2"}, {"name", "Visum besorgen"}, {"amount", "5"}}).issues(),
        ElementsAre("name: error.exists_already"));
    const auto operators = chief().get("/base-data/operators").json.at("rows");
    EXPECT_EQ(chief().del("/base-data/operators/" + operators.at(0).at("id").dump(), {if_match(1)}).status, 409)
        << "a rule names it";
}

}  // namespace
}  // namespace kartei::customers
