// A run of direct debits in steps: stopped, cut off, disturbed.
#include "modules/merges/merges_api.hpp"
#include "modules/payments/debit_collection.hpp"
#include "modules/payments/with_payments_test.hpp"

namespace kartei::payments {
namespace {

using testing::HasSubstr;

constexpr int many = 22;  // more than one step

class DebitRuns : public WithPayments {
protected:
    void SetUp() override {
        merges::join_merges();
        WithPayments::SetUp();
        if (!IsSkipped()) settle_house();
    }
    web::EndpointTable further_endpoints() override {
        auto all = WithPayments::further_endpoints();
        for (auto& one : merges::merges_endpoints(house())) all.push_back(std::move(one));
        return all;
    }
    void book_many() {
        for (int i = 0; i < many; ++i) {
            customers_.push_back(
                debtor("M-" + std::to_string(i), {{"name", "Kunde " + std::to_string(10 + i)}}));
            bookings_.push_back(booked(draft(customers_.back())));
        }
    }
    int with_open(const std::string& open) {
        int count = 0;
        for (const auto& booking : bookings_) count += open_of(booking) == open;
        return count;
    }
    Result<MadeRun> collect(Watched& progress) {
        return collect_debits(house(), Actor::system(), {*read_date("2026-03-03"), "core", {}, 0}, progress);
    }
    std::vector<Json> customers_, bookings_;
};
ON_BOTH_ENGINES(DebitRuns);

// money.md 3: cancelled while it is looked at, nothing has been done; cancelled while it is posted, nothing stays posted
TEST_P(DebitRuns, CancelledNothingStaysHalf) {
    book_many();
    Watched looking("debit.phase.checking");
    looking.cancel_after = 3;
    EXPECT_THROW((void)collect(looking), jobs::Cancelled);
    EXPECT_EQ(chief().get("/direct-debits").json["rows"].size(), 0U);
    Watched posting("debit.phase.posting");
    posting.cancel_after = 20;
    EXPECT_THROW((void)collect(posting), jobs::Cancelled);
    EXPECT_EQ(with_open("1000.00"), many);
    const auto runs = chief().get("/direct-debits").json["rows"];
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_EQ(runs[0]["state"], "withdrawn");
    const auto refused = chief().get("/direct-debits/" + std::to_string(runs[0]["id"].get<int>()) + "/file");
    EXPECT_EQ(refused.status, 409) << "what was taken back does not go to the bank";
    Watched again;
    const auto made = collect(again);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->run.items, many) << "all of it can be collected";
    EXPECT_EQ(with_open("800.00"), many);
    expect_sound();
}

// money.md 3: cut off it goes on where it was, and nothing is collected twice
TEST_P(DebitRuns, CutOffItGoesOnAndNothingIsCollectedTwice) {
    book_many();
    Watched progress("debit.phase.posting");
    progress.stop_after = 20;
    EXPECT_THROW((void)collect(progress), jobs::Cancelled);
    EXPECT_EQ(with_open("800.00"), 20);
    const auto run = chief().get("/direct-debits").json["rows"][0];
    EXPECT_EQ(run["state"], "making");
    const auto path = "/direct-debits/" + std::to_string(run["id"].get<int>());
    EXPECT_EQ(chief().get(path + "/file").status, 409) << "half a file goes to no bank";
    EXPECT_EQ(problem_of(ended(chief().post("/direct-debits", {{"collect_on", "2026-03-03"}}))),
              "error.debit_run_goes_on");
    if (db().engine() == sql::Engine::postgresql) {
        recover_debits(house());
        EXPECT_EQ(with_open("800.00"), 20) << "another server may still be at it";
        clock().advance(std::chrono::seconds(61));
    }
    recover_debits(house());
    EXPECT_EQ(with_open("800.00"), many);
    EXPECT_EQ(chief().get(path).json["total"], "4400.00");
    EXPECT_THAT(chief().get(path + "/file").text, HasSubstr("<CtrlSum>4400.00</CtrlSum>"));
    EXPECT_EQ(this->run()["again"], true);
    expect_sound();
}

// A mandate that was withdrawn since the look is not debited; everybody else is
TEST_P(DebitRuns, WhatChangedSinceTheLookIsLeftOver) {
    book_many();
    Watched progress("debit.phase.posting");
    progress.meanwhile = [&] {
        const auto rows = chief().get(path_of(customers_[0]) + "/lists").json["bank_accounts"];
        const auto changed =
            chief().patch(path_of(customers_[0]) + "/bank-accounts/" + std::to_string(rows[0]["id"].get<int>()),
                          {{"mandate", nullptr}, {"mandate_on", nullptr}}, version(rows[0]["version"]));
        EXPECT_EQ(changed.status, 200) << changed.text;
        paid(bookings_[1], "1000.00");
    };
    const auto made = collect(progress);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->left_over, 2);
    EXPECT_EQ(made->run.items, many - 2);
    EXPECT_EQ(made->run.total, (many - 2) * 20000);
    EXPECT_EQ(open_of(bookings_[0]), "1000.00") << "no mandate, no debit";
    EXPECT_EQ(open_of(bookings_[1]), "0.00") << "paid meanwhile";
    EXPECT_EQ(problems(preview("2026-03-03")), std::vector<std::string>{"no_mandate"});
    expect_sound();
}

