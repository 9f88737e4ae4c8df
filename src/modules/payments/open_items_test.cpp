// Open items: what is owed, by whom, how late, and how it is paid.
#include "modules/payments/with_payments_test.hpp"
#include "modules/till/till_actions.hpp"

namespace kartei::payments {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class OpenItems : public WithPayments {};
ON_BOTH_ENGINES(OpenItems);

// money.md 1: each due date is an item, payments fill the oldest first, days late count to the day asked for
TEST_P(OpenItems, EachDueDateIsOwedUntilItIsPaid) {
    const auto anna = customer();
    const auto booking = booked(draft(anna));
    EXPECT_EQ(listed(), row_of(anna, booking, "deposit,2026-03-01,200.00,0.00,200.00,0,0") +
                            row_of(anna, booking, "balance,2026-06-19,800.00,0.00,800.00,0,0"));
    paid(booking, "250.00");
    EXPECT_EQ(listed({"--on", "2026-07-19"}), row_of(anna, booking, "balance,2026-06-19,800.00,50.00,750.00,30,0"));
    EXPECT_EQ(listed({"--on", "2026-06-19", "--days-late", "1"}), "") << "due is not late";
}

// money.md 1: whom the invoice is addressed to owes it
TEST_P(OpenItems, TheDebtorIsWhomTheInvoiceIsAddressedTo) {
    const auto firm = customer({{"name", "Bus GmbH"}, {"kind", "company"}});
    const auto anna = customer({{"name", "Eriksson"}, {"billing_address_from", firm["number"]}});
    booked(draft(anna));
    EXPECT_THAT(listed(), HasSubstr(std::to_string(firm["number"].get<int>()) + ",Bus GmbH,"));
    EXPECT_THAT(listed({"--customer", std::to_string(anna["number"].get<int>())}), HasSubstr("Bus GmbH"))
        << "also asked for who booked";
}

// money.md 1: what the operator collects is not the house's to ask for
TEST_P(OpenItems, WhatTheOperatorCollectsIsNotOwedToTheHouse) {
    auto values = draft(customer());
    values["services"][0]["collection"] = "operator";
    booked(values);
    EXPECT_EQ(listed(), "");
}

// J-185, J-186: a customer with the flag is not controlled; he still owes
TEST_P(OpenItems, WhoHasNoOpenItemsIsNotControlled) {
    const auto anna = customer({{"name", "Eriksson"}, {"no_open_items", true}});
    const auto booking = booked(draft(anna));
    EXPECT_EQ(listed(), "");
    EXPECT_THAT(listed({"--blocked"}), HasSubstr("deposit,2026-03-01,200.00"));
    EXPECT_EQ(open_of(booking), "1000.00");
}

// J-196, J-197: after a payment the invoice is printed instead of the receipt where the profile says so
TEST_P(OpenItems, OneSumPaysSeveralAndWhatIsLeftIsCredit) {
    const auto anna = customer({{"name", "Eriksson"}, {"print_invoice", true}}), bernd = customer({{"name", "Bernd"}});
    const auto one = booked(draft(anna)), other = booked(draft(bernd));
    const auto taken =
        chief().post("/payments", {{"items", {{{"booking", one["number"]}}, {{"booking", other["number"]}}}},
                                   {"amount", "2100.00"},
                                   {"kind", "transfer"}});
    ASSERT_EQ(taken.status, 201) << taken.text;
    EXPECT_EQ(taken.json["taken"][0]["amount"], "1000.00");
    EXPECT_EQ(taken.json["taken"][0]["paper"], "invoice");
    EXPECT_EQ(taken.json["taken"][1]["credit"], "100.00");
    EXPECT_EQ(taken.json["taken"][1]["paper"], "receipt");
    EXPECT_EQ(listed(), "");
    EXPECT_THAT(listed({"--credits", "alone"}), HasSubstr("credit,2026-06-19,0.00,100.00,-100.00"));
    expect_sound();
}

// Through the booking's own address money is given back below zero; nothing is no payment, and each fault is said once
TEST_P(OpenItems, ABookingIsNotPaidWithNothing) {
    const auto booking = booked(draft(customer()));
    const auto issues = [&](const Json& amount) {
        return issues_of(desk().post(booking_path(booking) + "/payments", {{"kind", "cash"}, {"amount", amount}}));
    };
    EXPECT_THAT(issues("0.00"), testing::ElementsAre("amount: error.payment_of_nothing"));
    EXPECT_THAT(issues(nullptr), testing::ElementsAre("amount: error.required"));
    EXPECT_THAT(issues("abc"), testing::ElementsAre("amount: error.not_a_number"));
    EXPECT_THAT(issues("99999999999999999.00"), testing::ElementsAre("amount: error.too_many_digits"));
    EXPECT_THAT(issues("-5.00"), testing::IsEmpty());
    EXPECT_EQ(open_of(booking), "1005.00");
    expect_sound();
}

// A sum of nothing or below nothing is no payment; money is given back by taking its payment back
TEST_P(OpenItems, NothingAndLessThanNothingAreNoPayments) {
    const auto booking = booked(draft(customer()));
    for (const char* amount : {"0.00", "-5.00", "", "abc", "99999999999999999999.00"}) {
        const auto refused = chief().post(
            "/payments", {{"items", {{{"booking", booking["number"]}}}}, {"amount", amount}, {"kind", "transfer"}});
        EXPECT_EQ(refused.status, 422) << amount << " " << refused.text;
        ASSERT_FALSE(refused.issues().empty()) << amount;
        EXPECT_THAT(refused.issues().front(), testing::StartsWith("amount: ")) << "the field is named";
        const auto moved = chief().post(booking_path(booking) + "/credit-moves",
                                        {{"booking", booking["number"].get<int>() + 1}, {"amount", amount}});
        EXPECT_GE(moved.status, 400) << amount;
    }
    EXPECT_EQ(open_of(booking), "1000.00");
    expect_sound();
}

// money.md 1: credit is moved to another booking, never more than there is
TEST_P(OpenItems, CreditIsMoved) {
    const auto anna = customer();
    const auto one = booked(draft(anna)), other = booked(draft(anna));
    paid(one, "1100.00");
    const auto path = booking_path(one) + "/credit-moves";
    EXPECT_EQ(chief().post(path, {{"booking", other["number"]}, {"amount", "100.01"}}).issues(),
              std::vector<std::string>{"amount: error.more_than_credit"});
    EXPECT_EQ(chief().post(path, {{"booking", other["number"]}, {"amount", "100.00"}}).status, 201);
    EXPECT_EQ(open_of(one), "0.00");
    EXPECT_EQ(open_of(other), "900.00");
}

TEST_P(OpenItems, HiddenCustomersOweNothingToWhoMayNotSeeThem) {
    const auto anna = customer();
    booked(draft(anna));
    hide(anna);
    std::stringstream out, err;
    Actor clerk;
    clerk.permissions = {"payments.read"};
    const auto declare = [](CLI::App& app) { return lists::report_command(app, {reports::open_items_report()}); };
    EXPECT_EQ(test::type_command(declare, house(), clerk, {"open-items"}, out, err), 0);
    EXPECT_EQ(out.str().find("Eriksson"), std::string::npos);
}

// decisions.md 17
TEST_P(OpenItems, AnAbsentModuleIsNotThere) {
    set_parameter("module_payments", false);
    set_parameter("module_direct_debit", false);
    EXPECT_EQ(chief().get("/dunning-runs").status, 404);
    EXPECT_EQ(chief().get("/direct-debits").status, 404);
    EXPECT_THAT(chief().get("/captions").json["absent_modules"], testing::Contains("payments"));
}

// money.md 1: what is taken in cash for a booking goes through the till of whoever takes it, and back
TEST_P(OpenItems, CashForABookingGoesThroughTheTill) {
    const auto booking = booked(draft(customer()));
    set_parameter("module_till", true);
    set_parameter("till_needed", true);
    const auto pay = [&](const char* kind) {
        return chief().post(booking_path(booking) + "/payments", {{"amount", "250.00"}, {"kind", kind}});
    };
    EXPECT_THAT(issues_of(pay("cash")), ElementsAre("kind: error.no_open_till"));
    EXPECT_EQ(pay("transfer").status, 201) << "what the bank moves wants no till";
    Actor actor = Actor::system();
    actor.user_id = 1, actor.name = "chief";
    const auto till = db().write([&](sql::Transaction& transaction) {
        return till::open_till(house(), transaction, actor, 10000)->whole.till.id;
    });
    ASSERT_EQ(pay("cash").status, 201);
    const auto in_till = [&] {
        return db().read([&](sql::Transaction& transaction) {
            return till::till_to_read(transaction, actor, till)->cash();
        });
    };
    EXPECT_EQ(in_till(), 35000);
    ASSERT_EQ(chief().post(booking_path(booking) + "/payments", {{"reverses", 2}}).status, 201);
    EXPECT_EQ(in_till(), 10000);
}

}  // namespace
}  // namespace kartei::payments
