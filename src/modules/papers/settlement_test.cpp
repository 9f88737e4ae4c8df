// Agencies are settled: what is missing is named, the run goes back until it is invoiced, and the collective invoice.
#include "modules/papers/papers_fixture.hpp"

namespace kartei::papers {
namespace {

using testing::HasSubstr;

class Settlements : public WithPapers {
protected:
    /// An agency with 8 % on everything; with an operator for its settlement unless told.
    Json agency(bool with_operator = true, Json more = Json::object()) {
        more["kind"] = "agency";
        more["name"] = "Reisebüro Nord";
        const auto made = customer(more);
        if (!has_base_) {
            has_base_ = true;
            base_row("operators", {{"code", "AGVER"}, {"name", "Agenturverrechnung"}});
            base_row("commission-tables", {{"code", "AG8"}, {"name", "Agenturen"}, {"rate", "8.00"}});
        }
        EXPECT_EQ(chief().post(path_of(made) + "/commission-assignments", {{"commission_table", "AG8"}}).status, 201);
        if (with_operator) {
            const auto data = chief().patch(path_of(made) + "/agency", {{"settlement_operator", "AGVER"}}, version(1));
            EXPECT_EQ(data.status, 200) << data.text;
        }
        return made;
    }
    Json sold_by(const Json& agency, const std::string& name = "Eriksson") {
        return booked(draft(customer({{"name", name}, {"agency", agency.at("number")}}), "1000.00", 1));
    }
    Json seen() {
        const auto answer = chief().post("/agency-settlements/preview", {{"from", "2026-07-01"}, {"to", "2026-07-31"}});
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json.at("agencies");
    }
    ApiAnswer settle(Json order = {{"from", "2026-07-01"}, {"to", "2026-07-31"}}) {
        return chief().post("/agency-settlements", order);
    }

private:
    bool has_base_ = false;
};
ON_BOTH_ENGINES(Settlements);

// J-168, J-170; bookings.md 8: 8 % of 1,000.00, VAT 19 %
TEST_P(Settlements, EachServiceBecomesOneAtTheSettlementPrice) {
    const auto nord = agency();
    const auto booking = sold_by(nord);
    const auto before = seen();
    ASSERT_EQ(before.size(), 1u);
    EXPECT_EQ(before[0].at("commission"), "80.00");
    EXPECT_EQ(before[0].at("tax"), "15.20");
    EXPECT_EQ(before[0].at("settlement"), "904.80");
    const auto run = settle();
    ASSERT_EQ(run.status, 201) << run.text;
    const auto number = run.json.at("agencies")[0].at("booking").get<std::int64_t>();
    const auto made = chief().get("/bookings/" + std::to_string(number)).json;
    EXPECT_EQ(made.at("kind"), "agency_booking");
    EXPECT_EQ(made.at("customer").at("number"), nord.at("number"));
    ASSERT_EQ(made.at("services").size(), 1u);
    EXPECT_EQ(made.at("services")[0].at("operator"), "AGVER");
    EXPECT_EQ(made.at("services")[0].at("unit_price"), "904.80");
    EXPECT_EQ(made.at("totals").at("total"), "904.80");
    const auto settled = read(booking).at("services")[0];
    EXPECT_EQ(settled.at("settled_in"), number);
    EXPECT_EQ(settled.at("agency_commission"), "80.00");
    EXPECT_TRUE(seen().empty());
    EXPECT_EQ(key_of(settle()), "error.nothing_to_settle");
    expect_sound();
}

// Decision 123: the fixed commission is what an agency gets where no line of its scheme holds; what was entered by hand
// comes first
TEST_P(Settlements, TheFixedCommissionHoldsWhereNoLineDoes) {
    const auto nord = agency();
    const auto west = customer({{"kind", "agency"}, {"name", "Reisebüro West"}});
    const auto agency_data = Json{{"settlement_operator", "AGVER"}, {"fixed_commission", "10,5"}};
    ASSERT_EQ(chief().patch(path_of(west) + "/agency", agency_data, version(1)).status, 200);
    const auto sold = booked(draft(customer({{"name", "Ufer"}, {"agency", west.at("number")}}), "333.30", 3));
    EXPECT_EQ(seen()[0].at("commission"), "104.99") << "10.5 % of 999.90";
    EXPECT_EQ(seen()[0].at("without_commission"), 0);
    auto services = read(sold).at("services");
    services[0]["agency_commission"] = "0.00";
    ASSERT_EQ(change(read(sold), {{"services", services}}, "chief").status, 200);
    EXPECT_EQ(seen()[0].at("commission"), "0.00") << "none, by hand";
    ASSERT_EQ(chief().patch(path_of(nord) + "/agency", {{"fixed_commission", "20"}}, version(2)).status, 200);
    sold_by(nord, "Tal");
    for (const auto& one : seen())
        if (one.at("number") == nord.at("number")) EXPECT_EQ(one.at("commission"), "80.00") << "its scheme comes first";
}

TEST_P(Settlements, WhereTheHouseCollectedTheAgencyIsCredited) {
    sold_by(agency());
    const auto run = settle({{"house_collected", true}});
    ASSERT_EQ(run.status, 201) << run.text;
    EXPECT_EQ(run.json.at("agencies")[0].at("settlement"), "-95.20");
}

// J-169: without that operator nothing is made, and the preview says so
TEST_P(Settlements, NameTheAgencyThatHasNoOperator) {
    const auto nord = agency(false);
    const auto booking = sold_by(nord);
    EXPECT_THAT(seen()[0].at("missing").get<std::string>(), HasSubstr("no operator for agency settlement"));
    EXPECT_EQ(key_of(settle()), "error.no_settlement_operator");
    const auto other = agency(true, {{"town", "Kiel"}});
    sold_by(other, "Tal");
    const auto run = settle();
    ASSERT_EQ(run.status, 201) << run.text;
    EXPECT_TRUE(read(booking).at("services")[0].at("settled_in").is_null());
}

TEST_P(Settlements, GoBackUntilTheyAreInvoiced) {
    const auto booking = sold_by(agency());
    paid(booking, "1000.00");
    const auto first = settle();
    ASSERT_EQ(undo(first.json.at("change_event")).status, 200) << "what the customer paid does not hinder it";
    EXPECT_TRUE(read(booking).at("services")[0].at("settled_in").is_null());
    const auto second = settle();
    ASSERT_EQ(second.status, 201) << second.text;
    const Json settlement{{"number", second.json.at("agencies")[0].at("booking")}};
    made(settlement, "invoice");
    EXPECT_EQ(undo(second.json.at("change_event")).status, 409);
    EXPECT_FALSE(read(booking).at("services")[0].at("settled_in").is_null());
}

// A settlement that was taken away as a booking, not undone, is made again
TEST_P(Settlements, WhatAVoidBookingSettledIsSettledAnew) {
    const auto booking = sold_by(agency());
    const auto number = settle().json.at("agencies")[0].at("booking").dump();
    const auto now = chief().get("/bookings/" + number).json.at("version").get<std::int64_t>();
    const auto away = chief().del("/bookings/" + number, version(now));
    ASSERT_EQ(away.status, 200) << away.text;
    EXPECT_TRUE(read(booking).at("services")[0].at("settled_in").is_null());
    EXPECT_EQ(seen().size(), 1u);
    EXPECT_EQ(settle().status, 201);
    expect_sound();
}

// A settlement that is cancelled, invoiced or not, lets its services go; undone, it has them again
TEST_P(Settlements, WhatACancelledOneSettledIsSettledAnew) {
    const auto booking = sold_by(agency());
    const Json settlement{{"number", settle().json.at("agencies")[0].at("booking")}};
    const auto cancel = [&](const Json& order) {
        const auto done = chief().post(booking_path(settlement) + "/cancel", order, version(version_of(settlement)));
        EXPECT_EQ(done.status, 200) << done.text;
        return done.json;
    };
    const auto event = cancel({{"charges", Json::array()}}).at("booking").at("change_event");
    EXPECT_TRUE(read(booking).at("services")[0].at("settled_in").is_null());
    ASSERT_EQ(undo(event).status, 200);
    EXPECT_EQ(read(booking).at("services")[0].at("settled_in"), settlement.at("number"));
    EXPECT_TRUE(seen().empty());
    made(settlement, "invoice");
    cancel({{"charges", Json::array()}});
    EXPECT_EQ(seen().size(), 1u);
    const auto again = settle();
    ASSERT_EQ(again.status, 201) << again.text;
    EXPECT_EQ(read(booking).at("services")[0].at("settled_in"), again.json.at("agencies")[0].at("booking"));
    EXPECT_EQ(read(booking).at("services")[0].at("agency_commission"), "80.00");
    expect_sound();
}

// A single line of it, cancelled or taken out, lets go of the service that it stands for
TEST_P(Settlements, ALineThatIsCancelledLetsItsServiceGo) {
    auto body = draft(customer({{"name", "Eriksson"}, {"agency", agency().at("number")}}), "1000.00", 1);
    body["services"].push_back(body["services"][0]);
    body["services"].push_back(body["services"][0]);
    const auto booking = booked(body);
    const Json settlement{{"number", settle().json.at("agencies")[0].at("booking")}};
    ASSERT_EQ(chief().post(booking_path(settlement) + "/cancel", {{"services", {2}}, {"charges", Json::array()}},
                           version(version_of(settlement))).status, 200);
    const auto settled = [&](std::size_t at) { return read(booking).at("services")[at].at("settled_in"); };
    EXPECT_EQ(settled(0), settlement.at("number"));
    EXPECT_TRUE(settled(1).is_null());
    EXPECT_EQ(settled(2), settlement.at("number"));
    auto now = read(settlement, "chief");
    auto rows = now.at("services");
    rows.erase(2);
    const auto changed = change(now, {{"services", rows}}, "chief");
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(settled(0), settlement.at("number"));
    EXPECT_TRUE(settled(2).is_null());
    EXPECT_EQ(seen()[0].at("services"), 2);
    ASSERT_EQ(undo(changed.json.at("change_event")).status, 200);
    EXPECT_EQ(settled(2), settlement.at("number"));
    expect_sound();
}

// J-200: the invoice of a booking comes behind the settlement of a sub-agency that wants it so
TEST_P(Settlements, HoldTheInvoiceBack) {
    const auto booking = sold_by(agency(true, {{"invoice_after_settlement", true}}));
    EXPECT_EQ(key_of(make(booking, "invoice")), "error.invoice_after_settlement");
    const auto run = settle();
    ASSERT_EQ(run.status, 201) << run.text;
    const Json settlement{{"number", run.json.at("agencies")[0].at("booking")}};
    const auto page = printed(settlement, made(settlement, "invoice"));
    EXPECT_THAT(page, HasSubstr("Sammelrechnung"));
    EXPECT_THAT(page, HasSubstr("Vorgang " + std::to_string(booking.at("number").get<std::int64_t>()) + ", Eriksson"));
    EXPECT_EQ(made(booking, "invoice").at("total"), "1000.00");
}

}  // namespace
}  // namespace kartei::papers