// Whoever was merged since the look into somebody who is debited by another account is not debited by the old one
TEST_P(DebitRuns, WhoWasMergedSinceTheLookIsLeftOver) {
    const auto survivor = debtor("M-6", {{"name", "Weber"}, {"first_name", "Ida"}});
    const auto merged = debtor("M-7", {{"name", "Weber"}, {"first_name", "Ida"}});
    const auto booking = booked(draft(merged)), other = booked(draft(debtor("M-8", {{"name", "Adler"}})));
    Watched progress("debit.phase.posting");
    progress.meanwhile = [&] {
        Json versions;
        for (const auto& one : {survivor, merged})
            versions[std::to_string(one["id"].get<int>())] = chief().get(path_of(one)).json["version"];
        const auto done = chief().post(
            "/merges", {{"survivor", survivor["id"]}, {"merged", {merged["id"]}}, {"versions", versions}});
        EXPECT_EQ(done.status, 201) << done.text;
    };
    const auto made = collect(progress);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->left_over, 1);
    EXPECT_EQ(open_of(booking), "1000.00");
    EXPECT_EQ(open_of(other), "800.00");
    // What is due now is due from whoever he became, by whatever account stands topmost there.
    const auto found = preview();
    for (const auto& debit : found["debits"]) EXPECT_EQ(debit["customer"]["id"], survivor["id"]);
    expect_sound();
}

// `kartei check` finds a debit that is no payment, and a run that is not the sum of its debits
TEST_P(DebitRuns, WhatDoesNotFitTogetherIsFound) {
    booked(draft(debtor()));
    run();
    const auto wrong = [&](const char* damage) {
        return db().write([&](sql::Transaction& transaction) {
            transaction.execute(damage);  // sql: one of those below
            return check_debits(transaction);
        });
    };
    EXPECT_EQ(wrong("UPDATE debit_run SET version = version"), 0);
    EXPECT_EQ(wrong("UPDATE debit_run SET total = total + 1"), 1);
    EXPECT_EQ(wrong("UPDATE debit_run SET total = total - 1"), 0);
    EXPECT_EQ(wrong("UPDATE debit_item SET payment = payment + 1"), 1);
}

TEST_P(DebitRuns, ManyDueOnesAreLookedAtByAJob) {
    debtor();
    booked(draft(debtor())), booked(draft(customer({{"name", "Ohne"}, {"payment_kind", "direct_debit"}})));
    preview_limits() = {1, 1};
    const auto asked = preview();
    const auto looked = result_of(chief().post("/direct-debits/previews", {{"collect_on", "2026-03-03"}}));
    preview_limits() = {};
    EXPECT_EQ(asked, (Json{{"as_job", true}, {"count", 2}}));
    EXPECT_EQ(looked["going"], 1);
    EXPECT_EQ(looked["to_fix"], 1);
    EXPECT_EQ(looked["total"], "200.00");
    ASSERT_EQ(looked["debits"].size(), 1U);
    EXPECT_EQ(looked["debits"][0]["problems"].size(), 1U) << "what is to be fixed stands first";
}

}  // namespace
}  // namespace kartei::payments
