// Direct debits: who is debited and by which account, what the bank would refuse, the file, and what comes back.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "modules/payments/with_payments_test.hpp"

namespace kartei::payments {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class DirectDebits : public WithPayments {
protected:
    void SetUp() override {
        WithPayments::SetUp();
        if (!IsSkipped()) settle_house();
    }
};
ON_BOTH_ENGINES(DirectDebits);

// J-126: only whoever pays by direct debit is debited, each scheme apart
TEST_P(DirectDebits, OnlyWhoPaysByDirectDebitIsDebited) {
    booked(draft(customer()));
    const auto mueller = debtor();
    const auto booking = booked(draft(mueller));
    const auto found = preview();
    ASSERT_EQ(found["debits"].size(), 1U) << found.dump();
    EXPECT_EQ(found["debits"][0]["booking"], booking["number"]);
    EXPECT_EQ(found["debits"][0]["amount"], "200.00") << "what is due by then";
    EXPECT_EQ(found["going"], 1);
    EXPECT_EQ(preview("2026-03-03", "b2b")["going"], 0);
}

// J-112, J-115: the topmost account at this moment is debited; another one moved to the top is debited then
TEST_P(DirectDebits, TheTopmostAccountIsDebited) {
    const auto mueller = debtor();
    booked(draft(mueller));
    const auto second = account(mueller, {{"mandate", "M-2"}, {"mandate_on", "2026-02-01"}}, "DE89370400440532013000");
    EXPECT_EQ(preview()["debits"][0]["mandate"], "M-1");
    const auto first = chief().get(path_of(mueller) + "/lists").json["bank_accounts"][0]["id"];
    const auto moved = chief().put(path_of(mueller) + "/bank-accounts/order", {{"ids", {second["id"], first}}});
    ASSERT_EQ(moved.status, 200) << moved.text;
    EXPECT_EQ(preview()["debits"][0]["mandate"], "M-2");
}

// money.md 3: export posts as paid, the same run twice is the same file, nothing is collected twice
TEST_P(DirectDebits, ARunIsPaidAndNothingIsCollectedTwice) {
    const auto booking = booked(draft(debtor()));
    const auto first = run();
    EXPECT_EQ(first["total"], "200.00");
    EXPECT_EQ(first["again"], false);
    EXPECT_EQ(open_of(booking), "800.00");
    const auto again = run();
    EXPECT_EQ(again["again"], true);
    EXPECT_EQ(again["id"], first["id"]);
    EXPECT_EQ(file(first), file(again));
    EXPECT_EQ(open_of(booking), "800.00");
    EXPECT_EQ(read(booking, "chief")["payments"][0]["kind"], "direct_debit");
    expect_sound();
}

// money.md 3: pain.008.001.08 by the schema, control sum = sum of the items, characters of SEPA
TEST_P(DirectDebits, TheFileIsAsTheBankWantsIt) {
    booked(draft(debtor()));
    const auto written = file(run("2026-03-07"));
    EXPECT_THAT(written, HasSubstr("<CtrlSum>200.00</CtrlSum>"));
    EXPECT_THAT(written, HasSubstr("<ReqdColltnDt>2026-03-09</ReqdColltnDt>")) << "Saturday moves to Monday";
    EXPECT_THAT(written, HasSubstr("<Nm>Mueller + Soehne</Nm>"));
    EXPECT_THAT(written, HasSubstr("<SeqTp>FRST</SeqTp>"));
    const auto beside = std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path().parent_path();
    const auto schema = beside / "shared" / "data" / "schemas" / "pain.008.001.08.xsd";
    if (!std::filesystem::exists(schema) || std::system("command -v xmllint >/dev/null") != 0) return;
    const auto path = std::filesystem::temp_directory_path() / ("debits-" + std::to_string(::getpid()) + ".xml");
    std::ofstream(path) << written;
    const auto command = "xmllint --noout --schema " + schema.string() + " " + path.string() + " 2>/dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0) << written;
    std::filesystem::remove(path);
}

TEST_P(DirectDebits, TheSecondOfAMandateIsRecurringAndAnotherAccountAnAmendment) {
    const auto mueller = debtor();
    booked(draft(mueller));
    run();
    booked(draft(mueller));
    EXPECT_EQ(preview("2026-03-10")["debits"][0]["sequence"], "RCUR");
    const auto rows = chief().get(path_of(mueller) + "/lists").json["bank_accounts"];
    ASSERT_EQ(rows.size(), 1U) << rows.dump();
    const auto changed = chief().patch(path_of(mueller) + "/bank-accounts/" + std::to_string(rows[0]["id"].get<int>()),
                                       {{"iban", "DE89370400440532013000"}}, version(rows[0]["version"]));
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(preview("2026-03-10")["debits"][0]["amended"], true);
    EXPECT_THAT(file(run("2026-03-10")), HasSubstr("<Id>SMNDA</Id>"));
}

// money.md 3: everything the bank would refuse stands on the fix list, and is not going
TEST_P(DirectDebits, WhatTheBankWouldRefuseIsOnTheFixList) {
    const auto nobody = customer({{"name", "Ohne"}, {"payment_kind", "direct_debit"}});
    booked(draft(nobody));
    EXPECT_THAT(problems(preview()), ElementsAre("no_account"));
    EXPECT_EQ(preview()["going"], 0);
    account(nobody, Json::object());
    EXPECT_THAT(problems(preview()), ElementsAre("no_mandate")) << preview().dump();
}

TEST_P(DirectDebits, AMandateExpiresAfterThreeYears) {
    const auto old = customer({{"name", "Alt"}, {"payment_kind", "direct_debit"}});
    account(old, {{"mandate", "M-9"}, {"mandate_on", "2023-03-02"}});
    booked(draft(old));
    EXPECT_EQ(preview("2026-03-02")["going"], 1) << "36 months to the day";
    EXPECT_THAT(problems(preview("2026-03-03")), ElementsAre("mandate_expired"));
}

// money.md 3: a returned debit opens the item again, charges its fee and blocks the account where the reason says so
TEST_P(DirectDebits, WhatComesBackIsOpenAgainAndBlocksTheAccount) {
    const auto booking = booked(draft(debtor()));
    const auto made = run();
    EXPECT_EQ(give_back(made, {{"reason", "ZZ99"}}).status, 422);
    const auto back = give_back(made, {{"reason", "AC04"}, {"fee", "7.50"}});
    ASSERT_EQ(back.status, 201) << back.text;
    EXPECT_EQ(back.json["items"][0]["blocked"], true);
    EXPECT_EQ(open_of(booking), "1007.50");
    EXPECT_THAT(problems(preview()), ElementsAre("blocked"));
    EXPECT_EQ(give_back(made, {{"reason", "AC04"}}).status, 409) << "once";
    const auto released = chief().post("/direct-debits/" + std::to_string(made["id"].get<int>()) + "/releases",
                                       {{"position", 1}});
    EXPECT_EQ(released.status, 201) << released.text;
    EXPECT_EQ(preview()["going"], 1);
    EXPECT_EQ(run()["again"], false) << "collected again after it came back";
    expect_sound();
}

TEST_P(DirectDebits, AHiddenCustomerIsInNoRunOfWhoMayNotSeeHim) {
    const auto mueller = debtor(), other = debtor("M-2", {{"name", "Adler"}});
    booked(draft(mueller)), booked(draft(other));
    const auto path = "/direct-debits/" + std::to_string(run()["id"].get<int>());
    hide(mueller);
    const auto seen = as("collector").get(path);
    ASSERT_EQ(seen.status, 200) << seen.text;
    EXPECT_EQ(seen.json["total"], "200.00");
    EXPECT_EQ(seen.json["items"].size(), 1U);
    EXPECT_EQ(as("collector").get("/direct-debits").json["rows"][0]["total"], "200.00");
    EXPECT_EQ(as("collector").get(path + "/file").status, 404) << "the bank's file cannot do without him";
    hide(other);
    EXPECT_EQ(as("collector").get(path).status, 404);
    EXPECT_EQ(as("collector").get("/direct-debits").json["rows"].size(), 0U);
    EXPECT_EQ(chief().get(path).json["total"], "400.00");
}

// A payment that was taken back by hand is not collected anew, and keeps nobody else from the run
TEST_P(DirectDebits, WhatWasTakenBackByHandIsCollectedAgainOnceTheRunSaysSo) {
    const auto booking = booked(draft(debtor()));
    const auto made = run();
    ASSERT_EQ(chief().post(booking_path(booking) + "/payments", {{"reverses", 1}}).status, 201);
    EXPECT_THAT(problems(preview()), ElementsAre("collected_before"));
    const auto other = booked(draft(debtor("M-2", {{"name", "Weber"}})));
    EXPECT_EQ(run()["items"].size(), 1U) << "the others are collected";
    const auto back = give_back(made, {{"reason", "withdrawn"}});
    ASSERT_EQ(back.status, 201) << back.text;
    EXPECT_EQ(open_of(booking), "1000.00") << "taken back once";
    EXPECT_EQ(run()["again"], false);
    EXPECT_EQ(open_of(booking), "800.00");
    EXPECT_EQ(open_of(other), "800.00");
    expect_sound();
}

// J-184: a customer from whom money was collected is not deleted
TEST_P(DirectDebits, ACustomerWithPostingsStays) {
    const auto mueller = debtor();
    booked(draft(mueller));
    run();
    const auto now = chief().get(path_of(mueller)).json["version"].get<std::int64_t>();
    const auto refused = chief().del(path_of(mueller), version(now));
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.text, HasSubstr("debited"));
}

TEST_P(DirectDebits, SettingsThatAreMissingAreNamed) {
    set_parameter("creditor_identifier", "DE99ZZZ09999999999");
    set_parameter("house_iban", "");
    booked(draft(debtor()));
    EXPECT_THAT(
        chief().get("/direct-debits/preview?collect_on=2026-03-03").issues(),
        ElementsAre("creditor_identifier: error.not_a_creditor_identifier", "house_iban: error.house_iban_needed"));
    settle_house();
    EXPECT_THAT(chief().get("/direct-debits/preview?collect_on=2026-03-01").issues(),
                ElementsAre()) << "Sunday: Monday is early enough";
    EXPECT_THAT(chief().get("/direct-debits/preview?collect_on=2026-02-27").issues(),
                ElementsAre("collect_on: error.debit_too_early"));
}

}  // namespace
}  // namespace kartei::payments
